//! Several files as one, as a user works with them.

use std::sync::Arc;

use crate::model::{Dataset, DatasetBuilder, Date, Draft, EventId, FileInfo, Origin, When};
use crate::query::{Answer, Ask, Completeness, Repeats, SplitBy};
use crate::store::Slot;

use super::*;

/// Three files with three, two and one events; ids are a1, a2, a3, b1, b2, c1.
fn data() -> Dataset {
    let mut builder = DatasetBuilder::default();
    for (file, (name, count)) in [("a", 3), ("b", 2), ("c", 1)].into_iter().enumerate() {
        let path = Some(format!("/x/{name}.csv").into());
        builder.add_file(FileInfo { name: format!("{name}.csv"), path, ..FileInfo::default() });
        for n in 1..=count {
            let id = format!("{name}{n}");
            builder.push(&Draft {
                id: &id,
                title: &format!("Event {id}"),
                when: Date::new(2025, 10, n).map(When::day),
                origin: Origin { file: u16::try_from(file).unwrap(), row: u32::from(n), ..Origin::default() },
                ..Draft::default()
            });
        }
    }
    builder.finish()
}

fn work() -> Workspace {
    let mut work = Workspace::inline(Arc::new(data()));
    work.set_paths(["a", "b", "c"].map(|n| format!("/x/{n}.csv").into()).into());
    work
}

fn run(work: &mut Workspace, command: FilterCommand) -> (String, u32) {
    work.apply(Command::Filter(command));
    (work.filter().to_string(), hits(work))
}

fn hits(work: &Workspace) -> u32 {
    match work.ask(Slot("test"), Ask::Totals).answer.as_deref() {
        Some(Answer::Totals(totals)) => totals.hits,
        other => panic!("no totals: {other:?}"),
    }
}

fn name(file: &str) -> crate::query::FileName {
    crate::query::FileName::new(file).unwrap()
}

fn id_of(work: &Workspace, id: &str) -> EventId {
    work.store().find(id, None).unwrap()
}

#[test]
fn a_switch_hides_a_file_and_a_click_shows_only_it() {
    let mut work = work();
    let (a, b) = (|| name("a.csv"), || name("b.csv"));
    assert_eq!(run(&mut work, FilterCommand::SwitchFile(a())), ("-file:a.csv".into(), 3));
    assert_eq!(run(&mut work, FilterCommand::SwitchFile(a())), (String::new(), 6));
    assert_eq!(run(&mut work, FilterCommand::ToggleFile(b())), ("file:b.csv".into(), 2));
    assert_eq!(run(&mut work, FilterCommand::SwitchFile(a())), ("file:a.csv file:b.csv".into(), 5));
    assert_eq!(run(&mut work, FilterCommand::SwitchFile(b())), ("file:a.csv".into(), 3));
    assert_eq!(run(&mut work, FilterCommand::SwitchFile(a())), ("-file:a.csv".into(), 3));
    work.apply(Command::Undo);
    assert_eq!(work.filter().to_string(), "file:a.csv");
}

#[test]
fn closing_a_file_leaves_the_others_with_selection_and_filter() {
    let mut work = work();
    work.apply(Command::Filter(FilterCommand::Text("file:b.csv -file:a.csv event".into())));
    let b2 = id_of(&work, "b2");
    work.apply(Command::Select(SelectCommand::Event(b2)));
    work.apply(Command::File(FileCommand::Remove(0)));
    assert_eq!((work.store().info().rows, work.filter().to_string()), (3, "file:b.csv event".into()));
    let front = work.selection().front().and_then(|id| work.event(id)).unwrap();
    assert_eq!(front.id, "b2");
    assert_eq!(work.store().origin(work.selection().front().unwrap()).unwrap().file, 0);
    assert_eq!(work.paths().len(), 2);
    work.apply(Command::File(FileCommand::Remove(0)));
    work.apply(Command::File(FileCommand::Remove(0)));
    assert_eq!(work.title(), "c.csv", "the last file stays");
}

#[test]
fn reading_again_finds_the_whole_selection() {
    let mut work = work();
    let picked = ["a1", "b1", "c1"].map(|id| id_of(&work, id));
    let mut sorted = picked;
    sorted.sort_unstable();
    work.apply(Command::Select(SelectCommand::Events(sorted.into())));
    work.apply(Command::Select(SelectCommand::Front(picked[1])));
    work.set_data(Arc::new(data()), Completeness::Exact, DataChange::Continued);
    assert_eq!(work.selection().events(), sorted);
    assert_eq!(work.selection().front(), Some(picked[1]));
}

#[test]
fn events_that_are_the_same_stay_two_until_the_filter_hides_one() {
    let mut work = work();
    let [a, b, c] = ["a1", "b1", "c1"].map(|id| id_of(&work, id));
    work.apply(Command::Judge(JudgeCommand::Pair(a, b, Some(Verdict::Same))));
    work.apply(Command::Judge(JudgeCommand::Pair(c, b, Some(Verdict::Same))));
    assert_eq!(hits(&work), 6, "nothing is merged");
    assert_eq!(work.judged().twins(b), [a, c]);
    assert_eq!(run(&mut work, FilterCommand::SwitchRepeats), ("-dup:linked".into(), 4));
    // Read again, even with other rows before them, they are still known.
    work.set_data(Arc::new(data()), Completeness::Exact, DataChange::Continued);
    assert_eq!(work.filter().repeats, Repeats::Hidden);
    assert_eq!(hits(&work), 4);
    work.apply(Command::Judge(JudgeCommand::Pair(b, c, Some(Verdict::Different))));
    assert_eq!((hits(&work), work.judged().twins(a)), (5, vec![b]));
    work.apply(Command::Undo);
    assert_eq!(hits(&work), 4);
    work.apply(Command::Judge(JudgeCommand::Pair(a, b, None)));
    assert_eq!((hits(&work), work.judged().verdict(a, b)), (5, None));
}

#[test]
fn marks_are_coloured_by_file_in_pictures_too() {
    let mut work = work();
    work.apply(Command::Show(ShowCommand::ColourBy(SplitBy::File)));
    let picture = work.snapshot();
    let Some(Answer::Places(places)) = picture.ask(Slot("test"), Ask::Places).answer.as_deref().cloned()
    else {
        panic!("no places")
    };
    let kinds = places.iter().fold([0; 3], |sum, g| [0, 1, 2].map(|n| sum[n] + g.kinds[n]));
    assert_eq!(kinds, [3, 2, 1]);
}
