//! Memory of values that others may still look at, used again when they no longer do.

use std::sync::Arc;

/// Values whose memory is kept: those that views may still hold, and one more.
const MOST: usize = 3;

/// The last values that were lent. Fresh memory for a long list costs more than what is put there.
#[derive(Debug, Default)]
pub struct Lent<T>(Vec<Arc<T>>);

impl<T> Lent<T> {
    /// Lends a value; the oldest of too many is let go.
    pub fn lend(&mut self, value: T) -> Arc<T> {
        let value = Arc::new(value);
        self.0.truncate(MOST - 1);
        self.0.insert(0, Arc::clone(&value));
        value
    }

    /// A value that nobody looks at any more, if there is one.
    pub fn take_back(&mut self) -> Option<T> {
        let free = self.0.iter_mut().position(|value| Arc::get_mut(value).is_some())?;
        Arc::try_unwrap(self.0.remove(free)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_looks_at_is_taken_back() {
        let mut lent = Lent::default();
        assert_eq!(lent.take_back(), None);
        let (one, two) = (lent.lend(1), lent.lend(2));
        assert_eq!(lent.take_back(), None);
        drop(one);
        assert_eq!(lent.take_back(), Some(1));
        assert_eq!(lent.take_back(), None);
        // The oldest of too many are let go, looked at or not.
        (3..=5).for_each(|n| drop(lent.lend(n)));
        drop(two);
        assert_eq!([(); 4].map(|()| lent.take_back()), [Some(5), Some(4), Some(3), None]);
    }
}
