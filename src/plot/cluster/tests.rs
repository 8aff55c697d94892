//! Bubbles by number.

use proptest::prelude::*;

use super::*;
use crate::plot::{Camera, Frame, MapLimits, Spot};

const SIZES: Sizes = Sizes { of_one: 2.6 };

fn pin(x: f64, y: f64, count: u32) -> Pin {
    let mut kinds = [0; KINDS];
    kinds[0] = count;
    Pin { at: Plane::new(x, y), kinds }
}

fn window(half: f64) -> PlaneBounds {
    PlaneBounds { min: Plane::new(-half, -half), max: Plane::new(half, half) }
}

fn step(km_per_point: f64) -> ZoomStep {
    let home = window(1000.0);
    let frame = Frame::sized(Spot::default(), 800.0, 800.0);
    let camera = Camera::At { center_km: [0.0, 0.0], km_per_point };
    ZoomStep::of(&MapScale::new(camera, frame, &MapLimits::around(home, None)))
}

/// A fixed pseudo-random sequence in 0..1.
fn random(n: usize) -> Vec<f64> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from(u32::try_from(state >> 32).unwrap()) / f64::from(u32::MAX)
    };
    std::iter::repeat_with(next).take(n).collect()
}

fn scattered(n: usize, half: f64) -> Vec<Pin> {
    let r = random(n * 3);
    let pin_of = |c: &[f64]| {
        let count = if c[2] > 0.98 { 90 } else { 1 + u32::from(c[2] > 0.6) };
        pin((c[0] * 2.0 - 1.0) * half, (c[1] * 2.0 - 1.0) * half, count)
    };
    r.chunks_exact(3).map(pin_of).collect()
}

#[test]
fn near_places_share_a_bubble_that_stands_at_the_busier_one_and_part_when_zoomed_in() {
    let pins = [pin(0.0, 0.0, 2), pin(4.0, 3.0, 7), pin(300.0, 0.0, 1)];
    let far = Clusters::new(&pins, window(1000.0), step(2.0), SIZES);
    assert_eq!(far.bubbles.len(), 2);
    let first = &far.bubbles[0];
    assert_eq!((first.count(), first.main, first.at), (9, 1, Plane::new(4.0, 3.0)));
    assert_eq!(far.members(first), [0, 1]);
    let near = Clusters::new(&pins, window(1000.0), step(0.05), SIZES);
    assert_eq!(near.bubbles.len(), 3);
}

#[test]
fn one_spot_with_two_precisions_is_one_bubble_at_every_zoom() {
    let pins = [pin(10.0, 10.0, 1), pin(10.0, 10.0, 1)];
    for km_per_point in [4.0, 0.5, 0.02] {
        assert_eq!(Clusters::new(&pins, window(1000.0), step(km_per_point), SIZES).bubbles.len(), 1);
    }
}

#[test]
fn panning_changes_no_bubble_that_stays_in_view() {
    let pins = scattered(4000, 900.0);
    let at = step(0.7);
    let wide = Clusters::new(&pins, window(900.0), at, SIZES);
    let east = PlaneBounds { min: Plane::new(-300.0, -500.0), max: Plane::new(900.0, 500.0) };
    let part = Clusters::new(&pins, east, at, SIZES);
    let inner = PlaneBounds { min: Plane::new(-100.0, -300.0), max: Plane::new(700.0, 300.0) };
    let seen = |c: &Clusters| {
        let mut list: Vec<_> = c.bubbles.iter().filter(|b| inner.contains(b.at)).collect();
        list.sort_by_key(|b| b.main);
        list.iter().map(|b| (b.main, b.kinds)).collect::<Vec<_>>()
    };
    assert!(seen(&wide).len() > 50);
    assert_eq!(seen(&wide), seen(&part));
}

proptest! {
    #[test]
    fn every_pin_in_the_window_is_in_exactly_one_bubble_and_bubbles_do_not_cover_each_other(
        points in proptest::collection::vec((-100.0..100.0_f64, -100.0..100.0_f64, 1_u32..200), 0..80),
        km_per_point in 0.02..3.0_f64,
    ) {
        let pins: Vec<Pin> = points.iter().map(|&(x, y, n)| pin(x, y, n)).collect();
        let at = step(km_per_point);
        let clusters = Clusters::new(&pins, window(90.0), at, SIZES);
        let mut members: Vec<u32> = clusters.bubbles.iter().flat_map(|b| clusters.members(b)).copied().collect();
        members.sort_unstable();
        let inside = |(_, p): &(u32, &Pin)| window(90.0).contains(p.at);
        let wanted: Vec<u32> = (0..).zip(&pins).filter(inside).map(|(n, _)| n).collect();
        prop_assert_eq!(members, wanted);
        for bubble in &clusters.bubbles {
            let hits: u32 = clusters.members(bubble).iter().map(|&m| pins[m as usize].count()).sum();
            prop_assert_eq!(hits, bubble.count());
            prop_assert_eq!(bubble.at, pins[bubble.main as usize].at);
            for other in clusters.bubbles.iter().filter(|o| o.main != bubble.main) {
                let apart = bubble.at.distance_km(other.at) / at.km_per_point();
                // A bubble that grew by what it took in may touch a neighbour, never its middle.
                let bigger = SIZES.radius(bubble.count()).max(SIZES.radius(other.count()));
                prop_assert!(apart > bigger * 0.5, "{apart} points between {bubble:?} and {other:?}");
            }
        }
    }
}

#[test]
fn a_bubbles_area_goes_with_its_count_and_the_largest_fits_any_file() {
    let few = Sizes::for_total(16);
    assert!((few.radius(40).powi(2) / few.radius(20).powi(2) - 2.0).abs() < 1e-9);
    assert!(few.radius(1) >= 5.0);
    let many = Sizes::for_total(1_000_000);
    assert!(many.radius(20_000) < Sizes::LARGEST && many.radius(1_000_000) <= Sizes::LARGEST);
    assert_eq!(Sizes::for_total(5000), Sizes::for_total(6000), "a filter's small change resizes nothing");
}

/// Milliseconds that this thread has been on a processor, where the system tells; others at work do not count.
fn busy_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// Run in release: `cargo test --release -- --ignored --nocapture clusters_in_time`.
#[test]
#[ignore = "a measurement, only meaningful in a release build"]
fn two_hundred_thousand_places_are_clusters_in_time() {
    let pins = scattered(200_000, 900.0);
    for (km_per_point, half) in [(2.0, 900.0), (0.7, 600.0), (0.1, 100.0), (0.02, 20.0)] {
        let before = busy_ms();
        let clusters = Clusters::new(&pins, window(half), step(km_per_point), SIZES);
        let ms = busy_ms() - before;
        println!("{km_per_point} km/pt: {} bubbles in {ms:.2} ms", clusters.bubbles.len());
        assert!(ms < 10.0, "{ms} ms at {km_per_point}");
    }
}
