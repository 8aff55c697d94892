//! KML, tag by tag with a stack of its own: placemarks and tracks with their own, listed or inherited times.

use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kml_feature::{Feature, Times, Track};
use super::problem::ProblemKind;
use super::sink::FileSink;
use super::xml::{Step, Tag, Xml, root};
use crate::model::Origin;

/// KML.
pub struct Kml;

impl Format for Kml {
    fn id(&self) -> &'static str {
        "kml"
    }

    fn label(&self) -> &'static str {
        "KML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["kml"]
    }

    fn what(&self) -> &'static str {
        "placemarks and tracks with time stamps and spans (also from their folder), partial dates, names, descriptions, extended data"
    }

    fn shape(&self) -> Shape {
        Shape::Xml
    }

    fn sniff(&self, head: &Head) -> Fit {
        match root(head).as_deref() {
            Some("kml") => Fit::Sure,
            Some("Document" | "Folder" | "Placemark") => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut walk = Walk::new(input.limits().field_bytes);
        let mut xml = Xml::new(input);
        let result = walk.all(&mut xml, out);
        if xml.broken_bytes() > 0 {
            let done = "given as question marks";
            let n = format!("{} bytes", xml.broken_bytes());
            out.problem(Origin::default(), ProblemKind::NotUtf8, "", &n, done);
        }
        result?;
        if walk.row == 0 {
            return Err(ReadError::NoEvents(walk.nothing_found()));
        }
        if walk.half_spans > 0 {
            let n = walk.half_spans;
            out.note(format!(
                "Time spans of which only one end is given: {n}; shown at the end that is given."
            ));
        }
        Ok(())
    }
}

/// What an open tag is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// A document, a folder, or the root: its time is inherited.
    Container,
    /// A placemark.
    Feature,
    /// A bag of tracks.
    Bag,
    Link,
    Time,
    Track,
    /// A geometry; whether its coordinates are those of a line.
    Geometry(Line),
    /// A model: its place stands in tags of its own.
    Model,
    /// A hole in an area.
    Inner,
    /// Extended data, or a part of it.
    Data,
    /// A tag with text that is read.
    Leaf(Leaf),
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaf {
    Name,
    Description,
    Address,
    When,
    Begin,
    End,
    Coordinates(Line),
    TrackCoordinate,
    Longitude,
    Latitude,
    Value,
    Href,
}

struct Walk {
    stack: Vec<Open>,
    /// The time of each container that is open; what it does not say itself it has from the one around it.
    inherited: Vec<Times>,
    feature: Option<Feature>,
    text: String,
    max_text: usize,
    row: u32,
    half_spans: u64,
    links: Vec<String>,
}

impl Walk {
    fn new(max_text: usize) -> Self {
        Self {
            stack: Vec::new(),
            inherited: Vec::new(),
            feature: None,
            text: String::new(),
            max_text,
            row: 0,
            half_spans: 0,
            links: Vec::new(),
        }
    }

