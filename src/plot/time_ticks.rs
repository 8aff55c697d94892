//! The axis: where the calendar's lines stand and what is written at them, from millennia to seconds.

use crate::model::{Date, Instant, Span};

use super::time_step::date;
use super::{Step, TimeScale};

/// Room between two labels in points.
pub(super) const GAP: f64 = 10.0;
/// From its line to its text.
pub(super) const INDENT: f64 = 4.0;
/// The finest lines stand at least so far apart.
const FINE: f64 = 7.0;
/// No axis has more lines of a kind.
const MAX_LINES: usize = 2_000;

/// An axis laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// Screen x of the lines without a label.
    pub fine: Vec<f64>,
    /// Screen x of the lines of the lower row.
    pub minor: Vec<f64>,
    /// Screen x of the lines of the upper row.
    pub major: Vec<f64>,
    /// The lower row: months, days, hours.
    pub minor_labels: Vec<AxisLabel>,
    /// The upper row: what the lower row is a part of; the first one stays at the left edge.
    pub major_labels: Vec<AxisLabel>,
}

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisLabel {
    /// Screen x where the text begins.
    pub x: f64,
    /// What it says.
    pub text: String,
    /// Its width in points.
    pub width: f64,
}

/// Lays out the axis; `measure` gives the width of a text in points.
pub fn axis(scale: TimeScale, measure: &dyn Fn(&str) -> f64) -> Axis {
    let step = minor_step(scale, measure);
    let mut axis = Axis {
        minor: lines(scale, step),
        minor_labels: minor_labels(scale, step, measure),
        ..Axis::default()
    };
    let fine = Step::at_least(scale, FINE);
    if fine.shortest_secs() < step.shortest_secs() {
        axis.fine = lines(scale, fine);
    }
    if let Some(step) = major_of(step) {
        axis.major = lines(scale, step);
        axis.major_labels = major_labels(scale, step, measure);
    }
    axis
}

/// The finest step whose labels have room.
pub(super) fn minor_step(scale: TimeScale, measure: &dyn Fn(&str) -> f64) -> Step {
    let room = |step: Step| scale.points(step.shortest_secs()) >= measure(widest(step)) + INDENT + GAP;
    Step::ALL.into_iter().rev().find(|&step| room(step)).unwrap_or(Step::Years(5000))
}

/// A label as wide as any of the step's.
fn widest(step: Step) -> &'static str {
    match step {
        Step::Years(_) => "2000",
        Step::Months(3) => "Oct",
        Step::Months(_) => "May",
        Step::Week => "28 Nov",
        Step::Day => "28",
        Step::Seconds(n) if n >= 60 => "00:00",
        Step::Seconds(_) => "00:00:00",
    }
}

fn major_of(step: Step) -> Option<Step> {
    match step {
        Step::Years(_) => None,
        Step::Months(_) | Step::Week => Some(Step::Years(1)),
        Step::Day => Some(Step::Months(1)),
        Step::Seconds(_) => Some(Step::Day),
    }
}

fn lines(scale: TimeScale, step: Step) -> Vec<f64> {
    let edges = step.edges(scale.window(), MAX_LINES).into_iter();
    edges.map(|at| scale.x(at)).filter(|x| (scale.left()..=scale.right()).contains(x)).collect()
}

fn minor_labels(scale: TimeScale, step: Step, measure: &dyn Fn(&str) -> f64) -> Vec<AxisLabel> {
    let roomy = step == Step::Day && scale.points(step.shortest_secs()) >= measure("Wed 28") + INDENT + GAP;
    let edges = step.edges(scale.window(), MAX_LINES).into_iter();
    let labels = edges.filter_map(|at| {
        let text = if roomy { weekday_and_day(date(at)) } else { minor_text(step, Instant(at)) };
        let (x, width) = (scale.x(at) + INDENT, measure(&text));
        (x >= scale.left() && x + width <= scale.right()).then_some(AxisLabel { x, text, width })
    });
    without_overlap(labels)
}

/// Drops labels that would touch the one before.
pub(super) fn without_overlap(labels: impl Iterator<Item = AxisLabel>) -> Vec<AxisLabel> {
    let mut kept: Vec<AxisLabel> = Vec::new();
    for label in labels {
        if kept.last().is_none_or(|last| last.x + last.width + GAP / 2.0 <= label.x) {
            kept.push(label);
        }
    }
    kept
}

