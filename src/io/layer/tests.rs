//! Each format of layers, whole and broken.

use super::*;

fn read(name: &str, bytes: impl AsRef<[u8]>) -> ReadLayer {
    read_layer_bytes(name, bytes.as_ref(), &LayerLimits::default()).unwrap()
}

fn error(bytes: impl AsRef<[u8]>) -> String {
    read_layer_bytes("x", bytes.as_ref(), &LayerLimits::default()).unwrap_err().to_string()
}

fn names(read: &ReadLayer) -> Vec<&str> {
    read.layer.shapes.iter().map(|shape| shape.name.as_str()).collect()
}

const SQUARE: &str = "[[70,33],[71,33],[71,34],[70,34],[70,33]]";

#[test]
fn geojson_with_all_its_geometries() {
    let hole = "[[70.4,33.4],[70.6,33.4],[70.6,33.6],[70.4,33.4]]";
    let feature = |name: &str, geometry: String| {
        format!(r#"{{"type":"Feature","properties":{{"name":"{name}","ADM9":1}},"geometry":{geometry}}}"#)
    };
    let features = [
        feature("a", format!(r#"{{"type":"Polygon","coordinates":[{SQUARE},{hole}]}}"#)),
        feature("b", format!(r#"{{"type":"MultiPolygon","coordinates":[[{SQUARE}],[{SQUARE}]]}}"#)),
        feature(
            "c",
            r#"{"type":"MultiLineString","coordinates":[[[70,33],[71,34]],[[60,30],[61,31]]]}"#.to_owned(),
        ),
        feature(
            "d",
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[70,33,900]}]}"#
                .to_owned(),
        ),
    ];
    let text = format!(r#"{{"type":"FeatureCollection","name":"Mine","features":[{}]}}"#, features.join(","));
    let found = read("x.geojson", text);
    assert_eq!((found.format, found.layer.name.as_str(), found.troubles.count), ("GeoJSON", "Mine", 0));
    assert_eq!(found.layer.counts().in_words(), "2 areas, 1 line, 1 point");
    let [a, b, c, d] = found.layer.shapes.as_slice() else { panic!("{:?}", names(&found)) };
    assert_eq!(
        (a.areas[0].len(), a.areas[0][0].len(), b.areas.len()),
        (2, 4, 2),
        "rings do not repeat a corner"
    );
    assert_eq!((c.lines.len(), d.points.len()), (2, 1));
}

#[test]
fn a_bad_ring_is_counted_and_the_rest_is_there() {
    let rings = format!("[[{SQUARE}],[[[1e999,33],[71,33],[71,34]]],[[[70,33],[71,33]]]]");
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[
        {{"type":"Feature","properties":{{"name":"a"}},"geometry":{{"type":"MultiPolygon","coordinates":{rings}}}}},
        {{"type":"Feature","properties":{{}},"geometry":null}},
        {{"type":"Feature","properties":{{}},"geometry":{{"type":"Circle","coordinates":[1,2]}}}}, 7,
        {{"type":"Feature","properties":{{"na"#
    );
    let found = read("x.geojson", text);
    assert_eq!((names(&found), found.layer.shapes[0].areas.len()), (vec!["a"], 1));
    let said: Vec<String> = found.troubles.examples.iter().map(Trouble::in_words).collect();
    let said = said.join("\n");
    for words in [
        "feature 1: a ring has coordinates that are no place on Earth (inf, 33)",
        "fewer than three corners",
        "feature 2: nothing in it can be drawn",
        "feature 3: “Circle” is no geometry",
        "feature 4: it is no JSON object",
        "feature 5: the file ends in the middle",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert_eq!(found.troubles.count, 6, "{said}");
}

#[test]
fn what_is_no_layer_or_not_in_degrees_is_an_error_that_says_so() {
    let metres = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
        {"type":"Point","coordinates":[554321.2, 3812345.9]}}]}"#;
    assert!(error(metres).contains("no place on Earth (554321.2, 3812345.9)"), "{}", error(metres));
    let crs = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32642"}},"features":[]}"#;
    assert!(error(crs).contains("32642") && error(crs).contains("WGS 84"), "{}", error(crs));
    assert!(error("hello, world\n1,2\n").contains("latitude and longitude"));
    assert!(error("{}").contains("nothing in it can be drawn"));
    assert!(error("").contains("empty"));
    let few = LayerLimits { points: 3, ..LayerLimits::default() };
    let line = r#"{"type":"LineString","coordinates":[[70,33],[71,33],[72,33],[73,33]]}"#;
    let error = read_layer_bytes("x.geojson", line.as_bytes(), &few).unwrap_err().to_string();
    assert!(error.contains("more than 3 points"), "{error}");
}

#[test]
fn topojson_joins_its_arcs() {
    let text = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[70,33]},
        "objects":{"districts":{"type":"GeometryCollection","geometries":[
          {"type":"Polygon","arcs":[[0,1]],"properties":{"ADM2_EN":"West","ADM1_EN":"Khost"}},
          {"type":"Polygon","arcs":[[2,-1]],"properties":{"ADM2_EN":"East"}},
          {"type":"Point","coordinates":[2,2],"properties":{"name":"Town"}},
          {"type":"Polygon","arcs":[[9]],"properties":{"name":"broken"}}]}},
        "arcs":[[[1,0],[0,2]],[[1,2],[-1,0],[0,-2],[1,0]],[[1,0],[1,0],[0,2],[-1,0]]]}"#;
    let found = read("x.topojson", text);
    assert_eq!((found.format, names(&found)), ("TopoJSON", vec!["West", "East", "Town"]));
    let ring = |n: usize| -> Vec<(f64, f64)> {
        found.layer.shapes[n].areas[0][0].iter().map(|p| (p.lon(), p.lat())).collect()
    };
    assert_eq!(ring(0), [(70.5, 33.0), (70.5, 34.0), (70.0, 34.0), (70.0, 33.0)]);
    assert_eq!(ring(1), [(70.5, 33.0), (71.0, 33.0), (71.0, 34.0), (70.5, 34.0)]);
    assert_eq!(found.layer.shapes[0].within, ["Khost"]);
    assert_eq!((found.layer.shapes[2].points[0].lon(), found.troubles.count), (71.0, 1));
}

#[test]
fn kml_areas_lines_and_points_keep_their_names() {
    let text = r#"<kml><Document><name>Front</name><Folder><name>inner</name><Placemark><name>A</name><ExtendedData>
        <Data name="ADM1_EN"><value>Khost</value></Data></ExtendedData><Polygon><innerBoundaryIs><LinearRing>
        <coordinates>70.4,33.4 70.6,33.4 70.6,33.6</coordinates></LinearRing></innerBoundaryIs><outerBoundaryIs><LinearRing>
        <coordinates>70,33,0 71,33,0 71,34,0 70,34,0 70,33,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
        <Placemark><name>L</name><LineString><coordinates>70,33 71,34</coordinates></LineString></Placemark>
        <Placemark><name>P</name><Point><coordinates>70,33</coordinates></Point></Placemark>
        <Placemark><name>bad</name><Point><coordinates>NaN,inf</coordinates></Point></Placemark></Folder></Document></kml>"#;
    let found = read("x.kml", text);
    assert_eq!((found.format, found.layer.name.as_str()), ("KML", "Front"));
    assert_eq!(found.layer.shapes.len(), 3);
    assert_eq!((found.layer.shapes[0].areas[0].len(), found.layer.shapes[0].areas[0][0].len()), (2, 4));
    assert_eq!(found.troubles.count, 1);
    let deep = format!("<kml>{}", "<Folder>".repeat(5_000));
    assert!(error(deep).contains("nested more than"), "a deep file ends with its name");
}

/// A shapefile's record: type and content, with its head.
fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0x27, 0x0A];
    bytes.resize(100, 0);
    for (number, record) in (1_u32..).zip(records) {
        bytes.extend(number.to_be_bytes());
        bytes.extend(u32::try_from(record.len() / 2).unwrap().to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

fn polygon(rings: &[&[(f64, f64)]]) -> Vec<u8> {
    let mut bytes = 5_i32.to_le_bytes().to_vec();
    bytes.extend([0; 32]);
    let counts: Vec<i32> = rings.iter().map(|ring| i32::try_from(ring.len()).unwrap()).collect();
    bytes.extend(i32::try_from(rings.len()).unwrap().to_le_bytes());
    bytes.extend(counts.iter().sum::<i32>().to_le_bytes());
    let mut start = 0_i32;
    for count in counts {
        bytes.extend(start.to_le_bytes());
        start += count;
    }
    for (x, y) in rings.iter().copied().flatten() {
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
    }
    bytes
}

fn dbf(column: &str, cells: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![3, 0, 0, 0];
    bytes.extend(u32::try_from(cells.len()).unwrap().to_le_bytes());
    bytes.extend(65_u16.to_le_bytes());
    bytes.extend(13_u16.to_le_bytes());
    bytes.resize(32, 0);
    let mut name = column.as_bytes().to_vec();
    name.resize(11, 0);
    bytes.extend(name);
    bytes.extend([b'C', 0, 0, 0, 0, 12]);
    bytes.resize(64, 0);
    bytes.push(0x0D);
    for cell in cells {
        let mut cell = [b" ", *cell].concat();
        cell.resize(13, b' ');
        bytes.extend(cell);
    }
    bytes
}

const OUTER: [(f64, f64); 5] = [(70.0, 33.0), (70.0, 34.0), (71.0, 34.0), (71.0, 33.0), (70.0, 33.0)];
const HOLE: [(f64, f64); 4] = [(70.4, 33.4), (70.6, 33.4), (70.6, 33.6), (70.4, 33.4)];

#[test]
fn a_shapefile_with_its_table_and_projection() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("districts.shp");
    let island = OUTER.map(|(x, y)| (x + 3.0, y));
    let records = [polygon(&[&OUTER, &island, &HOLE]), 0_i32.to_le_bytes().to_vec(), polygon(&[&island])];
    std::fs::write(&path, shp(&records)).unwrap();
    std::fs::write(path.with_extension("dbf"), dbf("DIST_34_NA", &[b"Barmal", b"none", b"Spera\xe9"]))
        .unwrap();
    let found = read_layer(&path, &LayerLimits::default(), &Job::default()).unwrap();
    assert_eq!((found.format, found.layer.name.as_str()), ("Shapefile", "districts"));
    assert_eq!((names(&found), found.troubles.count), (vec!["Barmal", "Speraé"], 0));
    let rings: Vec<usize> = found.layer.shapes[0].areas.iter().map(Vec::len).collect();
    assert_eq!(rings, [2, 1], "the hole lies in its own part");
    std::fs::write(path.with_extension("prj"), "PROJCS[\"UTM_42N\",GEOGCS[\"GCS_WGS_1984\"]]").unwrap();
    let error = read_layer(&path, &LayerLimits::default(), &Job::default()).unwrap_err().to_string();
    assert!(error.contains("UTM_42N"), "{error}");
    let table = read_layer(&path.with_extension("dbf"), &LayerLimits::default(), &Job::default());
    assert!(table.unwrap_err().to_string().contains("open districts.shp"));
}

#[test]
fn a_shapefile_that_lies_about_its_sizes_is_counted_and_never_believed() {
    let whole = polygon(&[&OUTER]);
    for (at, value) in [(36, i32::MAX), (40, i32::MAX), (40, -1), (44, 4_000_000), (36, -5), (0, 99)] {
        let mut record = whole.clone();
        record[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let found = read("x.shp", shp(&[whole.clone(), record]));
        assert_eq!(found.layer.shapes.len(), 1, "{at} {value}");
        // One for the table that is not there.
        assert!(found.troubles.count >= 2, "{at} {value}");
    }
    let mut cut = shp(&[whole.clone(), whole]);
    cut.truncate(cut.len() - 20);
    assert_eq!(read("x.shp", cut).layer.shapes.len(), 1);
}

#[test]
fn tables_of_places_with_and_without_a_header() {
    let table = "Name;Other names;Lat;Lon\nLakan;Lakkan|لکڼ;33,3;69,9\n;x;33;70\nNowhere;;x;y\n";
    let found = read("mine.csv", table);
    assert_eq!(
        (found.format, found.layer.name.as_str(), names(&found)),
        ("Table of places", "mine", vec!["Lakan"])
    );
    assert_eq!(found.layer.shapes[0].alt_names, ["Lakkan", "لکڼ"]);
    assert_eq!(found.troubles.count, 2, "{:?}", found.troubles);
    let geonames = "1136863\tKhōst\tKhost\tHost,Matun\t33.33951\t69.92041\tP\tPPLA\tAF\t\t37\t\t\t\t96123\t\t1158\tAsia/Kabul\t2020-01-01\n";
    let found = read("AF.txt", geonames.repeat(2));
    assert_eq!(
        (names(&found), found.layer.shapes[0].alt_names.join("/").as_str()),
        (vec!["Khōst", "Khōst"], "Khost/Host/Matun")
    );
    let endless = format!("name,lat,lon\nA,33,70\n\"{}", "x".repeat(3 << 20));
    assert!(read("x.csv", endless).troubles.examples[0].what.contains("quotation mark"));
}

#[test]
fn a_packed_shapefile_and_a_kmz_are_opened() {
    use crate::io::archive::tests::zip_of;
    let (shp, dbf) = (shp(&[polygon(&[&OUTER])]), dbf("NAME", &[b"Urgun"]));
    let zipped = zip_of(&[("a/d.shp", &shp), ("a/d.dbf", &dbf), ("a/d.shx", b"")]);
    assert_eq!(names(&read("d.zip", zipped)), ["Urgun"]);
    let kml =
        b"<kml><Placemark><name>P</name><Point><coordinates>70,33</coordinates></Point></Placemark></kml>";
    assert_eq!(read("d.kmz", zip_of(&[("doc.kml", kml)])).format, "KMZ");
    assert!(error(zip_of(&[("a.txt", b"x")])).contains("neither a shapefile nor a KML"));
}

#[test]
fn no_layer_with_bytes_changed_or_cut_ends_the_program() {
    use std::path::PathBuf;
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/layers");
    let files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 5, "{files:?}");
    // Numbers that are always the same (Marsaglia, "Xorshift RNGs", 2003).
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let (mut read, mut refused) = (0, 0);
    let limits = LayerLimits { points: 1_000, ..LayerLimits::default() };
    for path in &files {
        let whole = std::fs::read(path).unwrap();
        assert!(read_layer_bytes("x", &whole, &limits).is_ok(), "{path:?}");
        for _ in 0..400 {
            let mut bytes = whole.clone();
            for _ in 0..=next(3) {
                let at = next(bytes.len());
                bytes[at] = [0, 0xFF, b'9', b'[', b'"', b'-', b'<', b'{'][next(8)];
            }
            if next(4) == 0 {
                bytes.truncate(next(bytes.len()));
            }
            match read_layer_bytes("x", &bytes, &limits) {
                Ok(_) => read += 1,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    refused += 1;
                }
            }
        }
    }
    assert!(read > 200 && refused > 200, "{read} {refused}");
}
