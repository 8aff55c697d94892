//! One analyst at work, without a window: commands, selection, viewports, undo.
