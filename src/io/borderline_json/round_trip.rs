//! Whatever events there are: written and read again, they are the same.

use proptest::collection::vec;
use proptest::prelude::*;

use super::write_events;
use crate::io::any_event::event;
use crate::io::load_bytes;
use crate::model::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn events_come_back_as_they_were(events in vec(event(), 1..4)) {
        let mut file = Vec::new();
        write_events(events.clone(), &mut file).unwrap();
        let loaded = load_bytes("x.json", file);
        prop_assert_eq!(loaded.reports[0].rows_loaded(), events.len() as u64);
        let mut expected = events;
        expected.sort_by_key(|e| e.when.map_or(i64::MAX, |w| w.span.start().0));
        let read: Vec<Event> = loaded.dataset.events().map(EventRef::to_event).collect();
        prop_assert_eq!(read, expected);
    }
}
