//! Two halves of one task at the same time.

use std::sync::{Mutex, PoisonError};

/// Does both, the first on a thread of its own; here too where that is not to be had or does not begin in time.
pub fn both(name: &str, first: impl FnOnce() + Send, second: impl FnOnce()) {
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
        for _ in 0..100 {
            let (mut one, mut other) = (0, 0);
            both("halves", || one += 1, || other += 1);
            assert_eq!((one, other), (1, 1));
        }
    }
}
