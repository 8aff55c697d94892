//! Spans by length: the common lengths each by itself, the others by powers of two.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::{Dataset, EventRef};
use crate::store::Hits;

/// How many lengths are kept by themselves: second, minute, hour, night, day, week, months, years.
const COMMON: usize = 16;

/// The lengths that the hits have.
#[derive(Debug, Default)]
pub(in crate::store) struct Lengths {
    /// The most common lengths in seconds, most common first.
    common: Vec<i64>,
}

impl Lengths {
    /// Counts the lengths of the hits.
    pub fn new(data: &Dataset, hits: &Hits) -> Self {
        let mut counts: HashMap<i64, u32, RandomState> = HashMap::default();
        let (mut run, mut run_secs) = (0u32, 0);
        for secs in hits.events(data).filter_map(EventRef::when).map(|w| w.span.secs()) {
            if secs != run_secs {
                *counts.entry(run_secs).or_default() += run;
                (run, run_secs) = (0, secs);
            }
            run += 1;
        }
        *counts.entry(run_secs).or_default() += run;
        counts.remove(&0);
        let mut order: Vec<(i64, u32)> = counts.into_iter().collect();
        order.sort_unstable_by_key(|&(secs, count)| (std::cmp::Reverse(count), secs));
        Self { common: order.into_iter().take(COMMON).map(|(secs, _)| secs).collect() }
    }

    /// The lengths that are kept by themselves, in seconds.
    pub fn common(&self) -> &[i64] {
        &self.common
    }

    /// Number of the class of a length: one of the common ones, else `common().len()` + its power of two.
    pub fn class(&self, secs: i64) -> usize {
        let common = self.common.iter().position(|&c| c == secs);
        common.unwrap_or(self.common.len() + secs.max(1).ilog2() as usize)
    }
}
