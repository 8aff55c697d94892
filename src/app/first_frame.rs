//! Tells whoever measures the start of the program when its first frame is on the screen, and ends it then.

use std::io::Write;

use egui::{Context, ViewportCommand};

/// The variable that asks for it, and what is said on standard output.
pub const FIRST_FRAME: &str = "BORDERLINE_FIRST_FRAME";

/// Whether it is asked for, and how far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirstFrame {
    /// Nobody measures.
    #[default]
    Unasked,
    /// The frame is to come.
    Awaited,
    /// It was laid out; it is on the screen when the next one begins.
    Drawn,
}

impl FirstFrame {
    /// As the environment says.
    pub fn from_env() -> Self {
        if std::env::var_os(FIRST_FRAME).is_some() { Self::Awaited } else { Self::Unasked }
    }

    /// At the beginning of each frame.
    pub fn begin(&mut self, ctx: &Context) {
        match self {
            Self::Unasked => {}
            Self::Awaited => {
                *self = Self::Drawn;
                ctx.request_repaint();
            }
            Self::Drawn => {
                *self = Self::Unasked;
                // Whoever asked may have gone.
                let _ = writeln!(std::io::stdout(), "{FIRST_FRAME}");
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }
}
