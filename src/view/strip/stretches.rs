//! What is known to a district or a province only: a bar over its kilometres with its count, never a point.

use std::borrow::Cow;
use std::sync::Arc;

use egui::{Align2, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::marks::{MOST_WIDGETS, Seen};
use super::{Stage, Touched};
use crate::plot::along::Stretch;
use crate::plot::labels::Occupancy;
use crate::plot::strip::{StripMarks, Tally};
use crate::query::PlaceKey;
use crate::view::along::Course;
use crate::view::fonts::Face;
use crate::view::map::bubbles::Emphasis;
use crate::view::map::convert::{compact, f32_of, frame, spot};
use crate::view::map::galleys::{Galleys, Lines};
use crate::view::map::tips::Tip;
use crate::view::text;
use crate::view::theme::{Theme, size};
use crate::workspace::Hover;

/// Height of a badge.
const BADGE: f32 = 16.0;
/// Half of the height of the ends of a bar.
const END: f32 = 5.0;

/// A stretch on the screen.
pub struct Laid<'a> {
    pub tally: &'a Tally,
    pub stretch: &'a Stretch,
    /// The bar from end to end.
    pub bar: Rect,
    /// Its name and count, or the count alone; none where there is no room for either.
    pub badge: Option<(Rect, Arc<Galley>)>,
}

impl Laid<'_> {
    /// Where the pointer finds it at once.
    fn found(&self) -> Rect {
        self.badge.as_ref().map_or(self.bar, |(badge, _)| *badge)
    }
}

/// A badge of a count alone may cover squares of fewer hits than this.
const FEW: u32 = 10;

/// What the badge of a stretch may say, and how wide that is in points.
#[derive(Clone)]
pub struct Words {
    name: String,
    count: String,
    name_width: f32,
    count_width: f32,
}

impl Words {
    /// Name and count, or the count alone.
    fn text(&self, named: bool) -> Cow<'_, str> {
        if named { format!("{}{}", self.name, self.count).into() } else { self.count.as_str().into() }
    }

    fn width(&self, named: bool) -> f32 {
        if named { self.name_width + self.count_width } else { self.count_width }
    }
}

