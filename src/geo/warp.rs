//! Where a schematic draws a point: shifted with the lines around it, and always on its true side of them.

use super::area::{Area, edges};
use super::atlas::LineClass;
use super::field::Field;
use super::line_index::{Drawn, LineIndex};
use super::lookup::BandIndex;
use super::plane::{Plane, PlaneBounds};

/// Points stay at least this far off the main border, so that a dot's side is seen.
pub const CLEAR_OF_BORDER_KM: f64 = 6.0;
/// And at least this far off lesser lines when they have to be moved to their side.
const CLEAR_OF_LINE_KM: f64 = 2.0;
/// A point whose area is drawn further away than this stands on an island that was left out.
const LEFT_OUT_KM: f64 = 40.0;
/// The field is told a line's shift at least this often.
const KNOWN_EVERY_KM: f64 = 6.0;
/// Within this distance of a true line, a point follows that very line's shift more than the smooth field.
const NEAR_LINE_KM: f64 = 9.0;

/// The shift of a schematic for any point.
#[derive(Clone, Debug)]
pub(super) struct Warp {
    field: Field,
    lines: LineIndex,
    main: Vec<(Plane, Plane)>,
    /// The distances above are for the theatre's cell; those of other cells are in proportion.
    scale: f64,
}

/// The schematic area that a point must stay in.
pub(super) struct Home<'a> {
    pub(super) area: &'a Area,
    pub(super) index: &'a BandIndex,
}

impl Warp {
    /// `lines`: true and drawn points of all lines; `main`: corners of the main border's schematic lines; `scale`: the
    /// schematic's cell in cells of the theatre.
    pub(super) fn new<'a>(
        lines: &[Drawn<'a>],
        main: impl Iterator<Item = &'a [Plane]>,
        scale: f64,
    ) -> Option<Self> {
        let known: Vec<_> =
            lines.iter().flat_map(|line| shifts_along(line, scale * KNOWN_EVERY_KM)).collect();
        let bounds = PlaneBounds::around(known.iter().map(|k| k.0))?;
        let own = lines.iter().map(|l| Drawn { class: l.class, truth: l.truth, shown: l.shown });
        Some(Self {
            field: Field::new(&known, bounds, scale),
            lines: LineIndex::new(own, scale * NEAR_LINE_KM),
            main: main.flat_map(|line| line.iter().copied().zip(line.iter().copied().skip(1))).collect(),
            scale,
        })
    }

    /// The shifted point, before any care for sides: continuous, and exact on the lines.
    pub(super) fn shifted(&self, p: Plane) -> Plane {
        let (mut dx, mut dy) = self.field.at(p);
        if let Some(hit) = self.lines.nearest(p, |class| class != LineClass::Sheet) {
            let near = 1.0 - hit.dist_km / (self.scale * NEAR_LINE_KM);
            let weight = near * near;
            dx += (hit.drawn.x_km - hit.truth.x_km - dx) * weight;
            dy += (hit.drawn.y_km - hit.truth.y_km - dy) * weight;
        }
        p.moved(dx, dy)
    }

    /// Where a true point is drawn: shifted, inside its own area, clear of the main border.
    pub(super) fn place(&self, p: Plane, home: Option<&Home<'_>>) -> Plane {
        let shifted = self.shifted(p);
        let Some(home) = home else { return shifted };
        let inside =
            if home.index.contains(shifted) { shifted } else { brought_inside(shifted, home, self.scale) };
        self.cleared(inside, home)
    }

    /// A point of an area's edge: shifted, and brought back to the edge of `home` when beyond it.
    pub(super) fn edge_point(&self, p: Plane, home: Option<&Home<'_>>) -> Plane {
        let shifted = self.shifted(p);
        match home {
            Some(home) if !home.index.contains(shifted) => {
                nearest_edge(&home.area.rings, shifted).unwrap_or(shifted)
            }
            _ => shifted,
        }
    }

