//! Arrows at the edge: what they count and where they point.

use super::*;
use crate::plot::{Camera, MapLimits};

const INNER: Frame = Frame::sized(Spot::new(0.0, 0.0), 400.0, 300.0);

fn scale() -> MapScale {
    let home = PlaneBounds { min: Plane::new(-200.0, -150.0), max: Plane::new(200.0, 150.0) };
    let camera = Camera::At { center_km: [0.0, 0.0], km_per_point: 1.0 };
    MapScale::new(camera, INNER, &MapLimits::around(home, None))
}

fn arrows(pins: &[Pin], apart: &[u32]) -> Vec<EdgeArrow> {
    edge_arrows(pins, &PinGrid::new(pins, apart), &scale(), INNER)
}

fn pins_of(arrow: &EdgeArrow, pins: &[Pin], apart: &[u32]) -> Vec<u32> {
    let mut all: Vec<u32> = arrow.pins(&PinGrid::new(pins, apart)).collect();
    all.sort_unstable();
    assert_eq!(all.len(), arrow.places);
    all
}

fn pin(x: f64, y: f64, count: u32) -> Pin {
    let mut kinds = [0; KINDS];
    kinds[2] = count;
    Pin { at: Plane::new(x, y), kinds }
}

#[test]
fn places_out_of_view_in_one_direction_share_an_arrow_at_that_edge() {
    let pins = [pin(0.0, 0.0, 5), pin(900.0, 10.0, 2), pin(500.0, -10.0, 1), pin(0.0, 2000.0, 4)];
    let arrows = arrows(&pins, &[]);
    assert_eq!(arrows.len(), 2);
    let east = &arrows[0];
    assert_eq!((east.count(), east.nearest, pins_of(east, &pins, &[])), (3, 2, vec![1, 2]));
    assert!((east.tip.x - 400.0).abs() < 1e-6 && (east.tip.y - 150.0).abs() < 10.0, "{east:?}");
    let north = &arrows[1];
    assert!((north.tip.y - 0.0).abs() < 1e-6 && north.towards.y < -0.9, "{north:?}");
    assert_eq!(north.bounds.max, Plane::new(0.0, 2000.0));
}

