//! Layers in ESRI shapefiles ("ESRI Shapefile Technical Description", 1998): sizes in the file are checked against the bytes
//! that are there.

use std::path::Path;

use super::dbf::Dbf;
use super::gathering::{Gathering, Raw};
use super::names::named;
use super::projection::check_prj;
use super::{LayerError, whole};
use crate::io::input::Input;

/// What stands beside the `.shp` file, where it is there.
#[derive(Default)]
pub(super) struct Parts {
    pub prj: Option<Vec<u8>>,
    pub dbf: Option<Vec<u8>>,
    pub cpg: Option<Vec<u8>>,
}

const FILE_CODE: [u8; 4] = [0, 0, 0x27, 0x0A];
const HEAD: usize = 100;

pub(super) fn is_shapefile(head: &[u8]) -> bool {
    head.starts_with(&FILE_CODE)
}

/// Reads a shapefile and what stands beside it.
pub(super) fn on_disk(
    input: &mut Input<'_>,
    path: Option<&Path>,
    out: &mut Gathering,
) -> Result<(), LayerError> {
    let most = out.limits().whole_bytes;
    let part = |end: &str| {
        let beside =
            [end.to_owned(), end.to_ascii_uppercase()].map(|end| path.map(|path| path.with_extension(end)));
        let found = beside.into_iter().flatten().find(|path| path.is_file())?;
        let small = std::fs::metadata(&found).is_ok_and(|meta| meta.len() <= most);
        small.then(|| std::fs::read(found).ok()).flatten()
    };
    let parts = Parts { prj: part("prj"), dbf: part("dbf"), cpg: part("cpg") };
    let bytes = whole(input, &out.limits())?;
    read(&bytes, &parts, out)
}

pub(super) fn read(shp: &[u8], parts: &Parts, out: &mut Gathering) -> Result<(), LayerError> {
    if !is_shapefile(shp) {
        return Err(LayerError::Unrecognised("the shapefile does not begin as one".to_owned()));
    }
    if let Some(prj) = &parts.prj {
        check_prj(prj)?;
    }
    let dbf = parts.dbf.as_deref().and_then(|bytes| Dbf::new(bytes, parts.cpg.as_deref()));
    if dbf.is_none() {
        out.trouble("the table beside it (.dbf) is missing or broken; nothing has a name");
    }
    let (mut at, mut number) = (HEAD, 0_usize);
    while at + 8 <= shp.len() {
        let words = shp.get(at + 4..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
        let length = usize::try_from(words).unwrap_or(usize::MAX).saturating_mul(2);
        let content = shp.get(at + 8..(at + 8).saturating_add(length));
        out.begin(u32::try_from(number + 1).unwrap_or(u32::MAX));
        let Some(content) = content else {
            out.trouble("the file ends in the middle of it; it was left out");
            break;
        };
        if record(content, out)? == Record::Shape {
            out.end(dbf.as_ref().map(|dbf| named(&dbf.record(number))).unwrap_or_default());
        }
        number += 1;
        at += 8 + length;
    }
    Ok(())
}

#[derive(PartialEq, Eq)]
enum Record {
    /// Something, or something broken.
    Shape,
    /// A row that is meant to have no shape.
    Null,
}

fn record(content: &[u8], out: &mut Gathering) -> Result<Record, LayerError> {
    match int(content, 0) {
        Some(0) => return Ok(Record::Null),
        Some(1 | 11 | 21) => {
            let at = (float(content, 4), float(content, 12));
            out.point((at.0.unwrap_or(f64::NAN), at.1.unwrap_or(f64::NAN)))?;
        }
        Some(8 | 18 | 28) => {
            let count = int(content, 36).unwrap_or_default();
            for at in points(content, 40, count).unwrap_or_default() {
                out.point(at)?;
            }
        }
        Some(3 | 13 | 23) => {
            for line in rings(content, out) {
                out.line(&line)?;
            }
        }
        Some(5 | 15 | 25) => {
            let rings = rings(content, out);
            for polygon in polygons(rings) {
                out.area(&polygon)?;
            }
        }
        Some(other) => out.trouble(format!("shapes of type {other} cannot be read; it was left out")),
        None => out.trouble("the record is empty; it was left out"),
    }
    Ok(Record::Shape)
}

/// The parts of a line or polygon.
fn rings(content: &[u8], out: &mut Gathering) -> Vec<Raw> {
    let (Some(parts), Some(count)) = (int(content, 36), int(content, 40)) else {
        out.trouble("the record is too short; it was left out");
        return Vec::new();
    };
    let first = parts.checked_mul(4).and_then(|bytes| bytes.checked_add(44));
    let Some((first, all)) = first.and_then(|first| Some((first, points(content, first, count)?))) else {
        out.trouble("it claims more points than it has; it was left out");
        return Vec::new();
    };
    debug_assert!(first <= content.len());
    let mut starts: Vec<usize> = (0..parts).filter_map(|n| int(content, 44 + 4 * n)).collect();
    starts.push(count);
    let ring = |pair: &[usize]| all.get(*pair.first()?..*pair.get(1)?).map(<[(f64, f64)]>::to_vec);
    let found: Vec<Raw> = starts.windows(2).filter_map(ring).collect();
    if found.len() < parts {
        out.trouble("its parts do not fit its points; some were left out");
    }
    found
}

/// Outer rings run clockwise; a hole belongs to the smallest outer ring around it.
fn polygons(rings: Vec<Raw>) -> Vec<Vec<Raw>> {
    let clockwise = |ring: &Raw| double_area(ring) <= 0.0;
    // Where the first ring runs the other way round, the program that wrote the file had it the other way round.
    let sense = rings.first().is_none_or(clockwise);
    let (outer, holes): (Vec<Raw>, Vec<Raw>) = rings.into_iter().partition(|ring| clockwise(ring) == sense);
    let mut polygons: Vec<Vec<Raw>> = outer.into_iter().map(|ring| vec![ring]).collect();
    polygons.sort_by(|a, b| size(a).total_cmp(&size(b)));
    for hole in holes {
        let around = polygons.iter_mut().find(|polygon| {
            let outer = polygon.first();
            outer.zip(hole.first()).is_some_and(|(outer, &corner)| is_inside(outer, corner))
        });
        match around {
            Some(polygon) => polygon.push(hole),
            None => polygons.push(vec![hole]),
        }
    }
    polygons
}

fn size(polygon: &[Raw]) -> f64 {
    polygon.first().map_or(0.0, |ring| double_area(ring).abs())
}

/// Twice the area in square degrees, positive when the ring runs anticlockwise.
fn double_area(ring: &[(f64, f64)]) -> f64 {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn is_inside(ring: &[(f64, f64)], at: (f64, f64)) -> bool {
    let crosses = |(a, b): &(&(f64, f64), &(f64, f64))| {
        (a.1 > at.1) != (b.1 > at.1) && at.0 < a.0 + (at.1 - a.1) / (b.1 - a.1) * (b.0 - a.0)
    };
    ring.iter().zip(ring.iter().cycle().skip(1)).filter(crosses).count() % 2 == 1
}

fn int(bytes: &[u8], at: usize) -> Option<usize> {
    let value = i32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
    usize::try_from(value).ok()
}

fn float(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// So many pairs from a byte on; `None` where they are not all there.
fn points(bytes: &[u8], at: usize, count: usize) -> Option<Raw> {
    let bytes = bytes.get(at..at.checked_add(count.checked_mul(16)?)?)?;
    bytes.chunks_exact(16).map(|pair| Some((float(pair, 0)?, float(pair, 8)?))).collect()
}
