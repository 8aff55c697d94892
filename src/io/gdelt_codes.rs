//! GDELT's codes in our words.
//!
//! Sources: CAMEO Codebook 1.1b3 (Schrodt 2012) for the event codes, GDELT Event Codebook 2.0 for classes and types of
//! places. Codes below the root are known by number only.

use super::fips;
use crate::model::{Kind, PlacePrecision};

/// What CAMEO calls the root of an event code, `01` to `20`; `None` for others.
pub fn root(code: &str) -> Option<&'static str> {
    let number: usize = code.get(..2)?.parse().ok()?;
    ROOTS.get(number.checked_sub(1)?).copied()
}

const ROOTS: [&str; 20] = [
    "Public statement",
    "Appeal",
    "Intent to cooperate",
    "Consultation",
    "Diplomatic cooperation",
    "Material cooperation",
    "Provision of aid",
    "Yielding",
    "Investigation",
    "Demand",
    "Disapproval",
    "Rejection",
    "Threat",
    "Protest",
    "Show of force",
    "Reduction of relations",
    "Coercion",
    "Assault",
    "Fight",
    "Mass violence",
];

/// The words of a `QuadClass`; `None` for what is none.
pub fn quad_class(code: &str) -> Option<&'static str> {
    match code {
        "1" => Some("verbal cooperation"),
        "2" => Some("material cooperation"),
        "3" => Some("verbal conflict"),
        "4" => Some("material conflict"),
        _ => None,
    }
}

/// Our kind of a full event code. Below the root: 183 are bombings, 194 artillery, 195 weapons from the air.
pub fn kind(code: &str) -> Kind {
    match code.get(..3).unwrap_or(code) {
        "183" | "194" | "195" => return Kind::Strike,
        _ => {}
    }
    match code.get(..2).unwrap_or_default() {
        "01" | "02" | "10" | "11" | "12" | "13" => Kind::Statement,
        "03" | "04" | "05" | "06" | "08" | "16" => Kind::Diplomacy,
        "14" => Kind::Protest,
        "15" => Kind::Movement,
        "18" | "20" => Kind::Civilians,
        "19" => Kind::Battle,
        _ => Kind::Other,
    }
}

/// A place as GDELT codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The town or landmark.
    pub name: &'a str,
    /// First-order unit.
    pub admin1: &'a str,
    /// Country.
    pub country: &'a str,
    /// How sure it is.
    pub precision: PlacePrecision,
}

/// Reads a place by its type (1 country, 2 and 5 first-order units, 3 and 4 towns and landmarks; the first three are
/// centroids), full name (`Parachinar, Khyber Pakhtunkhwa, Pakistan`) and FIPS code of the country. `None` for a type
/// that GDELT does not have.
pub fn place<'a>(kind: &str, full_name: &'a str, fips_code: &'a str) -> Option<Named<'a>> {
    let by_code = fips::country(fips_code).unwrap_or(fips_code);
    let (first, rest) = full_name.split_once(", ").unwrap_or((full_name, ""));
    let (middle, last) = rest.rsplit_once(", ").unwrap_or(("", rest));
    // "Belarus (general)" stands where GDELT knows no province.
    let middle = if middle.ends_with("(general)") { "" } else { middle };
    let country = if last.is_empty() { by_code } else { last };
    let named = |name, admin1, country, precision| Some(Named { name, admin1, country, precision });
    match kind {
        "" | "0" => {
            let precision =
                if by_code.is_empty() { PlacePrecision::Unknown } else { PlacePrecision::Country };
            named("", "", by_code, precision)
        }
        "1" => named("", "", if full_name.is_empty() { by_code } else { full_name }, PlacePrecision::Country),
        "2" | "5" => {
            let unit = if middle.is_empty() { first } else { middle };
            named("", unit, country, PlacePrecision::Province)
        }
        "3" | "4" => named(first, middle, country, PlacePrecision::Exact),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_leading_zeros_and_find_their_words() {
        assert_eq!([root("0211"), root("190"), root("14")], [Some("Appeal"), Some("Fight"), Some("Protest")]);
        assert_eq!([root("21"), root(""), root("00"), root("é")], [None; 4]);
        assert_eq!(
            [kind("1831"), kind("195"), kind("190"), kind("0871")],
            [Kind::Strike, Kind::Strike, Kind::Battle, Kind::Diplomacy]
        );
    }

    #[test]
    fn a_centroid_is_no_town() {
        let parachinar = place("4", "Parachinar, Khyber Pakhtunkhwa, Pakistan", "PK").unwrap();
        assert_eq!(
            (parachinar.name, parachinar.admin1, parachinar.country),
            ("Parachinar", "Khyber Pakhtunkhwa", "Pakistan")
        );
        assert_eq!(parachinar.precision, PlacePrecision::Exact);
        let kabul = place("4", "Minsk, Belarus (general), Belarus", "BO").unwrap();
        assert_eq!((kabul.name, kabul.admin1, kabul.country), ("Minsk", "", "Belarus"));
        let state = place("5", "Kogi State, Kogi, Nigeria", "NI").unwrap();
        assert_eq!((state.name, state.admin1, state.precision), ("", "Kogi", PlacePrecision::Province));
        assert_eq!(place("2", "Utah, United States", "US").unwrap().admin1, "Utah");
        assert_eq!(place("1", "", "AF").unwrap().country, "Afghanistan");
        assert_eq!(place("0", "", "").unwrap().precision, PlacePrecision::Unknown);
        assert_eq!(place("7", "", ""), None);
    }
}
