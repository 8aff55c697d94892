//! Marks of the timeline under the pointer and for screen readers.

use egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, pos2};

use super::*;
use crate::model::{DatasetBuilder, Date, Draft, When};
use crate::view::{Outbox, fonts, theme};
use crate::workspace::{Hover, Workspace};

/// A timeline of thirty days with an event each.
struct Desk {
    ctx: Context,
    work: Workspace,
    view: TimelineView,
}

impl Desk {
    fn new() -> Self {
        let mut builder = DatasetBuilder::default();
        for day in 1..=30 {
            let when = Date::new(2025, 4, day).map(When::day);
            builder.push(&Draft { title: "Shelling", when, ..Draft::default() });
        }
        let ctx = Context::default();
        fonts::install_fonts(&ctx);
        theme::install(&ctx);
        let work = Workspace::inline(Arc::new(builder.finish()));
        Self { ctx, work, view: TimelineView::default() }
    }

    fn frame(&mut self, events: Vec<Event>) {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(900.0, 400.0)));
        let out = Outbox::default();
        self.work.begin_frame();
        let input = RawInput { events, screen_rect, ..RawInput::default() };
        let mut full = self.ctx.run_ui(input, |ui| self.view.ui(ui, Look { work: &self.work, out: &out }));
        full.textures_delta.clear();
        for command in out.take() {
            self.work.apply(command);
        }
    }

    fn widgets(&self) -> usize {
        self.ctx.interactive_rects_last_pass().len()
    }

    fn marks(&self) -> Vec<f32> {
        let lanes = self.view.laid_out.iter().flat_map(|laid_out| &laid_out.layout.lanes);
        lanes.flat_map(|lane| &lane.marks).map(|mark| areas::px(f64::midpoint(mark.x0, mark.x1))).collect()
    }
}

#[test]
fn the_pointer_finds_marks_without_widgets() {
    let mut desk = Desk::new();
    desk.frame(Vec::new());
    desk.frame(Vec::new());
    let marks = desk.marks();
    assert!(marks.len() >= 20 && desk.widgets() < 8, "{} widgets of {}", desk.widgets(), marks.len());
    let found =
        (100..400).step_by(4).map(|y| pos2(marks[3], f32::from(u16::try_from(y).unwrap()))).find(|&at| {
            desk.frame(vec![Event::PointerMoved(at)]);
            desk.frame(Vec::new());
            matches!(desk.work.hover(), Hover::Event(_))
        });
    let pos = found.expect("a mark under the pointer");
    let press = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.frame(vec![press(true)]);
    desk.frame(vec![press(false)]);
    desk.frame(Vec::new());
    assert!(desk.work.selection().front().is_some());
}

#[test]
fn screen_readers_have_a_widget_for_each_mark() {
    let mut desk = Desk::new();
    desk.ctx.enable_accesskit();
    desk.frame(Vec::new());
    desk.frame(Vec::new());
    let marks = desk.marks().len();
    assert!(marks >= 20 && desk.widgets() >= marks, "{} widgets for {marks} marks", desk.widgets());
}
