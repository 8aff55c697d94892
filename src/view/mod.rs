//! The views: each lays out, paints, and turns input into commands.

mod look;

pub use look::{Look, Outbox};
