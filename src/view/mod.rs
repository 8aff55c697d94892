//! The views: each lays out, paints, and turns input into commands.

pub mod detail;
pub mod fonts;
mod look;
pub mod map;
pub mod picture;
pub mod raster;
pub mod text;
pub mod theme;
pub mod timeline;

pub use look::{Look, Outbox};
pub use map::MapView;
