//! The map through clicks, as a user works.
