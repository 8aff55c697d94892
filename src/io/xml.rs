//! XML as a stream of tags and text with bounds on depth, attributes and size; entities are never expanded.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader};

use super::format::{Head, ReadError};
use super::input::Input;
use super::job::Job;
use super::limits::Limits;

/// Bytes read from the file at a time.
const BLOCK: usize = 64 << 10;

/// One step through the text.
#[derive(Debug)]
pub enum Step<'b> {
    /// A tag opens. An empty tag opens and closes.
    Open(Tag<'b>),
    /// Text within the open tag; it may come in several steps.
    Text(Cow<'b, str>),
    /// The tag that was opened last closes.
    Close,
    /// The text has ended; `whole` unless a tag was still open.
    End {
        /// Whether all tags were closed.
        whole: bool,
    },
}

/// An opening tag.
#[derive(Debug)]
pub struct Tag<'b> {
    start: BytesStart<'b>,
}

impl Tag<'_> {
    /// The name without its namespace prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of an attribute by its name without prefix; empty if it has none.
    pub fn attribute(&self, name: &str) -> String {
        let mut all = self.start.html_attributes();
        let found = all.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name);
        found.map_or(String::new(), |a| match unescape(&a.value) {
            Ok(value) => value.into_owned(),
            Err(_) => a.value.into_owned(),
        })
    }
}

/// Walks through the XML of an input.
pub struct Xml<'i, 'a> {
    reader: Reader<Source<'i, 'a>>,
    buf: Vec<u8>,
    limits: &'a Limits,
    base: u64,
    depth: usize,
    /// Where the step that was given last begins.
    byte: u64,
}

impl<'i, 'a> Xml<'i, 'a> {
    /// The XML that the input holds.
    pub fn new(input: &'i mut Input<'a>) -> Self {
        let (base, limits) = (input.offset(), input.limits());
        let mut reader = Reader::from_reader(Source::new(input));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, buf: Vec::new(), limits, base, depth: 0, byte: base }
    }

    /// Where the step that was given last begins, in bytes of the text.
    pub fn byte(&self) -> u64 {
        self.byte
    }

    /// Where the next step begins, in bytes of the text.
    pub fn next_byte(&self) -> u64 {
        self.base + self.reader.buffer_position()
    }

    /// How many bytes were no UTF-8 and are given as question marks.
    pub fn broken_bytes(&self) -> u64 {
        self.reader.get_ref().broken
    }

    /// The next step.
    ///
    /// # Errors
    /// When reading fails, tags do not match, or a limit is passed.
    pub fn step(&mut self) -> Result<Step<'_>, ReadError> {
        self.buf.clear();
        self.byte = self.base + self.reader.buffer_position();
        self.reader.get_mut().left = self.limits.element_bytes;
        let event = match self.reader.read_event_into(&mut self.buf) {
            Ok(event) => event,
            Err(error) => return self.reader.get_mut().failed(error, self.byte, self.limits),
        };
        Ok(match event {
            Event::Start(start) => {
                if self.depth >= self.limits.depth {
                    return Err(ReadError::TooDeep { depth: self.limits.depth, byte: self.byte });
                }
                check_attributes(&start, self.byte, self.limits)?;
                self.depth += 1;
                Step::Open(Tag { start })
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Step::Close
            }
            Event::Text(text) => Step::Text(text.into_inner()),
            Event::CData(text) => Step::Text(text.into_inner()),
            Event::GeneralRef(reference) => Step::Text(Cow::Owned(meant(&reference))),
            Event::Eof => Step::End { whole: self.depth == 0 },
            _ => Step::Text(Cow::Borrowed("")),
        })
    }
}

