//! One JSON object as its members in order, read without trusting their values.

use std::borrow::Cow;
use std::fmt;

use hashbrown::HashSet;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Members up to which keys are compared one by one.
const FEW: usize = 64;

/// The members of an object: key and the text of the value, in the file's order. A key that stands twice is kept once,
/// with its first value.
#[derive(Debug, Default)]
pub struct Members<'a> {
    members: Vec<(String, &'a str)>,
    /// Keys that stood there again.
    pub repeated: Vec<String>,
}

impl<'a> Members<'a> {
    /// Reads an object.
    ///
    /// # Errors
    /// When the text is no JSON object.
    pub fn read(text: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The text of a member's value.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.members.iter().find(|(k, _)| k == key).map(|(_, value)| *value)
    }

    /// All members.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.members.iter().map(|(key, value)| (key.as_str(), *value))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut out = Members::default();
        let mut many: HashSet<String> = HashSet::new();
        while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
            let repeated = if out.members.len() < FEW {
                out.members.iter().any(|(k, _)| *k == key)
            } else {
                if many.is_empty() {
                    many.extend(out.members.iter().map(|(k, _)| k.clone()));
                }
                !many.insert(key.clone())
            };
            if repeated {
                out.repeated.push(key);
            } else {
                out.members.push((key, value.get()));
            }
        }
        Ok(out)
    }
}

/// Where the elements of a list stand in its text; nothing where the text is no list. The elements are not checked.
pub fn elements(list: &[u8]) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    let is_some = |range: &std::ops::Range<usize>| {
        list.get(range.clone()).is_some_and(|element| !element.trim_ascii().is_empty())
    };
    for (at, &byte) in list.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                start = if depth == 1 { at + 1 } else { start };
            }
            b',' if depth == 1 => {
                found.push(start..at);
                start = at + 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.push(start..at);
                    break;
                }
            }
            _ => {}
        }
    }
    let is_list = list.trim_ascii_start().starts_with(b"[");
    found.retain(|range| is_list && is_some(range));
    found
}

/// What a value says as text: strings without quotation marks and escapes, numbers and booleans as written, `null` as
/// nothing, lists and objects as they stand.
pub fn as_text(raw: &str) -> Cow<'_, str> {
    if raw == "null" {
        return Cow::Borrowed("");
    }
    let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return Cow::Borrowed(raw);
    };
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str::<String>(raw).map_or(Cow::Borrowed(inner), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_equal_keys_wins_and_is_counted() {
        let members = Members::read(r#"{"a": "x", "b": 1e999, "a": "y"}"#).unwrap();
        assert_eq!((members.get("a"), members.get("b")), (Some("\"x\""), Some("1e999")));
        assert_eq!(members.repeated, ["a"]);
        assert!(Members::read("[1]").is_err());
    }

    #[test]
    fn an_object_with_very_many_keys_is_read_in_time_and_its_twice_given_keys_are_found() {
        let pairs: Vec<String> = (0..200_000).map(|n| format!("\"k{n}\":{n}")).collect();
        let text = format!("{{{},\"k5\":1,\"k199999\":2}}", pairs.join(","));
        let members = Members::read(&text).unwrap();
        assert_eq!((members.iter().count(), members.repeated.len()), (200_000, 2));
        assert_eq!(members.get("k199999"), Some("199999"));
    }

    #[test]
    fn elements_of_a_list_are_found_without_reading_them() {
        let of = |text: &'static str| {
            elements(text.as_bytes()).into_iter().map(|r| text[r].trim()).collect::<Vec<_>>()
        };
        assert_eq!(
            of(r#" [ {"a":"],\"["} , [1,2] , "x,y" ,3] "#),
            [r#"{"a":"],\"["}"#, "[1,2]", r#""x,y""#, "3"]
        );
        assert_eq!([of("[]").len(), of(r#"{"a":1}"#).len(), of("").len(), of("[[[").len()], [0; 4]);
    }

    #[test]
    fn values_as_text() {
        let cases =
            [(r#""a\u00e9\n""#, "aé\n"), ("null", ""), ("12.50", "12.50"), (r#""\ud800""#, r"\ud800")];
        for (raw, text) in cases {
            assert_eq!(as_text(raw), text, "{raw}");
        }
    }
}
