//! Rows as large ACLED exports have them, made from nothing but their number: always the same, of any length.
//!
//! Newest first; 31 columns; 240 countries, 3,600 provinces, 38,000 districts, 200,000 towns, 12,000 actors and 18,000
//! sources, few of them often and most of them seldom; a town's rows have its coordinates, or each row its own; notes of about
//! 350 bytes in 40 frequent and 30,000 rare words, of which 6 % hold quotation marks, 1 % line ends and 4 % letters of other
//! scripts. All names are invented.

use std::fmt::Write as _;
use std::io::{self, Write};

/// The columns of exports since 2023.
pub const HEADER: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,\
location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";

const COUNTRIES: u64 = 240;
const PROVINCES: u64 = 3_600;
const DISTRICTS: u64 = 38_000;
const TOWNS: u64 = 200_000;
const ACTORS: u64 = 12_000;
const SOURCES: u64 = 18_000;
/// Words of the notes that are not among the frequent ones.
const RARE_WORDS: u64 = 30_000;
/// 2025-11-21 in days since 1970, and how many days the rows go back.
const LAST_DAY: i64 = 20_413;
const DAYS: u64 = 10_500;

const SYLLABLES: [&str; 32] = [
    "ka", "ra", "shi", "lo", "ma", "tu", "ben", "dar", "al", "zor", "qui", "pa", "nan", "gar", "hal", "khy",
    "ber", "pur", "ak", "mo", "sul", "wa", "zi", "ri", "sta", "ko", "ro", "bu", "na", "di", "el", "fa",
];
const OTHER_SCRIPTS: [&str; 4] = ["کرم ایجنسی", "Ђорђе", "São João", "კახეთი"];
/// The first ones more often than the last.
const WORDS: [&str; 40] = [
    "the",
    "of",
    "in",
    "and",
    "to",
    "at",
    "by",
    "near",
    "security",
    "forces",
    "police",
    "army",
    "border",
    "post",
    "troops",
    "fire",
    "mortar",
    "vehicles",
    "wounded",
    "killed",
    "civilians",
    "Torkham",
    "sources",
    "reported",
    "claimed",
    "attack",
    "convoy",
    "checkpoint",
    "village",
    "protest",
    "government",
    "water",
    "hours",
    "drone",
    "houses",
    "damaged",
    "road",
    "artillery",
    "crossing",
    "night",
];
/// Disorder, type and kind of an event.
const KINDS: [[&str; 3]; 8] = [
    ["Political violence", "Battles", "Armed clash"],
    ["Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"],
    ["Political violence", "Explosions/Remote violence", "Air/drone strike"],
    ["Political violence", "Violence against civilians", "Attack"],
    ["Demonstrations", "Protests", "Peaceful protest"],
    ["Demonstrations", "Riots", "Violent demonstration"],
    ["Political violence", "Riots", "Mob violence"],
    ["Strategic developments", "Strategic developments", "Looting/property destruction"],
];
const SIDES: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];
/// What most rows are coded with, and fewer.
const TIME_PRECISIONS: [u8; 8] = [1, 1, 1, 1, 1, 1, 2, 3];
const GEO_PRECISIONS: [u8; 7] = [1, 1, 1, 1, 2, 2, 3];
const SCALES: [&str; 5] = ["National", "Subnational", "International", "Regional", "New media-National"];

/// Writes the header and so many rows; scattered ones have coordinates of their own, others those of their towns.
///
/// # Errors
/// When writing fails.
pub fn write_rows(rows: u64, scattered: bool, out: &mut impl Write) -> io::Result<()> {
    out.write_all(HEADER.as_bytes())?;
    let mut line = String::new();
    for n in 0..rows {
        line.clear();
        push_row(n, rows, scattered, &mut line);
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}

/// Numbers without order that depend on the seed alone (`SplitMix64`, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.roll() % n
    }

    /// Low numbers often and high ones seldom: the number of a uniform range below a uniform bound, twice.
    fn seldom(&mut self, n: u64) -> u64 {
        let most = self.below(n) + 1;
        let most = self.below(most) + 1;
        self.below(most)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let at = usize::try_from(self.below(of.len() as u64)).unwrap_or(0);
        of[at]
    }
}

