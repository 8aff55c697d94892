//! What stands below an axis of time: dates of another calendar, and the clocks of both sides of the border; and the night
//! behind the marks.

use std::sync::Arc;

use egui::{Align2, Context, Painter, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use super::fonts::Face;
use super::map::MapView;
use super::theme::{Theme, size};
use super::{Look, text};
use crate::geo::sun::nights;
use crate::geo::{Clock, LocalTime, SideClock};
use crate::model::{Instant, OtherCalendar, Span};
use crate::plot::{AxisLabel, ClockOnAxis, TimeScale, calendar_axis, clock_row, says_hours};
use crate::workspace::{AxisClock, Command, FileCommand};

/// Height of the second calendar in points.
const CALENDAR: f32 = 32.0;
/// Height of a clock's row in points.
const CLOCK: f32 = 17.0;
/// Nights are shaded where a day is at least so wide, in points.
const DAY: f64 = 24.0;

/// Local time at the border of the present map, worked out once a map.
#[derive(Default)]
pub(super) struct LocalTimes {
    known: Option<(String, Option<Arc<LocalTime>>)>,
}

impl LocalTimes {
    /// Local time at the border of the map that suits the data; `None` while there is no map or it is of no border.
    pub fn of(&mut self, ui: &Ui, look: Look<'_>, map: &mut MapView) -> Option<Arc<LocalTime>> {
        let (base, _) = map.ground(ui, look)?;
        if self.known.as_ref().is_none_or(|(name, _)| *name != base.name) {
            self.known = Some((base.name.clone(), LocalTime::of(&base).map(Arc::new)));
        }
        self.last()
    }

    /// That of the last map.
    pub fn last(&self) -> Option<Arc<LocalTime>> {
        self.known.as_ref().and_then(|(_, local)| local.clone())
    }
}

/// What stands below the axis of a frame.
pub(super) struct BelowAxis {
    scale: TimeScale,
    calendar: Option<OtherCalendar>,
    clock: AxisClock,
    /// Whether the axis says hours, so that it must be said of which clock.
    hours: bool,
    local: Option<Arc<LocalTime>>,
    night: bool,
}

/// A clock beside the axis's own.
struct Beside<'a> {
    axis: &'a Clock,
    clock: &'a Clock,
}

impl ClockOnAxis for Beside<'_> {
    fn shown(&self, axis: Instant) -> Instant {
        self.clock.shown(self.axis.utc_of(axis).unwrap_or(axis))
    }
    fn axis_at(&self, shown: Instant) -> Option<Instant> {
        self.clock.utc_of(shown).map(|utc| self.axis.shown(utc))
    }
}

impl BelowAxis {
    /// What a scale of time wants below it.
    pub fn new(ctx: &Context, look: Look<'_>, local: Option<&Arc<LocalTime>>, scale: TimeScale) -> Self {
        let hours = says_hours(scale, &|words| width(ctx, words, Face::Small));
        let night = look.work.night_shown() && scale.points(86_400) >= DAY;
        let (calendar, clock) = (look.work.calendar(), look.work.axis_clock());
        Self { scale, calendar, clock, hours, local: local.cloned(), night }
    }

    /// Its height in points.
    pub fn height(&self) -> f32 {
        let clocks = self.clocks().fold(0.0, |height, _| height + CLOCK);
        clocks + self.calendar.map_or(0.0, |_| CALENDAR)
    }

    /// The clocks that are shown beside the axis's own: those of the border's sides, where it is known which clock that is.
    fn clocks(&self) -> impl Iterator<Item = (&Clock, &SideClock)> {
        let axis = match &self.clock {
            AxisClock::Known(clock) if self.hours => Some(clock),
            _ => None,
        };
        let sides = self.local.iter().flat_map(|local| &local.clocks);
        axis.into_iter().flat_map(move |axis| {
            let others = sides.clone().filter(move |side| side.clock.name() != axis.name());
            others.map(move |side| (axis, side))
        })
    }

    /// When the window begins, in UTC, if the axis is of this clock.
    fn begin(&self, axis: &Clock) -> Instant {
        axis.utc_of(self.scale.window().start()).unwrap_or_default()
    }

    /// Paints it into a band below the axis; names stand in the gutter.
    pub fn paint(&self, ui: &Ui, painter: &Painter, band: Rect, gutter: Rect) {
        let mut top = band.top();
        let rows = |top: f32, height: f32| {
            let part = |of: Rect| Rect::from_x_y_ranges(of.x_range(), top..=top + height);
            (part(band), part(gutter))
        };
        for (axis, side) in self.clocks() {
            self.clock(ui, painter, rows(top, CLOCK), (axis, side));
            top += CLOCK;
        }
        if let Some(calendar) = self.calendar {
            self.calendar(ui, painter, rows(top, CALENDAR), calendar);
        }
    }

    fn clock(
        &self,
        ui: &Ui,
        painter: &Painter,
        (band, gutter): (Rect, Rect),
        (axis, side): (&Clock, &SideClock),
    ) {
        let theme = Theme::of(ui);
        let row = clock_row(self.scale, &Beside { axis, clock: &side.clock }, &|words| {
            width(ui, words, Face::Small)
        });
        painter.rect_filled(band, 0.0, theme.panel);
        for &x in &row.lines {
            painter.vline(px(x).round() + 0.5, band.top()..=band.top() + 5.0, (size::HAIR, theme.ink_weak));
        }
        painter.hline(band.x_range(), band.bottom(), (size::HAIR, theme.line));
        labels(painter, &row.labels, band.center().y + 1.0, Face::Small, theme.ink);
        let name = format!("{} {}", side.clock.town(), side.clock.ahead_in_words(self.begin(axis)));
        let several = if side.of > 1 { format!(", one of {} there", side.of) } else { String::new() };
        let tip = format!("Clock of {}: {}{several}", side.side, side.clock.name());
        named(ui, painter, gutter, &name, &tip);
    }

