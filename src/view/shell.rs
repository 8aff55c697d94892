//! The whole window put together, for the screen and for pictures alike.

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::Look;
use super::along::Courses;
use super::baked::Letters;
use super::below_axis::LocalTimes;
use super::border_picker::BorderPicker;
use super::columns::ColumnsSheet;
use super::detail::DetailView;
use super::drop_hint::drop_hint;
use super::filter_bar::{FilterBar, kind_chips};
use super::layers::LayersSheet;
use super::list::ListView;
use super::map::MapView;
use super::menu::{Recent, menu_bar};
use super::overlay::{Overlay, Sheets};
use super::pane_switch::pane_switch;
use super::play_bar::PlayBar;
use super::report::ReportSheet;
use super::space_time::SpaceTimeView;
use super::status::{Status, status_bar};
use super::strip::StripView;
use super::theme::{Theme, size};
use super::timeline::TimelineView;
use crate::model::EventId;
use crate::workspace::Pane;

/// Share of the window's height that the timeline gets at first.
const TIMELINE_SHARE: f32 = 0.40;
/// Share of the window's height that the list of events gets at first.
const LIST_SHARE: f32 = 0.26;
/// Width of the detail panel at first, in points.
const DETAIL_WIDTH: f32 = 360.0;

/// Clocks and nights are shown in no longer windows of time: a map need not be made for the others.
const CLOCKS_WITHIN_SECS: i64 = 200 * 86_400;

/// All views with what they remember between frames.
pub struct Shell {
    /// The filter's field.
    pub filter: FilterBar,
    /// What is open on top.
    pub overlay: Overlay,
    /// The import report.
    pub report: ReportSheet,
    /// The columns of a table, while they are looked at.
    pub columns: Option<ColumnsSheet>,
    /// The borders to choose from.
    pub borders: BorderPicker,
    /// The map layers.
    pub layers: LayersSheet,
    /// The timeline.
    pub timeline: TimelineView,
    /// The bar that plays time.
    pub play: PlayBar,
    /// The list of events.
    pub list: ListView,
    /// The border map.
    pub map: MapView,
    /// The border strip.
    pub strip: StripView,
    /// The space–time diagram.
    pub space_time: SpaceTimeView,
    /// The border that strip and space–time diagram run along.
    courses: Courses,
    /// The clocks of that border.
    locals: LocalTimes,
    /// The detail panel.
    pub detail: DetailView,
}

impl Shell {
    /// A shell around a map view.
    pub fn new(map: MapView) -> Self {
        let borders = BorderPicker::new(map.place());
        Self {
            filter: FilterBar::default(),
            overlay: Overlay::None,
            report: ReportSheet::default(),
            columns: None,
            borders,
            layers: LayersSheet::default(),
            timeline: TimelineView::default(),
            play: PlayBar,
            list: ListView::default(),
            map,
            strip: StripView::default(),
            space_time: SpaceTimeView::default(),
            courses: Courses::default(),
            locals: LocalTimes::default(),
            detail: DetailView::default(),
        }
    }

    /// Shows everything.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>, status: &Status, recent: &Recent) {
        let letters = Letters::now(ui);
        let theme = Theme::of(ui);
        let bar = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(8, 4));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            menu_bar(ui, look, recent, |ui| {
                ui.add_space(size::PAD);
                self.filter.ui(ui, look);
            });
        });
        Panel::top("kinds").frame(bar).show(ui, |ui| kind_chips(ui, look));
        Panel::bottom("status").frame(bar).show(ui, |ui| status_bar(ui, look, status));
        self.panes(ui, look);
        let local = self.locals.last();
        let (report, columns, borders) = (&mut self.report, &mut self.columns, &mut self.borders);
        let layers = &mut self.layers;
        let mut sheets = Sheets { report, columns, borders, layers, local: local.as_deref() };
        self.overlay.ui(ui, look, &mut sheets);
        drop_hint(ui);
        if !letters.last_until(Letters::now(ui)) {
            // Counts and names were turned into triangles before letters were moved in their texture.
            ui.request_repaint();
        }
    }

    fn panes(&mut self, ui: &mut Ui, look: Look<'_>) {
        let local = self.locals.of(ui, look, &mut self.map);
        self.detail.set_local(local.clone());
        self.timeline.set_local(local);
        let theme = Theme::of(ui);
        let panel = Frame::new().fill(theme.panel);
        let canvas = Frame::new().fill(theme.canvas);
        if look.work.detail_shown() {
            self.detail.beside(self.map.drawn());
            let detail = Panel::right("detail").frame(panel).resizable(true);
            detail.default_size(DETAIL_WIDTH).size_range(240.0..=720.0).show(ui, |ui| {
                self.detail.ui(ui, look, &|id| original(look, id));
            });
        }
        let height = ui.available_height();
        self.list_pane(ui, look, height);
        let timeline = Panel::bottom("timeline").frame(canvas).resizable(true);
        let most = (height - 120.0).max(140.0);
        timeline.default_size(height * TIMELINE_SHARE).size_range(120.0..=most).show(ui, |ui| {
            self.play.ui(ui, look);
            self.timeline.ui(ui, look);
        });
        CentralPanel::default().frame(canvas).show(ui, |ui| {
            pane_switch(ui, look);
            self.pane(ui, look, look.work.pane());
        });
    }

    /// The timeline in all the room there is.
    pub fn time(&mut self, ui: &mut Ui, look: Look<'_>) {
        let short = look.work.window().is_some_and(|window| window.secs() < CLOCKS_WITHIN_SECS);
        let local = if short { self.locals.of(ui, look, &mut self.map) } else { None };
        self.timeline.set_local(local);
        self.timeline.ui(ui, look);
    }

    /// Map, border strip or space–time diagram in all the room there is.
    pub fn pane(&mut self, ui: &mut Ui, look: Look<'_>, pane: Pane) {
        match pane {
            Pane::Map => self.map.ui(ui, look),
            Pane::Strip => self.strip.ui(ui, look, &mut self.map, &mut self.courses),
            Pane::SpaceTime => {
                let local = self.locals.of(ui, look, &mut self.map);
                self.space_time.set_local(local);
                self.space_time.ui(ui, look, &mut self.map, &mut self.courses);
            }
        }
    }

    /// Whether the places of all events have been put along the border that a pane shows.
    pub fn has_course(&self) -> bool {
        self.courses.is_ready()
    }

    fn list_pane(&mut self, ui: &mut Ui, look: Look<'_>, height: f32) {
        if !look.work.list_shown() {
            self.list.hidden();
            return;
        }
        let canvas = Frame::new().fill(Theme::of(ui).canvas);
        let pane = Panel::bottom("list").frame(canvas).resizable(true);
        let most = (height - 260.0).max(110.0);
        pane.default_size(height * LIST_SHARE).size_range(100.0..=most).show(ui, |ui| self.list.ui(ui, look));
    }
}

/// The columns of an event as its file has them; where they cannot be read again, why.
fn original(look: Look<'_>, id: EventId) -> Vec<(String, String)> {
    let store = look.work.store();
    let Some(origin) = store.origin(id) else { return Vec::new() };
    let Some(file) = store.info().files.get(usize::from(origin.file)) else { return Vec::new() };
    crate::io::record::original(file, origin).unwrap_or_else(|error| vec![(String::new(), error.to_string())])
}
