//! Several files as one, and files that change, worked as a user works them.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use borderline::app::{App, Prefs};
use borderline::query::{Answer, Ask, Repeats, SplitBy};
use borderline::workspace::{Command, FileCommand, SelectCommand};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const HEAD: &str = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n";
const TORKHAM: &str = "AFG1,2025-10-12,2025,1,Battles,Armed clash,Afghan Taliban,Pakistan Army,Afghanistan,Nangarhar,Torkham,34.12,71.09,1,Wire,\"Afghan Taliban forces and Pakistani troops exchanged heavy fire at the Torkham crossing overnight, which was closed to all traffic\",9\n";
const BOLDAK: &str = "AFG2,2025-10-15,2025,1,Battles,Armed clash,Afghan Taliban,Pakistan Army,Afghanistan,Kandahar,Spin Boldak,31.00,66.40,1,Wire,\"Clashes at Spin Boldak, shops in the bazaar burnt down\",15\n";
/// The clash at Torkham as others tell it, some kilometres away and with another count.
const OTHER: &str = "PAK7,2025-10-12,2025,1,Battles,Armed clash,Military Forces of Pakistan,Afghan Taliban,Pakistan,Khyber Pakhtunkhwa,Landi Kotal,34.10,71.14,1,Daily,\"Heavy fire exchanged overnight between Pakistani troops and Afghan Taliban forces at Torkham; crossing closed to traffic\",4\n\
AFG2,2025-10-20,2025,1,Protests,Peaceful protest,Protesters,,Pakistan,Balochistan,Chaman,30.92,66.45,1,Daily,\"Traders marched for the opening of the border\",0\n";

struct Desk {
    folder: tempfile::TempDir,
    harness: Harness<'static, App>,
}

