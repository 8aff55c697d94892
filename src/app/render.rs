//! `borderline render`: a picture without a window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::geo::{LayerRole, LayerStyle};
use crate::io::{Job, Loaded, Reading, load_paths_as, sample};
use crate::query::Filter;
use crate::workspace::{
    Command, FilterCommand, LayerCommand, NavigateCommand, SelectCommand, ShowCommand, ThemeChoice, Workspace,
};

use super::cli::{RenderArgs, ThemeArg};
use super::export::{Sheet, save};
use super::layers::read_all;

/// Draws what the arguments say and writes the file.
///
/// # Errors
/// Files that cannot be read, an id that no event has, a picture that cannot be drawn or written.
pub fn render(args: &RenderArgs) -> Result<(), String> {
    let mut work = workspace(&args.files, &args.read.reading()?)?;
    let filter: Filter = args.filter.clone().unwrap_or_default();
    work.apply(Command::Filter(FilterCommand::Set(Box::new(filter))));
    work.apply(Command::Show(ShowCommand::Lanes(args.lanes.into())));
    work.apply(Command::Show(ShowCommand::Map(args.style.into())));
    work.apply(Command::Show(ShowCommand::Marks(args.marks.into())));
    work.apply(Command::Show(ShowCommand::Calendar(args.calendar.into())));
    work.begin_with_clock(args.zone.clone());
    if args.no_nights {
        work.apply(Command::Show(ShowCommand::SwitchNight));
    }
    if args.border.is_some() {
        work.apply(Command::Show(ShowCommand::Border(args.border)));
    }
    layers(&mut work, args)?;
    let theme = if args.theme == ThemeArg::Dark { ThemeChoice::Dark } else { ThemeChoice::Light };
    work.apply(Command::Show(ShowCommand::Theme(theme)));
    if let Some(span) = args.period {
        work.apply(Command::Navigate(NavigateCommand::Time(span)));
    }
    if let Some(id) = &args.select {
        let found = work.store().find(id, None).ok_or_else(|| format!("no event has the id “{id}”"))?;
        work.apply(Command::Select(SelectCommand::Event(found)));
    }
    let sheet = Sheet {
        view: args.view.into(),
        size: args.size.map(points),
        scale: f32::from(args.scale),
        caption: !args.no_caption,
    };
    save(&mut work, sheet, &args.output).map_err(|error| format!("{}: {error}", args.output.display()))?;
    eprintln!("wrote {}", args.output.display());
    Ok(())
}

/// Puts the layers on the map that the arguments name.
fn layers(work: &mut Workspace, args: &RenderArgs) -> Result<(), String> {
    let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let paths: Vec<PathBuf> = args.layer.iter().chain(&args.borders_from).map(whole).collect();
    work.apply(Command::Layer(LayerCommand::Add(paths.clone())));
    read_all(work, &paths)?;
    if let Some(path) = args.borders_from.as_ref().map(whole) {
        let kept = work.layers().list.iter().find(|layer| layer.path == path);
        let style =
            LayerStyle { role: LayerRole::Borders, ..kept.map(|kept| kept.style).unwrap_or_default() };
        work.apply(Command::Layer(LayerCommand::Style(path, style)));
    }
    Ok(())
}

/// Writes a picture of the bundled sample's window.
///
/// # Errors
/// A picture that cannot be drawn or written.
pub fn sample_picture(path: &Path) -> Result<(), String> {
    let mut work = workspace(&[], &Reading::default())?;
    let first = work.store().find("border-clashes-2025-10-11", None);
    if let Some(id) = first {
        work.apply(Command::Select(SelectCommand::Event(id)));
    }
    let sheet =
        Sheet { view: super::cli::ViewArg::Window.into(), size: [1280.0, 860.0], scale: 2.0, caption: true };
    save(&mut work, sheet, path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The events of the files, or of the sample, as a workspace.
///
/// # Errors
/// As [`load`].
pub fn workspace(files: &[PathBuf], reading: &Reading) -> Result<Workspace, String> {
    let Loaded { dataset, reports, .. } = load(files, reading)?;
    let mut work = Workspace::inline(Arc::new(dataset));
    work.set_paths(files.to_vec());
    work.set_reports(reports);
    let readings = files.iter().map(|path| (path.clone(), reading.clone()));
    work.set_readings(readings.filter(|(_, reading)| !reading.is_open()).collect());
    Ok(work)
}

/// The events of the files, or of the sample; files that could not be read are named on stderr.
///
/// # Errors
/// When nothing could be read.
pub fn load(files: &[PathBuf], reading: &Reading) -> Result<Loaded, String> {
    let loaded = if files.is_empty() { sample() } else { load_paths_as(files, reading, &Job::default()) };
    for banner in loaded.reports.iter().filter_map(crate::io::FileReport::banner) {
        eprintln!("borderline: {banner}");
    }
    if loaded.reports.iter().all(|report| report.error.is_some() && report.rows_loaded() == 0) {
        return Err("nothing could be read".to_owned());
    }
    Ok(loaded)
}

#[expect(clippy::cast_precision_loss, reason = "sizes up to 16,000 points are exact in an f32")]
fn points(side: u32) -> f32 {
    side as f32
}
