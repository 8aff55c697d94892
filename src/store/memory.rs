//! The in-memory store: answers from a dataset's columns, with what a filter needs prepared once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::model::{Dataset, Event, EventId, EventRef, Origin, Span};
use crate::query::{
    Answer, Ask, Completeness, EventStore, Filter, Generation, LaneBy, LanePart, List, Order, PlaceKey,
    Places, Query, QueryCtx, StoreError, StoreInfo, Totals, Within,
};

use super::{Fold, Hits, LaneIndex, TimeIndex, count_places, list, totals};

/// How many filters are kept prepared: the present one, those of undo, and one in flight.
const KEPT_FILTERS: usize = 4;

static GENERATIONS: AtomicU64 = AtomicU64::new(1);

/// A dataset with its answers.
pub struct MemoryStore {
    data: Arc<Dataset>,
    info: StoreInfo,
    generation: Generation,
    prepared: Mutex<Vec<(Filter, Arc<Prepared>)>>,
}

/// What is worked out once for each filter, each part when it is first asked for.
struct Prepared {
    hits: Hits,
    totals: OnceLock<Totals>,
    time: OnceLock<TimeIndex>,
    lanes: [OnceLock<LaneIndex>; LaneBy::ALL.len()],
    places: OnceLock<Places>,
}

impl MemoryStore {
    /// A store over a dataset, which may be a first part of what is being loaded.
    pub fn new(data: Arc<Dataset>, completeness: Completeness) -> Self {
        let info = StoreInfo {
            rows: u32::try_from(data.len()).unwrap_or(u32::MAX),
            span: data.span(),
            core: core(&data),
            completeness,
            files: data.files().to_vec(),
        };
        let generation = Generation(GENERATIONS.fetch_add(1, Ordering::Relaxed));
        Self { data, info, generation, prepared: Mutex::new(Vec::new()) }
    }

    fn ready(&self, filter: &Filter) -> Option<Arc<Prepared>> {
        let mut kept = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(f, _)| f == filter)?;
        let entry = kept.remove(at);
        let prepared = Arc::clone(&entry.1);
        kept.push(entry);
        Some(prepared)
    }

    fn prepare(&self, filter: &Filter, ctx: &QueryCtx) -> Result<Arc<Prepared>, StoreError> {
        if let Some(prepared) = self.ready(filter) {
            return Ok(prepared);
        }
        let prepared = Arc::new(Prepared {
            hits: Hits::new(&self.data, filter, &ctx.cancel)?,
            totals: OnceLock::new(),
            time: OnceLock::new(),
            lanes: std::array::from_fn(|_| OnceLock::new()),
            places: OnceLock::new(),
        });
        let mut kept = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_FILTERS {
            kept.remove(0);
        }
        kept.push((filter.clone(), Arc::clone(&prepared)));
        Ok(prepared)
    }

    fn respond(&self, p: &Prepared, ask: &Ask) -> Result<Answer, StoreError> {
        Ok(match ask {
            Ask::Totals => {
                Answer::Totals(p.totals.get_or_init(|| totals::totals(&self.data, &p.hits)).clone())
            }
            Ask::Histogram { edges } => {
                if !edges.is_sorted_by(|a, b| a < b) {
                    return Err(StoreError::BadQuestion("edges must ascend"));
                }
                Answer::Histogram(p.time.get_or_init(|| TimeIndex::new(&self.data, &p.hits)).histogram(edges))
            }
            Ask::Lanes { by, window, cell_secs, unfold, max_lanes } => {
                if *cell_secs < 1 {
                    return Err(StoreError::BadQuestion("a cell has at least one second"));
                }
                let fold = Fold { window: *window, cell_secs: *cell_secs, unfold: *unfold };
                Answer::Lanes(self.lane_index(p, *by).lanes(&self.data, &p.hits, fold, *max_lanes))
            }
            Ask::Places => Answer::Places(self.places(p).clone()),
            Ask::List { within, order, offset, limit } => {
                Answer::List(self.list(p, within, *order, *offset as usize, *limit as usize))
            }
        })
    }

    fn lane_index<'p>(&self, p: &'p Prepared, by: LaneBy) -> &'p LaneIndex {
        let [kind, actor, country, source, file] = &p.lanes;
        let slot = match by {
            LaneBy::Kind => kind,
            LaneBy::Actor => actor,
            LaneBy::Country => country,
            LaneBy::Source => source,
            LaneBy::File => file,
        };
        slot.get_or_init(|| LaneIndex::new(&self.data, &p.hits, by))
    }

    fn places<'p>(&self, p: &'p Prepared) -> &'p Places {
        p.places.get_or_init(|| count_places(&self.data, &p.hits))
    }

    fn list(&self, p: &Prepared, within: &Within, order: Order, offset: usize, limit: usize) -> List {
        let lane = |part: &LanePart| self.lane_index(p, part.lane.by).rows(part);
        let mut rows = list::rows(&self.data, &p.hits, within, lane);
        list::sort(&self.data, &mut rows, order);
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        List { rows: rows.into_iter().skip(offset).take(limit).map(EventId).collect(), total }
    }
}

/// Leaves out the first eighth of the events where the others lie in less than a quarter of the span: a few early ones
/// would squeeze all that a reader came for into a sliver.
fn core(data: &Dataset) -> Option<Span> {
    let span = data.span()?;
    let starts = data.starts().get(..data.dated())?;
    let begin = *starts.get(starts.len() / 8)?;
    let late = Span::from_secs(begin, span.end().0)?;
    Some(if late.secs() < span.secs() / 4 { late } else { span })
}

impl EventStore for MemoryStore {
    fn info(&self) -> &StoreInfo {
        &self.info
    }

    fn generation(&self) -> Generation {
        self.generation
    }

    fn is_ready(&self, filter: &Filter) -> bool {
        self.ready(filter).is_some()
    }

    fn answer(&self, query: &Query, ctx: &QueryCtx) -> Result<Answer, StoreError> {
        let prepared = self.prepare(&query.filter, ctx)?;
        self.respond(&prepared, &query.ask)
    }

    fn event(&self, id: EventId) -> Option<Event> {
        self.data.event(id).map(EventRef::to_event)
    }

    fn dataset(&self) -> Option<Arc<Dataset>> {
        Some(Arc::clone(&self.data))
    }

    fn place_key(&self, id: EventId) -> Option<PlaceKey> {
        self.data.event(id).map(EventRef::place_key)
    }

    fn origin(&self, id: EventId) -> Option<Origin> {
        self.data.event(id).map(EventRef::origin)
    }

    fn find(&self, id: &str, file: Option<u16>) -> Option<EventId> {
        let same_file = |e: &EventRef<'_>| file.is_none_or(|file| e.origin().file == file);
        let named = |e: &EventRef<'_>| e.id() == id;
        let mut events = self.data.events();
        events
            .find(|e| named(e) && same_file(e))
            .or_else(|| self.data.events().find(named))
            .map(EventRef::key)
    }
}
