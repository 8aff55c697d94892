//! The border strip: kilometres along the border across, distance from it up and down, and what has no place beside it
//! in a tray; never surer than the sources.

mod areas;
mod bounds;
mod cells;
mod ground;
mod marks;
mod names;
mod stretches;
mod tray;

use std::sync::Arc;

use egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::plot::cluster::{Clusters, Sizes};
use crate::plot::strip::StripMarks;
use crate::plot::strip_cells::{StripCells, StripSize};
use crate::plot::{KmAxis, StripScale};
use crate::query::{Answer, PlaceKey};
use crate::view::Look;
use crate::view::along::box_drag::{BoxDrag, Boxed};
use crate::view::along::{Course, Courses};
use crate::view::map::discs::Discs;
use crate::view::map::galleys::Galleys;
use crate::view::map::{MapView, convert};
use crate::view::theme::Theme;
use crate::workspace::{Command, Hover, NavigateCommand, SelectCommand};

use areas::Areas;
pub(in crate::view) use stretches::leading;

/// The strip with what it keeps between frames. Nothing of it is saved.
#[derive(Default)]
pub struct StripView {
    sorted: Option<Sorted>,
    bubbles: Option<Bubbles>,
    /// Counted squares of these marks; only where they are shown.
    cells: Option<(Arc<StripMarks>, Arc<StripCells>)>,
    discs: Option<Discs>,
    galleys: Galleys,
    names: names::Names,
    /// Names of places by their first event.
    titles: marks::Titles,
    selected: Option<(crate::workspace::Selection, Vec<PlaceKey>)>,
    tray_scroll: f32,
    box_drag: BoxDrag,
}

/// The marks of an answer.
#[derive(Clone)]
struct Sorted {
    answer: Arc<Answer>,
    course: Arc<Course>,
    axis: Arc<KmAxis>,
    marks: Arc<StripMarks>,
    words: Arc<[stretches::Words]>,
    /// Pixels a point when the words were measured.
    ppp: f32,
}

/// Bubbles for a width and a height of the whole border.
struct Bubbles {
    marks: Arc<StripMarks>,
    size: (f64, f64),
    clusters: Arc<Clusters>,
    sizes: Sizes,
}

/// What the parts of the strip share in a frame.
struct Stage<'a> {
    look: Look<'a>,
    theme: &'static Theme,
    course: &'a Course,
    marks: &'a StripMarks,
    scale: &'a StripScale,
    areas: &'a Areas,
    selected: &'a [PlaceKey],
}

