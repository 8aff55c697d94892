//! Puts rows in order of start without comparing them one by one.

use super::calendar::DAY_SECS;

/// Most days between the first and the last start for which days are counted: nearly three thousand years.
const MOST_DAYS: i64 = 1 << 20;

/// The rows in ascending order of their starts; those that start together stay as they are.
pub(super) fn order_of(starts: &[i64]) -> Vec<u32> {
    by_day(starts).unwrap_or_else(|| {
        let mut order: Vec<u32> = (0..row(starts.len())).collect();
        order.sort_by_key(|&row| starts.get(row as usize).copied());
        order
    })
}

/// Counts the starts of each day and puts every row at its place; the rows of each day are then put in order. `None`
/// where days are too many.
fn by_day(starts: &[i64]) -> Option<Vec<u32>> {
    let dated = || starts.iter().filter(|&&start| start != i64::MAX);
    let first = dated().min()?.div_euclid(DAY_SECS);
    let last = dated().max()?.div_euclid(DAY_SECS);
    let days = usize::try_from(last.checked_sub(first).filter(|days| *days < MOST_DAYS)?).ok()? + 1;
    // Those without a date come last, in a day of their own.
    let day = |start: i64| {
        if start == i64::MAX {
            days
        } else {
            usize::try_from(start.div_euclid(DAY_SECS) - first).unwrap_or(days)
        }
    };
    let mut next = vec![0_u32; days + 2];
    for &start in starts {
        if let Some(count) = next.get_mut(day(start) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut next {
        sum += *count;
        *count = sum;
    }
    let mut order = vec![0; starts.len()];
    for (row, &start) in (0..).zip(starts) {
        let Some(at) = next.get_mut(day(start)) else { continue };
        if let Some(place) = order.get_mut(*at as usize) {
            *place = row;
        }
        *at += 1;
    }
    let start_of = |row: &u32| starts.get(*row as usize).copied();
    if !order.is_sorted_by_key(start_of) {
        let same_day = |a: &u32, b: &u32| start_of(a).map(day) == start_of(b).map(day);
        order.chunk_by_mut(same_day).for_each(|rows| rows.sort_by_key(start_of));
    }
    Some(order)
}

fn row(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_in_order_and_those_that_start_together_as_they_were(
            starts in proptest::collection::vec(
                prop_oneof![Just(i64::MAX), -400_000_i64..400_000, Just(86_400), any::<i64>()], 0..60),
            near: bool,
        ) {
            let starts: Vec<i64> = starts.iter().map(|&s| if near && s != i64::MAX { s % 500_000 } else { s }).collect();
            let mut wanted: Vec<u32> = (0..row(starts.len())).collect();
            wanted.sort_by_key(|&row| starts[row as usize]);
            prop_assert_eq!(order_of(&starts), wanted);
        }
    }
}
