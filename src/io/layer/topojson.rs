//! Layers in `TopoJSON`: shared arcs, quantised or not, joined to lines and rings.

use memchr::memmem::find;

use super::coordinates::{Met, polygons, walk};
use super::gathering::{Gathering, Raw};
use super::geojson::names;
use super::{LayerError, whole};
use crate::io::input::Input;
use crate::io::json_values::{Members, as_text, elements};

/// Collections within collections, at most.
const DEEPEST: usize = 8;

/// Whether a JSON text is a topology.
pub(super) fn is_topojson(start: &[u8]) -> bool {
    find(start.get(..2048).unwrap_or(start), b"\"Topology\"").is_some()
}

pub(super) fn read(input: &mut Input<'_>, out: &mut Gathering) -> Result<(), LayerError> {
    let bytes = whole(input, &out.limits())?;
    let text = String::from_utf8_lossy(&bytes);
    let members = Members::read(&text)
        .map_err(|error| LayerError::Unrecognised(format!("the JSON is broken: {error}")))?;
    let topology = Topology::new(&members, out)?;
    let objects = members.get("objects").and_then(|raw| Members::read(raw).ok()).unwrap_or_default();
    let mut number = 0;
    let mut names: Vec<&str> = Vec::new();
    for (name, raw) in objects.iter() {
        names.push(name);
        topology.object(raw, 0, &mut number, out)?;
    }
    if let [one] = names.as_slice() {
        out.call(one);
    }
    Ok(())
}

struct Topology {
    arcs: Vec<Raw>,
    transform: Option<Transform>,
}

#[derive(Clone, Copy)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

impl Transform {
    fn read(raw: &str) -> Option<Self> {
        let members = Members::read(raw).ok()?;
        let pair = |key: &str| polygons(members.get(key)?, 1)?.first()?.first()?.first().copied();
        Some(Self { scale: pair("scale")?, translate: pair("translate")? })
    }

    fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.scale.0 + self.translate.0, y * self.scale.1 + self.translate.1)
    }
}

impl Topology {
    fn new(members: &Members<'_>, out: &mut Gathering) -> Result<Self, LayerError> {
        let transform = members.get("transform").and_then(Transform::read);
        let list = members.get("arcs").unwrap_or_default();
        let mut arcs = Vec::new();
        let mut points = 0;
        for range in elements(list.as_bytes()) {
            let arc = polygons(list.get(range).unwrap_or_default().trim(), 2);
            let mut arc: Raw = arc.and_then(|all| all.into_iter().flatten().next()).unwrap_or_default();
            if let Some(transform) = transform {
                let mut at = (0.0, 0.0);
                for point in &mut arc {
                    at = (at.0 + point.0, at.1 + point.1);
                    *point = transform.apply(at);
                }
            }
            points += arc.len();
            out.has_room(points)?;
            arcs.push(arc);
        }
        Ok(Self { arcs, transform })
    }

    fn object(
        &self,
        raw: &str,
        depth: usize,
        number: &mut u32,
        out: &mut Gathering,
    ) -> Result<(), LayerError> {
        let Ok(members) = Members::read(raw) else {
            out.trouble("an object is no JSON object; it was left out");
            return Ok(());
        };
        let kind = members.get("type").map(as_text).unwrap_or_default();
        if kind != "GeometryCollection" {
            *number += 1;
            out.begin(*number);
            self.geometry(&kind, &members, out)?;
            out.end(names(&members));
            return Ok(());
        }
        if depth >= DEEPEST {
            out.trouble("collections stand in one another too deep; that part was left out");
            return Ok(());
        }
        let parts = members.get("geometries").unwrap_or_default();
        for range in elements(parts.as_bytes()) {
            self.object(parts.get(range).unwrap_or_default().trim(), depth + 1, number, out)?;
        }
        Ok(())
    }

    fn geometry(&self, kind: &str, members: &Members<'_>, out: &mut Gathering) -> Result<(), LayerError> {
        let points = |levels| members.get("coordinates").and_then(|raw| polygons(raw, levels));
        match kind {
            "Point" | "MultiPoint" => {
                let found = points(if kind == "Point" { 1 } else { 2 }).unwrap_or_default();
                for &at in found.iter().flatten().flatten() {
                    out.point(self.transform.map_or(at, |transform| transform.apply(at)))?;
                }
            }
            "LineString" | "MultiLineString" => {
                let levels = if kind == "LineString" { 1 } else { 2 };
                for numbers in self.numbers(members, levels, out).iter().flatten() {
                    if let Some(line) = self.joined(numbers, out)? {
                        out.line(&line)?;
                    }
                }
            }
            "Polygon" | "MultiPolygon" => {
                let levels = if kind == "Polygon" { 2 } else { 3 };
                for polygon in self.numbers(members, levels, out) {
                    let rings: Result<Option<Vec<Raw>>, LayerError> = polygon
                        .iter()
                        .map(|numbers| self.joined(numbers, out))
                        .collect::<Result<Vec<_>, _>>()
                        .map(|all| all.into_iter().collect());
                    if let Some(rings) = rings? {
                        out.area(&rings)?;
                    }
                }
            }
            "null" | "" => {}
            other => out.trouble(format!("“{other}” is no geometry; it was left out")),
        }
        Ok(())
    }

    /// Polygons of rings of numbers of arcs.
    fn numbers(&self, members: &Members<'_>, levels: usize, out: &mut Gathering) -> Vec<Vec<Vec<f64>>> {
        let (mut all, mut polygon, mut ring) = (Vec::new(), Vec::new(), Vec::new());
        let done = walk(members.get("arcs").unwrap_or_default(), levels, &mut |met| match met {
            Met::Number(number) => ring.push(number),
            Met::End(depth) if depth == levels => polygon.push(std::mem::take(&mut ring)),
            Met::End(depth) if depth + 1 == levels => all.push(std::mem::take(&mut polygon)),
            Met::End(_) => {}
        });
        if done.is_none() || self.arcs.is_empty() {
            out.trouble("its arcs are no lists of numbers; they were left out");
            return Vec::new();
        }
        if !polygon.is_empty() {
            all.push(polygon);
        }
        all
    }

    /// Arcs joined to a line: a negative number means the arc backwards; each arc but the first repeats a point.
    fn joined(&self, numbers: &[f64], out: &mut Gathering) -> Result<Option<Raw>, LayerError> {
        let arcs: Option<Vec<(&Raw, bool)>> = numbers.iter().map(|&number| self.arc(number)).collect();
        let Some(arcs) = arcs else {
            out.trouble("it names an arc that is not in the file; that part was left out");
            return Ok(None);
        };
        out.has_room(arcs.iter().fold(0, |sum, (arc, _)| sum.saturating_add(arc.len())))?;
        let mut line = Raw::new();
        for (arc, forward) in arcs {
            let skip = usize::from(!line.is_empty());
            if forward {
                line.extend(arc.iter().skip(skip));
            } else {
                line.extend(arc.iter().rev().skip(skip));
            }
        }
        Ok(Some(line))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be a whole number of a few millions at most"
    )]
    fn arc(&self, number: f64) -> Option<(&Raw, bool)> {
        if number.fract() != 0.0 || number.abs() > 1e9 {
            return None;
        }
        let number = number as i64;
        let forward = number >= 0;
        let index = usize::try_from(if forward { number } else { !number }).ok()?;
        Some((self.arcs.get(index)?, forward))
    }
}
