//! What each command does to a workspace.

use std::sync::Arc;

use crate::model::{EventId, Span};
use crate::plot::Camera;
use crate::query::{Answer, Ask, Filter, Order, Repeats, Within};
use crate::store::Slot;

use super::{
    Command, Effect, ExportCommand, FileCommand, FilterCommand, JudgeCommand, MapStyle, NavigateCommand,
    SelectCommand, Selection, ShowCommand, Step, Workspace,
};

/// A pile bigger than this is shown by its first events; the panel says how many there are.
const MAX_SELECTED: u32 = 100_000;
/// The shortest time window in seconds.
const MIN_WINDOW_SECS: i64 = 60;
/// The farthest instants a time window reaches: years ±9999.
const TIME_LIMIT_SECS: i64 = 253_402_300_800;

pub(super) fn apply(work: &mut Workspace, command: Command) -> Vec<Effect> {
    match command {
        Command::File(command) => return file(work, command),
        Command::Filter(command) => filter(work, command),
        Command::Select(command) => return select(work, command),
        Command::Navigate(command) => navigate(work, command),
        Command::Judge(JudgeCommand::Find) => return vec![Effect::FindDuplicates],
        Command::Judge(JudgeCommand::Pair(a, b, verdict)) => work.judge(a, b, verdict),
        Command::Show(command) => return show(work, command),
        Command::Layer(command) => return super::layers::apply(work, command),
        Command::Play(command) => work.play(command),
        Command::Export(command) => return vec![export(command)],
        Command::Undo => {
            let present = work.moment();
            if let Some(moment) = work.history.undo(present) {
                return work.restore(moment);
            }
        }
        Command::Redo => {
            let present = work.moment();
            if let Some(moment) = work.history.redo(present) {
                return work.restore(moment);
            }
        }
        Command::OpenLink(url) => return vec![Effect::OpenLink(url)],
        Command::Copy(text) => return vec![Effect::Copy(text)],
        Command::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

fn file(work: &mut Workspace, command: FileCommand) -> Vec<Effect> {
    vec![match command {
        FileCommand::Ask => Effect::AskOpen,
        FileCommand::AskPath => Effect::AskPath,
        FileCommand::Open(paths) => Effect::Load(paths),
        FileCommand::AskAdd => Effect::AskAdd,
        FileCommand::Add(more) => Effect::Add(more),
        FileCommand::Remove(file) => {
            super::files::remove(work, file);
            return Vec::new();
        }
        FileCommand::Sample => Effect::LoadSample,
        FileCommand::Reload => Effect::Reload,
        FileCommand::SwitchWatch => {
            work.habits.watched = !work.habits.watched;
            Effect::Watch
        }
        FileCommand::SwitchIndex => {
            work.habits.indexed = !work.habits.indexed;
            Effect::Index
        }
        FileCommand::CancelLoad => Effect::CancelLoad,
        FileCommand::AskClocks => Effect::AskClocks,
        FileCommand::Clock(name, clock) => {
            work.set_clock(name, clock);
            return Vec::new();
        }
        FileCommand::Report => Effect::ShowReport,
        FileCommand::Columns(path) => match path.or_else(|| work.file_in_front()) {
            Some(path) => {
                let reading = work.reading(&path);
                Effect::ShowColumns(path, Box::new(reading))
            }
            None => Effect::Say("Only files that were opened have columns to look at".to_owned()),
        },
        FileCommand::ColumnsAs(path, reading) => Effect::ShowColumns(path, reading),
        FileCommand::ReadAs(path, reading) => Effect::ReadAs(path, reading),
        FileCommand::SaveProfile(profile) => Effect::SaveProfile(profile),
        FileCommand::AskSaveReport => Effect::AskSaveReport,
        FileCommand::SaveReport(path) => Effect::SaveReport(path),
    }]
}

fn filter(work: &mut Workspace, command: FilterCommand) {
    if command != FilterCommand::Settle {
        work.filter_error = None;
    }
    match command {
        FilterCommand::Set(filter) => work.filter = filter.tidy(),
        FilterCommand::Text(text) => match text.parse() {
            Ok(filter) => work.filter = filter,
            Err(error) => work.filter_error = Some(error.to_string()),
        },
        FilterCommand::Time(bounds) => work.filter.time = bounds,
        FilterCommand::Along(bounds) => work.filter.along = bounds,
        FilterCommand::Settle => {}
        FilterCommand::ToggleKind(kind) => {
            let kinds = &mut work.filter.kinds;
            match kinds.binary_search(&kind) {
                Ok(at) => drop(kinds.remove(at)),
                Err(at) => kinds.insert(at, kind),
            }
        }
        FilterCommand::OnlyKind(kind) => only(&mut work.filter.kinds, vec![kind]),
        FilterCommand::OnlyPlacePrecision(sure) => only(&mut work.filter.place_precision, sure),
        FilterCommand::OnlyDatePrecision(sure) => only(&mut work.filter.date_precision, sure),
        FilterCommand::ToggleFile(name) => super::files::toggle(&mut work.filter, name),
        FilterCommand::SwitchFile(name) => super::files::switch(&mut work.filter, name),
        FilterCommand::SwitchRepeats => {
            work.filter.repeats = match work.filter.repeats {
                Repeats::Shown => Repeats::Hidden,
                Repeats::Hidden => Repeats::Shown,
            };
        }
        FilterCommand::Clear => work.filter = Filter::default(),
    }
}

/// Sets a list, or empties it where it is just that.
fn only<T: PartialEq>(list: &mut Vec<T>, wanted: Vec<T>) {
    *list = if *list == wanted { Vec::new() } else { wanted };
}

fn select(work: &mut Workspace, command: SelectCommand) -> Vec<Effect> {
    match command {
        SelectCommand::Event(id) => work.selection = Selection::one(id),
        SelectCommand::Front(id) => work.selection = work.selection.with_front(id),
        SelectCommand::Events(list) => work.selection = Selection::list(list),
        SelectCommand::Within(within) => select_within(work, within),
        SelectCommand::Places(mut keys) => {
            keys.sort_unstable();
            keys.dedup();
            select_within(work, Within::Places(keys));
        }
        SelectCommand::Linked(id) => {
            let file = work.selection.front().and_then(|front| work.store().origin(front)).map(|o| o.file);
            match work.store().find(&id, file) {
                Some(found) => work.selection = Selection::one(found),
                None => return vec![Effect::Say(format!("No event has the id “{id}”"))],
            }
        }
        SelectCommand::Step(step) => {
            if let Some(id) = stepped(work, step) {
                work.selection = work.selection.with_front(id);
            }
        }
        SelectCommand::Clear => work.selection = Selection::default(),
    }
    work.detail_shown |= !work.selection.is_empty();
    Vec::new()
}

fn select_within(work: &mut Workspace, within: Within) {
    let rows = list(work, within);
    if !rows.is_empty() {
        work.selection = Selection::list(rows);
    }
}

fn list(work: &Workspace, within: Within) -> Arc<[EventId]> {
    let ask = Ask::List { within, order: Order::Time, offset: 0, limit: MAX_SELECTED };
    match work.ask(Slot("select"), ask).answer.as_deref() {
        Some(Answer::List(list)) => list.rows.clone().into(),
        _ => Arc::default(),
    }
}

/// The neighbour of the event in front: in the selected list if it has several, else among all hits.
fn stepped(work: &Workspace, step: Step) -> Option<EventId> {
    let several = work.selection.events().len() > 1;
    if let (false, Some(front)) = (several, work.selection.front())
        && let Some(at) = rank(work, front)
    {
        return match step {
            Step::Next => hit_at(work, at.checked_add(1)?),
            Step::Previous => hit_at(work, at.checked_sub(1)?),
        };
    }
    let all;
    let events = if several {
        work.selection.events()
    } else {
        all = list(work, Within::All);
        &all
    };
    let Some(front) = work.selection.front() else {
        return match step {
            Step::Next => events.first().copied(),
            Step::Previous => events.last().copied(),
        };
    };
    match step {
        Step::Next => events.get(events.partition_point(|&e| e <= front)).copied(),
        Step::Previous => events.get(events.partition_point(|&e| e < front).checked_sub(1)?).copied(),
    }
}

/// How many hits begin before one of them.
fn rank(work: &Workspace, id: EventId) -> Option<u32> {
    let reply = work.ask(Slot("rank"), Ask::Rank { order: Order::Time, id });
    match reply.answer.as_deref().filter(|_| reply.fresh) {
        Some(Answer::Rank(rank)) => *rank,
        _ => None,
    }
}

fn hit_at(work: &Workspace, offset: u32) -> Option<EventId> {
    let ask = Ask::List { within: Within::All, order: Order::Time, offset, limit: 1 };
    let reply = work.ask(Slot("hit"), ask);
    match reply.answer.as_deref().filter(|_| reply.fresh) {
        Some(Answer::List(list)) => list.rows.first().copied(),
        _ => None,
    }
}

fn navigate(work: &mut Workspace, command: NavigateCommand) {
    match command {
        NavigateCommand::Time(span) => work.window = Some(clamped(span)),
        NavigateCommand::TimeAll => work.window = work.all_time(),
        NavigateCommand::TimeSelection => {
            let spans = work.selection.events().iter().filter_map(|&id| work.event(id)?.when).map(|w| w.span);
            work.window = spans.reduce(Span::union).map(|span| clamped(with_context(span))).or(work.window);
        }
        NavigateCommand::TimeZoom(factor) => {
            let Some(window) = work.window() else { return };
            let middle = f64_of(window.start().0) + f64_of(window.secs()) / 2.0;
            let half = f64_of(window.secs()) * factor / 2.0;
            work.window = span_of(middle - half, middle + half).map(clamped).or(work.window);
        }
        NavigateCommand::TimePan(part) => {
            let Some(window) = work.window() else { return };
            let shift = f64_of(window.secs()) * part;
            work.window =
                span_of(f64_of(window.start().0) + shift, f64_of(window.end().0) + shift).map(clamped);
        }
        NavigateCommand::Map(camera) => work.camera = camera,
        NavigateCommand::MapAll => {
            work.camera = Camera::Fit;
            work.along = [0.0, 1.0];
        }
        NavigateCommand::Along(window) => work.along = window,
    }
}

fn show(work: &mut Workspace, command: ShowCommand) -> Vec<Effect> {
    match command {
        ShowCommand::Lanes(by) => work.lane_by = by,
        ShowCommand::ColourBy(split) => {
            work.split = split;
            work.board.set_split(split);
        }
        ShowCommand::Map(style) => work.map_style = style,
        ShowCommand::Marks(marks) => work.map_marks = marks,
        ShowCommand::Border(border) => {
            work.set_border(border);
            work.along = [0.0, 1.0];
        }
        ShowCommand::AskBorder => return vec![Effect::AskBorder],
        ShowCommand::Pane(pane) => work.pane = pane,
        ShowCommand::Warp(warp) => work.warp = warp,
        ShowCommand::SwitchNight => return work.switch_night(),
        ShowCommand::Calendar(calendar) => return work.set_calendar(calendar),
        ShowCommand::SwitchMap => {
            work.map_style = match work.map_style {
                MapStyle::Schematic => MapStyle::Outline,
                MapStyle::Outline => MapStyle::Schematic,
            };
        }
        ShowCommand::SwitchDetail => work.detail_shown = !work.detail_shown,
        ShowCommand::SwitchList => work.list_shown = !work.list_shown,
        ShowCommand::ListOrder(order) => work.list_order = order,
        ShowCommand::SwitchHelp => return vec![Effect::SwitchHelp],
        ShowCommand::Theme(theme) => {
            work.theme = theme;
            return vec![Effect::ApplyTheme];
        }
        ShowCommand::FocusFilter => return vec![Effect::FocusFilter],
        ShowCommand::Dismiss => return vec![Effect::Dismiss],
    }
    Vec::new()
}

fn export(command: ExportCommand) -> Effect {
    match command {
        ExportCommand::AskEvents => Effect::AskEvents,
        ExportCommand::AskEventsFile(sheet) => Effect::AskEventsFile(sheet),
        ExportCommand::SaveEvents(sheet, path) => Effect::SaveEvents(sheet, path),
        ExportCommand::Ask => Effect::AskExport,
        ExportCommand::AskFile { view, scale } => Effect::AskSave { view, scale },
        ExportCommand::Save { view, scale, path } => Effect::SavePicture { view, scale, path },
    }
}

/// The span with 3 % more at each end, so that the first and last events do not touch the edge.
pub(super) fn with_room(span: Span) -> Span {
    widened(span, (span.secs() / 32).max(MIN_WINDOW_SECS / 2))
}

/// The span with as much again at each end.
fn with_context(span: Span) -> Span {
    widened(span, span.secs().max(3600))
}

fn widened(span: Span, by: i64) -> Span {
    let (start, end) = (span.start().0.saturating_sub(by), span.end().0.saturating_add(by));
    Span::from_secs(start, end).unwrap_or(span)
}

/// The window kept within bounds of length and time.
fn clamped(span: Span) -> Span {
    let start = span.start().0.clamp(-TIME_LIMIT_SECS, TIME_LIMIT_SECS - MIN_WINDOW_SECS);
    let end = span.end().0.clamp(start + MIN_WINDOW_SECS, TIME_LIMIT_SECS);
    Span::from_secs(start, end).unwrap_or(span)
}

#[expect(clippy::cast_precision_loss, reason = "seconds of years within ±9999 are exact in an f64")]
fn f64_of(secs: i64) -> f64 {
    secs as f64
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates and the span is clamped")]
fn span_of(start: f64, end: f64) -> Option<Span> {
    Span::from_secs(start.round() as i64, end.round() as i64)
}
