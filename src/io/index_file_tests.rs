//! An index opens what was read, and nothing else.

use std::fs::FileTimes;
use std::time::Duration;

use super::*;
use crate::io::{Reading, load_each};
use crate::model::EventId;

struct Desk {
    folder: tempfile::TempDir,
    index: IndexFolder,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = IndexFolder::new(folder.path().join("index")).for_files_of_any_size();
        Self { folder, index }
    }

    /// A table as from an hour ago.
    fn file(&self, name: &str, text: &str) -> (Source, LoadOptions) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.set_times(FileTimes::new().set_modified(SystemTime::now() - Duration::from_hours(1))).unwrap();
        (Source::Path(path), LoadOptions::default())
    }

    fn find(&self, files: &[(Source, LoadOptions)]) -> Option<Loaded> {
        self.index.find(files, &Job::default())
    }

    fn keep(&self, files: &[(Source, LoadOptions)]) -> Loaded {
        let loaded = load_each(files, &Job::default());
        assert!(self.index.keep(files, &loaded.dataset, &loaded.reports).unwrap().is_some());
        loaded
    }
}

fn table(rows: usize) -> String {
    let head = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,country,admin1,admin2,\
         location,latitude,longitude,geo_precision,source,notes,fatalities\n";
    let row = |n: usize| {
        let (day, place) = (n % 28 + 1, ["Kurram", "کرم", "Khost"][n % 3]);
        let date = if n % 7 == 3 { "2025-13-77".to_owned() } else { format!("2025-10-{day:02}") };
        format!(
            "PAK{n},{date},{},Battles,Armed clash,Army {},\"Ally; other\",Pakistan,KP,{place},{place},33.{n:03},70.1,{},Dawn,\
             \"Long words that \"\"stand\"\" in the file, number {n}\",{}\n",
            n % 3 + 1,
            n % 5,
            n % 3 + 1,
            n % 4
        )
    };
    head.to_owned() + &(0..rows).map(row).collect::<String>()
}

fn all_of(loaded: &Loaded) -> Vec<String> {
    let data = &loaded.dataset;
    let rows = data.events().map(|e| {
        let codes = (e.place_code(), e.site(), e.type_code(), e.actor_codes(), e.source_code());
        format!("{:?} {:?} {:?} {codes:?}", e.to_event(), e.origin(), e.flags())
    });
    rows.collect()
}

#[test]
fn what_is_opened_again_is_what_was_read() {
    let desk = Desk::new();
    let mut files = vec![desk.file("a.csv", &table(500)), desk.file("b.csv", &table(40))];
    files[1].1 = Reading { encoding: Some("UTF-8".to_owned()), ..Reading::default() }.options();
    assert!(desk.find(&files).is_none());
    let read = desk.keep(&files);
    let again = desk.find(&files).unwrap();
    assert!(again.from_index && again.dataset.len() == 540);
    assert_eq!(all_of(&again), all_of(&read));
    let mut reports = again.reports.clone();
    for report in &mut reports {
        assert_eq!(report.notes.pop().as_deref(), Some(NOTE));
    }
    assert_eq!(reports, read.reports);
    assert!(again.reports[0].problems.total() > 0);
    // Texts that were left in the file are read there.
    let text = |loaded: &Loaded| loaded.dataset.event(EventId(7)).unwrap().to_event().summary;
    assert!(text(&again).contains("that \"stand\" in the file"), "{}", text(&again));
    let names = again.dataset.names();
    assert_eq!(names.find("کرم"), read.dataset.names().find("کرم"));
}

#[test]
fn an_index_of_other_files_or_of_another_reading_is_not_used() {
    let desk = Desk::new();
    let files = vec![desk.file("a.csv", &table(50))];
    let job = Job::default();
    desk.keep(&files);
    assert!(desk.find(&files).is_some());
    let mut other = files.clone();
    other[0].1.delimiter = Some(b';');
    assert!(desk.find(&other).is_none());
    assert!(desk.find(&[files.clone(), vec![desk.file("b.csv", &table(50))]].concat()).is_none());
    // As long as before, and of the same time as far as its owner can set it.
    let _ = desk.file("a.csv", &table(50).replace("Army 3", "Army 9"));
    assert!(desk.find(&files).is_none());
    assert!(
        IndexFolder::new(desk.index.path().to_owned()).find(&files, &job).is_none(),
        "small files have none"
    );
}

