//! Whether the day or the month comes first in a column of dates, told by its values.

use super::csv::{Column, Splitter, Step, header};
use super::dates::DayOrder;
use super::encoding::mended;
use super::format::Head;
use super::limits::Limits;

/// The order that the values of a column in the beginning of a file show, and a sentence that says so; no sentence where
/// no value could be read both ways. Values that show nothing are read day first.
pub fn of_column(head: &Head, column: Column) -> (DayOrder, Option<String>) {
    let (Some(index), Some((_, delimiter))) = (column.0, header(head)) else {
        return (DayOrder::DayFirst, None);
    };
    let mut splitter = Splitter::new(delimiter, 0, &Limits::default());
    let (mut seen, mut at, mut row) = (Seen::default(), 0, 0_u32);
    while let Some(rest) = head.bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (taken, step) = splitter.push(rest);
        at += taken;
        match step {
            Step::Record if row > 0 => {
                let cell = splitter.raw_fields().nth(index).map(mended);
                seen.look(cell.as_deref().unwrap_or_default());
            }
            Step::Record | Step::NeedsMore => {}
            Step::End | Step::TooLong | Step::TooManyFields => break,
        }
        row += u32::from(step == Step::Record);
    }
    seen.order(DayOrder::DayFirst)
}

/// As [`of_column`] for the values of a column.
pub fn of_values<'a>(values: impl Iterator<Item = &'a str>) -> (DayOrder, Option<String>) {
    let mut seen = Seen::default();
    values.for_each(|value| seen.look(value));
    seen.order(DayOrder::DayFirst)
}

/// As [`of_column`] for the texts under a key of JSON; values that show nothing are read as `usual`.
pub fn of_key(head: &Head, key: &str, usual: DayOrder) -> (DayOrder, Option<String>) {
    let quoted = format!("\"{key}\"");
    let mut seen = Seen::default();
    for at in memchr::memmem::find_iter(&head.bytes, quoted.as_bytes()) {
        let after = head.bytes.get(at + quoted.len()..).unwrap_or_default().trim_ascii_start();
        let value =
            after.strip_prefix(b":").map(<[u8]>::trim_ascii_start).and_then(|v| v.strip_prefix(b"\""));
        let text = value.unwrap_or_default().split(|&b| b == b'"').next().unwrap_or_default();
        seen.look(&mended(text));
    }
    seen.order(usual)
}

/// A value for each thing that a column can show.
#[derive(Default)]
struct Seen {
    day_first: Option<String>,
    month_first: Option<String>,
    either: Option<String>,
}

impl Seen {
    fn look(&mut self, text: &str) {
        let mut parts = text.trim().split(['/', '-', '.', ' ', '\u{a0}']);
        let numbers = [parts.next(), parts.next()].map(|part| part.and_then(short_number));
        let shown = match numbers {
            [Some(13..=31), Some(1..=12)] => &mut self.day_first,
            [Some(1..=12), Some(13..=31)] => &mut self.month_first,
            [Some(1..=12), Some(1..=12)] => &mut self.either,
            _ => return,
        };
        shown.get_or_insert_with(|| text.to_owned());
    }

    fn order(self, usual: DayOrder) -> (DayOrder, Option<String>) {
        match (self.day_first, self.month_first, self.either) {
            (Some(day), Some(month), _) => (
                DayOrder::DayFirst,
                Some(format!(
                    "Some dates put the day first ({day}), others the month ({month}); where both could be, the day is taken to be first."
                )),
            ),
            (Some(day), None, _) => {
                (DayOrder::DayFirst, Some(format!("Dates put the day first, as {day} shows.")))
            }
            (None, Some(month), _) => {
                (DayOrder::MonthFirst, Some(format!("Dates put the month first, as {month} shows.")))
            }
            (None, None, Some(either)) => {
                let first = if usual == DayOrder::DayFirst { "day" } else { "month" };
                let note = format!(
                    "No date shows whether day or month comes first; {either} is read {first} first."
                );
                (usual, Some(note))
            }
            (None, None, None) => (usual, None),
        }
    }
}

/// A number of one or two digits.
fn short_number(text: &str) -> Option<u8> {
    text.parse().ok().filter(|_| text.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(values: &[&str]) -> (DayOrder, String) {
        let text = format!("n;when\n1;{}\n", values.join("\n1;"));
        let head = Head { bytes: text.into_bytes(), whole: true, ..Head::default() };
        let (order, note) = of_column(&head, Column(Some(1)));
        (order, note.unwrap_or_default())
    }

    #[test]
    fn one_value_above_twelve_tells_for_the_whole_column() {
        assert_eq!(order(&["03/04/2012", "25/12/2011 10:30"]).0, DayOrder::DayFirst);
        let (month_first, note) = order(&["03/04/2012", "12/25/2011"]);
        assert_eq!(
            (month_first, note.as_str()),
            (DayOrder::MonthFirst, "Dates put the month first, as 12/25/2011 shows.")
        );
        assert!(order(&["03/04/2012"]).1.contains("03/04/2012 is read day first"));
        assert!(order(&["31/04/2012", "04/31/2012"]).1.contains("others the month"));
        assert_eq!(order(&["2012-04-03", "", "9 May 2020"]), (DayOrder::DayFirst, String::new()));
    }
}
