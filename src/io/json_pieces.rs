//! Cuts a JSON text into the elements of its long lists without holding it whole, without recursion and with bounds.

use super::format::ReadError;
use super::input::Input;

/// Bytes read from the file at a time.
const BLOCK: usize = 64 << 10;

/// One piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A member of the outermost object.
    Member {
        /// Its key as the file writes it, escapes and all.
        key: &'a [u8],
        /// Its value.
        value: &'a [u8],
        /// Where the value begins in the text.
        byte: u64,
    },
    /// An element of the wanted list, of an outermost list, or a whole value where several stand in one file.
    Element {
        /// Its bytes.
        value: &'a [u8],
        /// Where they begin in the text.
        byte: u64,
    },
    /// The text ends in the middle of the value that begins here.
    Cut {
        /// Where it begins.
        byte: u64,
    },
}

/// What a text consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// An object with the list under this key, or a list itself.
    List(&'static str),
    /// Values one after the other, mostly one a line.
    Sequence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    /// In the outermost object, before a key.
    Members,
    /// In the list that is wanted; `nested` when an object stands around it.
    List {
        nested: bool,
    },
    End,
}

/// Gives a JSON text piece by piece.
pub struct Pieces {
    layout: Layout,
    place: Place,
    buffer: Vec<u8>,
    at: usize,
    base: u64,
    ended: bool,
    max_piece: usize,
    depth: usize,
    given: u32,
}

enum Found {
    Key(std::ops::Range<usize>, std::ops::Range<usize>),
    Value(std::ops::Range<usize>),
    Cut(usize),
    Nothing,
}