#[test]
fn a_file_that_may_still_change_gets_no_index() {
    let desk = Desk::new();
    let path = desk.folder.path().join("now.csv");
    std::fs::write(&path, table(5)).unwrap();
    let files = vec![(Source::Path(path), LoadOptions::default())];
    let loaded = load_each(&files, &Job::default());
    assert_eq!(desk.index.keep(&files, &loaded.dataset, &loaded.reports).unwrap(), None);
}

#[test]
fn a_file_that_changed_since_it_was_read_gets_no_index() {
    let desk = Desk::new();
    let files = vec![desk.file("a.csv", &table(50))];
    let loaded = load_each(&files, &Job::default());
    let _ = desk.file("a.csv", &table(51));
    assert_eq!(desk.index.keep(&files, &loaded.dataset, &loaded.reports).unwrap(), None);
}

#[test]
fn a_damaged_index_is_passed_over_wherever_the_damage_is() {
    let desk = Desk::new();
    let files = vec![desk.file("a.csv", &table(20))];
    desk.keep(&files);
    let (path, bytes) = desk.index.list().remove(0);
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(whole.len() as u64, bytes);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&path, damaged).unwrap();
        assert!(desk.find(&files).is_none(), "byte {at} of {bytes}");
    }
    for len in (0..whole.len()).step_by(97) {
        std::fs::write(&path, &whole[..len]).unwrap();
        assert!(desk.find(&files).is_none(), "cut at {len}");
    }
    std::fs::write(&path, whole).unwrap();
    assert!(desk.find(&files).is_some());
}

#[test]
fn words_are_found_again_for_the_very_files_and_rows_only() {
    let desk = Desk::new();
    let files = vec![desk.file("a.csv", &table(50))];
    let data = load_each(&files, &Job::default()).dataset;
    let found = |data: &Dataset| {
        let (mut file, _) = desk.index.find_words(&files, data)?;
        let mut words = String::new();
        file.read_to_string(&mut words).ok().map(|_| words)
    };
    let keep = || desk.index.keep_words(&files, &data, &|to| to.write_all(b"all words")).unwrap();
    assert_eq!(found(&data), None);
    let bytes = keep().unwrap();
    assert_eq!(found(&data).as_deref(), Some("all words"));
    assert_eq!(desk.index.list()[0].1, bytes);
    let fewer = load_each(&[desk.file("b.csv", &table(49))], &Job::default()).dataset;
    assert_eq!(found(&fewer), None);
    let whole = std::fs::read(&desk.index.list()[0].0).unwrap();
    for at in 0..whole.len() - "all words".len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&desk.index.list()[0].0, damaged).unwrap();
        assert_eq!(found(&data), None, "byte {at}");
    }
    keep().unwrap();
    let _ = desk.file("a.csv", &table(50).replace("Army 3", "Army 9"));
    assert_eq!(found(&data), None);
    assert_eq!(keep(), None);
    assert_eq!(desk.index.clear().unwrap().0, 1);
}

#[test]
fn indexes_that_were_not_used_for_longest_make_room_and_all_can_be_removed() {
    let desk = Desk::new();
    let files: Vec<_> = (0..3).map(|n| vec![desk.file(&format!("{n}.csv"), &table(30))]).collect();
    for files in &files[..2] {
        desk.keep(files);
        std::thread::sleep(Duration::from_millis(20));
    }
    let one = desk.index.list()[0].1;
    assert!(desk.find(&files[0]).is_some());
    std::thread::sleep(Duration::from_millis(20));
    let narrow = IndexFolder { most_bytes: one * 5 / 2, ..desk.index.clone() };
    let loaded = load_each(&files[2], &Job::default());
    narrow.keep(&files[2], &loaded.dataset, &loaded.reports).unwrap().unwrap();
    let found: Vec<bool> = files.iter().map(|files| desk.find(files).is_some()).collect();
    assert_eq!(found, [true, false, true]);
    assert_eq!(desk.index.clear().unwrap().0, 2);
    assert_eq!(desk.index.list(), []);
}