/// The words of all stretches that have hits, in their order. Names stay when counts change, so each is measured by itself.
pub fn words(
    (ui, theme): (&Ui, &'static Theme),
    galleys: &Galleys,
    marks: &StripMarks,
    course: &Course,
) -> Arc<[Words]> {
    galleys.lines((ui, theme), |lines| {
        let mut width = |words: &str| lines.words((words, Face::Section, theme.ink)).size().x;
        let of = |tally: &Tally| {
            let name = course.along.stretches.get(tally.number as usize).map_or("", |stretch| &stretch.name);
            let (name, count) = (format!("{} · ", text::shown(name)), compact(tally.count()));
            Words { name_width: width(&name), count_width: width(&count), name, count }
        };
        marks.stretches.iter().map(of).collect()
    })
}

/// What is free for badges with a name, and for those of a count alone.
struct Room {
    named: Occupancy,
    counts: Occupancy,
}

impl Room {
    fn new(stage: &Stage<'_>, seen: &Seen<'_>) -> Self {
        let all = Occupancy::new(frame(stage.areas.plot));
        let mut room = Self { named: all.clone(), counts: all };
        for (_, at, radius) in seen.on_screen(stage) {
            room.named.take_disc(spot(at), f64::from(radius));
            room.counts.take_disc(spot(at), f64::from(radius));
        }
        if !seen.picks_bubbles() {
            for &(_, square, count) in &seen.squares {
                room.named.take(&frame(square));
                if count >= FEW {
                    room.counts.take(&frame(square));
                }
            }
        }
        seen.legend.into_iter().for_each(|legend| room.take(legend.expand(2.0)));
        room
    }

    fn of(&self, named: bool) -> &Occupancy {
        if named { &self.named } else { &self.counts }
    }

    fn take(&mut self, rect: Rect) {
        self.named.take(&frame(rect));
        self.counts.take(&frame(rect));
    }
}

/// Places bars with their badges, the ones with most hits first. A badge keeps to its own side of the border and gives
/// way to bubbles, counted squares and other badges.
pub fn lay_out<'a>(stage: &Stage<'a>, ui: &Ui, seen: &Seen<'_>, words: &[Words]) -> Vec<Laid<'a>> {
    seen.galleys.lines((ui, stage.theme), |lines| place(stage, Room::new(stage, seen), words, lines))
}

fn place<'a>(stage: &Stage<'a>, mut room: Room, words: &[Words], lines: &mut Lines<'_>) -> Vec<Laid<'a>> {
    let plot = stage.areas.plot;
    let mut laid: Vec<Laid<'a>> = Vec::new();
    for (tally, words) in stage.marks.stretches.iter().zip(words) {
        let Some(stretch) = stage.course.along.stretches.get(tally.number as usize) else { continue };
        let (left, right) = (f32_of(stage.scale.x(stretch.from_km)), f32_of(stage.scale.x(stretch.to_km)));
        if right < plot.left() || left > plot.right() {
            continue;
        }
        let own = f32_of(stage.scale.y(stretch.off_km));
        let badge = [true, false].into_iter().find_map(|named| {
            let within = left.max(plot.left())..right.min(plot.right());
            let mut rects = candidates(stage, (own, stretch.whole), within, words.width(named));
            let rect = rects.find(|rect| room.of(named).is_free(&frame(*rect)))?;
            Some((rect, lines.words((&words.text(named), Face::Section, stage.theme.ink))))
        });
        let y = badge.as_ref().map_or(own, |(rect, _)| rect.center().y);
        if let Some((rect, _)) = &badge {
            room.take(rect.expand(2.0));
        }
        laid.push(Laid {
            tally,
            stretch,
            bar: Rect::from_x_y_ranges(left..=right, y - END..=y + END),
            badge,
        });
    }
    laid
}

/// Where a badge of words so wide may stand: at its own distance from the border, then a little nearer or farther, on its
/// own side if it has one.
fn candidates(
    stage: &Stage<'_>,
    (own, both_sides): (f32, bool),
    seen: std::ops::Range<f32>,
    words: f32,
) -> impl Iterator<Item = Rect> {
    let plot = stage.areas.plot;
    let wide = words + 2.0 * size::PAD;
    let half = wide / 2.0 + 2.0;
    let most = (plot.right() - half).max(plot.left() + half);
    let line = f32_of(stage.scale.border_y());
    let side = move |y: f32| both_sides || (y - line) * (own - line) > 0.0;
    let step = |n: u8| f32::from(n.div_ceil(2)) * if n % 2 == 1 { 1.0 } else { -1.0 } * (BADGE / 2.0 + 2.0);
    let xs = [0.5, 0.25, 0.75]
        .map(|part| (seen.start + (seen.end - seen.start) * part).clamp(plot.left() + half, most));
    let fits = move |y: &f32| {
        let (top, bottom) = (y - BADGE / 2.0, y + BADGE / 2.0);
        wide <= plot.width() && top >= plot.top() && bottom <= plot.bottom() && side(top) && side(bottom)
    };
    let ys = (0..14).map(move |n| own + step(n)).filter(fits);
    ys.flat_map(move |y| xs.map(|x| Rect::from_center_size(pos2(x, y), vec2(wide, BADGE))))
}

/// Paints bars and badges.
pub fn paint<'l>(stage: &Stage<'_>, ui: &Ui, laid: &'l [Laid<'_>]) {
    let painter = ui.painter().with_clip_rect(stage.areas.plot.intersect(ui.clip_rect()));
    let theme = stage.theme;
    let look =
        |one: &'l Laid<'_>| (one, theme.kind_at(leading(&one.tally.kinds)), emphasis(stage, &one.tally.keys));
    let looks: Vec<_> = laid.iter().rev().map(look).collect();
    for (one, colour, emphasis) in &looks {
        let y = one.bar.center().y;
        let dim = if *emphasis == Emphasis::None { 0.6 } else { 1.0 };
        painter.hline(one.bar.x_range(), y, Stroke::new(4.0, theme.canvas.gamma_multiply(0.4)));
        painter.hline(one.bar.x_range(), y, Stroke::new(2.0, colour.gamma_multiply(dim)));
        for x in [one.bar.left(), one.bar.right()] {
            painter.vline(x, one.bar.y_range(), Stroke::new(2.0, colour.gamma_multiply(dim)));
        }
    }
    // Above all bars, so that none strikes a name out.
    for (one, colour, emphasis) in &looks {
        let Some((badge, words)) = &one.badge else { continue };
        painter.rect_filled(*badge, BADGE / 2.0, theme.panel);
        let ring = emphasis.ring(theme).unwrap_or(Stroke::new(1.0, *colour));
        painter.rect_stroke(*badge, BADGE / 2.0, ring, StrokeKind::Inside);
        let corner = Align2::CENTER_CENTER.anchor_size(badge.center(), words.size()).min;
        painter.galley(corner, Arc::clone(words), theme.ink);
    }
}

