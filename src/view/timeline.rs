//! The timeline: all of time in a strip, then axis, histogram and lanes of the window.

mod areas;
mod brush;
mod counts;
mod emphasis;
mod histogram;
mod input;
mod lanes;
mod marks;
mod overview;
mod plates;
mod quads;
mod questions;
mod stacks;
mod stage;
#[cfg(test)]
mod tests;
mod tips;
mod titles;

use std::sync::Arc;

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, vec2};

use crate::geo::LocalTime;
use crate::plot::{LanesLayout, Room, TimeScale, lay_out};
use crate::query::{Answer, LaneItem, Totals, Within};
use crate::workspace::{Command, SelectCommand};

use super::Look;
use super::below_axis::BelowAxis;
use super::fonts::Face;
use super::text;
use super::theme::{Theme, size};
use areas::{Areas, Tray, grouped};
use counts::Counts;
use histogram::Bins;
use input::{Drag, Surfaces};
use lanes::Shown;
use stage::Stage;
use titles::Titles;

/// The timeline's own state: gestures under way, how far the lanes are scrolled, what was laid out last.
#[derive(Default)]
pub struct TimelineView {
    drag: Option<Drag>,
    grab: Option<overview::Grab>,
    scroll: f32,
    titles: Titles,
    counts: Counts,
    laid_out: Option<LaidOut>,
    local: Option<Arc<LocalTime>>,
}

/// A layout and what it was made from.
struct LaidOut {
    answer: Arc<Answer>,
    scale: TimeScale,
    room: Room,
    layout: Arc<LanesLayout>,
}

impl TimelineView {
    /// Says where the border is whose clocks and nights are shown.
    pub fn set_local(&mut self, local: Option<Arc<LocalTime>>) {
        self.local = local;
    }

    /// Shows the timeline in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let all = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(all);
        let theme = look.marks(ui);
        let painter = ui.painter_at(all);
        painter.rect_filled(all, 0.0, theme.canvas);
        let totals = questions::totals(look.work);
        let undated = totals.as_ref().map_or(0, |totals| totals.undated);
        let tray = if undated > 0 { Tray::Shown } else { Tray::None };
        let areas = Areas::new(all, tray, 0.0);
        let scale = look.work.window().map(|window| areas.scale(window));
        if let Some(scale) = scale {
            let below = BelowAxis::new(ui, look, self.local.as_ref(), scale);
            let areas = Areas::new(all, tray, below.height());
            let stage = Stage { look, theme, painter, areas, scale };
            below.shade_nights(&stage.painter, areas.plot(), theme);
            below.paint(ui, &stage.painter, areas.second, areas.gutter_of(areas.second));
            below.say_clock(ui, &stage.painter, areas.gutter_of(areas.axis), look);
            self.show_time(&stage, ui, totals.as_ref());
        } else {
            show_nothing(ui, all, undated);
        }
        if undated > 0 {
            show_undated(ui, look, areas.tray, undated);
        }
    }

    fn show_time(&mut self, stage: &Stage<'_>, ui: &mut Ui, totals: Option<&Totals>) {
        stage.paint_axis(&stage.axis());
        overview::show(stage, ui, &mut self.grab);
        let surfaces = Surfaces::new(stage, ui);
        let step = questions::bin_step(stage.scale, totals);
        let edges = questions::bin_edges(stage.scale, step);
        let counted = questions::histogram(stage.look.work, edges.clone());
        let bins = counted.answer.and_then(|h| Bins::new(step, edges, h, stage.scale.window()));
        if let Some(bins) = &bins {
            show_histogram(stage, ui, bins, &surfaces);
        }
        let answered = questions::lanes(stage.look.work, stage.scale);
        if let Some(answer) = &answered.answer {
            self.show_lanes(stage, ui, answer, &surfaces);
        }
        brush::show_chip(stage, ui);
        if !answered.fresh || !counted.fresh {
            show_updating(stage);
        }
        input::drags(stage, ui, &surfaces, &mut self.drag);
        self.scroll += input::wheel(stage, ui);
    }

    fn show_lanes(&mut self, stage: &Stage<'_>, ui: &Ui, answer: &Arc<Answer>, surfaces: &Surfaces) {
        let Some(lanes) = questions::lanes_of(answer) else { return };
        let layout = self.lay_out(stage, answer);
        let height = areas::px(layout.height);
        self.scroll = input::scroll_bar(stage, ui, height, self.scroll);
        let shown = Shown { lanes, layout: &layout, scroll: self.scroll };
        let marked = emphasis::Marked::new(stage.look.work);
        lanes::paint(stage, &shown, (&mut self.titles, &mut self.counts), &marked);
        brush::paint(stage);
        // The pointer finds marks without widgets, keys step from event to event: only screen readers need one for each.
        if ui.has_accesskit_node(surfaces.plot.id) {
            marks::show(stage, ui, &shown);
        }
        let under = marks::under_pointer(stage, ui, &surfaces.plot, &shown);
        match under {
            Some((lane, what)) => {
                marks::take_clicks(stage, ui, &surfaces.plot, what);
                marks::tooltip(ui, "mark", |ui| tips::mark(ui, stage.look, lane, lanes, what));
            }
            None => input::clicks_on_nothing(stage, surfaces),
        }
    }

    /// The layout of the last frame, if nothing changed since.
    fn lay_out(&mut self, stage: &Stage<'_>, answer: &Arc<Answer>) -> Arc<LanesLayout> {
        let (scale, room) = (stage.scale, lanes::room(stage));
        if let Some(last) = &self.laid_out
            && Arc::ptr_eq(&last.answer, answer)
            && (last.scale, last.room) == (scale, room)
        {
            return Arc::clone(&last.layout);
        }
        let titles = std::cell::RefCell::new(&mut self.titles);
        let ctx = stage.painter.ctx();
        let width = |item: &LaneItem| titles.borrow_mut().width(ctx, stage.look.work, item.id);
        let layout = questions::lanes_of(answer).map(|lanes| lay_out(lanes, scale, room, &width));
        let layout = Arc::new(layout.unwrap_or_default());
        self.laid_out =
            Some(LaidOut { answer: Arc::clone(answer), scale, room, layout: Arc::clone(&layout) });
        layout
    }
}

