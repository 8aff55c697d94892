//! Projection, borders and their schematic, and the gazetteer.

pub mod area;
mod around_border;
pub mod atlas;
pub mod bands;
pub mod base;
pub mod border;
pub mod bounds;
pub mod clock;
pub mod country_hint;
mod cut;
pub mod detail;
pub mod distance;
pub mod fade;
pub mod faults;
mod field;
pub mod gazetteer;
pub mod layer;
mod line_index;
pub mod local_time;
mod lookup;
mod placer;
pub mod places;
pub mod plane;
pub mod projection;
pub mod referencing;
pub mod schematic;
pub mod spellings;
pub mod sun;
mod surroundings;
mod theatre;
mod warp;
mod world;

pub use area::Area;
pub use atlas::{AreaLevel, AtlasError, LineClass};
pub use bands::{Band, Bands, bands};
pub use base::{AreaRef, BaseMap, BorderLine, Polyline, Style};
pub use border::{Border, BorderKey, BorderPair, BorderPart, BorderSide};
pub use bounds::GeoBounds;
pub use clock::Clock;
pub use country_hint::CountryHint;
pub use faults::Faults;
pub use gazetteer::{NamedAreas, fold};
pub use layer::{
    LaidLayer, Layer, LayerCounts, LayerFill, LayerLine, LayerOnMap, LayerPoint, LayerRole, LayerShape,
    LayerSight, LayerStyle,
};
pub use local_time::{LocalTime, SideClock};
pub use placer::Placer;
pub use places::{Place, PlaceKind};
pub use plane::{Plane, PlaneBounds};
pub use projection::Projection;
pub use referencing::{Located, Referencing};
pub use spellings::{NameList, Spellings};
