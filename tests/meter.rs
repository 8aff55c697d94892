//! The meter of precision in the whole window: what it says and what a click does.

mod common;

use borderline::app::App;
use common::window::{hits, settle, wait_until, window};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn filter(harness: &Harness<'_, App>) -> String {
    harness.state().work().filter().to_string()
}

#[test]
fn the_meter_says_how_much_is_exact_and_shows_only_that_on_a_click() {
    let mut harness = window();
    harness.get_by_role_and_label(Role::Button, "19 % exact to the place").click();
    wait_until(&mut harness, "only exact places", |app| !app.work().filter().is_open());
    settle(&mut harness);
    assert_eq!((filter(&harness).as_str(), hits(&harness)), ("where:exact", 3));
    harness.get_by_role_and_label(Role::Button, "100 % exact to the place").click();
    wait_until(&mut harness, "all places", |app| app.work().filter().is_open());
    settle(&mut harness);
    harness.get_by_role_and_label(Role::Button, "25 % to the day").click();
    settle(&mut harness);
    assert_eq!((filter(&harness).as_str(), hits(&harness)), ("when:second,minute,hour,part-of-day,day", 4));
}
