//! Joins the lines that two countries share to unbroken parts, and puts these in order.

use std::collections::{BTreeMap, BTreeSet};

use super::apart_km;
use crate::geo::atlas::{ArcArea, AreaLevel, Atlas, arc_at};

/// Longitude and latitude in degrees.
pub(super) type Degrees = (f64, f64);

/// Enclaves shorter round than this share of the longest part are left off the axis.
const LEAST_RING_SHARE: f64 = 0.1;

/// The parts of the border between `a` and `b` in order, and whether it was turned: it then has `b` on its right hand
/// and not `a`. `None` when they share no line.
pub(super) fn line_between(atlas: &Atlas, a: &ArcArea, b: &ArcArea) -> Option<(Vec<Vec<Degrees>>, bool)> {
    let theirs: BTreeSet<usize> = arc_numbers(b).collect();
    let shared: Vec<Vec<Degrees>> = with_right_hand(atlas, a)
        .filter(|(number, _)| theirs.contains(number))
        .map(|(_, line)| line)
        .collect();
    let mut parts = joined(shared);
    let longest = parts.iter().max_by(|a, b| length_km(a).total_cmp(&length_km(b)))?;
    let turned = !runs_onwards(longest);
    let least_km = length_km(longest) * LEAST_RING_SHARE;
    parts.retain(|part| part.first() != part.last() || length_km(part) >= least_km);
    if turned {
        for part in &mut parts {
            part.reverse();
        }
    }
    Some((in_order(parts), turned))
}

/// Every two countries that share a line.
pub(super) fn neighbours(atlas: &Atlas) -> Vec<(&ArcArea, &ArcArea)> {
    let countries: Vec<&ArcArea> = atlas.areas.iter().filter(|a| a.level == AreaLevel::Country).collect();
    let mut owners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, country) in countries.iter().enumerate() {
        for number in arc_numbers(country) {
            owners.entry(number).or_default().insert(index);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for both in owners.values() {
        let mut both = both.iter();
        if let (Some(&a), Some(&b)) = (both.next(), both.next()) {
            pairs.insert((a, b));
        }
    }
    pairs.into_iter().filter_map(|(a, b)| Some((*countries.get(a)?, *countries.get(b)?))).collect()
}

fn arc_numbers(area: &ArcArea) -> impl Iterator<Item = usize> + '_ {
    let refs = area.polygons.iter().flatten().flatten();
    refs.filter_map(|&number| usize::try_from(if number < 0 { !number } else { number }).ok())
}

/// All lines around an area, each running so that the area lies on its right hand.
fn with_right_hand<'a>(
    atlas: &'a Atlas,
    area: &'a ArcArea,
) -> impl Iterator<Item = (usize, Vec<Degrees>)> + 'a {
    let rings = area.polygons.iter().flat_map(|polygon| polygon.iter().enumerate());
    rings.flat_map(move |(index, refs)| {
        let anticlockwise = twice_area(&atlas.ring(refs)) > 0.0;
        // An outer ring has its land on the left when it runs anticlockwise, a hole when it runs clockwise.
        let land_on_left = anticlockwise == (index == 0);
        let directed: Vec<(usize, Vec<Degrees>)> = refs
            .iter()
            .filter_map(|&number| {
                let (arc, forward) = arc_at(&atlas.arcs, number)?;
                let mut line = arc.points.clone();
                if forward == land_on_left {
                    line.reverse();
                }
                Some((usize::try_from(if number < 0 { !number } else { number }).ok()?, line))
            })
            .collect();
        directed
    })
}

fn twice_area(ring: &[Degrees]) -> f64 {
    let nexts = ring.iter().cycle().skip(1);
    ring.iter().zip(nexts).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// Joins lines where one ends and another starts.
fn joined(mut lines: Vec<Vec<Degrees>>) -> Vec<Vec<Degrees>> {
    let mut parts: Vec<Vec<Degrees>> = Vec::new();
    while let Some(mut part) = lines.pop() {
        while let Some(next) = lines.iter().position(|line| line.first() == part.last()) {
            part.extend(lines.swap_remove(next).into_iter().skip(1));
        }
        while let Some(before) = lines.iter().position(|line| line.last() == part.first()) {
            let mut whole = lines.swap_remove(before);
            whole.extend(part.into_iter().skip(1));
            part = whole;
        }
        part.dedup();
        if part.len() > 1 {
            parts.push(part);
        }
    }
    parts
}

/// Whether a line runs eastwards, or northwards where it is more upright than level. A ring counts as such.
fn runs_onwards(line: &[Degrees]) -> bool {
    let (Some(a), Some(b)) = (line.first(), line.last()) else { return true };
    let (east, north) = ((b.0 - a.0) * f64::midpoint(a.1, b.1).to_radians().cos(), b.1 - a.1);
    if east.abs() >= north.abs() { east >= 0.0 } else { north >= 0.0 }
}

/// The order with the shortest gaps: from each part in turn always to the nearest next one.
fn in_order(parts: Vec<Vec<Degrees>>) -> Vec<Vec<Degrees>> {
    let walks = (0..parts.len()).map(|start| walk_from(&parts, start));
    let Some((_, order)) = walks.min_by(|a, b| a.0.total_cmp(&b.0)) else { return parts };
    let mut parts: Vec<Option<Vec<Degrees>>> = parts.into_iter().map(Some).collect();
    order.into_iter().filter_map(|number| parts.get_mut(number)?.take()).collect()
}

/// The gaps in km and the order when one starts with a part and goes on to the nearest.
fn walk_from(parts: &[Vec<Degrees>], start: usize) -> (f64, Vec<usize>) {
    let mut order = vec![start];
    let mut walked_km = 0.0;
    while let Some(end) = order.last().and_then(|&last| parts.get(last)?.last()) {
        let open = parts.iter().enumerate().filter(|(number, _)| !order.contains(number));
        let gaps = open.filter_map(|(number, part)| Some((number, apart_km(*end, *part.first()?))));
        let Some((next, gap_km)) = gaps.min_by(|a, b| a.1.total_cmp(&b.1)) else { break };
        order.push(next);
        walked_km += gap_km;
    }
    (walked_km, order)
}

fn length_km(line: &[Degrees]) -> f64 {
    line.iter().zip(line.iter().skip(1)).map(|(&a, &b)| apart_km(a, b)).sum()
}
