//! What an incident is: times, places, actors, claims, and the columns that hold many of them.

mod builder;
mod calendar;
mod claim;
mod columns;
mod dataset;
mod event;
mod event_ref;
mod figure;
mod killed;
mod kind;
mod long_text;
mod lonlat;
mod names;
mod order;
mod part;
mod place;
mod read_texts;
mod recent;
mod spots;
mod time;
mod words;

pub use builder::{BAD_DATE, BAD_PLACE, DatasetBuilder, Draft, REPAIRED, SAME_ID};
pub use calendar::{DAY_SECS, Date, month_len, month_name};
pub use claim::{Claim, Harm, Reply, Stance};
pub use columns::{FixedLonLat, NO_SITE, NO_START, Origin, PlaceNames, Site};
pub use dataset::{Dataset, EventId, FileInfo, FileText};
pub use event::{Actor, Detail, Event, Link, Relation, Role, Source};
pub use event_ref::EventRef;
pub use figure::{Figure, NOT_GIVEN, SideDeaths, Toll};
pub use kind::{KINDS, Kind};
pub use long_text::{Stretch, TextGone, TextSource};
pub use lonlat::LonLat;
pub use names::{NO_NAME, Names};
pub use part::{Codes, Part};
pub use place::{Place, PlacePrecision, coordinates};
pub use time::{Instant, Precision, Span, When};
