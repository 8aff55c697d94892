//! Finding places and areas by any spelling that people and files use.

use std::collections::HashMap;

use super::area::Area;
use super::atlas::AreaLevel;
use super::base::{AreaRef, BaseMap};
use super::places::Place;

/// Names of a map's places and areas, folded so that case, accents and punctuation do not matter.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    places: HashMap<String, Vec<usize>>,
    areas: HashMap<String, Bearers>,
}

/// Numbers of the areas that bear a name.
#[derive(Clone, Debug, Default)]
struct Bearers {
    countries: Vec<usize>,
    provinces: Vec<usize>,
    districts: Vec<usize>,
}

/// What the words of a file name on a map: looked up once, asked for often.
#[derive(Clone, Copy, Debug, Default)]
pub struct NamedAreas<'a> {
    bearers: Option<&'a Bearers>,
    says_something: bool,
}

impl<'a> NamedAreas<'a> {
    /// Whether the words are a name that no country of the map bears.
    pub fn is_foreign(self) -> bool {
        self.says_something && self.countries().is_empty()
    }

    fn countries(self) -> &'a [usize] {
        self.bearers.map_or(&[], |bearers| &bearers.countries)
    }

    fn provinces(self) -> impl Iterator<Item = AreaRef> {
        refs(AreaLevel::Province, self.bearers.map_or(&[], |bearers| &bearers.provinces))
    }

    fn districts(self) -> impl Iterator<Item = AreaRef> {
        refs(AreaLevel::District, self.bearers.map_or(&[], |bearers| &bearers.districts))
    }
}

fn refs(level: AreaLevel, numbers: &[usize]) -> impl Iterator<Item = AreaRef> {
    numbers.iter().map(move |&index| AreaRef { level, index })
}

/// Words after an area's name that say what it is and not which.
const KIND_WORDS: [&str; 10] = [
    "district",
    "distrcit",
    "province",
    "agency",
    "tribal",
    "governorate",
    "wilayat",
    "velayat",
    "state",
    "region",
];

impl NameIndex {
    pub(super) fn new(map: &BaseMap) -> Self {
        let mut index = Self::default();
        for (number, place) in map.places.iter().enumerate() {
            let spellings = place.alt_names.iter().chain([&place.name, &place.local_name]);
            for name in spellings.map(|name| fold(name)).filter(|name| !name.is_empty()) {
                push(index.places.entry(name).or_default(), number);
            }
        }
        index.add(&map.countries, |bearers| &mut bearers.countries);
        index.add(&map.provinces, |bearers| &mut bearers.provinces);
        index.add(&map.districts, |bearers| &mut bearers.districts);
        index
    }

    fn add(&mut self, areas: &[Area], of_level: fn(&mut Bearers) -> &mut Vec<usize>) {
        for (number, area) in areas.iter().enumerate() {
            for name in area.alt_names.iter().chain([&area.name, &area.code]) {
                let name = area_key(name);
                if !name.is_empty() {
                    push(of_level(self.areas.entry(name).or_default()), number);
                }
            }
        }
    }
}

impl BaseMap {
    /// The place of that name in any known spelling; of several, the most important one.
    pub fn place_named(&self, name: &str) -> Option<&Place> {
        self.places_named(name).min_by_key(|place| (place.rank, place.kind))
    }

    /// All places of that name in any known spelling.
    pub fn places_named(&self, name: &str) -> impl Iterator<Item = &Place> {
        let numbers = self.names().places.get(&fold(name)).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|&number| self.places.get(number))
    }

    /// The smallest known area that a file's own words name: the district, else the province, else the country.
    /// Words may be empty; what is not on this map is passed over, but never for an area of another country.
    pub fn area_named(&self, admin2: &str, admin1: &str, country: &str) -> Option<AreaRef> {
        self.area_of(self.named(admin2), self.named(admin1), self.named(country))
    }

    /// The same for words that were looked up.
    pub fn area_of(
        &self,
        admin2: NamedAreas<'_>,
        admin1: NamedAreas<'_>,
        country: NamedAreas<'_>,
    ) -> Option<AreaRef> {
        if country.is_foreign() {
            return None;
        }
        let country_ref = refs(AreaLevel::Country, country.countries()).next();
        let country_name = country_ref.and_then(|c| self.area(c)).map_or("", |c| c.name.as_str());
        let fits_country = |area: &Area| country_name.is_empty() || area.parent == country_name;
        let province_at = |a: AreaRef| self.area(a).is_some_and(fits_country);
        let province = admin1.provinces().find(|&p| province_at(p));
        let province_name = province.and_then(|p| self.area(p)).map_or("", |p| p.name.as_str());
        let in_country = |area: &Area| {
            self.provinces.iter().any(|p| p.name == area.parent && fits_country(p)) || country_name.is_empty()
        };
        let district = |named: NamedAreas<'_>| {
            let found = || named.districts().filter(|&d| self.area(d).is_some_and(in_country));
            let own = found().find(|&d| self.area(d).is_some_and(|d| d.parent == province_name));
            own.or_else(|| found().next())
        };
        // The second try is for areas of the past that were provinces, as the tribal areas.
        district(admin2).or(province).or_else(|| district(admin1)).or(country_ref)
    }

    /// Looks the words of a file up; they may be empty.
    pub fn named(&self, words: &str) -> NamedAreas<'_> {
        let key = area_key(words);
        let says_something = !key.is_empty() || !fold(words).is_empty();
        NamedAreas { bearers: self.names().areas.get(&key), says_something }
    }
}

/// A name without case, accents and punctuation, words parted by single spaces.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        // Most are.
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else {
            fold_letter(c, &mut folded);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for c in letter.to_lowercase() {
        match plain_letters(c) {
            Some(plain) => folded.push_str(plain),
            // A dot or an apostrophe does not part words: "K.P.", "Sar'i".
            None if matches!(c, '.' | '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`') || is_mark(c) => {}
            None if c.is_alphanumeric() => folded.push(c),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
}

/// As [`fold`], without the words that only say what kind of area it is, and without what stands in brackets.
pub(super) fn area_key(name: &str) -> String {
    let bare = name.split('(').next().unwrap_or(name);
    let folded = fold(if bare.trim().is_empty() { name } else { bare });
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| KIND_WORDS.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

fn push(list: &mut Vec<usize>, number: usize) {
    if !list.contains(&number) {
        list.push(number);
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}')
}

/// Letters of Latin alphabets with marks, as the plain ones that people type.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' | 'į' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ß' => "ss",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