impl Desk {
    fn new() -> Self {
        let builder = common::builder([1400.0, 900.0]).with_theme(egui::Theme::Dark).with_max_steps(64);
        let harness = builder.build_eframe(|cc| App::with_sample(&cc.egui_ctx, Prefs::default()).unwrap());
        let desk = Self { folder: tempfile::tempdir().unwrap(), harness };
        std::fs::write(desk.path("one.csv"), format!("{HEAD}{TORKHAM}{BOLDAK}")).unwrap();
        std::fs::write(desk.path("two.csv"), format!("{HEAD}{OTHER}")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().run(&ctx, command);
        self.settle();
    }

    fn open_both(&mut self) {
        let paths = vec![self.path("one.csv"), self.path("two.csv")];
        self.run(Command::File(FileCommand::Open(paths)));
        self.wait("both files", |app| app.work().store().info().rows == 4 && app.status().loading.is_none());
        self.settle();
    }

    fn settle(&mut self) {
        for _ in 0..12 {
            self.harness.run_steps(1);
            std::thread::sleep(Duration::from_millis(4));
        }
    }

    fn wait(&mut self, what: &str, holds: impl Fn(&App) -> bool) {
        let begin = Instant::now();
        while !holds(self.harness.state()) {
            assert!(begin.elapsed() < Duration::from_secs(90), "waited in vain for: {what}");
            self.harness.run_steps(1);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn hits(&self) -> u32 {
        match self.harness.state().work().ask(borderline::store::Slot("test"), Ask::Totals).answer.as_deref()
        {
            Some(Answer::Totals(totals)) => totals.hits,
            _ => 0,
        }
    }

    fn front(&self) -> Option<String> {
        let work = self.harness.state().work();
        work.selection().front().and_then(|id| work.event(id)).map(|event| event.id)
    }

    fn click(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.settle();
    }

    fn filter(&self) -> String {
        self.harness.state().work().filter().to_string()
    }
}

#[test]
fn each_file_has_a_chip_that_shows_only_it_and_a_switch_that_hides_it() {
    let mut desk = Desk::new();
    desk.open_both();
    desk.click(Role::CheckBox, "two.csv");
    assert_eq!((desk.filter(), desk.hits()), ("file:two.csv".to_owned(), 2));
    desk.click(Role::CheckBox, "two.csv");
    desk.click(Role::Button, "Hide one.csv");
    assert_eq!((desk.filter(), desk.hits()), ("-file:one.csv".to_owned(), 2));
    desk.click(Role::Button, "Show one.csv");
    assert_eq!(desk.hits(), 4);
}

#[test]
fn the_chips_of_many_files_wrap_within_the_window() {
    let mut desk = Desk::new();
    let names: Vec<String> = (1..=9).map(|n| format!("incidents as one observer saw them {n}.csv")).collect();
    for name in &names {
        std::fs::write(desk.path(name), format!("{HEAD}{TORKHAM}")).unwrap();
    }
    let paths = names.iter().map(|name| desk.path(name)).collect();
    desk.run(Command::File(FileCommand::Open(paths)));
    desk.wait("all files", |app| app.work().store().info().rows == 9 && app.status().loading.is_none());
    desk.settle();
    for name in &names {
        let chip = desk.harness.get_by_role_and_label(Role::CheckBox, name).rect();
        assert!(chip.right() <= 1400.0 && chip.left() >= 0.0, "{name}: {chip:?}");
    }
}

#[test]
fn marks_take_the_colours_of_the_files_when_asked_to() {
    let mut desk = Desk::new();
    desk.open_both();
    desk.click(Role::RadioButton, "Colour by file");
    assert_eq!(desk.harness.state().work().split(), SplitBy::File);
    desk.click(Role::RadioButton, "Colour by kind");
    assert_eq!(desk.harness.state().work().split(), SplitBy::Kind);
}

#[test]
fn a_file_is_added_beside_the_others_and_closed_again() {
    let mut desk = Desk::new();
    desk.run(Command::File(FileCommand::Open(vec![desk.path("one.csv")])));
    desk.wait("one file", |app| app.work().title() == "one.csv" && app.status().loading.is_none());
    desk.run(Command::Filter(borderline::workspace::FilterCommand::Text("fire".to_owned())));
    let more = vec![desk.path("two.csv")];
    desk.run(Command::File(FileCommand::Add(more)));
    desk.wait("the second file", |app| app.work().store().info().rows == 4);
    desk.settle();
    assert_eq!((desk.filter(), desk.hits()), ("fire".to_owned(), 2), "the filter stays");
    desk.run(Command::File(FileCommand::Remove(0)));
    assert_eq!(desk.harness.state().work().title(), "two.csv");
    assert_eq!(desk.hits(), 1);
}

#[test]
fn an_id_that_stands_in_two_files_is_said_and_leads_to_the_other() {
    let mut desk = Desk::new();
    desk.open_both();
    let id = desk.harness.state().work().store().find("AFG2", Some(0)).unwrap();
    desk.run(Command::Select(SelectCommand::Event(id)));
    desk.harness.get_by_label("The same id stands also in two.csv, row 3");
    desk.harness.get_all_by_label_contains("Protesters, Chaman").next().unwrap().click();
    desk.settle();
    let work = desk.harness.state().work();
    assert_eq!(work.store().origin(work.selection().front().unwrap()).unwrap().file, 1);
}

#[test]
fn one_clash_told_twice_is_suggested_and_linked_only_by_a_click() {
    let mut desk = Desk::new();
    desk.open_both();
    desk.run(Command::Judge(borderline::workspace::JudgeCommand::Find));
    desk.wait("the search", |app| app.work().duplicates().is_some());
    desk.settle();
    desk.harness.get_by_label_contains("Same day, 5 km apart");
    assert_eq!(desk.harness.state().work().duplicates().unwrap().pairs.len(), 1);
    assert!(desk.harness.state().work().decisions().list.is_empty());
    desk.click(Role::Button, "Same event");
    assert_eq!(desk.hits(), 4, "both stay");
    desk.harness.get_by_label("No pairs here");
    desk.run(Command::Filter(borderline::workspace::FilterCommand::SwitchRepeats));
    assert_eq!((desk.filter(), desk.hits()), ("-dup:linked".to_owned(), 3));
    let first = desk.harness.state().work().store().find("AFG1", None).unwrap();
    desk.run(Command::Select(SelectCommand::Event(first)));
    desk.harness.get_by_label("The same event, as you decided, in two.csv, row 2");
    for _ in 0..3 {
        desk.run(Command::Undo);
    }
    assert_eq!((desk.hits(), desk.harness.state().work().filter().repeats), (4, Repeats::Shown));
    assert!(desk.harness.state().work().decisions().list.is_empty());
}

#[test]
fn a_file_that_changes_is_read_again_and_all_else_stays() {
    let mut desk = Desk::new();
    desk.open_both();
    desk.run(Command::Filter(borderline::workspace::FilterCommand::Text("fire".to_owned())));
    let id = desk.harness.state().work().store().find("PAK7", None).unwrap();
    desk.run(Command::Select(SelectCommand::Event(id)));
    std::thread::sleep(Duration::from_millis(50));
    replace(&desk.path("one.csv"), &format!("{HEAD}AFG0,{}{TORKHAM}{BOLDAK}", &BOLDAK[5..]));
    desk.wait("the new event", |app| app.work().store().info().rows == 5);
    desk.settle();
    assert_eq!((desk.filter(), desk.front().as_deref()), ("fire".to_owned(), Some("PAK7")));
    let said = desk.harness.state().status().message.clone().unwrap().text;
    assert_eq!(said, "one.csv changed and was read again: 5 events, 1 more than before");
}

#[test]
fn a_file_that_becomes_unreadable_leaves_what_was_read() {
    let mut desk = Desk::new();
    desk.open_both();
    std::thread::sleep(Duration::from_millis(50));
    replace(&desk.path("one.csv"), "nothing,of\nthe,kind\n");
    desk.wait("a message", |app| {
        app.status()
            .message
            .as_ref()
            .is_some_and(|message| message.text.contains("What was read before stays"))
    });
    assert_eq!(desk.hits(), 4);
}

#[test]
fn files_are_left_alone_where_the_user_does_not_want_them_watched() {
    let mut desk = Desk::new();
    desk.open_both();
    let ctx = desk.harness.ctx.clone();
    desk.harness.state_mut().run(&ctx, Command::File(FileCommand::SwitchWatch));
    desk.settle();
    replace(&desk.path("one.csv"), &format!("{HEAD}{TORKHAM}"));
    for _ in 0..250 {
        desk.harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(desk.harness.state().work().store().info().rows, 4);
}

/// As editors save: a new file in place of the old one.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    std::fs::write(&new, text).unwrap();
    std::fs::rename(new, path).unwrap();
}
