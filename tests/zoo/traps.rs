//! The traps that real tables hold, each at its smallest.

use super::animal::{Animal, made, small};
use super::tables::{HEAD, ROW, row_with, table};

pub fn animals() -> Vec<Animal> {
    [rows_that_are_none(), ids(), axes(), names(), cells()].into_iter().flatten().collect()
}

fn rows_that_are_none() -> Vec<Animal> {
    let tags =
        "#event+id,#date,#event+type,#group,#country,#loc,#geo+lat,#geo+lon,#affected+killed,#description\n";
    vec![
        small("hxl-tags.csv", "acled-csv 1+0: hxl-row 1", table(tags.to_owned() + ROW)),
        small(
            "hxl-tags-with-gaps.csv",
            "acled-csv 1+0: hxl-row 1",
            table(",,,,,,#geo+lat,#geo+lon,,\n".to_owned() + ROW),
        ),
        small("totals-row.csv", "acled-csv 1+1: totals-row 1", table(ROW.to_owned() + ",,,,,,,,3,\n")),
        small(
            "counts-by-month.csv",
            "! it holds counts by place and period",
            "Country,Month,Year,Events,Fatalities\nPakistan,October,2025,12,30\nPakistan,November,2025,8,11\n",
        ),
        small(
            "no-places-at-all.csv",
            "any-table 2+0",
            "Date,Kind,Deaths\n2025-10-11,attack,3\n2025-10-12,raid,0\n",
        ),
        small("no-dates-at-all.csv", "any-table 2+0", "Town,lat,lon\nKhost,33.3,69.9\nThal,33.4,70.5\n"),
        small(
            "nameless-columns.csv",
            "any-table 1+0",
            ",date,,,\"lat,lon\"\n0,2025-10-11,33.9,70.1,\"33.9,70.1\"\n",
        ),
    ]
}

fn ids() -> Vec<Animal> {
    vec![
        made("one-id-for-all.csv", "acled-csv 20000+0: repeated-id 19999", || table(ROW.repeat(20_000))),
        small(
            "one-row-an-actor.csv",
            "acled-csv 2+0: repeated-id 1",
            table(ROW.to_owned() + &row_with("actor1", "Militia Y")),
        ),
        small("no-ids.csv", "acled-csv 2+0", table(row_with("event_id_cnty", "").repeat(2))),
        made("id-of-a-megabyte.csv", "acled-csv 1+0", || {
            table(row_with("event_id_cnty", &"i".repeat(1_000_000)))
        }),
    ]
}

fn axes() -> Vec<Animal> {
    let swapped = row_with("latitude", "170.1").replace("70.1,70.1", "70.1,33.9");
    vec![
        small("swapped-axes.csv", "acled-csv 1+0: swapped-axes 1", table(swapped)),
        made("swapped-axes-of-some.csv", "acled-csv 43+0: swapped-axes 3, repeated-id 2", || {
            let turned = row_with("latitude", "70.1").replace("70.1,70.1", "70.1,33.9");
            // The country is known by its own events, which lie apart from one another.
            let apart = |n: usize| row_with("latitude", &format!("33.{n}")).replace("P1", &format!("R{n}"));
            table((10..50).map(apart).collect::<String>() + &turned.repeat(3))
        }),
        small(
            "ruined-by-a-spreadsheet.csv",
            "acled-csv 3+0: ruined-place 3, repeated-id 2",
            table(
                row_with("latitude", "31.610.269")
                    + &row_with("latitude", "145.844.444")
                    + &row_with("longitude", "-149.984").replace("33.9", "1.499.840"),
            ),
        ),
        small("decimal-commas.csv", "acled-csv 1+0", {
            (HEAD.to_owned() + ROW).replace(',', ";").replace("33.9", "33,9").replace("70.1", "70,1")
        }),
    ]
}

fn names() -> Vec<Animal> {
    let turned = "\u{202e}gpj.exe\u{2066}\u{2067}\u{2069}\u{200f}";
    let hidden = "Mi\u{200b}li\u{200d}tia\u{feff}\u{2060}\u{00ad} X\u{e0041}\u{e0042}";
    vec![
        small("names-turned-round.csv", "acled-csv 1+0", table(row_with("actor1", turned))),
        small("names-with-hidden-letters.csv", "acled-csv 1+0", table(row_with("actor1", hidden))),
        made("marks-without-end.csv", "acled-csv 1+0", || {
            table(row_with("actor1", &("e".to_owned() + &"\u{301}".repeat(100_000))))
        }),
        small(
            "control-letters.csv",
            "acled-csv 1+0",
            table(row_with("actor1", "\u{1b}[2J\u{7}\u{8}\u{7f}\u{9b}31m")),
        ),
        small(
            "letters-that-are-none.csv",
            "acled-csv 1+0",
            table(row_with("actor1", "\u{fffe}\u{fdd0}\u{10ffff}\u{e000}")),
        ),
        small("look-alike-letters.csv", "acled-csv 1+0", table(row_with("actor1", "Тalіban"))),
        made("name-of-900000-letters.csv", "acled-csv 1+0", || {
            table(row_with("location", &"ک".repeat(450_000)))
        }),
    ]
}

fn cells() -> Vec<Animal> {
    vec![
        small(
            "formulas.csv",
            "acled-csv 1+0",
            table(
                "=cmd|'/C calc'!A0,2025-10-11,+1+1,@SUM(1),-2+3,=HYPERLINK(\"\"\"x\"\"\"),33.9,70.1,3,\"\t=1+1\"\n",
            ),
        ),
        small(
            "links-that-are-none.csv",
            "acled-csv 1+0",
            table(row_with(
                "notes",
                "javascript:alert(1) file:///etc/passwd \\\\host\\share http://a@b:0/%00",
            )),
        ),
        small("cells-that-look-like-json.csv", "acled-csv 1+0", table(row_with("event_id_cnty", "{a:"))),
        small(
            "shell-words.csv",
            "acled-csv 1+0",
            table(row_with("location", "$(reboot) `id`; rm -rf / | sh & %s%n")),
        ),
        small(
            "markup-in-cells.csv",
            "acled-csv 1+0",
            table(row_with("notes", "<script>alert(1)</script>&lt;b&gt;")),
        ),
    ]
}
