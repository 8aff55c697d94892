//! Names of areas and places of the user's layers, where there is room.

use super::names::{NameId, NameStyle, Wanted, letters, smaller_last};
use super::scene::{Disc, Stuff};
use crate::geo::LayerSight;
use crate::plot::Sheet;
use crate::plot::labels::Stand;

/// An area is named when it is at least this many points wide for each of its letters.
const AREA_ROOM: f64 = 5.5;
/// Places of layers are named when a screen point is fewer kilometres than this.
const PLACES_BELOW_KM: f64 = 2.6;
/// More names of one layer than this are not tried.
const MOST: usize = 400;

/// Names of the layers that are shown; what lies under a bubble is named by the bubble.
pub fn names(stuff: &Stuff<'_>, sheet: &Sheet, discs: &[Disc]) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let shown = stuff.base.layers.iter().enumerate();
    for (layer, on_map) in shown.filter(|(_, layer)| layer.style.sight == LayerSight::Shown) {
        let room = |width_km: f64| width_km / sheet.km_per_point;
        let areas = on_map.laid.areas.iter().enumerate().filter(|(_, area)| {
            !area.name.is_empty()
                && room(area.bounds.width_km()) > AREA_ROOM * letters(&area.name)
                && sheet.frame.contains(sheet.spot(area.label_at))
        });
        wanted.extend(areas.take(MOST).map(|(number, area)| Wanted {
            id: NameId::LayerArea(layer, number),
            text: area.name.clone(),
            style: NameStyle::Province,
            anchor: sheet.spot(area.label_at),
            stand: Stand::Over,
            order: (5, smaller_last(room(area.bounds.width_km()))),
        }));
        if sheet.km_per_point > PLACES_BELOW_KM {
            continue;
        }
        let points = on_map.laid.points.iter().enumerate();
        let spots = points.map(|(number, point)| (number, point, sheet.spot(point.plane)));
        let free = spots.filter(|(_, point, at)| {
            !point.name.is_empty()
                && sheet.frame.contains(*at)
                && !discs.iter().any(|d| d.at.distance(*at) < d.radius + 2.0)
        });
        wanted.extend(free.take(MOST).map(|(number, point, anchor)| Wanted {
            id: NameId::LayerPoint(layer, number),
            text: point.name.clone(),
            style: NameStyle::Place,
            anchor,
            stand: Stand::Beside { radius: 2.5 },
            order: (6, 0),
        }));
    }
    wanted
}
