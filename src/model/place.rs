//! Where something happened, never surer than its source.

use super::LonLat;

/// How sure a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PlacePrecision {
    /// The place itself.
    Exact,
    /// Near or around the place.
    Near,
    /// Somewhere in a district (second-order unit).
    District,
    /// Somewhere in a province (first-order unit).
    Province,
    /// Somewhere in a country.
    Country,
    /// Along a line: a border, a river, a road.
    Line,
    /// Not known or not given.
    Unknown,
}

impl PlacePrecision {
    /// All, surest first.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::Near, Self::District, Self::Province, Self::Country, Self::Line, Self::Unknown];

    /// The word that files and the command line use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::District => "district",
            Self::Province => "province",
            Self::Country => "country",
            Self::Line => "line",
            Self::Unknown => "unknown",
        }
    }

    /// The precision of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.id() == id)
    }

    /// Whether the event may be drawn as a point at its coordinates.
    pub fn is_point(self) -> bool {
        self <= Self::Near
    }
}

/// A place as the file names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The place's own name; may be empty.
    pub name: String,
    /// First-order unit (province); may be empty.
    pub admin1: String,
    /// Second-order unit (district); may be empty.
    pub admin2: String,
    /// Country as the file names it; may be empty.
    pub country: String,
    /// Coordinates where the file gives them.
    pub at: Option<LonLat>,
    /// How sure the place is.
    pub precision: PlacePrecision,
}

impl Default for Place {
    fn default() -> Self {
        let none = String::new;
        Self {
            name: none(),
            admin1: none(),
            admin2: none(),
            country: none(),
            at: None,
            precision: PlacePrecision::Unknown,
        }
    }
}

impl Place {
    /// Where, in words with the precision: "near Kurram, Khyber Pakhtunkhwa, Pakistan".
    pub fn in_words(&self) -> String {
        let names = self.names();
        let joined = names.join(", ");
        if joined.is_empty() {
            return match (self.precision, self.at) {
                (PlacePrecision::Exact | PlacePrecision::Near, Some(at)) => coordinates(at),
                _ => "place not given".to_owned(),
            };
        }
        match self.precision {
            PlacePrecision::Exact => joined,
            PlacePrecision::Near => format!("near {joined}"),
            PlacePrecision::District => format!("somewhere in {joined} (district)"),
            PlacePrecision::Province => format!("somewhere in {joined} (province)"),
            PlacePrecision::Country => format!("somewhere in {joined} (country)"),
            PlacePrecision::Line => format!("along {joined}, no point given"),
            PlacePrecision::Unknown => format!("{joined}, no place given"),
        }
    }

    /// The distinct names from the place up to the country, none empty.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in [&self.name, &self.admin2, &self.admin1, &self.country] {
            let name = name.trim();
            if !name.is_empty() && !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        names
    }
}

/// Degrees with hemisphere letters: "33.7000° N, 70.1000° E".
pub fn coordinates(at: LonLat) -> String {
    let ns = if at.lat() < 0.0 { 'S' } else { 'N' };
    let ew = if at.lon() < 0.0 { 'W' } else { 'E' };
    format!("{:.4}° {ns}, {:.4}° {ew}", at.lat().abs(), at.lon().abs())
}
