//! Guess.
use super::format::Head;
/// x
pub fn understood(_: &Head) -> usize {
    0
}
