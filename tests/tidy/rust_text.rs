//! Reads Rust without parsing it: comments and literals blanked, words, and paths from the crate's root.

/// Where code names a path from the root of the crate (`crate::…`, or enough `super::`), and what follows.
pub fn root_paths(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut supers = 0;
    for (at, word) in words(code) {
        let after = code.split_at(at + word.len()).1.trim_start();
        supers = if word == "super" { supers + 1 } else { 0 };
        let at_root = word == "crate" || supers >= depth && depth > 0;
        if let Some(rest) = after.strip_prefix("::").filter(|_| at_root) {
            found.push((at, rest.trim_start()));
        }
    }
    found
}

/// The first names of a path or of each branch of a `{…}` group.
pub fn heads(rest: &str) -> Vec<&str> {
    let mut level = 0_usize;
    let mut names = Vec::new();
    let mut expected = true;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => level += 1,
            '}' => level = level.saturating_sub(1),
            ',' if level == 1 => expected = true,
            _ if is_word(c) && expected => {
                names.extend(words(rest.split_at(at).1).next().map(|(_, name)| name));
                expected = false;
            }
            _ => {}
        }
        if level == 0 && !names.is_empty() || level > 1 && expected {
            break;
        }
    }
    names
}

/// The source with comments and literals blanked, line for line and byte for byte.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_word = code.ends_with(is_word);
        let blank = silent_len(rest, after_word);
        let (now, later) = rest.split_at(if blank > 0 { blank } else { c.len_utf8() });
        if blank > 0 {
            code.extend(now.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(now);
        }
        rest = later;
    }
    code
}

/// Bytes of the comment or literal that the text starts with; 0 if it starts with code.
fn silent_len(rest: &str, after_word: bool) -> usize {
    let until = |end: &str, from: usize| {
        rest.split_at(from).1.find(end).map_or(rest.len(), |at| from + at + end.len())
    };
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return nested_comment_len(rest);
    }
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !after_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw.trim_start_matches('#').starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
        }
    }
    let mut after = rest.chars().skip(1);
    match (rest.chars().next(), after.next(), after.next()) {
        (Some('"'), _, _) => quoted_len(rest, '"'),
        (Some('\''), Some('\\'), _) | (Some('\''), Some(_), Some('\'')) => quoted_len(rest, '\''),
        _ => 0,
    }
}

fn quoted_len(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

fn nested_comment_len(rest: &str) -> usize {
    let mut level = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = rest.split_at(at).1;
        let step = here.chars().next().map_or(1, char::len_utf8);
        match () {
            () if here.starts_with("/*") => (level, at) = (level + 1, at + 2),
            () if here.starts_with("*/") && level == 1 => return at + 2,
            () if here.starts_with("*/") => (level, at) = (level - 1, at + 2),
            () => at += step,
        }
    }
    rest.len()
}

/// Whether a character belongs to a word of code.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of a text with the byte where each starts.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(move |w| (w.as_ptr() as usize - base, w))
}

/// The line, counted from 1, of a byte of the text.
pub fn line_of(text: &str, at: usize) -> usize {
    text.split_at(at).0.matches('\n').count() + 1
}

/// Whether a line holds this absolute path, not as the tail of a longer one.
pub fn points_to(line: &str, path: &str) -> bool {
    let mid = |c: char| is_word(c) || c == '.' || c == '}';
    line.match_indices(path).any(|(at, _)| !line.split_at(at).0.ends_with(mid))
}
