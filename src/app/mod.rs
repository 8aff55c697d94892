//! The window: background jobs, dialogs, pictures, preferences.
