//! What a text from a file may not hide: controls and endless marks are turned into visible tags.

use unicode_segmentation::UnicodeSegmentation as _;

/// Longest text that is drawn, in bytes; what is cut is counted in a tag.
pub const MAX_BYTES: usize = 32 * 1024;

/// Most stacked marks that one letter keeps.
const MAX_MARKS: usize = 3;

/// Most characters that one grapheme keeps; the longest sequences in honest use have about twelve.
const MAX_CLUSTER: usize = 16;

/// A stretch of a text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Characters that may be drawn as they are.
    Text(String),
    /// What stands in for something that must not act, or cannot be seen, such as `‹U+202E›`.
    Tag(String),
}

/// Whether the text can be drawn as it is, without a closer look.
pub fn is_plain(text: &str) -> bool {
    text.len() <= MAX_BYTES && text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n'))
}

/// The text in parts, tags for whatever hides or misleads; `\r\n` and other line ends become `\n`.
pub fn parts(text: &str) -> Vec<Part> {
    let (kept, cut) = capped(text);
    let mut out = Parts::default();
    for cluster in kept.graphemes(true) {
        out.cluster(cluster);
    }
    out.flush_hidden();
    if cut > 0 {
        out.tag(format!("… ‹+{cut} characters›"));
    }
    out.done
}

/// The text within the cap, and how many characters are beyond it.
fn capped(text: &str) -> (&str, usize) {
    let end = text.floor_char_boundary(MAX_BYTES);
    let (kept, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (kept, rest.chars().count())
}

#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    /// A hidden character and how often in a row it stands, not yet written.
    hidden: Option<(char, usize)>,
    last: Option<char>,
}

impl Parts {
    fn cluster(&mut self, cluster: &str) {
        let (mut marks, mut kept, mut dropped) = (0_usize, 0_usize, 0_usize);
        for c in cluster.chars() {
            if matches!(c, '\r' | '\u{2028}' | '\u{2029}' | '\u{85}') {
                if !cluster.contains('\n') {
                    self.text('\n');
                }
                continue;
            }
            if is_hidden(c) && !self.joins(c) {
                self.hide(c);
                continue;
            }
            marks += usize::from(is_stacking_mark(c));
            kept += 1;
            if marks > MAX_MARKS && is_stacking_mark(c) || kept > MAX_CLUSTER {
                dropped += 1;
            } else if c != '\u{AD}' {
                self.text(c);
            }
        }
        if dropped > 0 {
            self.flush_hidden();
            self.tag(format!("‹+{dropped} marks›"));
        }
    }

    /// Joiners do honest work between Arabic letters and in emoji.
    fn joins(&self, c: char) -> bool {
        let after_letter = self.last.is_some_and(|last| !last.is_ascii() && !is_hidden(last));
        matches!(c, '\u{200C}' | '\u{200D}') && after_letter && self.hidden.is_none()
    }

    fn text(&mut self, c: char) {
        self.flush_hidden();
        self.last = Some(c);
        if let Some(Part::Text(text)) = self.done.last_mut() {
            text.push(c);
        } else {
            self.done.push(Part::Text(c.to_string()));
        }
    }

    fn tag(&mut self, tag: String) {
        self.last = None;
        self.done.push(Part::Tag(tag));
    }

    fn hide(&mut self, c: char) {
        match &mut self.hidden {
            Some((same, count)) if *same == c => *count += 1,
            _ => {
                self.flush_hidden();
                self.hidden = Some((c, 1));
            }
        }
    }

    fn flush_hidden(&mut self) {
        match self.hidden.take() {
            None => {}
            Some((c, 1)) => self.tag(format!("‹U+{:04X}›", u32::from(c))),
            Some((c, count)) => self.tag(format!("‹U+{:04X} ×{count}›", u32::from(c))),
        }
    }
}

/// Characters that show nothing, or turn the direction of what follows.
fn is_hidden(c: char) -> bool {
    let turns = matches!(c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // Zero width, invisible operators, deprecated format characters, fillers, tags.
    let shows_nothing = matches!(c,
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{3164}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    turns || shows_nothing || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Marks that pile up over or under a letter.
fn is_stacking_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}'..='\u{6ED}'
        | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        parts(text)
            .into_iter()
            .map(|p| match p {
                Part::Text(t) | Part::Tag(t) => t,
            })
            .collect()
    }

    #[test]
    fn direction_controls_are_seen_and_do_not_act() {
        assert_eq!(shown("photo\u{202E}gnp.exe"), "photo‹U+202E›gnp.exe");
        assert_eq!(parts("a\u{2067}b")[1], Part::Tag("‹U+2067›".to_owned()));
    }

    #[test]
    fn a_thousand_controls_in_a_row_are_one_tag() {
        assert_eq!(shown(&"\u{200B}".repeat(1000)), "‹U+200B ×1000›");
        assert_eq!(shown("a\u{0}\u{0}\u{7}b"), "a‹U+0000 ×2›‹U+0007›b");
    }

    #[test]
    fn joiners_stay_where_persian_and_emoji_need_them() {
        assert_eq!(shown("می\u{200C}شود"), "می\u{200C}شود");
        assert_eq!(shown("👩\u{200D}🚒"), "👩\u{200D}🚒");
        assert_eq!(shown("pass\u{200D}word"), "pass‹U+200D›word");
    }

    #[test]
    fn endless_marks_are_capped_and_counted() {
        let zalgo = format!("K{}urram", "\u{300}".repeat(500));
        assert_eq!(shown(&zalgo), format!("K{}‹+497 marks›urram", "\u{300}".repeat(3)));
        assert_eq!(shown("Đặng, مُحَمَّد"), "Đặng, مُحَمَّد");
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        assert_eq!(shown("a\r\nb\rc\u{2028}d\ne"), "a\nb\nc\nd\ne");
        assert_eq!(shown("co\u{AD}operation"), "cooperation");
    }

    #[test]
    fn a_book_in_a_cell_is_cut_and_the_rest_counted() {
        let text = "é".repeat(MAX_BYTES);
        assert!(shown(&text).ends_with(&format!("… ‹+{} characters›", MAX_BYTES / 2)));
    }

    #[test]
    fn plain_text_is_recognised() {
        assert!(is_plain("Kurram, 11 October 2025\nnight"));
        assert!(!is_plain("Kurram\u{7}") && !is_plain("کرم") && !is_plain(&"a".repeat(MAX_BYTES + 1)));
    }
}