/// The stretch under the pointer, with its tip.
pub fn touched(stage: &Stage<'_>, ui: &Ui, ground: &Response, laid: &[Laid<'_>]) -> Option<Touched> {
    let mut touched = None;
    for one in laid.iter().take(MOST_WIDGETS) {
        let rect = one.found().intersect(stage.areas.plot);
        if !rect.is_positive() {
            continue;
        }
        let response = ui.interact(rect, ui.scope_id().with(("stretch", one.tally.number)), Sense::click());
        response.widget_info(|| {
            let spoken = Tip::spoken(&one.stretch.title(), one.tally.count());
            WidgetInfo::labeled(Role::Button, true, spoken)
        });
        if response.hovered() || response.clicked() {
            touched = Some(touch(one, response.clicked()));
            response.on_hover_ui(|ui| tip(one).ui(ui, stage.look));
        }
    }
    if touched.is_some() {
        return touched;
    }
    let pointer = ground.hover_pos().filter(|_| !ground.dragged())?;
    let one = laid.iter().find(|one| one.bar.union(one.found()).contains(pointer))?;
    ground.clone().on_hover_ui_at_pointer(|ui| tip(one).ui(ui, stage.look));
    Some(touch(one, ground.clicked()))
}

fn touch(one: &Laid<'_>, clicked: bool) -> Touched {
    Touched {
        keys: one.tally.keys.as_slice().into(),
        count: one.tally.count(),
        first: one.tally.first,
        clicked,
    }
}

fn tip(one: &Laid<'_>) -> Tip {
    let Stretch { from_km, to_km, .. } = one.stretch;
    let lines = vec![format!("Anywhere from km {from_km:.0} to {to_km:.0}")];
    Tip { title: one.stretch.title(), lines, kinds: one.tally.kinds }
}

/// How marks of these places stand out.
pub fn emphasis(stage: &Stage<'_>, keys: &[PlaceKey]) -> Emphasis {
    // Both ascend, and one is often long: all places of a country, or all that are selected.
    let any = |list: &[PlaceKey]| {
        let (few, many) = if list.len() < keys.len() { (list, keys) } else { (keys, list) };
        few.iter().any(|key| many.binary_search(key).is_ok())
    };
    if any(stage.selected) {
        return Emphasis::Selected;
    }
    let hovered = match stage.look.work.hover() {
        Hover::Nothing => false,
        Hover::Event(id) => {
            stage.look.work.store().place_key(*id).is_some_and(|key| keys.binary_search(&key).is_ok())
        }
        Hover::Places(hovered) => any(hovered),
    };
    if hovered { Emphasis::Hovered } else { Emphasis::None }
}

/// Index of the category with the most hits.
pub fn leading(kinds: &[u32]) -> usize {
    let most = kinds.iter().enumerate().max_by_key(|&(index, &n)| (n, std::cmp::Reverse(index)));
    most.map_or(0, |(index, _)| index)
}
