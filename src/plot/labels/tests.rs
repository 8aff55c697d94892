//! Names give way, keep their place, stay on their side, and never cover each other.

use proptest::prelude::*;

use super::*;

const SHEET: Frame = Frame::sized(Spot::new(-300.0, -200.0), 600.0, 400.0);

fn wish(x: f64, y: f64, w: f64) -> Wish {
    let stand = Stand::Beside { radius: 4.0 };
    Wish { anchor: Spot::new(x, y), size: (w, 13.0), stand, last: None }
}

fn place_all(wishes: &[Wish], sheet: &mut Occupancy) -> Vec<Option<Standing>> {
    wishes.iter().map(|wish| place(wish, sheet, &|_| true)).collect()
}

#[test]
fn a_name_stays_on_its_side_of_a_border() {
    let border = [vec![Spot::new(15.0, -900.0), Spot::new(15.0, 900.0)]];
    let own_side = |frame: &Frame| !is_beyond(Spot::new(0.0, 0.0), frame.centre(), &border);
    let standing = place(&wish(0.0, 0.0, 50.0), &mut Occupancy::new(SHEET), &own_side).unwrap();
    assert!(standing.frame.centre().x < 15.0, "{standing:?}");
    assert!(!is_beyond(Spot::new(0.0, 0.0), Spot::new(14.0, 50.0), &border));
    assert!(is_beyond(Spot::new(0.0, 0.0), Spot::new(16.0, 50.0), &border));
}

#[test]
fn a_name_stands_at_the_right_of_its_mark_and_gives_way_to_what_is_there() {
    let mut sheet = Occupancy::new(SHEET);
    let free = place_all(&[wish(0.0, 0.0, 50.0)], &mut sheet)[0].unwrap();
    assert_eq!(free.position, 0);
    assert!(free.frame.min.x >= 6.0 && free.frame.contains(Spot::new(30.0, 0.0)), "{free:?}");
    let mut sheet = Occupancy::new(SHEET);
    sheet.take_line(Spot::new(20.0, -900.0), Spot::new(20.0, 900.0), 2.0);
    let moved = place_all(&[wish(0.0, 0.0, 50.0)], &mut sheet)[0].unwrap();
    assert!(moved.frame.max.x < 20.0, "{moved:?}");
}

#[test]
fn a_name_keeps_its_place_while_it_is_free() {
    let kept = Wish { last: Some(3), ..wish(0.0, 0.0, 50.0) };
    let mut sheet = Occupancy::new(SHEET);
    assert_eq!(place_all(&[kept], &mut sheet)[0].unwrap().position, 3);
    let mut sheet = Occupancy::new(SHEET);
    sheet.take(&Frame::sized(Spot::new(-30.0, -3.0), 8.0, 6.0));
    assert_ne!(place_all(&[kept], &mut sheet)[0].unwrap().position, 3);
}

#[test]
fn no_name_is_cut_by_the_edge_of_the_sheet() {
    let mut sheet = Occupancy::new(SHEET);
    let standing = place_all(&[wish(290.0, 190.0, 60.0)], &mut sheet)[0].unwrap();
    assert!(SHEET.encloses(&standing.frame) && standing.frame.max.x < 290.0, "{standing:?}");
}

