//! KML as map makers, phones and feeds write it.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{BAD_DATE, BAD_PLACE, PlacePrecision, Precision};

fn kml(inner: &str) -> Loaded {
    let text = format!(
        "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"x\"><Document>{inner}</Document></kml>"
    );
    load_bytes("map.kml", text.into_bytes())
}

fn placemark(inner: &str) -> String {
    format!("<Placemark id=\"p\"><name>A</name>{inner}</Placemark>")
}

fn when(inner: &str) -> String {
    let loaded = kml(&placemark(inner));
    loaded.dataset.events().next().unwrap().when().map_or("none".to_owned(), |w| w.in_words())
}

fn spot(inner: &str) -> String {
    let loaded = kml(&placemark(inner));
    let event = loaded.dataset.events().next().unwrap();
    let at = event.at().map_or("nowhere".to_owned(), |at| format!("{} {}", at.lon(), at.lat()));
    format!("{at} {}", event.place_precision().id())
}

#[test]
fn stamps_and_spans_keep_their_precision() {
    assert_eq!(when("<TimeStamp><when>2009</when></TimeStamp>"), "some time in 2009");
    assert_eq!(when("<TimeStamp><when> 2009-07 </when></TimeStamp>"), "some time in July 2009");
    assert_eq!(
        when("<TimeStamp><when>2009-07-16T02:30:15+03:00</when></TimeStamp>"),
        "Wednesday 15 July 2009, 23:30:15"
    );
    assert_eq!(
        when("<TimeSpan><begin>2009-02</begin><end>2009-03-04</end></TimeSpan>"),
        "some time within 1 February – 4 March 2009"
    );
    assert_eq!(
        when("<TimeSpan><begin>2009-02-01T22:00:00Z</begin><end>2009-02-02T00:00:00Z</end></TimeSpan>"),
        "between Sunday 1 February 2009, 22:00 and Monday 2 February 2009, 00:00"
    );
    assert_eq!(
        when("<TimeSpan><begin>2009-02-01T00:00:00Z</begin><end>2009-02-02T00:00:00Z</end></TimeSpan>"),
        "Sunday 1 February 2009"
    );
    assert_eq!(when("<TimeSpan><begin>2009-02</begin><end/></TimeSpan>"), "some time in February 2009");
    assert_eq!(when("<gx:TimeSpan><end>2009</end></gx:TimeSpan>"), "some time in 2009");
    assert_eq!(when("<description>no time</description>"), "none");
    assert_eq!(when("<Camera><gx:TimeStamp><when>2009</when></gx:TimeStamp></Camera>"), "none");
}

#[test]
fn half_a_span_is_said_aloud() {
    let loaded = kml(&placemark("<TimeSpan><begin>2009</begin></TimeSpan>"));
    assert!(loaded.reports[0].notes[0].contains("only one end is given: 1"));
}

#[test]
fn folders_hand_down_their_time() {
    let time = |t: &str| format!("<TimeStamp><when>{t}</when></TimeStamp>");
    let inner = format!(
        "<Folder>{}{p}<Folder>{}{p}</Folder><Folder>{p}</Folder>{}</Folder>{p}",
        time("2001"),
        time("2002"),
        placemark(&time("2003")),
        p = placemark("")
    );
    let loaded = kml(&inner);
    let mut years: Vec<String> =
        loaded.dataset.events().map(|e| e.when().map_or("none".to_owned(), |w| w.in_short())).collect();
    years.sort();
    assert_eq!(years, ["2001", "2001", "2002", "2003", "none"]);
}

#[test]
fn places_are_as_sure_as_their_shape() {
    assert_eq!(spot("<Point><coordinates>\n 70.1 , 33.9 , 0 \n</coordinates></Point>"), "70.1 33.9 exact");
    assert_eq!(
        spot("<LineString><coordinates>70,33 70.5,33.5,7\n71,34</coordinates></LineString>"),
        "70.5 33.5 line"
    );
    let ring = "<LinearRing><coordinates>70,33 71,33 71,34 70,34</coordinates></LinearRing>";
    let hole =
        "<innerBoundaryIs><LinearRing><coordinates>1,1 2,2</coordinates></LinearRing></innerBoundaryIs>";
    let polygon = format!("<Polygon>{hole}<outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>");
    assert_eq!(spot(&polygon), "70.5 33.5 district");
    let both = "<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4</coordinates></Point></MultiGeometry>";
    assert_eq!(spot(both), "1 2 exact");
    assert_eq!(
        spot("<Model><Location><longitude>7</longitude><latitude>8</latitude></Location></Model>"),
        "7 8 exact"
    );
}

#[test]
fn coordinates_that_are_no_place_leave_the_event_without_one() {
    for bad in ["NaN,33", "inf,2", "70,133", "70", "a,b"] {
        let loaded = kml(&placemark(&format!("<Point><coordinates>{bad}</coordinates></Point>")));
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!((event.at(), event.flags()), (None, BAD_PLACE), "{bad}");
    }
    assert_eq!(spot("<Point><coordinates> </coordinates></Point>"), "nowhere unknown");
}

