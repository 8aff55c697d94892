//! A hint where an event's own country is another than the one that its coordinates lie in on the drawn map. Never a change:
//! the file's word stands, and a drawn line is only so accurate.

use super::AreaLevel;
use super::base::{AreaRef, BaseMap};
use super::distance::distance_km;
use super::plane::Plane;
use crate::model::{Place, PlacePrecision};

/// What the map says against an event's own country.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryHint {
    /// The country as the file writes it.
    pub said: String,
    /// The country that the coordinates lie in as the map is drawn.
    pub drawn: String,
    /// How far the point lies from the file's country as the map draws it, in km.
    pub inside_km: f64,
    /// How far from the truth the map's lines may lie at their scale, in km.
    pub accuracy_km: f64,
    /// Whether the source gives the very place and not one near it.
    pub precision: PlacePrecision,
}

/// Lines may be off by 1/50 inch at the scale of the map (U.S. Bureau of the Budget, "United States National Map Accuracy
/// Standards", 1947), in km: 1:10,000,000.
pub(super) const ACCURACY_10M_KM: f64 = 5.08;
/// The same at 1:50,000,000.
pub(super) const ACCURACY_50M_KM: f64 = 25.4;

impl BaseMap {
    /// The hint for an event's place, where there is something to hint at: its place is exact or near, its country is known on
    /// this map by any of its names, and the coordinates lie in another one. A walk over one country's outline, for the
    /// event that is shown.
    pub fn country_hint(&self, place: &Place) -> Option<CountryHint> {
        let at = place.at.filter(|_| place.precision.is_point())?;
        let said = self.area_named("", "", &place.country)?;
        let here = self.area_of_level_at(AreaLevel::Country, at)?;
        if said == here || said.level != AreaLevel::Country {
            return None;
        }
        let nearest = self.nearest_of(said, self.projection.forward(at))?;
        Some(CountryHint {
            said: place.country.trim().to_owned(),
            drawn: self.area(here)?.name.clone(),
            inside_km: distance_km(at, self.projection.inverse(nearest)?),
            accuracy_km: self.accuracy_km,
            precision: place.precision,
        })
    }

    /// The nearest point of a country's true outline.
    fn nearest_of(&self, country: AreaRef, p: Plane) -> Option<Plane> {
        let edges = self.true_index(country)?.edges();
        let on = edges.map(|(a, b)| p.nearest_on(a, b));
        on.min_by(|a, b| a.distance2(p).total_cmp(&b.distance2(p)))
    }
}

impl CountryHint {
    /// "The file says Pakistan; on this map the point lies 3 km inside Afghanistan. The drawn line is accurate to about 5 km"
    pub fn in_words(&self) -> String {
        let inside = if self.inside_km < 1.0 {
            "less than 1 km".to_owned()
        } else {
            format!("{:.0} km", self.inside_km)
        };
        let near = if self.precision == PlacePrecision::Exact {
            ""
        } else {
            ", and the point is only near the place"
        };
        format!(
            "The file says {}; on this map the point lies {inside} inside {}. The drawn line is accurate to about {:.0} km{near}",
            self.said, self.drawn, self.accuracy_km
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Style;
    use crate::model::LonLat;

    fn place(country: &str, lon: f64, lat: f64, precision: PlacePrecision) -> Place {
        Place { country: country.to_owned(), at: LonLat::new(lon, lat), precision, ..Place::default() }
    }

    #[test]
    fn a_point_beyond_the_drawn_line_is_a_hint_on_both_sides() {
        use PlacePrecision::Exact;
        for style in [Style::Outline, Style::Schematic] {
            let map = BaseMap::theatre(style).unwrap();
            // Spin Boldak's side of the gate, and Chaman's.
            let hint = map.country_hint(&place("Pakistan", 66.39, 31.01, Exact)).unwrap();
            assert_eq!((hint.said.as_str(), hint.drawn.as_str()), ("Pakistan", "Afghanistan"));
            assert!((0.2..15.0).contains(&hint.inside_km), "{hint:?}");
            let hint = map.country_hint(&place("Afghanistan", 66.45, 30.92, Exact)).unwrap();
            assert_eq!(hint.drawn, "Pakistan");
            assert!((hint.accuracy_km - 5.08).abs() < 1e-9, "{hint:?}");
        }
    }

    #[test]
    fn nothing_is_said_where_the_two_agree_or_cannot_be_compared() {
        use PlacePrecision::{District, Exact, Near};
        let map = BaseMap::theatre(Style::Outline).unwrap();
        for quiet in [
            place("Pakistan", 66.45, 30.92, Exact),
            place("PAKISTAN ", 66.45, 30.92, Near),
            place("PAK", 66.45, 30.92, Exact),
            place("", 66.45, 30.92, Exact),
            place("Durand", 66.45, 30.92, Exact),
            // A point that stands for a district is no point.
            place("Afghanistan", 66.45, 30.92, District),
            // The sea.
            place("Pakistan", 62.0, 24.0, Exact),
        ] {
            assert_eq!(map.country_hint(&quiet), None, "{quiet:?}");
        }
        let by_code = map.country_hint(&place("AFG", 66.45, 30.92, Near)).unwrap();
        assert!(by_code.in_words().starts_with("The file says AFG; on this map the point lies"));
        assert!(by_code.in_words().ends_with("accurate to about 5 km, and the point is only near the place"));
    }

    #[test]
    fn a_hint_is_found_in_far_less_than_a_frame() {
        let map = BaseMap::theatre(Style::Outline).unwrap();
        let begin = std::time::Instant::now();
        for _ in 0..20 {
            assert!(map.country_hint(&place("Afghanistan", 72.0, 31.0, PlacePrecision::Exact)).is_some());
        }
        assert!(begin.elapsed().as_millis() < 20 * 16, "{:?} for twenty", begin.elapsed());
    }
}
