//! The hours of another clock on the axis of time: where its own round hours stand, and where its day begins.

use super::time_ticks::{AxisLabel, GAP, INDENT, minor_step, short_month, without_overlap};
use super::{Step, TimeScale};
use crate::model::Instant;

/// A clock against the axis.
pub trait ClockOnAxis {
    /// What the clock shows at an instant of the axis.
    fn shown(&self, axis: Instant) -> Instant;
    /// The instant of the axis at which the clock shows a civil time; `None` where it never does.
    fn axis_at(&self, shown: Instant) -> Option<Instant>;
}

/// A row of hours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClockRow {
    /// Screen x of the round hours.
    pub lines: Vec<f64>,
    /// What stands at them: "18:00", and the date where a day begins.
    pub labels: Vec<AxisLabel>,
}

/// Whether the axis says hours or less, so that clocks matter.
pub fn says_hours(scale: TimeScale, measure: &dyn Fn(&str) -> f64) -> bool {
    matches!(minor_step(scale, measure), Step::Seconds(_))
}

/// Lays out the hours of a clock; `measure` gives the width of a text in points. Empty where the axis says no hours.
pub fn clock_row(scale: TimeScale, clock: &dyn ClockOnAxis, measure: &dyn Fn(&str) -> f64) -> ClockRow {
    let step = minor_step(scale, measure);
    let Step::Seconds(secs) = step else { return ClockRow::default() };
    let (from, to) = (clock.shown(scale.window().start()), clock.shown(scale.window().end()));
    let mut row = ClockRow::default();
    let mut labels = Vec::new();
    let mut shown = Instant(step.floor(from.0));
    while shown <= to && row.lines.len() < 1_000 {
        if let Some(axis) = clock.axis_at(shown) {
            let x = scale.x(axis.0);
            if (scale.left()..=scale.right()).contains(&x) {
                row.lines.push(x);
                labels.push((x, shown));
            }
        }
        shown.0 += secs;
    }
    let room = |n: usize| labels.get(n + 1).map_or(scale.right(), |next| next.0) - GAP / 2.0;
    let label = |(n, &(x, shown)): (usize, &(f64, Instant))| {
        let wordings = words(shown, secs).into_iter().map(|text| (measure(&text), text));
        let (width, text) = wordings.into_iter().find(|(width, _)| x + INDENT + width <= room(n))?;
        Some(AxisLabel { x: x + INDENT, text, width })
    };
    row.labels = without_overlap(labels.iter().enumerate().filter_map(label));
    row
}

/// Wordings from long to short.
fn words(shown: Instant, step_secs: i64) -> Vec<String> {
    let (h, m, s) = shown.clock();
    let date = shown.date();
    if shown.second_of_day() == 0 {
        let (weekday, month) = (date.weekday_name().get(..3).unwrap_or_default(), short_month(date));
        return vec![
            format!("{weekday} {} {month}", date.day()),
            format!("{} {month}", date.day()),
            "00:00".to_owned(),
        ];
    }
    if step_secs < 60 { vec![format!("{h:02}:{m:02}:{s:02}")] } else { vec![format!("{h:02}:{m:02}")] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Span};

    /// So many seconds ahead of the axis.
    struct Ahead(i64);

    impl ClockOnAxis for Ahead {
        fn shown(&self, axis: Instant) -> Instant {
            Instant(axis.0 + self.0)
        }
        fn axis_at(&self, shown: Instant) -> Option<Instant> {
            Some(Instant(shown.0 - self.0))
        }
    }

    fn measure(text: &str) -> f64 {
        6.0 * f64::from(u32::try_from(text.chars().count()).unwrap())
    }

    fn day(points: f64) -> TimeScale {
        let start = Date::new(2025, 10, 11).unwrap().start_secs();
        TimeScale::new(Span::from_secs(start, start + 86_400).unwrap(), 0.0, points)
    }

    #[test]
    fn the_round_hours_of_a_clock_stand_where_it_shows_them() {
        let row = clock_row(day(960.0), &Ahead(16_200), &measure);
        let texts: Vec<&str> = row.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(texts[..3], ["06:00", "09:00", "12:00"]);
    }

    #[test]
    fn a_clock_names_the_day_where_its_own_midnight_lies() {
        let row = clock_row(day(960.0), &Ahead(16_200), &measure);
        let midnight = row.labels.iter().find(|label| label.text.contains("12 Oct")).unwrap();
        // Midnight of a clock 4:30 ahead is 19:30 on the axis.
        assert!((midnight.x - INDENT - 19.5 * 40.0).abs() < 1e-6, "{midnight:?}");
    }

    #[test]
    fn days_and_years_have_no_hours() {
        assert!(!says_hours(TimeScale::new(day(1.0).window(), 0.0, 50.0), &measure));
        assert_eq!(clock_row(day(30.0), &Ahead(0), &measure), ClockRow::default());
    }
}
