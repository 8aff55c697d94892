//! Where places went on one base map, kept from one answer to the next: a brush changes counts and moves no place.
//!
//! Only what depends on nothing but the site is kept: where its point is drawn, or which zone it is counted in. What the
//! first event or several events decide is worked out each time.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::{Placed, number};
use crate::geo::{AreaRef, Plane};
use crate::model::Lent;
use crate::query::{PlaceGroup, PlaceKey, Places};

/// So many places tell what is known of all.
const LOOKED_AT: usize = 200;

/// What is kept of the sites of one data set on one base map: at most 20 bytes for each site there is, some hundred for each sort of
/// zone among them, and lists of answers that nobody looks at any more.
#[derive(Debug, Default)]
pub struct Kept {
    pub(super) drawn: Drawn,
    pub(super) zones: Zones,
    lent: Lent<Placed>,
}

impl Kept {
    /// Gives an answer away; its memory is used again when nobody looks at it any more.
    pub fn lend(&mut self, placed: Placed) -> Arc<Placed> {
        self.lent.lend(placed)
    }

    /// Whether it is kept where most of some places stand; of many only some are looked at.
    pub fn knows_most_of(&self, places: &Places) -> bool {
        let (mut all, mut known) = (0, 0);
        for group in places.some(LOOKED_AT) {
            all += 1;
            known += usize::from(self.drawn.get(group.key).is_some() || self.zones.has(group.key));
        }
        known * 4 >= all * 3
    }

    /// Empty lists, with memory where some is free.
    pub(super) fn room(&mut self) -> Placed {
        self.lent.take_back().map(Placed::emptied).unwrap_or_default()
    }
}

/// Where points are drawn, by number of the site; not a number where that is not known.
#[derive(Debug, Default)]
pub(super) struct Drawn(Vec<Plane>);

const NOWHERE: Plane = Plane { x_km: f64::NAN, y_km: f64::NAN };

impl Drawn {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the point of a place is drawn.
    pub fn get(&self, key: PlaceKey) -> Option<Plane> {
        let PlaceKey::Site(site) = key else { return None };
        self.0.get(site as usize).copied().filter(|at| !at.x_km.is_nan())
    }

    /// Keeps where points are drawn, which come ascending.
    pub fn learn(&mut self, points: impl DoubleEndedIterator<Item = (PlaceKey, Plane)> + Clone) {
        let site = |key| if let PlaceKey::Site(site) = key { Some(site as usize) } else { None };
        let sites = points.filter_map(|(key, at)| Some((site(key)?, at)));
        let Some((last, _)) = sites.clone().next_back() else { return };
        if last >= self.0.len() {
            self.0.resize(last + 1, NOWHERE);
        }
        for (site, at) in sites {
            if let Some(slot) = self.0.get_mut(site) {
                *slot = at;
            }
        }
    }
}

/// Which zone a site is counted in, whatever the answer: zones are made anew each time, and only those that have hits.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// By number of the site: its precision and the sort of zone; [`UNKNOWN`] where that is not known.
    of_site: Vec<u32>,
    numbers: HashMap<Sort<'static>, u32, RandomState>,
    sorts: Vec<Sort<'static>>,
}

const UNKNOWN: u32 = u32::MAX;
/// Bits that hold a precision.
const PRECISION_BITS: u32 = 3;

/// What makes two places share a zone, in words that hold from one answer to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort<'a> {
    /// An area of the base map.
    Area(AreaRef),
    /// By its name, the codes of province and country, and its size.
    Named(Cow<'a, str>, [u32; 2], u64),
    /// By its coordinates and size.
    At([u64; 2], u64),
}

impl Sort<'_> {
    fn owned(self) -> Sort<'static> {
        match self {
            Self::Area(area) => Sort::Area(area),
            Self::Named(name, units, size) => Sort::Named(Cow::Owned(name.into_owned()), units, size),
            Self::At(at, size) => Sort::At(at, size),
        }
    }
}

/// The zones of one answer beside what is kept of them.
#[derive(Debug, Default)]
pub(super) struct Turn<'a> {
    kept: Option<&'a mut Zones>,
    /// The zone of each sort in this answer.
    zone_of: Vec<u32>,
    /// The sort of each zone of this answer.
    sort_of: Vec<u32>,
}

impl<'a> Turn<'a> {
    /// Without anything kept, each zone is worked out.
    pub fn new(kept: Option<&'a mut Zones>) -> Self {
        Self { kept, zone_of: Vec::new(), sort_of: Vec::new() }
    }

    /// The number of the sort of zone that a place is counted in, where that is known.
    pub fn sort(&self, group: &PlaceGroup) -> Option<u32> {
        let PlaceKey::Site(site) = group.key else { return None };
        let code = self.kept.as_ref()?.of_site.get(site as usize).copied().filter(|&code| code != UNKNOWN)?;
        let is_sure = code & ((1 << PRECISION_BITS) - 1) == group.precision as u32;
        is_sure.then_some(code >> PRECISION_BITS)
    }

    /// The sort of a number.
    pub fn get(&self, sort: u32) -> Option<&Sort<'static>> {
        self.kept.as_ref()?.sorts.get(sort as usize)
    }

    /// The zone of a sort in this answer, where it is there.
    pub fn zone(&self, sort: u32) -> Option<u32> {
        self.zone_of.get(sort as usize).copied().filter(|&zone| zone != UNKNOWN)
    }

    /// The same by what makes the sort.
    pub fn zone_of(&self, sort: &Sort<'_>) -> Option<u32> {
        let numbers: &HashMap<Sort<'_>, u32, RandomState> = &self.kept.as_ref()?.numbers;
        self.zone(*numbers.get(sort)?)
    }

    /// Says that a sort has a zone in this answer.
    pub fn is_there(&mut self, sort: u32, zone: u32) {
        put(&mut self.sort_of, zone, sort);
        put(&mut self.zone_of, sort, zone);
    }

    /// Keeps in which zone of this answer a place is.
    pub fn learn(&mut self, group: &PlaceGroup, zone: u32, sort: Sort<'_>) {
        let (Some(kept), PlaceKey::Site(site)) = (&mut self.kept, group.key) else { return };
        let known = self.sort_of.get(zone as usize).copied().filter(|&sort| sort != UNKNOWN);
        let sort = known.unwrap_or_else(|| kept.number(sort.owned()));
        put(&mut kept.of_site, site, sort << PRECISION_BITS | group.precision as u32);
        self.is_there(sort, zone);
    }
}

impl Zones {
    fn has(&self, key: PlaceKey) -> bool {
        let PlaceKey::Site(site) = key else { return false };
        self.of_site.get(site as usize).is_some_and(|&code| code != UNKNOWN)
    }

    fn number(&mut self, sort: Sort<'static>) -> u32 {
        let Self { numbers, sorts, .. } = self;
        *numbers.entry(sort).or_insert_with_key(|sort| {
            sorts.push(sort.clone());
            number(sorts.len() - 1)
        })
    }
}

/// Puts an entry at a number, in a list that is made long enough.
fn put(list: &mut Vec<u32>, number: u32, entry: u32) {
    let at = number as usize;
    if at >= list.len() {
        list.resize(at + 1, UNKNOWN);
    }
    if let Some(slot) = list.get_mut(at) {
        *slot = entry;
    }
}
