//! Two halves of one task, at the same time where that is worth a thread.

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
}
