//! Dates of other calendars against published ones.

use proptest::prelude::*;

use super::*;
use OtherCalendar::{Hijri, SolarAfghan, SolarIranian};

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn of(calendar: OtherCalendar, day: Date) -> (i32, u8, u8) {
    let d = calendar.date(day).unwrap();
    (d.year, d.month, d.day)
}

#[test]
fn nowruz_falls_on_the_published_days() {
    // As the calendars of Iran and Afghanistan printed them.
    let known =
        [(1300, 21), (1358, 21), (1375, 20), (1379, 20), (1399, 20), (1400, 21), (1403, 20), (1404, 21)];
    let wrong: Vec<_> = known
        .iter()
        .filter_map(|&(year, march)| {
            let first = Date::from_days(SolarAfghan.month_start(year, 1).unwrap());
            (first != date(year + 621, 3, march)).then(|| format!("{year}: {first}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The March equinox of a Gregorian year as days since 1970-01-01T00:00 UT, to within half an hour from 1900 to 2100
/// (J. Meeus, "Astronomical Algorithms", 2nd ed., chapter 27, table 27.B and the largest periodic terms).
fn equinox_days(year: i32) -> f64 {
    let y = (f64::from(year) - 2000.0) / 1000.0;
    let jde0 = 2_451_623.809_84 + 365_242.374_04 * y + 0.051_69 * y * y
        - 0.004_11 * y.powi(3)
        - 0.000_57 * y.powi(4);
    let t = (jde0 - 2_451_545.0) / 36_525.0;
    let w = (35_999.373 * t - 2.47).to_radians();
    let lambda = 1.0 + 0.033_4 * w.cos() + 0.000_7 * (2.0 * w).cos();
    let terms = [
        (485.0, 324.96, 1934.136),
        (203.0, 337.23, 32_964.467),
        (199.0, 342.08, 20.186),
        (182.0, 27.85, 445_267.112),
        (156.0, 73.14, 45_036.886),
        (136.0, 171.52, 22_518.443),
        (77.0, 222.54, 65_928.934),
        (74.0, 296.72, 3_034.906),
        (70.0, 243.58, 9_037.513),
        (58.0, 119.81, 33_718.147),
        (52.0, 297.17, 150.678),
        (50.0, 21.02, 2_281.226),
    ];
    let s: f64 = terms.iter().map(|&(a, b, c): &(f64, f64, f64)| a * (b + c * t).to_radians().cos()).sum();
    jde0 + 0.000_01 * s / lambda - 2_440_587.5
}

#[test]
fn nowruz_is_the_day_of_the_equinox_if_that_comes_before_noon_in_tehran() {
    let mut checked = 0;
    for year in 1300..=1420 {
        // Noon by Iran's meridian, 52.5° east.
        let noons = equinox_days(year + 621) + 3.5 / 24.0 - 0.5;
        if (noons - noons.round()).abs() < 0.5 / 24.0 {
            continue;
        }
        checked += 1;
        let first = SolarAfghan.month_start(year, 1).unwrap();
        assert!((f64::from(i32::try_from(first).unwrap()) - noons.ceil()).abs() < 0.1, "{year}");
    }
    assert!(checked > 110, "{checked}");
}

#[test]
fn leap_years_are_the_published_ones() {
    let known = [
        1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366,
        1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420,
    ];
    let start = |year| SolarAfghan.month_start(year, 1).unwrap();
    let leap: Vec<i32> = (1300..=1420).filter(|&year| start(year + 1) - start(year) == 366).collect();
    assert_eq!(leap, known);
}

#[test]
fn dates_agree_with_the_book_of_calendars() {
    // "Calendrical Calculations", appendix C: dates from 1648 to 2094.
    let known = [
        (date(1648, 6, 10), (1027, 3, 21), (1058, 5, 18)),
        (date(1945, 11, 12), (1324, 8, 21), (1364, 12, 6)),
        (date(1996, 2, 25), (1374, 12, 6), (1416, 10, 5)),
        (date(2094, 7, 18), (1473, 4, 28), (1518, 3, 5)),
    ];
    for (day, solar, hijri) in known {
        assert_eq!((of(SolarIranian, day), of(Hijri, day)), (solar, hijri), "{day}");
    }
}

#[test]
fn a_day_of_the_sample_is_said_in_each_calendar() {
    let day = date(2025, 10, 11);
    let words = |calendar: OtherCalendar| calendar.days_in_words(day, day).unwrap();
    assert_eq!(words(SolarAfghan), "19 Mizan (Mehr) 1404");
    assert_eq!(words(SolarIranian), "19 Mehr (Mizan) 1404");
    assert_eq!(words(Hijri), "18 Rabi II 1447");
    let span = |from, to| SolarAfghan.days_in_words(from, to).unwrap();
    assert_eq!(span(day, date(2025, 10, 14)), "19–22 Mizan (Mehr) 1404");
    assert_eq!(span(date(2025, 9, 22), day), "31 Sunbula (Shahrivar) – 19 Mizan (Mehr) 1404");
    assert_eq!(span(date(2025, 3, 20), date(2025, 3, 21)), "30 Hut (Esfand) 1403 – 1 Hamal (Farvardin) 1404");
}

#[test]
fn what_lies_outside_of_a_calendar_has_no_date() {
    assert_eq!(Hijri.date(date(622, 7, 18)), None);
    assert_eq!(of(Hijri, date(622, 7, 19)), (1, 1, 1));
    assert_eq!(SolarAfghan.date(date(622, 3, 21)), None);
    assert_eq!(of(SolarAfghan, date(622, 3, 22)), (1, 1, 1));
    assert_eq!(SolarAfghan.date(date(9000, 1, 1)), None);
    assert_eq!((SolarAfghan.month_start(1404, 13), Hijri.month_start(0, 1)), (None, None));
}

proptest! {
    #[test]
    fn days_follow_one_another_without_gap(days in -490_000i64..667_000, which in 0usize..3) {
        let calendar = OtherCalendar::ALL[which];
        let at = |days| calendar.date(Date::from_days(days)).unwrap();
        let (a, b) = (at(days), at(days + 1));
        prop_assert!(a.day <= 31 && (1..=12).contains(&a.month));
        prop_assert_eq!(calendar.month_start(a.year, a.month).unwrap() + i64::from(a.day) - 1, days);
        let next_month = (a.year, a.month + 1, 1) == (b.year, b.month, b.day);
        let next_year = (a.year + 1, 1, 1) == (b.year, b.month, b.day);
        let next_day = (a.year, a.month, a.day + 1) == (b.year, b.month, b.day);
        prop_assert!(next_day || (a.day >= 29 && (next_month || (next_year && a.month == 12))), "{a:?} {b:?}");
    }
}
#[test]
fn every_day_from_1887_to_2079_is_that_of_icu() {
    // The sums were taken over ICU's calendars `islamic-civil` and `persian`, day by day, in the same way.
    let sum = |calendar| {
        (-30_000..40_000).fold(0_i64, |sum, days| {
            let (year, month, day) = of(calendar, Date::from_days(days));
            let digits = i64::from(year) * 372 + i64::from(month) * 31 + i64::from(day);
            (sum * 31 + digits) % 1_000_000_007
        })
    };
    assert_eq!((sum(Hijri), sum(SolarAfghan), sum(SolarIranian)), (186_334_153, 375_116_493, 375_116_493));
}
