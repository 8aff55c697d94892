//! Pan and zoom by pointer, wheel and pinch.

use egui::{PointerButton, Response, Ui};

use super::convert::spot;
use crate::plot::{MapLimits, MapScale};

/// Wheel points that double the zoom.
const WHEEL_OCTAVE: f64 = 220.0;
/// What a double click zooms by.
const DOUBLE_CLICK: f64 = 2.0;

/// The scale after what the pointer did on the ground in this frame.
pub fn steer(ui: &Ui, ground: &Response, over_map: Over, scale: MapScale, limits: &MapLimits) -> MapScale {
    let mut next = scale;
    if ground.dragged_by(PointerButton::Primary) || ground.dragged_by(PointerButton::Middle) {
        let by = ground.drag_delta();
        next = next.panned(f64::from(by.x), f64::from(by.y), limits);
    }
    let pointer = ui.input(|input| input.pointer.hover_pos()).map(spot);
    let Some(at) = pointer.filter(|_| over_map == Over::Map) else { return next };
    let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    let factor = (f64::from(wheel) / WHEEL_OCTAVE).exp2() * f64::from(pinch);
    if (factor - 1.0).abs() > 1e-4 {
        next = next.zoomed(factor, at, limits);
    }
    if ground.double_clicked() {
        next = next.zoomed(DOUBLE_CLICK, at, limits);
    }
    next
}

/// Whether the wheel belongs to the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The pointer is over the map and nothing lies above it.
    Map,
    /// It is elsewhere.
    Elsewhere,
}
