//! The heads of the list's columns; a click puts the list in their order, another one turns it round.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::query::{Order, SortKey, Way};
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::{Command, ShowCommand};

use super::row::{Column, Columns};

/// Shows the heads.
pub fn show(ui: &Ui, look: Look<'_>, area: Rect, columns: &Columns) {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(area, 0.0, theme.panel);
    ui.painter().hline(area.x_range(), area.bottom(), (size::HAIR, theme.line));
    let order = look.work.list_order();
    for &(column, across) in &columns.0 {
        let rect = Rect::from_x_y_ranges(across, area.y_range());
        let sorted = way_of(column, order);
        let sign = match sorted {
            Some(Way::Up) => " ▲",
            Some(Way::Down) => " ▼",
            None => "",
        };
        let label = label(column);
        let next = next_order(column, order);
        let sense = if next.is_some() { Sense::CLICK } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with(("head", label)), sense);
        let ink = if sorted.is_some() || response.hovered() && next.is_some() {
            theme.ink_strong
        } else {
            theme.ink_weak
        };
        let at = rect.left_center() + vec2(size::GAP, 0.0);
        let words = format!("{label}{sign}");
        let width = (rect.width() - size::PAD).max(0.0);
        text::painted(ui.painter(), at, Align2::LEFT_CENTER, &words, Face::Section.id(), ink, width);
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, sorted.is_some(), label));
        if let Some(next) = next {
            if response.clicked() {
                look.send(Command::Show(ShowCommand::ListOrder(next)));
            }
            response.on_hover_text(format!("Click: {}", order_words(next)));
        }
    }
}

/// What a list is in order of, in words.
pub fn order_words(order: Order) -> &'static str {
    match order {
        Order::Time => "earliest first",
        Order::NewestFirst => "latest first",
        Order::Fatalities => "highest best estimate first",
        Order::By(SortKey::Kind, Way::Up) => "by kind",
        Order::By(SortKey::Kind, Way::Down) => "by kind, the last kind first",
        Order::By(SortKey::Place, Way::Up) => "by place, A first",
        Order::By(SortKey::Place, Way::Down) => "by place, Z first",
        Order::By(SortKey::Killed, Way::Up) => "lowest claim of killed first",
        Order::By(SortKey::Killed, Way::Down) => "highest claim of killed first",
        Order::By(SortKey::File, Way::Up) => "by file, first opened first",
        Order::By(SortKey::File, Way::Down) => "by file, last opened first",
    }
}

fn label(column: Column) -> &'static str {
    match column {
        Column::When => "Date",
        Column::Kind => "Kind",
        Column::Title => "Title",
        Column::Place => "Place",
        Column::Killed => "Killed, as claimed",
        Column::Source => "Source",
        Column::File => "File",
    }
}

fn key_of(column: Column) -> Option<SortKey> {
    match column {
        Column::Kind => Some(SortKey::Kind),
        Column::Place => Some(SortKey::Place),
        Column::Killed => Some(SortKey::Killed),
        Column::File => Some(SortKey::File),
        Column::When | Column::Title | Column::Source => None,
    }
}

/// Which way the column is in order, if the list is in order of it.
fn way_of(column: Column, order: Order) -> Option<Way> {
    match (column, order) {
        (Column::When, Order::Time) => Some(Way::Up),
        (Column::When, Order::NewestFirst) => Some(Way::Down),
        (_, Order::By(key, way)) if key_of(column) == Some(key) => Some(way),
        _ => None,
    }
}

/// The order that a click on the head brings; figures begin with the highest.
fn next_order(column: Column, order: Order) -> Option<Order> {
    if column == Column::When {
        return Some(if order == Order::Time { Order::NewestFirst } else { Order::Time });
    }
    let key = key_of(column)?;
    let first = if key == SortKey::Killed { Way::Down } else { Way::Up };
    let way = match way_of(column, order) {
        None => first,
        Some(Way::Up) => Way::Down,
        Some(Way::Down) => Way::Up,
    };
    Some(Order::By(key, way))
}
