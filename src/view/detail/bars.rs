//! The claims as a reader sees them: who, how many, a bar on the harm's scale, and what others answered.

use egui::{Align, Align2, Layout, Mesh, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::{Claim, Event, Harm, Reply, Stance};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

use super::claims::{Bar, ClaimRow, HarmGroup, Scale, Verdict, VictimGroup};

/// Draws all claims of an event.
pub fn claims(ui: &mut Ui, event: &Event, groups: &[HarmGroup]) {
    for group in groups {
        harm_head(ui, group);
        for victims in &group.victims {
            victim_group(ui, event, group, victims);
        }
        ui.add_space(size::GAP);
    }
}

/// The sentence that a claim is, for screen readers and for copying.
pub fn sentence(claim: &Claim) -> String {
    let mut out = format!("{}: ", claim.speaker);
    match claim.harm {
        _ if speaks(claim) => out.push_str(&claim.text),
        harm => {
            out.push_str(&claim.figure.to_string());
            for word in [claim.victims.as_str(), harm.label()] {
                if !word.is_empty() {
                    out.push(' ');
                    out.push_str(word);
                }
            }
            if !claim.text.is_empty() {
                out.push_str(" (");
                out.push_str(&claim.text);
                out.push(')');
            }
        }
    }
    for reply in &claim.replies {
        out.push_str("; ");
        out.push_str(&reply_words(reply));
    }
    out
}

/// What somebody answered, in words.
pub fn reply_words(reply: &Reply) -> String {
    let mut out = format!("{} by {}", reply.stance.label(), reply.by);
    if !reply.note.is_empty() {
        out.push_str(": ");
        out.push_str(&reply.note);
    }
    out
}

fn harm_head(ui: &mut Ui, group: &HarmGroup) {
    let theme = Theme::of(ui);
    let mut name = group.harm.label().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text::label_in(ui, &name, Face::Strong, theme.ink_strong);
    if let Some(scale) = &group.scale {
        axis(ui, scale);
    }
}

/// The scale's numbers above its bars.
fn axis(ui: &mut Ui, scale: &Scale) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 14.0), Sense::hover());
    let count = scale.ticks.len();
    for (n, tick) in scale.ticks.iter().enumerate() {
        let x = rect.left() + rect.width() * scale.part(*tick);
        let align = match n {
            0 => Align2::LEFT_CENTER,
            n if n + 1 == count => Align2::RIGHT_CENTER,
            _ => Align2::CENTER_CENTER,
        };
        let at = pos2(x, rect.center().y);
        text::painted(
            ui.painter(),
            at,
            align,
            &tick.to_string(),
            Face::Small.id(),
            theme.ink_weak,
            f32::INFINITY,
        );
    }
}

fn victim_group(ui: &mut Ui, event: &Event, group: &HarmGroup, victims: &VictimGroup) {
    let theme = Theme::of(ui);
    if !victims.victims.is_empty() {
        text::label_in(ui, &victims.victims, Face::Body, theme.ink_strong);
    }
    match victims.verdict {
        Verdict::Same => {}
        Verdict::Differ(low, high) => {
            let said = format!("Figures differ: {low} to {high}");
            text::label_in(ui, &said, Face::Small, theme.ink_weak);
        }
        Verdict::Contradict(low, high) => {
            let said = format!("⚠ Figures contradict each other: {low} and {high}");
            text::label_in(ui, &said, Face::Small, theme.conflict);
        }
    }
    for row in &victims.rows {
        if let Some(claim) = event.detail.claims.get(row.claim) {
            let numbered = claim.source.filter(|n| *n < event.detail.sources.len());
            claim_row(ui, claim, row, group.scale.as_ref(), numbered);
        }
    }
    ui.add_space(size::GAP);
}

fn claim_row(ui: &mut Ui, claim: &Claim, row: &ClaimRow, scale: Option<&Scale>, source: Option<usize>) {
    let theme = Theme::of(ui);
    let drawn = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(2.0);
        ui.spacing_mut().interact_size.y = 16.0;
        speaker_and_figure(ui, claim, row, source);
        if let (Some(bar), Some(scale)) = (row.bar, scale) {
            paint_bar(ui, bar, scale, row.contested);
        }
        if !claim.text.is_empty() {
            let face = if speaks(claim) { Face::Body } else { Face::Small };
            text::label_in(ui, &claim.text, face, theme.ink);
        }
        for reply in &claim.replies {
            answered(ui, reply);
        }
    });
    named(&drawn.response, &sentence(claim));
}

