//! Several threads read the blocks of one table; what they found is put together in the order of the file.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{Builder, ScopedJoinHandle, scope};

use super::block_records::BlockRecords;
use super::blocks::{Block, Blocks, Dialect};
use super::csv_record::{PlaceColumns, Record};
use super::format::ReadError;
use super::sink::{FileSink, Piece, PieceSink};
use crate::model::Codes;

/// Finished pieces that may wait for each thread: a tenth of a megabyte each. So many, that no thread stands still while a table of
/// what is known grows.
const WAITING: usize = 16;

/// What reads a row: the state that a thread keeps from row to row is its own.
pub trait RowReader: Sync {
    /// What goes from row to row.
    type State: Send;
    /// The state before the first row.
    fn begin(&self) -> Self::State;
    /// Columns by which places are known, if there are such.
    fn place_columns(&self) -> Option<PlaceColumns>;
    /// Reads one record.
    ///
    /// # Errors
    /// When the load must end.
    fn row(
        &self,
        state: &mut Self::State,
        record: &Record<'_>,
        out: &mut FileSink<'_>,
    ) -> Result<(), ReadError>;
}

/// Reads all blocks with so many threads. Gives the threads' states and how it ended; rows before an error are kept.
///
/// There is no thread that only puts pieces together: it would take the processor from one that reads, and that one may hold
/// what the others wait for. Whichever thread has a piece and finds nobody at it puts together what is there.
pub fn read<R: RowReader>(
    blocks: Blocks<'_, '_>,
    dialect: Dialect,
    threads: usize,
    reader: &R,
    out: &mut FileSink<'_>,
) -> (Vec<R::State>, Result<(), ReadError>) {
    let pieces = out.pieces();
    let size = blocks.size();
    let shared = Shared {
        feed: Mutex::new(blocks),
        stopped: AtomicBool::new(false),
        finished: Mutex::default(),
        most: threads * WAITING,
        empty: Mutex::default(),
        whole: Mutex::new(Whole::new(out, threads, size)),
    };
    let states = scope(|scope| {
        let (mut handles, mut refused) = (Vec::new(), None);
        for number in 0..threads {
            let (shared, pieces) = (&shared, pieces.clone());
            let work = move || shared.work(number, pieces, dialect, reader);
            match Builder::new().name(format!("read rows {number}")).spawn_scoped(scope, work) {
                Ok(handle) => handles.push(handle),
                Err(error) => refused = Some(error),
            }
        }
        if let Some(error) = refused.filter(|_| handles.is_empty()) {
            lock(&shared.whole).result = Err(ReadError::Read(error));
        }
        handles.into_iter().map(join).collect()
    });
    let result = shared.whole.into_inner().unwrap_or_else(PoisonError::into_inner).result;
    // The threads have given back their memory by now.
    out.settle_ids();
    (states, result)
}

