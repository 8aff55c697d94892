//! Words and phrases as people search them: whole words, not substrings, case ignored.

use super::word_runs::each_run;

/// The sign whose small letter is k.
const KELVIN: &str = "\u{212A}";

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
        if self.0.is_ascii() {
            if text.is_ascii() {
                return occurs_ascii(self.0.as_bytes(), text.as_bytes());
            }
            if !may_hold(text, self.words().next().unwrap_or_default()) {
                return false;
            }
        }
        let mut words = split(text);
        loop {
            let mut here = words.clone();
            if self.words().all(|wanted| here.next().is_some_and(|word| is_same(word, wanted))) {
                return true;
            }
            if words.next().is_none() {
                return false;
            }
        }
    }
}

/// Calls `visit` with each word of the text in lower case; `lower` is a buffer for that.
pub fn each_word(text: &str, lower: &mut String, visit: &mut dyn FnMut(&str)) {
    each_run(text, |run| each_word_of_run(text.get(run).unwrap_or_default(), lower, visit));
}

/// The same for a stretch that [`each_run`] gave.
pub fn each_word_of_run(run: &str, lower: &mut String, visit: &mut dyn FnMut(&str)) {
    if run.is_ascii() {
        lower.clear();
        lower.push_str(run);
        lower.make_ascii_lowercase();
        visit(lower);
    } else {
        split(run).for_each(|word| visit(&word.to_lowercase()));
    }
}

/// Whether a word is this one, which is in lower case.
fn is_same(word: &str, lower: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(lower) } else { word.to_lowercase() == lower }
}

/// Whether an ASCII word may stand in a text; `false` is sure.
fn may_hold(text: &str, word: &str) -> bool {
    let Some(&first) = word.as_bytes().first() else { return true };
    let text = text.as_bytes();
    let stands_at = |at: usize| {
        let there = text.get(at..).and_then(|rest| rest.get(..word.len()));
        there.is_some_and(|there| there.eq_ignore_ascii_case(word.as_bytes()))
    };
    // Of all characters beyond ASCII the Kelvin sign alone becomes an ASCII letter.
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).any(stands_at)
        || (word.contains('k') && memchr::memmem::find(text, KELVIN.as_bytes()).is_some())
}

fn split(text: &str) -> impl Iterator<Item = &str> + Clone {
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
    fn one_character_alone_beyond_ascii_has_a_small_letter_within() {
        let within = |c: &char| !c.is_ascii() && c.to_lowercase().all(|c| c.is_ascii());
        assert_eq!(('\0'..=char::MAX).filter(within).collect::<String>(), KELVIN);
        assert!(found("kabul road", "the \u{212A}abul–Road"));
        assert!(found("spin boldak é", "in «Spin Bolda\u{212A} É»"));
    }

    #[test]
    fn no_words_make_no_phrase() {
        assert_eq!(Phrase::new(" -- "), None);
    }
}
