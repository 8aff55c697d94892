//! Frames of a window while it reads files: none may be long.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::frames::{Desk, FRAME, Times};
use super::machine::thread_ms;
use crate::app::load::{Intent, Load};
use crate::io::sample;
use crate::query::Completeness;
use crate::store::{MemoryStore, QueryBoard};
use crate::view::map::MapView;
use crate::workspace::Workspace;

/// Frames after the load, which show all events for the first time.
const AFTER: u32 = 60;

/// What each frame costs while files take the place of the sample, with what is taken in before it.
///
/// # Errors
/// When the system gives no thread.
pub fn frames_while_loading(files: &[PathBuf]) -> Result<Times, String> {
    let no_thread = |error: std::io::Error| error.to_string();
    let store = Arc::new(MemoryStore::new(Arc::new(sample().dataset), Completeness::Exact));
    let mut work = Workspace::with_board(QueryBoard::threaded(store, || {}).map_err(no_thread)?);
    let mut desk = Desk::new(MapView::default());
    for _ in 0..AFTER {
        desk.frame(&mut work).textures.clear();
        std::thread::sleep(FRAME);
    }
    let started = Load::start(&work, files.to_vec(), BTreeMap::new(), Intent::Open, None, || {});
    let mut load = Some(started.map_err(no_thread)?);
    let (mut times, mut after) = (Vec::new(), 0);
    while after < AFTER {
        let (start, busy) = (Instant::now(), thread_ms());
        match &mut load {
            Some(running) => {
                if running.poll(&mut work).is_some() {
                    load = None;
                }
            }
            None => after += 1,
        }
        desk.frame(&mut work).textures.clear();
        times.push(thread_ms() - busy);
        std::thread::sleep(FRAME.saturating_sub(start.elapsed()));
    }
    Ok(Times::of(times))
}
