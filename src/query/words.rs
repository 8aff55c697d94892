//! Words and phrases as people search them: whole words, not substrings, case ignored.

/// One or more words in a row, lower case: "ttp" does not match "http".
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phrase(String);

/// Whether a character belongs to a word.
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '_') || is_mark(c)
}

/// Combining marks of the scripts that event files hold; `char::is_alphanumeric` leaves some out.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E8)
}

impl Phrase {
    /// The words of the text joined by single spaces; `None` if it has none.
    pub fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = split(text).map(str::to_lowercase).collect();
        (!words.is_empty()).then(|| Self(words.join(" ")))
    }

    /// The phrase in lower case, words joined by single spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }

    /// Whether the phrase's words stand in the text one after the other.
    pub fn occurs_in(&self, text: &str) -> bool {
        if text.len() < self.0.len().min(3) {
            return false;
        }
        if text.is_ascii() && self.0.is_ascii() {
            return occurs_ascii(self.0.as_bytes(), text.as_bytes());
        }
        let wanted: Vec<&str> = self.0.split(' ').collect();
        let words: Vec<String> = split(text).map(str::to_lowercase).collect();
        words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(a, b)| a == b))
    }
}

/// Calls `visit` with each word of the text in lower case; `lower` is a buffer for that.
pub fn each_word(text: &str, lower: &mut String, visit: &mut dyn FnMut(&str)) {
    if !text.is_ascii() {
        for word in split(text) {
            if word.is_ascii() {
                lower.clear();
                lower.push_str(word);
                lower.make_ascii_lowercase();
                visit(lower);
            } else {
                visit(&word.to_lowercase());
            }
        }
        return;
    }
    lower.clear();
    lower.push_str(text);
    lower.make_ascii_lowercase();
    let mut start = 0;
    for (at, &b) in lower.as_bytes().iter().enumerate() {
        if !is_ascii_word(b) {
            if start < at {
                visit(lower.get(start..at).unwrap_or_default());
            }
            start = at + 1;
        }
    }
    if start < lower.len() {
        visit(lower.get(start..).unwrap_or_default());
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty())
}

/// Finds the phrase in ASCII text: candidates by their first byte, then word by word.
fn occurs_ascii(phrase: &[u8], text: &[u8]) -> bool {
    let Some(&first) = phrase.first() else { return false };
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).any(|at| {
        let before = at.checked_sub(1).and_then(|i| text.get(i));
        before.is_none_or(|&b| !is_ascii_word(b)) && matches_at(phrase, text.get(at..).unwrap_or_default())
    })
}

/// Whether the text begins with the phrase; a space of the phrase stands for any run of non-word bytes.
fn matches_at(phrase: &[u8], text: &[u8]) -> bool {
    let mut rest = text;
    for &wanted in phrase {
        if wanted == b' ' {
            let gap = rest.iter().take_while(|&&b| !is_ascii_word(b)).count();
            if gap == 0 {
                return false;
            }
            rest = rest.get(gap..).unwrap_or_default();
            continue;
        }
        match rest.split_first() {
            Some((b, tail)) if b.to_ascii_lowercase() == wanted => rest = tail,
            _ => return false,
        }
    }
    rest.first().is_none_or(|&b| !is_ascii_word(b))
}

fn is_ascii_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'\'' || b == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> bool {
        Phrase::new(phrase).unwrap().occurs_in(text)
    }

    #[test]
    fn ttp_is_not_in_http() {
        assert!(!found("ttp", "see http://example.org"));
        assert!(found("ttp", "the TTP, said Kabul"));
        assert!(found("TTP", "ttp"));
    }

    #[test]
    fn phrases_skip_what_stands_between_words() {
        assert!(found("north waziristan", "in North-Waziristan Agency"));
        assert!(!found("north waziristan", "northwaziristan"));
        assert!(!found("waziristan north", "North Waziristan"));
        assert!(found("spin boldak", "Spin\nBoldak"));
    }

    #[test]
    fn other_scripts_have_words_too() {
        assert!(found("کرم", "ضلع کرم میں"));
        assert!(!found("کر", "ضلع کرم میں"));
        assert!(found("peshāwar", "On PESHĀWAR road"));
        assert!(found("torkham", "«Torkham» – closed"));
    }

    #[test]
    fn no_words_make_no_phrase() {
        assert_eq!(Phrase::new(" -- "), None);
    }
}
