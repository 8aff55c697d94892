//! Who answers: the in-memory store and the board that runs questions off the UI thread.

mod along;
mod board;
mod brushed;
mod duplicates;
mod hits;
mod identity;
mod ids;
mod lanes;
mod list;
mod matcher;
mod memory;
mod place_column;
mod places;
mod prepared;
mod ranks;
mod search;
mod sorted;
mod space_time;
mod sweep;
mod time_index;
mod totals;
mod word_gather;
mod word_index;
mod word_part;
mod words;

#[cfg(test)]
mod brush_tests;
#[cfg(test)]
mod contract_tests;
#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod space_time_tests;
#[cfg(test)]
mod word_tests;

pub use board::{QueryBoard, Reply, Scope, Slot};
pub use duplicates::find_duplicates;
pub use hits::Hits;
pub use lanes::{Fold, LaneIndex};
pub use memory::MemoryStore;
pub use places::count_places;
pub use time_index::TimeIndex;
pub use word_index::WordIndex;
pub use words::KeptWords;
