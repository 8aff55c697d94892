//! Who answers: the in-memory store and the board that runs questions off the UI thread.
