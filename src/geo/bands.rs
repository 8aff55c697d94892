//! Which province and district meets a border at which kilometre, on each side.

use super::atlas::AreaLevel;
use super::base::{AreaRef, BaseMap};
use super::border::Border;
use super::projection::EARTH_KM;
use crate::model::LonLat;

/// A stretch of a border along one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The area's name.
    pub name: String,
    /// The area on the base map.
    pub area: AreaRef,
    /// Kilometres along the border.
    pub from_km: f64,
    /// Kilometres along the border, greater than `from_km`.
    pub to_km: f64,
}

/// The areas along both sides of a border; empty where the map knows none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// Provinces on side 0 and side 1, by kilometre.
    pub provinces: [Vec<Band>; 2],
    /// Districts on side 0 and side 1, by kilometre.
    pub districts: [Vec<Band>; 2],
}

/// How often the border is asked what lies beside it.
const STEP_KM: f64 = 2.0;
/// Where beside the line is looked, in km off it: the first point that lies in the right country counts.
const LOOK_KM: [f64; 5] = [2.5, 5.0, 8.0, 12.0, 18.0];
/// Stretches shorter than this belong to what lies before them.
const LEAST_KM: f64 = 6.0;

/// The provinces and districts of `map` along both sides of a border, from their true shapes.
pub fn bands(map: &BaseMap, border: &Border) -> Bands {
    let of = |level: AreaLevel| [0, 1].map(|side| along(map, border, side, level));
    Bands { provinces: of(AreaLevel::Province), districts: of(AreaLevel::District) }
}

fn along(map: &BaseMap, border: &Border, side: usize, level: AreaLevel) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    if map.areas(level).is_empty() {
        return bands;
    }
    for part in &border.parts {
        let mut own: Vec<Band> = Vec::new();
        let mut km = part.from_km;
        while km < part.to_km {
            let to_km = (km + STEP_KM).min(part.to_km);
            if let Some(area) = beside(map, border, side, level, f64::midpoint(km, to_km)) {
                extend(&mut own, map, area, (km, to_km));
            }
            km += STEP_KM;
        }
        bands.extend(calmed(own));
    }
    bands
}

/// Lengthens the last band, or starts one.
fn extend(bands: &mut Vec<Band>, map: &BaseMap, area: AreaRef, (from_km, to_km): (f64, f64)) {
    if let Some(last) = bands.last_mut().filter(|last| last.area == area && from_km - last.to_km < LEAST_KM) {
        last.to_km = to_km;
    } else if let Some(found) = map.area(area) {
        bands.push(Band { name: found.name.clone(), area, from_km, to_km });
    }
}

/// Short stretches given to what lies before them, or after them at the start.
fn calmed(bands: Vec<Band>) -> Vec<Band> {
    let mut calm: Vec<Band> = Vec::new();
    let mut open_from = None;
    for mut band in bands {
        let short = band.to_km - band.from_km < LEAST_KM;
        match calm.last_mut() {
            Some(last) if short || last.area == band.area => last.to_km = band.to_km,
            None if short => open_from = open_from.or(Some(band.from_km)),
            _ => {
                band.from_km = open_from.take().unwrap_or(band.from_km);
                calm.push(band);
            }
        }
    }
    calm
}

/// The area of one level beside a kilometre of the line, on one side.
fn beside(map: &BaseMap, border: &Border, side: usize, level: AreaLevel, km: f64) -> Option<AreaRef> {
    let code = border.sides.get(side)?.code.as_str();
    let (a, b) = (border.point_at(km - STEP_KM / 2.0)?, border.point_at(km + STEP_KM / 2.0)?);
    let km_per_deg = EARTH_KM.to_radians();
    let cos = a.lat().to_radians().cos().max(0.01);
    let (east, north) = ((b.lon() - a.lon()) * cos * km_per_deg, (b.lat() - a.lat()) * km_per_deg);
    let length = east.hypot(north);
    if length < 1e-9 {
        return None;
    }
    // Side 0 lies on the right hand.
    let hand = if side == 0 { 1.0 } else { -1.0 };
    let (right_east, right_north) = (hand * north / length, -hand * east / length);
    let middle = border.point_at(km)?;
    LOOK_KM.iter().find_map(|off_km| {
        let lon = middle.lon() + right_east * off_km / (cos * km_per_deg);
        let at = LonLat::new(lon, middle.lat() + right_north * off_km / km_per_deg)?;
        let country = map.area_of_level_at(AreaLevel::Country, at).and_then(|c| map.area(c));
        country.filter(|c| c.code == code)?;
        map.area_of_level_at(level, at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Style;

    #[test]
    fn the_durand_line_has_the_provinces_and_districts_of_the_first_cut_beside_it() {
        // border_bands.json of the first cut of the data: name and kilometres. Only where Kandahar meets Zabul it said
        // 879; the shipped province line ends at 67.748° E, km 899.
        const AFGHAN: [(&str, f64, f64); 11] = [
            ("Nimroz", 0.0, 178.0),
            ("Helmand", 180.0, 372.0),
            ("Kandahar", 374.0, 898.0),
            ("Zabul", 900.0, 942.0),
            ("Paktika", 944.0, 1256.0),
            ("Khost", 1258.0, 1414.0),
            ("Paktia", 1416.0, 1452.0),
            ("Nangarhar", 1454.0, 1630.0),
            ("Kunar", 1632.0, 1774.0),
            ("Nuristan", 1776.0, 1858.0),
            ("Badakhshan", 1860.0, 2244.0),
        ];
        const PAKISTANI: [(&str, f64, f64); 3] = [
            ("Balochistan", 0.0, 1122.0),
            ("Khyber Pakhtunkhwa", 1124.0, 2158.0),
            ("Gilgit-Baltistan", 2160.0, 2244.0),
        ];
        let map = BaseMap::theatre(Style::Outline).unwrap();
        let found = bands(&map, &Border::durand().unwrap());
        let near = |found: &[Band], wanted: &[(&str, f64, f64)]| {
            let names: Vec<&str> = found.iter().map(|b| b.name.as_str()).collect();
            assert_eq!(names, wanted.iter().map(|w| w.0).collect::<Vec<_>>());
            for (band, (name, from, to)) in found.iter().zip(wanted) {
                assert!(
                    (band.from_km - from).abs() < 12.0 && (band.to_km - to).abs() < 12.0,
                    "{name} {band:?}"
                );
            }
        };
        near(&found.provinces[1], &AFGHAN);
        near(&found.provinces[0], &PAKISTANI);
        let districts = &found.districts[0];
        let kurram = districts.iter().find(|d| d.name == "Kurram").unwrap();
        assert!((kurram.from_km - 1352.0).abs() < 12.0 && (kurram.to_km - 1502.0).abs() < 12.0, "{kurram:?}");
        assert!((15..25).contains(&districts.len()), "{districts:#?}");
        assert!(districts.windows(2).all(|w| w[0].to_km <= w[1].from_km + 1e-9));
        assert_eq!(found.districts[1], [], "there is no free set of Afghan districts");
    }
}
