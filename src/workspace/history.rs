//! Undo and redo of filter and selection; a step only where something really changed.

use std::sync::Arc;

use crate::geo::BorderKey;
use crate::query::Filter;

use super::{Decisions, MapLayers, Selection};

const MAX_STEPS: usize = 200;

/// What undo brings back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moment {
    pub filter: Filter,
    pub selection: Selection,
    pub decisions: Arc<Decisions>,
    pub border: Option<BorderKey>,
    pub layers: Arc<MapLayers>,
}

/// Moments before and after the present one.
#[derive(Debug, Default)]
pub(super) struct History {
    past: Vec<Moment>,
    future: Vec<Moment>,
}

impl History {
    /// Keeps the moment before a change; what was undone can no longer be redone.
    pub fn keep(&mut self, before: Moment) {
        if self.past.len() >= MAX_STEPS {
            self.past.remove(0);
        }
        self.past.push(before);
        self.future.clear();
    }

    /// The moment before `present`, which becomes redoable.
    pub fn undo(&mut self, present: Moment) -> Option<Moment> {
        let before = self.past.pop()?;
        self.future.push(present);
        Some(before)
    }

    /// The moment that was undone last.
    pub fn redo(&mut self, present: Moment) -> Option<Moment> {
        let after = self.future.pop()?;
        self.past.push(present);
        Some(after)
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
