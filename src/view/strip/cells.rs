//! Counted squares of the strip, where bubbles no longer say where: painted, found under the pointer, with their legend.

use std::collections::BTreeMap;

use egui::epaint::Mesh;
use egui::{Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::ground::whole;
use super::marks::{Seen, Titles, at, side_name, title};
use super::{Stage, Touched};
use crate::plot::cluster::Clusters;
use crate::plot::density::{self, Cell};
use crate::plot::strip::StripPoint;
use crate::plot::strip_cells::StripCells;
use crate::query::PlaceKey;
use crate::view::map::bubbles::Emphasis;
use crate::view::map::convert::{events, f32_of, grouped, rect, spot};
use crate::view::map::legend::Counts;
use crate::view::map::tips::Tip;
use crate::view::theme::size;
use crate::workspace::{Hover, MapMarks};

/// How much of the ground a square covers, as on the map.
const COVER: f64 = 0.86;
/// So many squares, those with most hits, have a widget of their own; the pointer finds the others.
const MOST_WIDGETS: usize = 40;

/// How much density is shown: by the map's rule for the bubbles in view, or as the user chose.
pub fn share(stage: &Stage<'_>, clusters: &Clusters) -> f64 {
    match stage.look.work.map_marks() {
        MapMarks::Density => 1.0,
        MapMarks::Bubbles => 0.0,
        MapMarks::Automatic => {
            let seen = clusters.bubbles.iter().filter(|bubble| stage.areas.plot.contains(at(stage, bubble)));
            let (places, bubbles) =
                seen.fold((0, 0), |(places, n), bubble| (places + clusters.members(bubble).len(), n + 1));
            density::share(places, bubbles)
        }
    }
}

/// Where the legend stands: at the right, far from the border, on the side where fewer hits lie there. It looks at the whole
/// border, so that it keeps its place while the strip moves.
pub fn legend_rect(plot: Rect, cells: &StripCells) -> Option<Rect> {
    let tall = Counts::rect(plot.min).height() + 2.0 * size::GAP;
    let far = plot.height() / 2.0 - tall;
    let [below, above] = cells.hits_beyond(f64::from(far));
    let corner = Counts::rect(plot.right_bottom() - Vec2::splat(size::GAP));
    let up = if above < below { plot.height() - corner.height() - 2.0 * size::GAP } else { 0.0 };
    let fits = corner.width() < plot.width() * 0.5 && corner.height() < plot.height() * 0.3;
    fits.then(|| corner.translate(vec2(0.0, -up)))
}

fn frame(stage: &Stage<'_>, cells: &StripCells, cell: &Cell) -> Rect {
    rect(&cells.frame([cell.column[0]; 2], cell.column[1], stage.scale))
}

/// Squares in view: number, where it is, hits.
pub type InView = Vec<(usize, Rect, u32)>;

/// The squares of which the middle is in view.
pub fn in_view(stage: &Stage<'_>, cells: &StripCells) -> InView {
    let all = cells.density.cells.iter().enumerate();
    let placed = all.map(|(number, cell)| (number, frame(stage, cells, cell), cell.count()));
    placed.filter(|(_, frame, _)| stage.areas.plot.contains(frame.center())).collect()
}

/// Paints the squares.
pub fn paint(stage: &Stage<'_>, ui: &Ui, cells: &StripCells, share: f64) {
    let plot = stage.areas.plot;
    let painter = ui.painter().with_clip_rect(plot.intersect(ui.clip_rect()));
    let mut mesh = Mesh::default();
    for (columns, row, class) in cells.density.runs() {
        let run = rect(&cells.frame(columns, row, stage.scale));
        if run.intersects(plot) {
            let colour = stage.theme.count_class(class).gamma_multiply(f32_of(COVER * share));
            mesh.add_colored_rect(run, colour);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// Rings the squares of what is selected or hovered, and paints the legend.
pub fn paint_over(stage: &Stage<'_>, ui: &Ui, cells: &StripCells, seen: &Seen<'_>) {
    let painter = ui.painter().with_clip_rect(stage.areas.plot.intersect(ui.clip_rect()));
    for (number, emphasis) in standing_out(stage, cells) {
        let Some(cell) = cells.density.cells.get(number) else { continue };
        let Some(ring) = emphasis.ring(stage.theme) else { continue };
        let square = frame(stage, cells, cell);
        painter.rect_stroke(square, 0.0, Stroke::new(3.0, stage.theme.canvas), StrokeKind::Outside);
        painter.rect_stroke(square, 0.0, ring, StrokeKind::Middle);
    }
    let highest = seen.squares.iter().max_by_key(|(.., count)| *count);
    let highest = highest.and_then(|&(number, ..)| cells.density.cells.get(number));
    if let (Some(legend), Some(highest)) = (seen.legend, highest) {
        let [from, to] = cells.km(highest, stage.scale);
        let side = to - from;
        let wide = if side < 9.95 { format!("{side:.1}") } else { format!("{side:.0}") };
        let title = format!("Events in a square {wide} km wide");
        Counts { title, highest: highest.class() }.paint(&painter, legend, stage.theme);
    }
}

fn standing_out(stage: &Stage<'_>, cells: &StripCells) -> BTreeMap<usize, Emphasis> {
    let mut out = BTreeMap::new();
    let event;
    let hovered: &[PlaceKey] = match stage.look.work.hover() {
        Hover::Places(keys) => keys,
        Hover::Event(id) => {
            event = stage.look.work.store().place_key(*id);
            event.as_slice()
        }
        Hover::Nothing => &[],
    };
    for (keys, emphasis) in [(hovered, Emphasis::Hovered), (stage.selected, Emphasis::Selected)] {
        for &key in keys {
            let cell = stage.marks.point_number(key).and_then(|number| cells.cell_of(number));
            out.extend(cell.map(|cell| (cell, emphasis)));
        }
    }
    out
}

/// The square under the pointer, with its tip, where no bar lies over it; and widgets for those who listen.
pub fn touched(
    stage: &Stage<'_>,
    ui: &Ui,
    ground: &Response,
    (cells, seen): (&StripCells, &Seen<'_>),
    titles: &Titles,
    bar: Option<Touched>,
) -> Option<Touched> {
    let mut touched = bar;
    for (cell, square) in main(cells, seen) {
        let Some(point) = stage.marks.points.get(cell.main as usize) else { continue };
        let area = square.intersect(stage.areas.plot);
        let response = ui.interact(area, ui.scope_id().with(("cell", cell.column)), Sense::click());
        response.widget_info(|| {
            let spoken = Tip::spoken(&name(stage, cells, cell, point, titles), cell.count());
            WidgetInfo::labeled(Role::Button, true, spoken)
        });
        if response.hovered() || response.clicked() {
            touched = Some(touch(stage, cells, cell, point, response.clicked()));
            response.on_hover_ui(|ui| tip(stage, cells, cell, point, titles).ui(ui, stage.look));
        }
    }
    if touched.is_some() {
        return touched;
    }
    let pointer = ground.hover_pos().filter(|_| !ground.dragged())?;
    if seen.legend.is_some_and(|legend| legend.contains(pointer)) {
        return None;
    }
    let cell = cells.density.cells.get(cells.at(spot(pointer), stage.scale)?)?;
    let point = stage.marks.points.get(cell.main as usize)?;
    ground.clone().on_hover_ui_at_pointer(|ui| tip(stage, cells, cell, point, titles).ui(ui, stage.look));
    Some(touch(stage, cells, cell, point, ground.clicked()))
}

/// The squares in view with most hits, most first.
fn main<'c>(cells: &'c StripCells, seen: &Seen<'_>) -> Vec<(&'c Cell, Rect)> {
    let mut found = seen.squares.clone();
    let rank = |&(number, _, count): &(usize, Rect, u32)| (std::cmp::Reverse(count), number);
    if found.len() > MOST_WIDGETS {
        found.select_nth_unstable_by_key(MOST_WIDGETS, rank);
        found.truncate(MOST_WIDGETS);
    }
    found.sort_unstable_by_key(rank);
    let cell = |(number, square, _): (usize, Rect, u32)| Some((cells.density.cells.get(number)?, square));
    found.into_iter().filter_map(cell).collect()
}

fn touch(stage: &Stage<'_>, cells: &StripCells, cell: &Cell, main: &StripPoint, clicked: bool) -> Touched {
    let members = cells.density.members(cell).iter();
    let points = members.filter_map(|&n| stage.marks.points.get(n as usize));
    let mut keys: Vec<PlaceKey> = points.map(|point| point.key).collect();
    keys.sort_unstable();
    Touched { keys: keys.into(), count: cell.count(), first: main.first, clicked }
}

/// What a square is called: its main place and how many others it holds.
fn name(stage: &Stage<'_>, cells: &StripCells, cell: &Cell, main: &StripPoint, titles: &Titles) -> String {
    let name = title(stage, main, titles);
    match cells.density.members(cell).len() {
        0 | 1 => name,
        2 => format!("{name} and 1 more place"),
        n => format!("{name} and {} more places", grouped(u32::try_from(n - 1).unwrap_or(u32::MAX))),
    }
}

fn tip(stage: &Stage<'_>, cells: &StripCells, cell: &Cell, main: &StripPoint, titles: &Titles) -> Tip {
    let [from, to] = cells.km(cell, stage.scale).map(|km| grouped(whole(km)));
    let [near, far] = cells.away_km(cell, stage.scale);
    let side = side_name(stage, cell.column[1] < 0);
    let mut lines = vec![
        format!("{} in this square", events(cell.count())),
        format!(
            "km {from} to {to} of the {}, {near:.0} to {far:.0} km into {side}",
            stage.course.border.name
        ),
    ];
    let members = cells.density.members(cell);
    if members.iter().filter_map(|&n| stage.marks.points.get(n as usize)).all(|point| point.vague) {
        lines.push("Near there, not exactly there".to_owned());
    }
    Tip { title: name(stage, cells, cell, main, titles), lines, kinds: cell.kinds }
}
