//! GPX from phones and receivers: waypoints, and tracks and routes as one event each.

use super::dates::{DayOrder, parse};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::geometry::{Spot, spot_of_points};
use super::html::plain;
use super::input::Input;
use super::kinds::in_words;
use super::kml_feature::between;
use super::problem::ProblemKind;
use super::rows::bad_position;
use super::sink::FileSink;
use super::xml::{Step, Tag, Xml, root};
use crate::model::{BAD_DATE, BAD_PLACE, Detail, Draft, Origin, PlacePrecision, Source, When};

/// GPX.
pub struct Gpx;

impl Format for Gpx {
    fn id(&self) -> &'static str {
        "gpx"
    }

    fn label(&self) -> &'static str {
        "GPX"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gpx"]
    }

    fn what(&self) -> &'static str {
        "waypoints with their times, tracks and routes as one event each with its span; names, descriptions, types, links"
    }

    fn shape(&self) -> Shape {
        Shape::Xml
    }

    fn sniff(&self, head: &Head) -> Fit {
        if root(head).as_deref() == Some("gpx") { Fit::Sure } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut walk = Walk { max_text: input.limits().field_bytes, ..Walk::default() };
        let mut xml = Xml::new(input);
        walk.all(&mut xml, out)?;
        if walk.row == 0 {
            return Err(ReadError::NoEvents("there is neither a waypoint nor a track in it".to_owned()));
        }
        Ok(())
    }
}

#[derive(Default)]
struct Walk {
    /// The names of the open tags.
    stack: Vec<String>,
    feature: Option<Feature>,
    text: String,
    max_text: usize,
    row: u32,
}

/// A waypoint, track or route while its tags go by.
#[derive(Default)]
struct Feature {
    byte: u64,
    depth: usize,
    is_line: bool,
    name: String,
    description: String,
    comment: String,
    source: String,
    kind: String,
    link: String,
    points: Vec<(f64, f64)>,
    when: Option<When>,
    bad_time: Option<String>,
}