impl Pieces {
    /// The pieces of the input's text.
    pub fn new(input: &Input<'_>, layout: Layout) -> Self {
        Self {
            layout,
            place: Place::Top,
            buffer: Vec::new(),
            at: 0,
            base: input.offset(),
            ended: false,
            max_piece: input.limits().element_bytes,
            depth: input.limits().depth,
            given: 0,
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When reading fails, the text is no JSON between its pieces, or a limit is passed.
    pub fn next(&mut self, input: &mut Input<'_>) -> Result<Option<Piece<'_>>, ReadError> {
        let found = self.find(input)?;
        self.given = self.given.saturating_add(1);
        let slice = |range: std::ops::Range<usize>| self.buffer.get(range).unwrap_or_default();
        Ok(match found {
            Found::Nothing => None,
            Found::Key(key, value) => {
                let byte = self.base + value.start as u64;
                Some(Piece::Member { key: slice(key), value: slice(value), byte })
            }
            Found::Value(value) => {
                let byte = self.base + value.start as u64;
                Some(Piece::Element { value: slice(value), byte })
            }
            Found::Cut(start) => Some(Piece::Cut { byte: self.base + start as u64 }),
        })
    }

    fn find(&mut self, input: &mut Input<'_>) -> Result<Found, ReadError> {
        self.forget();
        loop {
            let Some(next) = self.peek(input)? else {
                let done = self.place == Place::End || (self.place == Place::Top && self.given > 0);
                self.place = Place::End;
                return Ok(if done { Found::Nothing } else { Found::Cut(self.at) });
            };
            match (self.place, next) {
                (Place::End, _) => return Err(self.malformed("more text behind the end of the JSON")),
                // A comma behind a line is a common slip; other signs begin no value and would come again for ever.
                (Place::Top, b',') if self.layout == Layout::Sequence => self.at += 1,
                (Place::Top, b'}' | b']' | b':') => return Err(self.malformed("no JSON value")),
                (Place::Top, _) if self.layout == Layout::Sequence => return self.element(input),
                (Place::Top, b'{') | (Place::List { nested: true }, b']') => self.enter(Place::Members),
                (Place::Top, b'[') => self.enter(Place::List { nested: false }),
                (Place::List { .. } | Place::Members, b',') => self.at += 1,
                (Place::List { nested: false }, b']') | (Place::Members, b'}') => self.enter(Place::End),
                (Place::List { .. }, b'}' | b':') | (Place::Top, _) => {
                    return Err(self.malformed("no JSON value"));
                }
                (Place::List { .. }, _) => return self.element(input),
                (Place::Members, b'"') => {
                    if let Some(found) = self.member(input)? {
                        return Ok(found);
                    }
                }
                (Place::Members, _) => return Err(self.malformed("a key is missing")),
            }
        }
    }

    fn enter(&mut self, place: Place) {
        self.at += 1;
        self.place = place;
    }

    fn element(&mut self, input: &mut Input<'_>) -> Result<Found, ReadError> {
        let start = self.at;
        if self.value(input)? {
            return Ok(Found::Value(start..self.at));
        }
        self.place = Place::End;
        Ok(Found::Cut(start))
    }

    /// A key with its value; nothing where the value is the wanted list.
    fn member(&mut self, input: &mut Input<'_>) -> Result<Option<Found>, ReadError> {
        let start = self.at;
        if !self.value(input)? {
            self.place = Place::End;
            return Ok(Some(Found::Cut(start)));
        }
        let key = start + 1..self.at.saturating_sub(1);
        if self.peek(input)? != Some(b':') {
            return Err(self.malformed("no colon behind a key"));
        }
        self.at += 1;
        let first = self.peek(input)?;
        let wanted = match self.layout {
            Layout::List(name) => self.buffer.get(key.clone()) == Some(name.as_bytes()),
            Layout::Sequence => false,
        };
        if wanted && first == Some(b'[') {
            self.enter(Place::List { nested: true });
            self.forget();
            return Ok(None);
        }
        let value = self.at;
        if first.is_none() || !self.value(input)? {
            self.place = Place::End;
            return Ok(Some(Found::Cut(value)));
        }
        Ok(Some(Found::Key(key, value..self.at)))
    }

    /// Moves behind the value that begins here; `false` if the text ends within.
    fn value(&mut self, input: &mut Input<'_>) -> Result<bool, ReadError> {
        let start = self.at;
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        loop {
            let Some(&byte) = self.buffer.get(self.at) else {
                if self.at - start > self.max_piece {
                    let byte = self.base + start as u64;
                    return Err(ReadError::EndlessRecord {
                        row: self.given + 1,
                        byte,
                        limit: self.max_piece,
                    });
                }
                if self.fill(input)? {
                    continue;
                }
                let scalar = depth == 0 && !in_string && self.at > start;
                return Ok(scalar);
            };
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'{' | b'[' if depth >= self.depth => {
                    return Err(ReadError::TooDeep { depth, byte: self.base + self.at as u64 });
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return Ok(true),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 && !in_string && matches!(byte, b'}' | b']' | b'"') {
                return Ok(true);
            }
        }
    }

    /// The next byte that is no blank; stays before it.
    fn peek(&mut self, input: &mut Input<'_>) -> Result<Option<u8>, ReadError> {
        loop {
            match self.buffer.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x1E) => self.at += 1,
                Some(&byte) => return Ok(Some(byte)),
                None => {
                    if !self.fill(input)? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn fill(&mut self, input: &mut Input<'_>) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        let old = self.buffer.len();
        self.buffer.resize(old + BLOCK, 0);
        let got = input.read(self.buffer.get_mut(old..).unwrap_or_default())?;
        self.buffer.truncate(old + got);
        self.ended = got == 0;
        Ok(got > 0)
    }

    /// Drops the bytes before the current one; only between pieces, and only when it pays.
    fn forget(&mut self) {
        if self.at > BLOCK / 2 || self.at == self.buffer.len() {
            self.buffer.drain(..self.at);
            self.base += self.at as u64;
            self.at = 0;
        }
    }

    fn malformed(&self, what: &str) -> ReadError {
        ReadError::Malformed { what: what.to_owned(), byte: self.base + self.at as u64 }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::io::{Job, Limits};

    fn pieces(text: &str, layout: Layout) -> Result<Vec<String>, String> {
        let (limits, job) = (Limits::default(), Job::default());
        let bytes: Arc<[u8]> = text.as_bytes().into();
        let mut input = Input::from_bytes("x", &bytes, None, &limits, &job).unwrap();
        let mut pieces = Pieces::new(&input, layout);
        let mut out = Vec::new();
        let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        while let Some(piece) = pieces.next(&mut input).map_err(|e| e.to_string())? {
            out.push(match piece {
                Piece::Member { key, value, .. } => format!("{}={}", show(key), show(value)),
                Piece::Element { value, byte } => {
                    let start = usize::try_from(byte).unwrap();
                    assert_eq!(&bytes[start..start + value.len()], value);
                    show(value)
                }
                Piece::Cut { byte } => format!("cut {byte}"),
            });
        }
        Ok(out)
    }

    #[test]
    fn elements_come_one_by_one_with_the_members_around_them() {
        let text = r#" {"type":"FeatureCollection", "n": 1.5 ,"features": [ {"a":"]}\""}, [1,{"b":2}] , null,3 ], "z":"x"} "#;
        let all = pieces(text, Layout::List("features")).unwrap();
        assert_eq!(
            all,
            [
                "type=\"FeatureCollection\"",
                "n=1.5",
                r#"{"a":"]}\""}"#,
                r#"[1,{"b":2}]"#,
                "null",
                "3",
                "z=\"x\""
            ]
        );
        assert_eq!(pieces("[{},{}]", Layout::List("data")).unwrap(), ["{}", "{}"]);
        assert_eq!(pieces("{\"a\":1}\n{\"a\":2}\n", Layout::Sequence).unwrap(), ["{\"a\":1}", "{\"a\":2}"]);
        assert_eq!(pieces("{\"a\":1},\n{\"a\":2},", Layout::Sequence).unwrap(), ["{\"a\":1}", "{\"a\":2}"]);
    }

    #[test]
    fn a_cut_text_says_where() {
        let text = r#"{"features":[{"a":1},{"b":"#;
        assert_eq!(pieces(text, Layout::List("features")).unwrap(), [r#"{"a":1}"#, "cut 21"]);
        assert_eq!(pieces(r#"{"features":[{"a":1}"#, Layout::List("features")).unwrap()[1], "cut 20");
    }

    #[test]
    fn deep_nesting_and_broken_text_are_named_errors() {
        let deep = format!("[{}", "[".repeat(100_000));
        assert!(pieces(&deep, Layout::List("x")).unwrap_err().contains("64 levels"));
        assert!(pieces("{\"a\" 1}", Layout::List("x")).unwrap_err().contains("no colon"));
        assert!(pieces("[}", Layout::List("x")).unwrap_err().contains("no JSON value"));
        for text in ["{}\n}{}", "{}]", "1:2"] {
            assert!(pieces(text, Layout::Sequence).unwrap_err().contains("no JSON value"), "{text}");
        }
        let endless = format!("[\"{}", "x".repeat(9 << 20));
        assert!(pieces(&endless, Layout::List("x")).unwrap_err().contains("longer than"));
    }

    #[test]
    fn many_small_elements_stay_in_a_small_buffer() {
        let text = format!("[{}0]", "{\"k\":[1,2,3]},".repeat(50_000));
        assert_eq!(pieces(&text, Layout::List("x")).unwrap().len(), 50_001);
    }
}
