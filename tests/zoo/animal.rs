//! One hostile file: its name, how it is made, and how reading it must end.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// How the file comes to be.
pub enum Make {
    /// Bytes in memory.
    Bytes(Box<dyn Fn() -> Vec<u8>>),
    /// Bytes at the start and nothing but holes behind them, up to this length in bytes.
    Sparse(Vec<u8>, u64),
    /// Whatever a path may lead to; `None` where this system or user cannot have it.
    Path(fn(&Path) -> Option<PathBuf>),
}

/// A hostile file.
pub struct Animal {
    /// A file name of its own.
    pub name: &'static str,
    /// How reading must end: `FORMAT LOADED+SKIPPED: KIND COUNT, KIND COUNT ! a part of the error`.
    pub label: &'static str,
    /// How it is made.
    pub make: Make,
    /// Whether it is too large for a build that is not optimised.
    pub large: bool,
}

/// An animal made by a function.
pub fn made(name: &'static str, label: &'static str, make: impl Fn() -> Vec<u8> + 'static) -> Animal {
    Animal { name, label, make: Make::Bytes(Box::new(make)), large: false }
}

/// An animal that only the optimised program has to read.
pub fn large(name: &'static str, label: &'static str, make: impl Fn() -> Vec<u8> + 'static) -> Animal {
    Animal { large: true, ..made(name, label, make) }
}

/// An animal of a few bytes.
pub fn small(name: &'static str, label: &'static str, bytes: impl AsRef<[u8]>) -> Animal {
    let bytes = bytes.as_ref().to_vec();
    made(name, label, move || bytes.clone())
}

/// An animal that is mostly a hole.
pub fn sparse(name: &'static str, label: &'static str, start: &str, len: u64) -> Animal {
    Animal { name, label, make: Make::Sparse(start.into(), len), large: true }
}

/// An animal that is no ordinary file.
pub fn path(name: &'static str, label: &'static str, make: fn(&Path) -> Option<PathBuf>) -> Animal {
    Animal { name, label, make: Make::Path(make), large: false }
}

impl Animal {
    /// Puts it into a folder; `None`, said aloud, where it cannot live here.
    pub fn put_into(&self, folder: &Path) -> Option<PathBuf> {
        let path = folder.join(self.name);
        match &self.make {
            Make::Bytes(make) => fs::write(&path, make()).unwrap(),
            Make::Sparse(start, len) => {
                let mut file = File::create(&path).unwrap();
                file.write_all(start).unwrap();
                file.set_len(*len).unwrap();
            }
            Make::Path(make) => {
                let there = make(&path);
                if there.is_none() {
                    eprintln!("skipped: {} cannot live here", self.name);
                }
                return there;
            }
        }
        Some(path)
    }

    /// What is wrong with how reading it ended, if anything is.
    pub fn complaint(&self, summary: &Value) -> Option<String> {
        let (expected, cause) = self.label.split_once('!').unwrap_or((self.label, ""));
        let (expected, cause) = (expected.trim(), cause.trim());
        let (said, error) = in_short(summary);
        let error_fits = if cause.is_empty() { error.is_empty() } else { error.contains(cause) };
        let fits = said == expected && error_fits && !error.contains("bug of the program");
        (!fits).then(|| format!("{}\n  must be  {}\n  is       {said} ! {error}", self.name, self.label))
    }
}

/// A summary of `info --json` in the notation of labels, and its error.
fn in_short(summary: &Value) -> (String, String) {
    let text = |key: &str| summary[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| summary[key].as_u64().unwrap();
    let (loaded, skipped) = (number("rows_loaded"), number("rows_skipped"));
    assert_eq!(number("rows_seen"), loaded + skipped, "{}", text("path"));
    let problems = summary["problems"].as_array().unwrap();
    let counted = |problem: &Value| format!("{} {}", problem["kind"].as_str().unwrap(), problem["count"]);
    let problems: Vec<String> = problems.iter().map(counted).collect();
    let mut out = text("format");
    if !out.is_empty() {
        let _ = write!(out, " {loaded}+{skipped}");
    }
    if !problems.is_empty() {
        let _ = write!(out, ": {}", problems.join(", "));
    }
    (out, text("error"))
}
