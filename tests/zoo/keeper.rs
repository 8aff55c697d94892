//! Runs the program on a file within a cap of memory that the system enforces, and ends it when its time is over.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The most memory that a file may cost, in KiB. The system refuses what lies beyond, and a program without memory aborts.
pub const CAP_KIB: u64 = 256 << 10;
/// The longest time of a processor that a file may take, in seconds: on a busy machine the clock on the wall says little.
const SECONDS: u64 = 5;
/// The longest time on the wall, for what waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the program said, and how long it took; or why there is nothing to hear.
pub fn read(program: &Path, file: &Path, cap_kib: u64) -> Result<(Value, Duration), String> {
    // The limit holds for all memory that is written to and not shared: the heap, and the stacks of threads.
    let script = format!(
        "ulimit -c 0 && ulimit -t {SECONDS} && ulimit -d {cap_kib} && exec \"$0\" info --json \"$1\""
    );
    let began = Instant::now();
    let out = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(script)
        .args([program, file])
        .stdin(Stdio::null())
        .stdout(out.reopen().unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let code = waited(&mut child, began)?;
    let took = began.elapsed();
    if !matches!(code, Some(0 | 1)) {
        return Err(format!("crashed ({code:?}) after {took:?}"));
    }
    let text = std::fs::read_to_string(out.path()).unwrap();
    let all: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("no report: {error}"))?;
    let summary = all.into_iter().next().ok_or("an empty report")?;
    if (code == Some(1)) != summary["error"].is_string() {
        return Err(format!("exit code {code:?} beside the error {}", summary["error"]));
    }
    Ok((summary, took))
}

/// The exit code; `None` after a signal.
fn waited(child: &mut Child, began: Instant) -> Result<Option<i32>, String> {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Ok(status.code());
        }
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(format!("still busy after {PATIENCE:?}"));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
