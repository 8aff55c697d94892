//! What clicks and the resting pointer mean: select, list, fly there.

use std::sync::Arc;

use egui::{Rect, Ui};

use super::arrows::Arrows;
use super::pile::{Anchor, Pile};
use super::tips::Tip;
use super::tray::{Touched, reason};
use crate::geo::PlaneBounds;
use crate::model::EventId;
use crate::plot::placing::Placed;
use crate::query::PlaceKey;
use crate::view::Look;
use crate::workspace::{Command, Hover, SelectCommand};

/// What was done to the map.
#[derive(Clone, Debug)]
pub enum Touch {
    /// A pile was clicked: its list opens.
    List(Pile),
    /// One event was clicked.
    One,
    /// Empty ground was clicked.
    Ground,
    /// The view goes to what lies outside of it.
    Fly(PlaneBounds),
}

/// Shows the arrows and does what they are asked for: a far city's events are selected, all else is flown to.
pub fn arrows(
    ui: &Ui,
    map: Rect,
    (arrows, selected): (&Arrows, &[u32]),
    placed: &Placed,
    taken: &[Rect],
    look: Look<'_>,
) -> Option<Touch> {
    let mut touch = None;
    for (response, arrow) in arrows.ui(ui, look.marks(ui), (map, taken), selected) {
        let clicked = response.clicked();
        if !(clicked || response.hovered()) {
            continue;
        }
        let spots: Vec<_> =
            arrow.edge.pins(&placed.grid).filter_map(|pin| placed.spots.get(pin as usize)).collect();
        let mut keys: Vec<PlaceKey> = spots.iter().map(|spot| spot.key).collect();
        keys.sort_unstable();
        let keys: Arc<[PlaceKey]> = keys.into();
        look.work.set_hover(Hover::Places(Arc::clone(&keys)));
        if clicked {
            let first = spots.first().map_or(EventId(0), |spot| spot.first);
            let pile =
                Pile { title: arrow.place.clone(), keys, anchor: Anchor::Screen(response.rect.center()) };
            touch = Some(if arrow.far {
                choose(arrow.edge.count(), first, pile, look)
            } else {
                Touch::Fly(arrow.edge.bounds)
            });
        }
        let tip = Tip { title: arrow.name.clone(), lines: Vec::new(), kinds: arrow.edge.kinds };
        response.on_hover_ui(|ui| tip.ui(ui, look));
    }
    touch
}

/// A chip of the tray was clicked or the pointer rests on it.
pub fn pocket(placed: &Placed, touched: &Touched, look: Look<'_>) -> Option<Touch> {
    let pocket = placed.tray.get(touched.pocket)?;
    let keys: Arc<[PlaceKey]> = pocket.keys.as_slice().into();
    if !touched.clicked {
        look.work.set_hover(Hover::Places(keys));
        return None;
    }
    let title = capitalised(&reason(&pocket.why));
    let pile = Pile { title, keys, anchor: Anchor::Screen(touched.rect.center_top()) };
    Some(choose(super::marks::sum(&pocket.kinds), pocket.first, pile, look))
}

/// One event is selected; of several, all are, and their list opens.
pub fn choose(count: u32, first: EventId, pile: Pile, look: Look<'_>) -> Touch {
    if count == 1 {
        look.send(Command::Select(SelectCommand::Event(first)));
        return Touch::One;
    }
    look.send(Command::Select(SelectCommand::Places(pile.keys.to_vec())));
    Touch::List(pile)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
