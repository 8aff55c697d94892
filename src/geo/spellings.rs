//! Other spellings of place names, so that one who looks for Kurrum finds Kurram.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::gazetteer::fold;
use super::places::{Place, theatre_places, world_places};
use super::{AreaLevel, atlas};

/// All other known spellings of a place, province or district with this name, case and accents aside; the most common first.
/// Empty for words that name none.
pub fn spellings(name: &str) -> Vec<&'static str> {
    static GROUPS: OnceLock<Groups> = OnceLock::new();
    GROUPS.get_or_init(Groups::new).others(name)
}

/// Names of the same place.
#[derive(Default)]
struct Groups {
    lists: Vec<Vec<String>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Groups {
    fn new() -> Self {
        let mut groups = Self::default();
        for Place { name, alt_names, local_name, .. } in theatre_places().into_iter().chain(world_places()) {
            groups.add([name].into_iter().chain(alt_names).chain([local_name]));
        }
        // Files that cannot be read give no spellings here; the map says why.
        for area in atlas::theatre().map(|atlas| atlas.areas).unwrap_or_default() {
            if area.level != AreaLevel::Country {
                groups.add([area.name].into_iter().chain(area.alt_names));
            }
        }
        for district in atlas::districts().unwrap_or_default() {
            groups.add([district.name].into_iter().chain(district.alt_names));
        }
        groups
    }

    fn add(&mut self, names: impl Iterator<Item = String>) {
        let names: Vec<String> = names.filter(|name| !fold(name).is_empty()).collect();
        if names.len() < 2 {
            return;
        }
        for name in &names {
            let lists = self.by_name.entry(fold(name)).or_default();
            if lists.last() != Some(&self.lists.len()) {
                lists.push(self.lists.len());
            }
        }
        self.lists.push(names);
    }

    fn others(&self, name: &str) -> Vec<&str> {
        let wanted = fold(name);
        let lists = self.by_name.get(&wanted).into_iter().flatten();
        let mut others: Vec<&str> = Vec::new();
        for other in lists.filter_map(|&list| self.lists.get(list)).flatten() {
            if fold(other) != wanted && !others.iter().any(|known| fold(known) == fold(other)) {
                others.push(other);
            }
        }
        others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_by_all_their_spellings() {
        for (typed, meant) in [
            ("kurrum", "Kurram"),
            ("Miran Shah", "Miranshah"),
            ("angur ada", "Angoor Ada"),
            ("کابل", "Kabul"),
            ("KABOL", "Kabul"),
        ] {
            assert!(spellings(typed).contains(&meant), "{typed}: {:?}", spellings(typed));
        }
        assert!(spellings("Kurram").contains(&"Kurrum"));
        assert!(spellings("drone").is_empty() && spellings("").is_empty());
    }

    #[test]
    fn no_name_is_its_own_other_spelling() {
        for name in ["Kabul", "Peshawar", "Kurram", "Torkham"] {
            let others = spellings(name);
            assert!(!others.iter().any(|other| fold(other) == fold(name)), "{others:?}");
        }
    }
}
