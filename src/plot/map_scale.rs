//! From the map plane to the screen and back: zoom about a point, pan, fit, limits.

use super::Camera;
use crate::geo::{Plane, PlaneBounds};

/// A position on the screen or on a sheet, in points, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    /// Points to the right.
    pub x: f64,
    /// Points down.
    pub y: f64,
}

impl Spot {
    /// A position from points right and down.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The square of the straight distance, which costs far less to know.
    pub fn distance2(self, other: Self) -> f64 {
        (self.x - other.x).powi(2) + (self.y - other.y).powi(2)
    }

    /// Straight distance in points.
    pub fn distance(self, other: Self) -> f64 {
        self.distance2(other).sqrt()
    }
}

/// An upright rectangle on the screen or on a sheet, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// Left upper corner.
    pub min: Spot,
    /// Right lower corner.
    pub max: Spot,
}

impl Frame {
    /// A rectangle from its left upper corner and its size in points.
    pub const fn sized(min: Spot, width: f64, height: f64) -> Self {
        Self { min, max: Spot::new(min.x + width, min.y + height) }
    }

    /// Width in points.
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// Height in points.
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// The middle.
    pub fn centre(&self) -> Spot {
        Spot::new(f64::midpoint(self.min.x, self.max.x), f64::midpoint(self.min.y, self.max.y))
    }

    /// The rectangle grown by `by` points on every side; shrunk where negative.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            min: Spot::new(self.min.x - by, self.min.y - by),
            max: Spot::new(self.max.x + by, self.max.y + by),
        }
    }

    /// Whether the position lies inside or on the edge.
    pub fn contains(&self, p: Spot) -> bool {
        (self.min.x..=self.max.x).contains(&p.x) && (self.min.y..=self.max.y).contains(&p.y)
    }

    /// Whether the other rectangle lies wholly inside.
    pub fn encloses(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }
}

/// How far one may zoom and go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapLimits {
    /// The region that "fit" shows.
    pub home: PlaneBounds,
    /// The middle of the view stays within this.
    pub reach: PlaneBounds,
    /// Kilometres a point when zoomed in as far as possible.
    pub nearest: f64,
}

impl MapLimits {
    /// Limits around a region, wide enough to go to what lies outside of it.
    pub fn around(home: PlaneBounds, outside: Option<PlaneBounds>) -> Self {
        let mut reach = home.grown(home.width_km().max(home.height_km()).max(LEAST_FIT_KM));
        for p in outside.iter().flat_map(|b| [b.min, b.max]) {
            reach.include(p);
        }
        Self { home, reach, nearest: NEAREST }
    }
}

/// Kilometres a point at the closest: a street is a finger wide.
const NEAREST: f64 = 0.02;
/// How many times smaller than fitted the region may get.
const FARTHEST: f64 = 6.0;
/// Free points around what is fitted.
const FIT_MARGIN: f64 = 14.0;
/// The least extent in km of what is fitted, so that a single place is shown with its surroundings.
const LEAST_FIT_KM: f64 = 60.0;

/// Which part of the plane stands where on the screen. North is up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapScale {
    /// Where the map is drawn, in screen points.
    pub frame: Frame,
    /// Plane point in the middle of the frame.
    pub centre: Plane,
    /// Kilometres a screen point.
    pub km_per_point: f64,
}

impl MapScale {
    /// The scale that a camera asks for, within the limits.
    pub fn new(camera: Camera, frame: Frame, limits: &MapLimits) -> Self {
        match camera {
            Camera::Fit => Self::fitting(limits.home, frame, limits),
            Camera::At { center_km: [x, y], km_per_point } => {
                Self { frame, centre: Plane::new(x, y), km_per_point }.limited(limits)
            }
        }
    }

    /// The scale that shows all of a rectangle with a little room around.
    pub fn fitting(bounds: PlaneBounds, frame: Frame, limits: &MapLimits) -> Self {
        let room = frame.grown(-FIT_MARGIN);
        let across = bounds.width_km().max(LEAST_FIT_KM) / room.width().max(1.0);
        let down = bounds.height_km().max(LEAST_FIT_KM) / room.height().max(1.0);
        Self { frame, centre: bounds.centre(), km_per_point: across.max(down) }.limited(limits)
    }

    /// The camera that leads to this scale.
    pub fn camera(&self) -> Camera {
        Camera::At { center_km: [self.centre.x_km, self.centre.y_km], km_per_point: self.km_per_point }
    }

    /// Where a plane point stands on the screen.
    pub fn screen_from_plane(&self, p: Plane) -> Spot {
        let middle = self.frame.centre();
        Spot::new(
            middle.x + (p.x_km - self.centre.x_km) / self.km_per_point,
            middle.y - (p.y_km - self.centre.y_km) / self.km_per_point,
        )
    }

    /// Which plane point stands at a screen position.
    pub fn plane_from_screen(&self, p: Spot) -> Plane {
        let middle = self.frame.centre();
        self.centre.moved((p.x - middle.x) * self.km_per_point, (middle.y - p.y) * self.km_per_point)
    }

