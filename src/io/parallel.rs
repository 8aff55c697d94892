//! Several threads read the blocks of one table; what they found is put together in the order of the file.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, ScopedJoinHandle, scope};

use super::block_records::BlockRecords;
use super::blocks::{Block, Blocks, Dialect};
use super::csv_record::Record;
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
    /// Reads one record.
    ///
    /// # Errors
    /// When the load must end.
    fn row(
        &self,
        state: &mut Self::State,
        record: Record<'_>,
        out: &mut FileSink<'_>,
    ) -> Result<(), ReadError>;
}

/// Reads all blocks with so many threads. Gives the threads' states and how it ended; rows before an error are kept.
pub fn read<R: RowReader>(
    blocks: Blocks<'_, '_>,
    dialect: Dialect,
    threads: usize,
    reader: &R,
    out: &mut FileSink<'_>,
) -> (Vec<R::State>, Result<(), ReadError>) {
    let size = blocks.size();
    let feed = Mutex::new(Feed { blocks, stopped: false });
    let pieces = out.pieces();
    let (send, receive) = sync_channel(threads * WAITING);
    scope(|scope| {
        let (mut handles, mut refused) = (Vec::new(), None);
        for worker in 0..threads {
            let (feed, pieces, send) = (&feed, pieces.clone(), send.clone());
            let work = move || Worker { number: worker, feed, pieces, send }.run(dialect, reader);
            match Builder::new().name(format!("read rows {worker}")).spawn_scoped(scope, work) {
                Ok(handle) => handles.push(handle),
                Err(error) => refused = Some(error),
            }
        }
        drop(send);
        let mut result = collect(receive, threads, size, out);
        feed.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        if let Some(error) = refused.filter(|_| handles.is_empty()) {
            result = Err(ReadError::Read(error));
        }
        let states = handles.into_iter().map(join).collect();
        // The threads have given back their memory by now.
        out.settle_ids();
        (states, result)
    })
}

/// A panic in a thread is one of the whole load.
fn join<T>(handle: ScopedJoinHandle<'_, T>) -> T {
    handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

struct Feed<'i, 'a> {
    blocks: Blocks<'i, 'a>,
    stopped: bool,
}

struct Worker<'w, 'i, 'a> {
    number: usize,
    feed: &'w Mutex<Feed<'i, 'a>>,
    pieces: PieceSink<'w>,
    send: SyncSender<Found>,
}

/// What a thread found in a block.
struct Found {
    number: usize,
    worker: usize,
    bytes: usize,
    piece: Piece,
    result: Result<(), ReadError>,
}

impl<'i, 'a> Worker<'_, 'i, 'a> {
    fn run<R: RowReader>(mut self, dialect: Dialect, reader: &R) -> R::State {
        let mut state = reader.begin();
        let mut records = BlockRecords::new(dialect, self.pieces.limits());
        let mut block = Block::default();
        loop {
            let mut result = match self.next(&mut block) {
                Ok(true) => Ok(()),
                Ok(false) => return state,
                Err(error) => Err(error),
            };
            let piece = self.pieces.gather(|out| {
                if result.is_ok() {
                    result =
                        records.each(&block, out, &mut |record, out| reader.row(&mut state, record, out));
                }
            });
            let ended = result.is_err();
            if ended {
                self.lock().stopped = true;
            }
            let found = Found {
                number: block.number,
                bytes: block.bytes().len(),
                worker: self.number,
                piece,
                result,
            };
            // Nobody takes pieces any more when an earlier one ended the load.
            if self.send.send(found).is_err() || ended {
                return state;
            }
        }
    }

    fn next(&self, block: &mut Block) -> Result<bool, ReadError> {
        let mut feed = self.lock();
        if feed.stopped { Ok(false) } else { feed.blocks.next(block) }
    }

    fn lock(&self) -> MutexGuard<'_, Feed<'i, 'a>> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the pieces in the order of their blocks.
fn collect(
    receive: Receiver<Found>,
    workers: usize,
    size: u64,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    let mut codes: Vec<Codes> = (0..workers).map(|_| Codes::default()).collect();
    let (mut early, mut next) = (BTreeMap::new(), 0);
    for found in receive {
        early.insert(found.number, found);
        while let Some(found) = early.remove(&next) {
            if next == 0 {
                out.expect_like(&found.piece, found.bytes, size);
            }
            if let Some(codes) = codes.get_mut(found.worker) {
                out.append(found.piece, codes)?;
            }
            found.result?;
            next += 1;
        }
    }
    Ok(())
}
