//! Keys of the table of commands, as egui reports them.

use egui::{Context, Event, Modifiers};

use crate::workspace::{COMMANDS, Chord, Command, Key};

/// Whether a text field has the cursor, which then gets the plain keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Keys are commands.
    No,
    /// Keys are text; only chords with Ctrl that text fields do not know are commands.
    Yes,
    /// The list of events has the arrows up and down, and Home.
    InList,
    /// A button has the space bar.
    OnButton,
}

/// What has the keys.
pub fn typing(ctx: &Context) -> Typing {
    match ctx.memory(egui::Memory::focused) {
        _ if ctx.text_edit_focused() => Typing::Yes,
        Some(id) if id == crate::view::list::focus_id() => Typing::InList,
        Some(_) => Typing::OnButton,
        None => Typing::No,
    }
}

/// The commands that this frame's keys send, in order; their events are taken out.
pub fn commands(events: &mut Vec<Event>, typing: Typing) -> Vec<Command> {
    let mut sent = Vec::new();
    events.retain(|event| match chord(event).and_then(|chord| command(chord, typing)) {
        Some(command) => {
            sent.push(command);
            false
        }
        None => true,
    });
    sent
}

fn command(chord: Chord, typing: Typing) -> Option<Command> {
    let edits_text = matches!(chord.key, Key::Char('Z' | 'Y'));
    if typing == Typing::Yes && (!chord.ctrl || edits_text) {
        return None;
    }
    let own = match typing {
        Typing::InList => !chord.shift && matches!(chord.key, Key::Up | Key::Down | Key::Home),
        Typing::OnButton => chord.key == Key::Char(' '),
        Typing::Yes | Typing::No => false,
    };
    if own {
        return None;
    }
    let entry = COMMANDS.iter().find(|entry| entry.keys.contains(&chord))?;
    Some((entry.make)())
}

fn chord(event: &Event) -> Option<Chord> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => from_key(*key, *modifiers),
        Event::Text(text) => from_text(text),
        _ => None,
    }
}

fn from_key(key: egui::Key, modifiers: Modifiers) -> Option<Chord> {
    let named = match key {
        egui::Key::ArrowLeft => Some(Key::Left),
        egui::Key::ArrowRight => Some(Key::Right),
        egui::Key::ArrowUp => Some(Key::Up),
        egui::Key::ArrowDown => Some(Key::Down),
        egui::Key::Home => Some(Key::Home),
        egui::Key::Escape => Some(Key::Escape),
        egui::Key::F1 => Some(Key::F1),
        egui::Key::F5 => Some(Key::F5),
        _ => None,
    };
    let ctrl = modifiers.command;
    if let Some(key) = named {
        return (!modifiers.alt).then_some(Chord { ctrl, shift: modifiers.shift, key });
    }
    // Without Ctrl, signs come as text, so that they are found on every keyboard.
    let mut letters = key.symbol_or_name().chars();
    let letter = letters.next().filter(|_| ctrl && letters.next().is_none())?;
    Some(Chord { ctrl, shift: modifiers.shift, key: Key::Char(letter.to_ascii_uppercase()) })
}

fn from_text(text: &str) -> Option<Chord> {
    let mut chars = text.chars();
    let sign = chars.next().filter(|_| chars.next().is_none())?;
    Some(Chord { ctrl: false, shift: false, key: Key::Char(sign.to_ascii_uppercase()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{FileCommand, ShowCommand};

    fn press(key: egui::Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn sent(mut events: Vec<Event>, typing: Typing) -> Vec<Command> {
        commands(&mut events, typing)
    }

    #[test]
    fn every_chord_of_the_table_reaches_its_command() {
        for entry in COMMANDS {
            for chord in entry.keys {
                let event = event_of(*chord);
                assert_eq!(sent(vec![event], Typing::No), [(entry.make)()], "{} by {chord}", entry.id);
            }
        }
    }

    fn event_of(chord: Chord) -> Event {
        let modifiers =
            Modifiers { ctrl: chord.ctrl, command: chord.ctrl, shift: chord.shift, ..Modifiers::NONE };
        let key = match chord.key {
            Key::Char(c) if chord.ctrl => egui::Key::from_name(&c.to_string()).unwrap(),
            Key::Char(c) => return Event::Text(c.to_lowercase().to_string()),
            Key::Left => egui::Key::ArrowLeft,
            Key::Right => egui::Key::ArrowRight,
            Key::Up => egui::Key::ArrowUp,
            Key::Down => egui::Key::ArrowDown,
            Key::Home => egui::Key::Home,
            Key::Escape => egui::Key::Escape,
            Key::F1 => egui::Key::F1,
            Key::F5 => egui::Key::F5,
        };
        press(key, modifiers)
    }

    #[test]
    fn the_list_keeps_its_arrows_and_a_button_its_space_bar() {
        let down = || vec![press(egui::Key::ArrowDown, Modifiers::NONE)];
        assert!(sent(down(), Typing::InList).is_empty() && sent(down(), Typing::No).len() == 1);
        let space = || vec![Event::Text(" ".into())];
        assert!(sent(space(), Typing::OnButton).is_empty() && sent(space(), Typing::InList).len() == 1);
    }

    #[test]
    fn letters_typed_into_a_field_are_text() {
        assert!(sent(vec![Event::Text("n".into())], Typing::Yes).is_empty());
        assert!(sent(vec![press(egui::Key::Z, Modifiers::COMMAND)], Typing::Yes).is_empty());
        let open = sent(vec![press(egui::Key::O, Modifiers::COMMAND)], Typing::Yes);
        assert_eq!(open, [Command::File(FileCommand::Ask)]);
        assert_eq!(sent(vec![Event::Text("?".into())], Typing::No), [Command::Show(ShowCommand::SwitchHelp)]);
    }
}
