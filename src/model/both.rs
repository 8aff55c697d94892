//! Two halves of one task, or the parts of one, at the same time where that is worth a thread.

use std::sync::{Mutex, PoisonError};

/// Rows from which on a second thread is worth its start where each is looked at.
pub const MANY_ROWS: usize = 100_000;

/// Does both; if they are `many`, the first on a thread of its own, or here too where that is not to be had or does not begin in
/// time.
pub fn both(name: &str, many: bool, first: impl FnOnce() + Send, second: impl FnOnce()) {
    if !many {
        first();
        second();
        return;
    }
    let first = Mutex::new(Some(first));
    let run = || {
        let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(first) = first {
            first();
        }
    };
    std::thread::scope(|scope| {
        if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, run) {
            log::warn!("{name} runs on one thread: {error}");
        }
        second();
        run();
    });
}

/// One of many parts of a task, which may use what the part before it left.
pub type Part<'a, S> = Box<dyn FnOnce(&mut S) + Send + 'a>;

/// Does all parts; if they are `many`, two threads take one after the other, so that neither waits long for the other. Each
/// thread begins with a fresh `S`, which its parts hand on.
pub fn all_parts<S: Default>(name: &str, many: bool, parts: Vec<Part<'_, S>>) {
    let parts = Mutex::new(parts.into_iter());
    let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut handed_on = S::default();
        while let Some(part) = next() {
            part(&mut handed_on);
        }
    };
    both(name, many, run, run);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_is_done_once() {
        for n in 0..100 {
            let (mut one, mut other) = (0, 0);
            both("halves", n % 10 > 0, || one += 1, || other += 1);
            assert_eq!((one, other), (1, 1));
        }
    }

    #[test]
    fn each_part_is_done_once_and_hands_on_what_it_has() {
        for many in [false, true] {
            let mut done = vec![(0, 0); 20];
            let parts = done.iter_mut().map(|slot| -> Part<'_, u32> {
                Box::new(move |before| {
                    *slot = (slot.0 + 1, *before);
                    *before += 1;
                })
            });
            all_parts("parts", many, parts.collect());
            assert!(done.iter().all(|&(times, _)| times == 1), "{done:?}");
            let handed_on: u32 = done.iter().map(|&(_, before)| u32::from(before == 0)).sum();
            assert!((1..=2).contains(&handed_on), "as many fresh starts as threads that had work: {done:?}");
        }
    }
}
