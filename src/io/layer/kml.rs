//! Layers in KML: placemarks with their polygons, lines and points.

use super::LayerError;
use super::gathering::{Gathering, Raw};
use super::names::{Named, named};
use crate::io::input::Input;
use crate::io::xml::{Step, Xml};

/// Most bytes of a name or value that are kept.
const MOST_TEXT: usize = 4096;

/// Walks through a KML text.
#[derive(Default)]
struct Walk {
    stack: Vec<String>,
    text: String,
    number: u32,
    in_placemark: bool,
    properties: Vec<(String, String)>,
    /// The property whose value is being read.
    data: String,
    rings: Vec<Raw>,
}

pub(super) fn read(input: &mut Input<'_>, out: &mut Gathering) -> Result<(), LayerError> {
    let most = out.limits().feature_bytes;
    let mut xml = Xml::new(input);
    let mut walk = Walk::default();
    loop {
        match xml.step()? {
            Step::Open(tag) => {
                let attribute = if matches!(tag.name(), "Data" | "SimpleData") {
                    tag.attribute("name")
                } else {
                    String::new()
                };
                walk.open(tag.name(), attribute, out);
            }
            Step::Text(text) => {
                let room =
                    if walk.stack.last().is_some_and(|tag| tag == "coordinates") { most } else { MOST_TEXT };
                if walk.text.len() + text.len() <= room {
                    walk.text.push_str(&text);
                } else if room == most {
                    out.trouble("its coordinates are too long; the rest was left out");
                }
            }
            Step::Close => walk.close(out)?,
            Step::End { whole } => {
                if !whole {
                    out.begin(walk.number.max(1));
                    out.trouble("the file ends in the middle of it; it was left out");
                }
                return Ok(());
            }
        }
    }
}

impl Walk {
    fn open(&mut self, name: &str, attribute: String, out: &mut Gathering) {
        match name {
            "Placemark" if !self.in_placemark => {
                self.number += 1;
                self.in_placemark = true;
                self.properties.clear();
                out.begin(self.number);
            }
            "Data" | "SimpleData" => self.data = attribute,
            "Polygon" => self.rings.clear(),
            _ => {}
        }
        self.text.clear();
        self.stack.push(name.to_owned());
    }

    fn is_in(&self, tag: &str) -> bool {
        self.stack.iter().any(|open| open == tag)
    }

    fn close(&mut self, out: &mut Gathering) -> Result<(), LayerError> {
        let Some(tag) = self.stack.pop() else { return Ok(()) };
        let text = std::mem::take(&mut self.text);
        let parent = self.stack.last().map_or("", String::as_str);
        match tag.as_str() {
            "name" if parent == "Document" => out.call(&text),
            _ if !self.in_placemark => {}
            "name" if parent == "Placemark" => self.properties.insert(0, ("name".to_owned(), text)),
            "value" if parent == "Data" => self.properties.push((self.data.clone(), text)),
            "SimpleData" => self.properties.push((self.data.clone(), text)),
            "coordinates" => self.coordinates(&text, out)?,
            "Polygon" => {
                let rings = std::mem::take(&mut self.rings);
                out.area(&rings)?;
            }
            "Placemark" => {
                self.in_placemark = false;
                let names = named(&self.properties);
                out.end(Named { ..names });
            }
            _ => {}
        }
        Ok(())
    }

    /// "70.1,33.9,1200 70.2,33.8" – the position of a point, the points of a line, or a ring.
    fn coordinates(&mut self, text: &str, out: &mut Gathering) -> Result<(), LayerError> {
        let position = |triple: &str| {
            let mut numbers = triple.split(',').map(|number| number.trim().parse().unwrap_or(f64::NAN));
            (numbers.next().unwrap_or(f64::NAN), numbers.next().unwrap_or(f64::NAN))
        };
        let points: Raw = text.split_whitespace().map(position).collect();
        out.has_room(points.len())?;
        if self.is_in("Polygon") {
            let is_outer = self.is_in("outerBoundaryIs");
            if is_outer {
                self.rings.insert(0, points);
            } else {
                self.rings.push(points);
            }
        } else if self.is_in("LineString") || self.is_in("LinearRing") {
            out.line(&points)?;
        } else {
            for at in points {
                out.point(at)?;
            }
        }
        Ok(())
    }
}