    fn calendar(&self, ui: &Ui, painter: &Painter, (band, gutter): (Rect, Rect), calendar: OtherCalendar) {
        let theme = Theme::of(ui);
        let axis = calendar_axis(calendar, self.scale, &|words| width(ui, words, Face::Section));
        painter.rect_filled(band, 0.0, theme.panel);
        let two = !axis.major_labels.is_empty();
        let (upper, lower) = (band.top() + band.height() * 0.27, band.top() + band.height() * 0.74);
        let rule = |x: f64, from: f32| {
            painter.vline(px(x).round() + 0.5, from..=band.bottom(), (size::HAIR, theme.line));
        };
        axis.minor.iter().for_each(|&x| rule(x, if two { band.center().y } else { band.top() }));
        axis.major.iter().for_each(|&x| rule(x, band.top()));
        painter.hline(band.x_range(), band.bottom(), (size::HAIR, theme.line));
        labels(painter, &axis.major_labels, upper, Face::Section, theme.ink);
        let y = if two { lower } else { band.center().y };
        labels(painter, &axis.minor_labels, y, Face::Small, theme.ink_weak);
        named(ui, painter, gutter, calendar.label(), calendar.note());
    }

    /// Says in the gutter beside the axis which clock its hours are of; a click opens the sheet that sets it.
    pub fn say_clock(&self, ui: &Ui, painter: &Painter, gutter: Rect, look: Look<'_>) {
        if !self.hours {
            return;
        }
        let theme = Theme::of(ui);
        let (words, tip) = match &self.clock {
            AxisClock::AsWritten => (
                "Times as written".to_owned(),
                "Which clock the files' times are of is not known. Times that name their zone are in UTC. A click sets it",
            ),
            AxisClock::Known(clock) => {
                let ahead = match clock.ahead_in_words(self.begin(clock)) {
                    ahead if ahead == clock.town() => String::new(),
                    ahead => format!(", {ahead}"),
                };
                (format!("{} time{ahead}", clock.town()), "What the files' times are of. A click changes it")
            }
            AxisClock::Mixed => (
                "Different clocks".to_owned(),
                "The files' times are of different clocks. A click shows them",
            ),
        };
        let at = pos2(gutter.left() + size::MARGIN, gutter.bottom() - gutter.height() * 0.26);
        let room = gutter.width() - size::MARGIN - size::PAD;
        let galley = text::galley(ui, &words, Face::Small.id(), theme.accent, room);
        let rect = Rect::from_min_size(pos2(at.x, at.y - galley.size().y / 2.0), galley.size());
        let response = ui.interact(rect.expand(2.0), ui.scope_id().with("clock of the axis"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        painter.galley(rect.min, galley, theme.accent);
        if response.on_hover_text(tip).clicked() {
            look.send(Command::File(FileCommand::AskClocks));
        }
    }

    /// Shades the nights at the middle of the border. Where the files' clock is not known, times are taken as the mean of
    /// both sides' clocks.
    pub fn shade_nights(&self, painter: &Painter, area: Rect, theme: &Theme) {
        for night in self.nights() {
            let x = |at: Instant| px(self.scale.x_within(at.0, 2.0));
            let rect = Rect::from_x_y_ranges(x(night.start())..=x(night.end()), area.y_range());
            painter.rect_filled(rect.intersect(area), 0.0, theme.night);
        }
    }

    /// The nights in the window, as the axis counts.
    fn nights(&self) -> Vec<Span> {
        let Some(local) = self.local.as_ref().filter(|_| self.night) else { return Vec::new() };
        let ahead = |utc: Instant| match &self.clock {
            AxisClock::AsWritten => Some(local.ahead_secs(utc)),
            AxisClock::Known(clock) => Some(clock.ahead_secs(utc)),
            AxisClock::Mixed => None,
        };
        let window = self.scale.window();
        // No clock is more than fifteen hours ahead of or behind UTC.
        let Some(around) = Span::from_secs(window.start().0 - 86_400, window.end().0 + 86_400) else {
            return Vec::new();
        };
        let shifted = |night: Span| {
            let by = ahead(night.start())?;
            Span::from_secs(night.start().0 + by, night.end().0 + by)
        };
        nights(around, local.middle).into_iter().filter_map(shifted).collect()
    }
}

fn labels(painter: &Painter, labels: &[AxisLabel], y: f32, face: Face, colour: egui::Color32) {
    for label in labels {
        let at = pos2(px(label.x), y);
        text::painted(painter, at, Align2::LEFT_CENTER, &label.text, face.id(), colour, 400.0);
    }
}

/// What a row is, in the gutter, with a tip.
fn named(ui: &Ui, painter: &Painter, gutter: Rect, name: &str, tip: &str) {
    let response = ui.interact(gutter, ui.scope_id().with(("below axis", name)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    response.on_hover_text(tip);
    let at = pos2(gutter.left() + size::MARGIN, gutter.center().y);
    let room = gutter.width() - size::MARGIN - size::PAD;
    text::painted(painter, at, Align2::LEFT_CENTER, name, Face::Small.id(), Theme::of(ui).ink_weak, room);
}

fn width(ctx: &Context, words: &str, face: Face) -> f64 {
    let ink = Theme::of(ctx).ink;
    f64::from(text::galley(ctx, words, face.id(), ink, f32::INFINITY).size().x)
}

#[expect(clippy::cast_possible_truncation, reason = "screen points are small")]
fn px(points: f64) -> f32 {
    points as f32
}
