//! The places of the gazetteer as the shipped list gives them.

use csv_core::ReadRecordResult;

use super::plane::Plane;
use crate::model::LonLat;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A capital of a country on or near the map.
    Capital,
    /// A large town.
    City,
    /// A town.
    Town,
    /// A district's name, at a point inside it.
    District,
    /// A province's name, at a point inside it.
    Province,
    /// A valley or stretch of land without an edge.
    Region,
    /// A border crossing.
    Crossing,
    /// A mountain pass on the border.
    Pass,
    /// A city far from the theatre, shown as an arrow at the edge.
    FarCity,
}

impl PlaceKind {
    /// Whether places of this kind stand on the border line itself.
    pub fn is_on_border(self) -> bool {
        matches!(self, Self::Crossing | Self::Pass)
    }

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "capital" => Self::Capital,
            "city" => Self::City,
            "town" => Self::Town,
            "district" => Self::District,
            "province" => Self::Province,
            "area" => Self::Region,
            "crossing" => Self::Crossing,
            "pass" => Self::Pass,
            "far" => Self::FarCity,
            _ => return None,
        })
    }
}

/// A named place with its position on Earth and on the map.
#[derive(Clone, Debug)]
pub struct Place {
    /// A short name for files and tests: "torkham".
    pub id: String,
    /// The name as shown.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166 alpha-2; a crossing has both with a slash ("PK/AF").
    pub country: String,
    /// The province, as the gazetteer names it; may be empty.
    pub admin1: String,
    /// Where it is.
    pub at: LonLat,
    /// Where it is drawn, in km; crossings stand on the line.
    pub plane: Plane,
    /// 0 (always named) to 9 (named only when near).
    pub rank: u8,
    /// Whether the position is not from a gazetteer (from memory, or a point inside an area).
    pub approximate: bool,
    /// Other spellings.
    pub alt_names: Vec<String>,
    /// The name in a local script, or empty.
    pub local_name: String,
    /// Where the position is from: `GeoNames 1138958`, `memory`, …
    pub coord_source: String,
}

/// The project's own list: border towns, districts, crossings, capitals.
pub fn theatre_places() -> Vec<Place> {
    read_places(include_str!("../../assets/geo/places.csv"))
}

/// The world's capitals and larger towns, 1:10m.
pub fn world_places() -> Vec<Place> {
    let mut places = read_places(include_str!("../../assets/geo/world_places.csv"));
    for place in &mut places {
        place.approximate = false;
        place.id = super::fold(&place.name).replace(' ', "-");
        "Natural Earth populated places".clone_into(&mut place.coord_source);
    }
    places
}

/// Reads a list of places: CSV with a header row; columns by name, rows without a valid position or kind are left out.
/// `plane` is zero until a map places them.
pub fn read_places(text: &str) -> Vec<Place> {
    let rows = csv_rows(text);
    let Some((header, rows)) = rows.split_first() else { return Vec::new() };
    let column = |name: &str| header.iter().position(|h| h == name);
    let columns = PLACE_COLUMNS.map(column);
    rows.iter()
        .filter_map(|row| place(&columns.map(|c| c.and_then(|c| row.get(c)).map_or("", String::as_str))))
        .collect()
}

const PLACE_COLUMNS: [&str; 11] = [
    "id",
    "name",
    "kind",
    "country",
    "admin1",
    "lon",
    "lat",
    "rank",
    "coord_source",
    "alt_names",
    "local_name",
];

fn place(cells: &[&str; 11]) -> Option<Place> {
    let [id, name, kind, country, admin1, lon, lat, rank, coord_source, alt_names, local_name] = *cells;
    Some(Place {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: PlaceKind::parse(kind)?,
        country: country.to_owned(),
        admin1: admin1.to_owned(),
        at: LonLat::new(lon.parse().ok()?, lat.parse().ok()?)?,
        plane: Plane::default(),
        rank: rank.parse().unwrap_or(9),
        approximate: !(coord_source.starts_with("GeoNames")
            || coord_source.starts_with("Natural Earth populated")),
        alt_names: alt_names.split(';').filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        local_name: local_name.to_owned(),
        coord_source: coord_source.to_owned(),
    })
}

/// Rows of cells of a small CSV text.
pub(super) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv_core::Reader::new();
    // The last row ends with a line end too, so that no row is ever read in two parts.
    let text = format!("{text}\n");
    let mut input = text.as_bytes();
    let (mut output, mut ends) = (vec![0_u8; 64 * 1024], vec![0_usize; 256]);
    let mut rows = Vec::new();
    loop {
        let (result, used, _, cells) = reader.read_record(input, &mut output, &mut ends);
        input = input.get(used..).unwrap_or_default();
        match result {
            ReadRecordResult::Record => {
                let mut from = 0;
                let mut row = Vec::with_capacity(cells);
                for &to in ends.iter().take(cells) {
                    row.push(String::from_utf8_lossy(output.get(from..to).unwrap_or_default()).into_owned());
                    from = to;
                }
                rows.push(row);
            }
            // A row larger than the buffers is no list of places.
            ReadRecordResult::InputEmpty
            | ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull
            | ReadRecordResult::End => return rows,
        }
    }
}
