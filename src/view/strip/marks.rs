//! Points with hits as bubbles, as on the map: painted, found under the pointer, named for screen readers.

use std::cell::RefCell;
use std::collections::HashMap;

use egui::{Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{Stage, Touched};
use crate::model::EventId;
use crate::plot::cluster::{Bubble, Clusters, Sizes};
use crate::plot::strip::StripPoint;
use crate::query::PlaceKey;
use crate::view::along::Landmark;
use crate::view::map::bubbles::{self, Emphasis, Sureness};
use crate::view::map::convert::{f32_of, grouped};
use crate::view::map::discs::{Discs, Ink};
use crate::view::map::galleys::Galleys;
use crate::view::map::tips::Tip;
use crate::workspace::Hover;

use super::cells::InView;
use super::ground::whole;

/// What places are called, by their first event.
pub type Titles = RefCell<HashMap<EventId, String>>;

/// Only so many bubbles, or stretches, have a widget of their own; the others are found by position.
pub const MOST_WIDGETS: usize = 300;
/// A bubble is found this many points beyond its edge.
const REACH: f32 = 3.0;

/// The bubbles of a frame.
pub struct Seen<'a> {
    pub clusters: &'a Clusters,
    pub sizes: Sizes,
    pub discs: &'a Discs,
    pub galleys: &'a Galleys,
    /// How much density is shown, 0 to 1.
    pub share: f64,
    /// The squares in view.
    pub squares: InView,
    /// The room of the legend of counts, if there is one.
    pub legend: Option<Rect>,
}

impl Seen<'_> {
    /// Whether the pointer finds bubbles and names give way to them; else the pointer finds squares.
    pub fn picks_bubbles(&self) -> bool {
        self.share < 0.5
    }

    /// The bubbles that the pointer finds with their middles and radii, most hits first.
    pub fn on_screen<'s>(
        &'s self,
        stage: &'s Stage<'_>,
    ) -> impl DoubleEndedIterator<Item = (&'s Bubble, Pos2, f32)> {
        let bubbles = if self.picks_bubbles() { self.clusters.bubbles.as_slice() } else { &[] };
        self.placed(stage, bubbles)
    }

    /// All bubbles on the screen.
    fn painted<'s>(
        &'s self,
        stage: &'s Stage<'_>,
    ) -> impl DoubleEndedIterator<Item = (&'s Bubble, Pos2, f32)> {
        self.placed(stage, &self.clusters.bubbles)
    }

    fn placed<'s>(
        &'s self,
        stage: &'s Stage<'_>,
        bubbles: &'s [Bubble],
    ) -> impl DoubleEndedIterator<Item = (&'s Bubble, Pos2, f32)> {
        let area = stage.areas.plot.expand(30.0);
        let placed = bubbles.iter().map(|bubble| (bubble, at(stage, bubble)));
        let seen = placed.filter(move |(_, at)| area.contains(*at));
        seen.map(|(bubble, at)| (bubble, at, f32_of(self.sizes.radius(bubble.count()))))
    }
}

/// Where a bubble's middle is on the screen.
pub fn at(stage: &Stage<'_>, bubble: &Bubble) -> Pos2 {
    let [from, to] = stage.scale.window();
    let frame = stage.scale.frame;
    let x = bubble.at.x_km - from / (to - from) * frame.width();
    Pos2::new(f32_of(frame.min.x + x), f32_of(frame.min.y + bubble.at.y_km))
}

fn points<'s>(
    stage: &'s Stage<'_>,
    seen: &'s Seen<'_>,
    bubble: &Bubble,
) -> impl Iterator<Item = &'s StripPoint> {
    seen.clusters.members(bubble).iter().filter_map(|&n| stage.marks.points.get(n as usize))
}

/// Paints all bubbles, small ones last, so that they are not covered.
pub fn paint(stage: &Stage<'_>, ui: &Ui, seen: &Seen<'_>) {
    if seen.share >= 1.0 {
        return;
    }
    let hovered: &[PlaceKey] = match stage.look.work.hover() {
        Hover::Places(keys) => keys,
        _ => &[],
    };
    let event = match stage.look.work.hover() {
        Hover::Event(id) => stage.look.work.store().place_key(*id),
        _ => None,
    };
    let mut painter = ui.painter().with_clip_rect(stage.areas.plot.intersect(ui.clip_rect()));
    painter.multiply_opacity(f32_of(1.0 - seen.share));
    let mut ink = Ink::new(seen.discs);
    let mut looks = Vec::new();
    let stands_out = !stage.selected.is_empty() || !hovered.is_empty() || event.is_some();
    for (bubble, at, radius) in seen.painted(stage) {
        let mut emphasis = Emphasis::None;
        if stands_out {
            for point in points(stage, seen, bubble) {
                let is_in = |list: &[PlaceKey]| list.binary_search(&point.key).is_ok();
                if is_in(stage.selected) {
                    emphasis = Emphasis::Selected;
                    break;
                }
                if is_in(hovered) || event == Some(point.key) {
                    emphasis = Emphasis::Hovered;
                }
            }
        }
        let vague = points(stage, seen, bubble).all(|point| point.vague);
        let sure = if vague { Sureness::Vague } else { Sureness::Exact };
        looks.push(bubbles::Look { at, radius, kinds: bubble.kinds, sure, emphasis });
    }
    for look in &looks {
        bubbles::draw(&mut ink, look, stage.theme);
    }
    if !ink.mesh.is_empty() {
        painter.add(ink.mesh);
    }
    // Numbers of bubbles on their way out would be mistaken for those of squares.
    for look in looks.iter().filter(|_| seen.picks_bubbles()) {
        bubbles::write(&painter, look, seen.galleys, stage.theme);
    }
}