    fn all(&mut self, xml: &mut Xml<'_, '_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        loop {
            let byte = xml.next_byte();
            match xml.step()? {
                Step::Open(tag) => self.open(&tag, byte),
                Step::Text(text) => {
                    if matches!(self.stack.last(), Some(Open::Leaf(_))) {
                        self.text.push_str(&text);
                        self.text.truncate(self.text.floor_char_boundary(self.max_text));
                    }
                }
                Step::Close => {
                    let end = xml.next_byte();
                    self.close(end, out)?;
                }
                Step::End { whole } => {
                    if !whole {
                        let row = self.row.saturating_add(1);
                        let start = self.feature.take().map_or(byte, |feature| feature.byte);
                        out.skip(Origin { file: 0, row, byte: start, len: 0 }, ProblemKind::CutFile, "");
                    }
                    return Ok(());
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, byte: u64) {
        let open = self.meaning(tag.name());
        match open {
            Open::Container => {
                let outer = self.inherited.last().cloned().unwrap_or_default();
                self.inherited.push(outer);
            }
            Open::Feature => self.feature = Some(Feature::new(tag.attribute("id"), byte)),
            Open::Track => {
                if let Some(feature) = &mut self.feature {
                    feature.tracks.push(Track::default());
                }
            }
            Open::Time => self.begin_time(),
            Open::Data => {
                if let Some(feature) = &mut self.feature {
                    feature.data_name = tag.attribute("name");
                }
            }
            Open::Leaf(leaf) => {
                self.text.clear();
                if let (Leaf::Value, Some(feature)) = (leaf, &mut self.feature)
                    && tag.name() == "SimpleData"
                {
                    feature.data_name = tag.attribute("name");
                }
            }
            Open::Other if tag.name() == "link" && self.stack.last() == Some(&Open::Feature) => {
                if let Some(feature) = &mut self.feature {
                    feature.link = tag.attribute("href");
                }
            }
            _ => {}
        }
        self.stack.push(open);
    }

    /// What a tag is by its name and the tag around it. Tags that may stand in other places too, such as the time of a
    /// camera, count only where they belong to an event.
    fn meaning(&self, name: &str) -> Open {
        let parent = self.stack.last().copied().unwrap_or(Open::Container);
        match (parent, name) {
            (Open::Container, "kml" | "Document" | "Folder" | "Create" | "Change" | "Update") => {
                Open::Container
            }
            (Open::Container, "Placemark") => Open::Feature,
            (Open::Container, "NetworkLink") => Open::Link,
            (Open::Link | Open::Other, "href") if self.in_link() => Open::Leaf(Leaf::Href),
            (Open::Container | Open::Feature, "TimeStamp" | "TimeSpan" | "TimeInstant" | "TimePeriod") => {
                Open::Time
            }
            (Open::Time, "when" | "timePosition") | (Open::Track, "when") => Open::Leaf(Leaf::When),
            (Open::Time, "begin") => Open::Leaf(Leaf::Begin),
            (Open::Time, "end") => Open::Leaf(Leaf::End),
            (Open::Feature, "name") => Open::Leaf(Leaf::Name),
            (Open::Feature, "description") => Open::Leaf(Leaf::Description),
            (Open::Feature, "address") => Open::Leaf(Leaf::Address),
            (Open::Feature, "ExtendedData" | "Metadata") | (Open::Data, "Data" | "SchemaData") => Open::Data,
            (Open::Data, "value" | "SimpleData" | "SimpleArrayData") => Open::Leaf(Leaf::Value),
            (Open::Track, "coord") => Open::Leaf(Leaf::TrackCoordinate),
            (Open::Geometry(_), "innerBoundaryIs") => Open::Inner,
            (Open::Geometry(line), "coordinates") => Open::Leaf(Leaf::Coordinates(line)),
            (Open::Feature | Open::Geometry(_) | Open::Bag, _) => geometry(name),
            (Open::Model, "Location") => Open::Model,
            (Open::Model, "longitude") => Open::Leaf(Leaf::Longitude),
            (Open::Model, "latitude") => Open::Leaf(Leaf::Latitude),
            _ => Open::Other,
        }
    }

    fn in_link(&self) -> bool {
        self.stack.contains(&Open::Link)
    }

    /// A container's own time takes the place of the one that it has from outside.
    fn begin_time(&mut self) {
        if self.feature.is_none()
            && let Some(times) = self.inherited.last_mut()
        {
            *times = Times::default();
        }
    }

    fn close(&mut self, end: u64, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        match self.stack.pop() {
            Some(Open::Container) => {
                let _ = self.inherited.pop();
            }
            Some(Open::Feature) => {
                if let Some(feature) = self.feature.take() {
                    let inherited = self.inherited.last().cloned().unwrap_or_default();
                    self.half_spans += feature.push(&mut self.row, end, &inherited, out)?;
                }
            }
            Some(Open::Leaf(leaf)) => self.leaf(leaf),
            _ => {}
        }
        Ok(())
    }

    fn leaf(&mut self, leaf: Leaf) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if leaf == Leaf::Href {
            self.links.push(text.to_owned());
            return;
        }
        let in_track = self.stack.last() == Some(&Open::Track);
        let Some(feature) = &mut self.feature else {
            if let Some(times) = self.inherited.last_mut() {
                set_time(times, leaf, text);
            }
            return;
        };
        match leaf {
            Leaf::Name => text.clone_into(&mut feature.name),
            Leaf::Description => text.clone_into(&mut feature.description),
            Leaf::Address => text.clone_into(&mut feature.address),
            Leaf::When if in_track => feature.track_time(text),
            Leaf::When | Leaf::Begin | Leaf::End => set_time(&mut feature.times, leaf, text),
            Leaf::Coordinates(line) => feature.coordinates(text, line == Line::Yes),
            Leaf::TrackCoordinate => feature.track_position(text),
            Leaf::Longitude => feature.model.0 = text.parse().unwrap_or(f64::NAN),
            Leaf::Latitude => {
                feature.model.1 = text.parse().unwrap_or(f64::NAN);
                feature.model_position();
            }
            Leaf::Value => feature.data_value(text),
            Leaf::Href => {}
        }
    }

    fn nothing_found(&self) -> String {
        match self.links.as_slice() {
            [] => "there is no placemark in it".to_owned(),
            [one] => format!("it only links to another file ({one}); fetch that file and open it"),
            [first, ..] => format!(
                "it only links to {} other files (the first is {first}); fetch them and open those",
                self.links.len()
            ),
        }
    }
}

fn geometry(name: &str) -> Open {
    match name {
        "LineString" => Open::Geometry(Line::Yes),
        "Point" | "LinearRing" | "Polygon" | "MultiGeometry" | "outerBoundaryIs" => Open::Geometry(Line::No),
        "MultiTrack" => Open::Bag,
        "Track" => Open::Track,
        "Model" => Open::Model,
        _ => Open::Other,
    }
}

fn set_time(times: &mut Times, leaf: Leaf, text: &str) {
    match leaf {
        Leaf::When => text.clone_into(&mut times.when),
        Leaf::Begin => text.clone_into(&mut times.begin),
        Leaf::End => text.clone_into(&mut times.end),
        _ => {}
    }
}

#[cfg(test)]
#[path = "kml_tests.rs"]
mod tests;
