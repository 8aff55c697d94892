//! Where things go, as numbers: pure layout without egui.

mod camera;
pub mod cluster;
pub mod edges;
pub mod labels;
mod map_scale;
pub mod pick;
pub mod placing;

pub use camera::Camera;
pub use map_scale::{Frame, MapLimits, MapScale, Spot};
