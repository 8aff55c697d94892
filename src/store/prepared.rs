//! What is worked out once for each filter, each part when it is first asked for; brushes take theirs from the filter
//! without bounds in time.

use std::sync::{Arc, OnceLock};

use crate::model::Dataset;
use crate::query::{Ask, Filter, LaneBy, Order, Places, SplitBy, TimeBounds, Totals, Within};

use super::brushed::{Cut, Reach};
use super::place_column::PlaceColumn;
use super::sorted::{self, Sorted};
use super::space_time::SpaceIndex;
use super::sweep::Sweep;
use super::totals::Tally;
use super::{Hits, LaneIndex, TimeIndex, count_places};

/// How many filters are kept prepared: the present one, those of undo, and one in flight.
const KEPT_FILTERS: usize = 4;
/// How many brushes among them: they cost little to make and would push the others aside.
const KEPT_BRUSHES: usize = 2;
/// So many hits are walked over at once: each question does so in about a millisecond.
const FEW_HITS: usize = 40_000;

/// The filters that are prepared, the one used last at the end.
#[derive(Clone, Default)]
pub struct Shelf(Vec<(Filter, Arc<Prepared>)>);

impl Shelf {
    /// What is prepared for a filter.
    pub fn get(&mut self, filter: &Filter, split: SplitBy) -> Option<Arc<Prepared>> {
        let at = self.0.iter().position(|(f, p)| p.split == split && f == filter)?;
        let entry = self.0.remove(at);
        let prepared = Arc::clone(&entry.1);
        self.0.push(entry);
        Some(prepared)
    }

    /// Keeps what is prepared for a filter; the one not used for longest makes room.
    pub fn put(&mut self, filter: Filter, prepared: Arc<Prepared>) {
        let is_brush = |(_, p): &(Filter, Arc<Prepared>)| p.brush.is_some();
        let brushes = self.0.iter().filter(|entry| is_brush(entry)).count();
        if prepared.brush.is_some() && brushes >= KEPT_BRUSHES {
            self.0.iter().position(is_brush).map(|at| self.0.remove(at));
        } else if self.0.len() >= KEPT_FILTERS {
            self.0.remove(0);
        }
        self.0.push((filter, prepared));
    }

    /// Forgets all but some filters.
    pub fn retain(&mut self, mut keep: impl FnMut(&Filter) -> bool) {
        self.0.retain(|(filter, _)| keep(filter));
    }
}

/// The hits of a filter and what is known of them.
pub struct Prepared {
    split: SplitBy,
    /// The hits.
    pub hits: Hits,
    /// The hits in other orders.
    pub sorted: Sorted,
    brush: Option<Brush>,
    tally: OnceLock<Tally>,
    time: OnceLock<TimeIndex>,
    lanes: [OnceLock<LaneIndex>; LaneBy::ALL.len()],
    places: OnceLock<Arc<Places>>,
    column: OnceLock<PlaceColumn>,
    reach: OnceLock<Reach>,
    sweep: OnceLock<Sweep>,
}

/// Where the hits stand among those of any time.
struct Brush {
    base: Arc<Prepared>,
    cut: Cut,
}

impl Prepared {
    /// For hits that were found.
    pub fn new(hits: Hits, split: SplitBy) -> Self {
        Self {
            split,
            hits,
            sorted: Sorted::default(),
            brush: None,
            tally: OnceLock::new(),
            time: OnceLock::new(),
            lanes: std::array::from_fn(|_| OnceLock::new()),
            places: OnceLock::new(),
            column: OnceLock::new(),
            reach: OnceLock::new(),
            sweep: OnceLock::new(),
        }
    }

    /// For those hits of any time that may lie within bounds.
    pub fn brushed(data: &Dataset, base: &Arc<Self>, bounds: TimeBounds) -> Self {
        let cut = base.reach(data).within(data, &base.hits, bounds);
        let hits = base.hits.cut(cut.stretch.clone(), &cut.early);
        Self { brush: Some(Brush { cut, base: Arc::clone(base) }), ..Self::new(hits, base.split) }
    }

    /// Whether a brush on these hits would be found at once.
    pub fn is_quick(&self, data: &Dataset, bounds: TimeBounds) -> bool {
        self.reach.get().is_some_and(|reach| reach.looked_at(data, &self.hits, bounds) <= FEW_HITS)
    }

