//! From logical to visual order: right-to-left text broken into lines and turned into pieces that egui draws left to right.
//!
//! egui shapes each section of a layout (letters join, marks attach) but does not reorder sections, and it lays a
//! run of Eastern digits out backwards. So each line is broken and reordered here by UAX #9, one section a word,
//! one section a digit.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

/// First strong isolate: what stands between this and [`PDI`] does not disturb the order around it.
pub const FSI: char = '\u{2068}';
/// Pop directional isolate.
pub const PDI: char = '\u{2069}';

/// A stretch of the text, in bytes, and the number of its style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// Where it stands.
    pub range: Range<usize>,
    /// Which of the caller's styles it has.
    pub style: usize,
}

/// A piece to be drawn as one section, left to right after the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// A word in logical order, or a sign in its mirrored form.
    pub text: String,
    /// Which of the caller's styles it has.
    pub style: usize,
}

/// A line in visual order.
pub type Line = Vec<Unit>;

/// Whether the text needs this module at all.
pub fn needs_order(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| is_eastern_digit(c) || is_rtl(bidi_class(c)))
}

/// Lines in visual order, none wider than `wrap` points if its words allow; and whether most paragraphs run from the right.
///
/// `measure` gives the width in points of a text in a style.
pub fn lines(
    text: &str,
    styles: &[Styled],
    wrap: f32,
    measure: &mut dyn FnMut(&str, usize) -> f32,
) -> (Vec<Line>, bool) {
    let info = BidiInfo::new(text, None);
    let mut out = Vec::new();
    let mut from_right = 0_usize;
    for para in &info.paragraphs {
        from_right += usize::from(para.level.is_rtl());
        let body = text.get(para.range.clone()).unwrap_or_default().trim_end_matches('\n');
        let within = para.range.start..para.range.start + body.len();
        for line in breaks(text, within, styles, wrap, measure) {
            let (levels, runs) = info.visual_runs(para, line);
            let mut units = Vec::new();
            for run in runs {
                let rtl = levels.get(run.start).is_some_and(unicode_bidi::Level::is_rtl);
                push_run(&mut units, text, run, rtl, styles);
            }
            out.push(units);
        }
    }
    (out, from_right * 2 > info.paragraphs.len())
}

/// Ranges of the lines of one paragraph, without the spaces they end in.
fn breaks(
    text: &str,
    within: Range<usize>,
    styles: &[Styled],
    wrap: f32,
    measure: &mut dyn FnMut(&str, usize) -> f32,
) -> Vec<Range<usize>> {
    let mut width = |range: Range<usize>| -> f32 {
        split_styles(range, styles).map(|s| measure(text.get(s.range).unwrap_or_default(), s.style)).sum()
    };
    let mut out = Vec::new();
    let (mut start, mut used) = (within.start, 0.0);
    for token in tokens(text, within.clone()) {
        let full = width(token.clone());
        let fits = trimmed(text, token.clone());
        if used > 0.0 && used + width(fits.clone()) > wrap {
            out.push(trimmed(text, start..token.start));
            (start, used) = (token.start, 0.0);
        }
        if width(fits) <= wrap {
            used += full;
            continue;
        }
        for cluster in clusters(text, token) {
            let one = width(cluster.clone());
            if used > 0.0 && used + one > wrap {
                out.push(start..cluster.start);
                (start, used) = (cluster.start, 0.0);
            }
            used += one;
        }
    }
    out.push(trimmed(text, start..within.end));
    out
}

/// Words with the spaces after them.
fn tokens(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    pieces(text.get(within.clone()).unwrap_or_default().split_inclusive([' ', '\t']), within.start)
}

fn clusters(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    pieces(text.get(within.clone()).unwrap_or_default().graphemes(true), within.start)
}

fn pieces<'a>(parts: impl Iterator<Item = &'a str>, start: usize) -> impl Iterator<Item = Range<usize>> {
    parts.scan(start, |at, part| {
        let from = *at;
        *at += part.len();
        Some(from..*at)
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let kept = text.get(range.clone()).unwrap_or_default().trim_end();
    range.start..range.start + kept.len()
}

fn split_styles(range: Range<usize>, styles: &[Styled]) -> impl Iterator<Item = Styled> {
    styles.iter().filter_map(move |s| {
        let (start, end) = (s.range.start.max(range.start), s.range.end.min(range.end));
        (start < end).then_some(Styled { range: start..end, style: s.style })
    })
}

fn push_run(out: &mut Line, text: &str, run: Range<usize>, rtl: bool, styles: &[Styled]) {
    let mut units = Vec::new();
    for part in split_styles(run, styles) {
        let part_text = text.get(part.range).unwrap_or_default();
        let keep = if rtl { in_word } else { |c: char| !is_eastern_digit(c) };
        for piece in grouped(part_text, keep) {
            let shown = if rtl { mirrored(piece) } else { visible(piece) };
            if !shown.is_empty() {
                units.push(Unit { text: shown, style: part.style });
            }
        }
    }
    if rtl {
        units.reverse();
    }
    out.append(&mut units);
}

/// Longest stretches of characters that belong together; every other grapheme stands alone.
fn grouped(text: &str, together: fn(char) -> bool) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut at, mut open) = (0, 0, false);
    for cluster in text.graphemes(true) {
        let belongs = cluster.chars().next().is_some_and(together);
        if at > start && !(belongs && open) {
            out.extend(text.get(start..at));
            start = at;
        }
        open = belongs;
        at += cluster.len();
    }
    out.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    out
}

fn is_rtl(class: BidiClass) -> bool {
    matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN)
}

fn in_word(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::NSM)
        || matches!(c, '\u{200C}' | '\u{200D}')
}

/// Digits that egui would lay out from the right.
fn is_eastern_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{7C0}'..='\u{7C9}' | '\u{10D30}'..='\u{10D39}' | '\u{1E950}'..='\u{1E959}')
}

/// The isolates that the caller put in show nothing.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, FSI | PDI)).collect()
}

fn mirrored(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, FSI | PDI)).map(mirror).collect()
}

/// Mirrored forms in daily use (Unicode's BidiMirroring.txt).
fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        '⟨' => '⟩',
        '⟩' => '⟨',
        c => c,
    }
}
