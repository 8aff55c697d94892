//! What is wanted: filters, questions and answers, and the trait that answers them.

mod answer;
mod ask;
mod filter;
mod filter_text;
mod store;
mod words;

pub use answer::{
    Answer, Bin, Completeness, Histogram, Lane, LaneBar, LaneCell, LaneItem, LaneKey, Lanes, List,
    PlaceGroup, PlaceKey, Places, Totals,
};
pub use ask::{Ask, LaneBy, LanePart, Order, Query, Within};
pub use filter::{Filter, TimeBounds};
pub use filter_text::FilterError;
pub use store::{Cancel, EventStore, Generation, QueryCtx, StoreError, StoreInfo};
pub use words::{Phrase, is_word_char};
