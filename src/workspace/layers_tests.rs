//! Layers of the map as commands: added, changed, taken off, and brought back by undo.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::geo::{LayerSight, LayerStyle};
use crate::io::{LayerLimits, ReadLayer, load_bytes, read_layer_bytes, sample};
use crate::model::EventId;
use crate::query::{Answer, Ask, Completeness, Order, Within};
use crate::store::Slot;

fn layer() -> ReadLayer {
    let bytes = br#"{"type":"Point","coordinates":[70,33]}"#;
    read_layer_bytes("a.geojson", bytes, &LayerLimits::default()).unwrap()
}

fn run(work: &mut Workspace, command: LayerCommand) -> Vec<Effect> {
    work.apply(Command::Layer(command))
}

fn shown(work: &Workspace) -> Vec<PathBuf> {
    work.layers().list.iter().map(|layer| layer.path.clone()).collect()
}

#[test]
fn a_layer_that_was_taken_off_comes_back_by_undo() {
    let mut work = Workspace::inline(Arc::new(sample().dataset));
    let (a, b) = (PathBuf::from("/a.geojson"), PathBuf::from("/b.kml"));
    let asked = run(&mut work, LayerCommand::Add(vec![a.clone(), b.clone()]));
    assert_eq!(asked, [Effect::ReadLayers(vec![a.clone(), b.clone()])]);
    assert!(!work.layers_are_read());
    work.set_layer(&a, Ok(layer()));
    work.set_layer(&b, Err("cannot be opened".to_owned()));
    assert!(work.layers_are_read());
    assert_eq!(work.layers_read().count(), 1);
    let colours: Vec<u8> = work.layers().list.iter().map(|layer| layer.style.colour).collect();
    assert_eq!(colours, [0, 1], "each has its own colour");

    let hidden = LayerStyle { sight: LayerSight::Hidden, ..LayerStyle::default() };
    run(&mut work, LayerCommand::Style(a.clone(), hidden));
    run(&mut work, LayerCommand::Remove(a.clone()));
    assert_eq!(shown(&work), std::slice::from_ref(&b));
    assert_eq!(work.apply(Command::Undo), []);
    assert_eq!((shown(&work), work.layers().list[0].style), (vec![a.clone(), b], hidden));
    work.apply(Command::Undo);
    assert_eq!(work.layers().list[0].style, LayerStyle::default());
    work.apply(Command::Undo);
    assert!(shown(&work).is_empty());
    work.apply(Command::Redo);
    assert_eq!(work.layers_read().count(), 1, "what was read once is not read again");
    assert!(
        matches!(work.layer_state(Path::new("/b.kml")), Some(LayerState::Failed(_))),
        "and what failed is still said"
    );
}

#[test]
fn layers_of_an_earlier_run_are_read_again_and_a_file_read_once_more_replaces_itself() {
    let mut work = Workspace::inline(Arc::new(sample().dataset));
    let kept = MapLayers { list: vec![MapLayer { path: "/a.geojson".into(), ..MapLayer::default() }] };
    let asked = work.begin_with_layers(Arc::new(kept));
    assert_eq!(asked, [Effect::ReadLayers(vec!["/a.geojson".into()])]);
    work.set_layer(Path::new("/a.geojson"), Ok(layer()));
    let asked = run(&mut work, LayerCommand::Add(vec!["/a.geojson".into()]));
    assert_eq!(asked, [Effect::ReadLayers(vec!["/a.geojson".into()])]);
    assert_eq!(shown(&work).len(), 1);
}

/// Events at Xarlachi, at Kharlachi Test, elsewhere with the one in its text, and elsewhere.
fn with_events() -> Workspace {
    let text = "event_id_cnty,event_date,event_type,actor1,location,notes\n\
        A0,2020-01-01,Battles,TTP,Xarlachi,Fighting\n\
        A1,2020-01-02,Battles,TTP,Kharlachi Test,Fighting\n\
        A2,2020-01-03,Battles,TTP,Khost,On the road to Kharlachi-Test\n\
        A3,2020-01-04,Battles,TTP,Khost,A test\n";
    Workspace::inline(Arc::new(load_bytes("acled.csv", text.as_bytes().to_vec()).dataset))
}