fn show_histogram(stage: &Stage<'_>, ui: &mut Ui, bins: &Bins, surfaces: &Surfaces) {
    let area = stage.areas.histogram;
    let pointer = surfaces.plot.hover_pos().filter(|&p| area.contains(p) && !surfaces.plot.dragged());
    let hovered = pointer.and_then(|p| bins.at(stage.scale.instant_at(f64::from(p.x)).0));
    if let Some((span, _)) = hovered {
        histogram::paint_hovered(stage, span);
    }
    histogram::paint(stage, ui, bins);
    if let Some((span, bin)) = hovered {
        marks::tooltip(ui, "bin", |ui| tips::bin(ui, stage.look, span, bin));
    }
}

fn show_updating(stage: &Stage<'_>) {
    let gutter = stage.areas.gutter_of(stage.areas.axis);
    let at = gutter.left_center() + vec2(size::MARGIN, 0.0);
    let most = gutter.width() - size::MARGIN;
    stage.write(at, Align2::LEFT_CENTER, "Updating…", Face::Small, stage.theme.accent, most);
}

fn show_nothing(ui: &Ui, all: Rect, undated: u32) {
    let words = if undated > 0 { "No event has a date" } else { "No events" };
    text::in_the_middle(ui, all, words);
}

/// The tray of events without a date; a click lists them.
fn show_undated(ui: &Ui, look: Look<'_>, area: Rect, undated: u32) {
    let theme = Theme::of(ui);
    let words = match undated {
        1 => "1 event without a date".to_owned(),
        n => format!("{} events without a date", grouped(n)),
    };
    let galley = text::galley(ui, &words, Face::Body.id(), theme.ink, area.width());
    let at = area.left_center() + vec2(size::MARGIN, 0.0);
    let button = Rect::from_min_size(
        at - vec2(size::GAP, (size::ROW - 2.0) / 2.0),
        vec2(galley.size().x + size::PAD * 2.0, size::ROW - 2.0),
    );
    let response = ui.interact(button, ui.scope_id().with("undated"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &words));
    let fill = if response.hovered() { theme.raised_hover } else { theme.raised };
    ui.painter().hline(area.x_range(), area.top() + 0.5, (size::HAIR, theme.line));
    ui.painter().rect_filled(button, size::RADIUS, fill);
    ui.painter().galley(button.center() - galley.size() / 2.0, galley, theme.ink);
    if response.on_hover_text("Click lists them").clicked() {
        let ids = questions::list(look.work, Within::Undated);
        look.send(Command::Select(SelectCommand::Events(ids)));
    }
}
