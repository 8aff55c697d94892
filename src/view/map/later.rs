//! Work that may take longer than a frame: on a thread of its own in a window, at once for pictures and tests.

use std::sync::mpsc::{Receiver, sync_channel};

use egui::Context;

/// Where long work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the calling thread.
    Here,
    /// On a named thread.
    Thread,
}

/// One piece of work at a time, and its result.
#[derive(Debug)]
pub struct Later<T>(Option<Receiver<T>>);

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Later<T> {
    /// Starts work unless some is being done; the context is asked for a frame when it is finished.
    pub fn start(&mut self, place: Place, ctx: &Context, work: impl FnOnce() -> T + Send + 'static) {
        if self.is_busy() {
            return;
        }
        let (sender, receiver) = sync_channel(1);
        let wake = ctx.clone();
        let run = move || {
            // Nobody waits any more when the view is gone.
            let _ = sender.send(work());
            wake.request_repaint();
        };
        match place {
            Place::Here => run(),
            Place::Thread => {
                if let Err(error) = std::thread::Builder::new().name("borderline-map".to_owned()).spawn(run) {
                    log::error!("no thread for the map: {error}");
                }
            }
        }
        self.0 = Some(receiver);
    }

    /// Whether work is being done or its result waits.
    pub fn is_busy(&self) -> bool {
        self.0.is_some()
    }

    /// The result, once it is there.
    pub fn take(&mut self) -> Option<T> {
        let result = self.0.as_ref()?.try_recv();
        match result {
            Ok(result) => {
                self.0 = None;
                Some(result)
            }
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                self.0 = None;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_once_and_its_result_taken_once() {
        for place in [Place::Here, Place::Thread] {
            let mut later = Later::default();
            later.start(place, &Context::default(), || 7);
            later.start(place, &Context::default(), || 8);
            let mut result = None;
            for _ in 0..500 {
                result = result.or(later.take());
                if result.is_none() {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
            }
            assert_eq!((result, later.take(), later.is_busy()), (Some(7), None, false));
        }
    }
}
