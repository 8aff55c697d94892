//! Which of a feature's properties say what it is called and what it lies in: by the names that map makers use.

/// What a feature is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub alt_names: Vec<String>,
    pub within: Vec<String>,
}

/// Properties that hold the name, best first: simple ones, geoBoundaries', Natural Earth's, AIMS's, then anything.
const NAMES: [&str; 22] = [
    "name",
    "name_en",
    "shapename",
    "nameeng",
    "name_eng",
    "eng_name",
    "english",
    "engname",
    "name_long",
    "place",
    "place_name",
    "placename",
    "location",
    "asciiname",
    "district",
    "dist_name",
    "dist_34_na",
    "distname",
    "dist_na_en",
    "title",
    "label",
    "admin",
];
/// Properties that hold further spellings.
const OTHERS: [&str; 18] = [
    "alt_name",
    "alt_names",
    "altname",
    "altnames",
    "other_names",
    "other_name",
    "spellings",
    "aliases",
    "alias",
    "alternatenames",
    "alternate_names",
    "name_alt",
    "alternativename",
    "local_name",
    "name_local",
    "namelocal",
    "asciiname",
    "variants",
];
/// Properties that hold what it lies in, nearest first.
const WITHIN: [&str; 17] = [
    "province",
    "prov_name",
    "prov_34_na",
    "provname",
    "prov_na_en",
    "state",
    "region",
    "admin1",
    "adm1",
    "admin1_name",
    "shapegroup",
    "admin",
    "country",
    "country_name",
    "sovereignt",
    "adm0",
    "admin0",
];

/// The names among properties, given as name and value.
pub(super) fn named(properties: &[(String, String)]) -> Named {
    let all: Vec<(String, &str)> = properties
        .iter()
        .map(|(key, value)| (key.trim().to_lowercase().replace(['-', ' '], "_"), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let get = |wanted: &str| all.iter().find(|(key, _)| key == wanted).map(|&(_, value)| value);
    let mut out = Named::default();
    // The units of administration by level: OCHA's, GADM's.
    let level_name = |level: u8| {
        [
            format!("adm{level}_en"),
            format!("adm{level}_name"),
            format!("admin{level}name_en"),
            format!("name_{level}"),
        ]
        .iter()
        .find_map(|key| get(key))
    };
    let lowest = (0..=5).rev().find_map(|level| Some((level, level_name(level)?)));
    if let Some((level, name)) = lowest {
        name.clone_into(&mut out.name);
        let higher = (0..level).rev().filter_map(level_name);
        out.within.extend(higher.map(str::to_owned));
        out.alt_names.extend(others_of_level(&all, level));
        if level > 0 && out.within.is_empty() {
            out.within.extend(get("country").map(str::to_owned));
        }
    } else if let Some(name) = NAMES.iter().find_map(|key| get(key)) {
        name.clone_into(&mut out.name);
        let within = WITHIN.iter().filter_map(|key| get(key)).filter(|value| *value != name);
        out.within.extend(within.map(str::to_owned));
    } else if let Some((_, value)) =
        all.iter().find(|(key, _)| key.contains("name") && !OTHERS.contains(&key.as_str()))
    {
        (*value).clone_into(&mut out.name);
    }
    for (key, value) in &all {
        let is_translation = key.strip_prefix("name_").is_some_and(|rest| rest.len() == 2 && rest != "en");
        if is_translation || OTHERS.contains(&key.as_str()) {
            out.alt_names.extend(parts(value));
        }
    }
    let Named { name, alt_names, .. } = &mut out;
    alt_names.retain(|other| other != name);
    alt_names.dedup();
    out
}

/// The same unit in other languages and spellings: `adm2_ps`, `varname_2`, `nl_name_2`.
fn others_of_level(all: &[(String, &str)], level: u8) -> Vec<String> {
    let own = [format!("adm{level}_"), format!("varname_{level}"), format!("nl_name_{level}")];
    let mut found = Vec::new();
    for (key, value) in all {
        let [languages, variants, local] = &own;
        let language = key.strip_prefix(languages.as_str());
        let is_language =
            language.is_some_and(|rest| rest.len() == 2 || rest.contains("alt") || rest == "name");
        if is_language || key == variants || key == local {
            found.extend(parts(value));
        }
    }
    found
}

/// Several names in one cell.
pub(super) fn parts(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(['|', ';', ',']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(properties: &[(&str, &str)]) -> Named {
        let owned: Vec<(String, String)> =
            properties.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        named(&owned)
    }

    #[test]
    fn districts_of_the_usual_makers_know_their_names_and_provinces() {
        let ocha = of(&[
            ("ADM2_EN", "Spin Boldak"),
            ("ADM2_DA", "سپین بولدک"),
            ("ADM1_EN", "Kandahar"),
            ("ADM0_EN", "Afghanistan"),
        ]);
        assert_eq!(
            (ocha.name.as_str(), ocha.within.join("/").as_str()),
            ("Spin Boldak", "Kandahar/Afghanistan")
        );
        assert_eq!(ocha.alt_names, ["سپین بولدک"]);
        let gadm = of(&[
            ("COUNTRY", "Afghanistan"),
            ("NAME_1", "Paktya"),
            ("NAME_2", "Dand Wa Patan"),
            ("VARNAME_2", "Dand Patan|Dand-e-Patan"),
        ]);
        assert_eq!((gadm.name.as_str(), gadm.within.join("/").as_str()), ("Dand Wa Patan", "Paktya"));
        assert_eq!(gadm.alt_names, ["Dand Patan", "Dand-e-Patan"]);
        let aims = of(&[("DIST_34_NA", "Barmal"), ("PROV_34_NA", "Paktika")]);
        assert_eq!(
            (aims.name.as_str(), aims.within.as_slice()),
            ("Barmal", ["Paktika".to_owned()].as_slice())
        );
        assert_eq!(of(&[("shapeName", "Shinwar"), ("shapeGroup", "AFG")]).name, "Shinwar");
        assert_eq!(of(&[("OBJECTID", "4"), ("Shape_Area", "0.1")]), Named::default());
    }
}
