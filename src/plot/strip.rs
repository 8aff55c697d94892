//! What stands on the border strip: points, stretches, far places and what has no place, each with its hits.

use super::along::{Along, Stand};
use super::cluster::{Clusters, Pin, Sizes, ZoomStep, add};
use super::km_axis::KmAxis;
use super::strip_scale::{StripScale, unit_y};
use crate::geo::{Plane, PlaneBounds};
use crate::model::{EventId, KINDS};
use crate::query::{PlaceGroup, PlaceKey, Places};

/// A point of the strip with hits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripPoint {
    /// The place.
    pub key: PlaceKey,
    /// Kilometres along the border.
    pub km: f64,
    /// Kilometres from it, positive on side 0.
    pub off_km: f64,
    /// Where it stands on a strip that is 1 long and 1 tall.
    pub unit: Plane,
    /// Whether it is only near there.
    pub vague: bool,
    /// Hits by category.
    pub kinds: [u32; KINDS],
    /// Its first event, for names.
    pub first: EventId,
}

/// Hits that share a stretch, a far place or a reason for having none.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Number of the stretch, the far place or the reason.
    pub number: u32,
    /// Hits by category.
    pub kinds: [u32; KINDS],
    /// The places, ascending.
    pub keys: Vec<PlaceKey>,
    /// The first event.
    pub first: EventId,
}

impl Tally {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// All hits on the strip; everything that is counted in the answer is in exactly one list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripMarks {
    /// Points, ascending by key.
    pub points: Vec<StripPoint>,
    /// Stretches, most hits first.
    pub stretches: Vec<Tally>,
    /// Far places, the nearest first.
    pub far_places: Vec<Tally>,
    /// Hits without a place, most first.
    pub nowhere: Vec<Tally>,
}

impl StripMarks {
    /// Sorts the places of an answer by where they stand; O(places). Places that came after the table are left out until
    /// it is made anew.
    pub fn new(places: &Places, along: &Along, axis: &KmAxis) -> Self {
        let mut marks = Self::default();
        let [mut stretches, mut far_places, mut nowhere] =
            [along.stretches.len(), along.far_places.len(), along.nowhere.len()].map(Tallies::new);
        let mut stands = along.stands().iter().peekable();
        for group in places.iter() {
            // Both ascend.
            while stands.next_if(|(key, _)| *key < group.key).is_some() {}
            let Some(&&(_, stand)) = stands.peek().filter(|(key, _)| *key == group.key) else { continue };
            match stand {
                Stand::Beside(beside) => marks.points.push(StripPoint {
                    key: group.key,
                    km: beside.km,
                    off_km: beside.off_km,
                    unit: Plane::new(axis.share(beside.km), unit_y(beside.off_km)),
                    vague: beside.vague,
                    kinds: group.kinds,
                    first: group.first,
                }),
                Stand::Stretch(number) => stretches.count(number, &group),
                Stand::Away(number) => far_places.count(number, &group),
                Stand::Nowhere(number) => nowhere.count(number, &group),
            }
        }
        (marks.stretches, marks.far_places, marks.nowhere) = (stretches.list, far_places.list, nowhere.list);
        let most_first = |tally: &Tally| (std::cmp::Reverse(tally.count()), tally.number);
        marks.stretches.sort_by_key(most_first);
        marks.nowhere.sort_by_key(most_first);
        marks.far_places.sort_by_key(|tally| tally.number);
        marks
    }

    /// Number of hits that have a point.
    pub fn pointed(&self) -> u32 {
        self.points.iter().flat_map(|point| point.kinds).fold(0, u32::saturating_add)
    }

    /// The point of a place.
    pub fn point(&self, key: PlaceKey) -> Option<&StripPoint> {
        self.points.get(self.point_number(key)?)
    }

    /// The number of a place's point.
    pub fn point_number(&self, key: PlaceKey) -> Option<usize> {
        self.points.binary_search_by_key(&key, |point| point.key).ok()
    }

    /// Bubbles for the points at a scale. They stand in content points: x from the axis's beginning, y from the top, so
    /// that moving along the border changes nothing.
    pub fn bubbles(&self, scale: &StripScale, sizes: Sizes) -> Clusters {
        let [from, to] = scale.window();
        let (wide, tall) = (scale.frame.width() / (to - from), scale.frame.height());
        let at = |unit: Plane| Plane::new(unit.x_km * wide, unit.y_km * tall);
        let pin = |point: &StripPoint| Pin { at: at(point.unit), kinds: point.kinds };
        let pins: Vec<Pin> = self.points.iter().map(pin).collect();
        let all = PlaneBounds::around(pins.iter().map(|pin| pin.at));
        all.map(|all| Clusters::new(&pins, all.grown(1.0), ZoomStep::UNIT, sizes)).unwrap_or_default()
    }
}

/// What is counted, found by its number: there may be a stretch for each of thousands of districts.
struct Tallies {
    /// For each number where it stands in the list, and one more; 0 for those without hits.
    slots: Vec<u32>,
    list: Vec<Tally>,
}

impl Tallies {
    fn new(numbers: usize) -> Self {
        Self { slots: vec![0; numbers], list: Vec::new() }
    }

    fn count(&mut self, number: u32, group: &PlaceGroup) {
        let Some(slot) = self.slots.get_mut(number as usize) else { return };
        let known = (*slot as usize).checked_sub(1).and_then(|at| self.list.get_mut(at));
        if let Some(tally) = known {
            add(&mut tally.kinds, &group.kinds);
            tally.keys.push(group.key);
            tally.first = tally.first.min(group.first);
        } else {
            self.list.push(Tally { number, kinds: group.kinds, keys: vec![group.key], first: group.first });
            *slot = u32::try_from(self.list.len()).unwrap_or(0);
        }
    }
}
