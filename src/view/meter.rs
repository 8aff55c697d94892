//! How much of what is shown is known exactly: a bar for places and one for times, which filter on click.

use egui::{Align, Color32, Layout, Rect, Response, Sense, Ui, vec2};

use crate::io::report::grouped;
use crate::model::{PlacePrecision, Precision};
use crate::query::{Answer, Ask, Totals};
use crate::store::Slot;
use crate::workspace::{Command, FilterCommand};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// What both bars need, in points.
pub const WIDTH: f32 = 330.0;
/// A bar, in points.
const BAR: f32 = 48.0;

/// Shows both at the right end of a row.
pub fn meter(ui: &mut Ui, look: Look<'_>) {
    let reply = look.work.ask(Slot("precision"), Ask::Totals);
    let Some(Answer::Totals(totals)) =
        reply.answer.as_deref().filter(|_| ui.available_width() >= WIDTH - 80.0)
    else {
        return;
    };
    if totals.hits == 0 {
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = size::PAD;
        let days = Precision::ALL.into_iter().filter(|precision| precision.is_exact_day());
        if gauge(ui, &times(totals), "to the day").clicked() {
            look.send(Command::Filter(FilterCommand::OnlyDatePrecision(days.collect())));
        }
        if gauge(ui, &places(totals), "exact to the place").clicked() {
            look.send(Command::Filter(FilterCommand::OnlyPlacePrecision(vec![PlacePrecision::Exact])));
        }
    });
}

/// How many events are known how surely; the surest first.
struct Gauge {
    of: &'static str,
    hits: u32,
    parts: Vec<(&'static str, u32)>,
    /// Of these parts, so many from the first on count as exact.
    exact: usize,
}

fn places(totals: &Totals) -> Gauge {
    let words = [
        "The place itself",
        "Near it",
        "Its district",
        "Its province",
        "Its country",
        "Along a line",
        "Not known",
    ];
    let parts = words.into_iter().zip(totals.place_precision).collect();
    Gauge { of: "Known of the place", hits: totals.hits, parts, exact: 1 }
}

fn times(totals: &Totals) -> Gauge {
    let words =
        ["Second", "Minute", "Hour", "Part of the day", "Day", "Week", "Month", "Year", "Other bounds"];
    let exact = Precision::ALL.into_iter().filter(|precision| precision.is_exact_day()).count();
    let mut parts: Vec<_> = words.into_iter().zip(totals.date_precision).collect();
    parts.push(("No date", totals.undated));
    Gauge { of: "Known of the time", hits: totals.hits, parts, exact }
}

impl Gauge {
    fn exact(&self) -> u32 {
        self.parts.iter().take(self.exact).map(|(_, count)| count).sum()
    }

    /// All parts with their numbers, and what a click does.
    fn in_words(&self) -> String {
        let parts = self.parts.iter().filter(|(_, count)| *count > 0);
        let lines = parts.map(|(word, count)| {
            format!("{word}: {} ({})", grouped(u64::from(*count)), percent(*count, self.hits))
        });
        let lines: Vec<String> = lines.collect();
        format!(
            "{}, of what is shown:\n{}\nClick to show only what is exact, again to show all",
            self.of,
            lines.join("\n")
        )
    }
}

fn gauge(ui: &mut Ui, gauge: &Gauge, what: &str) -> Response {
    let theme = Theme::of(ui);
    let words = format!("{} {what}", percent(gauge.exact(), gauge.hits));
    let galley = text::galley(ui, &words, Face::Small.id(), theme.ink_weak, f32::INFINITY);
    let wide = BAR + size::GAP + galley.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(wide, size::ROW), Sense::click());
    let bar = Rect::from_min_size(rect.left_center() - vec2(0.0, 3.0), vec2(BAR, 6.0));
    let mut left = bar.left();
    for (n, (_, count)) in gauge.parts.iter().enumerate() {
        let colour = if n < gauge.exact { theme.ink } else { fade(theme.ink_weak, n - gauge.exact) };
        let part = Rect::from_min_size(
            egui::pos2(left, bar.top()),
            vec2(share(*count, gauge.hits) * BAR, bar.height()),
        );
        ui.painter().rect_filled(part, 0.0, colour);
        left = part.right();
    }
    let at = egui::pos2(bar.right() + size::GAP, rect.center().y - galley.size().y / 2.0);
    let ink = if response.hovered() { theme.ink_strong } else { theme.ink_weak };
    ui.painter().galley_with_override_text_color(at, galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    response.on_hover_text(gauge.in_words())
}

/// The less sure, the fainter.
fn fade(colour: Color32, step: usize) -> Color32 {
    let strengths = [0.55, 0.4, 0.3, 0.22, 0.16];
    colour.gamma_multiply(strengths.get(step).copied().unwrap_or(0.12))
}

#[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
fn share(part: u32, of: u32) -> f32 {
    (f64::from(part) / f64::from(of.max(1))) as f32
}

/// A share in whole percent; never all or nothing where it is not.
fn percent(part: u32, of: u32) -> String {
    match (u64::from(part) * 200 + u64::from(of)) / (2 * u64::from(of.max(1))) {
        0 if part > 0 => "under 1 %".to_owned(),
        100 if part < of => "over 99 %".to_owned(),
        percent => format!("{percent} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_never_says_all_or_nothing_where_it_is_not() {
        let cases = [(0, 10), (1, 1000), (1, 3), (999, 1000), (10, 10), (1, 8)];
        let words = cases.map(|(part, of)| percent(part, of));
        assert_eq!(words, ["0 %", "under 1 %", "33 %", "over 99 %", "100 %", "13 %"]);
    }

    #[test]
    fn parts_are_all_events_and_say_their_numbers() {
        let totals = Totals {
            hits: 8,
            place_precision: [2, 1, 0, 3, 0, 0, 2],
            date_precision: [0, 0, 1, 0, 4, 0, 2, 0, 0],
            undated: 1,
            ..Totals::default()
        };
        let (places, times) = (places(&totals), times(&totals));
        assert_eq!((places.exact(), times.exact()), (2, 5));
        for gauge in [&places, &times] {
            assert_eq!(gauge.parts.iter().map(|(_, count)| count).sum::<u32>(), 8);
        }
        assert!(
            places.in_words().contains("Its province: 3 (38 %)\nNot known: 2 (25 %)"),
            "{}",
            places.in_words()
        );
        assert!(times.in_words().contains("Month: 2 (25 %)\nNo date: 1 (13 %)"), "{}", times.in_words());
    }
}
