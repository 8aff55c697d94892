//! Names put on a crowded sheet: `cargo bench --bench labels`. The aim is 0.05 ms for 1,000 and 1.9 ms for 20,000.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench")]

use std::time::Instant;

use borderline::plot::labels::{Occupancy, Stand, Wish, place};
use borderline::plot::{Frame, Spot};

/// A sheet around a pane of 1,280 × 800 points.
const SHEET: Frame = Frame::sized(Spot::new(-1024.0, -640.0), 2048.0, 1280.0);
const ROUNDS: usize = 51;
/// The most important names may stand further out.
const TOP: u32 = 12;

fn main() {
    for count in [1_000, 20_000] {
        let mut times: Vec<f64> = Vec::new();
        let mut found = 0;
        for _ in 0..ROUNDS {
            let mut sheet = marks(count);
            let wishes: Vec<Wish> = (0..count).map(wish).collect();
            let start = Instant::now();
            found = wishes.iter().filter_map(|wish| place(wish, &mut sheet, &|_| true)).count();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("{count} names: {:.3} ms, {found} have room", times[ROUNDS / 2]);
    }
}

/// Spread over the sheet, always the same.
fn spot(n: u32) -> Spot {
    let at = |step: u32| f64::from(n.wrapping_mul(step) % 100_003) / 100_003.0;
    Spot::new(-1024.0 + 2048.0 * at(7_919), -640.0 + 1280.0 * at(60_493))
}

/// Bubbles of a quarter of the names, and a border.
fn marks(count: u32) -> Occupancy {
    let mut sheet = Occupancy::new(SHEET);
    for n in (0..count).step_by(4).take(400) {
        let at = spot(n);
        sheet.take(&Frame { min: at, max: at }.grown(7.0));
    }
    sheet.take_line(Spot::new(-1024.0, 500.0), Spot::new(1024.0, -500.0), 2.0);
    sheet
}

fn wish(n: u32) -> Wish {
    let radius = 7.0;
    let stand = if n < TOP { Stand::Around { radius } } else { Stand::Beside { radius } };
    Wish { anchor: spot(n), size: (30.0 + f64::from(n % 50), 13.0), stand, last: None }
}
