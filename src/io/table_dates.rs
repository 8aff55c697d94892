//! Dates in cells of any table: with months in other languages, as day numbers of a workbook, with two days in one cell.

use super::cells::with_clock;
use super::csv_text::{DAY_ZERO_1900, serial_text};
use super::dates::{DayOrder, from_number, parse};
use super::rows::PLAUSIBLE_YEARS;
use super::sink::FileSink;
use super::table_degrees::western_digits;
use super::table_names::plain_name;
use crate::model::{Origin, Precision, When};

/// Reads a cell that may hold a date; `None` for what is none, and for years that events are not of.
pub fn date(text: &str, order: DayOrder) -> Option<When> {
    let text = western_digits(text.trim()).replace('\u{a0}', " ");
    let found = one(&text, order).or_else(|| two(&text, order));
    found.filter(|when| PLAUSIBLE_YEARS.contains(&when.span.start().date().year()))
}

/// Adds a time of day to a day.
pub fn at_time(when: When, time: &str, at: Origin, out: &mut FileSink<'_>) -> When {
    let time = western_digits(time);
    // A time cell of a workbook without its format is a share of the day.
    match time.parse::<f64>() {
        Ok(share) if time.contains('.') && (0.0..1.0).contains(&share) => {
            let clock = serial_text(DAY_OF_SHARES + share, DAY_ZERO_1900);
            let clock =
                clock.as_deref().and_then(|text| text.split_once(' ')).map_or("00:00", |(_, clock)| clock);
            with_clock(when, clock, at, out)
        }
        _ => with_clock(when, &time, at, out),
    }
}

/// Any day number, to which a share of a day is added.
const DAY_OF_SHARES: f64 = 40_000.0;

/// A month by its number or name in any of the languages; 0 where it is blank or not known, `None` for other words.
pub fn month(text: &str) -> Option<u8> {
    let text = western_digits(text.trim());
    if text.is_empty() || super::cells::is_unknown(&text) {
        return Some(0);
    }
    let number = text.strip_suffix(".0").unwrap_or(&text).parse::<u8>();
    number.ok().or_else(|| month_named(&plain_name(&text)))
}

fn one(text: &str, order: DayOrder) -> Option<When> {
    let number =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| text.parse::<f64>().ok()).flatten();
    if let Some(number) = number {
        let serial = serial_text(number, DAY_ZERO_1900).and_then(|day| parse(&day, order));
        return serial.or_else(|| from_number(number).filter(|_| text.len() >= 4));
    }
    parse(text, order).or_else(|| parse(&in_english(text)?, order))
}

/// `11 October 2025 to 13 October 2025`, `11-13 October 2025`.
fn two(text: &str, order: DayOrder) -> Option<When> {
    let joins = [" to ", " until ", " – ", " - ", "–", " al ", " au ", " до ", " تا ", "-"];
    joins.iter().find_map(|join| {
        let (first, last) = text.split_once(join)?;
        let end = one(last.trim(), order)?;
        let short = first.trim().parse::<u8>().ok().and_then(|day| {
            let date = end.span.start().date();
            crate::model::Date::new(date.year(), date.month(), day).map(When::day)
        });
        let start = short.or_else(|| one(first.trim(), order))?;
        let days = start.precision <= Precision::Month && end.precision <= Precision::Month;
        let span = crate::model::Span::new(start.span.start(), end.span.end())?;
        days.then_some(When { span, precision: Precision::Range })
    })
}

/// The date with its month in English and without the small words around it; `None` if no month is named.
fn in_english(text: &str) -> Option<String> {
    let mut named = false;
    let words = text.split([' ', ',', '\u{200c}']).filter(|word| !word.is_empty()).filter_map(|word| {
        let plain = plain_name(word);
        if let Some(month) = month_named(&plain) {
            named = true;
            return Some(crate::model::month_name(month));
        }
        let small =
            ["de", "del", "do", "da", "le", "el", "den", "г", "года", "год", "р", "року", "م", "ء", "سنه"];
        match plain.as_str() {
            "1er" | "1o" => Some("1"),
            plain if small.contains(&plain) => None,
            _ => Some(word),
        }
    });
    let words: Vec<&str> = words.collect();
    named.then(|| words.join(" "))
}

