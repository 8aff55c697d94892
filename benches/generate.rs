//! Writes a table as large ACLED exports are: `cargo bench --bench generate -- ROWS FILE [scattered]`.
//!
//! Scattered rows have coordinates of their own, others those of their towns.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool of the bench")]

#[path = "common/acled_rows.rs"]
mod acled_rows;

use std::fs::File;
use std::io::BufWriter;

fn main() {
    // Cargo adds an argument of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let (rows, file, scattered) = match *words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [rows, file] => (rows, file, false),
        [rows, file, "scattered"] => (rows, file, true),
        _ => {
            println!("usage: cargo bench --bench generate -- ROWS FILE [scattered]");
            return;
        }
    };
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file).unwrap());
    acled_rows::write_rows(rows.parse().unwrap(), scattered, &mut out).unwrap();
    println!("{file}: {} bytes", std::fs::metadata(file).unwrap().len());
}
