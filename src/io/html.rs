//! The plain text of descriptions that are written as web pages.

/// Text without tags; line breaks, paragraphs, list items and table rows become line ends, the usual entities become
/// characters. Text without any tag or entity stays as it is. Takes time in proportion to the text.
pub fn plain(text: &str) -> String {
    let trimmed = text.trim();
    if !trimmed.contains(['<', '&']) {
        return trimmed.to_owned();
    }
    let mut page = Page { out: String::with_capacity(trimmed.len()), tags_end: true, comments_end: true };
    let mut rest = trimmed;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, tail) = rest.split_at(at);
        page.push(before);
        rest = if tail.starts_with('<') { page.after_tag(tail) } else { page.after_entity(tail) };
    }
    page.push(rest);
    page.out.trim().to_owned()
}

struct Page {
    out: String,
    /// Whether a `>` may still come, and whether a `-->` may: what was once looked for in vain is not looked for again.
    tags_end: bool,
    comments_end: bool,
}

impl Page {
    /// Runs of blanks become one, as web pages show them.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.out.push(c);
            } else if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }

    /// Reads the tag or comment that begins the text; returns what stands behind it.
    fn after_tag<'a>(&mut self, text: &'a str) -> &'a str {
        let inner = text.get(1..).unwrap_or_default();
        if let Some(comment) = inner.strip_prefix("!--").filter(|_| self.comments_end) {
            if let Some((_, after)) = comment.split_once("-->") {
                return after;
            }
            self.comments_end = false;
        }
        let is_tag =
            self.tags_end && inner.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
        let Some((tag, after)) = is_tag.then(|| inner.split_once('>')).flatten() else {
            self.tags_end &= !is_tag;
            self.out.push('<');
            return inner;
        };
        let named = tag.trim_start_matches('/');
        let name =
            named.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "style" | "script" if !tag.starts_with('/') => return from_end_tag(after, &name),
            "br" | "p" | "div" | "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "hr" | "blockquote" => {
                self.end_line();
            }
            "td" | "th" => {
                self.push(" ");
            }
            _ => {}
        }
        after
    }

    fn end_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn after_entity<'a>(&mut self, text: &'a str) -> &'a str {
        let inner = text.get(1..).unwrap_or_default();
        let found = inner.bytes().take(10).position(|b| b == b';').and_then(|len| {
            let (name, after) = inner.split_at_checked(len)?;
            Some((character(name)?, after.get(1..).unwrap_or_default()))
        });
        let (c, after) = found.unwrap_or(('&', inner));
        self.out.push(c);
        after
    }
}

/// The text from the end tag of this name on; nothing where there is none.
fn from_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let is_end = |at: usize| {
        let tag = text.get(at + 2..at + 2 + name.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let found = text.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at));
    found.and_then(|at| text.get(at..)).unwrap_or_default()
}

fn character(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_lines_stay() {
        let text = "<style>b{}</style><p>Shelling  at\n<b>Spin&nbsp;Boldak</b></p><br/>3 &lt; 4 &amp; 5 < 6 &odd; &#233;&rsquo;";
        assert_eq!(plain(text), "Shelling at Spin Boldak\n3 < 4 & 5 < 6 &odd; é’");
        assert_eq!(plain(" 12 dead\n\n two lines "), "12 dead\n\n two lines");
        assert_eq!(plain("<table><tr><td>a</td><td>b</td></tr></table>"), "a b");
        assert_eq!(plain("a<!-- <b> x -->b<SCRIPT>1<2</Script >c"), "abc");
    }

    #[test]
    fn broken_pages_take_no_longer_than_whole_ones() {
        for broken in ["<a", "<!--", "<style></styl", "<style></style>", "&#"] {
            let text = broken.repeat((1 << 20) / broken.len());
            assert!(plain(&text).len() <= text.len(), "{broken}");
        }
    }
}
