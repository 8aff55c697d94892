//! KML and GPX that are deep, endless, broken or would reach out.

use super::animal::{Animal, large, made, small};

/// A map with this inside.
pub fn kml(inside: &str) -> String {
    format!("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>{inside}</Document></kml>")
}

/// A place on it with this inside.
pub fn mark(inside: &str) -> String {
    format!("<Placemark><name>A</name>{inside}</Placemark>")
}

const WHEN: &str = "<TimeStamp><when>2025-10-11</when></TimeStamp>";
const POINT: &str = "<Point><coordinates>70.1,33.9,0</coordinates></Point>";

/// A place that is in order.
pub fn good() -> String {
    mark(&format!("{WHEN}{POINT}"))
}

pub fn animals() -> Vec<Animal> {
    [deep(), entities(), broken(), endless(), values(), gpx()].into_iter().flatten().collect()
}

fn deep() -> Vec<Animal> {
    vec![
        made("deep-folders.kml", "kml 1+0 ! nested more than 64 levels deep", || {
            kml(&(good() + &"<Folder>".repeat(100_000) + &good() + &"</Folder>".repeat(100_000))).into_bytes()
        }),
        made("deep-in-a-placemark.kml", "kml 1+0 ! nested more than 64 levels deep", || {
            kml(&(good() + &mark(&"<MultiGeometry>".repeat(10_000)))).into_bytes()
        }),
        made("100000-folders-side-by-side.kml", "kml 1+0", || {
            kml(&("<Folder/>".repeat(100_000) + &good())).into_bytes()
        }),
        made("300-attributes.kml", "kml 1+0 ! more than 256 attributes", || {
            let many: String = (0..300).map(|n| format!(" a{n}='1'")).collect();
            kml(&format!("{}<Folder{many}>{}</Folder>", good(), good())).into_bytes()
        }),
    ]
}

fn entities() -> Vec<Animal> {
    let with = |subset: &str, inside: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE kml [{subset}]>{}",
            kml(&mark(&format!("{WHEN}<description>{inside}</description>")))
        )
    };
    let lol: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let long = "x".repeat(5_000);
    vec![
        small("billion-laughs.kml", "kml 1+0", with(&format!("<!ENTITY l0 \"lol\">{lol}"), "&l9;")),
        small(
            "square-blow-up.kml",
            "kml 1+0",
            with(&format!("<!ENTITY a \"{long}\">"), &"&a;".repeat(10_000)),
        ),
        small("entity-from-a-file.kml", "kml 1+0", with("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;")),
        small(
            "entity-from-the-net.kml",
            "kml 1+0",
            with("<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;", "&y;"),
        ),
        small(
            "doctype-never-closed.kml",
            "kml 0+1: cut-file 1 ! there is no placemark in it",
            "<!DOCTYPE kml [<!ENTITY a \"b\"><kml><Placemark/></kml>",
        ),
        small(
            "numbers-that-are-no-letters.kml",
            "kml 1+0",
            kml(&mark(
                "<TimeStamp><when>2025-10-11</when></TimeStamp><description>&#0;&#xD800;&#x110000;&#99999999999;&;&#;</description>",
            )),
        ),
        small(
            "include-of-another-file.kml",
            "kml 1+0",
            format!(
                "<kml xmlns:xi=\"http://www.w3.org/2001/XInclude\">{}<xi:include href=\"file:///etc/passwd\"/></kml>",
                good()
            ),
        ),
        small(
            "style-sheet.kml",
            "kml 1+0",
            format!("<?xml-stylesheet href=\"http://127.0.0.1:1/x.xsl\"?>{}", kml(&good())),
        ),
    ]
}

fn broken() -> Vec<Animal> {
    let whole = kml(&(good() + &good()));
    let end = whole.len();
    vec![
        small("cut-in-a-placemark.kml", "kml 1+1: cut-file 1", &whole[..end - 60]),
        small("cut-in-a-tag.kml", "kml 1+1: cut-file 1", &whole[..end - 30]),
        small("tags-crossed.kml", "kml 1+0 ! broken XML", kml(&(good() + "<Folder><b></Folder></b>"))),
        small("close-without-open.kml", "kml 1+0 ! broken XML", kml(&(good() + "</Folder>"))),
        small("comment-never-closed.kml", "kml 1+1: cut-file 1", kml(&(good() + "<!-- "))),
        small("cdata-never-closed.kml", "kml 1+1: cut-file 1", kml(&(good() + "<Placemark><name><![CDATA["))),
        small("instruction-never-closed.kml", "kml 1+1: cut-file 1", kml(&(good() + "<?x "))),
        small("nul-in-xml.kml", "kml 1+0", kml(&good()).replace(">A<", ">A\0B<")),
        small("utf-16.kml", "kml 1+0", {
            let text = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", kml(&good()));
            text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        }),
        small(
            "encoding-that-is-a-lie.kml",
            "kml 1+0",
            format!("<?xml version=\"1.0\" encoding=\"UTF-32\"?>{}", kml(&good())),
        ),
        small(
            "picture.svg",
            "! it is XML",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        ),
        small(
            "feed.rss",
            "! it is XML",
            "<rss version=\"2.0\"><channel><item><pubDate>x</pubDate></item></channel></rss>",
        ),
    ]
}