/// The bubble under the pointer, with its tip; and widgets for those who listen.
pub fn touched(
    stage: &Stage<'_>,
    ui: &Ui,
    ground: &Response,
    seen: &Seen<'_>,
    titles: &Titles,
) -> Option<Touched> {
    let mut touched = None;
    let plot = stage.areas.plot;
    for (bubble, at, radius) in
        seen.on_screen(stage).take(MOST_WIDGETS).filter(|(_, at, _)| plot.contains(*at))
    {
        let rect = Rect::from_center_size(at, Vec2::splat(2.0 * radius));
        let Some(main) = stage.marks.points.get(bubble.main as usize) else { continue };
        let response = ui.interact(rect, ui.scope_id().with(("bubble", main.key)), Sense::click());
        response.widget_info(|| {
            let spoken = Tip::spoken(&title(stage, main, titles), bubble.count());
            WidgetInfo::labeled(Role::Button, true, spoken)
        });
        if response.hovered() || response.clicked() {
            touched = Some(touch(stage, seen, bubble, main, response.clicked()));
            response.on_hover_ui(|ui| tip(stage, seen, bubble, main, titles).ui(ui, stage.look));
        }
    }
    if touched.is_some() {
        return touched;
    }
    let pointer = ground.hover_pos().filter(|_| !ground.dragged())?;
    let under = |&(_, at, radius): &(&Bubble, Pos2, f32)| at.distance(pointer) <= radius + REACH;
    let (bubble, ..) = seen.on_screen(stage).rfind(under)?;
    let main = stage.marks.points.get(bubble.main as usize)?;
    ground.clone().on_hover_ui_at_pointer(|ui| tip(stage, seen, bubble, main, titles).ui(ui, stage.look));
    Some(touch(stage, seen, bubble, main, ground.clicked()))
}

fn touch(stage: &Stage<'_>, seen: &Seen<'_>, bubble: &Bubble, main: &StripPoint, clicked: bool) -> Touched {
    let mut keys: Vec<PlaceKey> = points(stage, seen, bubble).map(|point| point.key).collect();
    keys.sort_unstable();
    Touched { keys: keys.into(), count: bubble.count(), first: main.first, clicked }
}

/// What the place of a point is called.
pub fn title(stage: &Stage<'_>, point: &StripPoint, titles: &Titles) -> String {
    let named = |event: crate::model::Event| {
        let at = event.place.at.map_or_else(String::new, crate::model::coordinates);
        event.place.names().first().map_or(at, |&name| name.to_owned())
    };
    let work = stage.look.work;
    titles
        .borrow_mut()
        .entry(point.first)
        .or_insert_with(|| work.event(point.first).map(named).unwrap_or_default())
        .clone()
}

fn tip(stage: &Stage<'_>, seen: &Seen<'_>, bubble: &Bubble, main: &StripPoint, titles: &Titles) -> Tip {
    let name = title(stage, main, titles);
    let mut others: Vec<String> = Vec::new();
    for point in points(stage, seen, bubble).take(60).filter(|point| point.key != main.key) {
        let other = title(stage, point, titles);
        if other != name && !others.contains(&other) && others.len() < 5 {
            others.push(other);
        }
    }
    let mut lines = vec![where_it_is(stage, main.km, main.off_km)];
    if !others.is_empty() {
        lines.push(format!("Also {}", others.join(", ")));
    }
    if points(stage, seen, bubble).all(|point| point.vague) {
        lines.push("Near there, not exactly there".to_owned());
    }
    Tip { title: name, lines, kinds: bubble.kinds }
}

/// "km 1,558 of the Durand Line, 70 km into Afghanistan, opposite Torkham"
fn where_it_is(stage: &Stage<'_>, km: f64, off_km: f64) -> String {
    let border = &stage.course.border;
    let side = side_name(stage, off_km < 0.0);
    let away = |mark: &&Landmark| (mark.km - km).abs();
    let landmarks = stage.course.landmarks.iter().filter(|mark| mark.kind.is_on_border());
    let nearest = landmarks.min_by(|a, b| away(a).total_cmp(&away(b))).filter(|mark| away(mark) < 25.0);
    let opposite = nearest.map_or_else(String::new, |mark| format!(", opposite {}", mark.name));
    let (km, off) = (grouped(whole(km)), grouped(whole(off_km.abs())));
    format!("km {km} of the {}, {off} km into {side}{opposite}", border.name)
}

/// Name of side 0, or of side 1 which stands above.
pub fn side_name<'s>(stage: &'s Stage<'_>, above: bool) -> &'s str {
    stage.course.border.sides.get(usize::from(above)).map_or("", |side| side.name.as_str())
}
