//! The window of time across the screen: instants to points and back.

use crate::model::{Instant, Span};

/// The shortest window in seconds.
const MIN_SECS: f64 = 60.0;
/// The farthest instants, in seconds either way of 1970: years ±9999.
const LIMIT_SECS: f64 = 253_402_300_800.0;

/// A window of time laid across screen points; small and immutable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    window: Span,
    left: f64,
    right: f64,
}

impl TimeScale {
    /// Lays the window from `left` to `right` (screen points). A scale narrower than a point is made a point wide.
    pub fn new(window: Span, left: f64, right: f64) -> Self {
        Self { window, left, right: right.max(left + 1.0) }
    }

    /// The window.
    pub fn window(self) -> Span {
        self.window
    }

    /// Screen point of the window's start.
    pub fn left(self) -> f64 {
        self.left
    }

    /// Screen point of the window's end.
    pub fn right(self) -> f64 {
        self.right
    }

    /// Seconds a screen point.
    pub fn secs_per_point(self) -> f64 {
        secs_f64(self.window.secs()) / (self.right - self.left)
    }

    /// Width in points of a stretch of seconds.
    pub fn points(self, secs: i64) -> f64 {
        secs_f64(secs) / self.secs_per_point()
    }

    /// Screen x of an instant in seconds since 1970; may lie beyond the screen.
    pub fn x(self, secs: i64) -> f64 {
        // The difference is exact where the sum would lose seconds of far years.
        self.left + secs_f64(secs.saturating_sub(self.window.start().0)) / self.secs_per_point()
    }

    /// Screen x of an instant, kept within `margin` points of the window.
    pub fn x_within(self, secs: i64, margin: f64) -> f64 {
        self.x(secs).clamp(self.left - margin, self.right + margin)
    }

    /// Seconds since 1970 at a screen x, with fractions.
    pub fn secs_at(self, x: f64) -> f64 {
        secs_f64(self.window.start().0) + (x - self.left) * self.secs_per_point()
    }

    /// The whole second at a screen x.
    pub fn instant_at(self, x: f64) -> Instant {
        Instant(whole_secs(self.secs_at(x)))
    }

    /// The span between two screen x in any order; at least a second.
    pub fn span_between(self, a: f64, b: f64) -> Span {
        let (from, to) = (self.instant_at(a.min(b)), self.instant_at(a.max(b)));
        Span::starting(from, to.0.saturating_sub(from.0))
    }

    /// The window after zooming about a screen x, whose instant stays there; a factor below 1 zooms in. Between a minute
    /// and 20,000 years.
    pub fn zoomed(self, about_x: f64, factor: f64) -> Span {
        let secs = secs_f64(self.window.secs());
        let longer = (secs * factor).clamp(MIN_SECS, 2.0 * LIMIT_SECS);
        let part = ((about_x - self.left) / (self.right - self.left)).clamp(0.0, 1.0);
        let start = self.secs_at(self.left) + part * (secs - longer);
        self.window_from(start, longer)
    }

    /// The window after moving its content by `dx` points; positive moves it to the right, so shows earlier times.
    pub fn panned(self, dx: f64) -> Span {
        self.window_from(self.secs_at(self.left - dx), secs_f64(self.window.secs()))
    }

    fn window_from(self, start: f64, secs: f64) -> Span {
        let start = start.clamp(-LIMIT_SECS, LIMIT_SECS - MIN_SECS);
        let end = (start + secs).min(LIMIT_SECS);
        Span::from_secs(whole_secs(start), whole_secs(end)).unwrap_or(self.window)
    }
}

/// Seconds as a float; exact for years within ±9999.
#[expect(clippy::cast_precision_loss, reason = "seconds of years within ±9999 are exact in an f64")]
pub fn secs_f64(secs: i64) -> f64 {
    secs as f64
}

/// The nearest whole second.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and callers clamp to years within ±9999"
)]
pub fn whole_secs(secs: f64) -> i64 {
    secs.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(start: i64, secs: i64) -> TimeScale {
        TimeScale::new(Span::starting(Instant(start), secs), 100.0, 1100.0)
    }

    #[test]
    fn the_ends_of_the_window_are_the_ends_of_the_screen() {
        let s = scale(1_000, 2_000);
        assert_eq!((s.x(1_000), s.x(2_000), s.x(3_000)), (100.0, 600.0, 1100.0));
        assert_eq!((s.instant_at(100.0), s.instant_at(1100.0)), (Instant(1_000), Instant(3_000)));
        assert!((s.points(500) - 250.0).abs() < 1e-9);
        assert!((s.x_within(99_999, 50.0) - 1150.0).abs() < 1e-9);
        assert_eq!(s.span_between(600.0, 100.0), Span::from_secs(1_000, 2_000).unwrap());
    }

    #[test]
    fn zooming_stops_at_a_minute_and_at_all_of_history() {
        let mut window = Span::from_secs(0, 86_400).unwrap();
        for _ in 0..100 {
            window = TimeScale::new(window, 0.0, 500.0).zoomed(250.0, 0.5);
        }
        assert_eq!(window.secs(), 60);
        for _ in 0..100 {
            window = TimeScale::new(window, 0.0, 500.0).zoomed(250.0, 2.0);
        }
        assert!(window.start().date().year() >= -9999 && window.end().date().year() <= 9999);
    }

    #[test]
    fn a_scale_without_width_does_not_divide_by_nothing() {
        let s = TimeScale::new(Span::starting(Instant(0), 60), 10.0, 10.0);
        assert!(s.x(30).is_finite() && s.secs_at(11.0).is_finite());
    }

    proptest! {
        #[test]
        fn x_and_instant_are_inverses(start in -62_000_000_000i64..200_000_000_000, secs in 60i64..600_000_000_000, part in 0.0f64..1.0) {
            let s = scale(start, secs);
            let at = start + whole_secs(part * secs_f64(secs));
            prop_assert!((s.instant_at(s.x(at)).0 - at).abs() <= 1);
        }

        #[test]
        fn the_instant_under_the_pointer_stays(start in -62_000_000_000i64..200_000_000_000, secs in 3_600i64..6_000_000_000, x in 100.0f64..1100.0, factor in 0.3f64..3.0) {
            let s = scale(start, secs);
            let after = TimeScale::new(s.zoomed(x, factor), 100.0, 1100.0);
            prop_assert!((after.secs_at(x) - s.secs_at(x)).abs() <= 1.0);
            prop_assert!((secs_f64(after.window().secs()) - factor * secs_f64(secs)).abs() <= 1.0);
        }

        #[test]
        fn panning_moves_by_the_points_and_keeps_the_length(start in -62_000_000_000i64..200_000_000_000, secs in 60i64..6_000_000_000, dx in -900.0f64..900.0) {
            let s = scale(start, secs);
            let after = s.panned(dx);
            prop_assert!((after.secs() - secs).abs() <= 1);
            prop_assert!((TimeScale::new(after, 100.0, 1100.0).x(start) - s.x(start) - dx).abs() <= s.points(1) + 1e-6);
        }
    }
}
