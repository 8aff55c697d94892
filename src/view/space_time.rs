//! The space–time diagram: the timeline's own time across, kilometres along the border up, each event as sure in both as
//! its source says; counts where there are too many to be named.

mod areas;
mod bounds;
mod events;
mod ground;
mod links;
mod marks;
mod questions;
mod raster;
mod related;
mod slider;

use std::sync::Arc;

use egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::geo::LocalTime;
use crate::plot::KmAxis;
use crate::plot::space_time::{SpaceMark, SpaceRows, SpaceScale, lay_out};
use crate::query::{Answer, SpaceTime};
use crate::view::Look;
use crate::view::along::box_drag::{BoxDrag, Boxed};
use crate::view::along::{Course, Courses};
use crate::view::below_axis::BelowAxis;
use crate::view::map::MapView;
use crate::view::theme::Theme;
use crate::workspace::{Command, NavigateCommand, ShowCommand, Warp};

use areas::Areas;
use events::Events;

/// The diagram with what it keeps between frames. Nothing of it is saved.
#[derive(Default)]
pub struct SpaceTimeView {
    rows: Option<Rows>,
    laid: Option<Laid>,
    raster: raster::Raster,
    related: related::Related,
    local: Option<Arc<LocalTime>>,
    box_drag: BoxDrag,
}

/// Rows and what they were made for.
struct Rows {
    course: Arc<Course>,
    warp: Warp,
    number: u16,
    table: Arc<SpaceRows>,
}

/// Marks and what they were laid out from.
struct Laid {
    answer: Arc<Answer>,
    rows: Arc<SpaceRows>,
    scale: SpaceScale,
    marks: Arc<Vec<SpaceMark>>,
    events: Arc<Events>,
}

/// What the parts of the diagram share in a frame.
struct Stage<'a> {
    look: Look<'a>,
    theme: &'static Theme,
    course: &'a Course,
    rows: &'a SpaceRows,
    scale: SpaceScale,
    areas: Areas,
    painter: egui::Painter,
}

impl SpaceTimeView {
    /// Says where the border is whose clocks and nights are shown.
    pub fn set_local(&mut self, local: Option<Arc<LocalTime>>) {
        self.local = local;
    }

    /// Shows the diagram in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>, map: &mut MapView, courses: &mut Courses) {
        courses.pane(ui, "space-time", look, map, |ui, all, course, _| self.show(ui, all, course, look));
    }

    fn show(&mut self, ui: &mut Ui, all: Rect, course: &Arc<Course>, look: Look<'_>) {
        let theme = look.marks(ui);
        ui.painter().rect_filled(all, 0.0, theme.canvas);
        let Some(window) = look.work.window() else {
            ground::nothing(ui, all);
            return;
        };
        let rows = self.rows(course, look, all);
        let areas = Areas::new(all, rows.lanes.len(), 0.0);
        let below = BelowAxis::new(ui, look, self.local.as_ref(), areas.scale(window).time);
        let areas = Areas::new(all, rows.lanes.len(), below.height());
        let scale = areas.scale(window);
        let painter = ui.painter().clone();
        let stage = Stage { look, theme, course, rows: &rows, scale, areas, painter };
        let surface = ui.interact(areas.moving(), ui.scope_id().with("plot"), Sense::click_and_drag());
        surface.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Space–time diagram"));
        let boxed = self.box_drag.follow(ui, &surface, areas.plot);
        if let Boxed::Done(rect) = boxed {
            bounds::send(&stage, rect);
        } else if boxed == Boxed::No
            && let Some(window) = ground::steer(&stage, ui, &surface)
        {
            look.send(Command::Navigate(NavigateCommand::Time(window)));
        }
        ground::paint(&stage, ui);
        let gutter = Rect::from_x_y_ranges(areas.gutter.x_range(), areas.second.y_range());
        below.paint(ui, &stage.painter, areas.second, gutter);
        let beside = Rect::from_x_y_ranges(areas.gutter.x_range(), areas.axis.y_range());
        below.say_clock(ui, &stage.painter, beside, look);
        below.shade_nights(&stage.painter, areas.plot, theme);
        let asked = questions::Asked::new(&stage);
        let reply = asked.ask(look.work, rows.table());
        let mut touched = marks::Touched::Nothing;
        if let Some(answer) = &reply.answer
            && let Answer::SpaceTime(found) = answer.as_ref()
        {
            touched = if found.cells.is_empty() {
                self.show_events(&stage, ui, &surface, answer, &rows, found)
            } else {
                let touched = self.raster.show(&stage, ui, &surface, answer, &asked.edges);
                self.related.show(&stage, &surface, answer);
                touched
            };
        }
        ground::front(&stage, ui);
        bounds::paint(&stage, ui);
        boxed.paint(ui);
        if !reply.fresh {
            ground::updating(&stage);
        }
        if let Some(warp) = slider::ui(&stage, ui) {
            look.send(Command::Show(ShowCommand::Warp(warp)));
        }
        marks::react(touched, &surface, look);
    }

    fn show_events(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        surface: &egui::Response,
        answer: &Arc<Answer>,
        rows: &Arc<SpaceRows>,
        found: &SpaceTime,
    ) -> marks::Touched {
        let (marks, events) = self.lay_out(stage, answer, rows, found);
        let shown = marks::Shown::new(&marks, &found.items, &events);
        links::bands(stage, &shown);
        links::paint(stage, &shown);
        marks::paint(stage, ui, &shown);
        let touched = marks::touched(stage, ui, surface, &shown);
        if matches!(touched, marks::Touched::Nothing) {
            links::touched(stage, surface, &shown);
        }
        touched
    }

    fn rows(&mut self, course: &Arc<Course>, look: Look<'_>, all: Rect) -> Arc<SpaceRows> {
        let (warp, number) = (look.work.warp(), areas::km_rows(all.height()));
        if let Some(kept) = &self.rows
            && Arc::ptr_eq(&kept.course, course)
            && (kept.warp, kept.number) == (warp, number)
        {
            return Arc::clone(&kept.table);
        }
        let axis = KmAxis::new(&course.parts(), &course.along.weights, warp.share());
        let rows = Arc::new(SpaceRows::new(&course.along, Arc::new(axis), number));
        self.rows = Some(Rows { course: Arc::clone(course), warp, number, table: Arc::clone(&rows) });
        rows
    }

    fn lay_out(
        &mut self,
        stage: &Stage<'_>,
        answer: &Arc<Answer>,
        rows: &Arc<SpaceRows>,
        found: &SpaceTime,
    ) -> (Arc<Vec<SpaceMark>>, Arc<Events>) {
        let same = |laid: &&Laid| Arc::ptr_eq(&laid.answer, answer);
        if let Some(laid) = self.laid.as_ref().filter(same)
            && Arc::ptr_eq(&laid.rows, rows)
            && laid.scale == stage.scale
        {
            return (Arc::clone(&laid.marks), Arc::clone(&laid.events));
        }
        let events = match self.laid.as_ref().filter(same) {
            Some(laid) => Arc::clone(&laid.events),
            None => Arc::new(Events::new(stage.look.work, &found.items)),
        };
        let marks = Arc::new(lay_out(&found.items, rows, &stage.course.along, &stage.scale));
        self.laid = Some(Laid {
            answer: Arc::clone(answer),
            rows: Arc::clone(rows),
            scale: stage.scale,
            marks: Arc::clone(&marks),
            events: Arc::clone(&events),
        });
        (marks, events)
    }
}
