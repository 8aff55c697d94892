//! Names that came lately, with their texts beside each other, so that they are found without looking far.

/// How many are kept: 256 KiB.
const KEPT: usize = 4096;
/// Longest name that is kept, in bytes; an entry fills one cache line.
const LONGEST: usize = 59;

/// The name that came last of all that share a place.
#[derive(Clone, Default)]
pub(super) struct Recent(Vec<Entry>);

#[derive(Clone, Copy)]
struct Entry {
    code: u32,
    len: u8,
    text: [u8; LONGEST],
}

impl Recent {
    /// The code of a text, if it came lately.
    pub fn find(&self, hash: u64, text: &str) -> Option<u32> {
        let entry = self.0.get(place(hash))?;
        let same =
            usize::from(entry.len) == text.len() && entry.text.get(..text.len()) == Some(text.as_bytes());
        same.then_some(entry.code)
    }

    /// Keeps a text that is not too long.
    pub fn put(&mut self, hash: u64, text: &str, code: u32) {
        if text.len() > LONGEST {
            return;
        }
        if self.0.is_empty() {
            // No text that is looked for has so many bytes.
            self.0 = vec![Entry { code: 0, len: u8::MAX, text: [0; LONGEST] }; KEPT];
        }
        let Some(entry) = self.0.get_mut(place(hash)) else { return };
        (entry.code, entry.len) = (code, u8::try_from(text.len()).unwrap_or(u8::MAX));
        if let Some(to) = entry.text.get_mut(..text.len()) {
            to.copy_from_slice(text.as_bytes());
        }
    }
}

fn place(hash: u64) -> usize {
    usize::try_from(hash % KEPT as u64).unwrap_or(0)
}
