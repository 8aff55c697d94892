//! Projection, borders and their schematic, and the gazetteer.

pub mod area;
pub mod atlas;
pub mod base;
pub mod bounds;
pub mod detail;
pub mod distance;
mod field;
pub mod gazetteer;
mod line_index;
mod lookup;
pub mod places;
pub mod plane;
pub mod projection;
pub mod schematic;
pub mod spellings;
mod surroundings;
mod theatre;
mod warp;
mod world;

pub use area::Area;
pub use atlas::{AreaLevel, AtlasError, LineClass};
pub use base::{AreaRef, BaseMap, BorderLine, Polyline, Style};
pub use bounds::GeoBounds;
pub use gazetteer::fold;
pub use places::{Place, PlaceKind};
pub use plane::{Plane, PlaneBounds};
pub use projection::Projection;
pub use spellings::spellings;
