//! `borderline formats`: what can be read and written.

use std::fmt::Write as _;
use std::io::Write;

use crate::io::{EXPORTS, FORMATS};

/// Prints the table of formats.
///
/// # Errors
/// When stdout cannot be written, other than because nobody reads it any more.
pub fn print() -> Result<(), String> {
    let width = FORMATS.iter().map(|f| f.label().chars().count()).max().unwrap_or(0);
    let ids = FORMATS.iter().map(|f| f.id().len()).max().unwrap_or(0);
    let mut out = String::new();
    for format in FORMATS {
        let extensions: Vec<String> = format.extensions().iter().map(|e| format!(".{e}")).collect();
        let _ = writeln!(
            out,
            "{:ids$}  {:width$}  {:18}  {}",
            format.id(),
            format.label(),
            extensions.join(" "),
            format.what()
        );
    }
    out.push_str("\nWritten by Export events and `borderline convert`:\n");
    for format in EXPORTS {
        let extension = format!(".{}", format.extension());
        let _ = writeln!(out, "{:width$}  {extension:18}  {}", format.label(), format.what());
    }
    write_stdout(&out)
}

/// Writes to stdout; a pipe that was closed is no error.
///
/// # Errors
/// Any other failure to write.
pub fn write_stdout(text: &str) -> Result<(), String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("stdout: {error}")),
        _ => Ok(()),
    }
}