fn minor_text(step: Step, at: Instant) -> String {
    let date = at.date();
    let (h, m, s) = at.clock();
    match step {
        Step::Years(_) => year(date.year()),
        Step::Months(_) => short_month(date).to_owned(),
        Step::Week => format!("{} {}", date.day(), short_month(date)),
        Step::Day => date.day().to_string(),
        Step::Seconds(n) if n >= 60 => format!("{h:02}:{m:02}"),
        Step::Seconds(_) => format!("{h:02}:{m:02}:{s:02}"),
    }
}

/// Each stretch of the upper row is named where it begins, or at the left edge where it has begun before, in the longest
/// wording that fits before the next.
fn major_labels(scale: TimeScale, step: Step, measure: &dyn Fn(&str) -> f64) -> Vec<AxisLabel> {
    let mut starts = step.edges(scale.window(), MAX_LINES);
    starts.retain(|&at| at < scale.window().end().0);
    let labels = starts.iter().enumerate().filter_map(|(n, &at)| {
        let x = scale.x(at).max(scale.left()) + INDENT;
        let end = starts.get(n + 1).map_or(scale.right(), |&next| scale.x(next).min(scale.right()));
        let fitting = major_texts(step, date(at)).into_iter().map(|text| (measure(&text), text));
        let (width, text) = fitting.into_iter().find(|(width, _)| x + width + GAP / 2.0 <= end)?;
        Some(AxisLabel { x, text, width })
    });
    without_overlap(labels)
}

/// Wordings from long to short.
fn major_texts(step: Step, date: Date) -> Vec<String> {
    let (day, month, y) = (date.day(), date.month_name(), year(date.year()));
    let (weekday, short) = (date.weekday_name(), short_month(date));
    let short_weekday = weekday.get(..3).unwrap_or_default();
    match step {
        Step::Months(_) => vec![format!("{month} {y}"), format!("{short} {y}"), short.to_owned()],
        Step::Day => vec![
            format!("{weekday} {day} {month} {y}"),
            format!("{short_weekday} {day} {short} {y}"),
            format!("{short_weekday} {day} {short}"),
            format!("{day} {short}"),
        ],
        _ => vec![y],
    }
}

fn weekday_and_day(date: Date) -> String {
    format!("{} {}", date.weekday_name().get(..3).unwrap_or_default(), date.day())
}

/// The month's name in three letters.
pub fn short_month(date: Date) -> &'static str {
    date.month_name().get(..3).unwrap_or_default()
}

/// The year as people write it: years before 1 with BC.
fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// A span as short as it can be said: "3 Oct – 12 Nov 2025", "11 Oct 2025, 18:00 – 23:30".
pub fn span_text(span: Span) -> String {
    let (a, b) = (span.start(), span.end());
    let whole_days = a.second_of_day() == 0 && b.second_of_day() == 0;
    if whole_days {
        return days_text(a.date(), Instant(b.0 - 1).date());
    }
    let clock = |at: Instant| {
        let (h, m, _) = at.clock();
        format!("{h:02}:{m:02}")
    };
    let day = |date: Date| format!("{} {} {}", date.day(), short_month(date), year(date.year()));
    if a.date() == b.date() {
        return format!("{}, {} – {}", day(a.date()), clock(a), clock(b));
    }
    if span.secs() > 20 * 86_400 {
        return days_text(a.date(), b.date());
    }
    format!("{}, {} – {}, {}", day(a.date()), clock(a), day(b.date()), clock(b))
}

fn days_text(a: Date, b: Date) -> String {
    let full = format!("{} {} {}", b.day(), short_month(b), year(b.year()));
    if a == b {
        return full;
    }
    if (a.year(), a.month()) == (b.year(), b.month()) {
        return format!("{} – {full}", a.day());
    }
    if a.year() == b.year() {
        return format!("{} {} – {full}", a.day(), short_month(a));
    }
    format!("{} {} {} – {full}", a.day(), short_month(a), year(a.year()))
}

#[cfg(test)]
mod tests;
