//! The file chooser of the XDG desktop portal, asked over the session bus.
//!
//! Protocol: `org.freedesktop.portal.FileChooser` (versions 1 to 4) and `org.freedesktop.portal.Request` of the
//! XDG Desktop Portal documentation. A portal or a bus that dies with its dialog open is an answer, not a hang.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use raw_window_handle::{HasWindowHandle, RawWindowHandle};
use zbus::blocking::{Connection, MessageIterator, connection};
use zbus::message::Message;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use super::dialog::{Question, Reply, Want};

/// How long the portal may take to say that its dialog is coming.
const PORTAL_WAIT: Duration = Duration::from_secs(15);
const PORTAL: &str = "org.freedesktop.portal.Desktop";
const BUS: &str = "org.freedesktop.DBus";
/// The signals that matter: answers, and the coming and going of portals and of their dialogs' makers.
const RULES: [&str; 3] = [
    "type='signal',interface='org.freedesktop.portal.Request',member='Response'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',\
     arg0='org.freedesktop.portal.Desktop'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',\
     arg0namespace='org.freedesktop.impl.portal.desktop'",
];

/// The line to the session bus while a question is out, so that another thread can hang up.
#[derive(Default)]
pub struct Line(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Open(Connection),
    HungUp,
}

impl Line {
    /// Ends the question: the portal closes its dialog when its asker goes.
    pub fn hang_up(&self) {
        let before = std::mem::replace(&mut *self.state(), State::HungUp);
        if let State::Open(connection) = before {
            // An error here says that the line was down already.
            connection.close().ok();
        }
    }

    /// Whether the asker has hung up.
    pub fn is_hung_up(&self) -> bool {
        matches!(*self.state(), State::HungUp)
    }

    fn open(&self, connection: &Connection) {
        let mut state = self.state();
        if matches!(*state, State::Idle) {
            *state = State::Open(connection.clone());
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The window's name in the portal's language, or nothing where it has none (Wayland: the dialog then stands alone).
pub fn parent_of(window: &impl HasWindowHandle) -> String {
    match window.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(handle)) => format!("x11:{:x}", handle.window),
        Ok(RawWindowHandle::Xcb(handle)) => format!("x11:{:x}", handle.window),
        _ => String::new(),
    }
}

/// Asks, and waits for the answer.
pub fn ask(question: &Question, parent: &str, line: &Line) -> Reply {
    converse(question, parent, line).unwrap_or_else(|error| Reply::Unavailable(in_words(&error)))
}

fn converse(question: &Question, parent: &str, line: &Line) -> zbus::Result<Reply> {
    let bus = connection::Builder::session()?.method_timeout(PORTAL_WAIT).build()?;
    line.open(&bus);
    for rule in RULES {
        bus.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), "AddMatch", &rule)?;
    }
    // Listening starts before the question, so that a quick answer is not missed.
    let messages = MessageIterator::from(&bus);
    let method = match question.want {
        Want::Open => "OpenFile",
        Want::Save(_) => "SaveFile",
    };
    let body = (parent, question.title.as_str(), options(question));
    let chooser = Some("org.freedesktop.portal.FileChooser");
    let reply = bus.call_method(Some(PORTAL), "/org/freedesktop/portal/desktop", chooser, method, &body)?;
    let request: OwnedObjectPath = reply.body().deserialize()?;
    for message in messages {
        if line.is_hung_up() {
            return Ok(Reply::Cancelled);
        }
        if let Some(reply) = ending(&message?, &request)? {
            return Ok(reply);
        }
    }
    Ok(Reply::Unavailable("The session bus closed".to_owned()))
}

fn options(question: &Question) -> HashMap<&'static str, Value<'_>> {
    // Kind 0 of a pattern is a shell glob.
    let filters: Vec<(&str, Vec<(u32, String)>)> = question
        .filters
        .iter()
        .map(|(label, extensions)| (label.as_str(), extensions.iter().map(|e| (0, glob(e))).collect()))
        .collect();
    // Not modal: the window stays usable, its path field included, while the dialog is open.
    let mut options = HashMap::from([("filters", Value::from(filters)), ("modal", Value::from(false))]);
    match &question.want {
        Want::Open => options.insert("multiple", Value::from(true)),
        Want::Save(name) => options.insert("current_name", Value::from(name.as_str())),
    };
    options
}

/// A pattern for an extension in either case, as portals match case by case: `csv` is `*.[cC][sS][vV]`.
fn glob(extension: &str) -> String {
    if extension == "*" {
        return extension.to_owned();
    }
    let either = |c: char| match (c.to_ascii_lowercase(), c.to_ascii_uppercase()) {
        (low, up) if low == up => c.to_string(),
        (low, up) => format!("[{low}{up}]"),
    };
    format!("*.{}", extension.chars().map(either).collect::<String>())
}

/// The end of the question, if this message is it.
fn ending(message: &Message, request: &OwnedObjectPath) -> zbus::Result<Option<Reply>> {
    let header = message.header();
    let body = message.body();
    match header.member().map(zbus::names::MemberName::as_str) {
        Some("NameOwnerChanged") => {
            let (_, before, after): (String, String, String) = body.deserialize()?;
            let gone = !before.is_empty() && after.is_empty();
            Ok(gone.then(|| Reply::Unavailable("The system's file dialog went away".to_owned())))
        }
        Some("Response") if header.path().is_some_and(|path| path.as_str() == request.as_str()) => {
            let (code, results): (u32, HashMap<String, OwnedValue>) = body.deserialize()?;
            Ok(Some(if code == 0 { picked(results) } else { Reply::Cancelled }))
        }
        _ => Ok(None),
    }
}

/// The paths in the portal's results. A choice that is no local file is said to be one.
fn picked(mut results: HashMap<String, OwnedValue>) -> Reply {
    let uris = results.remove("uris").and_then(|value| Vec::<String>::try_from(value).ok());
    let uris = uris.unwrap_or_default();
    let path_of = |uri: &String| url::Url::parse(uri).ok()?.to_file_path().ok();
    let paths: Vec<PathBuf> = uris.iter().filter_map(path_of).collect();
    if paths.is_empty() {
        Reply::Unavailable(format!("Not a file on this computer: {}", uris.join(", ")))
    } else {
        Reply::Picked(paths)
    }
}

fn in_words(error: &zbus::Error) -> String {
    match error {
        zbus::Error::MethodError(name, _, _) if name.ends_with("ServiceUnknown") => {
            "This desktop has no file dialog service (XDG portal)".to_owned()
        }
        zbus::Error::InputOutput(_) => format!("The session bus did not answer: {error}"),
        _ => format!("The system's file dialog could not be opened: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picked_name_with_spaces_and_umlauts_comes_back_whole() {
        let uris = vec!["file:///home/a/M%C3%A4rz%20%231.csv".to_owned()];
        let results = HashMap::from([("uris".to_owned(), Value::from(uris).try_to_owned().unwrap())]);
        assert_eq!(picked(results), Reply::Picked(vec![PathBuf::from("/home/a/März #1.csv")]));
    }

    #[test]
    fn a_choice_that_is_no_local_file_is_not_taken_for_cancel() {
        let uris = vec!["sftp://host/a.csv".to_owned()];
        let results = HashMap::from([("uris".to_owned(), Value::from(uris).try_to_owned().unwrap())]);
        assert!(matches!(picked(results), Reply::Unavailable(_)));
    }

    #[test]
    fn extensions_match_in_either_case() {
        assert_eq!(glob("csv"), "*.[cC][sS][vV]");
        assert_eq!(glob("7z"), "*.7[zZ]");
        assert_eq!(glob("*"), "*");
    }
}
