//! `borderline borders`: the land borders of the world, and how one of them is drawn.

use std::fmt::Write as _;

use serde::Serialize;

use crate::geo::border::all_pairs;
use crate::geo::{BaseMap, Border, BorderKey, BorderPair, Style, atlas};

use super::cli::BordersArgs;
use super::formats::write_stdout;

/// A border in the list.
#[derive(Serialize)]
struct Listed {
    border: String,
    name: String,
    km: f64,
    parts: usize,
}

/// A border with how it is drawn.
#[derive(Serialize)]
struct Drawn {
    #[serde(flatten)]
    listed: Listed,
    /// The country on the right of the line and the one on its left.
    sides: [String; 2],
    /// Where each part starts and ends, in km along the border.
    parts_km: Vec<[f64; 2]>,
    /// How far the schematic shifts a line at most; none where only the true lines can be drawn.
    schematic_shifted_km: Option<f64>,
    crossings: usize,
    touches: usize,
    places: usize,
    places_on_the_wrong_side: usize,
}

/// Prints all borders, how each is drawn, or one.
///
/// # Errors
/// Words that name no border; a shipped map that is broken; stdout that cannot be written.
pub fn borders(args: &BordersArgs) -> Result<(), String> {
    let text = match &args.border {
        None if args.drawn => all_drawn(all_keys()?, args.json)?,
        None => list(args.json)?,
        Some(words) => one(words, args.json)?,
    };
    write_stdout(&text)
}

fn list(json: bool) -> Result<String, String> {
    let world = atlas::world().map_err(|error| error.to_string())?;
    let durand = Border::durand().map_err(|error| error.to_string())?;
    let listed = |pair: &BorderPair| {
        let key = pair.key()?;
        // The Durand Line comes from the finer map.
        let (name, km) = if key == BorderKey::DURAND {
            (format!("{} ({})", pair.name, durand.name), durand.length_km())
        } else {
            (pair.name.clone(), pair.length_km)
        };
        Some(Listed { border: key.to_string(), name, km: tenth(km), parts: pair.parts })
    };
    let all: Vec<Listed> = all_pairs(&world).iter().filter_map(listed).collect();
    if json {
        return to_json(&all);
    }
    let mut text = String::new();
    for Listed { border, name, km, parts } in &all {
        let parts = if *parts > 1 { format!("  in {parts} parts") } else { String::new() };
        let _ = writeln!(text, "{border}  {km:7.0} km  {name}{parts}");
    }
    text.push_str("Kilometres along the line as drawn: the Durand Line at 1:10m, all others at 1:50m.\n");
    Ok(text)
}

fn all_keys() -> Result<Vec<BorderKey>, String> {
    let world = atlas::world().map_err(|error| error.to_string())?;
    Ok(all_pairs(&world).iter().filter_map(BorderPair::key).collect())
}

fn all_drawn(keys: impl IntoIterator<Item = BorderKey>, json: bool) -> Result<String, String> {
    let all = keys.into_iter().map(drawn).collect::<Result<Vec<Drawn>, String>>()?;
    if json { to_json(&all) } else { Ok(all.iter().map(in_words).collect()) }
}

fn one(words: &str, json: bool) -> Result<String, String> {
    let drawn = drawn(BorderKey::find(words)?)?;
    if json { to_json(&drawn) } else { Ok(in_words(&drawn)) }
}

fn drawn(key: BorderKey) -> Result<Drawn, String> {
    let border = key.border().map_err(|error| error.to_string())?;
    let border = border.ok_or_else(|| format!("{key} share no border"))?;
    let map = BaseMap::of_border(&border, Style::Schematic).map_err(|error| error.to_string())?;
    let faults = map.faults();
    Ok(Drawn {
        listed: Listed {
            border: key.to_string(),
            name: border.name.clone(),
            km: tenth(border.length_km()),
            parts: border.parts.len(),
        },
        sides: border.sides.clone().map(|side| side.name),
        parts_km: border.parts.iter().map(|part| [tenth(part.from_km), tenth(part.to_km)]).collect(),
        schematic_shifted_km: map.schematic_shift_km.map(tenth),
        crossings: faults.crossings,
        touches: faults.touches,
        places: faults.places,
        places_on_the_wrong_side: faults.wrong_side,
    })
}

fn in_words(drawn: &Drawn) -> String {
    let Drawn { listed, sides: [right, left], .. } = drawn;
    let mut text = format!("{} ({})\n", listed.name, listed.border);
    let parts: Vec<String> =
        drawn.parts_km.iter().map(|[from, to]| format!("km {from:.0} to {to:.0}")).collect();
    let _ = writeln!(text, "  {:.0} km as drawn: {}", listed.km, parts.join(", "));
    let _ = writeln!(text, "  {right} on the right hand, {left} on the left");
    match drawn.schematic_shifted_km {
        Some(km) => {
            let _ = writeln!(
                text,
                "  schematic: shifted up to {km} km, {} crossings, {} touches, {} of {} places on the wrong side",
                drawn.crossings, drawn.touches, drawn.places_on_the_wrong_side, drawn.places
            );
        }
        None => text.push_str("  no schematic: the true lines are drawn\n"),
    }
    text
}

fn to_json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn tenth(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_border_with_its_length_and_parts() {
        let text = list(false).unwrap();
        let line = |key: &str| text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        assert!(line("AFG-PAK").contains(" 2245 km") && line("AFG-PAK").contains("Durand Line"), "{text}");
        assert!(line("ARM-AZE").contains("in 2 parts") && line("RUS-UKR").contains("Russia–Ukraine"));
        let all: serde_json::Value = serde_json::from_str(&list(true).unwrap()).unwrap();
        assert!(all.as_array().unwrap().len() > 300);
        assert!(all[0]["km"].as_f64().unwrap() > 0.0);
    }

    #[test]
    fn one_border_says_how_it_is_drawn() {
        let words = one("ISR-LBN", false).unwrap();
        assert!(words.contains("0 crossings, 0 touches, 0 of"), "{words}");
        let json: serde_json::Value = serde_json::from_str(&one("Lebanon-Israel", true).unwrap()).unwrap();
        assert_eq!((json["border"].as_str(), json["touches"].as_u64()), (Some("ISR-LBN"), Some(0)));
        assert!(json["schematic_shifted_km"].as_f64().unwrap() < 4.0);
        assert!(one("here-there", false).unwrap_err().contains("AFG-PAK"));
    }

    #[test]
    fn each_border_says_how_it_is_drawn() {
        assert_eq!(all_keys().unwrap().len(), 327);
        let keys = || ["ISR-LBN", "COD-RWA"].map(|words| BorderKey::find(words).unwrap());
        let words = all_drawn(keys(), false).unwrap();
        assert_eq!(words.matches("0 crossings, 0 touches, 0 of").count(), 2, "{words}");
        let json: serde_json::Value = serde_json::from_str(&all_drawn(keys(), true).unwrap()).unwrap();
        let borders = [&json[0]["border"], &json[1]["border"]];
        assert_eq!(borders.map(|border| border.as_str()), [Some("ISR-LBN"), Some("COD-RWA")]);
        assert!(json[1]["schematic_shifted_km"].as_f64().unwrap() > 0.0);
    }
}
