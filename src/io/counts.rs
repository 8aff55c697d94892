//! Tables of sums, which data sets of events offer beside the events, are no events.

use super::csv::header;
use super::format::Head;

/// Whether a table holds monthly or yearly sums by place.
pub fn holds_counts(head: &Head) -> bool {
    header(head).is_some_and(|(header, _)| {
        header.find(&["events", "event_count", "number_of_events"]).found()
            && header.find(&["country", "admin1", "admin2"]).found()
            && header.find(&["year", "month", "week", "month_year"]).found()
    })
}
