//! The border strip's scale: kilometres along the border across, distance from it up and down, near places wide apart.

use std::sync::{Arc, LazyLock};

use super::{Frame, KmAxis, Spot};

/// Distances up to about this many km stand nearly as they are; those beyond are squeezed ever more.
const KNEE_KM: f64 = 25.0;
/// The farthest distance that stands on the strip, km.
pub const REACH_KM: f64 = 450.0;
/// The smallest part of the border that fills the strip.
const MIN_WINDOW: f64 = 0.004;

/// A part of a border laid across a rectangle; small and cheap to copy but for its axis.
#[derive(Clone, Debug, PartialEq)]
pub struct StripScale {
    axis: Arc<KmAxis>,
    window: [f64; 2],
    /// The rectangle, in screen points.
    pub frame: Frame,
}

impl StripScale {
    /// Lays the part of the axis between two shares across the rectangle.
    pub fn new(axis: Arc<KmAxis>, window: [f64; 2], frame: Frame) -> Self {
        Self { axis, window: tidy(window), frame }
    }

    /// The same with another part of the axis.
    #[must_use]
    pub fn with(&self, window: [f64; 2]) -> Self {
        Self { window: tidy(window), ..self.clone() }
    }

    /// The part that is shown, in shares of the axis.
    pub fn window(&self) -> [f64; 2] {
        self.window
    }

    /// The axis.
    pub fn axis(&self) -> &KmAxis {
        &self.axis
    }

    /// Screen x of a kilometre; may lie beyond the rectangle.
    pub fn x(&self, km: f64) -> f64 {
        let [from, to] = self.window;
        self.frame.min.x + (self.axis.share(km) - from) / (to - from) * self.frame.width()
    }

    /// The kilometre at a screen x.
    pub fn km_at(&self, x: f64) -> f64 {
        self.axis.km(self.share_at(x))
    }

    /// Screen y of a distance from the border in km; positive – side 0 – is down. Farther ones stand at the edge.
    pub fn y(&self, off_km: f64) -> f64 {
        self.frame.min.y + unit_y(off_km) * self.frame.height()
    }

    /// Screen y of the border itself.
    pub fn border_y(&self) -> f64 {
        self.frame.min.y + self.frame.height() / 2.0
    }

    /// The distance from the border at a screen y, km; positive is down.
    pub fn off_at(&self, y: f64) -> f64 {
        let half = (self.frame.height() / 2.0).max(1.0);
        let part = ((y - self.frame.min.y - half) / half).clamp(-1.0, 1.0);
        (part * *FARTHEST).sinh() * KNEE_KM
    }

    /// Where a place stands on the screen.
    pub fn spot(&self, km: f64, off_km: f64) -> Spot {
        Spot::new(self.x(km), self.y(off_km))
    }

    /// The window after zooming about a screen x; a factor below 1 zooms in.
    pub fn zoomed(&self, about_x: f64, factor: f64) -> [f64; 2] {
        let [from, to] = self.window;
        let about = self.share_at(about_x).clamp(from, to);
        let wide = ((to - from) * factor).clamp(MIN_WINDOW, 1.0);
        let part = (about - from) / (to - from);
        tidy([about - part * wide, about + (1.0 - part) * wide])
    }

    /// The window after its content moved by so many points to the right.
    pub fn panned(&self, dx: f64) -> [f64; 2] {
        let [from, to] = self.window;
        let by = dx / self.frame.width().max(1.0) * (to - from);
        tidy([from - by, to - by])
    }

    /// Round kilometres that stand at least so many points apart, with their x.
    pub fn ticks(&self, apart: f64) -> Vec<(f64, f64)> {
        let [from, to] = self.window;
        let (low, high) = (self.axis.km(from), self.axis.km(to));
        let most = (self.frame.width() / apart.max(1.0)).max(1.0);
        let step = round_step((high - low) / most);
        let first = (low / step).ceil();
        let kms = (0_u32..2_000).map(|n| (first + f64::from(n)) * step).take_while(|&km| km <= high + 1e-9);
        kms.map(|km| (km, self.x(km))).collect()
    }

