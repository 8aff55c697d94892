//! What the diagram asks, in steps, so that small moves ask nothing new.

use std::sync::Arc;

use crate::model::{EventId, Span};
use crate::plot::{Step, TimeScale};
use crate::query::{Answer, Ask, MAX_SPACE_CELLS, Order, PlaceKey, PlaceRows, Within};
use crate::store::{Reply, Slot};
use crate::workspace::Workspace;

/// A window with at most so many events names them.
const UNFOLD: u32 = 4_000;
/// A bin is at least so wide, in points.
const BIN: f64 = 5.0;
/// A pile longer than this is listed by its first events.
const MAX_LISTED: u32 = 100_000;

/// Edges of time bins for the window and a little around it, so few that so many rows have no more cells than can be seen.
pub(super) fn edges(time: TimeScale, rows: u16) -> Vec<i64> {
    let step = Step::at_least(time, BIN);
    let quantum = step.shortest_secs().saturating_mul(32).max(1);
    let window = time.window();
    let start = (window.start().0 - quantum / 4).div_euclid(quantum).saturating_mul(quantum);
    let end = (window.end().0 + quantum / 4).div_euclid(quantum).saturating_add(1).saturating_mul(quantum);
    let most = MAX_SPACE_CELLS / usize::from(rows.max(1)) - 1;
    step.edges(Span::from_secs(start, end).unwrap_or(window), most)
}

/// The events or counts, whatever the bounds in time: what lies around the brush is dimmed, not taken away.
pub(super) fn ask(work: &Workspace, rows: &Arc<PlaceRows>, edges: &[i64]) -> Reply {
    let (rows, edges) = (Arc::clone(rows), edges.to_vec());
    let reply = work.ask_any_time(Slot("space-time"), Ask::SpaceTime { rows, edges, unfold: UNFOLD });
    let answer = reply.answer.filter(|answer| matches!(**answer, Answer::SpaceTime(_)));
    Reply { answer, ..reply }
}

/// The events at some places in a stretch of time.
pub(super) fn list(work: &Workspace, keys: Vec<PlaceKey>, span: Span) -> Arc<[EventId]> {
    let within = Within::PlacesIn(keys, span);
    let ask = Ask::List { within, order: Order::Time, offset: 0, limit: MAX_LISTED };
    match work.ask_any_time(Slot("space-time list"), ask).answer.as_deref() {
        Some(Answer::List(list)) => list.rows.clone().into(),
        _ => Arc::default(),
    }
}
