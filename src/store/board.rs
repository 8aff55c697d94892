//! Runs the newest question of each view off the UI thread and keeps the last answers.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::query::{Answer, Ask, EventStore, Filter, Generation, Query, QueryCtx, SplitBy};

/// Who asks: each slot has one newest question and one last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot(pub &'static str);

/// What a view gets for its question.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The newest answer of the slot; `None` until the first one is there.
    pub answer: Option<Arc<Answer>>,
    /// Whether the answer is to the question just asked; else it is of an older one and a new one is on its way.
    pub fresh: bool,
    /// Of which generation of the store the answer is.
    pub generation: Option<Generation>,
}

/// Asks a store on behalf of views. Questions whose filter is prepared are answered at once; others go to a
/// named thread, the newest winning.
pub struct QueryBoard {
    store: Arc<dyn EventStore>,
    split: SplitBy,
    state: Arc<Mutex<State>>,
    worker: Option<SyncSender<()>>,
}

#[derive(Default)]
struct State {
    answers: HashMap<Slot, Answered>,
    /// What each slot asked last; worked out for a new filter before the views ask again.
    asks: HashMap<Slot, (Scope, Ask)>,
    /// The newest filter of each scope; none pushes another aside.
    waiting: [Option<Task>; Scope::COUNT],
    running: Option<Task>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the filter lets through.
    Hits,
    /// What it would let through without its bounds in time.
    AnyTime,
    /// All events.
    All,
}

impl Scope {
    const COUNT: usize = 3;

    /// The widest scope for which the filter itself stands.
    fn of(filter: &Filter) -> Self {
        if filter.is_open() {
            Self::All
        } else if filter.time.is_open() {
            Self::AnyTime
        } else {
            Self::Hits
        }
    }

    /// Whether questions of the other scope may be asked with a filter that stands for this one: without bounds in time,
    /// the hits are those of any time.
    fn covers(self, other: Self) -> bool {
        other as usize <= self as usize
    }
}

/// A filter to be prepared.
#[derive(Clone)]
struct Task {
    store: Arc<dyn EventStore>,
    filter: Filter,
    split: SplitBy,
    ctx: QueryCtx,
}

impl Task {
    fn is(&self, generation: Generation, filter: &Filter, split: SplitBy) -> bool {
        self.store.generation() == generation && self.split == split && self.filter == *filter
    }
}

impl State {
    /// Ends what is prepared for filters of narrower scopes: the hits are no longer those.
    fn drop_below(&mut self, scope: Scope) {
        for stale in self.waiting.iter_mut().take(scope as usize) {
            *stale = None;
        }
        if let Some(running) =
            self.running.as_ref().filter(|task| (Scope::of(&task.filter) as usize) < scope as usize)
        {
            running.ctx.cancel.cancel();
        }
    }
}

struct Answered {
    generation: Generation,
    query: Query,
    answer: Arc<Answer>,
}

impl Answered {
    fn reply(&self, fresh: bool) -> Reply {
        Reply { answer: Some(Arc::clone(&self.answer)), fresh, generation: Some(self.generation) }
    }
}

impl QueryBoard {
    /// A board that answers everything on the calling thread: for pictures and tests.
    pub fn inline(store: Arc<dyn EventStore>) -> Self {
        Self { store, split: SplitBy::default(), state: Arc::default(), worker: None }
    }

