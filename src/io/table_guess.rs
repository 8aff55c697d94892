//! Guesses which column of a table says what: by tags, by names in many languages, and by its values.

use super::clock::parse_clock;
use super::counts::holds_counts;
use super::dates::DayOrder;
use super::day_order::of_values;
use super::figures::{Count, count, figure};
use super::format::Head;
use super::table_dates::{date, month};
use super::table_degrees::{Degrees, degrees, pair, western_digits};
use super::table_mapping::{Field, Mapping, Pair};
use super::table_names::{field_named, fields_within, is_bookkeeping, plain_name};
use super::table_sample::{Sample, sample};

/// Most values of a column that are looked at.
const VALUES: usize = 100;

/// A mapping, and what was decided in making it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// How the table may be read.
    pub mapping: Mapping,
    /// Sentences for the report.
    pub notes: Vec<String>,
}

/// How many fields of a table are understood; 0 unless something says when or where, and for tables of sums.
pub fn understood(head: &Head) -> usize {
    let Some(sample) = sample(head).filter(|sample| !sample.rows.is_empty()) else { return 0 };
    let mapping = guess(&sample).mapping;
    if tells_of_events(&mapping) && !holds_counts(head) { mapping.columns.len() } else { 0 }
}

/// Whether rows so read have a time or place. A year alone is that of any statistics.
fn tells_of_events(mapping: &Mapping) -> bool {
    let any = |fields: &[Field]| fields.iter().any(|&field| mapping.has(field));
    let placed = mapping.has(Field::Latitude) && mapping.has(Field::Longitude);
    let of_year = mapping.has(Field::Year) && any(&[Field::Month, Field::Title, Field::Summary, Field::Type]);
    placed || of_year || any(&[Field::Date, Field::Coordinates])
}

/// Guesses how a table is to be read.
pub fn guess(sample: &Sample) -> Guess {
    let mut work = Work {
        sample,
        plain: sample.names.iter().map(|name| plain_name(name)).collect(),
        taken: vec![false; sample.names.len()],
        guess: Guess::default(),
    };
    work.by_tags();
    work.by_names();
    work.by_words();
    work.by_values();
    work.coordinates();
    work.dates();
    work.guess
}

struct Work<'s> {
    sample: &'s Sample,
    plain: Vec<String>,
    taken: Vec<bool>,
    guess: Guess,
}

