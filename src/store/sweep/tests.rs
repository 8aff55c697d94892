//! Brushes that move at random, while readers hold some of the answers about others.

use proptest::prelude::*;

use super::*;
use crate::model::{DatasetBuilder, Date, Draft, Kind, LonLat, PlacePrecision, When};
use crate::query::{Cancel, Filter, SplitBy};
use crate::store::{count_places, time_index::count32};

fn dataset(rows: &[(u8, u8, u8)]) -> Dataset {
    let mut builder = DatasetBuilder::default();
    for (day, &(spot, kind, precision)) in rows.iter().enumerate() {
        builder.push(&Draft {
            at: (spot > 1).then(|| LonLat::new(f64::from(spot), 30.0).unwrap()),
            place: ["Kurram", "Khost", ""][usize::from(spot.min(2))],
            kind: Kind::ALL[usize::from(kind)],
            place_precision: PlacePrecision::ALL[usize::from(precision)],
            when: Date::new(2025, 1, 1 + u8::try_from(day / 30).unwrap()).map(When::day),
            ..Draft::default()
        });
    }
    builder.finish()
}

fn text(places: &Places) -> String {
    format!("{:?}", places.iter().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn a_brush_that_grows_shrinks_and_jumps_counts_like_one_that_is_new_and_changes_no_answer_that_is_held(
        rows in proptest::collection::vec((0_u8..40, 0_u8..8, 0_u8..7), 1..400),
        brushes in proptest::collection::vec((0_usize..400, 0_usize..400, 0_usize..5, 0_usize..6), 1..24),
        near: bool,
    ) {
        let data = dataset(&rows);
        let hits = Hits::new(&data, &Filter::default(), &Cancel::default()).unwrap();
        let places = count_places(&data, &hits, SplitBy::Kind);
        let column = PlaceColumn::new(&data, &hits, SplitBy::Kind);
        let sweep = Sweep::new(&data, &hits, &column, &places);
        let mut held: Vec<(Arc<Places>, String)> = Vec::new();
        for (a, b, early, let_go) in brushes {
            // Both ends move a little, or anywhere.
            let (a, b) = if near { (a % 30, 200 + b % 30) } else { (a, b) };
            let (a, b) = (a.min(rows.len()), b.min(rows.len()));
            let stretch = a.min(b)..a.max(b);
            let early = (0..count32(stretch.start)).step_by(7 - early).collect();
            let cut = Cut { stretch, early };
            let got = sweep.within(&data, &hits, &column, &places, &cut);
            let wanted = count_places(&data, &hits.cut(cut.stretch, &cut.early), SplitBy::Kind);
            prop_assert_eq!(text(&got), text(&wanted));
            prop_assert_eq!(got.len(), wanted.len());
            for group in places.iter() {
                prop_assert_eq!(got.get(group.key).is_some(), wanted.get(group.key).is_some());
            }
            held.push((got, text(&wanted)));
            if let_go < held.len() {
                held.remove(let_go);
            }
            for (answer, text_then) in &held {
                prop_assert_eq!(&text(answer), text_then);
            }
            prop_assert!(sweep.lock().len() <= MOST);
        }
    }
}
