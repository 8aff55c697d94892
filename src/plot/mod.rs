//! Where things go, as numbers: pure layout without egui.

pub mod along;
mod calendar_ticks;
mod camera;
mod clock_ticks;
pub mod cluster;
pub mod density;
pub mod edges;
mod km_axis;
pub mod labels;
mod lanes;
mod map_scale;
pub mod pick;
mod pin_grid;
pub mod placing;
mod rows;
mod sheet;
pub mod space_time;
pub mod strip;
pub mod strip_cells;
mod strip_scale;
mod time_scale;
mod time_step;
mod time_ticks;

pub use calendar_ticks::calendar_axis;
pub use camera::Camera;
pub use clock_ticks::{ClockOnAxis, ClockRow, clock_row, says_hours};
pub use km_axis::{KmAxis, Weight};
pub use lanes::{
    Folded, Label, LabelPlace, LaneLayout, LanesLayout, MIN_MARK, Mark, Room, What, cell_secs, lay_out,
};
pub use map_scale::{Frame, MapLimits, MapScale, Spot};
pub use pin_grid::{Block, Group, PinGrid};
pub use rows::{RowRoom, RowScroll};
pub use sheet::{Onto, Sheet};
pub use strip_scale::{LINES_KM, REACH_KM, StripScale, round_step};
pub use time_scale::{TimeScale, secs_f64, whole_secs};
pub use time_step::Step;
pub use time_ticks::{Axis, AxisLabel, axis, short_month, span_text};
