//! Where a schematic draws a point: shifted with the lines around it, and always on its true side of them.

use super::area::{Area, edges};
use super::atlas::LineClass;
use super::field::Field;
use super::line_index::{Drawn, Hit, LineIndex};
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
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    pub(super) area: &'a Area,
    pub(super) index: &'a BandIndex,
}

/// Who knows what lies around a point: the lines and areas themselves, or for many points a grid that gives the same
/// answers sooner.
pub(super) trait Nearby {
    /// The nearest point of a line, not further than [`Warp::reach_km`].
    fn line(&self, truth: Plane) -> Option<Hit>;
    /// Whether a drawn point lies in its own area.
    fn is_home(&self, home: &Home<'_>, drawn: Plane) -> bool;
    /// The nearest point of the drawn main border and its distance in km, where that is less than [`Warp::clear_km`].
    fn border(&self, drawn: Plane) -> Option<(Plane, f64)>;
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
        self.shifted_by(self, p)
    }

    fn shifted_by(&self, around: &impl Nearby, p: Plane) -> Plane {
        let (mut dx, mut dy) = self.field.at(p);
        if let Some(hit) = around.line(p) {
            let near = 1.0 - hit.dist_km / self.reach_km();
            let weight = near * near;
            dx += (hit.drawn.x_km - hit.truth.x_km - dx) * weight;
            dy += (hit.drawn.y_km - hit.truth.y_km - dy) * weight;
        }
        p.moved(dx, dy)
    }

    /// Where a true point is drawn: shifted, inside its own area, clear of the main border.
    pub(super) fn place(&self, p: Plane, home: Option<&Home<'_>>) -> Plane {
        self.place_by(self, p, home)
    }

    /// The same, with what another knows of the surroundings of points.
    pub(super) fn place_by(&self, around: &impl Nearby, p: Plane, home: Option<&Home<'_>>) -> Plane {
        let shifted = self.shifted_by(around, p);
        let Some(home) = home else { return shifted };
        let inside = if around.is_home(home, shifted) {
            shifted
        } else {
            brought_inside(around, shifted, home, self.scale)
        };
        self.cleared(around, inside, home)
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

    /// Lines that are further from a true point do not bend its surroundings, km.
    pub(super) fn reach_km(&self) -> f64 {
        self.scale * NEAR_LINE_KM
    }

    /// Drawn points stay at least so far from the main border, km.
    pub(super) fn clear_km(&self) -> f64 {
        self.scale * CLEAR_OF_BORDER_KM - 1e-9
    }

    /// All true lines with where they are drawn.
    pub(super) fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The pieces of the drawn main border.
    pub(super) fn main(&self) -> &[(Plane, Plane)] {
        &self.main
    }

    /// The rectangle outside of which nothing is shifted but beside a line.
    pub(super) fn field_bounds(&self) -> PlaneBounds {
        self.field.bounds()
    }

    /// Moves a point away from the main border without leaving its area.
    fn cleared(&self, around: &impl Nearby, p: Plane, home: &Home<'_>) -> Plane {
        let Some((on, dist_km)) = around.border(p) else { return p };
        let clear = |q: Plane| around.is_home(home, q) && around.border(q).is_none();
        if dist_km > 1e-6 {
            let away = on.towards(p, self.scale * CLEAR_OF_BORDER_KM / dist_km);
            if clear(away) {
                return away;
            }
        }
        // In a corner: the nearest clear point around.
        for radius_km in [6.0, 7.5, 9.0, 11.0, 13.0, 16.0, 20.0] {
            let found = ring(on, self.scale * radius_km).filter(|&q| clear(q));
            if let Some(best) = found.min_by(|a, b| a.distance2(p).total_cmp(&b.distance2(p))) {
                return best;
            }
        }
        // In a narrow end of the area: as far towards its middle as it takes.
        let towards_middle = (1..=50).map(|i| p.towards(home.area.label_at, f64::from(i) / 50.0));
        towards_middle.into_iter().find(|&q| clear(q)).unwrap_or(p)
    }
}

impl Nearby for Warp {
    fn line(&self, truth: Plane) -> Option<Hit> {
        self.lines.nearest(truth, |class| class != LineClass::Sheet)
    }

    fn is_home(&self, home: &Home<'_>, drawn: Plane) -> bool {
        home.index.contains(drawn)
    }

    fn border(&self, drawn: Plane) -> Option<(Plane, f64)> {
        nearest_within(self.main.iter().copied(), drawn, self.clear_km())
    }
}

/// The nearest point of some segments and its distance in km, where that is less than `within_km`; of equals the first.
pub(super) fn nearest_within(
    segments: impl Iterator<Item = (Plane, Plane)>,
    p: Plane,
    within_km: f64,
) -> Option<(Plane, f64)> {
    let on = nearest_of(segments, p)?;
    let dist_km = on.distance_km(p);
    (dist_km < within_km).then_some((on, dist_km))
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
fn brought_inside(around: &impl Nearby, p: Plane, home: &Home<'_>, scale: f64) -> Plane {
    let Some(edge) = nearest_edge(&home.area.rings, p) else { return p };
    let gap = edge.distance_km(p);
    if gap > scale * LEFT_OUT_KM {
        return p;
    }
    for step_km in [scale * CLEAR_OF_LINE_KM, scale * CLEAR_OF_LINE_KM / 4.0] {
        if gap > 1e-6 {
            let beyond = p.towards(edge, (gap + step_km) / gap);
            if around.is_home(home, beyond) {
                return beyond;
            }
        }
        if let Some(beside) = ring(edge, step_km).find(|&q| around.is_home(home, q)) {
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
pub(super) fn ring(p: Plane, radius_km: f64) -> impl Iterator<Item = Plane> {
    (0..16).map(move |i| {
        let (sin, cos) = (f64::from(i) * std::f64::consts::TAU / 16.0).sin_cos();
        p.moved(radius_km * cos, radius_km * sin)
    })
}
