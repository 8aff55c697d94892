//! Words are found the same wherever the texts are and whether an index helps or not.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex};

use super::matcher::Matcher;
use super::search::Known;
use super::{Hits, KeptWords, MemoryStore, WordIndex};
use crate::geo::Spellings;
use crate::io::{Job, Loaded, load_bytes, load_paths};
use crate::model::{Dataset, EventId};
use crate::query::{
    Answer, Ask, Cancel, Completeness, EventStore, Filter, Query, QueryCtx, SplitBy, StoreError,
};

const WORDS: [&str; 6] =
    ["Torkham", "closed again", "said \"\"no\"\"", "Peshāwar\nroad", "کرم میں", "http://x.org"];

/// An ACLED file whose notes are long enough to be left where they stand.
fn text(rows: usize) -> String {
    let mut text = "event_id_cnty,event_date,event_type,actor1,location,notes\n".to_owned();
    for n in 0..rows {
        let (a, b) = (WORDS[n * 7 % 6], WORDS[n * n % 5]);
        let actor = if n % 11 == 0 { "Torkham Guards" } else { "TTP" };
        // Neither newest nor oldest first.
        let day = 1 + n * 13 % 28;
        let notes = format!("\"On that day {a} was said, and {b}; number {n}\"");
        writeln!(text, "A{n},2020-01-{day:02},Battles,{actor},Khost,{notes}").unwrap();
    }
    text
}

fn filters() -> Vec<Filter> {
    let filters = [
        "torkham",
        "\"closed again\"",
        "\"again closed\"",
        "no torkham",
        "کرم",
        "ttp",
        "guards no",
        "number",
    ];
    filters.iter().map(|text| text.parse().unwrap()).collect()
}

fn found(data: &Dataset, filter: &Filter, index: &WordIndex) -> Hits {
    let known = Known { index, spellings: &Spellings::default() };
    Hits::knowing(data, filter, &[], known, &Cancel::default()).unwrap()
}

fn compare(data: &Dataset) {
    let index = WordIndex::new(data, &Cancel::default()).unwrap().unwrap();
    for filter in filters() {
        let matcher = Matcher::new(data, &filter, &Spellings::default());
        let wanted: Vec<u32> = data.events().filter(|e| matcher.admits(*e)).map(|e| e.key().0).collect();
        for index in [WordIndex::default(), index.every_other(), index.clone()] {
            let hits = found(data, &filter, &index);
            assert_eq!(hits.rows().collect::<Vec<_>>(), wanted, "{filter} {}", index.there());
        }
    }
}

fn on_disk(text: &str) -> (tempfile::TempDir, Loaded) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("acled.csv");
    std::fs::write(&path, text).unwrap();
    let loaded = load_paths(&[path], &Job::default());
    (dir, loaded)
}

#[test]
fn words_are_found_in_memory_and_on_disk_with_an_index_and_without() {
    let text = text(3000);
    let (_dir, left) = on_disk(&text);
    let kept = load_bytes("acled.csv", text.into_bytes());
    let summaries =
        |data: &Dataset| -> Vec<String> { data.events().map(|e| e.summary().into_owned()).collect() };
    assert_eq!(summaries(&left.dataset), summaries(&kept.dataset));
    assert!(summaries(&kept.dataset)[0].starts_with("On that day "));
    compare(&left.dataset);
    compare(&kept.dataset);
}

#[test]
fn places_are_found_by_any_of_their_spellings() {
    let notes = [
        "Fighting near Kurrum town",
        "Fighting elsewhere",
        "A drone over Miran Shah",
        "The GHQ said nothing",
    ];
    let places = ["Bannu", "Kurram", "Kabul", "Lahore"];
    let mut text = "event_id_cnty,event_date,event_type,actor1,location,notes\n".to_owned();
    for (n, (notes, place)) in notes.iter().zip(places).enumerate() {
        writeln!(text, "A{n},2020-01-0{},Battles,TTP,{place},{notes} and so on", n + 1).unwrap();
    }
    let data = load_bytes("acled.csv", text.into_bytes()).dataset;
    let index = WordIndex::new(&data, &Cancel::default()).unwrap().unwrap();
    let cases = [
        ("kurram", vec![0, 1]),
        ("kurrum", vec![0, 1]),
        ("place:kurrum", vec![1]),
        ("miranshah", vec![2]),
        ("place:کابل", vec![2]),
        // An abbreviation stands for the town among names only.
        ("rawalpindi", vec![]),
        ("ghq", vec![3]),
    ];
    for (filter, wanted) in cases {
        for index in [WordIndex::default(), index.every_other(), index.clone()] {
            let filter: Filter = filter.parse().unwrap();
            let hits = found(&data, &filter, &index);
            assert_eq!(hits.rows().collect::<Vec<_>>(), wanted, "{filter} {}", index.there());
        }
    }
}

#[test]
fn rows_are_searched_on_two_threads_as_on_one() {
    let loaded = load_bytes("acled.csv", text(100_100).into_bytes());
    let filter: Filter = "\"closed again\"".parse().unwrap();
    let matcher = Matcher::new(&loaded.dataset, &filter, &Spellings::default());
    let wanted = loaded.dataset.events().filter(|e| matcher.admits(*e)).count();
    let hits = Hits::new(&loaded.dataset, &filter, &Cancel::default()).unwrap();
    assert_eq!(hits.len(), wanted);
    assert!(hits.rows().is_sorted());
}

