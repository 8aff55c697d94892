//! What a reader sees: the order of the glyphs on the screen.

use super::*;
use crate::view::{fonts, theme};

/// Runs the closure where fonts are at hand.
fn with_ui<R>(mut f: impl FnMut(&mut Ui) -> R) -> R {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    let mut found = None;
    let mut out = ctx.run_ui(egui::RawInput::default(), |ui| found = Some(f(ui)));
    out.textures_delta.clear();
    found.unwrap()
}

/// The characters of each row as they stand from left to right; joined letters are one glyph each.
fn rows(ui: &Ui, job: LayoutJob) -> Vec<String> {
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let row = |row: &egui::epaint::text::PlacedRow| {
        let mut glyphs: Vec<_> = row.glyphs.iter().collect();
        glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
        // Letters that egui merged into a joined glyph follow it without width.
        glyphs.iter().filter(|g| g.advance_width > 0.0).map(|g| g.chr).collect()
    };
    galley.rows.iter().map(row).collect()
}

fn body() -> TextFormat {
    format(Face::Body, Color32::WHITE)
}

fn seen(text: &str) -> String {
    with_ui(|ui| rows(ui, job(ui, text, body(), f32::INFINITY)).concat())
}

fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

#[test]
fn eastern_digits_are_not_reversed() {
    // A toll of ٢٠٢ must not be read as something else; 58 and 85 differ.
    for figure in ["٢٠٢٥", "۲۰۲۵", "٥٨", "۵۸", "٢٣٫٥"] {
        assert_eq!(seen(figure), figure);
        assert_eq!(seen(&format!("Kabul {figure} dead")), format!("Kabul {figure} dead"));
        assert_eq!(seen(&format!("عام {figure}")), format!("{figure} {}", reversed("عام")));
    }
}

#[test]
fn egui_alone_would_reverse_them() {
    // Why this module exists. Where this fails, egui has learned the order: look at `order` again.
    let plain = with_ui(|ui| rows(ui, LayoutJob::single_section("۲۰۲۵".to_owned(), body())).concat());
    assert_eq!(plain, reversed("۲۰۲۵"));
}

#[test]
fn words_of_a_right_to_left_sentence_run_from_the_right() {
    let text = "پاکستان افغانستان کرم";
    assert_eq!(seen(text), reversed(text));
    assert_eq!(seen("در 12 اکتبر"), format!("{} 12 {}", reversed("اکتبر"), reversed("در")));
}

#[test]
fn latin_inside_and_around_stays_left_to_right() {
    let (kabul, kurram) = (reversed("کابل"), reversed("کرم"));
    assert_eq!(
        seen("Kurram (کرم) and Kabul (کابل) 2025"),
        format!("Kurram ({kurram}) and Kabul ({kabul}) 2025")
    );
    assert_eq!(seen("کابل (Kabul) کرم"), format!("{kurram} (Kabul) {kabul}"));
}

#[test]
fn brackets_are_mirrored_around_right_to_left_words() {
    let (a, b) = (reversed("کابل"), reversed("کرم"));
    assert_eq!(seen("کابل (کرم) کابل"), format!("{a} ({b}) {a}"));
    assert_eq!(seen("کابل «کرم»"), format!("«{b}» {a}"));
}

#[test]
fn an_override_is_a_tag_and_turns_nothing() {
    assert_eq!(seen("fig\u{202E}58"), "fig‹U+202E›58");
    let (kabul, kurram) = (reversed("کابل"), reversed("کرم"));
    assert_eq!(seen("کابل\u{202E} کرم"), format!("{kurram} ‹U+202E›{kabul}"));
}

#[test]
fn a_name_does_not_turn_its_neighbours() {
    // Without isolation the 58 would join the name's run and change places with "over".
    let pieces = [("کابل", body()), (" 58 ", body()), ("کرم", body()), (" over 200", body())];
    let row = with_ui(|ui| rows(ui, job_of(ui, &pieces, f32::INFINITY)).concat());
    assert_eq!(row, format!("{} 58 {} over 200", reversed("کابل"), reversed("کرم")));
}

