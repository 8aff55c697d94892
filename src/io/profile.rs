//! A mapping that is kept for the next file with the same columns.

use serde::{Deserialize, Serialize};

use super::csv::key;
use super::table_mapping::Mapping;

/// Longest profile that is read, in bytes.
const MOST_BYTES: usize = 256 << 10;

/// A mapping and the columns of the table that it was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// What people call it.
    pub name: String,
    /// The columns of the table, in its order.
    pub header: Vec<String>,
    /// How it is read.
    pub mapping: Mapping,
}

impl Profile {
    /// Whether a table has the same columns, in whatever order.
    pub fn fits(&self, names: &[String]) -> bool {
        let sorted = |names: &[String]| {
            let mut keys: Vec<String> = names.iter().map(|name| key(name)).collect();
            keys.sort();
            keys
        };
        // Columns told by their number must stand where they stood.
        let numbered = self.mapping.columns.values().any(|name| name.starts_with('#'));
        if numbered { self.header == names } else { sorted(&self.header) == sorted(names) }
    }

    /// As text for a file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// From the text of a file: a whole profile, or a mapping alone.
    ///
    /// # Errors
    /// Says where the text is neither.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("longer than {MOST_BYTES} bytes"));
        }
        let profile: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if profile.mapping == Mapping::default() {
            return Ok(Self { mapping: Mapping::from_toml(text)?, ..profile });
        }
        Ok(profile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::table_mapping::Field;

    #[test]
    fn a_profile_is_offered_for_a_file_with_the_same_columns() {
        let names = ["Fecha", "Lugar", ""].map(str::to_owned).to_vec();
        let mut profile =
            Profile { name: "Weekly list".to_owned(), header: names.clone(), ..Profile::default() };
        profile.mapping.set(Field::Date, Some(0), &names);
        assert_eq!(Profile::from_toml(&profile.to_toml()), Ok(profile.clone()));
        let turned = ["", "LUGAR", "fecha"].map(str::to_owned);
        assert!(profile.fits(&turned) && !profile.fits(&names[..2]));
        profile.mapping.set(Field::Place, Some(2), &names);
        assert!(!profile.fits(&turned) && profile.fits(&names));
    }

    #[test]
    fn a_mapping_alone_is_a_profile_too() {
        let profile = Profile::from_toml("[columns]\ndate = \"When\"\n").unwrap();
        assert_eq!(profile.mapping.columns.get(&Field::Date).unwrap(), "When");
        assert!(Profile::from_toml("mapping = 3").is_err());
    }
}