/// The month of a plain name.
fn month_named(plain: &str) -> Option<u8> {
    let english = parse(&format!("1 {plain} 2000"), DayOrder::DayFirst);
    if let Some(when) = english.filter(|_| plain.len() > 2 && plain.bytes().all(|b| b.is_ascii_alphabetic()))
    {
        return Some(when.span.start().date().month());
    }
    let is_it = |names: &&str| names.split(' ').any(|name| plain_name(name) == plain);
    MONTHS.iter().position(is_it).and_then(|index| u8::try_from(index + 1).ok())
}

/// French, Spanish, Portuguese, German, Russian, Ukrainian, Arabic (both sets), Persian and Urdu names of the months.
const MONTHS: [&str; 12] = [
    "janvier janv enero ene janeiro januar января январь січня січень يناير كانون_الثاني ژانویه جنوری",
    "février fév févr febrero fevereiro fev februar февраля февраль лютого лютий فبراير شباط فوریه فروری",
    "mars marzo março märz марта март березня березень مارس آذار مارچ",
    "avril avr abril abr апреля апрель квітня квітень أبريل نيسان آوریل اپریل",
    "mai mayo maio мая май травня травень مايو أيار مه مئی",
    "juin junio junho juni июня июнь червня червень يونيو حزيران ژوئن جون",
    "juillet juil julio julho juli июля июль липня липень يوليو تموز ژوئیه جولائی",
    "août aout agosto ago августа август серпня серпень أغسطس آب اوت اگست",
    "septembre septiembre setiembre setembro set сентября сентябрь вересня вересень سبتمبر أيلول سپتامبر ستمبر",
    "octobre octubre outubro out oktober октября октябрь жовтня жовтень أكتوبر تشرين_الأول اکتبر اکتوبر",
    "novembre noviembre novembro ноября ноябрь листопада листопад نوفمبر تشرين_الثاني نوامبر نومبر",
    "décembre diciembre dic dezembro dez dezember декабря декабрь грудня грудень ديسمبر كانون_الأول دسامبر دسمبر",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        date(text, DayOrder::DayFirst).map_or("none".to_owned(), |when| when.in_short())
    }

    #[test]
    fn dates_in_many_languages_and_writings() {
        let october = [
            "11 octobre 2025",
            "Samedi 11 octobre 2025".trim_start_matches("Samedi "),
            "11 de octubre de 2025",
            "11 de outubro de 2025",
            "11 октября 2025 г.",
            "11 жовтня 2025 року",
            "11 أكتوبر 2025",
            "١١ أكتوبر ٢٠٢٥",
            "۱۱ اکتبر ۲۰۲۵",
            "11 اکتوبر 2025",
            "45941",
            "45941.0",
            "20251011",
            "11.10.2025",
            "2025-10-11",
            "11\u{a0}October 2025",
            "1760140800",
        ];
        for text in october {
            assert_eq!(words(text), "11 Oct 2025", "{text}");
        }
        assert_eq!(words("1er mai 2024"), "1 May 2024");
        assert_eq!(words("mars 2024"), "Mar 2024");
        assert_eq!(words("45941.875"), "11 Oct 2025, 21:00");
    }

    #[test]
    fn two_days_in_one_cell_are_a_range() {
        for text in ["11-13 October 2025", "11 October 2025 to 13 October 2025", "2025-10-11 – 2025-10-13"]
        {
            assert_eq!(words(text), "11 Oct 2025 – 13 Oct 2025", "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "Kurram", "12", "3.5", "2025-13-40", "99999999999999", "0001-01-01", "a-b", "7-Eleven"]
        {
            assert_eq!(words(text), "none", "{text}");
        }
        assert_eq!((month("Março"), month("0"), month(""), month("xx")), (Some(3), Some(0), Some(0), None));
    }
}
