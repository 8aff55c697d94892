//! Text from files: the one way in which every view draws it.
//!
//! Right-to-left text stands in its own order, digits included; what hides or misleads is shown as a tag; long names
//! end in `…`. A plain `ui.label(text)` with text from a file would show ٢٠٢٥ as ٥٢٠٢, so none may be used.

mod clean;
mod order;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::text::{LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{
    Align, Align2, Color32, Context, FontId, Galley, Label, Painter, Pos2, Rect, Response, Role, Sense, Ui,
    WidgetInfo, vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::Face;
use super::theme::Theme;
use clean::Part;
use order::Styled;

/// A face in a colour.
pub fn format(face: Face, colour: Color32) -> TextFormat {
    TextFormat::simple(face.id(), colour)
}

/// A layout of the text, its lines at most `wrap_width` points wide.
///
/// Hand it to any widget that takes a `WidgetText`; where that widget is not from this module, set its accessible
/// name to [`shown`], since the layout holds the pieces in visual order.
pub fn job(ctx: &Context, text: &str, format: TextFormat, wrap_width: f32) -> LayoutJob {
    job_of(ctx, &[(text, format)], wrap_width)
}

/// A layout of several texts in a row, each in its format and each isolated: none can turn its neighbours round.
pub fn job_of(ctx: &Context, pieces: &[(&str, TextFormat)], wrap_width: f32) -> LayoutJob {
    Source::new(ctx, pieces).layout(ctx, wrap_width)
}

/// A layout of the text in one line, with `…` where it would be wider than `max_width` points.
pub fn line(ctx: &Context, text: &str, format: TextFormat, max_width: f32) -> LayoutJob {
    let flat;
    let text = if text.contains(['\n', '\r']) {
        flat = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        &flat
    } else {
        text
    };
    if !order::needs_order(text) {
        let mut job = Source::new(ctx, &[(text, format)]).sections();
        job.wrap = TextWrapping::truncate_at_width(max_width);
        return job;
    }
    let whole = job(ctx, text, format.clone(), f32::INFINITY);
    if width(ctx, whole.clone()) <= max_width {
        return left(whole);
    }
    left(elided(ctx, text, &format, max_width))
}

/// The text as it is shown, in logical order with its tags: for accessible names, titles and copies.
pub fn shown(text: &str) -> String {
    if clean::is_plain(text) {
        return text.to_owned();
    }
    let parts = clean::parts(text).into_iter();
    parts
        .map(|part| match part {
            Part::Text(text) | Part::Tag(text) => text,
        })
        .collect()
}

/// Running text, wrapped to the width at hand; it can be selected, and copied from its menu.
pub fn label(ui: &mut Ui, text: &str) -> Response {
    label_in(ui, text, Face::Body, Theme::of(ui).ink)
}

/// Like [`label`], in the given face and colour.
pub fn label_in(ui: &mut Ui, text: &str, face: Face, colour: Color32) -> Response {
    label_of(ui, &[(text, format(face, colour))])
}

/// Like [`label`], of several texts in a row, each isolated.
pub fn label_of(ui: &mut Ui, pieces: &[(&str, TextFormat)]) -> Response {
    let job = job_of(ui, pieces, ui.available_width());
    let name = || pieces.iter().map(|(text, _)| shown(text)).collect::<String>();
    let response = if pieces.iter().any(|(text, _)| order::needs_order(text)) {
        ordered_label(ui, job)
    } else {
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.add(Label::new(galley))
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name()));
    response.context_menu(|ui| {
        if ui.button("Copy").clicked() {
            ui.copy_text(pieces.iter().map(|(text, _)| *text).collect());
        }
    });
    response
}

/// One line, with `…` at the end of the width at hand and the whole text on hover; it lets clicks through.
pub fn line_in(ui: &mut Ui, text: &str, face: Face, colour: Color32) -> Response {
    let job = line(ui, text, format(face, colour), ui.available_width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, Arc::clone(&galley), colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown(text)));
    let cut = galley.elided || galley.text().contains('…') && !text.contains('…');
    if cut { response.on_hover_ui(|ui| drop(label(ui, text))) } else { response }
}

/// Words in the middle of a canvas that has nothing else to show.
pub fn in_the_middle(ui: &Ui, all: Rect, words: &str) {
    let (font, colour) = (Face::Heading.id(), Theme::of(ui).ink_weak);
    painted(ui.painter(), all.center(), Align2::CENTER_CENTER, words, font, colour, all.width());
}

/// Text on a canvas: one line at most `max_width` points wide, its box set at `pos` by `align`; the box is returned.
pub fn painted(
    painter: &Painter,
    pos: Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    colour: Color32,
    max_width: f32,
) -> Rect {
    let galley = galley(painter.ctx(), text, font, colour, max_width);
    let rect = align.anchor_size(pos, galley.size());
    if painter.clip_rect().intersects(rect) {
        painter.galley(rect.min, galley, colour);
    }
    rect
}

