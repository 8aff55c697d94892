//! The options that say how files are to be read, the same for every command that reads some.

use std::path::PathBuf;

use encoding_rs::Encoding;

use crate::io::format::by_id;
use crate::io::reading::delimiter;
use crate::io::{Reading, Ruined};

use super::profiles;

/// How files are to be read; what is not given is told by their content.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "How files are read")]
pub struct ReadArgs {
    /// Read files as tables whose columns say what this mapping says (see docs/tables.md).
    #[arg(long, value_name = "FILE.toml")]
    pub map: Option<PathBuf>,
    /// Read files as this format, by its id in `borderline formats`.
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub read_as: Option<String>,
    /// Read files in this encoding, for example windows-1252.
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<String>,
    /// What stands between the fields of tables: comma, semicolon, tab, bar, or one sign.
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    pub separator: Option<char>,
    /// Read this sheet of workbooks.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Set the decimal point anew in coordinates that a spreadsheet has ruined, such as 31.610.269.
    #[arg(long)]
    pub repair: bool,
}

impl ReadArgs {
    /// The decisions that they make.
    ///
    /// # Errors
    /// When the mapping cannot be read.
    pub fn reading(&self) -> Result<Reading, String> {
        let mapping = self.map.as_deref().map(profiles::read).transpose()?.map(|profile| profile.mapping);
        Ok(Reading {
            format: self.read_as.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.separator,
            mapping,
            sheet: self.sheet.clone(),
            ruined: if self.repair { Ruined::Repair } else { Ruined::Leave },
        })
    }
}

fn format(id: &str) -> Result<String, String> {
    let known = by_id(id).map(|format| format.id().to_owned());
    known.ok_or_else(|| format!("“{id}” is no format; “borderline formats” lists them"))
}

fn encoding(label: &str) -> Result<String, String> {
    let known = Encoding::for_label(label.as_bytes()).map(|encoding| encoding.name().to_owned());
    known.ok_or_else(|| format!("“{label}” is no encoding; UTF-8, windows-1252 or UTF-16LE are some"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::app::cli::Cli;

    fn read(args: &[&str]) -> Result<ReadArgs, String> {
        let line = ["borderline"].iter().chain(args);
        Cli::try_parse_from(line).map(|cli| cli.read).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_no_format_encoding_or_separator_is_said() {
        assert!(read(&["--read-as", "excel"]).unwrap_err().contains("“excel” is no format"));
        assert!(read(&["--encoding", "latin"]).unwrap_err().contains("“latin” is no encoding"));
        assert!(read(&["--separator", "xx"]).unwrap_err().contains("no separator"));
        let args = read(&["--read-as", "gdelt", "--encoding", "latin1", "--separator", "tab", "--repair"]);
        let reading = args.unwrap().reading().unwrap();
        assert_eq!(
            (reading.format.as_deref(), reading.encoding.as_deref(), reading.delimiter, reading.ruined),
            (Some("gdelt"), Some("windows-1252"), Some('\t'), Ruined::Repair)
        );
    }

    #[test]
    fn a_mapping_that_cannot_be_read_is_named() {
        let error = read(&["--map", "/nowhere/weekly.toml"]).unwrap().reading().unwrap_err();
        assert!(error.contains("weekly.toml"), "{error}");
    }
}
