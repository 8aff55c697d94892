//! Keys of the list: arrows, pages and ends move the selection, Ctrl+C copies it as a table.

use egui::{Event, Key, Ui};

use crate::model::EventId;
use crate::plot::RowRoom;
use crate::query::{Answer, Ask, Within};
use crate::store::Slot;
use crate::view::{Look, text};
use crate::workspace::{Command, SelectCommand};

use super::lines::Line;
use super::{ListView, MOST};

/// The head of a copied table.
const HEAD: &str = "date\tkind\ttitle\tplace\tkilled as claimed\tsource\tfile\n";

/// Does what this frame's keys say; the list has the focus.
pub fn take(view: &mut ListView, ui: &Ui, look: Look<'_>, room: RowRoom) {
    let copied = ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| *event != Event::Copy);
        before != input.events.len()
    });
    if copied && !look.work.selection().is_empty() {
        look.send(Command::Copy(table(look, look.work.selection().events())));
    }
    // A key that had to wait for an answer is not lost.
    let Some(by) = moved(ui, room).or(view.waiting.take()) else { return };
    view.waiting = None;
    let order = look.work.list_order();
    let at = match look.work.selection().front() {
        None => None,
        Some(id) => {
            let reply = look.work.ask(Slot("list-key-rank"), Ask::Rank { order, id });
            let Some(Answer::Rank(rank)) = reply.answer.as_deref().filter(|_| reply.fresh) else {
                // The order is still being worked out.
                view.waiting = Some(by);
                return;
            };
            *rank
        }
    };
    let row = match (at, by) {
        // Without a selection, keys begin with what is in sight.
        (None, Move::By(_)) => view.scroll.seen(room).start,
        (Some(at), Move::By(rows)) => at.saturating_add_signed(rows),
        (_, Move::First) => 0,
        (_, Move::Last) => u32::MAX,
    };
    let row = row.min(room.rows.saturating_sub(1));
    let ask = Ask::List { within: Within::All, order, offset: row, limit: 1 };
    let reply = look.work.ask(Slot("list-key"), ask);
    match reply.answer.as_deref().filter(|_| reply.fresh) {
        Some(Answer::List(list)) => {
            if let Some(&id) = list.rows.first() {
                look.send(Command::Select(SelectCommand::Event(id)));
            }
        }
        _ => view.waiting = Some(by),
    }
}

/// Keeps what this frame's keys say until there are rows.
pub fn keep(view: &mut ListView, ui: &Ui, room: RowRoom) {
    view.waiting = moved(ui, room).or(view.waiting.take());
}

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    By(i32),
    First,
    Last,
}

fn moved(ui: &Ui, room: RowRoom) -> Option<Move> {
    let page = page(room);
    let keys = [
        (Key::ArrowUp, Move::By(-1)),
        (Key::ArrowDown, Move::By(1)),
        (Key::PageUp, Move::By(-page)),
        (Key::PageDown, Move::By(page)),
        (Key::Home, Move::First),
        (Key::End, Move::Last),
    ];
    let none = egui::Modifiers::NONE;
    keys.into_iter().find(|(key, _)| ui.input_mut(|i| i.consume_key(none, *key))).map(|(_, by)| by)
}

/// The rows in sight less one.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn page(room: RowRoom) -> i32 {
    (room.seen as i32 - 1).max(1)
}

/// Events as a table of cells parted by tabs, as the rows show them.
fn table(look: Look<'_>, events: &[EventId]) -> String {
    let mut table = HEAD.to_owned();
    for &id in events.iter().take(MOST as usize) {
        let Some(event) = look.work.event(id) else { continue };
        let line = Line::new(look.work, id, &event);
        table.push_str(&line.cells().map(flat).join("\t"));
        table.push('\n');
    }
    table
}

/// A text without what would end its cell; signs that mislead are shown as tags. What a spreadsheet would take for a
/// formula gets an apostrophe.
fn flat(cell: &str) -> String {
    let cell = text::shown(&cell.replace(['\t', '\n', '\r'], " "));
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::flat;

    #[test]
    fn a_cell_neither_ends_early_nor_is_run_as_a_formula() {
        assert_eq!(flat("a\tb\r\nc"), "a b  c");
        assert_eq!(flat("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(flat("12–14"), "12–14");
    }
}