#[test]
fn a_name_without_room_at_its_mark_stands_further_out_with_a_line_to_it() {
    let around = Wish { stand: Stand::Around { radius: 4.0 }, ..wish(0.0, 0.0, 30.0) };
    let crowd = |sheet: &mut Occupancy| {
        sheet.take(&Frame::sized(Spot::new(-5.0, -5.0), 10.0, 10.0));
        // Marks all around, with a way through to the left below.
        for (x, y) in [
            (12.0, 0.0),
            (12.0, -14.0),
            (12.0, 14.0),
            (-14.0, -14.0),
            (0.0, -18.0),
            (0.0, 18.0),
            (-14.0, 2.0),
        ] {
            sheet.take(&Frame::sized(Spot::new(x - 4.0, y - 4.0), 8.0, 8.0));
        }
    };
    let mut sheet = Occupancy::new(SHEET);
    crowd(&mut sheet);
    let stuck = place(&wish(0.0, 0.0, 30.0), &mut sheet.clone(), &|_| true);
    assert_eq!(stuck, None, "none of the eight is free");
    let out = place(&around, &mut sheet, &|_| true).unwrap();
    let [from, to] = out.leader.unwrap();
    assert!(is_further_out(out.position), "{out:?}");
    assert!((from.distance(around.anchor) - 4.0).abs() < 1e-9, "from the edge of the mark: {out:?}");
    assert!(out.frame.grown(0.01).contains(to), "to the name: {out:?}");
    // Its line is taken too: the next name does not stand on it.
    let middle = Spot::new(f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
    assert!(!sheet.is_free(&Frame { min: middle, max: middle }.grown(1.0)));
    let mut walled = Occupancy::new(SHEET);
    crowd(&mut walled);
    for (x, y, w, h) in [
        (-28.0, -28.0, 56.0, 4.0),
        (-28.0, 24.0, 56.0, 4.0),
        (-28.0, -28.0, 4.0, 56.0),
        (24.0, -28.0, 4.0, 56.0),
    ] {
        walled.take(&Frame::sized(Spot::new(x, y), w, h));
    }
    assert_eq!(place(&around, &mut walled, &|_| true), None, "no line leads over a mark");
}

#[test]
fn what_is_taken_moves_with_the_ground_and_not_with_the_sheet() {
    let line = [Spot::new(-500.0, -37.0), Spot::new(480.0, 71.0)];
    let probe = |shift: f64| {
        let mut sheet = Occupancy::anchored(SHEET, Spot::new(shift, shift));
        let at = |p: Spot| Spot::new(p.x + shift, p.y + shift);
        sheet.take_line(at(line[0]), at(line[1]), 2.0);
        let free = |n: u32| {
            let p = Spot::new(f64::from(n % 40) * 5.3 - 100.0, f64::from(n / 40) * 3.7 - 60.0);
            sheet.is_free(&Frame::sized(at(p), 20.0, 11.0))
        };
        (0..1200).map(free).collect::<Vec<_>>()
    };
    let still = probe(0.0);
    assert!(still.contains(&true) && still.contains(&false));
    for shift in [0.7, 1.9, 3.3, 17.6] {
        assert_eq!(probe(shift), still, "shifted by {shift}");
    }
}

#[test]
fn a_slanted_line_takes_what_it_runs_over_and_no_more() {
    let mut sheet = Occupancy::new(SHEET);
    sheet.take_line(Spot::new(-200.0, -100.0), Spot::new(200.0, 100.0), 2.0);
    for n in -190..190_i32 {
        let on = Spot::new(f64::from(n), f64::from(n) / 2.0);
        assert!(!sheet.is_free(&Frame { min: on, max: on }.grown(0.5)), "{on:?}");
        let beside = Spot::new(on.x, on.y + 12.0);
        assert!(sheet.is_free(&Frame { min: beside, max: beside }.grown(1.0)), "{beside:?}");
    }
}

proptest! {
    #[test]
    fn names_never_cover_each_other_nor_the_marks(
        points in proptest::collection::vec((-320.0..320.0_f64, -220.0..220.0_f64, 8.0..120.0_f64, 0_u8..9), 1..120),
        marks in proptest::collection::vec((-300.0..300.0_f64, -200.0..200.0_f64, 2.0..24.0_f64), 0..40),
    ) {
        let mut sheet = Occupancy::new(SHEET);
        let marks: Vec<Frame> =
            marks.iter().map(|&(x, y, r)| Frame { min: Spot::new(x, y), max: Spot::new(x, y) }.grown(r)).collect();
        for mark in &marks {
            sheet.take(mark);
        }
        let wishes: Vec<Wish> = points
            .iter()
            .map(|&(x, y, w, last)| Wish { last: (last < 8).then_some(last), ..wish(x, y, w) })
            .collect();
        let standing: Vec<Frame> = place_all(&wishes, &mut sheet).into_iter().flatten().map(|s| s.frame).collect();
        for (i, frame) in standing.iter().enumerate() {
            prop_assert!(SHEET.encloses(frame));
            prop_assert!(!marks.iter().any(|m| m.overlaps(frame)));
            prop_assert!(!standing[..i].iter().any(|other| other.overlaps(frame)));
        }
    }
}

proptest! {
    #[test]
    fn a_disc_takes_what_it_covers_and_little_more(
        (x, y) in (-340.0_f64..340.0, -240.0_f64..240.0),
        radius in 0.5_f64..60.0,
        (at_x, at_y) in (-299.0_f64..290.0, -199.0_f64..190.0),
    ) {
        let mut sheet = Occupancy::new(SHEET);
        sheet.take_disc(Spot::new(x, y), radius);
        let asked = Frame::sized(Spot::new(at_x, at_y), 6.0, 4.0);
        let nearest = Spot::new(x.clamp(asked.min.x, asked.max.x), y.clamp(asked.min.y, asked.max.y));
        let away = (nearest.x - x).hypot(nearest.y - y);
        if away < radius {
            prop_assert!(!sheet.is_free(&asked));
        } else if away > radius + 6.0 {
            prop_assert!(sheet.is_free(&asked));
        }
    }
}
