//! What a view may see, and where it puts what the user wants.

use std::cell::RefCell;

use crate::workspace::{Command, Workspace};

/// Everything that a view may see; read-only.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The workspace.
    pub work: &'a Workspace,
    /// Where commands go.
    pub out: &'a Outbox,
}

impl Look<'_> {
    /// Sends a command.
    pub fn send(&self, command: Command) {
        self.out.send(command);
    }
}

/// Commands in the order sent; applied between frames.
#[derive(Debug, Default)]
pub struct Outbox(RefCell<Vec<Command>>);

impl Outbox {
    /// Adds a command.
    pub fn send(&self, command: Command) {
        self.0.borrow_mut().push(command);
    }

    /// Takes all commands in order.
    pub fn take(&self) -> Vec<Command> {
        self.0.take()
    }
}
