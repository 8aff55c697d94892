//! Pictures being drawn and saved behind the window.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::view::status::{Message, Tone};
use crate::workspace::Workspace;

use super::export::{Sheet, save};

/// The picture that is being drawn, if any.
#[derive(Default)]
pub struct Pictures {
    running: Option<Receiver<Message>>,
}

impl Pictures {
    /// Draws a workspace's snapshot and writes it; `wake` is called when that is done.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn save(
        &mut self,
        mut work: Workspace,
        sheet: Sheet,
        path: PathBuf,
        wake: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let (sender, receiver) = sync_channel(1);
        let draw = move || {
            let message = match save(&mut work, sheet, &path) {
                Ok(()) => Message { text: format!("Saved {}", path.display()), tone: Tone::Done },
                Err(error) => {
                    Message { text: format!("{} was not saved: {error}", path.display()), tone: Tone::Failed }
                }
            };
            // Nobody listens any more when the window was closed meanwhile; the file is there all the same.
            let _ = sender.send(message);
            wake();
        };
        std::thread::Builder::new().name("borderline-picture".to_owned()).spawn(draw)?;
        self.running = Some(receiver);
        Ok(())
    }

    /// What there is to say when a picture is done, once.
    pub fn ended(&mut self) -> Option<Message> {
        let message = self.running.as_ref()?.try_recv().ok()?;
        self.running = None;
        Some(message)
    }
}