/// A panic in a thread is one of the whole load.
fn join<T>(handle: ScopedJoinHandle<'_, T>) -> T {
    handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the threads have in common. Nobody who holds one of the locks waits for another, but who holds the `whole` for the two
/// lists, which are locked for a moment only.
struct Shared<'s, 'i, 'a, 'o> {
    feed: Mutex<Blocks<'i, 'a>>,
    stopped: AtomicBool,
    /// Pieces that are still to be put together.
    finished: Mutex<Vec<Found>>,
    /// How many of them are let wait.
    most: usize,
    /// Pieces that were put together, empty, so that memory is used again while it is near.
    empty: Mutex<Vec<Piece>>,
    whole: Mutex<Whole<'s, 'o>>,
}

impl Shared<'_, '_, '_, '_> {
    /// Reads blocks until there are no more.
    fn work<R: RowReader>(
        &self,
        worker: usize,
        mut pieces: PieceSink<'_>,
        dialect: Dialect,
        reader: &R,
    ) -> R::State {
        let mut state = reader.begin();
        let mut records = BlockRecords::new(dialect, pieces.limits(), reader.place_columns());
        let mut block = Block::default();
        loop {
            let mut result = match self.next(&mut block) {
                Ok(true) => Ok(()),
                Ok(false) => return state,
                Err(error) => Err(error),
            };
            let empty = lock(&self.empty).pop().unwrap_or_default();
            let piece = pieces.gather(empty, |out| {
                if result.is_ok() {
                    result =
                        records.each(&block, out, &mut |record, out| reader.row(&mut state, record, out));
                }
            });
            let ended = result.is_err();
            if ended {
                self.stopped.store(true, Ordering::Relaxed);
            }
            let (number, bytes) = (block.number, block.bytes().len());
            self.hand_in(Found { number, worker, bytes, piece, result });
            if ended {
                return state;
            }
        }
    }

    fn next(&self, block: &mut Block) -> Result<bool, ReadError> {
        let mut feed = lock(&self.feed);
        if self.stopped.load(Ordering::Relaxed) { Ok(false) } else { feed.next(block) }
    }

    /// Takes a finished piece. A thread that finds another at putting pieces together goes on, unless too many wait.
    fn hand_in(&self, found: Found) {
        let mut finished = lock(&self.finished);
        finished.push(found);
        let mut waiting = finished.len();
        drop(finished);
        while waiting > 0 {
            let whole = match self.whole.try_lock() {
                Err(TryLockError::WouldBlock) if waiting < self.most => return,
                Err(TryLockError::WouldBlock) => lock(&self.whole),
                Err(TryLockError::Poisoned(whole)) => whole.into_inner(),
                Ok(whole) => whole,
            };
            self.put_together(whole);
            // What came since the last look found somebody at it and was left.
            waiting = lock(&self.finished).len();
        }
    }

    fn put_together(&self, mut whole: MutexGuard<'_, Whole<'_, '_>>) {
        loop {
            let finished = std::mem::take(&mut *lock(&self.finished));
            if finished.is_empty() {
                return;
            }
            for found in finished {
                whole.take(found);
            }
            lock(&self.empty).append(&mut whole.emptied);
            if whole.result.is_err() {
                self.stopped.store(true, Ordering::Relaxed);
            }
        }
    }
}

/// What a thread found in a block.
struct Found {
    number: usize,
    worker: usize,
    bytes: usize,
    piece: Piece,
    result: Result<(), ReadError>,
}

/// The pieces that are put together, in the order of their blocks.
struct Whole<'s, 'o> {
    out: &'s mut FileSink<'o>,
    codes: Vec<Codes>,
    /// Pieces that were put together.
    emptied: Vec<Piece>,
    /// Pieces of which an earlier one is still to come.
    early: BTreeMap<usize, Found>,
    next: usize,
    size: u64,
    /// Why no more pieces are taken.
    result: Result<(), ReadError>,
}

impl<'s, 'o> Whole<'s, 'o> {
    fn new(out: &'s mut FileSink<'o>, workers: usize, size: u64) -> Self {
        let codes = (0..workers).map(|_| Codes::default()).collect();
        Self { out, codes, emptied: Vec::new(), early: BTreeMap::new(), next: 0, size, result: Ok(()) }
    }

    /// Takes a piece, and puts all behind the others whose turn it is.
    fn take(&mut self, found: Found) {
        self.early.insert(found.number, found);
        while self.result.is_ok()
            && let Some(found) = self.early.remove(&self.next)
        {
            self.result = self.append(found);
            self.next += 1;
        }
    }

    fn append(&mut self, found: Found) -> Result<(), ReadError> {
        if self.next == 0 {
            self.out.expect_like(&found.piece, found.bytes, self.size);
        }
        if let Some(codes) = self.codes.get_mut(found.worker) {
            self.emptied.push(self.out.append(found.piece, codes)?);
        }
        found.result
    }
}