impl StripView {
    /// Shows the strip in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>, map: &mut MapView, courses: &mut Courses) {
        courses.pane(ui, "border strip", look, map, |ui, all, course, answer| {
            self.show(ui, all, course, answer, look);
        });
    }

    fn show(&mut self, ui: &mut Ui, all: Rect, course: &Arc<Course>, answer: &Arc<Answer>, look: Look<'_>) {
        let theme = look.marks(ui);
        let Sorted { axis, marks, words, .. } = self.sort((ui, theme), course, answer);
        let has_tray = !(marks.far_places.is_empty() && marks.nowhere.is_empty());
        let areas = Areas::new(all, if has_tray { areas::Tray::Shown } else { areas::Tray::None });
        let scale = StripScale::new(axis, look.work.along(), convert::frame(areas.plot));
        let ground = ui.interact(areas.plot, ui.scope_id().with("plot"), Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Border strip"));
        let boxed = self.box_drag.follow(ui, &ground, areas.plot);
        let scale = if boxed == Boxed::No { steer(ui, &ground, scale, look) } else { scale };
        if let Boxed::Done(rect) = boxed {
            bounds::send(course, &scale, areas.plot, rect, look);
        }
        let bubbles = self.bubbles(&marks, &scale);
        let selected = self.selected(look);
        let stage =
            Stage { look, theme, course, marks: &marks, scale: &scale, areas: &areas, selected: &selected };
        ground::paint(&stage, ui);
        let share = cells::share(&stage, &bubbles.0);
        let cells = (share > 0.0).then(|| self.cells(&marks, &scale));
        if let Some(cells) = &cells {
            cells::paint(&stage, ui, cells, share);
        }
        ground::paint_border(&stage, ui);
        let discs = self.discs.take().filter(|discs| discs.suits(ui.pixels_per_point()));
        let discs = discs.unwrap_or_else(|| Discs::new(ui));
        let seen = marks::Seen {
            clusters: &bubbles.0,
            sizes: bubbles.1,
            discs: &discs,
            galleys: &self.galleys,
            share,
            squares: cells.as_ref().map(|cells| cells::in_view(&stage, cells)).unwrap_or_default(),
            legend: cells.as_ref().and_then(|cells| cells::legend_rect(areas.plot, cells)),
        };
        let stretches = stretches::lay_out(&stage, ui, &seen, &words);
        stretches::paint(&stage, ui, &stretches);
        marks::paint(&stage, ui, &seen);
        if let Some(cells) = &cells {
            cells::paint_over(&stage, ui, cells, &seen);
        }
        self.names.show(&stage, ui, &seen, &stretches);
        let mut touched = stretches::touched(&stage, ui, &ground, &stretches);
        touched = match &cells {
            Some(cells) if !seen.picks_bubbles() => {
                cells::touched(&stage, ui, &ground, (cells, &seen), &self.titles, touched)
            }
            _ => marks::touched(&stage, ui, &ground, &seen, &self.titles).or(touched),
        };
        touched = tray::ui(&stage, ui, &mut self.tray_scroll).or(touched);
        bounds::paint(&stage, ui);
        boxed.paint(ui);
        ground::note(&stage, ui);
        react(touched, &ground, look);
        self.discs = Some(discs);
    }

    fn sort(
        &mut self,
        (ui, theme): (&Ui, &'static Theme),
        course: &Arc<Course>,
        answer: &Arc<Answer>,
    ) -> Sorted {
        let ppp = ui.pixels_per_point();
        if let Some(s) = &self.sorted
            && Arc::ptr_eq(&s.answer, answer)
            && Arc::ptr_eq(&s.course, course)
            && (s.ppp - ppp).abs() < 1e-6
        {
            return s.clone();
        }
        let none = crate::query::Places::default();
        let places = if let Answer::Places(places) = answer.as_ref() { places } else { &none };
        let axis = match &self.sorted {
            Some(s) if Arc::ptr_eq(&s.course, course) => Arc::clone(&s.axis),
            _ => {
                self.titles.borrow_mut().clear();
                Arc::new(KmAxis::true_to_length(&course.parts()))
            }
        };
        let marks = Arc::new(StripMarks::new(places, &course.along, &axis));
        let words = stretches::words((ui, theme), &self.galleys, &marks, course);
        let (answer, course) = (Arc::clone(answer), Arc::clone(course));
        self.sorted.insert(Sorted { answer, course, axis, marks, words, ppp }).clone()
    }

    /// Bubbles are grouped anew when the zoom changes, not when the strip moves.
    fn bubbles(&mut self, marks: &Arc<StripMarks>, scale: &StripScale) -> (Arc<Clusters>, Sizes) {
        let [from, to] = scale.window();
        let size = (scale.frame.width() / (to - from), scale.frame.height());
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        if let Some(kept) = &self.bubbles
            && Arc::ptr_eq(&kept.marks, marks)
            && near(kept.size.0, size.0)
            && near(kept.size.1, size.1)
        {
            return (Arc::clone(&kept.clusters), kept.sizes);
        }
        let sizes = Sizes::for_total(marks.pointed());
        let clusters = Arc::new(marks.bubbles(scale, sizes));
        let marks = Arc::clone(marks);
        self.bubbles = Some(Bubbles { marks, size, clusters: Arc::clone(&clusters), sizes });
        (clusters, sizes)
    }

    /// Squares are counted anew at another zoom step, not when the strip moves.
    fn cells(&mut self, marks: &Arc<StripMarks>, scale: &StripScale) -> Arc<StripCells> {
        let stands = |(of, cells): &&(Arc<StripMarks>, Arc<StripCells>)| {
            Arc::ptr_eq(of, marks) && cells.size() == StripSize::of(scale)
        };
        if let Some((_, cells)) = self.cells.as_ref().filter(stands) {
            return Arc::clone(cells);
        }
        let cells = Arc::new(StripCells::new(&marks.points, scale));
        self.cells = Some((Arc::clone(marks), Arc::clone(&cells)));
        cells
    }

    /// The places of the selected events, ascending.
    fn selected(&mut self, look: Look<'_>) -> Vec<PlaceKey> {
        let selection = look.work.selection();
        if let Some((_, keys)) = self.selected.as_ref().filter(|(of, _)| of == selection) {
            return keys.clone();
        }
        let events = selection.events().iter().take(MOST_SELECTED);
        let mut keys: Vec<PlaceKey> = events.filter_map(|&id| look.work.store().place_key(id)).collect();
        keys.sort_unstable();
        keys.dedup();
        self.selected = Some((selection.clone(), keys.clone()));
        keys
    }
}

/// More selected events than this are not looked up one by one.
const MOST_SELECTED: usize = 4_000;
/// So many points of wheel zoom by e.
const WHEEL: f64 = 220.0;

/// A mark under the pointer.
struct Touched {
    keys: Arc<[PlaceKey]>,
    count: u32,
    first: crate::model::EventId,
    clicked: bool,
}

/// Pan and zoom along the border.
fn steer(ui: &Ui, ground: &egui::Response, scale: StripScale, look: Look<'_>) -> StripScale {
    let mut moved: Option<StripScale> = None;
    if ground.dragged() && ground.drag_delta().x != 0.0 {
        moved = Some(scale.with(scale.panned(f64::from(ground.drag_delta().x))));
    }
    let pointer = ui.input(|input| input.pointer.hover_pos());
    if let Some(at) = pointer.filter(|_| ground.contains_pointer()) {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        let factor = (-f64::from(wheel.y) / WHEEL).exp() / f64::from(pinch);
        if (factor - 1.0).abs() > 1e-4 {
            let now = moved.as_ref().unwrap_or(&scale);
            moved = Some(now.with(now.zoomed(f64::from(at.x), factor)));
        }
        if wheel.x != 0.0 {
            let now = moved.as_ref().unwrap_or(&scale);
            moved = Some(now.with(now.panned(f64::from(wheel.x))));
        }
    }
    let Some(moved) = moved else { return scale };
    look.send(Command::Navigate(NavigateCommand::Along(moved.window())));
    moved
}

fn react(touched: Option<Touched>, ground: &egui::Response, look: Look<'_>) {
    let Some(touched) = touched else {
        if ground.double_clicked() {
            look.send(Command::Navigate(NavigateCommand::Along([0.0, 1.0])));
        } else if ground.clicked() && !look.work.selection().is_empty() {
            look.send(Command::Select(SelectCommand::Clear));
        }
        return;
    };
    if !touched.clicked {
        look.work.set_hover(Hover::Places(touched.keys));
    } else if touched.count == 1 {
        look.send(Command::Select(SelectCommand::Event(touched.first)));
    } else {
        look.send(Command::Select(SelectCommand::Places(touched.keys.to_vec())));
    }
}
