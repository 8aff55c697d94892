//! The second axis: years, months and days of another calendar where they truly begin, below the first.

use super::time_ticks::{AxisLabel, GAP, INDENT, without_overlap};
use super::{Axis, TimeScale};
use crate::model::{DAY_SECS, Date, Instant, OtherCalendar, OtherDate};

/// No second axis has more lines of a kind.
const MAX_LINES: usize = 1_000;

/// A step of the other calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many years.
    Years(i32),
    /// So many months; divides 12.
    Months(u8),
    /// A day.
    Day,
}

/// Steps of years, the shortest first.
const YEARS: [i32; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

impl Step {
    /// The shortest of its lengths in seconds, in any of the calendars.
    fn shortest_secs(self) -> i64 {
        match self {
            Self::Years(n) => i64::from(n) * 354 * DAY_SECS,
            Self::Months(n) => i64::from(n) * 29 * DAY_SECS,
            Self::Day => DAY_SECS,
        }
    }

    /// The first day of the step that holds a date, as a date of the calendar.
    fn floor(self, date: OtherDate) -> OtherDate {
        match self {
            Self::Years(n) => OtherDate { year: (date.year / n * n).max(1), month: 1, day: 1 },
            Self::Months(n) => OtherDate { month: (date.month - 1) / n * n + 1, day: 1, ..date },
            Self::Day => date,
        }
    }
}

/// Lays the second axis out; `measure` gives the width of a text in points. Empty where the calendar has no dates.
pub fn calendar_axis(calendar: OtherCalendar, scale: TimeScale, measure: &dyn Fn(&str) -> f64) -> Axis {
    let rows = Rows { calendar, scale, measure };
    let whole = format!("28 {} 1400", widest_month(calendar, measure));
    let room = |step: Step, words: &str| scale.points(step.shortest_secs()) >= measure(words) + INDENT + GAP;
    if room(Step::Day, &whole) {
        return rows.axis(Step::Day, &whole_date, None);
    }
    if room(Step::Day, "28") {
        return rows.axis(
            Step::Day,
            &|_, d| vec![d.day.to_string()],
            Some((Step::Months(1), &month_and_year)),
        );
    }
    for (step, widest) in [(Step::Months(1), widest_month(calendar, measure)), (Step::Months(3), "Muharram")]
    {
        if room(step, widest) {
            return rows.axis(step, &month, Some((Step::Years(1), &year)));
        }
    }
    let years = YEARS.map(Step::Years).into_iter().find(|&step| room(step, "1400"));
    rows.axis(years.unwrap_or(Step::Years(1000)), &year, None)
}

/// Wordings of a stretch that begins on a date, from long to short.
type Wording<'a> = &'a dyn Fn(OtherCalendar, OtherDate) -> Vec<String>;

fn whole_date(calendar: OtherCalendar, d: OtherDate) -> Vec<String> {
    let month = calendar.month_name(d.month);
    vec![format!("{} {month} {}", d.day, d.year), format!("{} {month}", d.day), d.day.to_string()]
}

fn month_and_year(calendar: OtherCalendar, d: OtherDate) -> Vec<String> {
    let month = calendar.month_name(d.month);
    vec![format!("{month} {}", d.year), month.to_owned()]
}

fn month(calendar: OtherCalendar, d: OtherDate) -> Vec<String> {
    vec![calendar.month_name(d.month).to_owned()]
}

fn year(_: OtherCalendar, d: OtherDate) -> Vec<String> {
    vec![d.year.to_string()]
}

fn widest_month(calendar: OtherCalendar, measure: &dyn Fn(&str) -> f64) -> &'static str {
    let names = (1..=12).map(|month| calendar.month_name(month));
    names.max_by(|a, b| measure(a).total_cmp(&measure(b))).unwrap_or_default()
}

struct Rows<'a> {
    calendar: OtherCalendar,
    scale: TimeScale,
    measure: &'a dyn Fn(&str) -> f64,
}

