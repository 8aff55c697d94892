//! Other spellings of place names, so that one who looks for Kurrum finds Kurram: those that ship, and those of the user's lists.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use super::gazetteer::fold;
use super::layer::{Layer, LayerShape};
use super::places::{Place, theatre_places, world_places};
use super::{AreaLevel, atlas};

/// Most other spellings of one name that lists of the user give: each costs a look at all names of the events, and a
/// list of all villages of a country has some names hundreds of times.
pub const MOST_OF_LISTS: usize = 40;

/// Which names are of the same place. By default those that ship with the program.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    lists: Vec<Arc<NameList>>,
}

impl Spellings {
    /// The same with lists of the user.
    pub fn with(lists: impl IntoIterator<Item = Arc<NameList>>) -> Self {
        Self { lists: lists.into_iter().filter(|list| !list.by_name.is_empty()).collect() }
    }

    /// All other known spellings of a place, province or district with this name, case and accents aside: the most common
    /// first, then those of the user's lists, [`MOST_OF_LISTS`] at most. Empty for words that name none.
    pub fn others(&self, name: &str) -> Vec<&str> {
        static SHIPPED: OnceLock<Groups> = OnceLock::new();
        let wanted = fold(name);
        let mut others = Others { known: vec![wanted.clone()], found: Vec::new() };
        for other in SHIPPED.get_or_init(Groups::new).of(&wanted) {
            others.add(other);
        }
        let most = others.found.len() + MOST_OF_LISTS;
        for other in self.lists.iter().flat_map(|list| list.called(&wanted)) {
            if others.found.len() >= most {
                break;
            }
            others.add(other);
        }
        others.found
    }
}

/// The same lists give the same spellings.
impl PartialEq for Spellings {
    fn eq(&self, other: &Self) -> bool {
        let pairs = self.lists.iter().zip(&other.lists);
        self.lists.len() == other.lists.len() && pairs.into_iter().all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// The names of a layer's things that have several, to be found by any of them.
#[derive(Debug)]
pub struct NameList {
    layer: Arc<Layer>,
    /// The hash of a folded name and the number of its shape, ascending: names are compared as they stand in the layer.
    by_name: Vec<(u64, usize)>,
}

impl NameList {
    /// The names of a layer; millions take seconds: call it on a thread.
    pub fn of(layer: Arc<Layer>) -> Self {
        let mut by_name: Vec<(u64, usize)> = Vec::new();
        for (number, shape) in
            layer.shapes.iter().enumerate().filter(|(_, shape)| !shape.alt_names.is_empty())
        {
            by_name.extend(
                names(shape).map(fold).filter(|name| !name.is_empty()).map(|name| (hash(&name), number)),
            );
        }
        by_name.sort_unstable();
        by_name.dedup();
        by_name.shrink_to_fit();
        Self { layer, by_name }
    }

    /// All names of the things that have this folded one.
    fn called<'a>(&'a self, wanted: &str) -> impl Iterator<Item = &'a str> {
        let wanted_hash = hash(wanted);
        let first = self.by_name.partition_point(|&(hash, _)| hash < wanted_hash);
        let same = self.by_name.iter().skip(first).take_while(move |&&(hash, _)| hash == wanted_hash);
        let shapes = same.filter_map(|&(_, number)| self.layer.shapes.get(number));
        shapes.filter(move |shape| names(shape).any(|name| fold(name) == wanted)).flat_map(names)
    }
}

fn names(shape: &LayerShape) -> impl Iterator<Item = &str> {
    std::iter::once(&shape.name).chain(&shape.alt_names).map(String::as_str)
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// Spellings that were found, each once.
struct Others<'a> {
    known: Vec<String>,
    found: Vec<&'a str>,
}

impl<'a> Others<'a> {
    fn add(&mut self, name: &'a str) {
        let folded = fold(name);
        if !folded.is_empty() && !self.known.contains(&folded) {
            self.known.push(folded);
            self.found.push(name);
        }
    }
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

    /// All names of what has this folded one.
    fn of(&self, wanted: &str) -> impl Iterator<Item = &str> {
        let lists = self.by_name.get(wanted).into_iter().flatten();
        lists.filter_map(|&list| self.lists.get(list)).flatten().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(name: &str) -> Vec<String> {
        Spellings::default().others(name).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn places_are_known_by_all_their_spellings() {
        for (typed, meant) in [
            ("kurrum", "Kurram"),
            ("Miran Shah", "Miranshah"),
            ("angur ada", "Angoor Ada"),
            ("کابل", "Kabul"),
            ("KABOL", "Kabul"),
            ("Kiev", "Kyiv"),
            ("Kyiv", "Kiev"),
            ("odessa", "Odesa"),
            ("Dnipropetrovs'k", "Dnipro"),
            ("Bombay", "Mumbai"),
            ("Kobenhavn", "Copenhagen"),
        ] {
            assert!(spellings(typed).iter().any(|other| other == meant), "{typed}: {:?}", spellings(typed));
        }
        assert!(spellings("Kurram").contains(&"Kurrum".to_owned()));
        assert!(spellings("drone").is_empty() && spellings("").is_empty());
    }

    #[test]
    fn no_name_is_its_own_other_spelling() {
        for name in ["Kabul", "Peshawar", "Kurram", "Torkham"] {
            let others = spellings(name);
            assert!(!others.iter().any(|other| fold(other) == fold(name)), "{others:?}");
        }
    }

    fn list(shapes: &[&[&str]]) -> Arc<NameList> {
        let shape = |names: &&[&str]| LayerShape {
            name: names[0].to_owned(),
            alt_names: names[1..].iter().map(|&name| name.to_owned()).collect(),
            ..LayerShape::default()
        };
        let shapes = shapes.iter().map(shape).collect();
        Arc::new(NameList::of(Arc::new(Layer { shapes, ..Layer::default() })))
    }

    #[test]
    fn a_users_list_adds_to_the_spellings_that_ship() {
        let own = list(&[&["Kurram", "Korma", "KURRUM"], &["Lakan", "Lakán", "Lakkan Kalay"], &["Alone"]]);
        let spellings = Spellings::with([Arc::clone(&own), list(&[&["Lakan", "Lakun"]])]);
        assert_eq!(spellings.others("lakkan  KALAY"), ["Lakan"]);
        assert_eq!(spellings.others("LAKÁN").len(), 2, "one a list: {:?}", spellings.others("LAKÁN"));
        let kurram = spellings.others("kurram");
        assert!(kurram.contains(&"Korma") && kurram.contains(&"Kurrum"), "{kurram:?}");
        assert!(!kurram.contains(&"KURRUM"), "each once: {kurram:?}");
        assert!(spellings.others("Alone").is_empty());
        assert!(Spellings::default().others("Lakan").is_empty());
        assert_eq!(spellings, spellings.clone());
        assert_ne!(spellings, Spellings::with([own]));
        assert_eq!(Spellings::with([list(&[&["Alone"]])]), Spellings::default());
    }

    #[test]
    fn a_name_of_a_thousand_places_does_not_become_a_thousand_searches() {
        let names: Vec<String> = (0..1000).map(|n| format!("Kala {n}")).collect();
        let shapes: Vec<[&str; 2]> = names.iter().map(|name| ["Kalay of all", name.as_str()]).collect();
        let shapes: Vec<&[&str]> = shapes.iter().map(<[&str; 2]>::as_slice).collect();
        assert_eq!(Spellings::with([list(&shapes)]).others("kalay of all").len(), MOST_OF_LISTS);
    }
}
