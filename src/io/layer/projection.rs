//! Whether coordinates are degrees on WGS84, or so near to it that no map here can show the difference.

use memchr::memmem::find;

use super::LayerError;

/// Codes of coordinate systems in degrees that differ from WGS84 by a few metres at most: WGS84 itself, ETRS89, NAD83, GDA94.
const NEAR: [&str; 6] = ["CRS84", "4326", "4258", "4269", "4283", "null"];

/// Checks the `crs` member that older `GeoJSON` files have.
pub(super) fn check_crs(value: &[u8]) -> Result<(), LayerError> {
    if NEAR.iter().any(|name| find(value, name.as_bytes()).is_some()) {
        return Ok(());
    }
    let said: String =
        String::from_utf8_lossy(value).chars().filter(|c| !"{}\"".contains(*c)).take(120).collect();
    Err(LayerError::NotWgs84(format!("another system ({})", said.trim())))
}

/// Checks the `.prj` file of a shapefile (well-known text).
pub(super) fn check_prj(text: &[u8]) -> Result<(), LayerError> {
    let text = String::from_utf8_lossy(text.get(..4096).unwrap_or(text)).into_owned();
    let name = text.split('"').nth(1).unwrap_or("an unknown system").to_owned();
    let folded = text.to_ascii_uppercase().replace([' ', '_', '-'], "");
    let is_geographic =
        ["GEOGCS", "GEOGCRS", "GEODCRS", "GEODETICCRS"].iter().any(|word| folded.starts_with(word));
    let is_near = [
        "WGS1984",
        "WGS84",
        "ETRS89",
        "ETRS1989",
        "NAD83",
        "NORTHAMERICAN1983",
        "NORTHAMERICANDATUM1983",
        "GDA94",
    ]
    .iter()
    .any(|word| folded.contains(word));
    if is_geographic && is_near || folded.trim().is_empty() {
        return Ok(());
    }
    Err(LayerError::NotWgs84(format!("“{name}”")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_pass_and_metres_are_named() {
        let wgs =
            br#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]"#;
        assert!(check_prj(wgs).is_ok());
        let utm = br#"PROJCS["WGS_1984_UTM_Zone_42N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]]"#;
        let error = check_prj(utm).unwrap_err().to_string();
        assert!(error.contains("WGS_1984_UTM_Zone_42N") && error.contains("EPSG:4326"), "{error}");
        assert!(check_prj(br#"GEOGCS["GCS_Kandawala",DATUM["D_Kandawala"]]"#).is_err());
        assert!(
            check_crs(br#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#).is_ok()
        );
        let mercator = check_crs(br#"{"type":"name","properties":{"name":"EPSG:3857"}}"#).unwrap_err();
        assert!(mercator.to_string().contains("EPSG:3857"));
    }
}
