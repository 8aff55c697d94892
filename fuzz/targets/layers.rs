//! Map layers of every format.
#![no_main]

use borderline_fuzz::io::{LayerLimits, read_layer_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = LayerLimits { points: 10_000, ..LayerLimits::default() };
    let Ok(read) = read_layer_bytes("fuzz", bytes, &limits) else { return };
    assert!(!read.layer.shapes.is_empty() && read.troubles.examples.len() <= read.troubles.count);
    let rings = read.layer.shapes.iter().flat_map(|shape| &shape.areas).flatten();
    assert!(rings.clone().all(|ring| ring.len() > 2));
    assert!(rings.map(Vec::len).sum::<usize>() <= limits.points);
});
