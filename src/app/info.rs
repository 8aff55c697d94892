//! `borderline info`: what is in event files, and what could not be read.

use crate::io::info::to_json;
use crate::io::{Job, load_paths_as, problem_list, save_bytes, summaries};

use super::cli::InfoArgs;
use super::formats::write_stdout;

/// Prints what is in each file; a file that could not be read stands there with its error.
///
/// # Errors
/// Names the files of which nothing could be read.
pub fn info(args: &InfoArgs) -> Result<(), String> {
    let loaded = load_paths_as(&args.files, &args.read.reading()?, &Job::default());
    let summaries = summaries(&loaded);
    let text = if args.json {
        to_json(&summaries).map_err(|error| error.to_string())? + "\n"
    } else {
        summaries.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    write_stdout(&text)?;
    if let Some(path) = &args.list {
        save_bytes(path, problem_list(&loaded.reports).as_bytes()).map_err(|error| error.to_string())?;
    }
    let failed: Vec<String> = loaded
        .reports
        .iter()
        .filter_map(|report| report.error.as_ref().map(|error| format!("{}: {error}", report.name)))
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}
