//! Names of towns and crossings on the strip, where there is room; a name keeps its place while it is free.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Galley, Ui, pos2, vec2};

use super::Stage;
use super::marks::Seen;
use super::stretches::Laid;
use crate::geo::PlaceKind;
use crate::plot::Frame;
use crate::plot::labels::{Occupancy, Stand, Wish, place};
use crate::view::along::Landmark;
use crate::view::fonts::Face;
use crate::view::map::convert::{f32_of, frame, pos, spot};

/// Where names stood last, by number of the landmark.
#[derive(Default)]
pub struct Names(HashMap<usize, u8>);

impl Names {
    /// Lays out and paints names of the gazetteer, most important first.
    pub fn show(&mut self, stage: &Stage<'_>, ui: &Ui, seen: &Seen<'_>, stretches: &[Laid<'_>]) {
        let plot = stage.areas.plot;
        let painter = ui.painter().with_clip_rect(plot.intersect(ui.clip_rect()));
        let mut free = taken(stage, seen, stretches);
        let mut wanted: Vec<(usize, &Landmark)> =
            stage.course.landmarks.iter().enumerate().filter(|(_, mark)| is_named(mark.kind)).collect();
        wanted.sort_by_key(|(_, mark)| rank(mark));
        let theme = stage.theme;
        let badges = stretches.iter().filter_map(|one| one.badge.as_ref());
        let badges: Vec<egui::Rect> = badges.map(|(badge, _)| badge.expand(2.0)).collect();
        let bubbles: Vec<_> = seen.on_screen(stage).map(|(_, at, radius)| (at, radius)).collect();
        for (number, mark) in wanted {
            let at = stage.scale.spot(mark.km, mark.off_km);
            if !plot.contains(pos(at)) {
                continue;
            }
            let face = if mark.kind == PlaceKind::Capital { Face::Section } else { Face::Small };
            let galley = seen.galleys.words((ui, theme), (&mark.name, face, theme.label));
            let size = (f64::from(galley.size().x), f64::from(galley.size().y) - 2.0);
            let covered = bubbles.iter().filter(|(middle, radius)| middle.distance(pos(at)) < *radius);
            let radius = covered.map(|(_, radius)| f64::from(*radius)).fold(4.0, f64::max);
            let wish = Wish {
                anchor: at,
                size,
                stand: Stand::Beside { radius },
                last: self.0.get(&number).copied(),
            };
            let Some(standing) = place(&wish, &mut free, &|_| true) else { continue };
            self.0.insert(number, standing.position);
            free.take(&Frame { min: at, max: at }.grown(3.0));
            let corner = pos(standing.frame.min) - vec2(0.0, 1.0);
            // A bubble stands for its town, and a dot upon a badge would spoil its words.
            if radius <= 4.0 && !badges.iter().any(|badge| badge.contains(pos(at))) {
                dot(&painter, stage, mark, pos(at));
            }
            halo(&painter, stage, &galley, corner);
            painter.galley(corner, galley, theme.label);
        }
    }
}

/// Glow behind a name, so that it can be read on any ground.
fn halo(painter: &egui::Painter, stage: &Stage<'_>, name: &Arc<Galley>, corner: egui::Pos2) {
    for by in [vec2(1.0, 0.0), vec2(-1.0, 0.0), vec2(0.0, 1.0), vec2(0.0, -1.0)] {
        painter.galley_with_override_text_color(corner + by, Arc::clone(name), stage.theme.halo);
    }
}

fn dot(painter: &egui::Painter, stage: &Stage<'_>, mark: &Landmark, at: egui::Pos2) {
    let colour = stage.theme.label;
    match mark.kind {
        PlaceKind::Crossing | PlaceKind::Pass => {}
        PlaceKind::Capital => {
            painter.rect_filled(egui::Rect::from_center_size(at, vec2(5.0, 5.0)), 0.0, colour);
        }
        _ if mark.approximate => {
            painter.circle_stroke(at, 2.0, egui::Stroke::new(1.0, colour));
        }
        _ => {
            painter.circle_filled(at, 1.8, colour);
        }
    }
}

/// Bubbles, badges, the border and its crossings.
fn taken(stage: &Stage<'_>, seen: &Seen<'_>, stretches: &[Laid<'_>]) -> Occupancy {
    let plot = stage.areas.plot;
    let mut free = Occupancy::new(frame(plot));
    for (_, at, radius) in seen.on_screen(stage) {
        let at = spot(at);
        free.take(&Frame { min: at, max: at }.grown(f64::from(radius) * 0.9));
    }
    for one in stretches {
        free.take(&frame(one.badge.as_ref().map_or(egui::Rect::NOTHING, |(badge, _)| *badge)));
    }
    if let Some(legend) = seen.legend {
        free.take(&frame(legend));
    }
    let y = f32_of(stage.scale.border_y());
    free.take_line(spot(pos2(plot.left(), y)), spot(pos2(plot.right(), y)), 4.0);
    for mark in stage.course.landmarks.iter().filter(|mark| mark.kind.is_on_border()) {
        let at = stage.scale.spot(mark.km, 0.0);
        free.take(&Frame { min: at, max: at }.grown(5.0));
    }
    // The names of the two countries.
    for corner in [plot.left_top(), plot.left_bottom() - vec2(0.0, 20.0)] {
        free.take(&Frame::sized(spot(corner), 110.0, 20.0));
    }
    free
}

fn is_named(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::District | PlaceKind::Province | PlaceKind::Region | PlaceKind::FarCity)
}

/// Capitals, then crossings, then towns by their rank.
fn rank(mark: &Landmark) -> (u8, u8) {
    let class = match mark.kind {
        PlaceKind::Capital => 0,
        PlaceKind::Crossing => 1,
        _ => 2,
    };
    (class, mark.rank)
}