fn push_row(n: u64, rows: u64, scattered: bool, out: &mut String) {
    let mut dice = Dice(n);
    let town = dice.seldom(TOWNS);
    // A town lies in one district, that in one province, and that in one country.
    let district = town * 7919 % DISTRICTS;
    let (province, country) = (district % PROVINCES, district % PROVINCES % COUNTRIES);
    let (first, second) = (dice.seldom(ACTORS), dice.seldom(ACTORS));
    let [disorder, kind, sub_kind] = dice.pick(&KINDS);
    let (side, other) = (dice.pick(&SIDES), dice.pick(&SIDES));
    let day = LAST_DAY - i64::try_from(n * DAYS / rows.max(1)).unwrap_or(0);
    let (year, month, of_month) = civil(day);
    let own = Dice(dice.roll());
    let [lat, lon] = at(country, if scattered { own } else { Dice(8 << 32 | town) });
    let [with_first, with_second] = [30, 20]
        .map(|of_100| if dice.below(100) < of_100 { actor(dice.seldom(ACTORS)) } else { String::new() });
    let [country, province, district, town] =
        [(1, country), (2, province), (3, district), (4, town)].map(name);
    let [first, second] = [first, second].map(actor);
    let code = country.get(..3).unwrap_or("XXX").to_uppercase();
    let deaths = if dice.below(100) < 78 { 0 } else { dice.seldom(40) };
    let _ = write!(
        out,
        "{code}{},{year}-{month:02}-{of_month:02},{year},{},{disorder},{kind},{sub_kind},{first},{with_first},{side},{second},\
         {with_second},{other},{side}-{other},{},{},South Asia,{country},{province},{district},,{town},{lat},{lon},{},{} {},{},",
        rows - n,
        dice.pick(&TIME_PRECISIONS),
        if kind.starts_with("Violence") { "Civilian targeting" } else { "" },
        dice.below(900),
        dice.pick(&GEO_PRECISIONS),
        name((7, dice.seldom(SOURCES))),
        dice.pick(&["News", "Times", "Herald", "Radio"]),
        dice.pick(&SCALES),
    );
    push_notes(&mut dice, &first, &town, out);
    let _ = writeln!(
        out,
        ",{deaths},{},{}",
        if dice.below(5) == 0 { "crowd size=no report" } else { "" },
        day * 86_400
    );
}

/// Latitude and longitude in ten thousandths of a degree, within five degrees of the middle of the country; the middles of the
/// first two lie at the border between Pakistan and Afghanistan, the others anywhere between those bounds.
fn at(country: u64, mut of_town: Dice) -> [String; 2] {
    let mut of_country = Dice(10 << 32 | country);
    [(-350_000, 950_000, [315_000, 340_000]), (-1_200_000, 2_650_000, [710_000, 670_000])].map(
        |(from, range, first)| {
            let middle = match country {
                0 => first[0],
                1 => first[1],
                _ => from + i64::try_from(of_country.below(range)).unwrap_or(0),
            };
            // Near the middle more often than far from it.
            let away = of_town.below(50_000) + of_town.below(50_000);
            let at = middle + i64::try_from(away).unwrap_or(0) - 50_000;
            let sign = if at < 0 { "-" } else { "" };
            format!("{sign}{}.{:04}", at.abs() / 10_000, at.abs() % 10_000)
        },
    )
}

/// About 350 bytes between quotation marks.
fn push_notes(dice: &mut Dice, actor: &str, town: &str, out: &mut String) {
    let _ = write!(out, "\"{actor} in {town}:");
    let (odd, words) = (dice.below(100), 38 + dice.below(20));
    for word in 0..words {
        out.push(' ');
        match odd {
            0..6 if word == 5 => out.push_str("\"\"as they said\"\""),
            6 if word == 9 => out.push('\n'),
            7..11 if word % 9 == 2 => out.push_str(dice.pick(&OTHER_SCRIPTS)),
            _ if dice.below(5) == 0 => out.push_str(&name((11, dice.seldom(RARE_WORDS)))),
            _ => {
                let some = dice.below(WORDS.len() as u64) + 1;
                out.push_str(dice.pick(WORDS.get(..usize::try_from(some).unwrap_or(1)).unwrap_or(&WORDS)));
            }
        }
    }
    out.push_str(".\"");
}

/// The name of an actor by its number, in the forms that coders use.
fn actor(number: u64) -> String {
    let name = name((5, number));
    match number % 6 {
        0 => format!("Military Forces of {name} (2018-)"),
        1 => format!("Protesters ({name})"),
        2 => format!("Civilians ({name})"),
        3 => format!("{name} Ethnic Militia"),
        4 => format!("Unidentified Armed Group ({name})"),
        _ => format!("{name} Liberation Front"),
    }
}

/// The name of a thing of a kind by its number.
fn name((kind, number): (u64, u64)) -> String {
    let mut dice = Dice(kind << 32 | number);
    let mut out: String = (0..2 + dice.below(3)).map(|_| dice.pick(&SYLLABLES)).collect();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if dice.below(25) == 0 {
        out.push_str(dice.pick(&["é", "ł", "ña", "çe"]));
    }
    out
}

/// Year, month and day of a day since 1970 (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_month)
}
