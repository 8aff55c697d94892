//! Where a place stands that is named without coordinates: around the one of that name in the gazetteer.

use super::{KnownBy, ZoneShape};
use crate::geo::{AreaLevel, AreaRef, BaseMap, PlaceKind, Plane};
use crate::model::{LonLat, Place, PlacePrecision};

/// Radius in km of what may be meant by a town's name.
const TOWN_KM: f64 = 10.0;

/// The one place of the gazetteer that the source can mean, and its name there. `None` where there are several, where country or
/// province speak against it, or where the source says that it is no place but a country or line.
/// Lists of the user's go before our own.
pub(super) fn find(
    base: &BaseMap,
    place: &Place,
    precision: PlacePrecision,
) -> Option<(ZoneShape, String, KnownBy)> {
    let is_place =
        matches!(precision, PlacePrecision::Exact | PlacePrecision::Near | PlacePrecision::Unknown);
    if !is_place || place.at.is_some() || place.name.trim().is_empty() {
        return None;
    }
    let country = Said::of(base, place, "");
    let province = Said::of(base, place, &place.admin1);
    let fits = |known: &Candidate<'_>| {
        base.sheet.contains(known.plane)
            && country.may_hold(base, AreaLevel::Country, known)
            && province.may_hold(base, AreaLevel::Province, known)
    };
    let users = base.layer_points_named(&place.name).map(|(layer, point)| Candidate {
        name: &point.name,
        at: point.at,
        plane: point.plane,
        on_border: false,
        known: base.layers.get(layer).map_or(KnownBy::OurList, |l| KnownBy::UsersList(l.laid.name.clone())),
    });
    let ours = base.places_named(&place.name).filter(|known| is_town(known.kind)).map(|known| Candidate {
        name: &known.name,
        at: known.at,
        plane: known.plane,
        on_border: known.kind.is_on_border(),
        known: KnownBy::OurList,
    });
    let users: Vec<Candidate<'_>> = users.filter(&fits).collect();
    let candidates = if users.is_empty() { ours.filter(&fits).collect() } else { users };
    let (known, others) = candidates.split_first()?;
    // Spellings of one place may stand in the list twice.
    if others.iter().any(|other| other.plane.distance_km(known.plane) > TOWN_KM) {
        return None;
    }
    let shape = ZoneShape::Around { at: known.plane, radius_km: TOWN_KM };
    Some((shape, known.name.to_owned(), known.known.clone()))
}

/// A place that may be meant.
struct Candidate<'a> {
    name: &'a str,
    at: LonLat,
    plane: Plane,
    on_border: bool,
    known: KnownBy,
}

/// What the source says of where the place lies.
enum Said {
    Nothing,
    Area(AreaRef),
    /// An area that this map does not have.
    Elsewhere,
}

impl Said {
    fn of(base: &BaseMap, place: &Place, admin1: &str) -> Self {
        if admin1.trim().is_empty() && place.country.trim().is_empty() {
            return Self::Nothing;
        }
        base.area_named("", admin1, &place.country).map_or(Self::Elsewhere, Self::Area)
    }

    /// Whether the place may lie there; crossings and passes lie in both countries.
    fn may_hold(&self, base: &BaseMap, level: AreaLevel, known: &Candidate<'_>) -> bool {
        match self {
            Self::Nothing => true,
            Self::Elsewhere => false,
            Self::Area(area) if area.level != level || known.on_border => true,
            Self::Area(area) => base.area_of_level_at(level, known.at).is_none_or(|found| found == *area),
        }
    }
}

/// Districts, provinces and stretches of land have a name but no place; far cities lie on no sheet.
fn is_town(kind: PlaceKind) -> bool {
    use PlaceKind::{Capital, City, Crossing, Pass, Town};
    matches!(kind, Capital | City | Town | Crossing | Pass)
}
