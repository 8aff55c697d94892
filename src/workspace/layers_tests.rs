//! Layers of the map as commands: added, changed, taken off, and brought back by undo.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::geo::{LayerSight, LayerStyle};
use crate::io::{LayerLimits, ReadLayer, read_layer_bytes, sample};

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
