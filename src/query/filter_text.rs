//! The filter's text form, which round-trips: `after:2025-10-09 kind:battle actor:"Afghan Taliban" torkham`.

use std::fmt;
use std::str::FromStr;

use crate::geo::BorderKey;
use crate::model::{Date, Instant, Kind, PlacePrecision, Precision};

use super::{AlongBounds, FileName, Filter, KmRange, Phrase, Repeats};

/// What is wrong with a filter's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A key that is not known.
    #[error(
        "“{0}:” is not a filter key; known are after:, before:, kind:, actor:, place:, where:, when:, file:, -file:, km:, off:, -dup:linked"
    )]
    UnknownKey(String),
    /// A date that is none.
    #[error("“{0}” is not a date like 2025-10-11 or 2025-10-11T18:30")]
    BadDate(String),
    /// A kind that is none.
    #[error("“{0}” is not a kind; known are {kinds}", kinds = ids(&Kind::ALL, Kind::id))]
    BadKind(String),
    /// A precision of places that is none.
    #[error("“{0}” says of no place how sure it is; known are {places}", places = ids(&PlacePrecision::ALL, PlacePrecision::id))]
    BadPlacePrecision(String),
    /// A precision of times that is none.
    #[error("“{0}” says of no time how sure it is; known are {times}", times = ids(&Precision::ALL, Precision::id))]
    BadDatePrecision(String),
    /// A stretch of a border that is none.
    #[error("“{0}” is no stretch of a border; 1200-1400, -25..50 and 0-300@RUS-UKR are some")]
    BadStretch(String),
    /// What is hidden is not known.
    #[error("“-dup:{0}” is not known; “-dup:linked” hides what you linked as the same event")]
    BadRepeats(String),
    /// A key without words behind it.
    #[error("“{0}:” has no words behind it")]
    Empty(String),
    /// A quotation mark without its partner.
    #[error("a quotation mark is not closed")]
    OpenQuote,
}

impl FromStr for Filter {
    type Err = FilterError;

    /// # Errors
    /// [`FilterError`] names the part that was not understood.
    fn from_str(text: &str) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        for token in tokens(text)? {
            match token.key.as_deref() {
                Some("after") => filter.time.after = Some(instant(&token.value)?),
                Some("before") => filter.time.before = Some(instant(&token.value)?),
                Some("kind") => {
                    filter.kinds.extend(listed(&token.value, Kind::from_id, FilterError::BadKind)?);
                }
                Some("where") => {
                    let bad = FilterError::BadPlacePrecision;
                    filter.place_precision.extend(listed(&token.value, PlacePrecision::from_id, bad)?);
                }
                Some("when") => {
                    let bad = FilterError::BadDatePrecision;
                    filter.date_precision.extend(listed(&token.value, Precision::from_id, bad)?);
                }
                Some("actor") => filter.actors.push(phrase("actor", &token.value)?),
                Some("place") => filter.places.push(phrase("place", &token.value)?),
                Some("km") => filter.along = Some(stretch(filter.along, &token.value, Part::Along)?),
                Some("off") => filter.along = Some(stretch(filter.along, &token.value, Part::From)?),
                Some("file") => filter.files.push(file("file", &token.value)?),
                Some("-file") => filter.without_files.push(file("-file", &token.value)?),
                Some("-dup") if token.value.eq_ignore_ascii_case("linked") => {
                    filter.repeats = Repeats::Hidden;
                }
                Some("-dup") => return Err(FilterError::BadRepeats(token.value)),
                Some(other) => return Err(FilterError::UnknownKey(other.to_owned())),
                None => filter.words.extend(Phrase::new(&token.value)),
            }
        }
        Ok(filter.tidy())
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.time.after.map(|at| format!("after:{}", Stamp(at))));
        parts.extend(self.time.before.map(|at| format!("before:{}", Stamp(at))));
        parts.extend(list("kind", &self.kinds, Kind::id));
        parts.extend(list("where", &self.place_precision, PlacePrecision::id));
        parts.extend(list("when", &self.date_precision, Precision::id));
        parts.extend(self.along.map(|along| along.to_string()));
        parts.extend(self.files.iter().map(|f| format!("file:{}", quoted_file(f))));
        parts.extend(self.without_files.iter().map(|f| format!("-file:{}", quoted_file(f))));
        parts.extend((self.repeats == Repeats::Hidden).then(|| "-dup:linked".to_owned()));
        parts.extend(self.actors.iter().map(|p| format!("actor:{}", quoted(p))));
        parts.extend(self.places.iter().map(|p| format!("place:{}", quoted(p))));
        parts.extend(self.words.iter().map(quoted));
        f.write_str(&parts.join(" "))
    }
}

struct Token {
    key: Option<String>,
    value: String,
}

