//! The space–time diagram's rows: lanes for the capitals, for far places and for what has no place, and below them the
//! kilometres of the border, the last on top.

mod marks;

use std::sync::Arc;

use super::along::{Along, Stand};
use super::{Frame, KmAxis, TimeScale};
use crate::query::{PlaceRows, RowRange};

pub use marks::{Facing, Form, SpaceMark, hit, lay_out};

/// Height of a lane in points.
pub const LANE: f64 = 24.0;

/// What a lane holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpaceLane {
    /// Places in neither of the two countries.
    Third,
    /// Places in the two countries that are too far from the border.
    Far,
    /// The capital of a side.
    Capital(usize),
    /// A country only, or no place at all.
    Nowhere,
}

impl SpaceLane {
    /// From the top down.
    const ORDER: [Self; 5] = [Self::Nowhere, Self::Third, Self::Far, Self::Capital(0), Self::Capital(1)];

    fn of(stand: Stand, along: &Along) -> Option<Self> {
        match stand {
            Stand::Beside(beside) => beside.capital.map(Self::Capital),
            Stand::Stretch(n) => along.stretches.get(n as usize)?.capital.map(Self::Capital),
            Stand::Away(n) => {
                let third = along.far_places.get(n as usize).is_none_or(|away| away.third);
                Some(if third { Self::Third } else { Self::Far })
            }
            Stand::Nowhere(_) => Some(Self::Nowhere),
        }
    }
}

/// The rows for one data set, one border and one warp.
#[derive(Clone, Debug)]
pub struct SpaceRows {
    /// Lanes that any event of the data set stands in, from the top down.
    pub lanes: Vec<SpaceLane>,
    axis: Arc<KmAxis>,
    km_rows: u16,
    table: Arc<PlaceRows>,
}

/// Where an event of a place stands, top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Height {
    /// In a lane, by its number.
    Lane(usize),
    /// At a kilometre; whether side 0 or 1.
    Km(f64, usize),
    /// Anywhere between two kilometres; whether side 0 or 1, if on one.
    Between(f64, f64, Option<usize>),
}

impl SpaceRows {
    /// Rows for all places; O(places). Kilometres get `km_rows` rows of equal height.
    pub fn new(along: &Along, axis: Arc<KmAxis>, km_rows: u16) -> Self {
        let mut there = [false; SpaceLane::ORDER.len()];
        for &(_, stand) in along.stands() {
            let lane = SpaceLane::of(stand, along);
            let number = SpaceLane::ORDER.iter().position(|other| lane == Some(*other));
            if let Some(there) = number.and_then(|number| there.get_mut(number)) {
                *there = true;
            }
        }
        let lanes = SpaceLane::ORDER.into_iter().zip(there).filter_map(|(lane, there)| there.then_some(lane));
        let lanes = lanes.collect();
        let mut rows = Self { lanes, axis, km_rows: km_rows.max(1), table: Arc::default() };
        let all = rows.first_km_row() + rows.km_rows;
        let ranges = along.stands().iter().map(|&(key, stand)| (key, rows.range(stand, along)));
        let table = PlaceRows::new(all, ranges);
        rows.table = Arc::new(table);
        rows
    }

    /// The table for the question.
    pub fn table(&self) -> &Arc<PlaceRows> {
        &self.table
    }

    /// The axis along the border.
    pub fn axis(&self) -> &KmAxis {
        &self.axis
    }

    /// Number of rows of kilometres.
    pub fn km_rows(&self) -> u16 {
        self.km_rows
    }

    /// The first row of kilometres; lanes come before it.
    pub fn first_km_row(&self) -> u16 {
        u16::try_from(self.lanes.len()).unwrap_or(0)
    }

    /// The kilometres of a row, from the lower to the upper; `None` for a lane.
    pub fn kms(&self, row: u16) -> Option<(f64, f64)> {
        let from_top = row.checked_sub(self.first_km_row())?;
        let share = |n: u16| 1.0 - f64::from(n) / f64::from(self.km_rows);
        Some((self.axis.km(share(from_top + 1)), self.axis.km(share(from_top))))
    }

    /// Where an event of a place stands.
    pub fn height(&self, stand: Stand, along: &Along) -> Height {
        if let Some(lane) = SpaceLane::of(stand, along) {
            return Height::Lane(self.lanes.iter().position(|&l| l == lane).unwrap_or(0));
        }
        let side = |off_km: f64| usize::from(off_km < 0.0);
        match stand {
            Stand::Beside(beside) => Height::Km(beside.km, side(beside.off_km)),
            Stand::Stretch(n) => match along.stretches.get(n as usize) {
                Some(s) => Height::Between(s.from_km, s.to_km, (!s.whole).then(|| side(s.off_km))),
                None => Height::Lane(0),
            },
            Stand::Away(_) | Stand::Nowhere(_) => Height::Lane(0),
        }
    }

    fn range(&self, stand: Stand, along: &Along) -> RowRange {
        match self.height(stand, along) {
            Height::Lane(lane) => RowRange::one(u16::try_from(lane).unwrap_or(0)),
            Height::Km(km, _) => RowRange::one(self.row(km)),
            Height::Between(from, to, _) => {
                RowRange { first: self.row(to), end: self.row(from).saturating_add(1) }
            }
        }
    }

    fn row(&self, km: f64) -> u16 {
        let from_top = (1.0 - self.axis.share(km)) * f64::from(self.km_rows);
        self.first_km_row() + whole(from_top).min(self.km_rows - 1)
    }
}

/// The diagram laid across the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpaceScale {
    /// Time across.
    pub time: TimeScale,
    /// The rectangle of the lanes, in screen points.
    pub lanes: Frame,
    /// The rectangle of the kilometres.
    pub plot: Frame,
}

impl SpaceScale {
    /// Screen y of a kilometre.
    pub fn y(&self, rows: &SpaceRows, km: f64) -> f64 {
        self.plot.max.y - rows.axis.share(km) * self.plot.height()
    }

    /// Top and bottom of a lane on the screen.
    pub fn lane(&self, lane: usize) -> (f64, f64) {
        let top = self.lanes.min.y + f64::from(u32::try_from(lane).unwrap_or(0)) * LANE;
        (top, top + LANE)
    }

    /// Top and bottom of a row.
    pub fn row(&self, rows: &SpaceRows, row: u16) -> (f64, f64) {
        match row.checked_sub(rows.first_km_row()) {
            None => self.lane(usize::from(row)),
            Some(from_top) => {
                let high = self.plot.height() / f64::from(rows.km_rows);
                let top = self.plot.min.y + f64::from(from_top) * high;
                (top, top + high)
            }
        }
    }

    /// The row at a screen y, if any.
    pub fn row_at(&self, rows: &SpaceRows, y: f64) -> Option<u16> {
        if (self.plot.min.y..self.plot.max.y).contains(&y) {
            let from_top = (y - self.plot.min.y) / self.plot.height() * f64::from(rows.km_rows);
            return Some(rows.first_km_row() + whole(from_top).min(rows.km_rows - 1));
        }
        let lane = whole((y - self.lanes.min.y) / LANE);
        (y >= self.lanes.min.y && lane < rows.first_km_row()).then_some(lane)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates; rows are few"
)]
fn whole(rows: f64) -> u16 {
    rows.max(0.0) as u16
}

#[cfg(test)]
mod tests;
