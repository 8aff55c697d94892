//! The views: each lays out, paints, and turns input into commands.

mod along;
mod baked;
mod below_axis;
pub mod border_picker;
mod categories;
mod clocks;
pub mod columns;
pub mod detail;
pub mod drop_hint;
pub mod duplicates;
pub mod export_events;
mod file_chips;
pub mod filter_bar;
pub mod fonts;
pub mod layers;
pub mod list;
mod look;
pub mod map;
pub mod menu;
pub mod meter;
pub mod overlay;
mod pane_switch;
pub mod picture;
pub mod play_bar;
pub mod raster;
pub mod report;
pub mod shell;
pub mod space_time;
pub mod status;
pub mod strip;
mod table_row;
pub mod text;
pub mod theme;
pub mod timeline;

pub use look::{Look, Outbox};
pub use map::MapView;
