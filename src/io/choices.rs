//! What the user has decided about a file, for readers that leave something open.

use super::format::Format;
use super::table_mapping::{Mapping, Ruined};

/// Decisions that readers look at; what is `None` they decide by the content.
#[derive(Clone, Copy, Default)]
pub struct Choices<'a> {
    /// Read the rows as this format; inside of a workbook or archive it is meant for what stands in it.
    pub format: Option<&'static dyn Format>,
    /// What stands between the fields of a table.
    pub delimiter: Option<u8>,
    /// Read the columns of a table so.
    pub mapping: Option<&'a Mapping>,
    /// Read this sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// What becomes of coordinates that a spreadsheet has ruined.
    pub ruined: Ruined,
}
