//! Runs the newest question of each view off the UI thread and keeps the last answers.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::query::{Answer, Ask, EventStore, Filter, Generation, Query, QueryCtx};

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
}

/// Asks a store on behalf of views. Questions whose filter is prepared are answered at once; others go to a
/// named thread, the newest winning.
pub struct QueryBoard {
    store: Arc<dyn EventStore>,
    state: Arc<Mutex<State>>,
    worker: Option<SyncSender<()>>,
}

#[derive(Default)]
struct State {
    answers: HashMap<Slot, Answered>,
    /// What each slot asked last; worked out for a new filter before the views ask again.
    asks: HashMap<Slot, Ask>,
    /// The newest filter, and the open one, which views also ask about; neither pushes the other aside.
    waiting: [Option<Task>; 2],
    running: Option<Task>,
}

/// A filter to be prepared.
#[derive(Clone)]
struct Task {
    store: Arc<dyn EventStore>,
    filter: Filter,
    ctx: QueryCtx,
}

impl Task {
    fn is(&self, generation: Generation, filter: &Filter) -> bool {
        self.store.generation() == generation && self.filter == *filter
    }
}

struct Answered {
    generation: Generation,
    query: Query,
    answer: Arc<Answer>,
}

impl QueryBoard {
    /// A board that answers everything on the calling thread: for pictures and tests.
    pub fn inline(store: Arc<dyn EventStore>) -> Self {
        Self { store, state: Arc::default(), worker: None }
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
        Ok(Self { store, state, worker: Some(sender) })
    }

    /// The store that is asked.
    pub fn store(&self) -> &Arc<dyn EventStore> {
        &self.store
    }

    /// Asks another store from now on; old answers stay until new ones are there.
    pub fn set_store(&mut self, store: Arc<dyn EventStore>) {
        self.store = store;
    }

    /// The answer to a question, or the last one of the slot while it is being worked out.
    pub fn ask(&self, slot: Slot, filter: &Filter, ask: Ask) -> Reply {
        let generation = self.store.generation();
        let query = Query { filter: filter.clone(), ask };
        let mut state = self.lock();
        state.asks.insert(slot, query.ask.clone());
        if let Some(old) = state.answers.get(&slot).filter(|a| a.generation == generation && a.query == query)
        {
            return Reply { answer: Some(Arc::clone(&old.answer)), fresh: true };
        }
        let busy = state.running.as_ref().is_some_and(|task| task.is(generation, filter));
        if self.worker.is_none() || (!busy && self.store.is_ready(filter)) {
            if let Ok(answer) = self.store.answer(&query, &QueryCtx::default()) {
                let answer = Arc::new(answer);
                state.answers.insert(slot, Answered { generation, query, answer: Arc::clone(&answer) });
                return Reply { answer: Some(answer), fresh: true };
            }
        } else {
            self.enqueue(&mut state, filter);
        }
        Reply { answer: state.answers.get(&slot).map(|a| Arc::clone(&a.answer)), fresh: false }
    }

    /// Hands a filter to the thread unless it has it already; an older one is cancelled.
    fn enqueue(&self, state: &mut State, filter: &Filter) {
        let generation = self.store.generation();
        let open = filter.is_open();
        let [newest, all] = &mut state.waiting;
        let waiting = if open { all } else { newest };
        if waiting.as_ref().is_some_and(|task| task.is(generation, filter)) {
            return;
        }
        if let Some(running) = &state.running {
            if running.is(generation, filter) {
                *waiting = None;
                return;
            }
            if running.filter.is_open() == open || running.store.generation() != generation {
                running.ctx.cancel.cancel();
            }
        }
        *waiting =
            Some(Task { store: Arc::clone(&self.store), filter: filter.clone(), ctx: QueryCtx::default() });
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
                let [newest, all] = &mut state.waiting;
                let Some(task) = newest.take().or_else(|| all.take()) else { break };
                state.running = Some(task.clone());
                (task, state.asks.values().cloned().collect::<Vec<Ask>>())
            };
            // What the views ask is worked out here, so that the UI thread finds it prepared.
            for ask in asks {
                if task.store.answer(&Query { filter: task.filter.clone(), ask }, &task.ctx).is_err() {
                    break;
                }
            }
            state.lock().unwrap_or_else(PoisonError::into_inner).running = None;
            wake();
        }
    }
}
