//! The sample that the program starts with: coded from one article, read like any other file.

use super::load::{Loaded, Source, load_bytes};

/// Name of the sample.
pub const SAMPLE_NAME: &str = "pakistan-afghanistan-2025.json";

static SAMPLE: &[u8] = include_bytes!("../../assets/samples/pakistan-afghanistan-2025.json");

/// The sample as something to load.
pub fn sample_source() -> Source {
    Source::Bytes { name: SAMPLE_NAME.into(), bytes: SAMPLE.into() }
}

/// Loads the sample.
pub fn sample() -> Loaded {
    load_bytes(SAMPLE_NAME, SAMPLE)
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