impl Rows<'_> {
    fn axis(&self, step: Step, wording: Wording<'_>, above: Option<(Step, Wording<'_>)>) -> Axis {
        let edges = self.edges(step);
        let mut axis = Axis { minor: self.lines(&edges), ..Axis::default() };
        axis.minor_labels = self.labels(&edges, wording);
        if let Some((step, wording)) = above {
            let edges = self.edges(step);
            axis.major = self.lines(&edges);
            axis.major_labels = self.labels(&edges, wording);
        }
        axis
    }

    /// Where steps begin, from the one that holds the start of the window to the first after its end: days since
    /// 1970-01-01 with the date.
    fn edges(&self, step: Step) -> Vec<(i64, OtherDate)> {
        let window = self.scale.window();
        let last = window.end().0.div_euclid(DAY_SECS) + 1;
        let first = self.first_dated(window.start().date(), last);
        let mut edges = Vec::new();
        let mut next =
            first.and_then(|date| self.days(step.floor(date)).map(|days| (days, step.floor(date))));
        while let Some(edge) = next {
            edges.push(edge);
            if edge.0 > last || edges.len() >= MAX_LINES {
                break;
            }
            next = self.after(step, edge);
        }
        edges
    }

    /// The date at the window's start, or the calendar's first one where it begins later.
    fn first_dated(&self, start: Date, last: i64) -> Option<OtherDate> {
        let first = OtherDate { year: 1, month: 1, day: 1 };
        let begins_within = |days: &i64| *days > start.days() && *days <= last;
        let begins = || self.days(first).filter(begins_within).map(|_| first);
        self.calendar.date(start).or_else(begins)
    }

    fn days(&self, date: OtherDate) -> Option<i64> {
        Some(self.calendar.month_start(date.year, date.month)? + i64::from(date.day) - 1)
    }

    fn after(&self, step: Step, (days, date): (i64, OtherDate)) -> Option<(i64, OtherDate)> {
        let next = match step {
            Step::Day => return Some((days + 1, self.calendar.date(Date::from_days(days + 1))?)),
            // The years of a step are its whole multiples: 1, 500, 1000.
            Step::Years(n) => OtherDate { year: date.year / n * n + n, ..date },
            Step::Months(n) if date.month + n > 12 => OtherDate { year: date.year + 1, month: 1, day: 1 },
            Step::Months(n) => OtherDate { month: date.month + n, ..date },
        };
        self.days(next).map(|days| (days, next))
    }

    fn lines(&self, edges: &[(i64, OtherDate)]) -> Vec<f64> {
        let x = edges.iter().map(|(days, _)| self.scale.x(days.saturating_mul(DAY_SECS)));
        x.filter(|x| (self.scale.left()..=self.scale.right()).contains(x)).collect()
    }

    /// Each stretch is named where it begins, or at the left edge where it has begun before, in the longest wording that fits
    /// before the next one.
    fn labels(&self, edges: &[(i64, OtherDate)], wording: Wording<'_>) -> Vec<AxisLabel> {
        let scale = self.scale;
        let at = |days: i64| scale.x(Instant(days.saturating_mul(DAY_SECS)).0);
        let labels = edges.iter().enumerate().filter_map(|(n, &(days, date))| {
            let x = at(days).max(scale.left()) + INDENT;
            let end = edges.get(n + 1).map_or(scale.right(), |&(next, _)| at(next).min(scale.right()));
            let wordings = wording(self.calendar, date).into_iter().map(|text| ((self.measure)(&text), text));
            let (width, text) = wordings.into_iter().find(|(width, _)| x + width + GAP / 2.0 <= end)?;
            Some(AxisLabel { x, text, width })
        });
        without_overlap(labels)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Span;
    use OtherCalendar::{Hijri, SolarAfghan, SolarIranian};

    fn at(y: i32, m: u8, d: u8) -> i64 {
        Date::new(y, m, d).unwrap().start_secs()
    }

    fn measure(text: &str) -> f64 {
        6.0 * f64::from(u32::try_from(text.chars().count()).unwrap())
    }

    fn laid_out(calendar: OtherCalendar, from: i64, to: i64) -> Axis {
        calendar_axis(calendar, TimeScale::new(Span::from_secs(from, to).unwrap(), 0.0, 1000.0), &measure)
    }

    fn texts(labels: &[AxisLabel]) -> Vec<&str> {
        labels.iter().map(|l| l.text.as_str()).collect()
    }

    #[test]
    fn a_year_is_named_by_the_months_of_the_calendar_where_they_begin() {
        let axis = laid_out(SolarAfghan, at(2025, 1, 1), at(2026, 1, 1));
        assert_eq!(texts(&axis.major_labels), ["1403", "1404"]);
        assert_eq!(texts(&axis.minor_labels)[..4], ["Jadi", "Dalw", "Hut", "Hamal"]);
        let nowruz = f64::from(31 + 28 + 20) / 365.0 * 1000.0;
        assert!((axis.major[0] - nowruz).abs() < 1e-6, "{axis:?}");
    }

    #[test]
    fn a_fortnight_is_named_by_days_under_their_months() {
        let axis = laid_out(SolarIranian, at(2025, 9, 20), at(2025, 10, 4));
        assert_eq!(texts(&axis.major_labels), ["Shahrivar 1404", "Mehr 1404"]);
        assert_eq!(texts(&axis.minor_labels)[..5], ["29", "30", "31", "1", "2"]);
    }

    #[test]
    fn hours_of_one_day_bear_its_whole_date() {
        let axis = laid_out(Hijri, at(2025, 10, 11) + 3600 * 5, at(2025, 10, 12) + 3600 * 5);
        assert_eq!(texts(&axis.minor_labels), ["18 Rabi II 1447", "19 Rabi II 1447"]);
        assert!(axis.major_labels.is_empty());
    }

    #[test]
    fn decades_are_named_by_years_alone_and_nothing_stands_before_the_first() {
        let axis = laid_out(SolarAfghan, at(1979, 1, 1), at(2026, 1, 1));
        assert_eq!(texts(&axis.minor_labels)[..3], ["1358", "1360", "1362"]);
        assert!(axis.major_labels.is_empty());
        assert_eq!(laid_out(Hijri, at(200, 1, 1), at(300, 1, 1)), Axis::default());
        let early = laid_out(Hijri, at(500, 1, 1), at(800, 1, 1));
        assert!(early.minor[0] > 400.0 && early.minor_labels[0].text == "1", "{early:?}");
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_stay_inside(start in -62_000_000_000i64..200_000_000_000, secs in 60i64..600_000_000_000, width in 50.0f64..2000.0, which in 0usize..3) {
            let scale = TimeScale::new(Span::starting(Instant(start), secs), 10.0, 10.0 + width);
            let axis = calendar_axis(OtherCalendar::ALL[which], scale, &measure);
            for row in [&axis.minor_labels, &axis.major_labels] {
                prop_assert!(row.windows(2).all(|p| p[0].x + p[0].width < p[1].x));
                prop_assert!(row.iter().all(|l| l.x >= 10.0 && l.x + l.width <= 10.0 + width));
            }
            prop_assert!(axis.minor.len() <= 400);
        }

        #[test]
        fn a_wide_axis_of_our_time_says_where_it_is(start in -10_000_000_000i64..10_000_000_000, secs in 60i64..6_000_000_000, which in 0usize..3) {
            let axis = laid_out(OtherCalendar::ALL[which], start, start + secs);
            prop_assert!(!axis.minor_labels.is_empty() || !axis.major_labels.is_empty(), "{axis:?}");
        }
    }
}
