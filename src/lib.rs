//! Borderline: opens event files and shows a zoomable timeline beside a schematic border map.
//!
//! The layers, each using only itself and those to its left:
//! `model <- geo <- io <- query <- store <- plot <- workspace <- view <- app`.

pub mod app;
pub mod geo;
pub mod io;
pub mod model;
pub mod plot;
pub mod query;
pub mod store;
pub mod view;
pub mod workspace;
