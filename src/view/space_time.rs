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
mod shown;
mod slider;

use std::sync::Arc;

use egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::geo::LocalTime;
use crate::plot::space_time::{SpaceMark, SpaceRows, SpaceScale, lay_out};
use crate::query::{Answer, SpaceTime};
use crate::view::Look;
use crate::view::along::box_drag::{BoxDrag, Boxed};
use crate::view::along::{Course, Courses};
use crate::view::below_axis::BelowAxis;
use crate::view::map::later::Place;
use crate::view::map::{MapView, waiting};
use crate::view::theme::Theme;
use crate::workspace::{Command, NavigateCommand, ShowCommand};

use areas::Areas;
use events::Events;
use shown::{NewestRows, Shown};

/// The diagram with what it keeps between frames. Nothing of it is saved.
#[derive(Default)]
pub struct SpaceTimeView {
    rows: NewestRows,
    shown: Option<Shown>,
    laid: Option<Laid>,
    raster: raster::Raster,
    related: related::Related,
    local: Option<Arc<LocalTime>>,
    box_drag: BoxDrag,
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
        let place = map.place();
        courses.pane(ui, "space-time", look, map, |ui, all, course, _| {
            self.show(ui, all, (course, place), look);
        });
    }

    fn show(&mut self, ui: &mut Ui, all: Rect, (course, place): (&Arc<Course>, Place), look: Look<'_>) {
        let theme = look.marks(ui);
        ui.painter().rect_filled(all, 0.0, theme.canvas);
        let Some(window) = look.work.window() else {
            ground::nothing(ui, all);
            return;
        };
        let number = areas::km_rows(all.height());
        let Some(newest) = self.rows.get((ui.ctx(), place), course, look.work.warp(), number) else {
            waiting(ui, all, None);
            return;
        };
        let is_fresh =
            self.ask(look, course, &newest, Areas::new(all, newest.lanes.len(), 0.0).scale(window));
        let rows = self.shown.as_ref().map_or(newest, |shown| Arc::clone(&shown.rows));
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
        let touched = self.show_answer(&stage, ui, &surface);
        ground::front(&stage, ui);
        bounds::paint(&stage, ui);
        boxed.paint(ui);
        if !is_fresh || self.rows.is_busy() {
            ground::updating(&stage);
        }
        if let Some(warp) = slider::ui(&stage, ui) {
            look.send(Command::Show(ShowCommand::Warp(warp)));
        }
        marks::react(touched, &surface, look);
    }

    /// Asks for the newest rows and the edges that suit a scale; whether what is shown from now on answers that.
    fn ask(
        &mut self,
        look: Look<'_>,
        course: &Arc<Course>,
        rows: &Arc<SpaceRows>,
        scale: SpaceScale,
    ) -> bool {
        let edges = questions::edges(scale.time, rows.table().rows());
        let reply = questions::ask(look.work, rows.table(), &edges);
        let is_fresh = reply.fresh;
        self.shown = Shown::after(self.shown.take(), reply, course, rows, edges.into());
        is_fresh
    }

    fn show_answer(&mut self, stage: &Stage<'_>, ui: &Ui, surface: &egui::Response) -> marks::Touched {
        let Some(Shown { answer, edges, rows, .. }) = self.shown.clone() else {
            return marks::Touched::Nothing;
        };
        match answer.as_ref() {
            Answer::SpaceTime(found) if found.cells.is_empty() => {
                self.show_events(stage, ui, surface, &answer, &rows, found)
            }
            Answer::SpaceTime(_) => {
                let touched = self.raster.show(stage, ui, surface, &answer, &edges);
                self.related.show(stage, surface, &answer);
                touched
            }
            _ => marks::Touched::Nothing,
        }
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
