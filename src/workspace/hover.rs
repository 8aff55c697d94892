//! What is under the pointer, in whichever view: read as of the last frame, written for the next.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::EventId;
use crate::query::PlaceKey;

use super::Workspace;

/// What is under the pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hover {
    /// Nothing.
    #[default]
    Nothing,
    /// One event.
    Event(EventId),
    /// The events at these places, ascending.
    Places(Arc<[PlaceKey]>),
}

/// Two buffers, so that views that are drawn one after the other agree within a frame.
#[derive(Debug, Default)]
pub(super) struct HoverBuffer {
    shown: Hover,
    next: Mutex<Hover>,
}

impl HoverBuffer {
    pub fn shown(&self) -> &Hover {
        &self.shown
    }

    pub fn set(&self, hover: Hover) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = hover;
    }

    /// Begins a frame; returns whether what is shown changed.
    pub fn swap(&mut self) -> bool {
        let next = std::mem::take(self.next.get_mut().unwrap_or_else(PoisonError::into_inner));
        let changed = next != self.shown;
        self.shown = next;
        changed
    }
}

impl Workspace {
    /// What was under the pointer in the last frame.
    pub fn hover(&self) -> &Hover {
        self.hover.shown()
    }

    /// Says what is under the pointer in this frame.
    pub fn set_hover(&self, hover: Hover) {
        self.hover.set(hover);
    }

    /// Begins a frame: what views said of the pointer is shown from now on. Returns whether it changed.
    pub fn begin_frame(&mut self) -> bool {
        self.hover.swap()
    }
}
