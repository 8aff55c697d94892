//! Why events have no place on the map, in the order of the tray.

use crate::model::{Place, PlacePrecision};

/// Why events have no place on the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Somewhere along a line: its name, or empty.
    Line(String),
    /// Somewhere in an area that the map does not have or the source does not name.
    Area,
    /// Named, but without coordinates.
    NamedOnly,
    /// Somewhere in a country: its name, or empty.
    Country(String),
    /// The source gives no place.
    NotGiven,
}

/// Why a place of this precision, without coordinates or area, has none.
pub(super) fn why(precision: PlacePrecision, place: &Place) -> Why {
    match precision {
        PlacePrecision::Line => Why::Line(place.names().first().map_or_else(String::new, |&n| n.to_owned())),
        PlacePrecision::District | PlacePrecision::Province => Why::Area,
        PlacePrecision::Country => {
            let name = [&place.country, &place.name].into_iter().find(|n| !n.trim().is_empty());
            Why::Country(name.map_or_else(String::new, |n| n.trim().to_owned()))
        }
        PlacePrecision::Exact | PlacePrecision::Near if !place.names().is_empty() => Why::NamedOnly,
        PlacePrecision::Unknown if !place.name.trim().is_empty() => Why::NamedOnly,
        _ => Why::NotGiven,
    }
}
