//! Paints the lanes: names, single events, shared spans, counts.

use std::sync::Arc;

use egui::{Align2, Color32, Galley, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::model::{Kind, Precision};
use crate::plot::{Folded, LabelPlace, LaneLayout, LanesLayout, Mark, Room, What};
use crate::query::{Lane, LaneBy, LaneItem, Lanes, SplitBy};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::size;

use super::areas::{grouped, px};
use super::counts::{Counts, Sign};
use super::emphasis::{Emphasis, Marked};
use super::plates::Plates;
use super::quads::{Quads, hatch, split};
use super::stage::Stage;
use super::titles::Titles;

/// Height of a row of marks with the gap below it.
pub(super) const ROW: f32 = 18.0;
/// Gap between rows.
const ROW_GAP: f32 = 2.5;
/// Least padding of a lane.
const PAD: f32 = 3.0;
/// Radius of the corners of a count's plate.
const PLATE_RADIUS: u8 = 3;
/// Height of the strip that splits a count by kind.
const SPLIT: f32 = 3.0;

/// The room that the lanes have.
pub(super) fn room(stage: &Stage<'_>) -> Room {
    let height = f64::from(stage.areas.lanes.height());
    Room { height, row: f64::from(ROW), pad: f64::from(PAD) }
}

/// Lanes as they are painted: laid out and moved up by `scroll` points.
pub(super) struct Shown<'a> {
    pub lanes: &'a Lanes,
    pub layout: &'a LanesLayout,
    pub scroll: f32,
}

impl<'a> Shown<'a> {
    /// The lanes that are at least partly on screen.
    pub fn on_screen(&self, area: Rect) -> impl Iterator<Item = (&'a Lane, &'a LaneLayout, f32)> {
        let (top, scroll) = (area.top(), self.scroll);
        let pairs = self.lanes.lanes.iter().zip(&self.layout.lanes);
        pairs.map(move |(lane, laid_out)| (lane, laid_out, top - scroll)).filter(
            move |(_, laid_out, offset)| {
                let y = px(laid_out.top) + offset;
                y < area.bottom() && y + px(laid_out.height) > area.top()
            },
        )
    }

    /// Where a mark stands on screen, as far as it is on screen.
    pub fn rect(&self, laid_out: &LaneLayout, mark: &Mark, area: Rect) -> Rect {
        let row = px(laid_out.rows_top) + area.top() - self.scroll;
        let top = row + ROW * px(f64::from(u32::try_from(mark.row).unwrap_or(0)));
        let most = |x: f64| px(x).clamp(area.left() - 40.0, area.right() + 40.0);
        Rect::from_min_max(pos2(most(mark.x0), top), pos2(most(mark.x1), top + ROW - ROW_GAP))
    }
}

/// Paints all lanes on screen.
pub(super) fn paint(
    stage: &Stage<'_>,
    shown: &Shown<'_>,
    (titles, counts): (&mut Titles, &mut Counts),
    marked: &Marked,
) {
    let area = stage.areas.lanes;
    let painter = stage.painter.with_clip_rect(area.intersect(stage.painter.clip_rect()));
    let names = stage.painter.with_clip_rect(stage.areas.names.union(area));
    // Names first and then the plates of all counts: what is painted through another frame or texture begins a mesh of its own.
    let mut plates = Plates::new(&painter, PLATE_RADIUS);
    for (lane, laid_out, offset) in shown.on_screen(area) {
        let bottom = px(laid_out.top + laid_out.height) + offset;
        names.hline(
            stage.areas.names.left()..=area.right(),
            bottom.round() - 0.5,
            (size::HAIR, stage.theme.line),
        );
        paint_name(stage, &names, shown.lanes, lane, px(laid_out.top) + offset, px(laid_out.height));
        plates.reserve(laid_out.marks.len());
        for mark in &laid_out.marks {
            if let What::Cell(folded) | What::More(folded) = &mark.what {
                add_plate(stage, &mut plates, folded, shown.rect(laid_out, mark, area));
            }
        }
    }
    plates.paint(&painter);
    counts.enter(painter.ctx(), stage.theme);
    for (lane, laid_out, _) in shown.on_screen(area) {
        for mark in &laid_out.marks {
            let rect = shown.rect(laid_out, mark, area);
            let emphasis = marked.of(lane, shown.lanes, &mark.what);
            match &mark.what {
                What::Event(item) => paint_event(stage, &painter, item, rect, emphasis),
                What::Same(folded) => paint_same(stage, &painter, folded, (rect, emphasis), counts),
                What::Cell(folded) | What::More(folded) => {
                    let sign = if matches!(mark.what, What::More(_)) { Sign::More } else { Sign::None };
                    // In whole where there is room; the tooltip has the exact one.
                    let at = rect.center() - vec2(0.0, SPLIT / 2.0);
                    counts.add(&painter, stage.theme, (folded.count(), sign), at, rect.width() - 1.0);
                    outline(stage, &painter, rect, emphasis);
                }
            }
            paint_title(stage, &painter, mark, rect, titles);
        }
    }
    counts.paint(&painter);
}

