//! Map layers from files: areas, lines and points with names, of any of the usual formats, within bounds and counted.

mod coordinates;
mod dbf;
mod gathering;
mod geojson;
mod kml;
mod names;
mod projection;
mod shapefile;
mod table;
#[cfg(test)]
mod tests;
mod topojson;

use std::path::Path;
use std::sync::Arc;

use super::archive::Archive;
use super::format::ReadError;
use super::input::{Input, file_name};
use super::job::Job;
use super::limits::Limits;
use super::xml;
use crate::geo::{Layer, NameList};
use gathering::Gathering;

pub use gathering::{Trouble, Troubles};

/// Extensions by which the file dialog finds layers.
pub const LAYER_EXTENSIONS: [&str; 11] =
    ["geojson", "json", "topojson", "kml", "kmz", "shp", "zip", "csv", "tsv", "txt", "geojsonl"];

/// A layer that was read.
#[derive(Clone, Debug)]
pub struct ReadLayer {
    /// What it holds.
    pub layer: Arc<Layer>,
    /// The names of what has several.
    pub names: Arc<NameList>,
    /// The format's name for people.
    pub format: &'static str,
    /// What could not be read.
    pub troubles: Troubles,
}

/// Why a file gives no layer.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// It cannot be opened or read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is no map layer.
    #[error("not recognised as a map layer: {0}")]
    Unrecognised(String),
    /// Its coordinates are not degrees on WGS84.
    #[error("its coordinates are in {0}; save it in geographic coordinates (WGS 84, EPSG:4326) to load it")]
    NotWgs84(String),
    /// More points than a layer may have.
    #[error("more than {0} points; simplify it or cut out the part that is needed")]
    TooManyPoints(usize),
    /// Larger than a layer may be.
    #[error("larger than {0} MiB; simplify it or cut out the part that is needed")]
    TooLarge(u64),
    /// Nothing in it can be drawn; the first trouble, if any.
    #[error("nothing in it can be drawn{0}")]
    Nothing(String),
}

/// How much of a layer's file is read before it is called broken.
#[derive(Clone, Copy, Debug)]
pub struct LayerLimits {
    /// Most bytes of a file that has to be held whole.
    pub whole_bytes: u64,
    /// Longest feature in bytes.
    pub feature_bytes: usize,
    /// Most points in all.
    pub points: usize,
}

impl Default for LayerLimits {
    fn default() -> Self {
        Self { whole_bytes: 256 << 20, feature_bytes: 64 << 20, points: 4_000_000 }
    }
}

/// Reads a layer; what it is is told by its content.
///
/// # Errors
/// When it cannot be read, is no layer, is too large, or nothing in it can be drawn.
pub fn read_layer(path: &Path, limits: &LayerLimits, job: &Job) -> Result<ReadLayer, LayerError> {
    let bounds = Limits {
        element_bytes: limits.feature_bytes,
        decoded_bytes: limits.whole_bytes,
        ..Limits::default()
    };
    let mut input = Input::open(path, None, &bounds, job)?;
    let mut out = Gathering::new(limits);
    let format = read(&mut input, Some(path), &mut out)?;
    finish(path, format, out)
}

/// Reads a layer from bytes in memory, as [`read_layer`]: for tests and fuzzing. A shapefile's other parts are not known.
///
/// # Errors
/// As [`read_layer`].
pub fn read_layer_bytes(name: &str, bytes: &[u8], limits: &LayerLimits) -> Result<ReadLayer, LayerError> {
    let bounds = Limits {
        element_bytes: limits.feature_bytes,
        decoded_bytes: limits.whole_bytes,
        ..Limits::default()
    };
    let job = Job::default();
    let mut input = Input::from_bytes(name, &bytes.into(), None, &bounds, &job)?;
    let mut out = Gathering::new(limits);
    let format = read(&mut input, None, &mut out)?;
    finish(Path::new(name), format, out)
}

