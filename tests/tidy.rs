//! Holds the plan of the house: layers, egui-free layers, file length, first lines, and words that stay out.
//!
//! Every check is a function from source text to complaints, and is shown a small bad example beside the real
//! tree: a check that cannot fail would be worth nothing.

#[path = "tidy/rust_text.rs"]
mod rust_text;

use std::fs;
use std::path::{Path, PathBuf};

use borderline::io::FORMATS;

use rust_text::{code_only, heads, is_word, line_of, points_to, root_paths, words};

/// The layers from left to right; a file uses its own layer and those to its left.
const LAYERS: [&str; 9] = ["model", "geo", "io", "query", "store", "plot", "workspace", "view", "app"];
/// The most lines a source file may have.
const MAX_LINES: usize = 400;
/// Crates that only some layers may name: the crate (or its prefix up to `*`), and the layers.
const FENCED: [(&str, &[&str]); 7] = [
    ("egui", &["view", "app"]),
    ("egui_*", &["view", "app"]),
    ("epaint", &["view", "app"]),
    ("emath", &["view", "app"]),
    ("ecolor", &["view", "app"]),
    ("eframe", &["app"]),
    ("rfd", &["app"]),
];
/// Words of the place where people or programs work on this, spelt so that this file does not say them.
const BANNED_WORDS: [&str; 6] = [
    concat!("ag", "ent"),
    concat!("ag", "ents"),
    concat!("subag", "ent"),
    concat!("subag", "ents"),
    concat!("chat", "bot"),
    concat!("ll", "m"),
];
/// Words that are right only where a desktop's bus is meant.
const DESKTOP_WORDS: [&str; 2] = [concat!("ses", "sion"), concat!("ses", "sions")];
/// Absolute paths of one machine.
const BANNED_PATHS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/ro", "ot/"),
    concat!("/tmp/w", "t/"),
    concat!("/tmp/tar", "get"),
];
/// Folders with Rust sources of our own.
const SOURCE_FOLDERS: [&str; 3] = ["src", "tests", "benches"];

// ---- the tree as it is --------------------------------------------------------------------------------------

#[test]
fn layers_use_only_themselves_and_those_to_their_left() {
    assert_quiet(&complaints(&["src"], layer_complaints));
}

#[test]
fn egui_stays_in_view_and_app_and_the_window_crates_in_app() {
    assert_quiet(&complaints(&["src"], fence_complaints));
}

#[test]
fn source_files_are_short_and_say_their_idea_first() {
    assert_quiet(&complaints(&SOURCE_FOLDERS, shape_complaints));
}

#[test]
fn no_file_speaks_of_the_workplace_or_of_one_machine() {
    let files = text_files(root());
    assert!(files.len() > 10, "only {} files were read", files.len());
    assert_quiet(&files.iter().flat_map(|(path, text)| word_complaints(path, text)).collect::<Vec<_>>());
}

// ---- the tables: every entry has its test -------------------------------------------------------------------
// That every command has one is held by `tests/commands.rs`, which does each of them.

/// Views, each with a test that works with it as a user does.
const VIEWS: [(&str, &str); 14] = [
    ("border_picker", "a_border_is_searched_chosen_and_taken_back"),
    ("columns", "a_table_that_nobody_knows_is_understood_by_clicks_and_known_the_next_time"),
    ("detail", "a_reader_sees_who_claims_what_for_11_october"),
    ("filter_bar", "a_filter_is_typed_and_its_mistakes_are_named"),
    ("layers", "a_map_layer_is_added_drawn_hidden_and_removed"),
    ("list", "the_list_is_worked_by_clicks_and_keys"),
    ("map", "every_one_of_the_sixteen_incidents_can_be_clicked"),
    ("overlay", "escape_closes_what_is_on_top_then_lets_go_of_the_selection"),
    ("play_bar", "time_plays_by_the_bar_and_by_keys"),
    ("report", "the_report_shows_a_row_as_it_stands_and_reads_again_otherwise"),
    ("shell", "the_first_start_shows_the_sample_and_says_how_to_open_files"),
    ("space_time", "the_space_time_diagram_is_worked_by_keys_and_clicks"),
    ("strip", "the_strip_is_worked_by_keys_and_clicks"),
    ("timeline", "a_click_on_an_event_selects_it"),
];

#[test]
fn every_format_has_its_test() {
    // A file of fixtures called `ID-….EXTENSION` is read by `tests/fixtures.rs`.
    let fixtures = fs::read_dir(root().join("tests/fixtures")).into_iter().flatten().flatten();
    let names: Vec<String> = fixtures.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let has_fixture = |id: &str| names.iter().any(|name| name.starts_with(&format!("{id}-")));
    let others = FORMATS.iter().map(|format| format.id()).filter(|id| !has_fixture(id));
    assert!(names.len() > 5, "only {names:?}");
    assert_quiet(&unmentioned(others, &test_text()));
}