    /// A board with a thread of its own; `wake` is called whenever answers have become possible.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn threaded(store: Arc<dyn EventStore>, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let state: Arc<Mutex<State>> = Arc::default();
        let (sender, receiver) = sync_channel(1);
        let shared = Arc::clone(&state);
        std::thread::Builder::new()
            .name("borderline-query".to_owned())
            .spawn(move || work(&receiver, &shared, &wake))?;
        Ok(Self { store, split: SplitBy::default(), state, worker: Some(sender) })
    }

    /// The store that is asked.
    pub fn store(&self) -> &Arc<dyn EventStore> {
        &self.store
    }

    /// Asks another store from now on; old answers stay until new ones are there.
    pub fn set_store(&mut self, store: Arc<dyn EventStore>) {
        self.store = store;
    }

    /// Splits counts by this from now on; old answers stay until new ones are there.
    pub fn set_split(&mut self, split: SplitBy) {
        self.split = split;
    }

    /// The answer to a question about the hits, or the last one of the slot while it is being worked out.
    pub fn ask(&self, slot: Slot, filter: &Filter, ask: Ask) -> Reply {
        self.ask_about(Scope::Hits, slot, filter, ask)
    }

    /// The same about what lies around the hits. The filter is the one asked with, so without bounds in time for
    /// [`Scope::AnyTime`]; the scope says what else is to be prepared when it changes.
    pub fn ask_about(&self, scope: Scope, slot: Slot, filter: &Filter, ask: Ask) -> Reply {
        let generation = self.store.generation();
        let query = Query { filter: filter.clone(), ask, split: self.split };
        let mut state = self.lock();
        state.asks.insert(slot, (scope, query.ask.clone()));
        if scope == Scope::Hits {
            state.drop_below(Scope::of(filter));
        }
        if let Some(old) = state.answers.get(&slot).filter(|a| a.generation == generation && a.query == query)
        {
            return old.reply(true);
        }
        let busy = state.running.as_ref().is_some_and(|task| task.is(generation, filter, self.split));
        if self.worker.is_none() || (!busy && self.store.is_ready_for(&query)) {
            if let Ok(answer) = self.store.answer(&query, &QueryCtx::default()) {
                let answered = Answered { generation, query, answer: Arc::new(answer) };
                let reply = answered.reply(true);
                state.answers.insert(slot, answered);
                return reply;
            }
        } else {
            self.enqueue(&mut state, filter);
        }
        state.answers.get(&slot).map(|old| old.reply(false)).unwrap_or_default()
    }

    /// Hands a filter to the thread unless it has it already; an older one is cancelled.
    fn enqueue(&self, state: &mut State, filter: &Filter) {
        let generation = self.store.generation();
        let scope = Scope::of(filter);
        let Some(waiting) = state.waiting.get_mut(scope as usize) else { return };
        if waiting.as_ref().is_some_and(|task| task.is(generation, filter, self.split)) {
            return;
        }
        if let Some(running) = &state.running {
            if running.is(generation, filter, self.split) {
                *waiting = None;
                return;
            }
            let outdated = running.store.generation() != generation || running.split != self.split;
            if Scope::of(&running.filter) == scope || outdated {
                running.ctx.cancel.cancel();
            }
        }
        *waiting = Some(Task {
            store: Arc::clone(&self.store),
            filter: filter.clone(),
            split: self.split,
            ctx: QueryCtx::default(),
        });
        if let Some(worker) = &self.worker {
            // A full channel means that the thread is about to look anyway.
            if let Err(TrySendError::Disconnected(())) = worker.try_send(()) {
                log::error!("the query thread has ended");
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prepares filters until the board is gone.
fn work(receiver: &Receiver<()>, state: &Mutex<State>, wake: &dyn Fn()) {
    while receiver.recv().is_ok() {
        loop {
            let (task, asks) = {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(task) = state.waiting.iter_mut().find_map(Option::take) else { break };
                state.running = Some(task.clone());
                let scope = Scope::of(&task.filter);
                let asks = state.asks.values().filter(|(asked, _)| scope.covers(*asked));
                let asks: Vec<Ask> = asks.map(|(_, ask)| ask.clone()).collect();
                (task, asks)
            };
            // What the views ask is worked out here, so that the UI thread finds it prepared.
            for ask in asks {
                let query = Query { filter: task.filter.clone(), ask, split: task.split };
                if task.store.answer(&query, &task.ctx).is_err() {
                    break;
                }
            }
            state.lock().unwrap_or_else(PoisonError::into_inner).running = None;
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brush_does_not_prepare_what_is_asked_of_all_time() {
        let scope = |text: &str| Scope::of(&text.parse().unwrap());
        assert!(!scope("after:2025-10").covers(Scope::AnyTime) && scope("after:2025-10").covers(Scope::Hits));
        assert!(scope("kind:battle").covers(Scope::AnyTime) && !scope("kind:battle").covers(Scope::All));
        assert!([Scope::Hits, Scope::AnyTime, Scope::All].into_iter().all(|asked| scope("").covers(asked)));
    }
}