fn finish(path: &Path, format: &'static str, out: Gathering) -> Result<ReadLayer, LayerError> {
    let (mut layer, troubles) = out.finish();
    if layer.shapes.is_empty() {
        let why = troubles.examples.first().map_or_else(String::new, |t| format!(": {}", t.in_words()));
        return Err(LayerError::Nothing(why));
    }
    if layer.name.trim().is_empty() {
        layer.name =
            path.file_stem().map(|stem| stem.to_string_lossy().replace('_', " ")).unwrap_or_default();
    }
    let layer = Arc::new(layer);
    let names = Arc::new(NameList::of(Arc::clone(&layer)));
    Ok(ReadLayer { layer, names, format, troubles })
}

fn read(input: &mut Input<'_>, path: Option<&Path>, out: &mut Gathering) -> Result<&'static str, LayerError> {
    let head = input.head();
    let start = head.bytes.trim_ascii_start();
    if head.bytes.starts_with(b"PK\x03\x04") || head.bytes.starts_with(b"PK\x05\x06") {
        return archive(input, out);
    }
    if shapefile::is_shapefile(&head.bytes) {
        shapefile::on_disk(input, path, out)?;
        return Ok("Shapefile");
    }
    if start.starts_with(b"{") || start.starts_with(b"[") {
        if topojson::is_topojson(start) {
            topojson::read(input, out)?;
            return Ok("TopoJSON");
        }
        geojson::read(input, out)?;
        return Ok("GeoJSON");
    }
    if matches!(xml::root(head).as_deref(), Some("kml" | "Document" | "Folder" | "Placemark")) {
        kml::read(input, out)?;
        return Ok("KML");
    }
    if let Some(shp) = path.and_then(beside_a_shapefile) {
        return Err(LayerError::Unrecognised(format!("this is a part of a shapefile; open {shp}")));
    }
    table::read(input, out)?;
    Ok("Table of places")
}

/// KMZ, or a packed shapefile.
fn archive(input: &mut Input<'_>, out: &mut Gathering) -> Result<&'static str, LayerError> {
    let limits = input.limits();
    let mut archive = Archive::open(input.raw()?, limits)?;
    let names = archive.names();
    let with = |end: &str| {
        let fits = |name: &&String| {
            let from = name.len().saturating_sub(end.len());
            name.get(from..).is_some_and(|e| e.eq_ignore_ascii_case(end)) && !name.starts_with("__MACOSX")
        };
        let mut found: Vec<String> = names.iter().filter(fits).cloned().collect();
        found.sort_by_key(|name| !name.eq_ignore_ascii_case("doc.kml"));
        found
    };
    if let Some(name) = with(".shp").first() {
        let stem = name.get(..name.len().saturating_sub(4)).unwrap_or(name).to_owned();
        let mut part = |end: &str| {
            let of = names.iter().find(|n| n.eq_ignore_ascii_case(&format!("{stem}.{end}")))?;
            archive.unpack(of).ok()
        };
        let parts = shapefile::Parts { prj: part("prj"), dbf: part("dbf"), cpg: part("cpg") };
        let shp = archive.unpack(name)?;
        shapefile::read(&shp, &parts, out)?;
        return Ok("Shapefile");
    }
    if let Some(name) = with(".kml").first() {
        let text = archive.unpack(name)?;
        drop(archive);
        kml::read(&mut input.unpacked(name, &text.into())?, out)?;
        return Ok("KMZ");
    }
    Err(LayerError::Unrecognised("the archive holds neither a shapefile nor a KML file".to_owned()))
}

/// The shapefile that a file is a part of.
fn beside_a_shapefile(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let is_part = ["dbf", "shx", "prj", "cpg", "sbn", "sbx"].contains(&extension.as_str());
    let shp = path.with_extension("shp");
    (is_part && shp.is_file()).then(|| file_name(&shp))
}

/// All bytes of the input's text.
fn whole(input: &mut Input<'_>, limits: &LayerLimits) -> Result<Vec<u8>, LayerError> {
    let mut all = Vec::new();
    let mut block = vec![0; 64 << 10];
    loop {
        let n = input.read(&mut block)?;
        if n == 0 {
            return Ok(all);
        }
        all.extend_from_slice(block.get(..n).unwrap_or_default());
        if all.len() as u64 > limits.whole_bytes {
            return Err(LayerError::TooLarge(limits.whole_bytes >> 20));
        }
    }
}
