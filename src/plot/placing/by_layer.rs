//! The area of a user's layer that an event's source names, where no better place is known.

use crate::geo::{AreaLevel, AreaRef, BaseMap};
use crate::model::{Place, PlacePrecision};

/// The area with the layer's name. A district goes to the user's layer first, for that is why it was loaded; a province
/// only where the base map does not know it, for districts often bear their province's name.
pub(super) fn area(base: &BaseMap, place: &Place, precision: PlacePrecision) -> Option<(AreaRef, String)> {
    use PlacePrecision::{Country, District, Exact, Line, Near, Province, Unknown};
    if base.layers.is_empty() {
        return None;
    }
    let words = match precision {
        District => [place.admin2.as_str(), place.name.as_str()],
        Exact | Near | Unknown if place.at.is_none() => [place.admin2.as_str(), place.name.as_str()],
        Province if !is_known(base, place) => [place.admin1.as_str(), place.name.as_str()],
        Exact | Near | Unknown | Province | Country | Line => return None,
    };
    let admin1 = if precision == Province { "" } else { place.admin1.as_str() };
    let area = words.iter().find_map(|words| base.layer_area_named(words, admin1, &place.country))?;
    let AreaLevel::Layer(layer) = area.level else { return None };
    let layer = base.layers.get(usize::from(layer))?;
    Some((area, layer.laid.name.clone()))
}

/// Whether the base map has the province that is named.
fn is_known(base: &BaseMap, place: &Place) -> bool {
    [&place.admin1, &place.name].into_iter().any(|words| {
        let found = base.area_named("", words, &place.country);
        !words.trim().is_empty() && found.is_some_and(|area| area.level != AreaLevel::Country)
    })
}
