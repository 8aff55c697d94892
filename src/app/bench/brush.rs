//! What it costs until a moved brush is seen: one frame that leaves nothing to a thread.

use std::sync::Arc;
use std::time::Instant;

use super::frames::Desk;
use super::{middle, millis};
use crate::model::{Dataset, Span};
use crate::query::TimeBounds;
use crate::view::map::MapView;
use crate::workspace::{Command, FilterCommand, Workspace};

/// How often a brush is moved.
const ROUNDS: i64 = 15;
const DAY: i64 = 86_400;

/// Median milliseconds of one frame that does all at once: the answers for all views, places put on the map, marks and names
/// laid out, all views drawn. A window leaves what takes long to threads and shows it when it is there.
pub fn brush_cost(data: &Arc<Dataset>) -> Vec<(&'static str, f64)> {
    let mut work = Workspace::inline(Arc::clone(data));
    let mut desk = Desk::new(MapView::inline());
    let Some(span) = work.store().info().span else { return Vec::new() };
    let mut frame = |time: Option<Span>| {
        let start = Instant::now();
        if let Some(time) = time {
            work.apply(Command::Filter(FilterCommand::Time(TimeBounds::within(time))));
        }
        desk.frame(&mut work).textures.clear();
        millis(start)
    };
    // As events are seen when a file was opened, before they are brushed.
    frame(None);
    let at = |thousandth: i64, secs: i64| {
        let start = span.start().0 + (span.secs() - secs) / 1000 * (thousandth % 1000);
        Span::from_secs(start, start + secs)
    };
    let mut moved = |secs: i64, from: i64, by: i64| {
        frame(at(from, secs));
        middle((1..=ROUNDS).map(|n| frame(at(from + n * by, secs))).collect())
    };
    vec![
        ("brush of a month until all views show it, a step", moved(30 * DAY, 400, 1)),
        ("the same of a year", moved(365 * DAY, 400, 1)),
        ("the same of half of all time", moved(span.secs() / 2, 400, 1)),
        ("the same that jumps", moved(span.secs() / 2, 400, 377)),
        ("a frame in which nothing changes", middle((0..ROUNDS).map(|_| frame(None)).collect())),
    ]
}