/// Splits at blanks outside quotation marks; a key is letters, perhaps after a minus, before
/// the first colon outside them.
fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let minus = usize::from(rest.starts_with('-'));
        let letters = rest.bytes().skip(minus).take_while(u8::is_ascii_alphabetic).count();
        let key_len = if letters > 0 { minus + letters } else { 0 };
        let (key, after_key) = rest.split_at(key_len);
        let (key, body) = match after_key.strip_prefix(':') {
            Some(body) if key_len > 0 => (Some(key.to_ascii_lowercase()), body),
            _ => (None, rest),
        };
        let (value, tail) = value(body)?;
        tokens.push(Token { key, value: value.to_owned() });
        rest = tail.trim_start();
    }
    Ok(tokens)
}

fn value(text: &str) -> Result<(&str, &str), FilterError> {
    let open = text.chars().next().filter(|c| matches!(c, '"' | '“' | '”'));
    if let Some(mark) = open {
        let body = text.get(mark.len_utf8()..).unwrap_or_default();
        let close = body.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”'));
        let (end, c) = close.ok_or(FilterError::OpenQuote)?;
        return Ok((body.get(..end).unwrap_or_default(), body.get(end + c.len_utf8()..).unwrap_or_default()));
    }
    Ok(text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())))
}

/// Which bounds a text says.
#[derive(Clone, Copy)]
enum Part {
    Along,
    From,
}

/// `1200-1400`, or `1200-1400@RUS-UKR` for another border than that of Afghanistan and Pakistan; of two borders the last.
fn stretch(before: Option<AlongBounds>, text: &str, part: Part) -> Result<AlongBounds, FilterError> {
    let bad = || FilterError::BadStretch(text.to_owned());
    let (range, border) = text.split_once('@').map_or((text, None), |(range, border)| (range, Some(border)));
    let border = match border {
        Some(words) => BorderKey::find(words).map_err(|_| bad())?,
        None => before.map_or(BorderKey::DURAND, |before| before.border),
    };
    let range = Some(KmRange::parse(range).ok_or_else(bad)?);
    let (km, off_km) = before.map_or((None, None), |before| (before.km, before.off_km));
    Ok(match part {
        Part::Along => AlongBounds { border, km: range, off_km },
        Part::From => AlongBounds { border, km, off_km: range },
    })
}

fn phrase(key: &str, text: &str) -> Result<Phrase, FilterError> {
    Phrase::new(text).ok_or_else(|| FilterError::Empty(key.to_owned()))
}

fn file(key: &str, text: &str) -> Result<FileName, FilterError> {
    FileName::new(text).ok_or_else(|| FilterError::Empty(key.to_owned()))
}

fn quoted_file(name: &FileName) -> String {
    let name = name.as_str();
    if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
}

/// A phrase as the text form writes it: in quotation marks unless it is one word and no key.
fn quoted(phrase: &Phrase) -> String {
    let text = phrase.as_str();
    if text.contains(' ') { format!("\"{text}\"") } else { text.to_owned() }
}

/// `2025`, `2025-10`, `2025-10-11`, each with its first instant, or a day with a clock time.
fn instant(text: &str) -> Result<Instant, FilterError> {
    parse_instant(text).ok_or_else(|| FilterError::BadDate(text.to_owned()))
}

fn parse_instant(text: &str) -> Option<Instant> {
    let (date, clock) = text.split_once('T').map_or((text, None), |(d, c)| (d, Some(c)));
    let (sign, digits) = date.strip_prefix('-').map_or((1, date), |digits| (-1, digits));
    let mut parts = digits.split('-');
    let year = sign * parts.next()?.parse::<i32>().ok()?;
    let month = parts.next().map_or(Some(1), |m| m.parse().ok())?;
    let day = parts.next().map_or(Some(1), |d| d.parse().ok())?;
    let date = Date::new(year, month, day).filter(|_| parts.next().is_none())?;
    let secs = clock.map_or(Some(0), clock_secs)?;
    Some(Instant(date.start_secs() + secs))
}

fn clock_secs(text: &str) -> Option<i64> {
    let mut total = 0;
    let mut parts = text.split(':');
    for (unit, limit) in [(3600, 24), (60, 60), (1, 60)] {
        let Some(part) = parts.next() else { break };
        let n = part.parse::<i64>().ok().filter(|n| (0..limit).contains(n))?;
        total += n * unit;
    }
    parts.next().is_none().then_some(total)
}

/// An instant as the text form writes it, as short as it can be.
struct Stamp(Instant);

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m, s) = self.0.clock();
        write!(f, "{}", self.0.date())?;
        match (h, m, s) {
            (0, 0, 0) => Ok(()),
            (h, m, 0) => write!(f, "T{h:02}:{m:02}"),
            (h, m, s) => write!(f, "T{h:02}:{m:02}:{s:02}"),
        }
    }
}

