//! Kilometres along a border laid out from 0 to 1: true to length, to density, or between the two; parts with gaps.

/// Share of the axis that a gap between two parts of a border takes.
const GAP: f64 = 0.012;
/// The axis is made of stretches of about this share of the border.
const STRETCHES: f64 = 320.0;
/// How far the events of a place widen the axis around it, as a share of the border, at least [`LEAST_SPREAD_KM`].
const SPREAD: f64 = 0.006;
/// The least of it in km.
const LEAST_SPREAD_KM: f64 = 4.0;

/// A place along the border with its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Where it is, km along the border.
    pub km: f64,
    /// How much room it wants beside the others; more than nothing.
    pub weight: f64,
}

/// The axis: from km along the border to a share of its length on screen, 0 to 1, and back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KmAxis {
    parts: Vec<Part>,
}

/// One part of the border.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    /// Ascending in both: km, share.
    knots: Vec<(f64, f64)>,
}

impl KmAxis {
    /// An axis true to length. Parts are `(from, to)` in km, ascending.
    pub fn true_to_length(parts: &[(f64, f64)]) -> Self {
        Self::new(parts, &[], 0.0)
    }

    /// An axis between true to length (`warp` 0) and one that gives every weight the same room (`warp` 1).
    pub fn new(parts: &[(f64, f64)], weights: &[Weight], warp: f64) -> Self {
        let parts: Vec<(f64, f64)> = parts.iter().copied().filter(|(from, to)| to > from).collect();
        let length: f64 = parts.iter().map(|(from, to)| to - from).sum();
        let sum: f64 = weights.iter().map(|w| w.weight).sum();
        if length <= 0.0 {
            return Self::default();
        }
        let warp = if sum > 0.0 { warp.clamp(0.0, 1.0) } else { 0.0 };
        let room = 1.0 - GAP * count(parts.len() - 1);
        let crowd = Crowd::new(weights, (length * SPREAD).max(LEAST_SPREAD_KM));
        let mut at = 0.0;
        // What is lost beyond the ends of parts is given back to all.
        let caught: f64 = parts.iter().map(|&(from, to)| crowd.between(from, to)).sum();
        let part = |(from, to): (f64, f64)| {
            let steps = ((to - from) / length * STRETCHES).ceil().max(1.0);
            let mut knots = vec![(from, at)];
            for n in 1..=whole(steps) {
                let (a, b) =
                    (from + (to - from) * count(n - 1) / steps, from + (to - from) * count(n) / steps);
                let by_length = (b - a) / length;
                let by_weight = if caught > 0.0 { crowd.between(a, b) / caught } else { by_length };
                at += room * ((1.0 - warp) * by_length + warp * by_weight);
                knots.push((b, at));
            }
            at += GAP;
            Part { knots }
        };
        Self { parts: parts.into_iter().map(part).collect() }
    }

    /// Where a kilometre lies, 0 to 1; the first of a part stands after the gap. Beyond the ends the nearest end.
    pub fn share(&self, km: f64) -> f64 {
        let mut nearest = (f64::INFINITY, 0.0);
        for part in self.parts.iter().rev() {
            let (Some(&(from, low)), Some(&(to, high))) = (part.knots.first(), part.knots.last()) else {
                continue;
            };
            if (from..=to).contains(&km) {
                return part.share(km);
            }
            for (distance, share) in [((km - from).abs(), low), ((km - to).abs(), high)] {
                if distance < nearest.0 {
                    nearest = (distance, share);
                }
            }
        }
        nearest.1
    }

    /// The kilometre at a share; in a gap and beyond the ends the nearest one.
    pub fn km(&self, share: f64) -> f64 {
        let mut nearest = (f64::INFINITY, 0.0);
        for part in &self.parts {
            let (Some(&(from, low)), Some(&(to, high))) = (part.knots.first(), part.knots.last()) else {
                continue;
            };
            if (low..=high).contains(&share) {
                return part.km(share);
            }
            for (distance, km) in [((share - low).abs(), from), ((share - high).abs(), to)] {
                if distance < nearest.0 {
                    nearest = (distance, km);
                }
            }
        }
        nearest.1
    }

    /// The parts: km and share of both ends.
    pub fn parts(&self) -> impl Iterator<Item = [(f64, f64); 2]> + '_ {
        self.parts.iter().filter_map(|part| Some([*part.knots.first()?, *part.knots.last()?]))
    }

    /// Kilometres of all parts together, from the first to the last: `(0, 0)` for no border.
    pub fn ends_km(&self) -> (f64, f64) {
        let ends = self.parts().flatten().map(|(km, _)| km);
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), km| (l.min(km), h.max(km)));
        if low.is_finite() { (low, high) } else { (0.0, 0.0) }
    }
}

impl Part {
    fn share(&self, km: f64) -> f64 {
        let at = self.knots.partition_point(|&(k, _)| k < km);
        self.between(at, |&(k, s)| (k, s), km)
    }

    fn km(&self, share: f64) -> f64 {
        let at = self.knots.partition_point(|&(_, s)| s < share);
        self.between(at, |&(k, s)| (s, k), share)
    }