    /// Moves a point away from the main border without leaving its area.
    fn cleared(&self, p: Plane, home: &Home<'_>) -> Plane {
        let Some(on) = self.nearest_main(p) else { return p };
        let dist_km = on.distance_km(p);
        let clear_km = self.scale * CLEAR_OF_BORDER_KM;
        if dist_km >= clear_km - 1e-9 {
            return p;
        }
        let clear = |q: Plane| {
            home.index.contains(q)
                && self.nearest_main(q).is_some_and(|n| n.distance_km(q) >= clear_km - 1e-9)
        };
        if dist_km > 1e-6 {
            let away = on.towards(p, clear_km / dist_km);
            if clear(away) {
                return away;
            }
        }
        // In a corner: the nearest clear point around.
        for radius_km in [6.0, 7.5, 9.0, 11.0, 13.0, 16.0, 20.0] {
            let found = around(on, self.scale * radius_km).filter(|&q| clear(q));
            if let Some(best) = found.min_by(|a, b| a.distance2(p).total_cmp(&b.distance2(p))) {
                return best;
            }
        }
        // In a narrow end of the area: as far towards its middle as it takes.
        let towards_middle = (1..=50).map(|i| p.towards(home.area.label_at, f64::from(i) / 50.0));
        towards_middle.into_iter().find(|&q| clear(q)).unwrap_or(p)
    }

    fn nearest_main(&self, p: Plane) -> Option<Plane> {
        nearest_of(self.main.iter().copied(), p)
    }
}

/// The shifts along a line, every few kilometres of it.
fn shifts_along<'a>(line: &'a Drawn<'a>, every_km: f64) -> impl Iterator<Item = (Plane, (f64, f64))> + 'a {
    let pieces = line.truth.windows(2).zip(line.shown.windows(2));
    pieces.flat_map(move |(truth, shown)| {
        let end = |piece: &[Plane], last: bool| {
            if last { piece.last() } else { piece.first() }.copied().unwrap_or_default()
        };
        let (from, to) = (end(truth, false), end(truth, true));
        let (shown_from, shown_to) = (end(shown, false), end(shown, true));
        let steps = (from.distance_km(to) / every_km).ceil().max(1.0);
        let mut at = 0.0;
        std::iter::from_fn(move || {
            let share = at / steps;
            at += 1.0;
            let (known, shown) = (from.towards(to, share), shown_from.towards(shown_to, share));
            (share <= 1.0).then_some((known, (shown.x_km - known.x_km, shown.y_km - known.y_km)))
        })
    })
}

/// The nearest point well inside the area.
fn brought_inside(p: Plane, home: &Home<'_>, scale: f64) -> Plane {
    let Some(edge) = nearest_edge(&home.area.rings, p) else { return p };
    let gap = edge.distance_km(p);
    if gap > scale * LEFT_OUT_KM {
        return p;
    }
    for step_km in [scale * CLEAR_OF_LINE_KM, scale * CLEAR_OF_LINE_KM / 4.0] {
        if gap > 1e-6 {
            let beyond = p.towards(edge, (gap + step_km) / gap);
            if home.index.contains(beyond) {
                return beyond;
            }
        }
        if let Some(beside) = around(edge, step_km).find(|&q| home.index.contains(q)) {
            return beside;
        }
    }
    home.area.label_at
}

pub(super) fn nearest_edge(rings: &[Vec<Plane>], p: Plane) -> Option<Plane> {
    nearest_of(rings.iter().flat_map(|ring| edges(ring)), p)
}

fn nearest_of(segments: impl Iterator<Item = (Plane, Plane)>, p: Plane) -> Option<Plane> {
    let mut best: Option<(f64, Plane)> = None;
    for (a, b) in segments {
        let on = p.nearest_on(a, b);
        let dist2 = on.distance2(p);
        if best.is_none_or(|(least, _)| dist2 < least) {
            best = Some((dist2, on));
        }
    }
    best.map(|(_, on)| on)
}

/// Sixteen points around a point.
pub(super) fn around(p: Plane, radius_km: f64) -> impl Iterator<Item = Plane> {
    (0..16).map(move |i| {
        let (sin, cos) = (f64::from(i) * std::f64::consts::TAU / 16.0).sin_cos();
        p.moved(radius_km * cos, radius_km * sin)
    })
}