/// Words with commas between them, each of which must be known.
fn listed<T>(
    text: &str,
    from_id: impl Fn(&str) -> Option<T>,
    bad: impl Fn(String) -> FilterError,
) -> Result<Vec<T>, FilterError> {
    text.split(',').map(|id| from_id(&id.to_lowercase()).ok_or_else(|| bad(id.to_owned()))).collect()
}

fn list<T: Copy>(key: &str, values: &[T], id: impl Fn(T) -> &'static str) -> Option<String> {
    let ids: Vec<&str> = values.iter().map(|&value| id(value)).collect();
    (!ids.is_empty()).then(|| format!("{key}:{}", ids.join(",")))
}

fn ids<T: Copy>(all: &[T], id: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|&value| id(value)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        let filter: Filter =
            "after:2025-10 kind:battle,strike actor:\"Afghan Taliban\" Torkham place:kurram".parse().unwrap();
        assert_eq!(
            filter.to_string(),
            "after:2025-10-01 kind:battle,strike actor:\"afghan taliban\" place:kurram torkham"
        );
        assert_eq!("".parse::<Filter>().unwrap(), Filter::default());
        assert_eq!("  ".parse::<Filter>().unwrap().to_string(), "");
    }

    #[test]
    fn says_what_it_did_not_understand() {
        let fails = |text: &str| text.parse::<Filter>().unwrap_err();
        assert_eq!(fails("sort:time"), FilterError::UnknownKey("sort".to_owned()));
        assert_eq!(fails("after:2025-02-30"), FilterError::BadDate("2025-02-30".to_owned()));
        assert_eq!(fails("before:2025-10-11T25"), FilterError::BadDate("2025-10-11T25".to_owned()));
        assert_eq!(fails("kind:war"), FilterError::BadKind("war".to_owned()));
        assert!(fails("where:sure").to_string().contains("exact, near, district"));
        assert_eq!(fails("when:soon"), FilterError::BadDatePrecision("soon".to_owned()));
        assert_eq!(fails("-dup:all"), FilterError::BadRepeats("all".to_owned()));
        assert_eq!(fails("km:far"), FilterError::BadStretch("far".to_owned()));
        assert_eq!(fails("off:1-2@USA-PAK"), FilterError::BadStretch("1-2@USA-PAK".to_owned()));
        assert_eq!(fails("-kind:war"), FilterError::UnknownKey("-kind".to_owned()));
        assert_eq!(fails("file:"), FilterError::Empty("file".to_owned()));
        assert_eq!(fails("actor:--"), FilterError::Empty("actor".to_owned()));
        assert_eq!(fails("place:\"Spin Boldak"), FilterError::OpenQuote);
    }

    fn phrases() -> impl Strategy<Value = Vec<Phrase>> {
        prop::collection::vec("[\\PC]{0,12}", 0..3)
            .prop_map(|v| v.iter().filter_map(|t| Phrase::new(t)).collect())
    }

    fn names() -> impl Strategy<Value = Vec<FileName>> {
        prop::collection::vec("[\\PC\n\"]{0,12}", 0..3)
            .prop_map(|v| v.iter().filter_map(|t| FileName::new(t)).collect())
    }

    proptest! {
        #[test]
        fn text_form_round_trips(
            after in prop::option::of(-60_000_000_000i64..200_000_000_000),
            before in prop::option::of(-60_000_000_000i64..200_000_000_000),
            kinds in prop::collection::vec(0usize..8, 0..4),
            sure in (prop::collection::vec(0usize..7, 0..3), prop::collection::vec(0usize..9, 0..3)),
            actors in phrases(), places in phrases(), words in phrases(),
            files in names(), without_files in names(), hide: bool,
            along in prop::option::of((-90_000f64..90_000.0, -90_000f64..90_000.0, 0usize..3, any::<bool>())),
        ) {
            let repeats = if hide { Repeats::Hidden } else { Repeats::Shown };
            let mut filter =
                Filter { files, without_files, repeats, actors, places, words, ..Filter::default() };
            filter.time.after = after.map(Instant);
            filter.time.before = before.map(Instant);
            filter.kinds = kinds.into_iter().filter_map(|i| Kind::ALL.get(i).copied()).collect();
            filter.place_precision = sure.0.into_iter().map(|i| PlacePrecision::ALL[i]).collect();
            filter.date_precision = sure.1.into_iter().map(|i| Precision::ALL[i]).collect();
            filter.along = along.and_then(|(a, b, which, durand)| {
                let range = KmRange::new(a, b);
                let (km, off_km) = [(range, None), (None, range), (range, range)][which];
                let border = if durand { Some(BorderKey::DURAND) } else { BorderKey::new("UKR", "RUS") };
                Some(AlongBounds { border: border?, km, off_km })
            });
            let filter = filter.tidy();
            prop_assert_eq!(filter.to_string().parse::<Filter>().unwrap(), filter);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = text.parse::<Filter>();
        }
    }
}