    /// Between the knots before and at `at`.
    fn between(&self, at: usize, read: impl Fn(&(f64, f64)) -> (f64, f64), value: f64) -> f64 {
        let before = self.knots.get(at.saturating_sub(1)).map(&read).unwrap_or_default();
        let after = self.knots.get(at).map_or(before, &read);
        let wide = after.0 - before.0;
        if wide <= 0.0 { after.1 } else { before.1 + (after.1 - before.1) * (value - before.0) / wide }
    }
}

/// How much weight lies before a kilometre, each spread evenly around its place.
struct Crowd {
    /// Ascending: km, and the weight of all before it.
    before: Vec<(f64, f64)>,
    spread: f64,
}

impl Crowd {
    fn new(weights: &[Weight], spread: f64) -> Self {
        let mut sorted: Vec<&Weight> =
            weights.iter().filter(|w| w.km.is_finite() && w.weight > 0.0).collect();
        sorted.sort_unstable_by(|a, b| a.km.total_cmp(&b.km));
        let mut sum = 0.0;
        let mut before = Vec::with_capacity(sorted.len() + 1);
        for weight in sorted {
            before.push((weight.km, sum));
            sum += weight.weight;
        }
        before.push((f64::INFINITY, sum));
        Self { before, spread }
    }

    fn below(&self, km: f64) -> f64 {
        let at = self.before.partition_point(|&(k, _)| k < km);
        self.before.get(at).map_or(0.0, |&(_, sum)| sum)
    }

    /// The weight between two kilometres: the mean over shifts within the spread.
    fn between(&self, from: f64, to: f64) -> f64 {
        const SHIFTS: usize = 9;
        let shift = |n: usize| (count(n) / count(SHIFTS - 1) * 2.0 - 1.0) * self.spread;
        let shifts = (0..SHIFTS).map(shift);
        shifts.map(|by| self.below(to + by) - self.below(from + by)).sum::<f64>() / count(SHIFTS)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of parts and stretches are small")]
fn count(n: usize) -> f64 {
    n as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most some hundred stretches")]
fn whole(steps: f64) -> usize {
    steps as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(list: &[(f64, f64)]) -> Vec<Weight> {
        list.iter().map(|&(km, weight)| Weight { km, weight }).collect()
    }

    #[test]
    fn without_warp_a_kilometre_is_as_long_everywhere() {
        let axis = KmAxis::true_to_length(&[(0.0, 2000.0)]);
        for km in [0.0, 1.0, 500.0, 1999.0, 2000.0] {
            assert!((axis.share(km) - km / 2000.0).abs() < 1e-9);
            assert!((axis.km(axis.share(km)) - km).abs() < 1e-6);
        }
        assert!((axis.share(-50.0), axis.share(9000.0)) == (0.0, axis.share(2000.0)));
    }

    #[test]
    fn with_full_warp_equal_weights_have_equal_room() {
        let crowded: Vec<(f64, f64)> = (0..50).map(|n| (1400.0 + f64::from(n), 1.0)).collect();
        let spread: Vec<(f64, f64)> = (0..50).map(|n| (10.0 + f64::from(n) * 20.0, 1.0)).collect();
        let axis = KmAxis::new(&[(0.0, 2000.0)], &weights(&[crowded, spread].concat()), 1.0);
        let crowd = axis.share(1480.0) - axis.share(1380.0);
        assert!((crowd - 0.5).abs() < 0.02, "{crowd}");
        let half = KmAxis::new(&[(0.0, 2000.0)], &weights(&[(700.0, 3.0)]), 0.55);
        assert!(half.share(720.0) - half.share(680.0) > 0.55);
    }

    #[test]
    fn any_axis_ascends_and_reads_back() {
        let parts = [(0.0, 300.0), (300.0, 800.0), (800.0, 801.0)];
        for warp in [0.0, 0.55, 1.0] {
            let axis = KmAxis::new(&parts, &weights(&[(100.0, 5.0), (450.0, 1.0), (799.5, 2.0)]), warp);
            let shares: Vec<f64> = (0..=8010).map(|n| axis.share(f64::from(n) / 10.0)).collect();
            assert!(shares.is_sorted(), "{warp}");
            assert!(shares[0].abs() < 1e-12 && (shares[8010] - 1.0).abs() < 1e-9);
            for km in [3.0, 120.0, 299.0, 301.0, 455.0, 800.5] {
                let again = axis.share(axis.km(axis.share(km)));
                assert!((again - axis.share(km)).abs() < 1e-9, "{warp} {km}");
            }
        }
    }

    #[test]
    fn between_two_parts_there_is_a_gap_without_kilometres() {
        let axis = KmAxis::true_to_length(&[(0.0, 100.0), (100.0, 200.0)]);
        let ends: Vec<[(f64, f64); 2]> = axis.parts().collect();
        assert!((ends[1][0].1 - ends[0][1].1 - GAP).abs() < 1e-9);
        assert!((axis.km(ends[0][1].1 + GAP * 0.3) - 100.0).abs() < 1e-9);
        assert_eq!(axis.ends_km(), (0.0, 200.0));
    }

    #[test]
    fn no_border_makes_an_axis_that_does_no_harm() {
        let axis = KmAxis::new(&[], &[], 0.5);
        assert_eq!((axis.share(5.0), axis.km(0.5), axis.ends_km()), (0.0, 0.0, (0.0, 0.0)));
    }
}