/// The lane's name for people.
pub(super) fn name_of(lane: &Lane, lanes: &Lanes) -> String {
    if lane.key.code != u32::MAX {
        return if lane.label.is_empty() { "Not given".to_owned() } else { lane.label.to_string() };
    }
    let what = match lane.key.by {
        LaneBy::Kind => "kinds",
        LaneBy::Actor => "actors",
        LaneBy::Country => "countries",
        LaneBy::Source => "sources",
        LaneBy::File => "files",
    };
    format!("{} other {what}", grouped(lanes.others))
}

fn paint_name(stage: &Stage<'_>, painter: &Painter, lanes: &Lanes, lane: &Lane, top: f32, height: f32) {
    let (names, theme) = (stage.areas.names, stage.theme);
    // A tall lane's name stays beside its first rows.
    let y = top + (height / 2.0).min(ROW * 1.5);
    let colour = theme.ink_weak;
    let font = Face::Small.id();
    let right = pos2(names.right() - size::PAD, y);
    let count = text::painted(
        painter,
        right,
        Align2::RIGHT_CENTER,
        &grouped(lane.total),
        font,
        colour,
        names.width(),
    );
    let mut x = names.left() + size::MARGIN;
    if let Some(category) = category_of(stage, lane) {
        let swatch = Rect::from_center_size(pos2(x + size::DOT, y), vec2(size::DOT, size::DOT) * 2.0);
        painter.rect_filled(swatch, 2.0, theme.kind_at(category));
        x += size::DOT * 2.0 + 6.0;
    }
    let ink = if lane.label.is_empty() { theme.ink_weak } else { theme.ink };
    let most = (count.left() - size::GAP - x).max(10.0);
    let name = name_of(lane, lanes);
    text::painted(painter, pos2(x, y), Align2::LEFT_CENTER, &name, Face::Body.id(), ink, most);
}

/// The category whose colour the whole lane has, if it has one.
fn category_of(stage: &Stage<'_>, lane: &Lane) -> Option<usize> {
    match (lane.key.by, stage.look.work.split()) {
        (LaneBy::Kind, SplitBy::Kind) => Some(lane.key.code as usize),
        (LaneBy::File, SplitBy::File) => {
            Some(SplitBy::file_category(u16::try_from(lane.key.code).unwrap_or(u16::MAX)))
        }
        _ => None,
    }
}

/// What is known to the day or better is solid; what may lie anywhere in a longer span is hatched.
fn paint_event(stage: &Stage<'_>, painter: &Painter, item: &LaneItem, rect: Rect, emphasis: Emphasis) {
    let colour = stage.theme.kind_at(usize::from(item.kind));
    paint_span(stage, painter, rect, colour, item.precision);
    outline(stage, painter, rect, emphasis);
}

fn paint_span(stage: &Stage<'_>, painter: &Painter, rect: Rect, colour: Color32, precision: Precision) {
    let wide = rect.width() > 48.0;
    match precision {
        Precision::Second | Precision::Minute | Precision::Hour => {
            painter.rect_filled(rect, 2.0, colour);
        }
        Precision::PartOfDay | Precision::Day if !wide => {
            painter.rect_filled(rect, 2.0, colour);
        }
        // Zoomed in beyond what is known: some time within.
        Precision::PartOfDay | Precision::Day => {
            painter.rect_filled(rect, 2.0, stage.theme.canvas);
            painter.rect_filled(rect, 2.0, colour.gamma_multiply(0.55));
            painter.rect_stroke(rect, 2.0, Stroke::new(1.0, colour), StrokeKind::Inside);
        }
        Precision::Week | Precision::Month | Precision::Year | Precision::Range => {
            painter.rect_filled(rect, 2.0, stage.theme.canvas);
            painter.rect_filled(rect, 2.0, colour.gamma_multiply(0.16));
            hatch(painter, rect, rect.left(), colour.gamma_multiply(0.5));
            painter.rect_stroke(rect, 2.0, Stroke::new(1.0, colour.gamma_multiply(0.8)), StrokeKind::Inside);
        }
    }
}

