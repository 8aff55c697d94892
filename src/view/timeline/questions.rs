//! What the timeline asks, in steps, so that small moves ask nothing new.

use std::sync::Arc;

use crate::model::{EventId, Precision, Span};
use crate::plot::{Step, TimeScale, cell_secs};
use crate::query::{Answer, Ask, Histogram, LanePart, Lanes, Order, Totals, Within};
use crate::store::{Reply, Slot};
use crate::workspace::Workspace;

/// A folding cell is at least so wide, in points: a count fits in.
const CELL: f64 = 44.0;
/// A cell with at most so many events names them.
const UNFOLD: u32 = 10;
/// More lanes than these are put together.
const MAX_LANES: u16 = 24;
/// A bin of the histogram is at least so wide, in points.
const BIN: f64 = 6.0;
/// A bin takes at most this part of the width.
const WIDEST_BIN: f64 = 0.4;
/// No histogram has more bins.
const MAX_BINS: usize = 4_000;
/// A pile longer than this is listed by its first events.
const MAX_LISTED: u32 = 100_000;

/// An answer and whether it is to the newest question.
#[derive(Clone, Debug)]
pub(super) struct Answered<T> {
    pub answer: Option<T>,
    pub fresh: bool,
}

/// The lanes in the window and a little around it.
pub(super) fn lanes(work: &Workspace, scale: TimeScale) -> Answered<Arc<Answer>> {
    let cell_secs = cell_secs(scale, CELL);
    let ask = Ask::Lanes {
        by: work.lane_by(),
        window: widened(scale.window(), cell_secs.saturating_mul(8)),
        cell_secs,
        unfold: UNFOLD,
        max_lanes: MAX_LANES,
    };
    let Reply { answer, fresh, .. } = work.ask_any_time(Slot("timeline-lanes"), ask);
    Answered { answer: answer.filter(|a| matches!(**a, Answer::Lanes(_))), fresh }
}

/// The lanes of an answer.
pub(super) fn lanes_of(answer: &Answer) -> Option<&Lanes> {
    match answer {
        Answer::Lanes(lanes) => Some(lanes),
        _ => None,
    }
}

/// The step that the histogram counts by: as fine as the screen allows, but no finer than dates are known, else all events
/// would only be possible ones; unless such a step would fill the screen.
pub(super) fn bin_step(scale: TimeScale, totals: Option<&Totals>) -> Step {
    let fits = Step::at_least(scale, BIN);
    let known = totals.map_or(Step::Seconds(5), usual_precision);
    let widest = (scale.right() - scale.left()) * WIDEST_BIN;
    let coarser = Step::ALL.into_iter().skip_while(|step| *step != known);
    let coarser = coarser.take_while(|step| step.shortest_secs() > fits.shortest_secs());
    coarser.into_iter().find(|step| scale.points(step.shortest_secs()) <= widest).unwrap_or(fits)
}

/// The finest step that a good part of the dates is known to.
fn usual_precision(totals: &Totals) -> Step {
    let counted =
        || Precision::ALL.into_iter().zip(totals.date_precision).filter(|(p, _)| *p != Precision::Range);
    let enough = counted().map(|(_, n)| u64::from(n)).sum::<u64>().div_ceil(4);
    let mut sum = 0;
    let usual = counted().find(|&(_, n)| {
        sum += u64::from(n);
        sum >= enough
    });
    match usual.map(|(precision, _)| precision) {
        None | Some(Precision::Second | Precision::Range) => Step::Seconds(5),
        Some(Precision::Minute) => Step::Seconds(60),
        Some(Precision::Hour) => Step::Seconds(3600),
        Some(Precision::PartOfDay | Precision::Day) => Step::Day,
        Some(Precision::Week) => Step::Week,
        Some(Precision::Month) => Step::Months(1),
        Some(Precision::Year) => Step::Years(1),
    }
}

/// The edges of the histogram's bins in the window and a little around it.
pub(super) fn bin_edges(scale: TimeScale, step: Step) -> Vec<i64> {
    step.edges(widened(scale.window(), step.shortest_secs().saturating_mul(32)), MAX_BINS)
}