/// Whether the claim is words without a number.
fn speaks(claim: &Claim) -> bool {
    matches!(claim.harm, Harm::Statement | Harm::Other) && !claim.figure.is_stated()
}

fn named(response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, text::shown(name)));
}

fn speaker_and_figure(ui: &mut Ui, claim: &Claim, row: &ClaimRow, source: Option<usize>) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !speaks(claim) {
                let ink = if row.contested { theme.conflict } else { theme.ink_strong };
                let face = if claim.figure.is_stated() { Face::Strong } else { Face::Body };
                text::line_in(ui, &claim.figure.to_string(), face, ink);
            }
            if let Some(source) = source {
                text::line_in(ui, &format!("[{}]", source + 1), Face::Small, theme.ink_weak);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::line_in(ui, &claim.speaker, Face::Body, theme.ink);
            });
        });
    });
}

fn answered(ui: &mut Ui, reply: &Reply) {
    let theme = Theme::of(ui);
    let (sign, ink) = match reply.stance {
        Stance::Confirmed => ("✓  ", theme.ink_weak),
        Stance::Denied | Stance::Rejected => ("✗  ", theme.conflict),
        Stance::NotConfirmed => ("?  ", theme.conflict),
    };
    let small = |ink| text::format(Face::Small, ink);
    let words = reply.stance.label();
    let note = if reply.note.is_empty() { String::new() } else { format!(": {}", reply.note) };
    text::label_of(
        ui,
        &[
            (sign, small(ink)),
            (words, small(ink)),
            (" by ", small(theme.ink_weak)),
            (&reply.by, small(theme.ink)),
            (&note, small(theme.ink_weak)),
        ],
    );
}

/// The sure part solid, the possible part pale; where no upper bound is given it fades towards an arrow.
fn paint_bar(ui: &mut Ui, bar: Bar, scale: &Scale, contested: bool) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::BAR + 6.0), Sense::hover());
    let painter = ui.painter_at(rect.expand(1.0));
    for tick in &scale.ticks {
        let x = rect.left() + rect.width() * scale.part(*tick);
        painter.vline(
            x.clamp(rect.left() + 0.5, rect.right() - 0.5),
            rect.y_range(),
            Stroke::new(size::HAIR, theme.line),
        );
    }
    let ink = if contested { theme.conflict } else { theme.ink_weak };
    let body = Rect::from_center_size(rect.center(), vec2(rect.width(), size::BAR));
    let at = |part: f32| body.left() + body.width() * part;
    let pale = ink.gamma_multiply(0.35);
    if bar.open {
        fade(
            &painter,
            Rect::from_x_y_ranges(at(bar.sure)..=at(1.0), body.y_range()),
            ink.gamma_multiply(0.55),
        );
        arrow(&painter, pos2(at(1.0), body.center().y), ink);
    } else {
        painter.rect_filled(
            Rect::from_x_y_ranges(at(bar.sure)..=at(bar.possible), body.y_range()),
            0.0,
            pale,
        );
        cap(&painter, at(bar.possible), body, ink);
    }
    painter.rect_filled(Rect::from_x_y_ranges(at(0.0)..=at(bar.sure), body.y_range()), 0.0, ink);
    cap(&painter, at(bar.sure), body, theme.ink_strong);
}

fn cap(painter: &egui::Painter, x: f32, body: Rect, ink: egui::Color32) {
    let x = x.clamp(body.left() + 1.0, body.right() - 1.0);
    painter.vline(x, body.y_range().expand(2.0), Stroke::new(size::BOLD, ink));
}

fn fade(painter: &egui::Painter, rect: Rect, from: egui::Color32) {
    let to = egui::Color32::TRANSPARENT;
    let mut mesh = Mesh::default();
    for (pos, colour) in [
        (rect.left_top(), from),
        (rect.right_top(), to),
        (rect.right_bottom(), to),
        (rect.left_bottom(), from),
    ] {
        mesh.colored_vertex(pos, colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    painter.add(mesh);
}

fn arrow(painter: &egui::Painter, tip: egui::Pos2, ink: egui::Color32) {
    let stroke = Stroke::new(1.5, ink);
    for dy in [-3.0, 3.0] {
        painter.line_segment([tip + vec2(-4.0, dy), tip + vec2(-1.0, 0.0)], stroke);
    }
}
