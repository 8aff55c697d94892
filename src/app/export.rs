//! Pictures out: a workspace drawn without a window by the same views, and written whole or not at all.

use std::path::Path;

use egui::{CentralPanel, Context, Frame, Panel, Ui, Vec2};

use crate::io::report::grouped;
use crate::query::{Answer, Ask, Totals};
use crate::store::Slot;
use crate::view::map::MapView;
use crate::view::picture::{Caption, Picture, PictureError, caption};
use crate::view::shell::Shell;
use crate::view::status::Status;
use crate::view::theme::{self, Theme};
use crate::view::{Look, Outbox, fonts, raster};
use crate::workspace::{ExportView, Pane, ThemeChoice, Workspace};

/// What a picture is to look like.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// What is drawn.
    pub view: ExportView,
    /// Width and height in points, caption included.
    pub size: [f32; 2],
    /// Pixels a point.
    pub scale: f32,
    /// Whether the caption is drawn.
    pub caption: bool,
}

/// Why there is no picture file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It could not be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It could not be written.
    #[error(transparent)]
    Save(#[from] crate::io::save::SaveError),
}

/// Draws a workspace; its board must answer on the calling thread ([`Workspace::snapshot`]).
///
/// # Errors
/// A size that cannot be drawn, a view along a border where there is none.
pub fn draw(work: &mut Workspace, sheet: Sheet) -> Result<Picture, PictureError> {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    let dark = work.theme() == ThemeChoice::Dark;
    ctx.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
    let mut shell = Shell::new(MapView::inline());
    let out = Outbox::default();
    let [width, height] = sheet.size;
    let picture = raster::headless(Vec2::new(width, height), sheet.scale, &ctx, |ui| {
        work.begin_frame();
        page(ui, &mut shell, Look { work, out: &out }, sheet);
        for command in out.take() {
            work.apply(command);
        }
    })?;
    let along = matches!(sheet.view, ExportView::Strip | ExportView::SpaceTime);
    if along && !shell.has_course() { Err(PictureError::NoBorder) } else { Ok(picture) }
}

/// Draws a workspace and writes it as PNG.
///
/// # Errors
/// A size that cannot be drawn, or a file that cannot be written; an older file then stays as it was.
pub fn save(work: &mut Workspace, sheet: Sheet, path: &Path) -> Result<(), ExportError> {
    let title = format!("{} – Borderline", work.title());
    let png = draw(work, sheet)?.png(&title)?;
    Ok(crate::io::save::save_bytes(path, &png)?)
}

fn page(ui: &mut Ui, shell: &mut Shell, look: Look<'_>, sheet: Sheet) {
    let theme = Theme::of(ui);
    let canvas = Frame::new().fill(theme.canvas);
    if sheet.caption {
        let of_map = shell.map.note().filter(|_| sheet.view != ExportView::Timeline);
        let note = of_map.unwrap_or_else(|| crate::geo::base::NOTE.trim().to_owned());
        let words = words(look.work, sheet.view, note);
        Panel::bottom("caption").frame(Frame::NONE).resizable(false).show_separator_line(false).show(
            ui,
            |ui| {
                caption(ui, &words);
            },
        );
    }
    match sheet.view {
        ExportView::Window => {
            shell.ui(ui, look, &Status::default(), &[]);
        }
        ExportView::Map => {
            CentralPanel::default().frame(canvas).show(ui, |ui| shell.map.ui(ui, look));
        }
        ExportView::Strip => {
            CentralPanel::default().frame(canvas).show(ui, |ui| shell.pane(ui, look, Pane::Strip));
        }
        ExportView::SpaceTime => {
            CentralPanel::default().frame(canvas).show(ui, |ui| shell.pane(ui, look, Pane::SpaceTime));
        }
        ExportView::Timeline => {
            CentralPanel::default().frame(canvas).show(ui, |ui| shell.time(ui, look));
        }
    }
}

/// What the picture says of itself.
fn words(work: &Workspace, view: ExportView, note: String) -> Caption {
    let totals = match work.ask(Slot("caption"), Ask::Totals).answer.as_deref() {
        Some(Answer::Totals(totals)) => totals.clone(),
        _ => Totals::default(),
    };
    let what = match view {
        ExportView::Window => "Timeline and border map",
        ExportView::Map => "Border map",
        ExportView::Timeline => "Timeline",
        ExportView::Strip => "Border strip",
        ExportView::SpaceTime => "Space and time along the border",
    };
    let events = if totals.hits == totals.all {
        format!("{} events", grouped(u64::from(totals.all)))
    } else {
        format!("{} of {} events", grouped(u64::from(totals.hits)), grouped(u64::from(totals.all)))
    };
    let undated = match totals.undated {
        0 => String::new(),
        n => format!("; {} without a date", grouped(u64::from(n))),
    };
    let span = work.filter().time.span().or(totals.span);
    Caption {
        title: format!("{what}: {} – {events}", work.title()),
        filter: work.filter().to_string(),
        period: span.map(|span| span.in_words() + &undated).unwrap_or_default(),
        sources: sources(work),
        note,
    }
}

/// File names without folders, with those who made the data.
fn sources(work: &Workspace) -> String {
    let files = work.store().info().files.iter().map(|file| {
        if file.provider.is_empty() {
            file.name.clone()
        } else {
            format!("{} ({})", file.name, file.provider)
        }
    });
    files.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::io::sample;
    use crate::model::{Dataset, DatasetBuilder, Draft, LonLat, PlacePrecision};

    fn strip(data: Dataset) -> Result<Picture, PictureError> {
        let sheet = Sheet { view: ExportView::Strip, size: [400.0, 300.0], scale: 1.0, caption: false };
        draw(&mut Workspace::inline(Arc::new(data)), sheet)
    }

    #[test]
    fn a_strip_of_events_that_suit_no_border_is_an_error_and_no_empty_picture() {
        assert!(strip(sample().dataset).is_ok());
        let mut builder = DatasetBuilder::default();
        for (lon, lat) in [(-100.0, 40.0), (100.0, 60.0), (20.0, 1.0), (135.0, -25.0), (-55.0, -10.0)] {
            builder.push(&Draft {
                at: LonLat::new(lon, lat),
                place_precision: PlacePrecision::Exact,
                ..Draft::default()
            });
        }
        assert!(matches!(strip(builder.finish()), Err(PictureError::NoBorder)));
    }
}
