//! Asking for a file: the system's dialog on a thread of its own, whose answer is never mistaken for Cancel.
//!
//! On Linux the XDG portal is asked directly (`portal`): the client inside `rfd` ends the whole process when the
//! session bus goes away while a dialog is open, and waits without end when the portal does. `rfd` opens the
//! dialog on other systems, and zenity's where no portal answers.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// What is asked of the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// One or more files to read.
    Open,
    /// A place to write one file, with the name proposed.
    Save(String),
}

/// A question to put in the system's file dialog.
#[derive(Clone, Debug)]
pub struct Question {
    /// The dialog's title.
    pub title: String,
    /// Files to open, or one to save.
    pub want: Want,
    /// Labels with the file extensions (without dots) that they stand for; `*` is every file.
    pub filters: Vec<(String, Vec<String>)>,
}

/// How a question ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// These paths were chosen: at least one.
    Picked(Vec<PathBuf>),
    /// The dialog was closed without a choice.
    Cancelled,
    /// There was no dialog, or it went away under the person's hands: why, in words to show.
    Unavailable(String),
}

/// A question that is being asked.
pub struct Asked {
    reply: Receiver<Reply>,
    #[cfg(target_os = "linux")]
    line: std::sync::Arc<super::portal::Line>,
}

impl Asked {
    /// The reply, once there is one. Never blocks.
    pub fn reply(&self) -> Option<Reply> {
        match self.reply.try_recv() {
            Ok(reply) => Some(reply),
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                Some(Reply::Unavailable("The file dialog stopped".to_owned()))
            }
        }
    }

    /// Gives up: closes the system's dialog, as when a path was typed in the window instead.
    pub fn withdraw(self) {
        #[cfg(target_os = "linux")]
        self.line.hang_up();
    }
}

/// Puts the question over the window and returns at once; `wake` is called when the reply is there.
///
/// # Errors
/// When no thread can be started.
#[cfg(target_os = "linux")]
pub fn ask(
    question: Question,
    window: &eframe::Frame,
    wake: impl FnOnce() + Send + 'static,
) -> std::io::Result<Asked> {
    let (send, reply) = sync_channel(1);
    let line = std::sync::Arc::new(super::portal::Line::default());
    let (parent, on_line) = (super::portal::parent_of(window), line.clone());
    thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        let answer = super::portal::ask(&question, &parent, &on_line);
        let answer = match answer {
            Reply::Unavailable(_) if !on_line.is_hung_up() && zenity_is_there() => ask_rfd(question),
            answer => answer,
        };
        // A closed channel means that nobody waits any more.
        send.send(answer).ok();
        wake();
    })?;
    Ok(Asked { reply, line })
}

/// The fallback dialog of `rfd`, which is zenity's once the portal is known not to answer.
#[cfg(target_os = "linux")]
fn ask_rfd(question: Question) -> Reply {
    let mut dialog = rfd::FileDialog::new().set_title(question.title);
    for (label, extensions) in &question.filters {
        dialog = dialog.add_filter(label, extensions);
    }
    let paths = match question.want {
        Want::Open => dialog.pick_files().unwrap_or_default(),
        Want::Save(name) => dialog.set_file_name(name).save_file().into_iter().collect(),
    };
    if paths.is_empty() { Reply::Cancelled } else { Reply::Picked(paths) }
}

/// Whether a program called zenity is on the search path: without it `rfd` answers as if cancelled.
#[cfg(target_os = "linux")]
fn zenity_is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

/// Puts the question over the window and returns at once; `wake` is called when the reply is there.
///
/// # Errors
/// When no thread can be started.
#[cfg(not(target_os = "linux"))]
pub fn ask(
    question: Question,
    window: &eframe::Frame,
    wake: impl FnOnce() + Send + 'static,
) -> std::io::Result<Asked> {
    let (send, reply) = sync_channel(1);
    let mut dialog = rfd::AsyncFileDialog::new().set_title(question.title).set_parent(window);
    for (label, extensions) in &question.filters {
        dialog = dialog.add_filter(label, extensions);
    }
    // Made on the main thread, as macOS wants it; awaited on the other.
    let picking: std::pin::Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>> = match question.want {
        Want::Open => {
            let picked = dialog.pick_files();
            Box::pin(async { picked.await.into_iter().flatten().map(|f| f.path().to_owned()).collect() })
        }
        Want::Save(name) => {
            let picked = dialog.set_file_name(name).save_file();
            Box::pin(async { picked.await.into_iter().map(|f| f.path().to_owned()).collect() })
        }
    };
    thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        let paths = wait_for(picking);
        let answer = if paths.is_empty() { Reply::Cancelled } else { Reply::Picked(paths) };
        send.send(answer).ok();
        wake();
    })?;
    Ok(Asked { reply })
}

/// Polls a future on this thread until it is ready.
#[cfg(not(target_os = "linux"))]
fn wait_for<T>(mut future: std::pin::Pin<Box<dyn Future<Output = T> + Send>>) -> T {
    struct Unpark(thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}