fn gazetteer(rows: &str) -> ReadLayer {
    let table = format!("name,latitude,longitude,other_names\n{rows}\n");
    read_layer_bytes("places.csv", table.as_bytes(), &LayerLimits::default()).unwrap()
}

fn found(work: &mut Workspace, filter: &str) -> Vec<u32> {
    work.apply(Command::Filter(FilterCommand::Text(filter.to_owned())));
    hits(work)
}

fn hits(work: &Workspace) -> Vec<u32> {
    let ask = Ask::List { within: Within::All, order: Order::Time, offset: 0, limit: 10 };
    match work.ask(Slot("test"), ask).answer.as_deref() {
        Some(Answer::List(list)) => list.rows.iter().map(|&EventId(row)| row).collect(),
        _ => panic!("no list"),
    }
}

#[test]
fn events_are_found_by_the_spellings_of_a_users_own_places_for_as_long_as_they_are_there() {
    let mut work = with_events();
    let path = PathBuf::from("/places.csv");
    assert_eq!(found(&mut work, "xarlachi"), [0]);
    run(&mut work, LayerCommand::Add(vec![path.clone()]));
    assert_eq!(hits(&work), [0], "it is not read yet");
    work.set_layer(&path, Ok(gazetteer("Xarlachi,33.9,70.0,Kharlachi Test")));
    assert_eq!(hits(&work), [0, 1, 2], "what was found before has been found anew");
    assert_eq!(found(&mut work, "place:\"KHARLACHI  test\""), [0, 1]);
    assert_eq!(found(&mut work, "\"kharlachi test\""), [0, 1, 2]);
    assert_eq!(hits(&work.snapshot()), [0, 1, 2], "in pictures too");

    run(&mut work, LayerCommand::Remove(path.clone()));
    assert_eq!(hits(&work), [1, 2], "the layer is gone, and what it knew");
    work.apply(Command::Undo);
    assert_eq!(hits(&work), [0, 1, 2]);
    let hidden = LayerStyle { sight: LayerSight::Hidden, ..LayerStyle::default() };
    run(&mut work, LayerCommand::Style(path.clone(), hidden));
    assert_eq!(hits(&work), [0, 1, 2], "names serve whether the layer is drawn or not");
    work.set_layer(&path, Ok(gazetteer("Xarlachi,33.9,70.0,Another")));
    assert_eq!(hits(&work), [1, 2], "the file says something else now");
}

#[test]
fn spellings_of_layers_outlast_other_files_and_decisions() {
    let mut work = with_events();
    let path = PathBuf::from("/places.csv");
    run(&mut work, LayerCommand::Add(vec![path.clone()]));
    work.set_layer(&path, Ok(gazetteer("Xarlachi,33.9,70.0,Kharlachi Test")));
    let data = work.store().dataset().unwrap();
    work.set_data(data, Completeness::Exact, DataChange::Replaced);
    assert_eq!(found(&mut work, "place:xarlachi"), [0, 1]);
    work.apply(Command::Judge(JudgeCommand::Pair(EventId(0), EventId(1), Some(Verdict::Same))));
    assert_eq!(found(&mut work, "xarlachi"), [0, 1, 2]);
    assert_eq!(found(&mut work, "xarlachi -dup:linked"), [0, 2]);
    let mut other = with_events();
    assert_eq!(found(&mut other, "xarlachi"), [0]);
    work.adopt(other);
    assert_eq!(hits(&work), [0, 1, 2]);
}

#[test]
fn what_is_shown_does_not_change_for_a_layer_without_other_names() {
    let mut work = with_events();
    let before = work.store().generation();
    run(&mut work, LayerCommand::Add(vec!["/a.geojson".into()]));
    work.set_layer(Path::new("/a.geojson"), Ok(layer()));
    assert_eq!(work.store().generation(), before);
}
