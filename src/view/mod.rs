//! The views: each lays out, paints, and turns input into commands.

pub mod fonts;
pub mod text;
pub mod theme;
