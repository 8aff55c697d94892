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
    areas: HashMap<(AreaLevel, String), Vec<usize>>,
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
        for level in [AreaLevel::Country, AreaLevel::Province, AreaLevel::District] {
            for (number, area) in map.areas(level).iter().enumerate() {
                for name in area.alt_names.iter().chain([&area.name, &area.code]) {
                    let name = area_key(name);
                    if !name.is_empty() {
                        push(index.areas.entry((level, name)).or_default(), number);
                    }
                }
            }
        }
        index
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
        let country_ref = self.named(AreaLevel::Country, country).next();
        if country_ref.is_none() && !fold(country).is_empty() {
            return None;
        }
        let country_name = country_ref.and_then(|c| self.area(c)).map_or("", |c| c.name.as_str());
        let fits_country = |area: &Area| country_name.is_empty() || area.parent == country_name;
        let province_at = |a: AreaRef| self.area(a).is_some_and(fits_country);
        let province = self.named(AreaLevel::Province, admin1).find(|&p| province_at(p));
        let province_name = province.and_then(|p| self.area(p)).map_or("", |p| p.name.as_str());
        let in_country = |area: &Area| {
            self.provinces.iter().any(|p| p.name == area.parent && fits_country(p)) || country_name.is_empty()
        };
        let district = |words: &str| {
            let found: Vec<AreaRef> = self
                .named(AreaLevel::District, words)
                .filter(|&d| self.area(d).is_some_and(in_country))
                .collect();
            let own = found.iter().find(|&&d| self.area(d).is_some_and(|d| d.parent == province_name));
            own.or(found.first()).copied()
        };
        // The second try is for areas of the past that were provinces, as the tribal areas.
        district(admin2).or(province).or_else(|| district(admin1)).or(country_ref)
    }

    fn named(&self, level: AreaLevel, words: &str) -> impl Iterator<Item = AreaRef> {
        let numbers = self.names().areas.get(&(level, area_key(words))).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(move |&index| AreaRef { level, index })
    }
}

/// A name without case, accents and punctuation, words parted by single spaces.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain_letters(c) {
            Some(plain) => folded.push_str(plain),
            // A dot or an apostrophe does not part words: "K.P.", "Sar'i".
            None if matches!(c, '.' | '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`') || is_mark(c) => {}
            None if c.is_alphanumeric() => folded.push(c),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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
