//! The schematic turns into the outline as one zooms in: together with what stands on it, and without a jump.

use super::*;
use crate::geo::fade::STEPS;

/// The sample's theatre as the schematic, seen over a town.
fn schematic(data: Dataset, at: LonLat) -> (Desk, LonLat) {
    let mut desk = Desk::with(data);
    desk.work.apply(Command::Show(ShowCommand::Map(MapStyle::Schematic)));
    desk.frame();
    (desk, at)
}

fn shown(desk: &Desk) -> &BaseMap {
    desk.view.stage.base().unwrap()
}

/// Where the map that is shown draws a place, on the screen.
fn drawn(desk: &Desk, at: LonLat) -> egui::Pos2 {
    desk.view.stage.on_screen(shown(desk).place(at)).unwrap()
}

/// One frame with the pointer over a spot and the wheel turned.
fn wheel(desk: &mut Desk, at: egui::Pos2, points: f32) {
    for delta in [points, 0.0] {
        let event = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, delta),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::default(),
        };
        let mut events = vec![egui::Event::PointerMoved(at)];
        events.extend((delta > 0.0).then_some(event));
        desk.frame_with(events);
    }
}

#[test]
fn zooming_in_at_a_town_leaves_it_under_the_pointer_while_the_lines_find_their_true_place() {
    let torkham = LonLat::new(71.094, 34.123).unwrap();
    let (mut desk, at) = schematic(towns(), torkham);
    let start = shown(&desk).place(at);
    desk.go(start.x_km + 30.0, start.y_km + 20.0, 0.4);
    assert_eq!(shown(&desk).shown_step(), 0);
    let pointer = drawn(&desk, at);
    let mut seen = std::collections::BTreeSet::new();
    for turn in 0..120 {
        wheel(&mut desk, pointer, 6.0);
        desk.frame();
        seen.insert(shown(&desk).shown_step());
        let off = drawn(&desk, at).distance(pointer);
        assert!(off < 14.0, "turn {turn}: {off} points off at step {}", shown(&desk).shown_step());
        if shown(&desk).shown_step() == STEPS {
            break;
        }
    }
    assert_eq!(shown(&desk).shown_step(), STEPS);
    assert!(seen.len() > 5, "steps seen: {seen:?}");
    assert!(desk.view.note().unwrap().starts_with("True outline. "), "{:?}", desk.view.note());
    // And back again.
    for _ in 0..200 {
        if shown(&desk).shown_step() == 0 {
            break;
        }
        desk.work.apply(Command::Navigate(NavigateCommand::Map(zoomed_out(&desk))));
        desk.frame();
    }
    assert!(
        desk.view.note().unwrap().starts_with("Schematic, lines shifted up to"),
        "{:?}",
        desk.view.note()
    );
}

fn zoomed_out(desk: &Desk) -> Camera {
    match desk.work.camera() {
        Camera::Fit => Camera::Fit,
        Camera::At { center_km, km_per_point } => Camera::At { center_km, km_per_point: km_per_point * 1.1 },
    }
}

#[test]
fn bubbles_stand_where_the_ground_of_their_step_has_their_town() {
    let (mut desk, _) = schematic(towns(), LonLat::new(70.0, 33.0).unwrap());
    for km_per_point in [0.4, 0.26, 0.23, 0.2, 0.18, 0.15, 0.1] {
        desk.go(150.0, 150.0, km_per_point);
        desk.frame();
        let stage = &desk.view.stage;
        let (base, sheet) = (stage.base().unwrap(), stage.sheet().unwrap());
        let mut checked = 0;
        for n in 0..400_u32 {
            let (lon, lat) = (66.0 + f64::from(n % 20) * 0.35, 29.5 + f64::from(n / 20) * 0.3);
            let at = sheet.spot(base.place(LonLat::new(lon, lat).unwrap()));
            if sheet.frame.grown(-30.0).contains(at) {
                let stands = stage.scene().discs.iter().any(|disc| disc.at.distance(at) < 1e-6);
                assert!(stands, "town {n} at {km_per_point} km a point");
                checked += 1;
            }
        }
        assert!(checked > 0, "{km_per_point}");
    }
}

#[test]
fn in_a_window_the_map_never_goes_away_while_steps_are_made() {
    let (mut desk, _) = schematic(crowd(), LonLat::new(70.0, 33.0).unwrap());
    desk.view = MapView::default();
    until(&mut desk, |desk| desk.view.stage.sheet().is_some());
    for turn in 0..40_i32 {
        desk.go(100.0, 100.0, 0.4 * 0.96_f64.powi(turn));
        assert!(desk.shapes > 4, "turn {turn}: {} shapes", desk.shapes);
    }
    until(&mut desk, |desk| shown(desk).shown_step() == STEPS && has_settled(desk));
    // A window at rest has come to rest.
    let laid_out = desk.laid_out();
    desk.frame();
    assert_eq!(desk.laid_out(), laid_out);
}