/// What [`painted`] paints, for views that must know a label's size before they place it.
pub fn galley(ctx: &Context, text: &str, font: FontId, colour: Color32, max_width: f32) -> Arc<Galley> {
    let job = line(ctx, text, TextFormat::simple(font, colour), max_width);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Cleaned text in one string, its stretches and their formats; a tag's format follows its text's.
struct Source {
    text: String,
    styles: Vec<Styled>,
    formats: Vec<TextFormat>,
}

impl Source {
    fn new(ctx: &Context, pieces: &[(&str, TextFormat)]) -> Self {
        let mut source = Self { text: String::new(), styles: Vec::new(), formats: Vec::new() };
        let reorder = pieces.iter().any(|(text, _)| order::needs_order(text));
        for (text, format) in pieces {
            let style = source.formats.len();
            let weak = TextFormat { color: Theme::of(ctx).ink_weak, ..format.clone() };
            source.formats.extend([format.clone(), weak]);
            let apart = reorder && pieces.len() > 1;
            if apart {
                source.push(order::FSI.encode_utf8(&mut [0; 4]), style);
            }
            source.push_clean(text, style, reorder);
            if apart {
                source.push(order::PDI.encode_utf8(&mut [0; 4]), style);
            }
        }
        source
    }

    fn push_clean(&mut self, text: &str, style: usize, reorder: bool) {
        if clean::is_plain(text) {
            self.push(text, style);
            return;
        }
        for part in clean::parts(text) {
            match part {
                Part::Text(text) => self.push(&text, style),
                Part::Tag(tag) if reorder => {
                    self.push(&format!("{}{tag}{}", order::FSI, order::PDI), style + 1);
                }
                Part::Tag(tag) => self.push(&tag, style + 1),
            }
        }
    }

    fn push(&mut self, text: &str, style: usize) {
        let start = self.text.len();
        self.text.push_str(text);
        self.styles.push(Styled { range: start..self.text.len(), style });
    }

    fn format(&self, style: usize) -> TextFormat {
        self.formats.get(style).cloned().unwrap_or_default()
    }

    /// Left-to-right text: egui breaks its lines.
    fn sections(&self) -> LayoutJob {
        let mut job = LayoutJob::default();
        for Styled { range, style } in &self.styles {
            job.append(self.text.get(range.clone()).unwrap_or_default(), 0.0, self.format(*style));
        }
        job
    }

    fn layout(&self, ctx: &Context, wrap_width: f32) -> LayoutJob {
        if !order::needs_order(&self.text) {
            let mut job = self.sections();
            job.wrap.max_width = wrap_width;
            return job;
        }
        let mut measure =
            |text: &str, style| width(ctx, LayoutJob::single_section(text.to_owned(), self.format(style)));
        let (lines, from_right) = order::lines(&self.text, &self.styles, wrap_width, &mut measure);
        let mut job = LayoutJob::default();
        // The lines are broken already: egui would break the visual order.
        job.wrap.max_width = f32::INFINITY;
        for (n, line) in lines.iter().enumerate() {
            if n > 0 {
                push_apart(&mut job, "\n", self.format(0));
            }
            for unit in line {
                push_apart(&mut job, &unit.text, self.format(unit.style));
            }
        }
        if from_right {
            job.halign = Align::RIGHT;
        }
        job
    }
}

/// A section of its own; `LayoutJob::append` would join it to its neighbour, and egui would shape both from the right.
fn push_apart(job: &mut LayoutJob, text: &str, format: TextFormat) {
    let start = job.text.len();
    job.text.push_str(text);
    let byte_range = start.into()..job.text.len().into();
    job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
}

fn width(ctx: &Context, job: LayoutJob) -> f32 {
    ctx.fonts_mut(|fonts| fonts.layout_job(job)).size().x
}

fn left(mut job: LayoutJob) -> LayoutJob {
    job.halign = Align::LEFT;
    job
}

/// The longest beginning of the text that fits with `…`, found by halving.
fn elided(ctx: &Context, text: &str, format: &TextFormat, max_width: f32) -> LayoutJob {
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |count: usize| {
        let end = ends.get(count).copied().unwrap_or(text.len());
        let kept = text.get(..end).unwrap_or_default().trim_end();
        job(ctx, &format!("{kept}…"), format.clone(), f32::INFINITY)
    };
    let fitting = |count: &usize| width(ctx, cut(*count)) <= max_width;
    let (mut low, mut high) = (0, ends.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if fitting(&middle) { low = middle } else { high = middle }
    }
    cut(low)
}

/// A label of reordered text. It stands at the right where it runs from the right; selecting in it would copy the visual
/// order, so it is copied from its menu.
fn ordered_label(ui: &mut Ui, job: LayoutJob) -> Response {
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let from_right = galley.job.halign == Align::RIGHT;
    let across = from_right && ui.layout().is_vertical() && ui.available_width().is_finite();
    let width = if across { ui.available_width().max(galley.size().x) } else { galley.size().x };
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::click());
    let pos = if from_right { rect.right_top() } else { rect.left_top() };
    ui.painter().galley(pos, galley, Theme::of(ui).ink);
    response
}
