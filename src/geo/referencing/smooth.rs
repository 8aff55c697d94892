//! One part of a border, smoothed along itself at several strengths, and the projection of points on it.

use super::boxes::Boxes;
use crate::geo::border::{BorderPart, apart_km};
use crate::geo::plane::{Plane, PlaneBounds};

/// One unbroken part of the line with its smoothed forms.
#[derive(Clone, Debug)]
pub(super) struct SmoothPart {
    from_km: f64,
    step_km: f64,
    closed: bool,
    /// The weakest smoothing in km; each further level is stronger by [`RATIO`].
    least_sigma_km: f64,
    most_sigma_km: f64,
    /// For each level the smoothed points, every `step_km` of the true line.
    levels: Vec<Vec<Plane>>,
    /// For each level rectangles around its points and those of the next one, between which lines are blended.
    boxes: Vec<Boxes>,
}

/// A point on the smoothed line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projected {
    /// Kilometres along the whole border.
    pub(super) km: f64,
    /// The squared distance from the smoothed line, in km².
    pub(super) distance2: f64,
    /// How far the point lies beyond the part's end, along the line's direction there; 0 when opposite the part.
    pub(super) past_end_km: f64,
    /// Whether it lies on the right hand of the line.
    pub(super) right_hand: bool,
}

/// σ of the Gaussian is this many times the distance…
const SIGMA_OF_DISTANCE: f64 = 2.5;
/// …from this…
const LEAST_SIGMA_KM: f64 = 10.0;
/// …to this.
const MOST_SIGMA_KM: f64 = 120.0;
/// On a short line σ is at least this share of its length, if that is less than [`LEAST_SIGMA_KM`]…
const LEAST_SIGMA_SHARE: f64 = 1.0 / 60.0;
/// …and at most this one.
const MOST_SIGMA_SHARE: f64 = 1.0 / 8.0;
/// From one level of smoothing to the next; between them lines are blended.
const RATIO: f64 = 1.3;
/// Samples of a whole border.
const SAMPLES: f64 = 1_500.0;
/// Where a Gaussian is cut off, in σ.
const CUT: f64 = 3.0;

impl SmoothPart {
    /// Smooths a part whose projected points are `line`; `total_km` is the length of the whole border.
    pub(super) fn new(part: &BorderPart, line: &[Plane], total_km: f64) -> Self {
        let length_km = part.to_km - part.from_km;
        let wish_km = (total_km / SAMPLES).clamp(0.05, 4.0);
        let steps = (length_km / wish_km).ceil().max(8.0);
        let step_km = length_km / steps;
        let samples = sampled(part, line, steps);
        let least_sigma_km = LEAST_SIGMA_KM.min(length_km * LEAST_SIGMA_SHARE);
        let most_sigma_km = MOST_SIGMA_KM.min(length_km * MOST_SIGMA_SHARE);
        let closed = part.points.first() == part.points.last();
        let mut levels = Vec::new();
        let mut sigma_km = least_sigma_km;
        loop {
            levels.push(smoothed(&samples, closed, sigma_km / step_km));
            if sigma_km >= most_sigma_km {
                break;
            }
            sigma_km *= RATIO;
        }
        let boxes = (0..levels.len()).map(|weak| boxes_of(&levels, weak)).collect();
        Self { from_km: part.from_km, step_km, closed, least_sigma_km, most_sigma_km, levels, boxes }
    }

    /// The nearest point of the line smoothed as befits a point `off_km` from it.
    pub(super) fn project(&self, p: Plane, off_km: f64) -> Option<Projected> {
        let sigma_km = (SIGMA_OF_DISTANCE * off_km).clamp(self.least_sigma_km, self.most_sigma_km);
        let level = (sigma_km / self.least_sigma_km).ln() / RATIO.ln();
        let number = whole(level).min(self.levels.len().saturating_sub(1));
        let weak = self.levels.get(number)?;
        let strong = self.levels.get(number + 1).unwrap_or(weak);
        let share = (level - count(number)).clamp(0.0, 1.0);
        let at = |i: usize| Some(weak.get(i)?.towards(*strong.get(i)?, share));
        let distance2 = |i: usize| at(i).map_or(f64::INFINITY, |on| on.distance2(p));
        let (_, nearest) = self.boxes.get(number)?.nearest(p, distance2)?;
        let last = weak.len().checked_sub(1)?;
        let pieces = [nearest.saturating_sub(1), nearest.min(last.saturating_sub(1))];
        let on_piece = |i: usize| {
            let (a, b) = (at(i)?, at(i + 1)?);
            let on = p.nearest_on(a, b);
            let length = a.distance_km(b);
            let along = if length > 0.0 { a.distance_km(on) / length } else { 0.0 };
            let cross = (b.x_km - a.x_km) * (p.y_km - a.y_km) - (b.y_km - a.y_km) * (p.x_km - a.x_km);
            Some((on.distance2(p), (count(i) + along) * self.step_km, cross < 0.0))
        };
        let found = pieces.into_iter().filter_map(on_piece).min_by(|a, b| a.0.total_cmp(&b.0))?;
        let (distance2, s_km, right_hand) = found;
        let past_end_km = self.past_end_km(p, (nearest, last), sigma_km, at).unwrap_or(0.0);
        Some(Projected { km: self.from_km + s_km, distance2, past_end_km, right_hand })
    }

