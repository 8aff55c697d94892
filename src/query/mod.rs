//! What is wanted: filters, questions and answers, and the trait that answers them.

mod along;
mod answer;
mod ask;
mod duplicates;
mod event_mark;
mod file_name;
mod filter;
mod filter_text;
mod place_words;
mod places;
mod space_time;
mod store;
mod word_runs;
mod words;

pub use along::{AlongBounds, KmRange, PlaceRange, Surveyor};
pub use answer::{
    Answer, Bin, Completeness, Histogram, Lane, LaneBar, LaneCell, LaneItem, LaneKey, Lanes, List, PlaceKey,
    Totals,
};
pub use ask::{Ask, LaneBy, LanePart, MAX_SPACE_CELLS, Order, Query, SortKey, SplitBy, Way, Within};
pub use duplicates::{Apart, Duplicates, Pair, Signs};
pub use event_mark::{EventMark, content, file_key};
pub use file_name::FileName;
pub use filter::{Filter, Repeats, TimeBounds};
pub use filter_text::FilterError;
pub use place_words::PlaceWords;
pub use places::{PlaceChange, PlaceGroup, Places};
pub use space_time::{PlaceRows, RowRange, SpaceCell, SpaceTime};
pub use store::{Cancel, EventStore, Generation, QueryCtx, StoreError, StoreInfo};
pub use word_runs::each_run;
pub use words::{Phrase, each_word, each_word_of_run, is_word_char};