/// Counts by kind in bins.
pub(super) fn histogram(work: &Workspace, edges: Vec<i64>) -> Answered<Histogram> {
    histogram_of(&work.ask_any_time(Slot("timeline-histogram"), Ask::Histogram { edges }))
}

/// Counts over all of time: of all events, and of the hits.
pub(super) fn overview(work: &Workspace, edges: &[i64]) -> [Answered<Histogram>; 2] {
    let ask = || Ask::Histogram { edges: edges.to_vec() };
    [
        histogram_of(&work.ask_all(Slot("timeline-overview-all"), ask())),
        histogram_of(&work.ask(Slot("timeline-overview"), ask())),
    ]
}

/// Counts over the hits, whatever the bounds in time.
pub(super) fn totals(work: &Workspace) -> Option<Totals> {
    match work.ask_any_time(Slot("timeline-totals"), Ask::Totals).answer.as_deref() {
        Some(Answer::Totals(totals)) => Some(totals.clone()),
        _ => None,
    }
}

/// The events that a mark counts.
pub(super) fn list(work: &Workspace, within: Within) -> Arc<[EventId]> {
    let ask = Ask::List { within, order: Order::Time, offset: 0, limit: MAX_LISTED };
    match work.ask_any_time(Slot("timeline-list"), ask).answer.as_deref() {
        Some(Answer::List(list)) => list.rows.clone().into(),
        _ => Arc::default(),
    }
}

/// The events of some parts of a lane, in order of time.
pub(super) fn list_parts(work: &Workspace, parts: &[LanePart]) -> Arc<[EventId]> {
    let mut ids: Vec<EventId> =
        parts.iter().flat_map(|&part| list(work, Within::Lane(part)).to_vec()).collect();
    ids.sort_unstable();
    ids.into()
}

fn histogram_of(reply: &Reply) -> Answered<Histogram> {
    let histogram = match reply.answer.as_deref() {
        Some(Answer::Histogram(histogram)) => Some(histogram.clone()),
        _ => None,
    };
    Answered { answer: histogram, fresh: reply.fresh }
}

/// The window widened outwards to whole multiples of a quantum, with at least a quarter of a quantum to spare.
fn widened(window: Span, quantum: i64) -> Span {
    let quantum = quantum.max(1);
    let start = (window.start().0 - quantum / 4).div_euclid(quantum).saturating_mul(quantum);
    let end = (window.end().0 + quantum / 4).div_euclid(quantum).saturating_add(1).saturating_mul(quantum);
    Span::from_secs(start, end).unwrap_or(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_moves_ask_nothing_new() {
        let window = |start| Span::from_secs(start, start + 86_400).unwrap();
        let scale = |start| TimeScale::new(window(start), 0.0, 1000.0);
        let edges = |start| bin_edges(scale(start), bin_step(scale(start), None));
        let asked: std::collections::HashSet<Vec<i64>> =
            (0..60).map(|n| edges(1_760_000_000 + n * 60)).collect();
        assert!(asked.len() <= 2, "{}", asked.len());
        assert!(widened(window(7), 1000).contains(window(7)));
        let edges = edges(5);
        assert!(edges[0] <= 5 && edges[edges.len() - 1] >= 86_405);
    }

    #[test]
    fn bins_are_no_finer_than_most_dates() {
        let scale = TimeScale::new(Span::from_secs(0, 86_400 * 3).unwrap(), 0.0, 1000.0);
        let mut totals = Totals::default();
        totals.date_precision[Precision::Day as usize] = 5;
        totals.date_precision[Precision::Minute as usize] = 1;
        assert_eq!(bin_step(scale, Some(&totals)), Step::Day);
        let closer = TimeScale::new(Span::from_secs(0, 86_400).unwrap(), 0.0, 1000.0);
        assert_eq!(bin_step(closer, Some(&totals)), Step::Seconds(6 * 3600));
        totals.date_precision[Precision::Minute as usize] = 6;
        assert_eq!(bin_step(scale, Some(&totals)), Step::Seconds(1800));
    }
}
