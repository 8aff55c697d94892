//! Delimited text with known columns.
#![no_main]

use borderline_fuzz::read_as;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_as(&["acled-csv", "ucdp-csv", "gtd-csv", "scad-csv", "aid-workers-csv", "atlos-csv", "ushahidi-csv", "maphub-csv", "timelinejs-csv"], bytes));
