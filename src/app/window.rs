//! Opens the window; where there is no display, says so and draws the picture instead.

use std::path::{Path, PathBuf};

use super::cli::Cli;
use super::program::App;
use super::render;

/// Where the picture goes when there is no display.
const PICTURE: &str = "borderline-sample.png";

/// Opens the window with the files that the command line names, or with the bundled sample, and returns when it is closed.
///
/// # Errors
/// In words, when there is neither a window nor a picture.
pub fn open(cli: &Cli) -> Result<(), String> {
    let (files, reading) = (cli.files.as_slice(), cli.read.reading()?);
    if !has_display() {
        return picture("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)", files);
    }
    let (files_to_open, border, clock) = (files.to_vec(), cli.border, cli.zone.clone());
    let layers = cli.layer.clone();
    let index = if cli.no_index { None } else { super::index::folder() };
    let made = eframe::run_native(
        "Borderline",
        options(),
        Box::new(move |cc| {
            let app = App::new(cc, files_to_open, &reading, index)?;
            let app = app.begin_with_border(border).begin_with_clock(clock);
            Ok(Box::new(app.begin_with_layers(&cc.egui_ctx, layers)))
        }),
    );
    match made {
        Ok(()) => Ok(()),
        Err(error) => picture(&format!("the window could not be opened ({error})"), files),
    }
}

fn options() -> eframe::NativeOptions {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("org.borderline.Borderline")
        .with_inner_size([1360.0, 860.0])
        .with_min_inner_size([760.0, 480.0])
        .with_icon(super::icon::icon());
    eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() }
}

/// Whether a window can be asked for at all; on X11 and Wayland the environment tells.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || set("DISPLAY")
        || set("WAYLAND_DISPLAY")
        || set("WAYLAND_SOCKET")
}

fn picture(why: &str, files: &[PathBuf]) -> Result<(), String> {
    let path = Path::new(PICTURE);
    if files.is_empty() {
        eprintln!("borderline: {why}; drawing the bundled sample instead");
        render::sample_picture(path)?;
        println!("wrote {PICTURE}");
        return Ok(());
    }
    Err(format!("{why}; “borderline render FILE… -o OUT.png” draws a picture without one"))
}
