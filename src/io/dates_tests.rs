//! Dates as files write them.

use super::*;

fn words(text: &str) -> String {
    parse(text, DayOrder::DayFirst).map_or("none".to_owned(), |w| w.in_words())
}

#[test]
fn every_form_of_the_same_day_is_that_day() {
    let forms = [
        "2020-05-09",
        "2020-05-09T00:00:00Z",
        "2020-05-09 00:00:00.000",
        "9-May-20",
        "09 May 2020",
        "09-May-2020",
        "May 9, 2020",
        "9th of May 2020",
        "Sat, 9 May 2020",
        "2020/05/09",
        "2020 May 9",
        "09-05-20",
        "09/05/2020",
        "9.5.2020",
        "20200509",
    ];
    for form in forms {
        assert_eq!(words(form), "Saturday 9 May 2020", "{form}");
    }
}

#[test]
fn partial_dates_stay_partial() {
    assert_eq!(words("2009-02"), "some time in February 2009");
    assert_eq!(words("2009-02-00"), "some time in February 2009");
    assert_eq!(words("2009-00-00"), "some time in 2009");
    assert_eq!(words("2009"), "some time in 2009");
    assert_eq!(words("February 2009"), "some time in February 2009");
    assert_eq!(words("02/2009"), "some time in February 2009");
    assert_eq!(words("20090200"), "some time in February 2009");
    assert_eq!(words("-0044-03-15"), "Thursday 15 March -44");
}

#[test]
fn times_with_a_zone_become_utc() {
    assert_eq!(words("2025-10-11T21:04:05Z"), "Saturday 11 October 2025, 21:04:05");
    assert_eq!(words("2025-10-12T01:34:05.250+04:30"), "Saturday 11 October 2025, 21:04:05");
    assert_eq!(words("2025-10-11 21:04"), "Saturday 11 October 2025, 21:04");
    assert_eq!(words("11/10/2025 9:04 PM"), "Saturday 11 October 2025, 21:04");
    assert_eq!(words("2025-10-11T21"), "Saturday 11 October 2025, between 21:00 and 22:00");
    assert_eq!(words("2025-10-11T16:04:05-0500"), "Saturday 11 October 2025, 21:04:05");
    assert_eq!(words("Sat, 11 Oct 2025 21:04:05 GMT"), "Saturday 11 October 2025, 21:04:05");
    assert_eq!(words("2025-10-11T24:00"), "Sunday 12 October 2025, 00:00");
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "soon",
        "2025-02-30",
        "2025-13-01",
        "31-31-2019",
        "12",
        "2025-10-11T25:00",
        "1e9",
        "2025-10-11T10:00+99",
        "3 soldiers 2020",
        "1000000000-01-01",
        "99999999",
        "٢٠٢٥-١٠-١١",
        "2020-05-09-01",
        "\u{0}",
        "NaN",
    ] {
        assert_eq!(parse(text, DayOrder::DayFirst), None, "{text}");
    }
    for text in ["2025-02-30", "31-31-2019", "2019-02", "2025-10-111", "99999999"] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn day_and_month_keep_the_order_asked_for_unless_impossible() {
    let short = |text, order| parse(text, order).unwrap().in_short();
    assert_eq!(short("03/04/2020", DayOrder::DayFirst), "3 Apr 2020");
    assert_eq!(short("03/04/2020", DayOrder::MonthFirst), "4 Mar 2020");
    assert_eq!(short("03/14/2020", DayOrder::DayFirst), "14 Mar 2020");
    assert_eq!(short("14/03/2020", DayOrder::MonthFirst), "14 Mar 2020");
    assert_eq!(short("31-12-19", DayOrder::DayFirst), "31 Dec 2019");
    assert_eq!(short("31-12-97", DayOrder::DayFirst), "31 Dec 1997");
}

#[test]
fn the_fast_way_agrees_with_the_careful_one() {
    for text in ["1990-10-04 00:00:00.000", "2021-12-31", "03 December 2020", "01-January-2015", "9-May-20"] {
        assert_eq!(day(text).map(When::day), parse(text, DayOrder::DayFirst), "{text}");
    }
}

#[test]
fn numbers_are_years_days_seconds_or_milliseconds() {
    let words = |n| from_number(n).map_or("none".to_owned(), |w| w.in_words());
    assert_eq!(words(1_706_493_582_860.0), "Monday 29 January 2024, 01:59:42");
    assert_eq!(words(1_706_493_582.0), "Monday 29 January 2024, 01:59:42");
    assert_eq!(words(1_706_486_400_000.0), "Monday 29 January 2024");
    assert_eq!(words(2018.0), "some time in 2018");
    assert_eq!(words(20_200_509.0), "Saturday 9 May 2020");
    assert_eq!(words(-1_706_493_582_860.0), "Saturday 4 December 1915, 22:00:17");
    assert_eq!([words(f64::NAN), words(1e300), words(7.0)], ["none", "none", "none"]);
}

#[test]
fn a_week_has_the_date_in_its_middle() {
    let week = week_around(Date::new(2020, 5, 9).unwrap());
    assert_eq!(week.in_words(), "some time in the week of 6–12 May 2020");
}
