//! Where things go, as numbers: pure layout without egui.

mod camera;

pub use camera::Camera;