/// Events that share one span: drawn as one of them, with their number and kinds.
fn paint_same(
    stage: &Stage<'_>,
    painter: &Painter,
    folded: &Folded,
    (rect, emphasis): (Rect, Emphasis),
    counts: &mut Counts,
) {
    let leading = leading_kind(folded);
    paint_span(
        stage,
        painter,
        rect,
        stage.theme.kind_at(leading),
        folded.precision.unwrap_or(Precision::Range),
    );
    let mut strip = Quads::default();
    let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - SPLIT), rect.max);
    for (kind, part) in split(foot, &folded.kinds) {
        strip.add(part, stage.theme.kind_at(kind));
    }
    strip.paint(painter);
    let seen = rect.intersect(stage.areas.lanes);
    badge(stage, painter, counts.exact(painter.ctx(), stage.theme, folded.count(), Sign::Times), seen);
    outline(stage, painter, rect, emphasis);
}

/// A count upon a bar, at the left of the part that is seen.
fn badge(stage: &Stage<'_>, painter: &Painter, words: Arc<Galley>, seen: Rect) {
    let theme = stage.theme;
    if words.size().x + 8.0 > seen.width() {
        return;
    }
    let ground = Rect::from_min_size(
        seen.left_top() + vec2(2.0, 1.0),
        vec2(words.size().x + 6.0, seen.height() - SPLIT - 1.0),
    );
    painter.rect_filled(ground, 2.0, theme.canvas.gamma_multiply(0.85));
    painter.galley(ground.center() - words.size() / 2.0, words, theme.ink_strong);
}

/// What a count stands on, with the split by kind at its foot.
fn add_plate(stage: &Stage<'_>, plates: &mut Plates, folded: &Folded, rect: Rect) {
    plates.add(rect, stage.theme.raised);
    let foot = Rect::from_min_max(
        pos2(rect.left() + 1.0, rect.bottom() - SPLIT),
        rect.right_bottom() - vec2(1.0, 0.0),
    );
    for (kind, part) in split(foot, &folded.kinds) {
        plates.add_hard(part, stage.theme.kind_at(kind));
    }
}

fn outline(stage: &Stage<'_>, painter: &Painter, rect: Rect, emphasis: Emphasis) {
    let (colour, width) = match emphasis {
        Emphasis::None => return,
        Emphasis::Selected => (stage.theme.selection, size::BOLD),
        Emphasis::Listed => (stage.theme.selection, size::HAIR),
        Emphasis::Hovered => (stage.theme.hover, size::BOLD),
    };
    painter.rect_stroke(rect.expand(1.0), 3.0, Stroke::new(width, colour), StrokeKind::Outside);
}

fn paint_title(stage: &Stage<'_>, painter: &Painter, mark: &Mark, rect: Rect, titles: &mut Titles) {
    let (Some(label), What::Event(item)) = (mark.label, &mark.what) else { return };
    let title = titles.get(stage.look.work, item.id);
    let at = pos2(px(label.x), rect.center().y);
    let theme = stage.theme;
    let font = Face::Small.id();
    if label.place == LabelPlace::Beside {
        text::painted(painter, at, Align2::LEFT_CENTER, &title, font, theme.ink, px(label.width) + 1.0);
        return;
    }
    let solid = item.precision <= Precision::Hour;
    let ink = if solid { theme.ink_on(theme.kind_at(usize::from(item.kind))) } else { theme.ink_strong };
    let galley = text::galley(painter.ctx(), &title, font, ink, px(label.width) + 1.0);
    let ground = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    if !solid {
        painter.rect_filled(ground.expand2(vec2(3.0, -1.0)), 2.0, theme.canvas.gamma_multiply(0.8));
    }
    painter.galley(ground.min, galley, ink);
}

/// Index of the kind with the most events.
pub(super) fn leading_kind(folded: &Folded) -> usize {
    let most = folded.kinds.iter().copied().enumerate().max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind)));
    most.map_or(Kind::Other.index(), |(kind, _)| kind)
}