impl Walk {
    fn all(&mut self, xml: &mut Xml<'_, '_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        loop {
            let byte = xml.next_byte();
            match xml.step()? {
                Step::Open(tag) => self.open(&tag, byte),
                Step::Text(text) => {
                    self.text.push_str(&text);
                    self.text.truncate(self.text.floor_char_boundary(self.max_text));
                }
                Step::Close => {
                    let end = xml.next_byte();
                    self.close(end, out)?;
                }
                Step::End { whole } => {
                    if !whole {
                        let start = self.feature.take().map_or(byte, |feature| feature.byte);
                        let at = Origin { file: 0, row: self.row.saturating_add(1), byte: start, len: 0 };
                        out.skip(at, ProblemKind::CutFile, "");
                    }
                    return Ok(());
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, byte: u64) {
        self.text.clear();
        let name = tag.name();
        let depth = self.stack.len();
        if self.feature.is_none() && matches!(name, "wpt" | "trk" | "rte") {
            self.feature = Some(Feature { byte, depth, is_line: name != "wpt", ..Feature::default() });
        }
        if let Some(feature) = &mut self.feature {
            if matches!(name, "wpt" | "trkpt" | "rtept") {
                let degrees = |key: &str| tag.attribute(key).trim().parse().unwrap_or(f64::NAN);
                feature.points.push((degrees("lon"), degrees("lat")));
            }
            if name == "link" && depth == feature.depth + 1 {
                feature.link = tag.attribute("href");
            }
        }
        self.stack.push(name.to_owned());
    }

    fn close(&mut self, end: u64, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let name = self.stack.pop().unwrap_or_default();
        let depth = self.stack.len();
        let Some(feature) = &mut self.feature else { return Ok(()) };
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if depth == feature.depth {
            let Some(feature) = self.feature.take() else { return Ok(()) };
            self.row = self.row.saturating_add(1);
            let len = u32::try_from(end.saturating_sub(feature.byte)).unwrap_or(u32::MAX);
            return feature.push(Origin { file: 0, row: self.row, byte: feature.byte, len }, out);
        }
        let own = depth == feature.depth + 1;
        match name.as_str() {
            "time" => feature.time(text),
            "name" if own => text.clone_into(&mut feature.name),
            "desc" if own => text.clone_into(&mut feature.description),
            "cmt" if own => text.clone_into(&mut feature.comment),
            "src" if own => text.clone_into(&mut feature.source),
            "type" if own => text.clone_into(&mut feature.kind),
            "url" if own && feature.link.is_empty() => text.clone_into(&mut feature.link),
            _ => {}
        }
        Ok(())
    }
}

impl Feature {
    fn time(&mut self, text: &str) {
        match parse(text, DayOrder::DayFirst) {
            Some(when) => self.when = Some(self.when.map_or(when, |before| between(before, when))),
            None if text.is_empty() => {}
            None => self.bad_time = Some(text.to_owned()),
        }
    }

    fn push(&self, at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut flags = 0;
        if let Some(text) = &self.bad_time {
            out.problem(at, ProblemKind::BadDate, "time", text, "not used");
            flags |= if self.when.is_none() { BAD_DATE } else { 0 };
        }
        let (place, place_precision) = match spot_of_points(&self.points, self.is_line) {
            Spot::At(place, precision) => (Some(place), precision),
            Spot::Nowhere => (None, PlacePrecision::Unknown),
            Spot::Bad(lat, lon) => {
                bad_position((lat, lon), &format!("{lat}, {lon}"), at, out);
                flags |= BAD_PLACE;
                (None, PlacePrecision::Unknown)
            }
        };
        let summary = [&self.description, &self.comment].map(|text| plain(text));
        let [description, comment] = &summary;
        let summary = match (description.is_empty(), comment.is_empty() || comment == description) {
            (true, _) => comment.clone(),
            (false, true) => description.clone(),
            (false, false) => format!("{description}\n{comment}"),
        };
        let source = Source { title: self.source.clone(), url: self.link.clone(), ..Source::default() };
        let detail =
            (!self.link.is_empty()).then(|| Box::new(Detail { sources: vec![source], ..Detail::default() }));
        out.push(Draft {
            title: &self.name,
            summary: &summary,
            when: self.when,
            at: place,
            place_precision,
            kind: in_words(&self.kind, ""),
            event_type: &self.kind,
            source: &self.source,
            origin: at,
            flags,
            detail,
            ..Draft::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_bytes;

    #[test]
    fn waypoints_and_tracks_become_events() {
        let text = r#"<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><metadata><time>2020-01-01T00:00:00Z</time><name>x</name></metadata>
<wpt lat="33.9" lon="70.1"><time>2025-10-11T21:04:00Z</time><name>Gate</name><cmt>closed</cmt><desc>closed</desc><type>Closure</type><link href="https://example.org/a"><text>a</text></link></wpt>
<wpt lat="133.9" lon="70.1"><time>soon</time></wpt>
<trk><name>Patrol</name><trkseg><trkpt lat="33" lon="70"><time>2025-10-12T01:00:00Z</time></trkpt><trkpt lat="33.1" lon="70.1"/></trkseg>
<trkseg><trkpt lat="33.2" lon="70.2"><time>2025-10-12T03:00:00Z</time><name>not the track's</name></trkpt></trkseg></trk></gpx>"#;
        let loaded = load_bytes("x.gpx", text.as_bytes());
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("gpx", 3, 3));
        assert_eq!(
            (report.problems.count(ProblemKind::BadDate), report.problems.count(ProblemKind::BadPlace)),
            (1, 0)
        );
        assert_eq!(report.problems.count(ProblemKind::SwappedAxes), 1);
        let events: Vec<_> = loaded.dataset.events().collect();
        assert_eq!((events[0].title().as_str(), events[0].summary().as_ref()), ("Gate", "closed"));
        assert_eq!(events[0].detail().sources[0].url, "https://example.org/a");
        assert_eq!(
            (events[1].title().as_str(), events[1].place_precision()),
            ("Patrol", PlacePrecision::Line)
        );
        assert_eq!(events[1].when().unwrap().span.secs(), 7201);
        assert_eq!(events[2].flags(), BAD_DATE | BAD_PLACE);
    }

    #[test]
    fn an_empty_and_a_cut_file_are_named() {
        let error = |text: &str| load_bytes("x", text.as_bytes()).reports[0].error.clone();
        assert!(error("<gpx><metadata/></gpx>").unwrap().contains("neither a waypoint nor a track"));
        let report = &load_bytes("x", b"<gpx><wpt lat='1' lon='2'/><wpt lat='1'".as_slice()).reports[0];
        assert_eq!((report.rows_loaded(), report.rows_skipped(), &report.error), (1, 1, &None));
    }
}
