//! The in-memory store: answers from a dataset's columns, with what a filter needs prepared once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::geo::Spellings;
use crate::model::{Dataset, Event, EventId, EventRef, Kind, Origin, Place, PlaceNames, Span};
use crate::query::{
    Answer, Ask, Cancel, Completeness, Duplicates, EventMark, EventStore, Filter, Generation, LanePart, List,
    MAX_SPACE_CELLS, Order, Phrase, PlaceKey, PlaceWords, Query, QueryCtx, Repeats, SplitBy, StoreError,
    StoreInfo, Surveyor, TimeBounds, Within,
};

use super::along::Survey;
use super::duplicates::{find_duplicates, ids_repeat_by_design, same_id};
use super::identity::locate;
use super::ids::Ids;
use super::prepared::{Prepared, Shelf};
use super::search::{Known, Search};
use super::words::{KeptWords, Words};
use super::{Fold, Hits, count_places, list};

/// How many rows with the same id are named.
const MOST_SAME_ID: usize = 20;
/// Texts that are read within a tenth of a second.
const MANY_READ: usize = 40_000;
/// Events that are looked at one by one in a millisecond need no sorted ids.
const MANY_IDS: usize = 50_000;
static GENERATIONS: AtomicU64 = AtomicU64::new(1);

/// A dataset with its answers.
pub struct MemoryStore {
    data: Arc<Dataset>,
    info: StoreInfo,
    generation: Generation,
    /// Rows that repeat an earlier one, ascending.
    repeats: Arc<[u32]>,
    prepared: Mutex<Shelf>,
    words: Arc<Words>,
    spellings: Arc<Spellings>,
    survey: Survey,
    linked: OnceLock<Arc<[EventId]>>,
    /// For each file, whether its ids are no keys.
    by_design: Arc<OnceLock<Vec<bool>>>,
    ids: Arc<OnceLock<Ids>>,
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
        Self {
            data,
            info,
            generation: next(),
            repeats: Arc::default(),
            prepared: Mutex::default(),
            words: Arc::default(),
            spellings: Arc::default(),
            survey: Survey::default(),
            linked: OnceLock::new(),
            by_design: Arc::default(),
            ids: Arc::default(),
        }
    }

    /// The same with one who knows where places stand to a border, for filters along one.
    #[must_use]
    pub fn surveyed_by(mut self, surveyor: Arc<dyn Surveyor>) -> Self {
        self.survey = Survey::by(surveyor);
        self
    }

    /// The same with more spellings of places, for filters that name some.
    #[must_use]
    pub fn spelt_by(mut self, spellings: Arc<Spellings>) -> Self {
        self.spellings = spellings;
        self
    }

    /// Reads the words of all texts on a thread of its own, so that searching for one reads no text any more; where they
    /// are kept they are taken from there, else they are kept there. Does nothing where texts are few.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn read_words(&self, kept: Option<Arc<dyn KeptWords>>) -> std::io::Result<()> {
        self.words.read_behind(&self.data, kept)
    }

    /// The same before it returns, however few there are.
    pub fn read_words_now(&self, kept: Option<&dyn KeptWords>) {
        self.words.read(&self.data, kept);
    }

    /// Sorts the ids of all events on a thread of its own, so that an event is found by its id without a look at each. Does
    /// nothing where they are few.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn sort_ids(&self) -> std::io::Result<()> {
        if self.data.len() >= MANY_IDS {
            let (data, by_design, ids) =
                (Arc::clone(&self.data), Arc::clone(&self.by_design), Arc::clone(&self.ids));
            let sort = move || {
                by_design.get_or_init(|| ids_repeat_by_design(&data));
                ids.get_or_init(|| Ids::new(&data));
            };
            std::thread::Builder::new().name("sort ids".to_owned()).spawn(sort)?;
        }
        Ok(())
    }

    /// The same before it returns, however few there are.
    #[cfg(test)]
    pub fn sort_ids_now(&self) {
        self.ids.get_or_init(|| Ids::new(&self.data));
    }

    /// All events with an id, ascending.
    fn with_id<'a>(&'a self, id: &'a str) -> Box<dyn Iterator<Item = EventRef<'a>> + 'a> {
        match self.ids.get().filter(|_| !id.is_empty()) {
            Some(ids) => Box::new(ids.events(&self.data, id)),
            None => Box::new(self.data.events().filter(move |event| event.id() == id)),
        }
    }

    /// A new generation of the same events, with what is prepared for filters of which nothing will change.
    fn again(&self, stays: impl Fn(&Filter) -> bool) -> Self {
        let mut kept = self.prepared.lock().unwrap_or_else(PoisonError::into_inner).clone();
        kept.retain(stays);
        Self {
            data: Arc::clone(&self.data),
            info: self.info.clone(),
            generation: next(),
            repeats: Arc::clone(&self.repeats),
            prepared: Mutex::new(kept),
            words: Arc::clone(&self.words),
            spellings: Arc::clone(&self.spellings),
            survey: self.survey.clone(),
            linked: self.linked.clone(),
            by_design: Arc::clone(&self.by_design),
            ids: Arc::clone(&self.ids),
        }
    }

    fn ready(&self, filter: &Filter, split: SplitBy) -> Option<Arc<Prepared>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner).get(filter, split)
    }

    fn prepare(&self, query: &Query, ctx: &QueryCtx) -> Result<Arc<Prepared>, StoreError> {
        let (filter, split) = (&query.filter, query.split);
        if let Some(prepared) = self.ready(filter, split) {
            return Ok(prepared);
        }
        let prepared = Arc::new(if let Some(base) = self.any_time(filter, split) {
            Prepared::brushed(&self.data, &base, filter.time)
        } else if filter.along.is_some() {
            Prepared::new(self.along(query, ctx)?, split)
        } else {
            Prepared::new(self.search(filter, &ctx.cancel)?, split)
        });
        let mut kept = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(filter.clone(), Arc::clone(&prepared));
        Ok(prepared)
    }

    /// Judges each event. While words are read behind the window, a search that would read many texts too waits for them:
    /// both at once would take longer.
    fn search(&self, filter: &Filter, cancel: &Cancel) -> Result<Hits, StoreError> {
        let (index, hidden) = (self.words.get(), self.hidden(filter));
        let known = Known { index: &index, spellings: &self.spellings };
        let waits = !filter.words.is_empty()
            && self.words.is_busy()
            && Search::new(&self.data, filter, hidden, known).reads_more_than(MANY_READ, cancel);
        if !waits {
            return Hits::knowing(&self.data, filter, hidden, known, cancel);
        }
        self.words.wait(cancel);
        Hits::knowing(&self.data, filter, hidden, Known { index: &self.words.get(), ..known }, cancel)
    }

    /// The hits of the filter without its bounds along a border that may lie within them.
    fn along(&self, query: &Query, ctx: &QueryCtx) -> Result<Hits, StoreError> {
        let Some(bounds) = query.filter.along else { return Ok(Hits::default()) };
        let wider = Filter { along: None, ..query.filter.clone() };
        let base = self.prepare(&Query { filter: wider, ..query.clone() }, ctx)?;
        let all = || {
            let everything = Hits::of(&self.data, (0..self.info.rows).collect());
            Arc::new(count_places(&self.data, &everything, SplitBy::Kind))
        };
        Ok(self.survey.within(&self.data, &base.hits, &bounds, all))
    }

    /// The rows that the filter hides as repeats.
    fn hidden(&self, filter: &Filter) -> &[u32] {
        match filter.repeats {
            Repeats::Shown => &[],
            Repeats::Hidden => &self.repeats,
        }
    }

    /// What is prepared for the same filter without its bounds in time.
    fn any_time(&self, filter: &Filter, split: SplitBy) -> Option<Arc<Prepared>> {
        if filter.time.is_open() {
            return None;
        }
        self.ready(&Filter { time: TimeBounds::default(), ..filter.clone() }, split)
    }

    fn respond(&self, p: &Prepared, ask: &Ask) -> Result<Answer, StoreError> {
        Ok(match ask {
            Ask::Totals => Answer::Totals(p.totals(&self.data)),
            Ask::Histogram { edges } => {
                if !edges.is_sorted_by(|a, b| a < b) {
                    return Err(StoreError::BadQuestion("edges must ascend"));
                }
                Answer::Histogram(p.time(&self.data).histogram(edges))
            }
            Ask::Lanes { by, window, cell_secs, unfold, max_lanes } => {
                if *cell_secs < 1 {
                    return Err(StoreError::BadQuestion("a cell has at least one second"));
                }
                let fold = Fold { window: *window, cell_secs: *cell_secs, unfold: *unfold };
                Answer::Lanes(p.lanes(&self.data, *by).lanes(&self.data, &p.hits, fold, *max_lanes))
            }
            Ask::Places => Answer::Places(Arc::clone(p.places(&self.data))),
            Ask::SpaceTime { rows, edges, unfold } => {
                let cells = edges.len().saturating_mul(usize::from(rows.rows()));
                if !edges.is_sorted_by(|a, b| a < b) || cells > MAX_SPACE_CELLS {
                    return Err(StoreError::BadQuestion("edges must ascend, and cells be few enough to see"));
                }
                Answer::SpaceTime(p.space(&self.data).answer(rows, edges, *unfold))
            }
            Ask::List { within: Within::All, order, offset, limit } => {
                Answer::List(p.sorted.list(&self.data, &p.hits, *order, *offset, *limit))
            }
            Ask::List { within, order, offset, limit } => {
                Answer::List(self.list(p, within, *order, *offset as usize, *limit as usize))
            }
            Ask::Rank { order, id } => Answer::Rank(p.sorted.rank(&self.data, &p.hits, *order, *id)),
        })
    }

    fn list(&self, p: &Prepared, within: &Within, order: Order, offset: usize, limit: usize) -> List {
        let lane = |part: &LanePart| p.lanes(&self.data, part.lane.by).rows(part);
        let mut rows = list::rows(&self.data, &p.hits, within, lane);
        list::sort(&self.data, &mut rows, order);
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        List { rows: rows.into_iter().skip(offset).take(limit).map(EventId).collect(), total }
    }
}

