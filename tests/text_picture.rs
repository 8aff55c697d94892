//! Right-to-left text as a picture, and its accessible text: what stands on the screen and what a screen reader says.

mod common;

use borderline::view::fonts::Face;
use borderline::view::picture::{Caption, caption};
use borderline::view::text;
use borderline::view::theme::Theme;
use egui::{Align2, CentralPanel, Ui, pos2};
use egui_kittest::kittest::Queryable as _;

const NAMES: [&str; 6] = [
    "عام ٢٠٢٥ و ۲۰۲۵ و 2025 كابل",
    "مشرقی افغانستان میں جھڑپیں",
    "د پاکستان او افغانستان پوله",
    "Kurram (کرم) and Kabul (کابل) 2025",
    "در ۱۲ اکتبر 2025 در کابل (Kabul) انفجار",
    "Spin Boldak\u{202E}kadloB",
];
const LONG: &str = "اسلام آباد — پاکستان اور افغانستان کی سرحد پر ۱۱ اور ۱۲ اکتوبر 2025 کی درمیانی رات جھڑپیں ہوئیں؛ \
    پاک فوج (ISPR) کے مطابق 23 اہلکار ہلاک ہوئے، جبکہ کابل نے ۵۸ کا دعویٰ کیا۔";

fn sheet(ui: &mut Ui) {
    CentralPanel::default().show(ui, |ui| {
        let theme = Theme::of(ui);
        for name in NAMES {
            text::label_in(ui, name, Face::Heading, theme.ink_strong);
        }
        ui.separator();
        text::label(ui, LONG);
        ui.separator();
        let at = ui.cursor().min;
        for (n, name) in
            [LONG, "Khyber Pakhtunkhwa, Kurram District, near Parachinar"].into_iter().enumerate()
        {
            let pos = pos2(at.x, at.y + if n == 0 { 0.0 } else { 24.0 });
            text::painted(ui.painter(), pos, Align2::LEFT_TOP, name, Face::Body.id(), theme.label, 180.0);
        }
    });
}

#[test]
fn right_to_left_text_looks_as_it_is_written() {
    let mut harness = common::harness([420.0, 340.0], sheet);
    harness.run();
    harness.snapshot("text_right_to_left");
}

#[test]
fn a_screen_reader_gets_the_logical_text() {
    let mut harness = common::harness([420.0, 340.0], sheet);
    harness.run();
    harness.get_by_label("عام ٢٠٢٥ و ۲۰۲۵ و 2025 كابل");
    harness.get_by_label("Spin Boldak‹U+202E›kadloB");
    harness.get_by_label(LONG);
}

#[test]
fn a_caption_says_what_a_picture_shows() {
    let mut harness = common::harness([620.0, 150.0], |ui| {
        let said = Caption {
            title: "Incidents on the border map".to_owned(),
            period: "2007 to October 2025".to_owned(),
            filter: "kind:battle after:2025-10-01 place:کرم".to_owned(),
            sources: "pakistan-afghanistan-2025.json".to_owned(),
            note: "The Durand Line is shown as drawn by most maps; Afghanistan does not recognise it. Events without a \
                   point are listed beside the map."
                .to_owned(),
        };
        caption(ui, &said);
    });
    harness.run();
    harness.snapshot("caption");
}