    /// The part of the plane in view.
    pub fn in_view(&self) -> PlaneBounds {
        let (a, b) = (self.plane_from_screen(self.frame.min), self.plane_from_screen(self.frame.max));
        PlaneBounds { min: Plane::new(a.x_km, b.y_km), max: Plane::new(b.x_km, a.y_km) }
    }

    /// Zoomed by a factor (above 1 zooms in), the plane point at `about` staying where it is unless a limit forbids.
    #[must_use]
    pub fn zoomed(&self, factor: f64, about: Spot, limits: &MapLimits) -> Self {
        let fixed = self.plane_from_screen(about);
        let mut next = *self;
        next.km_per_point = limited_zoom(self.km_per_point / factor.max(1e-9), self.frame, limits);
        let moved = next.plane_from_screen(about);
        next.centre = self.centre.moved(fixed.x_km - moved.x_km, fixed.y_km - moved.y_km);
        next.limited(limits)
    }

    /// Moved with the ground by some screen points: positive pulls the ground right and down.
    #[must_use]
    pub fn panned(&self, right: f64, down: f64, limits: &MapLimits) -> Self {
        let centre = self.centre.moved(-right * self.km_per_point, down * self.km_per_point);
        Self { centre, ..*self }.limited(limits)
    }

    fn limited(mut self, limits: &MapLimits) -> Self {
        self.km_per_point = limited_zoom(self.km_per_point, self.frame, limits);
        let reach = limits.reach;
        let keep = |v: f64, low: f64, high: f64| if v.is_finite() { v.clamp(low, high) } else { low };
        self.centre = Plane::new(
            keep(self.centre.x_km, reach.min.x_km, reach.max.x_km),
            keep(self.centre.y_km, reach.min.y_km, reach.max.y_km),
        );
        self
    }
}

fn limited_zoom(km_per_point: f64, frame: Frame, limits: &MapLimits) -> f64 {
    let room = frame.grown(-FIT_MARGIN);
    let across = limits.home.width_km().max(LEAST_FIT_KM) / room.width().max(1.0);
    let down = limits.home.height_km().max(LEAST_FIT_KM) / room.height().max(1.0);
    let farthest = across.max(down) * FARTHEST;
    if km_per_point.is_finite() {
        km_per_point.clamp(limits.nearest.min(farthest), farthest)
    } else {
        farthest
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Frame = Frame::sized(Spot::new(100.0, 40.0), 800.0, 500.0);

    fn limits() -> MapLimits {
        let home = PlaneBounds { min: Plane::new(-900.0, -700.0), max: Plane::new(1100.0, 800.0) };
        MapLimits::around(home, Some(PlaneBounds { min: home.min, max: Plane::new(5000.0, 0.0) }))
    }

    proptest! {
        #[test]
        fn plane_and_screen_are_inverses_and_zoom_keeps_the_point_under_the_pointer(
            x in -900.0..1100.0, y in -700.0..800.0, zoom in 0.05..4.0, factor in 0.5..2.0,
            px in 100.0..900.0, py in 40.0..540.0,
        ) {
            let camera = Camera::At { center_km: [x, y], km_per_point: zoom };
            let scale = MapScale::new(camera, FRAME, &limits());
            let pointer = Spot::new(px, py);
            let under = scale.plane_from_screen(pointer);
            prop_assert!(scale.screen_from_plane(under).distance(pointer) < 1e-6);
            let zoomed = scale.zoomed(factor, pointer, &limits());
            prop_assert!(zoomed.screen_from_plane(under).distance(pointer) < 1e-6);
            let panned = scale.panned(30.0, -20.0, &limits());
            let moved = panned.screen_from_plane(under);
            prop_assert!((moved.x - px - 30.0).abs() < 1e-6 && (moved.y - py + 20.0).abs() < 1e-6);
        }
    }

    #[test]
    fn fit_shows_the_whole_region_with_north_up() {
        let scale = MapScale::new(Camera::Fit, FRAME, &limits());
        let view = scale.in_view();
        let home = limits().home;
        assert!(view.contains(home.min) && view.contains(home.max), "{view:?}");
        assert!(scale.screen_from_plane(home.max).y < scale.screen_from_plane(home.min).y);
        assert_eq!(MapScale::new(scale.camera(), FRAME, &limits()), scale);
    }

    #[test]
    fn no_wheel_turn_loses_the_map() {
        let mut scale = MapScale::new(Camera::Fit, FRAME, &limits());
        for _ in 0..100 {
            scale = scale.zoomed(0.5, Spot::new(880.0, 60.0), &limits());
        }
        assert!(scale.km_per_point < 30.0, "{scale:?}");
        for _ in 0..100 {
            scale = scale.zoomed(2.0, Spot::new(880.0, 60.0), &limits()).panned(900.0, 900.0, &limits());
        }
        assert!((scale.km_per_point - 0.02).abs() < 1e-12, "{scale:?}");
        let lost = Camera::At { center_km: [f64::NAN, 1e30], km_per_point: f64::NAN };
        let scale = MapScale::new(lost, FRAME, &limits());
        assert!(scale.centre.x_km.is_finite() && scale.km_per_point.is_finite());
    }
}
