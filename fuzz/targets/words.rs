//! Short texts that people write: dates, figures, HTML, filters and profiles of tables.
#![no_main]

use borderline_fuzz::io::dates::{DayOrder, day, from_number, parse};
use borderline_fuzz::io::figures::{count, figure};
use borderline_fuzz::io::html;
use borderline_fuzz::io::ical::properties;
use borderline_fuzz::io::{Mapping, Profile};
use borderline_fuzz::query::Filter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
        if let Some(when) = parse(text, order) {
            assert!(when.span.start() < when.span.end());
            let _ = (when.in_words(), when.in_short());
        }
    }
    let _ = (day(text), count(text), figure(text), properties(text));
    if let Ok(n) = text.parse::<f64>() {
        let _ = from_number(n);
    }
    assert!(html::plain(text).len() <= text.len() + 8);
    if let Ok(filter) = text.parse::<Filter>() {
        // What the filter says of itself means the same.
        assert_eq!(filter.to_string().parse::<Filter>().as_ref(), Ok(&filter));
    }
    if let Ok(profile) = Profile::from_toml(text) {
        assert_eq!(Profile::from_toml(&profile.to_toml()), Ok(profile));
    }
    let _ = Mapping::from_toml(text);
});
