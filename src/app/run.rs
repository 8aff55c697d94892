//! Does what the command line says and tells how it ended.

use std::process::ExitCode;

use clap::Parser;

use super::cli::{Cli, CliCommand};
use super::{bench, borders, convert, formats, index, info, render, window};

/// Runs the program; exit code 0, 1 for an error that is named on stderr, 2 for wrong usage.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout with code 0, the rest to stderr with code 2; nobody reads a closed pipe.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("borderline: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(cli: &Cli) -> Result<(), String> {
    match &cli.command {
        Some(CliCommand::Info(args)) => info::info(args),
        Some(CliCommand::Render(args)) => render::render(args),
        Some(CliCommand::Convert(args)) => convert::convert(args),
        Some(CliCommand::Formats) => formats::print(),
        Some(CliCommand::Borders(args)) => borders::borders(args),
        Some(CliCommand::Bench(args)) => bench::bench(args),
        Some(CliCommand::Index(args)) => index::index(args),
        None => window::open(cli),
    }
}
