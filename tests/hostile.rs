//! Files that were damaged on their way: whatever the bytes, the program stays and counts every row.

#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::path::Path;

use borderline::io::{Loaded, load_bytes, original};
use proptest::prelude::*;

/// All fixtures, and the sample.
fn files() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fixtures", "assets/samples"].map(|f| std::fs::read_dir(root.join(f)).unwrap());
    let mut paths: Vec<_> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn holds(loaded: &Loaded) {
    let report = loaded.reports.first().unwrap();
    assert!(
        !report.error.as_deref().unwrap_or_default().contains("bug of the program"),
        "{:?}",
        report.error
    );
    assert_eq!(report.rows_seen(), report.rows_loaded() + report.rows_skipped());
    assert_eq!(report.rows_loaded(), loaded.dataset.len() as u64);
    for event in loaded.dataset.events() {
        let _ = (event.title(), event.detail(), event.place().in_words(), event.when().map(|w| w.in_words()));
        assert!(original(event.file().unwrap(), event.origin()).is_ok());
    }
}

/// Bytes put in place of those at a share of the file's length.
fn damage() -> impl Strategy<Value = (f64, usize, Vec<u8>)> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec![
            "\"", "\n", ",", "{", "}", "[", "]", "\\", "\u{feff}", "\u{202e}", "1e999", "NaN", "#", "\r"
        ])
        .prop_map(|s| s.as_bytes().to_vec()),
    ];
    (0.0..1.0, 0_usize..40, piece)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a length"
)]
fn place(share: f64, len: usize) -> usize {
    (share * len as f64) as usize
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_file_never_closes_the_window(which in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..5)) {
        let files = files();
        let mut bytes = which.get(&files).clone();
        for (share, len, piece) in damages {
            let start = place(share, bytes.len());
            let end = (start + len).min(bytes.len());
            bytes.splice(start..end, piece);
        }
        holds(&load_bytes("damaged", bytes));
    }

    #[test]
    fn a_file_cut_anywhere_keeps_what_came_before(which in any::<prop::sample::Index>(), share in 0.0..1.0_f64) {
        let files = files();
        let bytes = which.get(&files);
        let loaded = load_bytes("cut", bytes[..place(share, bytes.len())].to_vec());
        holds(&loaded);
    }
}
