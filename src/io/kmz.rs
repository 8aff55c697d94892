//! KMZ: a ZIP archive with a KML file in it.

use std::sync::Arc;

use super::archive::{Archive, names_in};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kml::Kml;
use super::sink::FileSink;

/// KMZ.
pub struct Kmz;

impl Format for Kmz {
    fn id(&self) -> &'static str {
        "kmz"
    }

    fn label(&self) -> &'static str {
        "KMZ"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["kmz"]
    }

    fn what(&self) -> &'static str {
        "as KML; doc.kml, or else the first KML file in the archive"
    }

    fn shape(&self) -> Shape {
        Shape::Xml
    }

    fn holds_others(&self) -> bool {
        true
    }

    fn sniff(&self, head: &Head) -> Fit {
        if !head.bytes.starts_with(b"PK\x03\x04") {
            return Fit::No;
        }
        let names = names_in(head);
        if names.iter().any(|name| is_kml(name)) {
            return Fit::Sure;
        }
        // Pictures may come first and fill the head.
        let other = ["[Content_Types].xml", "mimetype", "content.xml"];
        let known = names.iter().any(|name| other.contains(&name.as_str()) || name.starts_with("xl/"));
        if known || head.whole { Fit::No } else { Fit::Maybe }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut archive = Archive::open(input.raw()?, input.limits())?;
        let mut names: Vec<String> = archive.names().into_iter().filter(|name| is_kml(name)).collect();
        // doc.kml is the one that is meant; a stable sort keeps the order of the others.
        names.sort_by_key(|name| !name.eq_ignore_ascii_case("doc.kml"));
        let Some(name) = names.first() else {
            return Err(ReadError::NoEvents("there is no KML file in the archive".to_owned()));
        };
        let text = archive.unpack(name)?;
        drop(archive);
        let mut inner = input.unpacked(name, &Arc::from(text))?;
        out.read_from(&inner, format!("{} in {name}", inner.decision().in_words()));
        if let [_, others @ ..] = names.as_slice()
            && !others.is_empty()
        {
            out.note(format!("Read from {name}; not read: {}.", listed(others)));
        }
        Kml.read(&mut inner, out)
    }
}

fn is_kml(name: &str) -> bool {
    let end = name.len().saturating_sub(4);
    name.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".kml")) && !name.starts_with("__MACOSX")
}

/// The first five names, and how many more there are.
pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    let more = names.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::zip_of;
    use crate::io::load_bytes;

    const KML: &[u8] =
        b"<kml><Placemark><name>A</name><TimeStamp><when>2009</when></TimeStamp></Placemark></kml>";

    #[test]
    fn the_main_file_of_an_archive_is_read() {
        let other = b"<kml><Placemark/><Placemark/></kml>";
        let bytes = zip_of(&[("files/a.png", b"x"), ("other.kml", other), ("doc.kml", KML)]);
        let loaded = load_bytes("map.kmz", bytes);
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_loaded(), &report.error), ("kmz", 1, &None));
        assert_eq!(report.notes, ["Read from doc.kml; not read: other.kml."]);
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!((event.title().as_str(), event.when().unwrap().in_short().as_str()), ("A", "2009"));
        assert!(report.encoding.contains("doc.kml"), "{}", report.encoding);
    }

    #[test]
    fn an_archive_without_kml_and_a_bomb_are_named() {
        let noise: Vec<u8> =
            (0..400_000_u32).flat_map(|i| (i.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect();
        let report = &load_bytes("x.kmz", zip_of(&[("a.png", &noise)])).reports[0];
        assert_eq!(report.error.as_deref(), Some("it holds no events: there is no KML file in the archive"));
        let bomb = [b"<kml>".as_slice(), &vec![b' '; 8 << 20], b"</kml>"].concat();
        let report = &load_bytes("x.kmz", zip_of(&[("doc.kml", &bomb)])).reports[0];
        assert!(report.error.as_ref().unwrap().contains("more than 200 times"), "{:?}", report.error);
    }
}
