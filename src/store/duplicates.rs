//! Finds pairs of events that may be one incident told twice: near in time and place, of kinds that go together, in
//! like words. Events are swept in order of time; each is compared with those before it in its own and the eight
//! neighbouring cells of a grid, so that a million rows take seconds.

mod score;
mod sweep;
#[cfg(test)]
mod tests;
mod words;

use crate::model::{Dataset, EventId, EventRef, FileInfo, SAME_ID};
use crate::query::{Cancel, Duplicates, Pair, StoreError};

use score::{Judge, may_be_one};
use sweep::Sweep;

/// Most pairs that are handed out.
const MOST_PAIRS: usize = 500;
/// How many rows are compared between two looks at the cancel flag.
const CANCEL_STEP: usize = 1024;

/// Looks for likely duplicates within and between the files.
///
/// # Errors
/// [`StoreError::Cancelled`].
pub fn find_duplicates(data: &Dataset, cancel: &Cancel) -> Result<Duplicates, StoreError> {
    let by_design = ids_repeat_by_design(data);
    let mut sweep = Sweep::new(data);
    let mut judge = Judge::default();
    let mut pairs: Vec<Pair> = Vec::new();
    for (n, event) in data.events().take(data.dated()).enumerate() {
        if n % CANCEL_STEP == 0 && cancel.is_cancelled() {
            return Err(StoreError::Cancelled);
        }
        judge.forget();
        let found = sweep.step(event, |other| {
            let Some(other) = data.event(EventId(other)) else { return false };
            let told_apart = other.origin().file == event.origin().file
                && other.id() == event.id()
                && by_design.get(usize::from(event.origin().file)) == Some(&true);
            !told_apart && may_be_one(other, event)
        });
        pairs.extend(found.into_iter().filter_map(|other| {
            let other = data.event(EventId(other))?;
            judge.pair(other, event)
        }));
        if pairs.len() > 8 * MOST_PAIRS {
            cut(&mut pairs, &mut sweep.dropped);
        }
    }
    cut(&mut pairs, &mut sweep.dropped);
    Ok(Duplicates { pairs, more: sweep.dropped, uncompared: sweep.uncompared })
}

/// Keeps the likeliest.
fn cut(pairs: &mut Vec<Pair>, dropped: &mut u32) {
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.first, a.second).cmp(&(b.first, b.second))));
    let over = pairs.len().saturating_sub(MOST_PAIRS);
    *dropped = dropped.saturating_add(u32::try_from(over).unwrap_or(u32::MAX));
    pairs.truncate(MOST_PAIRS);
}

/// For each file, whether its ids are no keys: more than a tenth of its rows share theirs, as where each actor of an event
/// has a row of its own.
pub fn ids_repeat_by_design(data: &Dataset) -> Vec<bool> {
    let mut counts = vec![(0_u64, 0_u64); data.files().len()];
    for event in data.events() {
        let Some((rows, shared)) = counts.get_mut(usize::from(event.origin().file)) else { continue };
        *rows += 1;
        *shared += u64::from(event.flags() & SAME_ID != 0);
    }
    counts.into_iter().map(|(rows, shared)| rows >= 10 && shared * 10 > rows).collect()
}

/// Other rows with the same id, at most `limit`: in the same file unless its ids repeat by design, which is asked only where it
/// matters, and in other files of the same format. `with_id` gives all events with its id, and is not asked for an id that its
/// file has once, if no other file can have it.
pub fn same_id<'a, I: Iterator<Item = EventRef<'a>>>(
    data: &Dataset,
    event: EventRef<'_>,
    by_design: impl FnOnce() -> bool,
    with_id: impl FnOnce() -> I,
    limit: usize,
) -> Vec<EventId> {
    let number = event.file_number();
    let Some(file) = data.files().get(usize::from(number)).filter(|_| !event.id().is_empty()) else {
        return Vec::new();
    };
    let others = |(n, other): (usize, &FileInfo)| n != usize::from(number) && other.format == file.format;
    let is_once = event.flags() & SAME_ID == 0;
    if (is_once && !data.files().iter().enumerate().any(others)) || by_design() {
        return Vec::new();
    }
    let is_like = |e: &EventRef<'_>| {
        data.files().get(usize::from(e.file_number())).is_some_and(|f| f.format == file.format)
    };
    let twins = with_id().filter(|e| e.key() != event.key() && is_like(e));
    twins.take(limit).map(EventRef::key).collect()
}
