//! Which part of the map plane is looked at.

/// The map's point of view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Camera {
    /// Whatever shows the base map's own region best.
    #[default]
    Fit,
    /// Where the user went.
    At {
        /// Plane point in the middle, kilometres east and north.
        center_km: [f64; 2],
        /// Kilometres a screen point.
        km_per_point: f64,
    },
}
