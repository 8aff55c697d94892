//! Lists of JSON objects with known keys.
#![no_main]

use borderline_fuzz::read_as;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_as(&["acled-json", "ucdp-json", "timelinejs-json", "timemap-json"], bytes));
