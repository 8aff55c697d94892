//! Related events where the diagram counts instead of naming: their marks are laid out unseen, so that relations are drawn at any
//! number of events.

use std::sync::Arc;

use super::events::Events;
use super::marks::Shown;
use super::{Stage, links};
use crate::model::{Event, EventId};
use crate::plot::space_time::{SpaceMark, SpaceScale, lay_out};
use crate::query::{Answer, Ask, LaneItem, Order};
use crate::store::Slot;
use crate::workspace::Workspace;

/// No more related events than this are looked up.
const MOST: usize = 400;

/// What was looked up for an answer.
#[derive(Default)]
pub(super) struct Related {
    found: Option<Found>,
}

struct Found {
    answer: Arc<Answer>,
    items: Vec<LaneItem>,
    events: Events,
    laid: Option<(SpaceScale, Vec<SpaceMark>)>,
}

impl Related {
    /// Paints the relations over the counts, and says what one under the pointer is.
    pub fn show(&mut self, stage: &Stage<'_>, surface: &egui::Response, answer: &Arc<Answer>) {
        let work = stage.look.work;
        if self.found.as_ref().is_none_or(|found| !Arc::ptr_eq(&found.answer, answer)) {
            let items = items(work);
            let events = Events::new(work, &items);
            self.found = Some(Found { answer: Arc::clone(answer), items, events, laid: None });
        }
        let Some(found) = self.found.as_mut().filter(|found| !found.events.links.is_empty()) else { return };
        if found.laid.as_ref().is_none_or(|(scale, _)| *scale != stage.scale) {
            let marks = lay_out(&found.items, stage.rows, &stage.course.along, &stage.scale);
            found.laid = Some((stage.scale, marks));
        }
        let Some((_, marks)) = &found.laid else { return };
        let shown = Shown::new(marks, &found.items, &found.events);
        links::paint(stage, &shown);
        links::touched(stage, surface, &shown);
    }
}

/// The related events that pass the filter and touch the window.
fn items(work: &Workspace) -> Vec<LaneItem> {
    let Some(window) = work.window() else { return Vec::new() };
    let linked = work.store().linked();
    let known = linked.iter().filter_map(|&id| item(work, id, &work.event(id)?));
    let mut items: Vec<LaneItem> = known.filter(|item| item.span.overlaps(window)).take(MOST).collect();
    items.retain(|item| passes(work, item.id));
    items
}

fn item(work: &Workspace, id: EventId, event: &Event) -> Option<LaneItem> {
    let when = event.when?;
    let kind = u8::try_from(event.kind.index()).ok()?;
    let place = work.store().place_key(id)?;
    Some(LaneItem { id, span: when.span, precision: when.precision, kind, place })
}

fn passes(work: &Workspace, id: EventId) -> bool {
    let reply = work.ask_any_time(Slot("space-time related"), Ask::Rank { order: Order::Time, id });
    reply.fresh && matches!(reply.answer.as_deref(), Some(Answer::Rank(Some(_))))
}
