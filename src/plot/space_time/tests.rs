//! Marks stand where their time and place are, and are as long and as tall as neither is known.

use super::*;
use crate::model::{Date, EventId, Span, When};
use crate::plot::Spot;
use crate::plot::along::{Away, Beside, Stretch};
use crate::query::{LaneItem, PlaceKey};

fn along() -> Along {
    let beside = |km, off_km, capital| Stand::Beside(Beside { km, off_km, vague: false, capital });
    let stretch = |name: &str, from_km, to_km, off_km, whole| Stretch {
        name: name.to_owned(),
        from_km,
        to_km,
        off_km,
        capital: None,
        whole,
    };
    let stretches = vec![stretch("Kurram", 400.0, 500.0, 20.0, false), stretch("", 0.0, 1000.0, 0.0, true)];
    let doha = Away { name: "Doha".into(), third: true, bearing_deg: 0.0, distance_km: 2000.0 };
    let stands = vec![
        (PlaceKey::Site(0), beside(95.0, 10.0, None)),
        (PlaceKey::Site(1), beside(905.0, -10.0, None)),
        (PlaceKey::Site(2), beside(450.0, -80.0, Some(1))),
        (PlaceKey::Site(3), Stand::Stretch(0)),
        (PlaceKey::Site(4), Stand::Stretch(1)),
        (PlaceKey::Site(5), Stand::Away(0)),
    ];
    Along::by_hand(stretches, vec![doha], stands)
}

fn rows(along: &Along) -> SpaceRows {
    SpaceRows::new(along, Arc::new(KmAxis::true_to_length(&[(0.0, 1000.0)])), 50)
}

fn scale(days: i64) -> SpaceScale {
    let start = Date::new(2025, 10, 1).unwrap().start_secs();
    let time = TimeScale::new(Span::from_secs(start, start + days * 86_400).unwrap(), 100.0, 1100.0);
    let lanes = Frame::sized(Spot::new(100.0, 0.0), 1000.0, 2.0 * LANE);
    SpaceScale { time, lanes, plot: Frame::sized(Spot::new(100.0, 60.0), 1000.0, 500.0) }
}

fn item(id: u32, site: u32, when: When) -> LaneItem {
    let place = PlaceKey::Site(site);
    LaneItem { id: EventId(id), span: when.span, precision: when.precision, kind: 0, place }
}

fn day(day: u8) -> When {
    When::day(Date::new(2025, 10, day).unwrap())
}

#[test]
fn rows_are_lanes_first_then_kilometres_from_the_last_down() {
    let along = along();
    let rows = rows(&along);
    assert_eq!(rows.lanes, [SpaceLane::Third, SpaceLane::Capital(1)]);
    let of = |site| rows.table().of(PlaceKey::Site(site));
    assert_eq!((of(5), of(2)), (RowRange::one(0), RowRange::one(1)));
    assert_eq!((of(0), of(1)), (RowRange::one(2 + 45), RowRange::one(2 + 4)));
    assert_eq!((of(4), of(3).len()), (RowRange { first: 2, end: 52 }, 6));
    let (from, to) = rows.kms(47).unwrap();
    assert!((from - 80.0).abs() < 1e-9 && (to - 100.0).abs() < 1e-9);
    assert_eq!(rows.kms(1), None);
    let scale = scale(100);
    for row in 0..52 {
        let (top, bottom) = scale.row(&rows, row);
        assert_eq!(scale.row_at(&rows, f64::midpoint(top, bottom)), Some(row));
    }
    assert_eq!(scale.row_at(&rows, 55.0), None);
}

#[test]
fn a_point_faces_its_side_and_a_vague_place_is_a_tall_bar_and_a_month_a_long_one() {
    let along = along();
    let rows = rows(&along);
    let month = When::month(Date::new(2025, 10, 1).unwrap());
    let items =
        [item(0, 0, day(5)), item(1, 1, day(5)), item(2, 3, day(9)), item(3, 0, month), item(4, 3, month)];
    let marks = lay_out(&items, &rows, &along, &scale(100));
    let of = |n: u32| marks.iter().find(|mark| mark.items == [n]).unwrap();
    assert_eq!((of(0).form, of(0).facing), (Form::Point, Facing::Down));
    assert_eq!((of(1).form, of(1).facing), (Form::Point, Facing::Up));
    assert!((of(0).middle().x - 145.0).abs() < 0.1 && (of(0).middle().y - 512.5).abs() < 0.1);
    assert_eq!(of(2).form, Form::Tall);
    assert!((of(2).frame.height() - 50.0).abs() < 0.1);
    assert_eq!((of(3).form, of(4).form), (Form::Long, Form::Box));
    assert!((of(3).frame.width() - 310.0).abs() < 0.1);
    assert_eq!(hit(&marks, of(0).middle()).map(|n| marks[n].items.clone()), Some(vec![0]));
}

#[test]
fn events_at_one_spot_share_a_mark_and_those_of_a_lane_stand_below_one_another() {
    let along = along();
    let rows = rows(&along);
    let items = [item(0, 0, day(5)), item(1, 0, day(5)), item(2, 5, day(5)), item(3, 5, day(6))];
    let marks = lay_out(&items, &rows, &along, &scale(200));
    let shared = marks.iter().find(|mark| mark.items.contains(&0)).unwrap();
    assert_eq!((shared.items.as_slice(), shared.kinds[0]), ([0, 1].as_slice(), 2));
    let in_lane: Vec<&SpaceMark> = marks.iter().filter(|mark| mark.middle().y < 2.0 * LANE).collect();
    if let [a, b] = in_lane.as_slice() {
        assert!((a.middle().y - b.middle().y).abs() > 4.0);
    }
    let all: usize = marks.iter().map(SpaceMark::count).sum();
    assert_eq!(all, items.len());
}
