//! Badges of areas beside bubbles and upon the density.

use super::*;
use crate::plot::{Frame, Spot};
use crate::view::map::legend::Sign;
use crate::view::map::scene::Scene;

/// The crowd, and six events somewhere in the district of each square of a grid.
fn crowd_and_districts() -> Dataset {
    let mut builder = DatasetBuilder::default();
    for event in crowd().events() {
        builder.push_event(&event.to_event(), event.origin());
    }
    for n in 0..6 * 900_u32 {
        let (column, row) = (n % 30, n / 30 % 30);
        builder.push(&Draft {
            at: LonLat::new(61.0 + f64::from(column) * 0.5, 24.0 + f64::from(row) * 0.45),
            place_precision: PlacePrecision::District,
            ..Draft::default()
        });
    }
    builder.finish()
}

/// Zooms in until the map is as it is wanted.
fn zoom_until(desk: &mut Desk, fits: impl Fn(&Scene) -> bool) {
    for n in 0..60 {
        desk.go(0.0, 100.0, 3.0 * 0.95_f64.powi(n));
        if fits(desk.view.stage.scene()) {
            return;
        }
    }
    panic!("no zoom has it");
}

#[test]
fn badges_leave_the_density_to_be_seen() {
    let mut desk = Desk::with(crowd_and_districts());
    zoom_until(&mut desk, |scene| scene.share >= 1.0);
    let scene = desk.view.stage.scene();
    let badges: Vec<_> = scene.badges.iter().map(|badge| badge.frame).collect();
    assert!((4..scene.zones.len() / 2).contains(&badges.len()), "{} of {}", badges.len(), scene.zones.len());
    for (n, frame) in badges.iter().enumerate() {
        let room = frame.grown(20.0);
        assert!(badges.iter().skip(n + 1).all(|other| !overlap(&room, other)), "{frame:?}");
    }
}

#[test]
fn no_badge_stands_upon_a_bubble_that_fades() {
    let mut desk = Desk::with(crowd_and_districts());
    zoom_until(&mut desk, |scene| (0.05..0.95).contains(&scene.share));
    let scene = desk.view.stage.scene();
    assert!(scene.discs.len() > 20 && !scene.badges.is_empty());
    for badge in &scene.badges {
        let frame = badge.frame.grown(-2.0);
        assert!(scene.discs.iter().all(|disc| !overlap(&around(disc.at, disc.radius * 0.6), &frame)));
    }
}

#[test]
fn shade_is_explained_without_badges() {
    let mut desk = Desk::with(crowd_and_districts());
    let bare = (0..60).any(|n| {
        desk.go(0.0, 100.0, 0.2 * 0.95_f64.powi(n));
        let scene = desk.view.stage.scene();
        scene.badges.is_empty() && !scene.zones.is_empty()
    });
    assert!(bare, "each zoom has badges or no area");
    assert!(desk.view.seen.in_view.signs.contains(&Sign::Zone));
}

fn around(at: Spot, radius: f64) -> Frame {
    Frame { min: at, max: at }.grown(radius)
}

fn overlap(a: &Frame, b: &Frame) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}
