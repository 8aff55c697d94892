//! Who answers: the in-memory store and the board that runs questions off the UI thread.

mod board;
mod brushed;
mod duplicates;
mod hits;
mod identity;
mod lanes;
mod list;
mod matcher;
mod memory;
mod places;
mod sorted;
mod time_index;
mod totals;

#[cfg(test)]
mod contract_tests;
#[cfg(test)]
mod order_tests;

pub use board::{QueryBoard, Reply, Scope, Slot};
pub use duplicates::find_duplicates;
pub use hits::Hits;
pub use lanes::{Fold, LaneIndex};
pub use memory::MemoryStore;
pub use places::count_places;
pub use time_index::TimeIndex;