#[test]
fn a_store_answers_the_same_before_and_after_it_has_read_the_words() {
    let data = Arc::new(load_bytes("acled.csv", text(2000).into_bytes()).dataset);
    let ask = |store: &MemoryStore, text: &str| {
        let query = Query { filter: text.parse().unwrap(), ask: Ask::Totals, split: SplitBy::default() };
        match store.answer(&query, &QueryCtx::default()).unwrap() {
            Answer::Totals(totals) => totals,
            _ => panic!("another answer"),
        }
    };
    let before = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let after = MemoryStore::new(data, Completeness::Exact);
    after.read_words_now(None);
    for word in ["torkham", "road", "nothing"] {
        assert_eq!(ask(&before, word), ask(&after, word), "{word}");
    }
}

/// Keeps words in memory.
#[derive(Default)]
struct InMemory(Mutex<Vec<u8>>);

impl KeptWords for InMemory {
    fn find(&self) -> Option<(Box<dyn Read>, u64)> {
        let bytes = self.0.lock().unwrap().clone();
        let len = bytes.len() as u64;
        (len > 0).then(|| (Box::new(Cursor::new(bytes)) as Box<dyn Read>, len))
    }

    fn keep(&self, write: &dyn Fn(&mut dyn Write) -> std::io::Result<()>) {
        let mut bytes = Vec::new();
        write(&mut bytes).unwrap();
        *self.0.lock().unwrap() = bytes;
    }
}

fn count(store: &MemoryStore, text: &str) -> u32 {
    let query = Query { filter: text.parse().unwrap(), ask: Ask::Totals, split: SplitBy::default() };
    match store.answer(&query, &QueryCtx::default()).unwrap() {
        Answer::Totals(totals) => totals.hits,
        _ => panic!("another answer"),
    }
}

#[test]
fn words_that_were_kept_are_found_without_reading_a_text() {
    let (dir, loaded) = on_disk(&text(100));
    let data = Arc::new(loaded.dataset);
    let kept = InMemory::default();
    let first = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    first.read_words_now(Some(&kept));
    let wanted = count(&first, "closed");
    // Nothing can be read from it now.
    std::fs::write(dir.path().join("acled.csv"), "gone").unwrap();
    let again = MemoryStore::new(data, Completeness::Exact);
    assert!(wanted > 0 && count(&again, "nothing") == 0);
    again.read_words_now(Some(&kept));
    assert_eq!(count(&again, "closed"), wanted);
}

/// Finds nothing, and that only after a while.
struct Slow;

impl KeptWords for Slow {
    fn find(&self) -> Option<(Box<dyn Read>, u64)> {
        std::thread::sleep(std::time::Duration::from_millis(300));
        None
    }

    fn keep(&self, _: &dyn Fn(&mut dyn Write) -> std::io::Result<()>) {}
}

#[test]
fn a_search_while_words_are_read_waits_for_them_unless_nobody_wants_it_any_more() {
    let data = Arc::new(load_bytes("acled.csv", text(60_000).into_bytes()).dataset);
    let plain = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let store = MemoryStore::new(data, Completeness::Exact);
    store.read_words(Some(Arc::new(Slow))).unwrap();
    let query = Query { filter: "number".parse().unwrap(), ask: Ask::Totals, split: SplitBy::default() };
    let ctx = QueryCtx::default();
    let answer = std::thread::scope(|scope| {
        let asked = scope.spawn(|| store.answer(&query, &ctx));
        std::thread::sleep(std::time::Duration::from_millis(50));
        ctx.cancel.cancel();
        asked.join().unwrap()
    });
    assert_eq!(answer.map(|_| ()), Err(StoreError::Cancelled));
    for word in ["number", "closed", "torkham", "nowhere"] {
        assert_eq!(count(&store, word), count(&plain, word), "{word}");
    }
}

#[test]
fn words_that_were_damaged_where_they_are_kept_are_read_again() {
    let data = Arc::new(load_bytes("acled.csv", text(100).into_bytes()).dataset);
    let kept = InMemory::default();
    MemoryStore::new(Arc::clone(&data), Completeness::Exact).read_words_now(Some(&kept));
    let whole = kept.0.lock().unwrap().clone();
    let wanted = ["torkham", "closed", "number"]
        .map(|word| count(&MemoryStore::new(Arc::clone(&data), Completeness::Exact), word));
    for at in (0..whole.len()).step_by(13) {
        for cut in [true, false] {
            let mut damaged = whole.clone();
            if cut {
                damaged.truncate(at);
            } else {
                damaged[at] ^= 0x21;
            }
            *kept.0.lock().unwrap() = damaged;
            let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
            store.read_words_now(Some(&kept));
            assert_eq!(["torkham", "closed", "number"].map(|word| count(&store, word)), wanted, "byte {at}");
            assert!(*kept.0.lock().unwrap() == whole, "byte {at} is not mended");
        }
    }
}

#[test]
fn texts_of_a_file_that_has_changed_are_not_misread() {
    let text = text(20);
    let (dir, loaded) = on_disk(&text);
    let event = loaded.dataset.event(EventId(0)).unwrap();
    assert!(event.summary_now().unwrap().starts_with("On that day"));
    std::fs::write(dir.path().join("acled.csv"), text.to_uppercase() + "more").unwrap();
    assert!(event.summary_now().is_err());
    assert_eq!(event.summary(), "");
    assert!(WordIndex::new(&loaded.dataset, &Cancel::default()).is_err());
}

#[test]
fn a_file_that_another_one_has_replaced_can_still_be_read() {
    let (dir, loaded) = on_disk(&text(20));
    let path = dir.path().join("acled.csv");
    std::fs::write(dir.path().join("new.csv"), "something else").unwrap();
    std::fs::rename(dir.path().join("new.csv"), &path).unwrap();
    if cfg!(unix) {
        assert!(loaded.dataset.event(EventId(0)).unwrap().summary().starts_with("On that day"));
    }
}
