//! The axis by numbers.

use proptest::prelude::*;

use super::*;

fn at(y: i32, m: u8, d: u8) -> i64 {
    Date::new(y, m, d).unwrap().start_secs()
}

fn measure(text: &str) -> f64 {
    6.0 * f64::from(u32::try_from(text.chars().count()).unwrap())
}

fn laid_out(start: i64, end: i64) -> Axis {
    axis(TimeScale::new(Span::from_secs(start, end).unwrap(), 0.0, 1000.0), &measure)
}

fn texts(labels: &[AxisLabel]) -> Vec<&str> {
    labels.iter().map(|l| l.text.as_str()).collect()
}

#[test]
fn a_year_is_named_by_its_months() {
    let axis = laid_out(at(2025, 1, 1), at(2026, 1, 1));
    assert_eq!(texts(&axis.major_labels), ["2025"]);
    assert_eq!(texts(&axis.minor_labels)[..3], ["Jan", "Feb", "Mar"]);
    assert_eq!(axis.minor_labels.len(), 12);
}

#[test]
fn a_fortnight_is_named_by_days_and_month() {
    let axis = laid_out(at(2025, 9, 25), at(2025, 10, 9));
    assert_eq!(texts(&axis.major_labels), ["September 2025", "October 2025"]);
    assert_eq!(texts(&axis.minor_labels)[..2], ["Thu 25", "Fri 26"]);
}

#[test]
fn a_day_is_named_by_hours_under_its_date() {
    let axis = laid_out(at(2025, 10, 11) + 3600 * 5, at(2025, 10, 12) + 3600 * 5);
    assert_eq!(texts(&axis.major_labels), ["Saturday 11 October 2025", "Sunday 12 October 2025"]);
    assert!(texts(&axis.minor_labels).contains(&"18:00"));
    assert!((axis.major_labels[0].x - INDENT).abs() < 1e-9);
}

#[test]
fn two_decades_are_named_by_years_alone() {
    let axis = laid_out(at(2007, 1, 1), at(2026, 1, 1));
    assert!(axis.major_labels.is_empty());
    assert_eq!(texts(&axis.minor_labels)[..2], ["2007", "2008"]);
}

#[test]
fn a_quarter_of_a_year_shows_weeks_from_mondays() {
    let axis = laid_out(at(2025, 9, 1), at(2025, 12, 1));
    assert_eq!(texts(&axis.minor_labels)[..3], ["1 Sep", "8 Sep", "15 Sep"]);
    assert_eq!(texts(&axis.major_labels), ["2025"]);
}

#[test]
fn spans_are_said_shortly() {
    let span = |a, b| span_text(Span::from_secs(a, b).unwrap());
    assert_eq!(span(at(2025, 10, 11), at(2025, 10, 12)), "11 Oct 2025");
    assert_eq!(span(at(2025, 10, 1), at(2025, 10, 12)), "1 – 11 Oct 2025");
    assert_eq!(span(at(2025, 9, 30), at(2025, 10, 3)), "30 Sep – 2 Oct 2025");
    assert_eq!(span(at(2024, 12, 30), at(2025, 1, 3)), "30 Dec 2024 – 2 Jan 2025");
    assert_eq!(span(at(2025, 10, 11) + 64_800, at(2025, 10, 11) + 66_600), "11 Oct 2025, 18:00 – 18:30");
}

proptest! {
    #[test]
    fn labels_never_overlap_and_stay_inside(start in -62_000_000_000i64..200_000_000_000, secs in 60i64..600_000_000_000, width in 50.0f64..2000.0) {
        let scale = TimeScale::new(Span::starting(Instant(start), secs), 10.0, 10.0 + width);
        let axis = axis(scale, &measure);
        for row in [&axis.minor_labels, &axis.major_labels] {
            prop_assert!(row.windows(2).all(|p| p[0].x + p[0].width < p[1].x));
            prop_assert!(row.iter().all(|l| l.x >= 10.0 && l.x + l.width <= 10.0 + width));
        }
        prop_assert!(axis.fine.len() <= 400 && axis.minor.len() <= 400);
    }

    #[test]
    fn something_is_always_written_on_a_wide_axis(start in -62_000_000_000i64..200_000_000_000, secs in 60i64..6_000_000_000) {
        let axis = laid_out(start, start + secs);
        prop_assert!(axis.minor_labels.len() >= 2, "{axis:?}");
    }
}