/// The name of the outermost tag without its prefix; `None` if the head is no XML.
pub fn root(head: &Head) -> Option<String> {
    let start = head.bytes.get(..8192).unwrap_or(&head.bytes).trim_ascii_start();
    if !start.starts_with(b"<") {
        return None;
    }
    let text = String::from_utf8_lossy(start);
    let mut rest = text.as_ref();
    loop {
        rest = rest.get(rest.find('<')? + 1..)?;
        let end = match rest.get(..1)? {
            "!" if rest.starts_with("!--") => "-->",
            "?" => "?>",
            "!" => ">",
            _ => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || "_-.:".contains(*c)).collect();
    name.rsplit(':').next().map(str::to_owned)
}

/// The tags that hold text, each with its name (or that in its attribute `name`) and text, for showing one record.
pub fn leaves(text: &str) -> Vec<(String, String)> {
    let (limits, job) = (Limits::default(), Job::default());
    let utf8 = Some(encoding_rs::UTF_8);
    let Ok(mut input) = Input::from_bytes("", &Arc::from(text.as_bytes()), utf8, &limits, &job) else {
        return Vec::new();
    };
    let (mut xml, mut open, mut out) = (Xml::new(&mut input), Vec::new(), Vec::new());
    loop {
        match xml.step() {
            Ok(Step::Open(tag)) => {
                let named = Some(tag.attribute("name")).filter(|name| !name.is_empty());
                let inherited = open.last().filter(|_| tag.name() == "value").cloned();
                open.push(named.or(inherited).unwrap_or_else(|| tag.name().to_owned()));
            }
            Ok(Step::Text(text)) if !text.trim().is_empty() => {
                let name = open.last().cloned().unwrap_or_default();
                out.push((name, text.trim().to_owned()));
            }
            Ok(Step::Text(_)) => {}
            Ok(Step::Close) => {
                let _ = open.pop();
            }
            Ok(Step::End { .. }) | Err(_) => return out,
        }
    }
}

fn check_attributes(start: &BytesStart<'_>, byte: u64, limits: &Limits) -> Result<(), ReadError> {
    let most = limits.attributes;
    let too_many = || ReadError::Malformed { what: format!("a tag with more than {most} attributes"), byte };
    let given = start.attributes_raw().bytes().filter(|&b| b == b'=').count();
    if given <= most {
        return Ok(());
    }
    let mut all = start.html_attributes();
    if all.with_checks(false).count() > most { Err(too_many()) } else { Ok(()) }
}

/// What an entity stands for: the five of XML, numbers, and the blank of web pages; others stay as written.
fn meant(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = reference;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => " ".to_owned(),
        other => format!("&{other};"),
    }
}

/// The input as a reader of valid UTF-8 that stops at the limit of one step.
struct Source<'i, 'a> {
    input: &'i mut Input<'a>,
    block: Vec<u8>,
    at: usize,
    valid: usize,
    filled: usize,
    ended: bool,
    left: usize,
    broken: u64,
    error: Option<ReadError>,
    /// Whether one step took more bytes than the limit.
    too_long: bool,
}

impl<'i, 'a> Source<'i, 'a> {
    fn new(input: &'i mut Input<'a>) -> Self {
        Self {
            input,
            block: vec![0; BLOCK],
            at: 0,
            valid: 0,
            filled: 0,
            ended: false,
            left: 0,
            broken: 0,
            error: None,
            too_long: false,
        }
    }

    /// Turns the parser's error into ours; text that ends within a tag is only cut.
    fn failed<'b>(&mut self, error: Error, byte: u64, limits: &Limits) -> Result<Step<'b>, ReadError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.too_long {
            let what = format!("a text or tag longer than {} bytes", limits.element_bytes);
            return Err(ReadError::Malformed { what, byte });
        }
        match error {
            Error::Syntax(_) if self.ended && self.at == self.valid => Ok(Step::End { whole: false }),
            other => Err(ReadError::Malformed { what: format!("broken XML ({other})"), byte }),
        }
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        self.block.copy_within(self.valid..self.filled, 0);
        self.filled -= self.valid;
        (self.at, self.valid) = (0, 0);
        let got = self.input.read(self.block.get_mut(self.filled..).unwrap_or_default())?;
        self.ended = got == 0;
        self.filled += got;
        while self.valid < self.filled {
            let rest = self.block.get(self.valid..self.filled).unwrap_or_default();
            match std::str::from_utf8(rest) {
                Ok(_) => self.valid = self.filled,
                Err(error) => {
                    self.valid += error.valid_up_to();
                    // A character cut by the end of the block comes whole with the next one.
                    let bad = match error.error_len() {
                        None if !self.ended => return Ok(()),
                        None => self.filled - self.valid,
                        Some(bad) => bad,
                    };
                    let end = self.valid + bad;
                    self.block.get_mut(self.valid..end).unwrap_or_default().fill(b'?');
                    self.valid = end;
                    self.broken += bad as u64;
                }
            }
        }
        Ok(())
    }
}

