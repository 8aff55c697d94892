//! egui's own widgets dressed in the theme.

use egui::style::{Selection, Spacing, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

use super::{Theme, size};
use crate::view::fonts::Face;

/// Sets egui's dark and light style from the two themes. Fonts are [`crate::view::fonts::install_fonts`]'s.
pub fn install(ctx: &Context) {
    ctx.set_style_of(egui::Theme::Dark, style(Theme::dark()));
    ctx.set_style_of(egui::Theme::Light, style(Theme::light()));
    // Views show what is in view only. To look whether a shape is, egui goes over each corner of every mesh in every frame.
    ctx.tessellation_options_mut(|options| options.coarse_tessellation_culling = false);
}

fn style(theme: &Theme) -> Style {
    let mut style = Style {
        spacing: spacing(),
        visuals: visuals(theme),
        text_styles: [
            (TextStyle::Small, Face::Small.id()),
            (TextStyle::Body, Face::Body.id()),
            (TextStyle::Button, Face::Body.id()),
            (TextStyle::Heading, Face::Heading.id()),
            (TextStyle::Monospace, Face::Mono.id()),
        ]
        .into(),
        ..Style::default()
    };
    style.interaction.tooltip_delay = 0.35;
    style.animation_time = 0.08;
    style
}

fn spacing() -> Spacing {
    let mut spacing = Spacing {
        item_spacing: vec2(size::PAD, size::GAP),
        window_margin: Margin::same(12),
        menu_margin: Margin::same(6),
        button_padding: vec2(8.0, 3.0),
        interact_size: vec2(28.0, size::ROW),
        indent: 16.0,
        icon_width: 14.0,
        tooltip_width: 380.0,
        ..Spacing::default()
    };
    spacing.scroll.bar_width = 8.0;
    spacing
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let shadow = |blur| Shadow { offset: [0, 4], blur, spread: 0, color: theme.shadow };
    Visuals {
        widgets: widgets(theme),
        weak_text_color: Some(theme.ink_weak),
        selection: Selection { bg_fill: theme.selection_fill, stroke: Stroke::new(size::HAIR, theme.accent) },
        hyperlink_color: theme.accent,
        faint_bg_color: theme.grid,
        extreme_bg_color: theme.canvas,
        text_edit_bg_color: Some(theme.canvas),
        code_bg_color: theme.raised,
        warn_fg_color: theme.warning,
        error_fg_color: theme.error,
        window_fill: theme.panel,
        window_stroke: Stroke::new(size::HAIR, theme.line),
        window_shadow: shadow(24),
        popup_shadow: shadow(12),
        panel_fill: theme.panel,
        striped: false,
        slider_trailing_fill: true,
        ..base
    }
}

fn widgets(theme: &Theme) -> Widgets {
    let one = |fill: Color32, outline: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(size::HAIR, outline),
        fg_stroke: Stroke::new(size::HAIR, ink),
        corner_radius: CornerRadius::same(4),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: one(theme.panel, theme.line, theme.ink),
        inactive: one(theme.raised, theme.raised, theme.ink),
        hovered: one(theme.raised_hover, theme.raised_hover, theme.ink_strong),
        active: one(theme.selection_fill, theme.accent, theme.ink_strong),
        open: one(theme.raised_hover, theme.line, theme.ink_strong),
    }
}