#[test]
fn lines_break_within_the_width_and_lose_nothing() {
    let text =
        "اسلام آباد — پاکستان اور افغانستان کی سرحد پر ۱۱ اور ۱۲ اکتوبر 2025 کی درمیانی رات جھڑپیں ہوئیں";
    with_ui(|ui| {
        let job = job(ui, text, body(), 160.0);
        assert_eq!(job.halign, Align::RIGHT);
        let galley = ui.fonts_mut(|f| f.layout_job(job.clone()));
        assert!(galley.rows.len() > 2 && galley.size().x <= 160.0, "{}", galley.size());
        let shown = rows(ui, job).concat();
        // Joined pairs are one glyph, so letters are counted in the layout and digits on the screen.
        let sorted = |s: &str| {
            let mut all: Vec<char> = s.chars().filter(|c| !c.is_whitespace()).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(&galley.job.text), sorted(text));
        assert!(shown.contains("۱۱") && shown.contains("۱۲") && shown.contains("2025"));
    });
}

#[test]
fn an_endless_word_is_broken_and_keeps_within_the_width() {
    let text = format!("کابل {}", "ب".repeat(200));
    with_ui(|ui| {
        let job = job(ui, &text, body(), 100.0);
        let galley = ui.fonts_mut(|f| f.layout_job(job));
        assert!(galley.rows.len() > 3 && galley.size().x <= 110.0, "{}", galley.size());
    });
}

#[test]
fn a_long_name_ends_in_an_ellipsis_in_both_directions() {
    with_ui(|ui| {
        for text in
            ["Khyber Pakhtunkhwa, Kurram District, Parachinar", "خیبر پختونخوا، ضلع کرم، پاراچنار، سرحد"]
        {
            let job = line(ui, text, body(), 90.0);
            let shown = rows(ui, job.clone());
            assert_eq!(shown.len(), 1);
            assert!(width(ui, job) <= 90.0);
            let end = if text.is_ascii() { shown[0].ends_with('…') } else { shown[0].starts_with('…') };
            assert!(end, "{shown:?}");
        }
        assert_eq!(rows(ui, line(ui, "Kabul\nKurram", body(), 500.0)), ["Kabul Kurram"]);
    });
}

#[test]
fn letters_join_and_marks_attach() {
    with_ui(|ui| {
        // Joined letters are narrower than the same letters one by one.
        let joined = width(ui, job(ui, "کابل", body(), f32::INFINITY));
        let apart: f32 = "کابل".chars().map(|c| width(ui, job(ui, &c.to_string(), body(), 1e6))).sum();
        assert!(joined < apart * 0.9, "{joined} {apart}");
        let bare = width(ui, job(ui, "محمد", body(), 1e6));
        assert!((width(ui, job(ui, "مُحَمَّد", body(), 1e6)) - bare).abs() < 1.0);
    });
}

#[test]
fn the_accessible_name_keeps_the_logical_text() {
    use egui::accesskit::NodeId;
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    ctx.enable_accesskit();
    let text = "عام ٢٠٢٥ (کابل)";
    let mut out = ctx.run_ui(egui::RawInput::default(), |ui| drop(label(ui, text)));
    out.textures_delta.clear();
    let update = out.platform_output.accesskit_update.unwrap();
    let names: Vec<_> =
        update.nodes.iter().filter_map(|(_, n): &(NodeId, _)| n.label().or(n.value())).collect();
    assert!(names.contains(&text), "{names:?}");
}

proptest::proptest! {
    /// Whatever a file holds: nothing panics, nothing is lost but what a tag stands for, digits keep their order.
    #[test]
    fn no_text_from_a_file_breaks_the_layout(text in "(\\PC|[ \\nא-ת۰-۹٠-٩پکٹ()\u{202E}\u{200B}\u{2067}a-z0-9]){0,60}", wrap in 5.0_f32..300.0) {
        let (visible, ordered) = with_ui(|ui| {
            let broken = job(ui, &text, body(), wrap);
            let one = line(ui, &text, body(), wrap);
            let galley = ui.fonts_mut(|f| f.layout_job(broken));
            ui.fonts_mut(|f| f.layout_job(one));
            let visible = galley.job.text.chars().filter(|c| !c.is_whitespace()).count();
            (visible, job(ui, &text, body(), f32::INFINITY).text)
        });
        let expected = shown(&text);
        proptest::prop_assert_eq!(visible, expected.chars().filter(|c| !c.is_whitespace()).count());
        for number in numbers(&expected) {
            proptest::prop_assert!(ordered.contains(&number), "{} in {}", number, ordered);
        }
    }
}

/// Numbers: longest stretches of digits of one script.
fn numbers(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let script = match c {
            '0'..='9' => Some(0),
            '٠'..='٩' => Some(1),
            '۰'..='۹' => Some(2),
            _ => None,
        };
        match (script, out.last_mut()) {
            (Some(_), Some(number)) if script == last => number.push(c),
            (Some(_), _) => out.push(c.to_string()),
            _ => {}
        }
        last = script;
    }
    out
}
