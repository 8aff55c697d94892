//! Names do not flicker: each keeps its place while the map moves, and one at sea is none.

use std::collections::HashMap;

use super::*;
use crate::view::map::names::NameId;

/// Towns at odd places, some large and most small, many more than can be named.
fn crowded() -> Dataset {
    let mut builder = DatasetBuilder::default();
    for n in 0..9_000_u32 {
        let town = n % 1_500 * (n % 7).min(1);
        let at = |step: u32| f64::from(town.wrapping_mul(step) % 10_007) / 10_007.0;
        builder.push(&Draft {
            place: &format!("{} {town}", ["Kot", "Qala-e Naw", "Shah", "Spin Boldak"][town as usize % 4]),
            at: LonLat::new(64.0 + 7.0 * at(7_919), 29.0 + 6.0 * at(6_151)),
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    builder.finish()
}

type Standing = HashMap<NameId, ([f64; 2], Rect)>;

/// From each mark to its name, and where the name is on the screen.
fn standing(desk: &Desk) -> Standing {
    let onto = desk.view.stage.onto();
    let names = desk.view.stage.scene().names.iter().map(|name| {
        let offset = [name.frame.min.x - name.anchor.x, name.frame.min.y - name.anchor.y];
        (name.id, (offset, crate::view::map::convert::rect(&onto.mark(&name.frame))))
    });
    names.collect()
}

#[test]
fn panning_over_a_crowded_map_moves_no_name_from_its_place() {
    let mut desk = Desk::with(crowded());
    desk.work.apply(Command::Show(ShowCommand::Marks(MapMarks::Bubbles)));
    let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 560.0));
    let km_per_point = 0.83;
    let (mut x, mut y) = (-200.0, 0.0);
    desk.go(x, y, km_per_point);
    let (mut before, mut sheets, mut compared) = (standing(&desk), 0, 0);
    let mut laid_out = desk.laid_out();
    for step in 0..60 {
        x += 11.3;
        y += if step % 20 < 10 { 7.1 } else { -9.7 };
        desk.go(x, y, km_per_point);
        sheets += u32::from(desk.laid_out() != laid_out);
        laid_out = desk.laid_out();
        let now = standing(&desk);
        for (id, (offset, frame)) in &before {
            // Names of countries go where their country is in view.
            if matches!(id, NameId::Country(_)) || !view.contains_rect(frame.expand(12.0)) {
                continue;
            }
            let Some((after, _)) = now.get(id) else { panic!("step {step}: {id:?} at {frame:?} has gone") };
            let moved = (offset[0] - after[0]).hypot(offset[1] - after[1]);
            assert!(moved < 0.01, "step {step}: {id:?} jumped by {moved} points");
            compared += 1;
        }
        before = now;
    }
    assert!(sheets > 2 && compared > 1_000, "{sheets} sheets, {compared} names");
}

#[test]
fn the_largest_bubbles_of_a_crowd_are_named_further_out_with_a_line() {
    let mut desk = Desk::with(crowded());
    desk.work.apply(Command::Show(ShowCommand::Marks(MapMarks::Bubbles)));
    let with_line = |desk: &Desk| desk.view.stage.scene().names.iter().filter(|n| n.leader.is_some()).count();
    let found: Vec<usize> = [2.4, 1.8, 1.2]
        .map(|zoom| {
            desk.go(0.0, 0.0, zoom);
            with_line(&desk)
        })
        .to_vec();
    assert!(found.iter().any(|&n| n > 0), "{found:?}");
}

#[test]
fn a_country_of_which_only_islands_are_drawn_has_no_name_over_the_sea() {
    let mut builder = DatasetBuilder::default();
    for (lon, lat) in [(-60.0, -20.0), (140.0, 36.0), (20.0, 60.0), (25.0, -30.0)] {
        builder.push(&Draft {
            at: LonLat::new(lon, lat),
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    let mut desk = Desk::with(builder.finish());
    for zoom in [40.0, 25.0, 12.0] {
        desk.go(0.0, -6_500.0, zoom);
        let base = desk.view.stage.base().unwrap();
        assert_eq!(base.name, "World");
        let sheet = desk.view.stage.sheet().unwrap();
        let mut named = 0;
        for name in &desk.view.stage.scene().names {
            let NameId::Country(number) = name.id else { continue };
            let country = &base.countries[number];
            assert!(country.contains(sheet.plane(name.frame.centre())), "{} stands at sea", country.name);
            assert_ne!((country.name.as_str(), zoom > 20.0), ("Antarctica", true));
            named += 1;
        }
        assert!(named > 0);
    }
}
