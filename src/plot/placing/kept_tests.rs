//! What is kept of places changes nothing but the time that it takes.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::tests::{FIRST_DAY, Said, dataset};
use super::*;
use crate::geo::Style;
use crate::model::Span;
use crate::query::{Cancel, Filter, SplitBy, TimeBounds};
use crate::store::{Hits, count_places};

/// All that is seen of placed places; debug output tells numbers apart to the bit.
fn seen(placed: &Placed) -> String {
    format!("{placed:?}")
}

/// Whether something is kept of such a place.
fn is_kept(group: &PlaceGroup) -> bool {
    use PlacePrecision::{Country, Line};
    group.at.is_some() && !matches!(group.precision, Country | Line)
}

fn said() -> impl Strategy<Value = Said> {
    let names = prop::sample::select(vec![
        ("Parachinar", "Kurram", "Khyber Pakhtunkhwa", "Pakistan"),
        ("", " Kurram ", "Khyber Pakhtunkhwa", "Pakistan"),
        ("", "Kurram", "Khyber Pakhtunkhwa", "Pakistan"),
        ("Spera", "Spera", "Khost", "Afghanistan"),
        ("", "", "Oromia", "Ethiopia"),
        ("Torkham", "", "", ""),
        ("", "", "", ""),
    ]);
    let at = prop::option::weighted(0.8, (0_u8..5, 0_u8..4));
    let precision = prop::sample::select(PlacePrecision::ALL.to_vec());
    (names, at, precision).prop_map(|((place, admin2, admin1, country), at, precision)| Said {
        place,
        admin2,
        admin1,
        country,
        at: at.map(|(x, y)| (69.0 + f64::from(x) * 0.4, 33.0 + f64::from(y) * 0.5)),
        precision,
    })
}

static SCHEMATIC: LazyLock<BaseMap> = LazyLock::new(|| BaseMap::theatre(Style::Schematic).unwrap());
static OUTLINE: LazyLock<BaseMap> = LazyLock::new(|| BaseMap::theatre(Style::Outline).unwrap());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn places_stand_where_they_would_if_nothing_were_kept_of_earlier_brushes(
        said in prop::collection::vec(said(), 1..60),
        brushes in prop::collection::vec((0_i64..62, 1_i64..40), 1..8),
        schematic: bool,
    ) {
        let base = if schematic { &*SCHEMATIC } else { &*OUTLINE };
        let data = dataset(&said);
        let mut kept = Kept::default();
        for (from, days) in brushes {
            let start = (FIRST_DAY + from) * 86_400;
            let time = Span::from_secs(start, start + days * 86_400).map(TimeBounds::within).unwrap();
            let filter = Filter { time, ..Filter::default() };
            let hits = Hits::new(&data, &filter, &Cancel::default()).unwrap();
            let places = count_places(&data, &hits, SplitBy::Kind);
            let again = place_again(&places, base, &data, &mut kept);
            // Its memory is the next answer's.
            let again = kept.lend(again);
            prop_assert_eq!(seen(&again), seen(&place_all(&places, base, &data)));
            prop_assert!(kept.knows_most_of(&places) || places.iter().any(|group| !is_kept(&group)));
        }
    }
}
