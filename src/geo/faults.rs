//! What a reader would hold against a drawn map: lines that cross or touch, and places on the wrong side.

use super::atlas::AreaLevel;
use super::base::{AreaRef, BaseMap};
use super::plane::Plane;

/// Faults of a drawn map; none is the aim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Pairs of line pieces that cross.
    pub crossings: usize,
    /// Pairs of line pieces that touch without a common end.
    pub touches: usize,
    /// Places drawn in a country that is not their own.
    pub wrong_side: usize,
    /// Places whose country is known, so that they could be on the wrong side.
    pub places: usize,
}

type Segment = (Plane, Plane);

impl BaseMap {
    /// Counts what is wrong in what is drawn: every piece of line against every other, every place against the
    /// countries. A few milliseconds for a schematic; not meant for true lines of many thousand points.
    pub fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        let mut ends: Vec<Plane> = Vec::new();
        let mut pieces: Vec<(usize, Segment)> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            ends.extend(line.points.first().into_iter().chain(line.points.last()));
            pieces.extend(segments(&line.points).map(|piece| (number, piece)));
        }
        for (index, a) in pieces.iter().enumerate() {
            for b in pieces.iter().skip(index + 1) {
                match meeting(a, b, &ends) {
                    Some(Meeting::Cross) => faults.crossings += 1,
                    Some(Meeting::Touch) => faults.touches += 1,
                    None => {}
                }
            }
        }
        (faults.wrong_side, faults.places) = self.sides_of_places();
        faults
    }

    /// How many places are drawn in another country than their own, and how many have one.
    pub(super) fn sides_of_places(&self) -> (usize, usize) {
        let (mut wrong, mut all) = (0, 0);
        for place in self.places.iter().filter(|place| !place.kind.is_on_border()) {
            let Some(own) = self.area_of_level_at(AreaLevel::Country, place.at) else { continue };
            all += 1;
            wrong += usize::from(self.is_drawn_in_another(own, place.plane));
        }
        (wrong, all)
    }

    fn is_drawn_in_another(&self, own: AreaRef, p: Plane) -> bool {
        self.countries.iter().enumerate().any(|(number, country)| number != own.index && country.contains(p))
    }
}

enum Meeting {
    Cross,
    Touch,
}

fn meeting(
    (line_a, a): &(usize, Segment),
    (line_b, b): &(usize, Segment),
    ends: &[Plane],
) -> Option<Meeting> {
    let turns = (turn(a.0, a.1, b.0) * turn(a.0, a.1, b.1), turn(b.0, b.1, a.0) * turn(b.0, b.1, a.1));
    if turns.0 < 0.0 && turns.1 < 0.0 {
        return Some(Meeting::Cross);
    }
    let corners = |&(p, q): &Segment| [p, q];
    let on = |s: &Segment, p: Plane| between(s.0, s.1, p);
    let touch = corners(b).into_iter().any(|p| on(a, p)) || corners(a).into_iter().any(|p| on(b, p));
    if !touch {
        return None;
    }
    // Allowed: two pieces of one line at their common corner, and lines at a common end.
    let common = corners(a).into_iter().find(|p| corners(b).contains(p));
    let allowed = common.is_some_and(|p| {
        let only_there = |s: &Segment, of: &Segment| corners(of).into_iter().all(|q| q == p || !on(s, q));
        only_there(b, a) && only_there(a, b) && (line_a == line_b || ends.contains(&p))
    });
    (!allowed).then_some(Meeting::Touch)
}

fn segments(points: &[Plane]) -> impl Iterator<Item = Segment> + '_ {
    points.iter().copied().zip(points.iter().copied().skip(1))
}

/// Twice the signed area of a triangle.
fn turn(a: Plane, b: Plane, c: Plane) -> f64 {
    let twice = (b.x_km - a.x_km) * (c.y_km - a.y_km) - (c.x_km - a.x_km) * (b.y_km - a.y_km);
    if twice.abs() < 1e-6 { 0.0 } else { twice }
}

fn between(a: Plane, b: Plane, p: Plane) -> bool {
    turn(a, b, p) == 0.0
        && (a.x_km.min(b.x_km)..=a.x_km.max(b.x_km)).contains(&p.x_km)
        && (a.y_km.min(b.y_km)..=a.y_km.max(b.y_km)).contains(&p.y_km)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{BorderLine, LineClass, Projection};

    fn map(lines: &[&[(f64, f64)]]) -> BaseMap {
        let line = |points: &&[(f64, f64)]| BorderLine {
            class: LineClass::International,
            name: String::new(),
            main: false,
            points: points.iter().map(|&(x, y)| Plane::new(x, y)).collect(),
        };
        let lines = lines.iter().map(line).collect();
        BaseMap::new("test", Projection::world(0.0), Vec::new(), lines, Vec::new())
    }

    fn found(lines: &[&[(f64, f64)]]) -> (usize, usize) {
        let faults = map(lines).faults();
        (faults.crossings, faults.touches)
    }

    #[test]
    fn lines_that_cross_touch_or_only_meet_at_their_ends_are_told_apart() {
        let level: &[(f64, f64)] = &[(0.0, 0.0), (10.0, 0.0), (20.0, 5.0)];
        assert_eq!(found(&[level, &[(5.0, -5.0), (5.0, 5.0)]]), (1, 0));
        assert_eq!(found(&[level, &[(5.0, 0.0), (5.0, 5.0)]]), (0, 1));
        // At the other line's bend, but not at its end.
        assert!(found(&[level, &[(10.0, 7.0), (10.0, 0.0), (10.0, -7.0)]]).1 > 0);
        assert_eq!(found(&[level, &[(20.0, 5.0), (30.0, 5.0)]]), (0, 0));
        // Back along itself.
        assert!(found(&[&[(0.0, 0.0), (10.0, 0.0), (5.0, 0.0)]]).1 > 0);
    }
}