fn endless() -> Vec<Animal> {
    vec![
        large("text-over-the-limit.kml", "kml 1+0 ! longer than 8388608 bytes", || {
            kml(&(good() + &mark(&"x".repeat(9 << 20)))).into_bytes()
        }),
        large("attribute-over-the-limit.kml", "kml 1+0 ! longer than 8388608 bytes", || {
            kml(&format!("{}<Folder id=\"{}\"/>", good(), "x".repeat(9 << 20))).into_bytes()
        }),
        large("many-texts-in-one-placemark.kml", "kml 2+0", || {
            kml(&(good() + &mark(&"<description>xxxxxxxxxxxxxxxxxxxxxxxx</description>".repeat(2_000_000))))
                .into_bytes()
        }),
        large("300000-placemarks.kml", "kml 300000+0", || kml(&"<Placemark/>".repeat(300_000)).into_bytes()),
        large("two-million-coordinates.kml", "kml 1+0", || {
            kml(&mark(&format!(
                "{WHEN}<LineString><coordinates>{}</coordinates></LineString>",
                "1,2 ".repeat(2_000_000)
            )))
            .into_bytes()
        }),
    ]
}

fn values() -> Vec<Animal> {
    let at = |coordinates: &str| {
        kml(&mark(&format!("{WHEN}<Point><coordinates>{coordinates}</coordinates></Point>")))
    };
    let on = |when: &str| kml(&mark(&format!("<TimeStamp><when>{when}</when></TimeStamp>{POINT}")));
    let bad = "kml 1+0: bad-place 1";
    vec![
        small("no-placemarks.kml", "kml 0+0 ! there is no placemark in it", kml("")),
        small(
            "link-to-the-net-alone.kml",
            "kml 0+0 ! it only links to another file (http://127.0.0.1:1/)",
            kml("<NetworkLink><Link><href>http://127.0.0.1:1/</href></Link></NetworkLink>"),
        ),
        small("coordinates-nan.kml", bad, at("NaN,inf,0")),
        small("coordinates-1e999.kml", bad, at("1e999,33.9")),
        small("coordinates-91.kml", "kml 1+0: swapped-axes 1", at("70.1,91")),
        small("coordinates-of-words.kml", bad, at("north of the town")),
        small("coordinates-empty.kml", "kml 1+0", at("")),
        small("coordinates-with-blanks.kml", "kml 1+0", at(" \n 70.1 , 33.9 , 0 \t")),
        small("time-month-13.kml", "kml 1+0: bad-date 1", on("2025-13-01")),
        small("time-year-1e9.kml", "kml 1+0: bad-date 1", on("1000000000-01-01")),
        small(
            "time-reversed.kml",
            "kml 1+0: reversed-dates 1",
            kml(&mark("<TimeSpan><begin>2025-10-12</begin><end>2025-10-01</end></TimeSpan>")),
        ),
        small(
            "track-of-unequal-lists.kml",
            "kml 1+0",
            kml(&mark(
                "<gx:Track><when>2025-10-11T01:00:00Z</when><when>2025-10-11T02:00:00Z</when><gx:coord>70 33 0</gx:coord></gx:Track>",
            )),
        ),
        small("names-turned-round.kml", "kml 1+0", kml(&good()).replace(">A<", ">\u{202e}A\u{200b}<")),
    ]
}

fn gpx() -> Vec<Animal> {
    let gpx = |inside: &str| {
        format!("<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">{inside}</gpx>")
    };
    let point =
        |lat: &str, time: &str| gpx(&format!("<wpt lat=\"{lat}\" lon=\"70.1\"><time>{time}</time></wpt>"));
    let segment = "<trkpt lat=\"33\" lon=\"70\"><time>2025-10-12T01:00:00Z</time></trkpt>".repeat(50_000);
    vec![
        small("waypoint-nan.gpx", "gpx 1+0: bad-place 1", point("NaN", "2025-10-11T01:00:00Z")),
        small("waypoint-91.gpx", "gpx 1+0: swapped-axes 1", point("91", "2025-10-11T01:00:00Z")),
        small("waypoint-month-13.gpx", "gpx 1+0: bad-date 1", point("33.9", "2025-13-11T01:00:00Z")),
        small(
            "waypoint-cut.gpx",
            "gpx 1+1: cut-file 1",
            &gpx(&"<wpt lat=\"33.9\" lon=\"70.1\"><name>A</name></wpt>".repeat(2))[..150],
        ),
        small("nothing-in-it.gpx", "gpx 0+0 ! there is neither a waypoint nor a track in it", gpx("")),
        small("track-of-50000-points.gpx", "gpx 1+0", gpx(&format!("<trk><trkseg>{segment}</trkseg></trk>"))),
        made("deep-extensions.gpx", "gpx 0+0 ! nested more than 64 levels deep", move || {
            gpx(&format!("<wpt lat=\"1\" lon=\"2\"><extensions>{}", "<a>".repeat(1000))).into_bytes()
        }),
    ]
}