    /// Whether a question about a brush on these hits would be answered at once.
    pub fn is_quick_for(&self, data: &Dataset, bounds: TimeBounds, ask: &Ask) -> bool {
        let Some(reach) = self.reach.get().filter(|_| self.is_quick(data, bounds)) else { return false };
        match ask {
            Ask::Totals => self.tally.get().is_some(),
            Ask::List { within: Within::All, order: Order::Time | Order::NewestFirst, .. }
            | Ask::Rank { order: Order::Time | Order::NewestFirst, .. } => true,
            _ => self.is_quick_to_count(&reach.within(data, &self.hits, bounds), ask),
        }
    }

    /// The same for a brush whose hits were found.
    fn is_quick_to_count(&self, cut: &Cut, ask: &Ask) -> bool {
        match ask {
            Ask::Places => {
                let steps = self.sweep.get().map(|sweep| sweep.steps(&cut.stretch));
                steps.is_some_and(|steps| steps + cut.early.len() <= FEW_HITS)
            }
            Ask::List { within: Within::All, order, .. } | Ask::Rank { order, .. } => {
                !sorted::is_worked_out(*order)
            }
            _ => cut.stretch.len() + cut.early.len() <= FEW_HITS,
        }
    }

    /// Whether a question about these hits is answered at once.
    pub fn is_ready_for(&self, ask: &Ask) -> bool {
        if let Ask::List { within: Within::All, order, .. } | Ask::Rank { order, .. } = ask {
            return self.sorted.is_ready(&self.hits, *order);
        }
        if let Ask::SpaceTime { rows, .. } = ask {
            let column = self.column.get().filter(|_| self.reach.get().is_some());
            return self.hits.len() <= FEW_HITS || column.is_some_and(|column| column.has_cells_of(rows));
        }
        let Some(Brush { base, cut }) = &self.brush else { return true };
        let is_there = match ask {
            Ask::Totals => self.tally.get().is_some() || base.tally.get().is_some(),
            Ask::Places => self.places.get().is_some(),
            Ask::Histogram { .. } => self.time.get().is_some(),
            Ask::Lanes { by, .. } => self.lane_slot(*by).get().is_some(),
            Ask::SpaceTime { .. } | Ask::List { .. } | Ask::Rank { .. } => false,
        };
        is_there || base.is_quick_to_count(cut, ask)
    }

    /// Counts over all hits.
    pub fn totals(&self, data: &Dataset) -> Totals {
        match &self.brush {
            Some(Brush { base, cut }) => base.tally(data).within(data, &base.hits, base.reach(data), cut),
            None => self.tally(data).all().clone(),
        }
    }

    /// What histograms are counted from.
    pub fn time(&self, data: &Dataset) -> &TimeIndex {
        self.time.get_or_init(|| TimeIndex::new(data, &self.hits, self.split))
    }

    /// The hits by lane.
    pub fn lanes(&self, data: &Dataset, by: LaneBy) -> &LaneIndex {
        self.lane_slot(by).get_or_init(|| LaneIndex::new(data, &self.hits, by, self.split))
    }

    /// The hits by place.
    pub fn places(&self, data: &Dataset) -> &Arc<Places> {
        self.places.get_or_init(|| match &self.brush {
            Some(Brush { base, cut }) => base.swept(data, cut),
            None => Arc::new(count_places(data, &self.hits, self.split)),
        })
    }

    /// What the space–time diagram is counted from.
    pub fn space<'a>(&'a self, data: &'a Dataset) -> SpaceIndex<'a> {
        SpaceIndex {
            data,
            hits: &self.hits,
            column: self.column(data),
            reach: self.reach(data),
            split: self.split,
        }
    }

    /// The places of a brush on these hits.
    fn swept(&self, data: &Dataset, cut: &Cut) -> Arc<Places> {
        let (column, places) = (self.column(data), self.places(data));
        let sweep = self.sweep.get_or_init(|| Sweep::new(data, &self.hits, column, places));
        sweep.within(data, &self.hits, column, places, cut)
    }

    fn tally(&self, data: &Dataset) -> &Tally {
        self.tally.get_or_init(|| Tally::new(data, &self.hits))
    }

    fn column(&self, data: &Dataset) -> &PlaceColumn {
        self.column.get_or_init(|| PlaceColumn::new(data, &self.hits, self.split))
    }

    fn reach(&self, data: &Dataset) -> &Reach {
        self.reach.get_or_init(|| Reach::new(data, &self.hits))
    }

    fn lane_slot(&self, by: LaneBy) -> &OnceLock<LaneIndex> {
        let [kind, actor, country, source, file] = &self.lanes;
        match by {
            LaneBy::Kind => kind,
            LaneBy::Actor => actor,
            LaneBy::Country => country,
            LaneBy::Source => source,
            LaneBy::File => file,
        }
    }
}
