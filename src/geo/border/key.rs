//! The short name of a border: the codes of its two countries.

use std::fmt;

use super::{Border, BorderSide};
use crate::geo::atlas::{self, AtlasError};

/// Two country codes in the order of the alphabet: "AFG-PAK". Small, for commands, pictures and saved states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BorderKey([[u8; 3]; 2]);

impl BorderKey {
    /// The key of the Durand Line.
    pub const DURAND: Self = Self([*b"AFG", *b"PAK"]);

    /// From two codes of three capital letters, in any order; `None` for anything else.
    pub fn new(a: &str, b: &str) -> Option<Self> {
        let code = |text: &str| <[u8; 3]>::try_from(text.as_bytes()).ok();
        let (a, b) = (code(a)?, code(b)?);
        let letters = a.iter().chain(&b).all(u8::is_ascii_uppercase);
        letters.then(|| Self(if a <= b { [a, b] } else { [b, a] }))
    }

    /// The border that words name: "AFG-PAK", "Ukraine-Russia", "guinea-bissau – senegal".
    ///
    /// # Errors
    /// In words, when the words name no two countries that share a border; or when a shipped file is broken.
    pub fn find(words: &str) -> Result<Self, String> {
        let world = atlas::world().map_err(|error| error.to_string())?;
        let dash = |c: char| matches!(c, '-' | '–' | '—' | ',' | '/');
        for (at, found) in words.match_indices(dash) {
            let (a, b) =
                (words.get(..at).unwrap_or_default(), words.get(at + found.len()..).unwrap_or_default());
            if let Some(border) = Border::between(&world, a, b) {
                return border.key().ok_or_else(|| format!("“{words}” has no codes"));
            }
        }
        Err(format!(
            "“{words}” names no border; two countries that share one are written like AFG-PAK or Ukraine-Russia"
        ))
    }

    /// The two codes.
    pub fn codes(&self) -> [&str; 2] {
        self.0.each_ref().map(|code| std::str::from_utf8(code).unwrap_or_default())
    }

    /// The border in the shipped maps; `None` when its countries share none.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn border(&self) -> Result<Option<Border>, AtlasError> {
        let [a, b] = self.codes();
        Border::shipped(a, b)
    }
}

impl fmt::Display for BorderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.codes();
        write!(f, "{a}-{b}")
    }
}

impl Border {
    /// The border's short name.
    pub fn key(&self) -> Option<BorderKey> {
        key_of(&self.sides)
    }
}

pub(super) fn key_of([a, b]: &[BorderSide; 2]) -> Option<BorderKey> {
    BorderKey::new(&a.code, &b.code)
}

/// Codes that Natural Earth gives to countries that ISO 3166 has none for.
pub(super) fn own_code(name: &str) -> Option<&'static str> {
    Some(match name {
        "Somaliland" => "SOL",
        "Northern Cyprus" => "CYN",
        _ => return None,
    })
}