    /// How far a point nearest to an end lies beyond it, along the line's direction over the last stretch of σ.
    fn past_end_km(
        &self,
        p: Plane,
        (nearest, last): (usize, usize),
        sigma_km: f64,
        at: impl Fn(usize) -> Option<Plane>,
    ) -> Option<f64> {
        if self.closed || (nearest != 0 && nearest != last) {
            return None;
        }
        let stretch = whole(sigma_km / self.step_km).clamp(1, last.max(1));
        let inner = at(if nearest == 0 { stretch.min(last) } else { last.saturating_sub(stretch) })?;
        let end = at(nearest)?;
        let length = inner.distance_km(end).max(1e-9);
        let along =
            (p.x_km - end.x_km) * (end.x_km - inner.x_km) + (p.y_km - end.y_km) * (end.y_km - inner.y_km);
        Some((along / length).max(0.0))
    }
}

/// Rectangles around the points of a level and those of the next stronger one.
fn boxes_of(levels: &[Vec<Plane>], weak: usize) -> Boxes {
    let strong = levels.get(weak + 1).or(levels.get(weak)).map(Vec::as_slice).unwrap_or_default();
    let pairs = levels.get(weak).into_iter().flatten().zip(strong);
    let around = |(&a, &b): (&Plane, &Plane)| PlaneBounds::around([a, b]);
    Boxes::new(&pairs.filter_map(around).collect::<Vec<_>>())
}

/// Points of the projected line, evenly spaced by true kilometres; `steps` + 1 of them.
fn sampled(part: &BorderPart, line: &[Plane], steps: f64) -> Vec<Plane> {
    let mut vertex_km = vec![0.0];
    let mut length_km = 0.0;
    for (&a, &b) in part.points.iter().zip(part.points.iter().skip(1)) {
        length_km += apart_km(a, b);
        vertex_km.push(length_km);
    }
    let mut segment = 0;
    let sample = |i: usize| {
        let wanted = count(i) / steps * length_km;
        while segment + 2 < line.len() && vertex_km.get(segment + 1).is_some_and(|&end| end < wanted) {
            segment += 1;
        }
        let (from, to) = (vertex_km.get(segment)?, vertex_km.get(segment + 1)?);
        let share = ((wanted - from) / (to - from).max(1e-12)).clamp(0.0, 1.0);
        Some(line.get(segment)?.towards(*line.get(segment + 1)?, share))
    };
    (0..=whole(steps)).map_while(sample).collect()
}

/// Points smoothed by a Gaussian of `sigma` samples. Beyond its ends an open line goes on as its own mirror image
/// through the end point, so that the ends stay where they are; a ring goes round.
fn smoothed(samples: &[Plane], closed: bool, sigma: f64) -> Vec<Plane> {
    let reach = whole((CUT * sigma).ceil()).min(samples.len().saturating_sub(2));
    let weights: Vec<f64> =
        (0..=reach).map(|i| (-0.5 * (count(i) / sigma.max(1e-9)).powi(2)).exp()).collect();
    let total: f64 = 2.0 * weights.iter().sum::<f64>() - 1.0;
    let long = continued(samples, closed, reach);
    let point = |i: usize| {
        let mut sum = (0.0, 0.0);
        for (k, weight) in weights.iter().enumerate() {
            let pair = [long.get(i + reach - k), long.get(i + reach + k).filter(|_| k > 0)];
            for p in pair.into_iter().flatten() {
                sum = (sum.0 + p.x_km * weight, sum.1 + p.y_km * weight);
            }
        }
        Plane::new(sum.0 / total, sum.1 / total)
    };
    (0..samples.len()).map(point).collect()
}

/// The samples with `reach` more at each end.
fn continued(samples: &[Plane], closed: bool, reach: usize) -> Vec<Plane> {
    let mirrored = |end: Plane, p: &Plane| Plane::new(2.0 * end.x_km - p.x_km, 2.0 * end.y_km - p.y_km);
    let (Some(&first), Some(&last)) = (samples.first(), samples.last()) else { return Vec::new() };
    let mut before: Vec<Plane> = if closed {
        samples.iter().rev().skip(1).take(reach).copied().collect()
    } else {
        samples.iter().skip(1).take(reach).map(|p| mirrored(first, p)).collect()
    };
    before.reverse();
    let after = samples.iter().skip(1).take(reach).copied();
    let mirrored_after = samples.iter().rev().skip(1).take(reach).map(|p| mirrored(last, p));
    let mut long = before;
    long.extend(samples);
    if closed {
        long.extend(after);
    } else {
        long.extend(mirrored_after);
    }
    long
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
fn count(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, a few thousand")]
fn whole(value: f64) -> usize {
    value.max(0.0) as usize
}
