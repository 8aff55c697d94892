//! Whole numbers that may be long and seldom are: half of the memory of a column of 64 bits.

use super::{Rare, sort};

/// Numbers of up to 64 bits, a row each; the upper halves are kept from the first one on that is not zero.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Wide {
    pub(super) low: Vec<u32>,
    pub(super) high: Rare<u32>,
}

impl Wide {
    pub fn push(&mut self, value: u64) {
        let (high, low) = halves(value);
        self.high.push(self.low.len(), high);
        self.low.push(low);
    }

    pub fn get(&self, row: usize) -> Option<u64> {
        let low = *self.low.get(row)?;
        Some(u64::from(self.high.get(row)) << 32 | u64::from(low))
    }

    pub fn reserve(&mut self, rows: usize) {
        self.low.reserve(rows);
    }

    /// Adds this to all numbers.
    pub fn raise(&mut self, by: u64) {
        let greatest = self.low.iter().copied().max().unwrap_or_default();
        match u32::try_from(by) {
            Ok(by) if self.high.values.is_empty() && greatest.checked_add(by).is_some() => {
                self.low.iter_mut().for_each(|low| *low += by);
            }
            _ => {
                let before = std::mem::take(self);
                for row in 0..before.low.len() {
                    self.push(before.get(row).unwrap_or_default() + by);
                }
            }
        }
    }

    /// Takes the numbers of rows that come behind these.
    pub fn append(&mut self, more: &mut Self) {
        self.high.append(self.low.len(), &mut more.high);
        self.low.append(&mut more.low);
    }

    /// Puts the rows in another order.
    pub fn sort(&mut self, order: &[u32], spare: &mut Vec<u32>) {
        sort(&mut self.low, order, spare);
        self.high.sort(order, spare);
    }
}

/// The upper and the lower 32 bits.
fn halves(value: u64) -> (u32, u32) {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    (half(value >> 32), half(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back_as_they_were(
            parts in proptest::collection::vec(
                proptest::collection::vec(prop_oneof![0_u64..9, 0xFFFF_FFF0_u64..0x1_0000_0010, 0_u64..u64::MAX / 4], 0..5), 0..6),
            by in prop_oneof![0_u64..9, 0xFFFF_FFF0_u64..0x1_0000_0010],
        ) {
            let (mut wide, mut naive) = (Wide::default(), Vec::new());
            for part in &parts {
                let mut more = Wide::default();
                for &value in part {
                    more.push(value);
                }
                more.raise(by);
                wide.append(&mut more);
                prop_assert!(more.get(0).is_none());
                naive.extend(part.iter().map(|value| value + by));
            }
            let all = |wide: &Wide| (0..).map_while(|row| wide.get(row)).collect::<Vec<_>>();
            prop_assert_eq!(&all(&wide), &naive);
            let order: Vec<u32> = (0..u32::try_from(naive.len()).unwrap()).rev().collect();
            wide.sort(&order, &mut Vec::new());
            naive.reverse();
            prop_assert_eq!(all(&wide), naive.clone());
        }
    }
}