#[test]
fn every_view_has_its_test() {
    let (views, tests) = (view_names(), test_text());
    assert!(views.contains(&"timeline".to_owned()), "only {views:?}");
    let listed: Vec<&str> = VIEWS.iter().map(|(view, _)| *view).collect();
    assert_eq!(views, listed, "a view of src/view is not in the list of this test");
    assert_quiet(&unmentioned(VIEWS.iter().map(|(_, test)| *test), &tests));
}

/// The modules of `src/view` that show themselves in a `Ui`, sorted.
fn view_names() -> Vec<String> {
    let shows = |text: &str| text.contains("pub fn ui(") || text.contains("pub fn ui<");
    let files = text_files(&root().join("src/view"));
    let mut names: Vec<String> = files
        .iter()
        .filter(|(_, text)| shows(text))
        .filter_map(|(path, _)| path.strip_prefix("src/view/")?.strip_suffix(".rs"))
        .map(|path| path.strip_suffix("/mod").unwrap_or(path).to_owned())
        .filter(|path| !path.contains('/'))
        .collect();
    names.sort();
    names
}

/// All tests but this file's, as text.
fn test_text() -> String {
    let of_tests = |path: &str| path.starts_with("tests/") || path.ends_with("tests.rs");
    let files = ["src", "tests"].into_iter().flat_map(|folder| text_files(&root().join(folder)));
    files
        .filter(|(path, _)| is_rust(path) && of_tests(path) && !path.starts_with("tests/tidy"))
        .map(|(_, text)| text)
        .collect()
}

// ---- each check sees what it is there to see ----------------------------------------------------------------

#[test]
fn a_path_to_the_right_is_seen_in_every_spelling() {
    let bad = [
        "use crate::view::Look;",
        "use crate::{model::When, view};",
        "use crate::{\n    geo::{a, view},\n    app::Window,\n};",
        "fn f() -> crate :: workspace::Command { todo!() }",
        "pub(in crate::app) fn f() {}",
        "use super::super::view::Look;",
        "use super::super::{app, plot};",
    ];
    for text in bad {
        assert_eq!(layer_complaints("src/plot/scale.rs", text).len(), 1, "{text}");
    }
    assert_eq!(layer_complaints("src/model/mod.rs", "use super::view::Look;").len(), 1);
    assert_eq!(layer_complaints("src/model.rs", "use crate::geo::Plane;").len(), 1);
}

#[test]
fn a_path_to_the_left_or_in_a_comment_or_a_text_is_let_through() {
    let good = [
        "use crate::{model::When, geo::{view, app}, plot};",
        "// use crate::view::Look;\n/* crate::app /* nested */ crate::app */",
        "let a = \"crate::app\"; let b = r#\"crate::\"app\"#; let c = '\"'; // crate::view",
        "fn f<'a>(x: &'a str) -> crate::query::Filter<'a> { todo!() }",
        "use super::view;",
        "use crate::Instant;",
    ];
    for text in good {
        assert_eq!(layer_complaints("src/plot/scale.rs", text), Vec::<String>::new(), "{text}");
    }
    assert!(layer_complaints("src/main.rs", "use crate::app;").is_empty());
}

#[test]
fn a_crate_in_the_wrong_layer_is_seen() {
    assert_eq!(fence_complaints("src/plot/lanes.rs", "use egui::Pos2;\n").len(), 1);
    assert_eq!(fence_complaints("src/plot/lanes.rs", "fn f(p: ::egui_plot::PlotPoint) {}").len(), 1);
    assert_eq!(fence_complaints("src/view/map.rs", "use eframe::egui;").len(), 1);
    assert_eq!(fence_complaints("src/view/map.rs", "let d = rfd::AsyncFileDialog::new();").len(), 1);
    assert_eq!(fence_complaints("src/main.rs", "use eframe::App;").len(), 1);
    assert!(fence_complaints("src/view/map.rs", "use egui::Pos2; use egui_plot::Plot;").is_empty());
    assert!(fence_complaints("src/app/window.rs", "use eframe::egui; use rfd::FileDialog;").is_empty());
    assert!(fence_complaints("src/plot/lanes.rs", "//! No egui here.\nlet s = \"rfd\";").is_empty());
}

#[test]
fn a_long_file_and_a_missing_first_line_are_seen() {
    let line = "//! One idea.\n";
    assert!(shape_complaints("src/a.rs", &line.repeat(MAX_LINES)).is_empty());
    assert_eq!(shape_complaints("src/a.rs", &line.repeat(MAX_LINES + 1)).len(), 1);
    assert_eq!(shape_complaints("src/a.rs", "use std::fmt;\n//! Late.\n").len(), 1);
    assert_eq!(shape_complaints("src/a.rs", "//!\nfn f() {}\n").len(), 1);
    assert_eq!(shape_complaints("src/a.rs", "").len(), 1);
}

