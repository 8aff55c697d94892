//! Where the map is looked at from, whichever step of the way from schematic to outline is on the screen.
//!
//! A camera stands over the step that suits its zoom. As points move from step to step, it is turned into the shown
//! step's own, and back so that what is under the pointer stays there.

use crate::geo::BaseMap;
use crate::plot::placing::Placed;
use crate::plot::{Camera, Frame, MapLimits, MapScale, Spot};

/// The scale that a camera asks for on a base map, and how far one may go there.
pub fn scale(camera: Camera, frame: Frame, base: &BaseMap, placed: &Placed) -> (MapScale, MapLimits) {
    let limits = MapLimits::around(base.home, placed.bounds);
    let mut scale = MapScale::new(camera, frame, &limits);
    if let (Camera::At { .. }, Some(meant)) = (camera, base.step_at(scale.km_per_point)) {
        scale.centre = base.at_step(scale.centre, meant, base.shown_step());
    }
    (scale, limits)
}

/// The camera for a scale of a base map; what it shows at `about` stays there.
pub fn camera(scale: &MapScale, about: Spot, base: &BaseMap) -> Camera {
    let mut scale = *scale;
    if let Some(meant) = base.step_at(scale.km_per_point).filter(|&step| step != base.shown_step()) {
        let here = scale.plane_from_screen(about);
        let there = base.at_step(here, base.shown_step(), meant);
        scale.centre = scale.centre.moved(there.x_km - here.x_km, there.y_km - here.y_km);
    }
    scale.camera()
}

/// Kilometres a point that a camera asks for; as far as can be where it shows all.
pub fn km_per_point(camera: Camera) -> f64 {
    match camera {
        Camera::Fit => f64::INFINITY,
        Camera::At { km_per_point, .. } => km_per_point,
    }
}
