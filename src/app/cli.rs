//! The command line: what a user may type.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::read_args::ReadArgs;
use crate::geo::{BorderKey, Clock};
use crate::model::OtherCalendar;
use crate::query::{Filter, LaneBy};
use crate::workspace::{ExportView, MapMarks, MapStyle};

/// Opens event files and shows a zoomable timeline beside a schematic border map.
#[derive(Debug, Parser)]
#[command(name = "borderline", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    /// Event files to open as one data set; none opens the bundled sample.
    pub files: Vec<PathBuf>,
    /// Neither use nor keep an index of large files.
    #[arg(long)]
    pub no_index: bool,
    /// Which border the map is of, for example Ukraine-Russia or SDN-SSD; else what suits the events.
    #[arg(long, value_name = "A-B", value_parser = BorderKey::find)]
    pub border: Option<BorderKey>,
    /// Which clock the times in the files are of, for example Asia/Kabul or UTC; else it is not known.
    #[arg(long, value_name = "ZONE", value_parser = Clock::named)]
    pub zone: Option<Clock>,
    /// A map layer to add: a map file, a shapefile, or a table of places; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub layer: Vec<PathBuf>,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Says what is in event files and what could not be read.
    Info(InfoArgs),
    /// Draws a picture of the window, the map, the border strip, the space–time diagram or the timeline into a PNG file.
    Render(Box<RenderArgs>),
    /// Writes the events of files to one file in another format.
    Convert(Box<ConvertArgs>),
    /// Lists the formats that can be read and written.
    Formats,
    /// Says how much is kept of large files so that they open again at once.
    Index(IndexArgs),
    /// Lists the land borders of the world, or says how one of them is drawn.
    Borders(BordersArgs),
    /// Measures loading, questions and frames on a file.
    Bench(BenchArgs),
}

/// Arguments of `info`.
#[derive(Debug, clap::Args)]
pub struct InfoArgs {
    /// Event files.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the list of all that could not be read as comma-separated text.
    #[arg(long, value_name = "OUT.csv")]
    pub list: Option<PathBuf>,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// Arguments of `render`.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// Event files; none draws the bundled sample.
    pub files: Vec<PathBuf>,
    /// The PNG file to write.
    #[arg(short, long)]
    pub output: PathBuf,
    /// What to draw.
    #[arg(long, value_enum, default_value_t = ViewArg::Window)]
    pub view: ViewArg,
    /// Size in points, for example 1280x800.
    #[arg(long, value_parser = size, default_value = "1280x800")]
    pub size: [u32; 2],
    /// Pixels a point, 1 to 8.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=8))]
    pub scale: u8,
    /// Id of the event to select, as the file gives it.
    #[arg(long)]
    pub select: Option<String>,
    /// Filter, for example 'after:2025-10-09 kind:battle torkham'.
    #[arg(long)]
    pub filter: Option<Filter>,
    /// Stretch of time to show, for example 2025-10-01..2025-11-01.
    #[arg(long, value_parser = period)]
    pub period: Option<crate::model::Span>,
    /// What makes a lane of the timeline.
    #[arg(long, value_enum, default_value_t = LanesArg::Kind)]
    pub lanes: LanesArg,
    /// How to draw the map.
    #[arg(long, value_enum, default_value_t = StyleArg::Schematic)]
    pub style: StyleArg,
    /// Which border the map is of, for example Ukraine-Russia or SDN-SSD; else what suits the events.
    #[arg(long, value_name = "A-B", value_parser = BorderKey::find)]
    pub border: Option<BorderKey>,
    /// A map layer to draw: a map file, a shapefile, or a table of places; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub layer: Vec<PathBuf>,
    /// A map layer whose lines stand for the borders; those of the program's own map step back.
    #[arg(long, value_name = "FILE")]
    pub borders_from: Option<PathBuf>,
    /// How to draw events with a point on the map.
    #[arg(long, value_enum, default_value_t = MarksArg::Auto)]
    pub marks: MarksArg,
    /// Colours.
    #[arg(long, value_enum, default_value_t = ThemeArg::Light)]
    pub theme: ThemeArg,
    /// Dates of another calendar below the axis of time.
    #[arg(long, value_enum, default_value_t = CalendarArg::None)]
    pub calendar: CalendarArg,
    /// Which clock the times in the files are of, for example Asia/Kabul or UTC; else it is not known.
    #[arg(long, value_name = "ZONE", value_parser = Clock::named)]
    pub zone: Option<Clock>,
    /// Leave nights unshaded.
    #[arg(long)]
    pub no_nights: bool,
    /// Leave out the caption.
    #[arg(long)]
    pub no_caption: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
pub struct ConvertArgs {
    /// Event files, read as one data set.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The file to write; its extension names the format.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Filter, for example 'after:2025-10-09 kind:battle torkham'.
    #[arg(long)]
    pub filter: Option<Filter>,
    /// Write in this format, whatever the extension.
    #[arg(long, value_name = "FORMAT", value_parser = export_ids())]
    pub to: Option<String>,
    /// In CSV, leave texts that a spreadsheet would run as formulas as they are.
    #[arg(long)]
    pub exact: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

fn export_ids() -> clap::builder::PossibleValuesParser {
    crate::io::EXPORTS.iter().map(|format| format.id()).collect::<Vec<_>>().into()
}

/// Arguments of `index`.
#[derive(Debug, clap::Args)]
pub struct IndexArgs {
    /// Remove all of them.
    #[arg(long)]
    pub clear: bool,
}

/// Arguments of `borders`.
#[derive(Debug, clap::Args)]
pub struct BordersArgs {
    /// One border, for example AFG-PAK or Ukraine-Russia; none lists all.
    pub border: Option<String>,
    /// Say of every border how it is drawn; takes some seconds.
    #[arg(long, conflicts_with = "border")]
    pub drawn: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `bench`.
#[derive(Debug, clap::Args)]
pub struct BenchArgs {
    /// Event files; none measures the bundled sample.
    pub files: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Measure loading only.
    #[arg(long)]
    pub load_only: bool,
    /// Measure these parts only, and loading; several with commas between.
    #[arg(long, value_enum, value_delimiter = ',', conflicts_with = "load_only")]
    pub only: Vec<BenchPart>,
}

/// `--only` of `bench`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BenchPart {
    /// Opening the files again from their index.
    Reopen,
    /// Finding words in the texts.
    Words,
    /// What views ask.
    Questions,
    /// A brush over time, until the map shows it.
    Brush,
    /// Panning and zooming, all events and ten of them.
    Frames,
    /// Frames while the files are being read.
    Loading,
    /// A picture.
    Picture,
    /// From the start of the program to its first frame; needs a display.
    Start,
}

/// `--view`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ViewArg {
    /// The whole window.
    Window,
    /// The map.
    Map,
    /// The timeline.
    Timeline,
    /// The border strip.
    Strip,
    /// The space–time diagram.
    #[value(alias = "spacetime")]
    SpaceTime,
}

/// `--lanes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanesArg {
    /// Kind of event.
    Kind,
    /// Actor.
    Actor,
    /// Country.
    Country,
    /// Source.
    Source,
    /// File.
    File,
}

