//! Which column of a table says what, and how its values are written; kept as a profile for the next file of its kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::csv::{Column, Header};
use super::dates::DayOrder;

/// Longest profile that is read, in bytes.
const MOST_BYTES: usize = 64 << 10;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $label:literal;)*) => {
        /// Something that a column may say of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// All, in the order in which people look for them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word that profiles use.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The words for people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

fields! {
    /// The file's own id.
    Id = "id", "Id";
    /// A headline.
    Title = "title", "Title";
    /// The day, or the first day, with or without a time.
    Date = "date", "Date or start";
    /// The last day.
    EndDate = "end-date", "End";
    /// The year.
    Year = "year", "Year";
    /// The month as a number or name; 0 or blank where it is not known.
    Month = "month", "Month";
    /// The day of the month; 0 or blank where it is not known.
    Day = "day", "Day";
    /// The time of day.
    Time = "time", "Time of day";
    /// Degrees north.
    Latitude = "latitude", "Latitude (Y)";
    /// Degrees east.
    Longitude = "longitude", "Longitude (X)";
    /// Both in one cell.
    Coordinates = "coordinates", "Both coordinates";
    /// Name of the place.
    Place = "place", "Place";
    /// Province.
    Admin1 = "admin1", "Province";
    /// District.
    Admin2 = "admin2", "District";
    /// Country.
    Country = "country", "Country";
    /// Type of event.
    Type = "type", "Type";
    /// Type in more detail.
    SubType = "sub-type", "Subtype";
    /// One party.
    Actor1 = "actor1", "Actor";
    /// The other party.
    Actor2 = "actor2", "Second actor";
    /// People killed.
    Fatalities = "fatalities", "Fatalities";
    /// Lowest estimate of people killed.
    FatalitiesLow = "fatalities-low", "Fatalities, low";
    /// Highest estimate of people killed.
    FatalitiesHigh = "fatalities-high", "Fatalities, high";
    /// Who reports it.
    Source = "source", "Source";
    /// What happened, in words.
    Summary = "summary", "Description";
    /// A link to a report.
    Link = "link", "Link";
}

/// Which coordinate comes first where both stand in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    /// Latitude, as people write them.
    #[default]
    LatitudeFirst,
    /// Longitude, as programs do.
    LongitudeFirst,
}

/// What becomes of coordinates such as `31.610.269`, in which a spreadsheet has put points as in a large number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruined {
    /// The event has no coordinates.
    #[default]
    Leave,
    /// The decimal point is set where the place comes closest to the others, and the event is marked as repaired.
    Repair,
}

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Mapping {
    /// Whether day or month comes first in dates such as `03/04/2020`.
    pub day_order: DayOrder,
    /// Which of two coordinates in one cell comes first.
    pub pair: Pair,
    /// What becomes of ruined coordinates.
    pub ruined: Ruined,
    /// The name of each field's column as the file writes it; `#3` is the third column whatever its name.
    pub columns: BTreeMap<Field, String>,
}

impl Mapping {
    /// The column of a field.
    pub fn column(&self, field: Field, header: &Header) -> Column {
        Column(self.index(field, &header.names))
    }

    /// The number of a field's column among these names.
    pub fn index(&self, field: Field, names: &[String]) -> Option<usize> {
        let name = self.columns.get(&field)?;
        let by_name = names.iter().position(|n| n == name);
        let number = || name.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1);
        by_name.or_else(|| number().filter(|&index| index < names.len()))
    }

    /// Gives a field the column at this index; `None` takes its column away.
    pub fn set(&mut self, field: Field, index: Option<usize>, names: &[String]) {
        match index {
            Some(index) => _ = self.columns.insert(field, column_name(index, names)),
            None => _ = self.columns.remove(&field),
        }
    }

    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    /// As the text of a profile.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// From the text of a profile; what is missing is as usual, what is unknown is passed over.
    ///
    /// # Errors
    /// Says where the text is no profile.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("longer than {MOST_BYTES} bytes"));
        }
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

/// The name by which a mapping calls a column: its own, or its number where it has none or another has the same.
pub fn column_name(index: usize, names: &[String]) -> String {
    match names.get(index) {
        Some(name) if !name.is_empty() && names.iter().position(|n| n == name) == Some(index) => name.clone(),
        _ => format!("#{}", index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["Fecha", "", "Muertos", "Fecha"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_profile_is_text_that_people_can_read_and_change() {
        let mut mapping = Mapping { day_order: DayOrder::MonthFirst, ..Mapping::default() };
        mapping.set(Field::Date, Some(0), &names());
        mapping.set(Field::FatalitiesLow, Some(2), &names());
        let text = mapping.to_toml();
        assert_eq!(
            text,
            "day-order = \"month-first\"\npair = \"latitude-first\"\nruined = \"leave\"\n\n[columns]\ndate = \"Fecha\"\nfatalities-low = \"Muertos\"\n"
        );
        assert_eq!(Mapping::from_toml(&text), Ok(mapping));
        let short = Mapping::from_toml("later = 1\n[columns]\ndate = \"x\"\n").unwrap();
        assert_eq!((short.day_order, short.columns.len()), (DayOrder::DayFirst, 1));
        assert!(Mapping::from_toml("columns = 7").unwrap_err().contains("line 1"));
        assert!(Mapping::from_toml(&"#".repeat(70_000)).unwrap_err().contains("longer"));
    }

    #[test]
    fn nameless_and_repeated_columns_are_told_by_their_number() {
        let header = Header::new(names());
        let mut mapping = Mapping::default();
        for (index, name) in [(0, "Fecha"), (1, "#2"), (3, "#4")] {
            mapping.set(Field::Date, Some(index), &names());
            assert_eq!(mapping.columns.get(&Field::Date).unwrap(), name);
            assert_eq!(mapping.column(Field::Date, &header), Column(Some(index)));
        }
        mapping.columns.insert(Field::Date, "#9".to_owned());
        assert!(!mapping.column(Field::Date, &header).found());
        mapping.set(Field::Date, None, &names());
        assert!(!mapping.has(Field::Date));
    }

    #[test]
    fn ids_of_fields_are_those_of_profiles() {
        for &field in Field::ALL {
            let mut mapping = Mapping::default();
            mapping.columns.insert(field, "x".to_owned());
            assert!(
                mapping.to_toml().contains(&format!("\n{} = \"x\"", field.id())),
                "{}",
                mapping.to_toml()
            );
        }
    }
}
