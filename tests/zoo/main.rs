//! A zoo of hostile files: whatever is in one, the program stays, names the cause, and counts every row.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what goes wrong here is a failed test")]
#![allow(clippy::format_collect, reason = "short to read; what it costs does not matter here")]

mod animal;
mod archives;
mod bytes;
mod calendars;
mod encodings;
mod json;
mod json_formats;
#[cfg(target_os = "linux")]
mod keeper;
mod paths;
mod tables;
mod traps;
mod values;
mod workbooks;
mod xml;
mod zip;

use std::collections::BTreeSet;
use std::path::Path;

use animal::{Animal, Make};
use borderline::io::{Job, info, load_paths, original, summaries};

/// All animals.
fn zoo() -> Vec<Animal> {
    let houses = [
        tables::animals(),
        traps::animals(),
        values::animals(),
        encodings::animals(),
        bytes::animals(),
        json::animals(),
        json_formats::animals(),
        xml::animals(),
        calendars::animals(),
        archives::animals(),
        workbooks::animals(),
        paths::animals(),
    ];
    houses.into_iter().flatten().collect()
}

#[test]
fn no_two_animals_share_a_name_and_there_are_many() {
    let zoo = zoo();
    let names: BTreeSet<&str> = zoo.iter().map(|animal| animal.name).collect();
    assert_eq!(names.len(), zoo.len());
    assert!(names.len() >= 150, "only {}", names.len());
}

#[test]
fn every_small_animal_ends_as_its_label_says() {
    let folder = tempfile::tempdir().unwrap();
    let complaints: Vec<String> = zoo()
        .iter()
        .filter(|animal| !animal.large)
        .filter_map(|animal| meet(animal, folder.path()))
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Reads an animal in this process, and looks at every event of it.
fn meet(animal: &Animal, folder: &Path) -> Option<String> {
    let path = animal.put_into(folder)?;
    let loaded = load_paths(std::slice::from_ref(&path), &Job::default());
    for event in loaded.dataset.events() {
        let _ = (event.title(), event.detail(), event.place().in_words(), event.when().map(|w| w.in_words()));
        if let Err(error) = original(event.file().unwrap(), event.origin()) {
            return Some(format!("{}: a record cannot be shown: {error}", animal.name));
        }
    }
    let text = info::to_json(&summaries(&loaded)).unwrap();
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    leave(animal, &path);
    animal.complaint(&all[0])
}

fn leave(animal: &Animal, path: &Path) {
    if !matches!(animal.make, Make::Path(_)) {
        std::fs::remove_file(path).unwrap();
    }
}

#[cfg(target_os = "linux")]
mod through_the_program {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::{keeper, leave, zoo};

    /// The program that the environment names, or the one that was built with this test.
    fn program() -> PathBuf {
        std::env::var_os("BORDERLINE_PROGRAM")
            .map_or_else(|| env!("CARGO_BIN_EXE_borderline").into(), PathBuf::from)
    }

    #[test]
    fn the_cap_of_memory_bites() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("legal.csv");
        let row = "P,2025-10-11,Battles,Kurram,33.9,70.1,word\n";
        let head = "event_id_cnty,event_date,event_type,location,latitude,longitude,notes\n";
        std::fs::write(&table, head.to_owned() + &row.repeat(10_000)).unwrap();
        let (summary, _) = keeper::read(&program(), &table, keeper::CAP_KIB).unwrap();
        assert_eq!(summary["rows_loaded"], 10_000);
        assert!(keeper::read(&program(), &table, 1 << 10).is_err());
    }

    #[test]
    #[ignore = "meant for the optimised program, which BORDERLINE_PROGRAM names"]
    fn every_animal_goes_through_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let zoo = zoo();
        let mut found: Vec<(Duration, &str)> = Vec::new();
        let mut complaints = Vec::new();
        for animal in &zoo {
            let Some(path) = animal.put_into(folder.path()) else { continue };
            match keeper::read(&program(), &path, keeper::CAP_KIB) {
                Ok((summary, took)) => {
                    found.push((took, animal.name));
                    complaints.extend(animal.complaint(&summary));
                }
                Err(why) => complaints.push(format!("{}: {why}", animal.name)),
            }
            leave(animal, &path);
        }
        found.sort();
        for (took, name) in found.iter().rev().take(5) {
            println!("{:5} ms  {name}", took.as_millis());
        }
        println!("{} of {} animals met, {} complaints", found.len(), zoo.len(), complaints.len());
        assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    }
}