impl Read for Source<'_, '_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let n = from.read(to)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Source<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.valid && !self.ended {
            if let Err(error) = self.fill() {
                self.error = Some(error);
                return Err(io::Error::other("the input failed"));
            }
        }
        let bytes = self.block.get(self.at..self.valid).unwrap_or_default();
        if self.left == 0 && !bytes.is_empty() {
            self.too_long = true;
            return Err(io::Error::other("too long"));
        }
        Ok(bytes.get(..self.left).unwrap_or(bytes))
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
        self.left = self.left.saturating_sub(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &[u8]) -> Result<String, String> {
        let (limits, job) = (Limits::default(), Job::default());
        let bytes: Arc<[u8]> = text.into();
        let utf8 = Some(encoding_rs::UTF_8);
        let mut input = Input::from_bytes("x", &bytes, utf8, &limits, &job).unwrap();
        let mut xml = Xml::new(&mut input);
        let mut out = String::new();
        loop {
            match xml.step().map_err(|e| e.to_string())? {
                Step::Open(tag) => out.extend(["<", tag.name(), " ", &tag.attribute("id"), ">"]),
                Step::Text(text) => out += &text,
                Step::Close => out += "</>",
                Step::End { whole } => return Ok(out + if whole { "." } else { "…" }),
            }
        }
    }

    #[test]
    fn tags_text_and_entities() {
        let text = b"<?xml version='1.0'?><!-- a --><k:a xmlns:k='u' id='1 &amp; 2'>x &lt; y&#x41;<![CDATA[<b>]]><b/>&nbsp;&unknown; AT&T</k:a>";
        assert_eq!(steps(text).unwrap(), "<a 1 & 2>x < yA<b><b ></> &unknown; AT&T</>.");
    }

    #[test]
    fn an_entity_that_would_grow_is_not_expanded() {
        let text =
            b"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&c;&x;</a>";
        assert_eq!(steps(text).unwrap(), "<a >&c;&x;</>.");
    }

    #[test]
    fn cut_deep_wide_and_long_texts_are_told_apart() {
        assert_eq!(steps(b"<a><b>text").unwrap(), "<a ><b >text…");
        assert_eq!(steps(b"<a><b id='").unwrap(), "<a >…");
        assert!(steps(b"<a></b>").unwrap_err().contains("broken XML"));
        assert!(steps("<a>".repeat(2000).as_bytes()).unwrap_err().contains("64 levels"));
        let wide = " a='1'".repeat(300);
        assert!(steps(format!("<a{wide}/>").as_bytes()).unwrap_err().contains("256 attributes"));
        let long = format!("<a>{}</a>", "x".repeat(9 << 20));
        assert!(steps(long.as_bytes()).unwrap_err().contains("longer than"));
    }

    #[test]
    fn a_byte_that_is_no_text_costs_one_character() {
        let mut text = "<a>کرم Bogot#</a>".as_bytes().to_vec();
        let at = text.iter().position(|&b| b == b'#').unwrap();
        text[at] = 0xE1;
        assert_eq!(steps(&text).unwrap(), "<a >کرم Bogot?</>.");
        // The character that the end of a block cuts in two stays whole.
        let long = format!("<a>{}ک</a>", "x".repeat(BLOCK - 4));
        assert!(steps(long.as_bytes()).unwrap().ends_with("xک</>."));
    }

    #[test]
    fn a_record_is_shown_by_its_tags() {
        let text =
            "<Placemark><name>A</name><Data name='side'><value>B &amp; C</value></Data><x/></Placemark>";
        let shown: Vec<String> = leaves(text).into_iter().map(|(n, t)| format!("{n}={t}")).collect();
        assert_eq!(shown.join(" "), "name=A side=B side=& side=C");
    }

    #[test]
    fn the_outermost_tag_is_found_behind_comments() {
        let head = |text: &str| Head { bytes: text.into(), whole: true, ..Head::default() };
        assert_eq!(root(&head("<?xml v?><!-- <x> --><!DOCTYPE y>\n<k:kml a='1'>")).unwrap(), "kml");
        assert_eq!(root(&head("id,name\n")), None);
    }
}
