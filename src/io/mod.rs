//! Bytes to datasets and back: one file a format.