    fn share_at(&self, x: f64) -> f64 {
        let [from, to] = self.window;
        from + (x - self.frame.min.x) / self.frame.width().max(1.0) * (to - from)
    }
}

/// Distances that have a line of their own, km.
pub const LINES_KM: [f64; 6] = [10.0, 25.0, 50.0, 100.0, 200.0, 400.0];

/// Where a distance from the border in km stands on a strip that is 1 tall: 0 and 1 for the farthest at either side.
pub(super) fn unit_y(off_km: f64) -> f64 {
    0.5 + (off_km.clamp(-REACH_KM, REACH_KM) / KNEE_KM).asinh() / *FARTHEST / 2.0
}

/// The squeezed distance that stands at the edge.
static FARTHEST: LazyLock<f64> = LazyLock::new(|| (REACH_KM / KNEE_KM).asinh());

/// A window within 0 to 1 that is not too small.
fn tidy([from, to]: [f64; 2]) -> [f64; 2] {
    if !from.is_finite() || !to.is_finite() || to <= from {
        return [0.0, 1.0];
    }
    let wide = (to - from).clamp(MIN_WINDOW, 1.0);
    let from = from.clamp(0.0, 1.0 - wide);
    [from, from + wide]
}

/// The smallest of 1, 2, 5, 10, 20 … that is not below a value; at least 1.
pub fn round_step(least: f64) -> f64 {
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
        if step >= least {
            break;
        }
        step *= factor;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(window: [f64; 2]) -> StripScale {
        let frame = Frame { min: Spot::new(100.0, 50.0), max: Spot::new(1100.0, 450.0) };
        StripScale::new(Arc::new(KmAxis::true_to_length(&[(0.0, 2000.0)])), window, frame)
    }

    #[test]
    fn the_border_runs_through_the_middle_and_near_places_stand_wide_apart() {
        let s = scale([0.0, 1.0]);
        assert!((s.y(0.0) - 250.0).abs() < 1e-9 && (s.border_y() - 250.0).abs() < 1e-9);
        assert!((s.y(-REACH_KM) - 50.0).abs() < 1e-9 && (s.y(REACH_KM) - 450.0).abs() < 1e-9);
        assert!(s.y(10.0) - s.y(0.0) > 3.0 * (s.y(410.0) - s.y(400.0)));
        assert!((s.y(-9_000.0) - 50.0).abs() < 1e-9);
        for off in [-400.0, -33.0, 0.0, 5.0, 120.0] {
            assert!((s.off_at(s.y(off)) - off).abs() < 1e-6);
        }
    }

    #[test]
    fn zooming_keeps_the_kilometre_under_the_pointer_and_the_border_on_the_strip() {
        let s = scale([0.0, 1.0]);
        let closer = scale(s.zoomed(350.0, 0.2));
        assert!((closer.km_at(350.0) - s.km_at(350.0)).abs() < 1e-6);
        let whole = |[from, to]: [f64; 2]| from.abs() < 1e-12 && (to - 1.0).abs() < 1e-12;
        assert!(whole(closer.zoomed(350.0, 99.0)) && whole(s.panned(500.0)));
        let moved = scale(closer.panned(-100.0));
        assert!((moved.x(600.0) - closer.x(600.0) + 100.0).abs() < 1e-6);
        assert!(whole(scale([f64::NAN, 2.0]).window()));
    }

    #[test]
    fn ticks_are_round_and_apart() {
        for window in [[0.0, 1.0], [0.4, 0.5], [0.5, 0.505]] {
            let ticks = scale(window).ticks(70.0);
            assert!(ticks.len() >= 2, "{window:?} {ticks:?}");
            assert!(ticks.windows(2).all(|t| t[1].1 - t[0].1 >= 69.0), "{ticks:?}");
        }
        let steps = [0.1, 1.5, 3.0, 7.0, 11.0, 180.0].map(|least| round_step(least).to_string());
        assert_eq!(steps, ["1", "2", "5", "10", "20", "200"]);
    }
}