#[test]
fn a_track_is_one_event_with_its_span() {
    let track = |day: &str| {
        format!(
            "<gx:Track><when>2010-05-{day}T02:02:09Z</when><when>2010-05-{day}T02:02:56Z</when>\
             <gx:coord>70.1 33.1 9</gx:coord><gx:coord>70.2 33.2 9</gx:coord></gx:Track>"
        )
    };
    let loaded = kml(&placemark(&format!("<gx:MultiTrack>{}{}</gx:MultiTrack>", track("28"), track("29"))));
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.problems.total()), (2, 2, 0));
    let events: Vec<_> = loaded.dataset.events().collect();
    assert_eq!((events[0].id(), events[1].id()), ("p", "p#2"));
    let when = events[0].when().unwrap();
    assert_eq!((when.precision, when.span.secs()), (Precision::Range, 48));
    assert_eq!(events[0].place_precision(), PlacePrecision::Line);
    assert!((events[0].at().unwrap().lon() - 70.2).abs() < 1e-6);
}

#[test]
fn extended_data_tell_what_the_map_does_not_show() {
    let data = |name: &str, value: &str| format!("<Data name=\"{name}\"><value>{value}</value></Data>");
    let inner = format!(
        "<description><![CDATA[<b>Shelling</b><br>at the gate]]></description><ExtendedData>{}{}{}\
         <SchemaData><SimpleData name=\"country\">Pakistan</SimpleData></SchemaData></ExtendedData>\
         <Point><coordinates>70.1,33.9</coordinates></Point>",
        data("Event Date", "12 October 2025"),
        data("fatalities", "4"),
        data("type", "Shelling"),
    );
    let loaded = kml(&placemark(&inner));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_short(), "12 Oct 2025");
    assert_eq!((event.title().as_str(), event.summary().as_ref()), ("A", "Shelling\nat the gate"));
    assert_eq!((event.toll().unwrap().best, event.place().country.as_str()), (4, "Pakistan"));
}

#[test]
fn a_date_that_cannot_be_read_is_counted() {
    let loaded = kml(&placemark("<TimeStamp><when>2009-13-40</when></TimeStamp>"));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.when(), event.flags()), (None, BAD_DATE));
    assert_eq!(loaded.reports[0].problems.count(ProblemKind::BadDate), 1);
}

#[test]
fn a_file_of_links_says_that_it_holds_no_data() {
    let loaded = kml(
        "<NetworkLink><name>Live</name><Link><href>https://example.org/live.kml</href></Link></NetworkLink>",
    );
    let error = loaded.reports[0].error.clone().unwrap();
    assert_eq!(
        error,
        "it holds no events: it only links to another file (https://example.org/live.kml); fetch that file and open it"
    );
}

#[test]
fn old_namespaces_none_and_prefixes_are_read_alike() {
    let inner = placemark("<TimeStamp><when>2009</when></TimeStamp>");
    let prefixed = inner.replace("</", "<!/").replace('<', "<k:").replace("<k:!/", "</k:");
    for text in [
        format!("<kml xmlns=\"http://earth.google.com/kml/2.0\">{inner}</kml>"),
        format!("<kml>{inner}</kml>"),
        format!("<k:kml xmlns:k=\"u\">{prefixed}</k:kml>"),
        inner.clone(),
    ] {
        let loaded = load_bytes("x", text.clone().into_bytes());
        assert_eq!(loaded.reports[0].format, "kml", "{text}");
        let when = loaded.dataset.events().next().unwrap().when().unwrap();
        assert_eq!(when.in_words(), "some time in 2009", "{text}");
    }
}

#[test]
fn hostile_and_cut_files_keep_what_came_before() {
    let good = placemark("<TimeStamp><when>2009</when></TimeStamp>");
    let head = format!("<kml><Document>{good}");
    let cases = [
        (format!("{head}{}", "<Folder>".repeat(1500)), "64 levels"),
        (format!("{head}</Folder>"), "broken XML"),
    ];
    for (text, error) in cases {
        let report = &load_bytes("x", text.into_bytes()).reports[0];
        assert_eq!(report.rows_loaded(), 1);
        assert!(report.error.as_ref().unwrap().contains(error), "{:?}", report.error);
    }
    let report = &load_bytes("x", format!("{head}<Placemark><na").into_bytes()).reports[0];
    assert_eq!((report.rows_loaded(), report.rows_skipped(), &report.error), (1, 1, &None));
    assert_eq!(report.problems.count(ProblemKind::CutFile), 1);
}

#[test]
fn a_placemark_is_found_again_at_its_bytes() {
    let text = format!("\u{feff}<kml>{}</kml>", placemark("<description>Kurram کرم</description>"));
    let loaded = load_bytes("x", text.clone().into_bytes());
    let origin = loaded.dataset.events().next().unwrap().origin();
    let start = usize::try_from(origin.byte).unwrap();
    let found = &text[start..start + origin.len as usize];
    assert!(found.starts_with("<Placemark") && found.ends_with("</Placemark>"), "{found}");
}
