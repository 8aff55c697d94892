//! From the start of the program to its first frame, in a window of its own.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::{middle, millis};
use crate::app::first_frame::FIRST_FRAME;
use crate::app::window::has_display;

/// How often the program is started.
const ROUNDS: usize = 5;

/// Median milliseconds from the start of the program with the sample until its first frame is on the screen; `None`
/// where there is no display.
pub fn first_frame_ms() -> Option<f64> {
    let times: Vec<f64> = (0..ROUNDS).map_while(|_| once()).collect();
    (!times.is_empty()).then(|| middle(times))
}

fn once() -> Option<f64> {
    if !has_display() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    let start = Instant::now();
    let mut child = Command::new(program).env(FIRST_FRAME, "1").stdout(Stdio::piped()).spawn().ok()?;
    let mut line = String::new();
    // The program says a line when its first frame is shown, and ends; without a window it says another.
    let said = BufReader::new(child.stdout.take()?).read_line(&mut line);
    let ms = millis(start);
    let ended = child.wait();
    (said.is_ok() && ended.is_ok_and(|code| code.success()) && line.trim() == FIRST_FRAME).then_some(ms)
}
