//! Sorted starts with running counts: how many lie before an instant.

/// Starts in order, each distinct one once. Files give most dates as days, so a million rows are some thousand entries.
#[derive(Debug, Default)]
pub(in crate::store) struct Runs {
    at: Vec<i64>,
    /// Number of starts before each entry; one longer than `at` where there are some.
    before: Vec<u32>,
}

impl Runs {
    /// Counts ascending starts.
    pub fn new(ascending: impl IntoIterator<Item = i64>) -> Self {
        let mut runs = Self::default();
        ascending.into_iter().for_each(|start| runs.push(start));
        runs
    }

    /// Counts one more start, which is not before the last.
    pub fn push(&mut self, start: i64) {
        let count = self.before.last().copied().unwrap_or_default();
        if self.at.last() == Some(&start) {
            self.before.pop();
        } else {
            self.at.push(start);
            if self.before.is_empty() {
                self.before.push(0);
            }
        }
        self.before.push(count.saturating_add(1));
    }

    /// The start at a position; `None` beyond the last.
    pub fn start(&self, at: u32) -> Option<i64> {
        let entry = self.before.partition_point(|&before| before <= at);
        self.at.get(entry.checked_sub(1)?).copied()
    }

    /// Number of starts before `x`, searched onward from `hint`, which is moved there: questions in ascending order cost
    /// the logarithm of the way between them.
    pub fn below(&self, hint: &mut usize, x: i64) -> u32 {
        *hint = seek(&self.at, *hint, x);
        self.before.get(*hint).copied().unwrap_or_default()
    }
}

/// Position of the first entry that is at least `x`, not before `from`, where every entry before `from` is below `x`.
pub(in crate::store) fn seek(ascending: &[i64], from: usize, x: i64) -> usize {
    let (mut low, mut high, mut step) = (from, from, 1);
    while ascending.get(high).is_some_and(|&v| v < x) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    let high = high.min(ascending.len());
    low + ascending.get(low..high).unwrap_or_default().partition_point(|&v| v < x)
}

/// The same, where the position is `near` or not far from it.
pub(in crate::store) fn seek_near(ascending: &[i64], from: usize, near: usize, x: i64) -> usize {
    let is_below = |at: usize| ascending.get(at).is_some_and(|&v| v < x);
    if near > from && is_below(near - 1) { seek(ascending, near, x) } else { seek(ascending, from, x) }
}

/// A count of rows; stores hold fewer than 2³² rows.
pub(in crate::store) fn count32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_lies_before() {
        let runs = Runs::new([1, 1, 4, 9, 9, 9]);
        let mut hint = 0;
        let counts: Vec<u32> = [0, 1, 2, 4, 5, 9, 10, 99].map(|x| runs.below(&mut hint, x)).into();
        assert_eq!(counts, [0, 0, 2, 2, 3, 3, 6, 6]);
        assert_eq!(Runs::new([]).below(&mut 0, 5), 0);
    }

    #[test]
    fn seeks_like_a_plain_search() {
        let list: Vec<i64> =
            (0..1000).map(|i| i * i % 7919).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        for from in [0, 3, 500, list.len()] {
            for x in (0..8000).step_by(13) {
                let plain = list.partition_point(|&v| v < x);
                if from <= plain {
                    assert_eq!(seek(&list, from, x), plain);
                    for near in [0, from, plain.saturating_sub(1), plain, plain + 1, plain + 40, 9_999] {
                        assert_eq!(seek_near(&list, from, near, x), plain);
                    }
                }
            }
        }
    }
}
