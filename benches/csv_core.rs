//! Finding the columns of a large table, against an empty loop over its records by the `csv` crate:
//! `cargo bench --bench csv_core [-- FILE]`. The aim is at most 1.3 times its CPU time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench")]

#[path = "common/acled_rows.rs"]
mod acled_rows;

use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use borderline::io::Limits;
use borderline::io::csv::{Splitter, Step};

/// Rows of the table that is made where none is given.
const ROWS: u64 = 300_000;
const ROUNDS: usize = 7;
/// Bytes read at a time, the same for both.
const BLOCK: usize = 256 << 10;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let given = std::env::args().skip(1).find(|word| word != "--bench");
    let path = given.map_or_else(|| made(folder.path()), PathBuf::from);
    let size = std::fs::metadata(&path).unwrap().len();
    // Once each beforehand, so that the file lies in memory.
    let (ours, theirs) = (by_splitter(&path), by_csv_crate(&path));
    assert_eq!(ours, theirs, "both must see the same records and fields");
    println!("{}: {size} bytes, {} records, {} fields", path.display(), ours.0, ours.1);
    let mut rounds: Vec<[f64; 2]> = Vec::new();
    for round in 0..ROUNDS {
        let times = [timed(|| by_splitter(&path)), timed(|| by_csv_crate(&path))];
        println!("round {}: splitter {:.3} s, csv crate {:.3} s of CPU time", round + 1, times[0], times[1]);
        rounds.push(times);
    }
    let [ours, theirs] = [0, 1].map(|i| median(rounds.iter().map(|times| times[i])));
    let ratio = median(rounds.iter().map(|times| times[0] / times[1]));
    println!("median: splitter {ours:.3} s, csv crate {theirs:.3} s, ratio {ratio:.2} (aim: at most 1.30)");
}

fn made(folder: &Path) -> PathBuf {
    let path = folder.join("acled.csv");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path).unwrap());
    acled_rows::write_rows(ROWS, false, &mut out).unwrap();
    path
}

/// Records and fields that our splitter finds.
fn by_splitter(path: &Path) -> (u64, u64) {
    let mut file = File::open(path).unwrap();
    let mut splitter = Splitter::new(b',', 0, &Limits::default());
    let (mut block, mut records, mut fields) = (vec![0; BLOCK], 0, 0);
    loop {
        let filled = file.read(&mut block).unwrap();
        let mut at = 0;
        loop {
            let (taken, step) = splitter.push(&block[at..filled]);
            at += taken;
            match step {
                Step::Record => {
                    records += 1;
                    fields += splitter.raw().1.len() as u64;
                }
                Step::NeedsMore => {}
                _ => return (records, fields),
            }
            if at == filled && filled > 0 {
                break;
            }
        }
    }
}

/// Records and fields that the `csv` crate finds.
fn by_csv_crate(path: &Path) -> (u64, u64) {
    let file = File::open(path).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(BLOCK).from_reader(file);
    let (mut record, mut records, mut fields) = (csv::ByteRecord::new(), 0, 0);
    while reader.read_byte_record(&mut record).unwrap() {
        records += 1;
        fields += record.len() as u64;
    }
    (records, fields)
}

/// Seconds of CPU time that something takes; seconds on the wall where the system does not tell.
fn timed(what: impl FnOnce() -> (u64, u64)) -> f64 {
    let (began, cpu) = (Instant::now(), cpu_seconds());
    std::hint::black_box(what());
    match (cpu, cpu_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => began.elapsed().as_secs_f64(),
    }
}

/// CPU time of this thread so far (Linux: the first number of `schedstat`, in nanoseconds).
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
