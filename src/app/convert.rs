//! `borderline convert`: the events of files written to one file in another format.

use crate::io::report::grouped;
use crate::io::{
    EXPORTS, ExportFormat, ExportOptions, Job, TextCells, export, export_by_extension, export_by_id,
    refuse_inputs,
};
use crate::model::EventId;
use crate::query::Cancel;
use crate::store::Hits;

use super::cli::ConvertArgs;
use super::render::load;

/// Reads the files and writes the events that the filter lets through; what the format cannot say is told on stderr.
///
/// # Errors
/// Files that cannot be read, an unknown format, an output that is also an input or cannot be written.
pub fn convert(args: &ConvertArgs) -> Result<(), String> {
    let format = format(args)?;
    refuse_inputs(&args.output, &args.files).map_err(|error| error.to_string())?;
    let data = load(&args.files, &args.read.reading()?)?.dataset;
    let filter = args.filter.clone().unwrap_or_default();
    let hits = Hits::new(&data, &filter, &Cancel::default()).map_err(|error| error.to_string())?;
    let rows: Vec<EventId> = hits.rows().map(EventId).collect();
    let cells = if args.exact { TextCells::Exact } else { TextCells::SafeForSpreadsheets };
    let options = ExportOptions { cells };
    let done = export(&data, &rows, format, &options, &args.output, &Job::default())
        .map_err(|error| error.to_string())?;
    let all =
        if rows.len() == data.len() { String::new() } else { format!(" of {}", grouped(data.len() as u64)) };
    eprintln!("wrote {}{all} events to {}", grouped(done.events), args.output.display());
    for loss in done.losses.in_words() {
        eprintln!("borderline: not said by {}: {loss}", format.label());
    }
    Ok(())
}

fn format(args: &ConvertArgs) -> Result<&'static dyn ExportFormat, String> {
    let found = match &args.to {
        Some(id) => export_by_id(id),
        None => export_by_extension(&args.output),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = EXPORTS.iter().map(|format| format!(".{}", format.extension())).collect();
        let path = args.output.display();
        format!(
            "{path}: the extension names no format that can be written ({}); name one with --to",
            known.join(", ")
        )
    })
}
