//! How a user wants one file to be read, where the content leaves it open or was misunderstood.

use encoding_rs::Encoding;

use super::format::by_id;
use super::load::LoadOptions;
use super::table_mapping::{Mapping, Ruined};

/// Encodings that people choose by hand, by their labels in the WHATWG standard.
pub const ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "windows-1256",
    "ISO-8859-2",
    "KOI8-R",
    "macintosh",
    "GB18030",
    "Shift_JIS",
];

/// Separators that people choose by hand, with their names.
pub const DELIMITERS: &[(char, &str)] =
    &[(',', "comma"), (';', "semicolon"), ('\t', "TAB"), ('|', "vertical bar")];

/// Decisions about one file; what is `None` is told by its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Id of the format.
    pub format: Option<String>,
    /// Label of the encoding, as the WHATWG standard has it.
    pub encoding: Option<String>,
    /// What stands between the fields of a table; one byte in UTF-8.
    pub delimiter: Option<char>,
    /// What the columns of a table say.
    pub mapping: Option<Mapping>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What becomes of coordinates that a spreadsheet has ruined.
    pub ruined: Ruined,
}

impl Reading {
    /// Whether nothing is decided.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// As options of a load; words that name no format or encoding are passed over.
    pub fn options(&self) -> LoadOptions {
        LoadOptions {
            format: self.format.as_deref().and_then(by_id),
            encoding: self.encoding.as_ref().and_then(|label| Encoding::for_label(label.as_bytes())),
            delimiter: self.delimiter.and_then(|c| u8::try_from(c).ok()),
            mapping: self.mapping.clone(),
            sheet: self.sheet.clone(),
            ruined: self.ruined,
            ..LoadOptions::default()
        }
    }
}

/// The separator that a word or the character itself names.
///
/// # Errors
/// Says which there are.
pub fn delimiter(text: &str) -> Result<char, String> {
    let named = DELIMITERS.iter().find(|(c, name)| name.eq_ignore_ascii_case(text) || text == c.to_string());
    let single = || text.chars().next().filter(|c| text.len() == 1 && c.is_ascii_punctuation() && *c != '"');
    let escaped = (text == "\\t").then_some('\t');
    named.map(|(c, _)| *c).or(escaped).or_else(single).ok_or_else(|| {
        format!("“{text}” is no separator; comma, semicolon, tab, bar or one sign are possible")
    })
}

/// The name of a separator, for people.
pub fn delimiter_name(delimiter: char) -> String {
    let named = DELIMITERS.iter().find(|(c, _)| *c == delimiter);
    named.map_or_else(|| delimiter.to_string(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{Job, Source, load};

    fn read(bytes: &[u8], reading: &Reading) -> crate::io::Loaded {
        let source = Source::Bytes { name: "x.csv".into(), bytes: bytes.into() };
        load(&[source], &reading.options(), &Job::default())
    }

    #[test]
    fn separators_go_by_name_or_sign() {
        assert_eq!(
            ["comma", "Tab", "\\t", ";", "^"].map(delimiter),
            [Ok(','), Ok('\t'), Ok('\t'), Ok(';'), Ok('^')]
        );
        assert!(delimiter("x").unwrap_err().contains("no separator"));
        assert_eq!((delimiter_name('\t'), delimiter_name('^')), ("TAB".to_owned(), "^".to_owned()));
    }

    #[test]
    fn every_offered_encoding_is_one() {
        for label in ENCODINGS {
            assert!(Encoding::for_label(label.as_bytes()).is_some(), "{label}");
        }
    }

    #[test]
    fn a_chosen_separator_is_used_also_where_another_would_give_more_columns() {
        let text = b"date^title\n2025-10-11^a, b\n2025-10-12^c\n";
        let reading = Reading { delimiter: Some('^'), ..Reading::default() };
        let loaded = read(text, &reading);
        assert_eq!((loaded.dataset.len(), loaded.reports[0].delimiter), (2, Some('^')));
        let titles: Vec<String> = loaded.dataset.events().map(|e| e.to_event().title).collect();
        assert_eq!(titles, ["a, b", "c"]);
        assert_ne!(read(text, &Reading::default()).reports[0].delimiter, Some('^'));
    }

    #[test]
    fn a_chosen_encoding_is_used_also_where_another_was_guessed() {
        let bytes = b"date;place\n2025-10-11;M\xF3\n";
        let place = |encoding: &str| {
            let reading = Reading { encoding: Some(encoding.to_owned()), ..Reading::default() };
            read(bytes, &reading).dataset.events().next().unwrap().to_event().place.name
        };
        assert_eq!([place("windows-1252"), place("windows-1251")], ["Mó", "Mу"]);
    }
}
