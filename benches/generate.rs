//! Writes a table as large ACLED exports are: `cargo bench --bench generate -- ROWS FILE`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool of the bench")]

#[path = "common/acled_rows.rs"]
mod acled_rows;

use std::fs::File;
use std::io::BufWriter;

fn main() {
    // Cargo adds an argument of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [rows, file] = words.as_slice() else {
        println!("usage: cargo bench --bench generate -- ROWS FILE");
        return;
    };
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file).unwrap());
    acled_rows::write_rows(rows.parse().unwrap(), &mut out).unwrap();
    println!("{file}: {} bytes", std::fs::metadata(file).unwrap().len());
}