/// `--style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StyleArg {
    /// Octilinear lines.
    Schematic,
    /// True outline.
    Outline,
}

/// `--marks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MarksArg {
    /// Density where many bubbles would stand for many places each, else bubbles.
    Auto,
    /// Bubbles at places.
    Bubbles,
    /// Counts by square of the ground.
    Density,
}

/// `--calendar`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CalendarArg {
    /// Gregorian dates only.
    None,
    /// Solar Hijri with the names that months have in Afghanistan.
    SolarAfghan,
    /// Solar Hijri with the names that months have in Iran.
    SolarIranian,
    /// Hijri by the tabular rule, which may differ by a day from the sighted moon.
    Hijri,
}

/// `--theme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeArg {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl From<ViewArg> for ExportView {
    fn from(arg: ViewArg) -> Self {
        match arg {
            ViewArg::Window => Self::Window,
            ViewArg::Map => Self::Map,
            ViewArg::Timeline => Self::Timeline,
            ViewArg::Strip => Self::Strip,
            ViewArg::SpaceTime => Self::SpaceTime,
        }
    }
}

impl From<LanesArg> for LaneBy {
    fn from(arg: LanesArg) -> Self {
        match arg {
            LanesArg::Kind => Self::Kind,
            LanesArg::Actor => Self::Actor,
            LanesArg::Country => Self::Country,
            LanesArg::Source => Self::Source,
            LanesArg::File => Self::File,
        }
    }
}

impl From<StyleArg> for MapStyle {
    fn from(arg: StyleArg) -> Self {
        match arg {
            StyleArg::Schematic => Self::Schematic,
            StyleArg::Outline => Self::Outline,
        }
    }
}

impl From<MarksArg> for MapMarks {
    fn from(arg: MarksArg) -> Self {
        match arg {
            MarksArg::Auto => Self::Automatic,
            MarksArg::Bubbles => Self::Bubbles,
            MarksArg::Density => Self::Density,
        }
    }
}

impl From<CalendarArg> for Option<OtherCalendar> {
    fn from(arg: CalendarArg) -> Self {
        match arg {
            CalendarArg::None => None,
            CalendarArg::SolarAfghan => Some(OtherCalendar::SolarAfghan),
            CalendarArg::SolarIranian => Some(OtherCalendar::SolarIranian),
            CalendarArg::Hijri => Some(OtherCalendar::Hijri),
        }
    }
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let wrong = || format!("“{text}” is not a size like 1280x800");
    let (w, h) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let side = |s: &str| s.trim().parse::<u32>().map_err(|_| wrong());
    let (w, h) = (side(w)?, side(h)?);
    if !(200..=16_000).contains(&w) || !(150..=16_000).contains(&h) {
        return Err(format!("{w}x{h} is out of bounds; 200x150 to 16000x16000 points are possible"));
    }
    Ok([w, h])
}

/// `2025-10-01..2025-11-01`, the end excluded; written as the filter writes dates.
fn period(text: &str) -> Result<crate::model::Span, String> {
    let (after, before) =
        text.split_once("..").ok_or_else(|| format!("“{text}” is not two dates with .. between"))?;
    let filter: Filter = format!("after:{after} before:{before}").parse().map_err(|e| format!("{e}"))?;
    filter.time.span().ok_or_else(|| "the period ends before it begins".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn sizes_and_periods_are_checked() {
        assert_eq!(size("1280x800"), Ok([1280, 800]));
        assert!(size("1280").unwrap_err().contains("1280x800"));
        assert!(size("10x10").unwrap_err().contains("out of bounds"));
        assert_eq!(period("2025-10-01..2025-10-02").unwrap().secs(), 86_400);
        assert!(period("2025-10-02..2025-10-01").unwrap_err().contains("before"));
    }

    #[test]
    fn a_bad_filter_is_a_usage_error_that_says_why() {
        let error =
            Cli::try_parse_from(["borderline", "render", "-o", "x.png", "--filter", "kind:war"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("“war” is not a kind"));
    }
}