impl Work<'_> {
    /// HXL tags say what a column is whatever its name (HXL standard 1.1, core hashtags).
    fn by_tags(&mut self) {
        const TAGS: [(&str, Field); 16] = [
            ("#event+id", Field::Id),
            ("#date+start", Field::Date),
            ("#date+occurred", Field::Date),
            ("#date+end", Field::EndDate),
            ("#date+year", Field::Year),
            ("#date", Field::Date),
            ("#geo+lat", Field::Latitude),
            ("#geo+lon", Field::Longitude),
            ("#geo+coord", Field::Coordinates),
            ("#adm1+name", Field::Admin1),
            ("#adm2+name", Field::Admin2),
            ("#country+name", Field::Country),
            ("#loc+name", Field::Place),
            ("#event+type", Field::Type),
            ("#affected+killed", Field::Fatalities),
            ("#description", Field::Summary),
        ];
        for (tag, field) in TAGS {
            if let Some(index) = self.sample.tags.iter().position(|cell| cell.eq_ignore_ascii_case(tag)) {
                self.give(field, index);
            }
        }
    }

    fn by_names(&mut self) {
        let mut found = Vec::new();
        for (index, plain) in self.plain.iter().enumerate() {
            found.extend(field_named(plain).map(|(field, rank)| (rank, index, field)));
        }
        found.sort_unstable();
        for (_, index, field) in found {
            if self.fits(field, index) {
                self.give(field, index);
            }
        }
    }

    fn by_words(&mut self) {
        for index in 0..self.plain.len() {
            let Some(plain) = self.plain.get(index).filter(|plain| !is_bookkeeping(plain)) else { continue };
            let fields: Vec<Field> = fields_within(plain).collect();
            for field in fields {
                if self.sample.column(index).next().is_some() && self.fits(field, index) {
                    self.give(field, index);
                }
            }
        }
    }

    /// Columns whose names say nothing.
    fn by_values(&mut self) {
        let free = |work: &Self| {
            (0..work.taken.len()).filter(|&i| work.taken.get(i) == Some(&false)).collect::<Vec<_>>()
        };
        if !self.has(Field::Date) && !self.has(Field::Year) {
            let dated = |text: &str| !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && is_date(text);
            let is_dated = |work: &Self, index: usize| {
                work.plain.get(index).is_some_and(|plain| !is_bookkeeping(plain))
                    && work.share(index, dated) >= 0.8
            };
            if let Some(index) = free(self).into_iter().find(|&index| is_dated(self, index)) {
                self.give(Field::Date, index);
            }
        }
        if self.has(Field::Latitude) || self.has(Field::Coordinates) {
            return;
        }
        let place = self.index(Field::Place);
        let pairs = free(self).into_iter().chain(place).find(|&index| self.share(index, is_pair) >= 0.6);
        if let Some(index) = pairs {
            if place == Some(index) {
                self.guess.mapping.set(Field::Place, None, &self.sample.names);
            }
            if let Some(taken) = self.taken.get_mut(index) {
                *taken = false;
            }
            return self.give(Field::Coordinates, index);
        }
        let nameless = free(self).into_iter().filter(|&i| self.plain.get(i).is_some_and(String::is_empty));
        let degrees: Vec<usize> = nameless.filter(|&index| self.share(index, is_fraction) >= 0.8).collect();
        if let [first, second, ..] = *degrees.as_slice() {
            self.give(Field::Latitude, first);
            self.give(Field::Longitude, second);
        }
    }

    /// Decides how coordinates are written and which of them is which.
    fn coordinates(&mut self) {
        let (latitude, longitude, both) =
            (self.index(Field::Latitude), self.index(Field::Longitude), self.index(Field::Coordinates));
        let comma = |text: &str| text.contains(',') && !text.contains('.');
        if latitude.is_some_and(|index| self.share(index, comma) > 0.0)
            || both.is_some_and(|index| self.share(index, |text| text.contains(';') && comma(text)) > 0.0)
        {
            self.note("Coordinates have decimal commas.");
        }
        let beyond = |text: &str| matches!(degrees(text), Degrees::Given(v) if v.abs() > 90.0);
        if let (Some(lat), Some(lon)) = (latitude, longitude)
            && self.share(lat, beyond) > 0.5
            && self.share(lon, beyond) == 0.0
        {
            self.guess.mapping.set(Field::Latitude, Some(lon), &self.sample.names);
            self.guess.mapping.set(Field::Longitude, Some(lat), &self.sample.names);
            let name = |index: usize| self.sample.names.get(index).cloned().unwrap_or_default();
            let note = format!(
                "The column \"{}\" holds longitudes and \"{}\" latitudes: the two are read the other way round.",
                name(lat),
                name(lon)
            );
            self.note(&note);
        }
        let first_beyond =
            |text: &str| pair(text, Pair::LatitudeFirst).is_some_and(|(first, _)| beyond(first));
        if both.is_some_and(|index| self.share(index, first_beyond) > 0.5) {
            self.guess.mapping.pair = Pair::LongitudeFirst;
            self.note("Where both coordinates stand in one cell, the longitude comes first.");
        }
    }

    fn dates(&mut self) {
        let Some(index) = self.index(Field::Date) else { return };
        let (order, note) = of_values(self.sample.column(index));
        self.guess.mapping.day_order = order;
        if let Some(note) = note {
            self.note(&note);
        }
    }

    fn note(&mut self, note: &str) {
        self.guess.notes.push(note.to_owned());
    }

    fn has(&self, field: Field) -> bool {
        self.guess.mapping.has(field)
    }

    fn index(&self, field: Field) -> Option<usize> {
        let header = super::csv::Header::new(self.sample.names.clone());
        self.guess.mapping.column(field, &header).0
    }

    /// Gives a free column to a field that has none.
    fn give(&mut self, field: Field, index: usize) {
        let free = self.taken.get(index) == Some(&false) && !self.has(field);
        if let Some(taken) = self.taken.get_mut(index).filter(|_| free) {
            *taken = true;
            self.guess.mapping.set(field, Some(index), &self.sample.names);
        }
    }

    /// Whether the values of a column can be those of a field; so it is where there are none.
    fn fits(&self, field: Field, index: usize) -> bool {
        if self.sample.column(index).next().is_none() {
            return true;
        }
        let half = |test: &dyn Fn(&str) -> bool| self.share(index, test) >= 0.5;
        match field {
            Field::Date | Field::EndDate => half(&is_date),
            Field::Year => half(&|text| whole(text).is_some_and(|year| (1000..3000).contains(&year))),
            Field::Month => half(&|text| month(text).is_some_and(|month| month <= 12)),
            Field::Day => half(&|text| whole(text).is_some_and(|day| (-99..=31).contains(&day))),
            Field::Time => half(&is_time),
            Field::Latitude | Field::Longitude => half(&is_degrees),
            Field::Coordinates => half(&is_pair),
            Field::Fatalities | Field::FatalitiesLow | Field::FatalitiesHigh => half(&is_figure),
            Field::Link => half(&|text| text.contains("://") || text.starts_with("www.")),
            _ => true,
        }
    }

    /// How many of a column's values pass a test, 0 to 1; 0 where there are none.
    fn share(&self, index: usize, test: impl Fn(&str) -> bool) -> f64 {
        let (mut passed, mut all) = (0_u32, 0_u32);
        for value in self.sample.column(index).take(VALUES) {
            passed += u32::from(test(value));
            all += 1;
        }
        f64::from(passed) / f64::from(all.max(1))
    }
}

fn is_date(text: &str) -> bool {
    date(text, DayOrder::DayFirst).or_else(|| date(text, DayOrder::MonthFirst)).is_some()
}

fn is_time(text: &str) -> bool {
    let share = text.parse::<f64>().is_ok_and(|share| (0.0..1.0).contains(&share));
    share || (text.contains(':') && parse_clock(text).is_some())
}

fn is_degrees(text: &str) -> bool {
    !matches!(degrees(text), Degrees::Bad)
}

/// A number of degrees with at least two decimals.
fn is_fraction(text: &str) -> bool {
    let decimals = text.split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len());
    decimals > 1 && matches!(degrees(text), Degrees::Given(v) if v.abs() <= 180.0)
}

fn is_pair(text: &str) -> bool {
    let both = pair(text, Pair::LatitudeFirst);
    both.is_some_and(|(lat, lon)| is_degrees(lat) && is_degrees(lon))
}

fn is_figure(text: &str) -> bool {
    let text = western_digits(text);
    count(&text) != Count::Bad || figure(&text).is_some()
}

fn whole(text: &str) -> Option<i32> {
    let text = western_digits(text);
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

#[cfg(test)]
#[path = "table_guess_tests.rs"]
mod tests;
