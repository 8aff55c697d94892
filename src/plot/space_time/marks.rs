//! Single events on the space–time diagram: points where time and place are known, bars where one of them is not, boxes
//! where neither is; what would cover another is put together and counted.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::{Height, LANE, SpaceRows, SpaceScale};
use crate::model::KINDS;
use crate::plot::along::Along;
use crate::plot::{Frame, Spot};
use crate::query::LaneItem;

/// What a point's sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facing {
    /// On side 1 of the border.
    Up,
    /// On side 0.
    Down,
    /// In a lane, or anywhere along the border.
    Neither,
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Neither time nor place are known well.
    Box,
    /// The place is known to a stretch only.
    Tall,
    /// It lies in a stretch of time.
    Long,
    /// Both are known as well as the screen shows them.
    Point,
}

/// One event, or several that share a spot.
#[derive(Clone, Debug, PartialEq)]
pub struct SpaceMark {
    /// Its box on the screen.
    pub frame: Frame,
    /// How it is drawn.
    pub form: Form,
    /// Its side.
    pub facing: Facing,
    /// Its events by category.
    pub kinds: [u32; KINDS],
    /// Numbers of its items, ascending.
    pub items: Vec<u32>,
}

impl SpaceMark {
    /// Its middle.
    pub fn middle(&self) -> Spot {
        self.frame.centre()
    }

    /// Number of events.
    pub fn count(&self) -> usize {
        self.items.len()
    }
}

/// What is longer than this on the screen is a bar.
const LONG: f64 = 12.0;
/// Half of a point's size, and of a bar's thickness.
const POINT: f64 = 5.0;
const THIN: f64 = 3.0;
/// Points nearer than this share a mark.
const NEAR: f64 = 7.0;

/// Lays out the items of an answer; O(items). Those that come later are drawn above: boxes first, points last.
pub fn lay_out(items: &[LaneItem], rows: &SpaceRows, along: &Along, scale: &SpaceScale) -> Vec<SpaceMark> {
    let mut found: HashMap<Key, usize, RandomState> = HashMap::default();
    let mut marks: Vec<(Option<usize>, SpaceMark)> = Vec::new();
    for (number, item) in (0_u32..).zip(items) {
        let Some(stand) = along.stand(item.place) else { continue };
        let height = rows.height(stand, along);
        let (key, mark) = one(item, height, rows, scale);
        let slot = *found.entry(key).or_insert_with(|| {
            let lane = if let Height::Lane(lane) = height { Some(lane) } else { None };
            marks.push((lane, mark));
            marks.len() - 1
        });
        if let Some((_, mark)) = marks.get_mut(slot) {
            mark.items.push(number);
            if let Some(n) = mark.kinds.get_mut(usize::from(item.kind)) {
                *n += 1;
            }
        }
    }
    stack(&mut marks);
    let mut marks: Vec<SpaceMark> = marks.into_iter().map(|(_, mark)| mark).collect();
    // Small ones above large ones, so that each can be reached.
    let area = |mark: &SpaceMark| mark.frame.width() * mark.frame.height();
    marks.sort_by(|a, b| a.form.cmp(&b.form).then(area(b).total_cmp(&area(a))));
    marks
}

/// The mark on top at a position.
pub fn hit(marks: &[SpaceMark], at: Spot) -> Option<usize> {
    marks.iter().rposition(|mark| mark.frame.grown(2.0).contains(at))
}

/// Equal keys share a mark.
#[derive(PartialEq, Eq, Hash)]
struct Key(Form, Facing, [i64; 2], [i64; 2]);

fn one(item: &LaneItem, height: Height, rows: &SpaceRows, scale: &SpaceScale) -> (Key, SpaceMark) {
    let (left, right) =
        (scale.time.x_within(item.span.start().0, 400.0), scale.time.x_within(item.span.end().0, 400.0));
    let (top, bottom, facing) = match height {
        Height::Lane(lane) => {
            let (top, bottom) = scale.lane(lane);
            let middle = f64::midpoint(top, bottom);
            (middle, middle, Facing::Neither)
        }
        Height::Km(km, side) => {
            let y = scale.y(rows, km);
            (y, y, facing(Some(side)))
        }
        Height::Between(from, to, side) => (scale.y(rows, to), scale.y(rows, from), facing(side)),
    };
    let (long, tall) = (right - left > LONG, bottom - top > LONG);
    let form = match (long, tall) {
        (true, true) => Form::Box,
        (false, true) => Form::Tall,
        (true, false) => Form::Long,
        (false, false) => Form::Point,
    };
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    let thick = if form == Form::Point { POINT } else { THIN };
    let (left_right, across) = if long {
        ((left, right), [item.span.start().0, item.span.end().0])
    } else {
        ((x - thick, x + thick), [near(x), 0])
    };
    let (top_bottom, upright) = if tall {
        ((top, bottom), [tenth(top), tenth(bottom)])
    } else {
        ((y - thick, y + thick), [near(y), 0])
    };
    let frame =
        Frame { min: Spot::new(left_right.0, top_bottom.0), max: Spot::new(left_right.1, top_bottom.1) };
    let mark = SpaceMark { frame, form, facing, kinds: [0; KINDS], items: Vec::new() };
    (Key(form, facing, across, upright), mark)
}

fn facing(side: Option<usize>) -> Facing {
    match side {
        Some(0) => Facing::Down,
        Some(_) => Facing::Up,
        None => Facing::Neither,
    }
}

/// Marks of a lane that would cover each other stand below one another, as far as the lane has room.
fn stack(marks: &mut [(Option<usize>, SpaceMark)]) {
    const MOST: usize = 3;
    let lanes = marks.iter().filter_map(|(lane, _)| *lane).max().map_or(0, |lane| lane + 1);
    for lane in 0..lanes {
        let mut own: Vec<&mut SpaceMark> =
            marks.iter_mut().filter(|(of, _)| *of == Some(lane)).map(|(_, mark)| mark).collect();
        own.sort_by(|a, b| a.frame.min.x.total_cmp(&b.frame.min.x));
        let mut ends: Vec<f64> = Vec::new();
        let mut shelf_of = Vec::with_capacity(own.len());
        for mark in &own {
            let free = ends.iter().position(|&end| end < mark.frame.min.x);
            let shelf = free.unwrap_or_else(|| {
                if ends.len() < MOST {
                    ends.push(f64::NEG_INFINITY);
                }
                ends.len() - 1
            });
            if let Some(end) = ends.get_mut(shelf) {
                *end = mark.frame.max.x.max(*end);
            }
            shelf_of.push(shelf);
        }
        let shelves = f64::from(u32::try_from(ends.len()).unwrap_or(1));
        let step = if shelves > 1.0 { (LANE - 8.0) / (shelves - 1.0) } else { 0.0 };
        for (mark, shelf) in own.into_iter().zip(shelf_of) {
            let by = (f64::from(u32::try_from(shelf).unwrap_or(0)) - (shelves - 1.0) / 2.0) * step;
            mark.frame.min.y += by;
            mark.frame.max.y += by;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "positions on or near the screen")]
fn near(position: f64) -> i64 {
    (position / NEAR).round() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "positions on or near the screen")]
fn tenth(position: f64) -> i64 {
    (position * 10.0).round() as i64
}
