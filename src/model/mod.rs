//! What an incident is: times, places, actors, claims, and the columns that hold many of them.

mod lonlat;

pub use lonlat::LonLat;
