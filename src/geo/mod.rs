//! Projection, borders and their schematic, and the gazetteer.

pub mod area;
pub mod atlas;
pub mod bands;
pub mod base;
pub mod border;
pub mod bounds;
pub mod distance;
mod field;
pub mod gazetteer;
mod line_index;
mod lookup;
pub mod places;
pub mod plane;
pub mod projection;
pub mod referencing;
pub mod schematic;
pub mod spellings;
mod surroundings;
mod theatre;
mod warp;
mod world;

pub use area::Area;
pub use atlas::{AreaLevel, AtlasError, LineClass};
pub use bands::{Band, Bands, bands};
pub use base::{AreaRef, BaseMap, BorderLine, Polyline, Style};
pub use border::{Border, BorderPart, BorderSide};
pub use bounds::GeoBounds;
pub use gazetteer::fold;
pub use places::{Place, PlaceKind};
pub use plane::{Plane, PlaneBounds};
pub use projection::Projection;
pub use referencing::{Located, Referencing};
pub use spellings::spellings;
