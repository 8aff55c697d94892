//! Bytes of any encoding: decided, decoded, recognised and read.
#![no_main]

use borderline_fuzz::io::Job;
use borderline_fuzz::io::encoding::{decide, decode, mended};
use borderline_fuzz::read_any;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let decision = decide(bytes, true);
    let text = decode(bytes, decision.encoding, 1 << 20, &Job::default());
    assert!(text.is_err() || text.is_ok_and(|text| String::from_utf8(text).is_ok()));
    let _ = mended(bytes);
    read_any(bytes);
});
