//! What can be read of an event of which a part cannot: the broken part is left out and named, the rest stays.

use serde::de::DeserializeOwned;

use super::dto::{EventDto, PlaceDto};
use crate::io::json_values::{Members, elements};

/// An event as far as it can be read.
pub struct Salvaged {
    /// The event without its broken parts.
    pub event: EventDto,
    /// The names and texts of parts that cannot be read.
    pub broken: Vec<(String, String)>,
    /// Names that stood twice; the first of them was read.
    pub repeated: Vec<String>,
}

/// Reads an event member by member, the place and lists part by part; `None` where the text is no object, or nothing of
/// it can be read.
pub fn salvaged(text: &str) -> Option<Salvaged> {
    let members = Members::read(text).ok()?;
    let mut found = Parts { repeated: members.repeated.clone(), ..Parts::default() };
    for (name, raw) in members.iter() {
        if reads::<EventDto>(name, raw) {
            found.keep(name, raw);
        } else if name == "where" && raw.starts_with('{') {
            found.place(raw);
        } else if LISTS.contains(&name) && raw.starts_with('[') {
            found.list(name, raw);
        } else {
            found.broken.push((name.to_owned(), raw.to_owned()));
        }
    }
    if found.kept.is_empty() {
        return None;
    }
    let event = serde_json::from_str(&format!("{{{}}}", found.kept.join(","))).ok()?;
    Some(Salvaged { event, broken: found.broken, repeated: found.repeated })
}

const LISTS: [&str; 4] = ["actors", "claims", "sources", "links"];

#[derive(Default)]
struct Parts {
    kept: Vec<String>,
    broken: Vec<(String, String)>,
    repeated: Vec<String>,
}

impl Parts {
    fn keep(&mut self, name: &str, raw: &str) {
        self.kept.push(member(name, raw));
    }

    fn place(&mut self, raw: &str) {
        let Ok(members) = Members::read(raw) else {
            return self.broken.push(("where".to_owned(), raw.to_owned()));
        };
        self.repeated.extend(members.repeated.iter().cloned());
        let (good, bad): (Vec<_>, Vec<_>) =
            members.iter().partition(|(name, raw)| reads::<PlaceDto>(name, raw));
        self.broken.extend(bad.into_iter().map(|(name, raw)| (name.to_owned(), raw.to_owned())));
        let good: Vec<String> = good.into_iter().map(|(name, raw)| member(name, raw)).collect();
        self.keep("where", &format!("{{{}}}", good.join(",")));
    }

    fn list(&mut self, name: &str, raw: &str) {
        let mut good = Vec::new();
        for range in elements(raw.as_bytes()) {
            let Some(element) = raw.get(range) else { continue };
            if reads::<EventDto>(name, &format!("[{element}]")) {
                good.push(element);
                continue;
            }
            self.broken.push((name.to_owned(), element.trim().to_owned()));
            // Claims name their source by its place in the list, so a broken one keeps its place.
            if name == "sources" {
                good.push("{}");
            }
        }
        self.keep(name, &format!("[{}]", good.join(",")));
    }
}

fn member(name: &str, raw: &str) -> String {
    format!("{}:{raw}", serde_json::Value::from(name))
}

/// Whether an object with this member alone can be read.
fn reads<T: DeserializeOwned>(name: &str, raw: &str) -> bool {
    serde_json::from_str::<T>(&format!("{{{}}}", member(name, raw))).is_ok()
}