#[test]
fn a_far_city_has_its_own_arrow_beside_the_others_of_that_direction() {
    let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1)];
    assert_eq!(arrows(&pins, &[]).len(), 1);
    let arrows = arrows(&pins, &[1]);
    assert_eq!(arrows.iter().map(EdgeArrow::count).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn arrows_count_every_pin_outside_the_view_once_near_its_direction_and_know_the_nearest() {
    let spread = |n: u32, by: u32| f64::from(n.wrapping_mul(by) % 2003) - 1001.0;
    let pins: Vec<Pin> = (0..5_000).map(|n| pin(spread(n, 7919), spread(n, 104_729), 1 + n % 5)).collect();
    let middle = INNER.centre();
    let arrows = arrows(&pins, &[]);
    assert_eq!(arrows.len(), SECTORS);
    let mut seen = vec![false; pins.len()];
    for arrow in &arrows {
        let own = pins_of(arrow, &pins, &[]);
        let (mut count, mut nearest) = (0, f64::INFINITY);
        for number in own {
            let pin = &pins[number as usize];
            let at = scale().screen_from_plane(pin.at);
            assert!(!INNER.contains(at) && !std::mem::replace(&mut seen[number as usize], true));
            let (dx, dy) = (at.x - middle.x, at.y - middle.y);
            let along = (dx * arrow.towards.x + dy * arrow.towards.y) / dx.hypot(dy);
            assert!(along > 0.7, "{along}: more than 45° off");
            (count, nearest) = (count + pin.count(), at.distance(middle).min(nearest));
        }
        assert_eq!(arrow.count(), count);
        let at = scale().screen_from_plane(pins[arrow.nearest as usize].at);
        assert!((at.distance(middle) - nearest).abs() < 1e-9);
    }
    let inside = pins.iter().filter(|pin| INNER.contains(scale().screen_from_plane(pin.at))).count();
    assert_eq!(seen.iter().filter(|seen| !**seen).count(), inside);
}

#[test]
fn nothing_points_at_what_is_in_view() {
    assert!(arrows(&[pin(10.0, 10.0, 3)], &[]).is_empty());
}

#[test]
fn the_many_places_of_a_far_city_share_an_arrow() {
    let mut pins: Vec<Pin> =
        (0..500).map(|n| pin(3000.0 + f64::from(n % 50), f64::from(n / 50), 1)).collect();
    pins.extend([pin(900.0, 0.0, 2), pin(-4000.0, 0.0, 7)]);
    let apart: Vec<u32> = (0..500).chain([501]).collect();
    let arrows = arrows(&pins, &apart);
    assert_eq!(
        arrows.iter().map(|a| (a.count(), a.apart)).collect::<Vec<_>>(),
        [(2, false), (500, true), (7, true)]
    );
    assert_eq!(pins_of(&arrows[1], &pins, &apart), apart[..500]);
    assert_eq!(arrows[1].nearest, 0);
}

#[test]
fn labels_of_arrows_stand_apart_and_inside() {
    let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1), pin(3000.0, -10.0, 1), pin(300.0, 240.0, 9)];
    let arrows = arrows(&pins, &[1, 2]);
    let sizes = vec![(90.0, 18.0); arrows.len()];
    let taken = [Frame::sized(Spot::new(380.0, 140.0), 20.0, 20.0)];
    let frames: Vec<Frame> = spread(&arrows.iter().collect::<Vec<_>>(), &sizes, INNER, &taken)
        .into_iter()
        .map(|c| Frame::sized(c, 90.0, 18.0))
        .collect();
    for (i, frame) in frames.iter().enumerate() {
        assert!(INNER.encloses(frame) && !frame.overlaps(&taken[0]), "{frame:?}");
        assert!(!frames[..i].iter().any(|other| other.overlaps(frame)), "{frames:?}");
    }
}

#[test]
fn a_crowd_far_away_is_taken_in_groups_and_counted_and_pointed_at_as_one_by_one() {
    let spread = |n: u32, by: u32| f64::from(n.wrapping_mul(by) % 2003) / 2003.0;
    // More hits in the north of the crowd than in its south.
    let crowd = (0..30_000).map(|n| {
        let north = spread(n, 104_729);
        let count = if north > 0.8 { 9 } else { 1 };
        pin(4000.0 + 900.0 * spread(n, 7919), 400.0 * north, count)
    });
    let near = [pin(10.0, 10.0, 7), pin(260.0, 30.0, 2), pin(3990.0, 200.0, 1)];
    let pins: Vec<Pin> = near.into_iter().chain(crowd).collect();
    let arrows = arrows(&pins, &[]);
    assert_eq!(arrows.len(), 1);
    let east = &arrows[0];
    assert!(east.blocks.iter().any(|run| run.len() > 1), "{:?}", east.blocks);
    let outside = &pins[1..];
    assert_eq!(east.count(), outside.iter().map(Pin::count).sum::<u32>());
    assert_eq!(pins_of(east, &pins, &[]), (1..u32::try_from(pins.len()).unwrap()).collect::<Vec<_>>());
    assert_eq!((east.nearest, east.bounds), (1, PlaneBounds::around(outside.iter().map(|p| p.at)).unwrap()));
    let middle = INNER.centre();
    let (x, y) = outside.iter().fold((0.0, 0.0), |(x, y), pin| {
        let at = scale().screen_from_plane(pin.at);
        let far = at.distance(middle) / f64::from(pin.count());
        (x + (at.x - middle.x) / far, y + (at.y - middle.y) / far)
    });
    let off = (east.towards.y.atan2(east.towards.x) - y.atan2(x)).to_degrees().abs();
    assert!(off < 0.1, "{off}°");
}
