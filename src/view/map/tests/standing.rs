//! A map that stands still costs less, and looks as it did.

use super::*;
use crate::view::map::legend::InView;
use crate::view::raster::{Rasterizer, pixels};

impl Desk {
    /// One frame as a picture, and its corners of triangles.
    fn picture(&mut self, raster: &mut Rasterizer) -> (Vec<u8>, usize) {
        let size = vec2(800.0, 600.0);
        let input =
            RawInput { screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)), ..RawInput::default() };
        let out = Outbox::default();
        self.work.begin_frame();
        let mut full = self.ctx.run_ui(input, |ui| {
            self.view.ui(ui, Look { work: &self.work, out: &out });
        });
        raster.apply(&mut full.textures_delta);
        let primitives = self.ctx.tessellate(full.shapes, full.pixels_per_point);
        let corners = primitives.iter().map(|p| match &p.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        let picture = raster.paint(&primitives, 1.0, pixels(size, 1.0), theme::Theme::light().canvas);
        raster.release(&mut full.textures_delta);
        (picture.unwrap().rgba(), corners.sum())
    }
}

#[test]
fn a_standing_map_has_fewer_corners_and_the_same_picture_and_any_move_shows_all_again() {
    let mut desk = Desk::with(crowd());
    let mut raster = Rasterizer::default();
    desk.picture(&mut raster);
    for (x, km_per_point) in [(0.0, 1.0), (40.0, 1.0), (40.0, 0.4)] {
        desk.work
            .apply(Command::Navigate(NavigateCommand::Map(Camera::At { center_km: [x, 0.0], km_per_point })));
        let (moved, all) = desk.picture(&mut raster);
        desk.picture(&mut raster);
        let (still, seen) = desk.picture(&mut raster);
        assert!(seen * 4 < all * 3, "{seen} of {all} corners");
        assert!(moved == still, "the picture changed where nothing moved");
    }
}

#[test]
fn what_the_legend_explains_follows_view_and_filter_and_is_not_worked_out_in_between() {
    let mut desk = Desk::with(crowd());
    desk.go(0.0, 0.0, 2.0);
    let times = desk.view.seen.times;
    desk.frame();
    desk.frame();
    assert_eq!(desk.view.seen.times, times);
    let far = desk.view.seen.in_view.clone();
    assert!(far.counts.is_some() && !desk.view.seen.cells.is_empty(), "{far:?}");
    let density = &desk.view.stage.scene().density;
    let town = density.square(density.cells[desk.view.seen.cells[0]].column).min;
    desk.go(town.x_km, town.y_km, 0.1);
    let near = desk.view.seen.in_view.clone();
    assert!(near.counts.is_none() && desk.view.seen.cells.is_empty(), "{near:?}");
    let kinds = |seen: &InView| seen.kinds.iter().filter(|&&n| n > 0).count();
    desk.work.apply(Command::Filter(FilterCommand::ToggleKind(crate::model::Kind::ALL[0])));
    desk.frame();
    let filtered = &desk.view.seen.in_view;
    assert_eq!([kinds(&near), kinds(filtered)], [7, 1], "{near:?} {filtered:?}");
}

#[test]
fn the_pointer_finds_marks_without_widgets_and_keys_and_screen_readers_have_one_for_each() {
    let mut desk = Desk::new();
    desk.go(0.0, 0.0, 2.0);
    let widgets = |desk: &Desk| desk.ctx.interactive_rects_last_pass().len();
    let bubbles = desk.view.stage.scene().discs.len();
    let without = widgets(&desk);
    assert!(without < 20 && bubbles > 40, "{without} widgets, {bubbles} bubbles");

    let onto = desk.view.stage.onto();
    let at = desk.view.stage.scene().discs.iter().map(|disc| pos2_of(onto.screen(disc.at)));
    let at = at.min_by(|a, b| a.distance(pos2(400.0, 300.0)).total_cmp(&b.distance(pos2(400.0, 300.0))));
    desk.frame_with(vec![egui::Event::PointerMoved(at.unwrap())]);
    desk.frame();
    desk.frame();
    assert!(matches!(desk.work.hover(), crate::workspace::Hover::Places(_)), "{:?}", desk.work.hover());

    let tab = egui::Event::Key {
        key: egui::Key::Tab,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    desk.frame_with(vec![tab]);
    assert!(widgets(&desk) > without + 40, "{} widgets with a key", widgets(&desk));
    desk.frame();
    assert!(desk.ctx.memory(egui::Memory::focused).is_some());
    assert!(widgets(&desk) > without + 40, "while one has the focus");

    let mut read_out = Desk::new();
    read_out.ctx.enable_accesskit();
    read_out.go(0.0, 0.0, 2.0);
    read_out.frame();
    assert!(widgets(&read_out) > without + 40, "{} for a screen reader", widgets(&read_out));
}

fn pos2_of(at: crate::plot::Spot) -> egui::Pos2 {
    super::super::convert::pos(at)
}