#[test]
fn words_of_the_workplace_are_seen() {
    let bad = [
        concat!("as the last ses", "sion left it"),
        concat!("written by an ag", "ent"),
        concat!("Two sub", "ag", "ents agreed"),
        concat!("see /wo", "rk/notes.md"),
        concat!("run `/tmp/w", "t/map/x`"),
        concat!("/ro", "ot/.cargo/bin"),
    ];
    for text in bad {
        assert_eq!(word_complaints("docs/a.md", text).len(), 1, "{text}");
    }
    let good = [
        concat!("the ses", "sion bus died"),
        concat!("dbus-run-ses", "sion -- program"),
        "a user-agent",
        "obsession, reagents, homework/, target/work/x",
    ];
    for text in good {
        assert_eq!(word_complaints("docs/a.md", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_table_entry_without_a_test_is_seen() {
    let tests = "read(\"acled\"); // ucdp-ged";
    assert_eq!(unmentioned(["acled", "ucdp-ged"].into_iter(), tests), Vec::<String>::new());
    assert_eq!(unmentioned(["acled", "geojson"].into_iter(), tests).len(), 1);
    // A part of a longer name is no mention.
    assert_eq!(unmentioned(["ucdp"].into_iter(), "let ucdp2 = 1;").len(), 1);
}

// ---- the checks ---------------------------------------------------------------------------------------------

/// Complaints about paths from a file under `src` to a layer right of its own.
fn layer_complaints(path: &str, text: &str) -> Vec<String> {
    let Some(own) = layer_of(path).and_then(rank) else { return Vec::new() };
    let code = code_only(text);
    let mut found = Vec::new();
    for (at, first) in root_paths(&code, module_depth(path)) {
        for name in heads(first) {
            if rank(name).is_some_and(|other| other > own) {
                found.push(format!("{path}:{}: uses the layer `{name}`", line_of(&code, at)));
            }
        }
    }
    found
}

/// Complaints about crates that the layer of this file must not know.
fn fence_complaints(path: &str, text: &str) -> Vec<String> {
    let layer = layer_of(path).unwrap_or("main");
    let code = code_only(text);
    let mut found = Vec::new();
    for (at, word) in words(&code) {
        let fenced = FENCED.iter().find(|(name, _)| match name.strip_suffix('*') {
            Some(prefix) => word.starts_with(prefix),
            None => word == *name,
        });
        if fenced.is_some_and(|(_, layers)| !layers.contains(&layer)) {
            found.push(format!("{path}:{}: `{word}` has no place in {layer}", line_of(&code, at)));
        }
    }
    found
}

/// Complaints about a file's length and about its first line.
fn shape_complaints(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        found.push(format!("{path}: {lines} lines, more than {MAX_LINES}"));
    }
    let idea = text.lines().next().and_then(|first| first.strip_prefix("//!"));
    if idea.is_none_or(|idea| idea.trim().is_empty()) {
        found.push(format!("{path}: the first line must say the file's idea after `//!`"));
    }
    found
}

/// Complaints about words and paths that belong to a workplace and not to the project.
fn word_complaints(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let low = line.to_lowercase();
        let desktop = low.contains("bus") || low.contains("desktop");
        let spoken = words(&low).any(|(at, word)| {
            BANNED_WORDS.contains(&word) && !low.split_at(at).0.ends_with("user-")
                || DESKTOP_WORDS.contains(&word) && !desktop
        });
        let pointed = BANNED_PATHS.iter().any(|path| points_to(&low, path));
        if spoken || pointed {
            found.push(format!("{path}:{}: {}", number + 1, line.trim()));
        }
    }
    found
}

/// The ids that the text names nowhere as a whole word (letters, digits, `_` and `-`).
fn unmentioned<'a>(ids: impl Iterator<Item = &'a str>, text: &str) -> Vec<String> {
    let whole = |id: &str| text.split(|c: char| !(is_word(c) || c == '-')).any(|word| word == id);
    ids.filter(|id| !whole(id)).map(|id| format!("no test names `{id}`")).collect()
}

/// The layer of a file under `src`, or nothing for `lib.rs`, `main.rs` and files elsewhere.
fn layer_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/")?.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name)).filter(|name| rank(name).is_some())
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|name| *name == layer)
}

/// How many `super::` lead from a file to the root of the crate.
fn module_depth(path: &str) -> usize {
    path.split('/').filter(|part| !["src", "mod.rs"].contains(part)).count()
}

// ---- reading the tree ---------------------------------------------------------------------------------------

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a check says about every Rust file in these folders.
fn complaints(folders: &[&str], check: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let files: Vec<(String, String)> = folders
        .iter()
        .flat_map(|folder| text_files(&root().join(folder)))
        .filter(|(path, _)| is_rust(path))
        .collect();
    assert!(files.len() > 10, "only {} Rust files were read", files.len());
    files.iter().flat_map(|(path, text)| check(path, text)).collect()
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

/// Every text file below a folder, with its path from the root; built things and the history are left out.
fn text_files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let Ok(kind) = entry.file_type() else { continue };
            if [".git", "target", "Cargo.lock"].iter().any(|left_out| name == *left_out) {
                continue;
            }
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                // What is no UTF-8 is a picture or a font.
                let Ok(text) = fs::read_to_string(&path) else { continue };
                let shown = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((shown, text));
            }
        }
    }
    found.sort();
    found
}

/// Fails with all complaints at once.
#[track_caller]
fn assert_quiet(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