/// A generation that no store has had.
fn next() -> Generation {
    Generation(GENERATIONS.fetch_add(1, Ordering::Relaxed))
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

    fn is_ready(&self, filter: &Filter, split: SplitBy) -> bool {
        let brushed =
            || self.any_time(filter, split).is_some_and(|base| base.is_quick(&self.data, filter.time));
        self.ready(filter, split).is_some() || brushed()
    }

    fn is_ready_for(&self, query: &Query) -> bool {
        if let Some(prepared) = self.ready(&query.filter, query.split) {
            return prepared.is_ready_for(&query.ask);
        }
        let base = self.any_time(&query.filter, query.split);
        base.is_some_and(|base| base.is_quick_for(&self.data, query.filter.time, &query.ask))
    }

    fn answer(&self, query: &Query, ctx: &QueryCtx) -> Result<Answer, StoreError> {
        let prepared = self.prepare(query, ctx)?;
        self.respond(&prepared, &query.ask)
    }

    fn event(&self, id: EventId) -> Option<Event> {
        self.data.event(id).map(EventRef::to_event)
    }

    fn place(&self, id: EventId) -> Option<Place> {
        self.data.event(id).map(EventRef::place)
    }

    fn kind(&self, id: EventId) -> Option<Kind> {
        self.data.event(id).map(EventRef::kind)
    }

    fn linked(&self) -> Arc<[EventId]> {
        Arc::clone(self.linked.get_or_init(|| self.data.linked().into()))
    }

    fn place_names(&self, key: PlaceKey) -> Option<PlaceNames> {
        PlaceWords::codes(self.data.as_ref(), key)
    }

    fn name(&self, code: u32) -> &str {
        self.data.names().get(code)
    }

    fn dataset(&self) -> Option<Arc<Dataset>> {
        Some(Arc::clone(&self.data))
    }

    fn without_file(&self, file: u16) -> Option<Dataset> {
        Some(self.data.without_file(file))
    }

    fn with_repeats(&self, repeats: Arc<[u32]>) -> Option<Arc<dyn EventStore>> {
        let again = self.again(|filter| filter.repeats == Repeats::Shown);
        Some(Arc::new(Self { repeats, ..again }))
    }

    fn with_spellings(&self, spellings: Arc<Spellings>) -> Option<Arc<dyn EventStore>> {
        if self.spellings == spellings {
            return None;
        }
        let same =
            |phrase: &Phrase| self.spellings.others(phrase.as_str()) == spellings.others(phrase.as_str());
        let again = self.again(|filter| filter.places.iter().chain(&filter.words).all(same));
        Some(Arc::new(Self { spellings, ..again }))
    }

    fn duplicates(&self, ctx: &QueryCtx) -> Result<Duplicates, StoreError> {
        find_duplicates(&self.data, &ctx.cancel)
    }

    fn same_id(&self, id: EventId) -> Vec<EventId> {
        let Some(event) = self.data.event(id) else { return Vec::new() };
        let file = usize::from(event.file_number());
        let by_design =
            || self.by_design.get_or_init(|| ids_repeat_by_design(&self.data)).get(file) == Some(&true);
        same_id(&self.data, event, by_design, || self.with_id(event.id()), MOST_SAME_ID)
    }

    fn mark(&self, id: EventId) -> Option<EventMark> {
        self.data.event(id).map(|event| EventMark::of(event, self.data.files()))
    }

    fn locate(&self, marks: &[EventMark]) -> Vec<Option<EventId>> {
        locate(&self.data, self.ids.get(), marks)
    }

    fn place_key(&self, id: EventId) -> Option<PlaceKey> {
        self.data.event(id).map(EventRef::place_key)
    }

    fn origin(&self, id: EventId) -> Option<Origin> {
        self.data.event(id).map(EventRef::origin)
    }

    fn find(&self, id: &str, file: Option<u16>) -> Option<EventId> {
        let same_file = |e: &EventRef<'_>| file.is_none_or(|file| e.origin().file == file);
        self.with_id(id).find(same_file).or_else(|| self.with_id(id).next()).map(EventRef::key)
    }
}
