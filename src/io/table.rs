//! Any table with dates or places.

use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::sink::FileSink;

/// Any table.
pub struct AnyTable;

impl Format for AnyTable {
    fn id(&self) -> &'static str {
        "any-table"
    }

    fn label(&self) -> &'static str {
        "a table of events"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "txt", "json"]
    }

    fn what(&self) -> &'static str {
        "x"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, _: &Head) -> Fit {
        Fit::No
    }

    fn read(&self, _: &mut Input<'_>, _: &mut FileSink<'_>) -> Result<(), ReadError> {
        Ok(())
    }
}
