//! A stretch of a border as a filter wants it: kilometres along it and from it, and who knows where places stand.

use std::fmt;

use crate::geo::BorderKey;

use super::{PlaceKey, PlaceWords, Places};

/// Bounds along a border; at least one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlongBounds {
    /// Which border.
    pub border: BorderKey,
    /// Kilometres along it.
    pub km: Option<KmRange>,
    /// Kilometres from it, positive on the side of its right hand.
    pub off_km: Option<KmRange>,
}

/// From one kilometre to another, both within, to the tenth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KmRange {
    from: i32,
    to: i32,
}

/// No border is longer, and nothing is farther from one, in tenths of a km.
const MOST: f64 = 1_000_000.0;

impl KmRange {
    /// Between two kilometres in any order, rounded to the tenth; `None` for what is no number.
    pub fn new(a: f64, b: f64) -> Option<Self> {
        let (a, b) = (tenths(a)?, tenths(b)?);
        Some(Self { from: a.min(b), to: a.max(b) })
    }

    /// The lower and the upper end in km.
    pub fn ends(self) -> (f64, f64) {
        (f64::from(self.from) / 10.0, f64::from(self.to) / 10.0)
    }

    /// Whether the two share a kilometre.
    pub fn touches(self, (from, to): (f64, f64)) -> bool {
        let (low, high) = self.ends();
        from <= high && to >= low
    }

    /// From `1200-1400`, `1200..1400` or `-25..50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (a, b) =
            text.split_once("..").or_else(|| text.split_once('–')).or_else(|| text.split_once('-'))?;
        let number = |text: &str| text.trim().replace('−', "-").parse::<f64>().ok();
        Self::new(number(a)?, number(b)?)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
fn tenths(km: f64) -> Option<i32> {
    let tenths = (km * 10.0).round();
    (tenths.abs() <= MOST).then_some(tenths as i32)
}

impl fmt::Display for KmRange {
    /// `1200-1400`; with two points where one is negative.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = self.ends();
        let between = if from < 0.0 || to < 0.0 { ".." } else { "-" };
        write!(f, "{from}{between}{to}")
    }
}

impl AlongBounds {
    /// Whether a place may lie within.
    pub fn admits(&self, place: &PlaceRange) -> bool {
        self.km.is_none_or(|km| km.touches(place.km))
            && self.off_km.is_none_or(|off| off.touches(place.off_km))
    }

    /// The same bounds without those that are not there; `None` if none is.
    pub fn tidy(self) -> Option<Self> {
        (self.km.is_some() || self.off_km.is_some()).then_some(self)
    }
}

impl fmt::Display for AlongBounds {
    /// `km:1200-1400 off:-25..50`, with `@RUS-UKR` behind each where it is not the border of Afghanistan and Pakistan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let border =
            if self.border == BorderKey::DURAND { String::new() } else { format!("@{}", self.border) };
        let km = self.km.map(|km| format!("km:{km}{border}"));
        let off = self.off_km.map(|off| format!("off:{off}{border}"));
        f.write_str(&km.into_iter().chain(off).collect::<Vec<_>>().join(" "))
    }
}

/// Where events of a place may lie to a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceRange {
    /// The place.
    pub key: PlaceKey,
    /// Kilometres along the border, from and to.
    pub km: (f64, f64),
    /// Kilometres from it, from and to; positive on side 0.
    pub off_km: (f64, f64),
}

/// Knows where places stand to a border.
pub trait Surveyor: Send + Sync {
    /// The places beside a border, ascending by key; those far away and in third countries are left out. `words` gives the
    /// names of places.
    ///
    /// # Errors
    /// In words, when the border is none or its map is broken.
    fn survey(
        &self,
        border: BorderKey,
        places: &Places,
        words: &dyn PlaceWords,
    ) -> Result<Vec<PlaceRange>, String>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_people_write_them() {
        let said = ["1200-1400", "1400..1200", "1200 – 1400", "-25..50", "0.5-1"]
            .map(|text| KmRange::parse(text).map(|range| range.to_string()).unwrap_or_default());
        assert_eq!(said, ["1200-1400", "1200-1400", "1200-1400", "-25..50", "0.5-1"]);
        assert_eq!(["12", "a-b", "1e99-2", "NaN..2", ""].map(KmRange::parse), [None; 5]);
    }

    #[test]
    fn a_district_that_only_may_lie_within_is_let_through() {
        let bounds = AlongBounds { border: BorderKey::DURAND, km: KmRange::new(100.0, 200.0), off_km: None };
        let at = |from, to| PlaceRange { key: PlaceKey::Site(0), km: (from, to), off_km: (0.0, 0.0) };
        assert!(bounds.admits(&at(200.0, 200.0)) && bounds.admits(&at(0.0, 900.0)));
        assert!(!bounds.admits(&at(200.1, 900.0)));
    }
}
