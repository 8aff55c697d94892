//! Which encoding a file is in, and how that was found.

use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::format::ReadError;
use super::job::Job;

/// What the first bytes of a file say of its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Length of the byte order mark in bytes, 0 without one.
    pub bom: usize,
    /// How it was found.
    pub why: &'static str,
}

impl Decision {
    /// Encoding and reason for people: "UTF-8 (byte order mark)".
    pub fn in_words(&self) -> String {
        format!("{} ({})", self.encoding.name(), self.why)
    }
}

/// Decides in this order: byte order mark, the NUL pattern of UTF-16, strict UTF-8, UTF-8 with a few broken places,
/// and then what `chardetng` thinks. `whole` says that the head is the whole file.
pub fn decide(head: &[u8], whole: bool) -> Decision {
    let found = |encoding, bom, why| Decision { encoding, bom, why };
    if let Some((encoding, bom)) = Encoding::for_bom(head) {
        return found(encoding, bom, "byte order mark");
    }
    if let Some(encoding) = nul_pattern(head) {
        return found(encoding, 0, "every other byte is NUL");
    }
    let (good, bad) = multibyte(head, whole);
    if bad == 0 {
        let why = if good == 0 { "ASCII so far" } else { "valid UTF-8" };
        return found(UTF_8, 0, why);
    }
    // Letters of other encodings hardly ever make a valid sequence by chance.
    if good > bad {
        return found(UTF_8, 0, "mostly valid UTF-8");
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    let guess = detector.guess(None, Utf8Detection::Deny);
    found(guess, 0, "guessed from the bytes")
}

/// The text of a field that is not wholly UTF-8: the broken bytes are read as Windows-1252 (as the WHATWG table has it,
/// so that no byte is undefined), the rest stays.
pub fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// Decodes all that `reader` gives to UTF-8 in memory.
///
/// # Errors
/// When reading fails, the text grows past `limit` bytes, or the job is cancelled.
pub fn decode(
    mut reader: impl Read,
    encoding: &'static Encoding,
    limit: u64,
    job: &Job,
) -> Result<Vec<u8>, ReadError> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut raw = vec![0; 64 << 10];
    let mut text = Vec::new();
    loop {
        if job.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let n = reader.read(&mut raw).map_err(ReadError::Read)?;
        job.add_bytes(n as u64);
        decode_block(&mut decoder, raw.get(..n).unwrap_or_default(), n == 0, &mut text);
        if text.len() as u64 > limit {
            return Err(ReadError::TooMuchText { limit });
        }
        if n == 0 {
            return Ok(text);
        }
    }
}

fn decode_block(decoder: &mut encoding_rs::Decoder, mut raw: &[u8], last: bool, text: &mut Vec<u8>) {
    loop {
        let old = text.len();
        let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len()).max(16);
        text.resize(old + room, 0);
        let target = text.get_mut(old..).unwrap_or_default();
        let (result, read, written, _) = decoder.decode_to_utf8(raw, target, last);
        text.truncate(old + written);
        raw = raw.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// UTF-16 without a mark: in text with Latin letters, digits and commas many units have one NUL byte.
fn nul_pattern(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.chunks_exact(2);
    let (all, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair.first() == Some(&0));
        low += usize::from(pair.last() == Some(&0));
    }
    if all >= 4 && low * 5 > all && high * 20 < all {
        return Some(UTF_16LE);
    }
    (all >= 4 && high * 5 > all && low * 20 < all).then_some(UTF_16BE)
}

/// Multi-byte sequences that are valid UTF-8, and places that are not.
fn multibyte(head: &[u8], whole: bool) -> (usize, usize) {
    let (mut good, mut bad, mut rest) = (0, 0, head);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => return (good + starts(text.as_bytes()), bad),
            Err(e) => {
                let (valid, after) = rest.split_at(e.valid_up_to());
                good += starts(valid);
                let Some(len) = e.error_len() else {
                    return (good, bad + usize::from(whole));
                };
                bad += 1;
                rest = after.get(len..).unwrap_or_default();
            }
        }
    }
}

/// Characters beyond ASCII in valid UTF-8: each begins with a byte from 0xC0.
fn starts(text: &[u8]) -> usize {
    text.iter().filter(|&&b| b >= 0xC0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let order = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_patterns_and_guesses() {
        let name = |bytes: &[u8]| decide(bytes, true).encoding.name();
        assert_eq!(name("id,ort\n1,Köln\n".as_bytes()), "UTF-8");
        assert_eq!(decide(b"\xEF\xBB\xBFid,place\n", true).bom, 3);
        assert_eq!(name(b"\xFF\xFEi\0d\0"), "UTF-16LE");
        assert_eq!(name(&utf16("id,date\n1,2025-10-11\n", false)), "UTF-16LE");
        assert_eq!(name(&utf16("id,date\n1,2025-10-11\n", true)), "UTF-16BE");
        assert_eq!(name(b"id,place,notes\n1,Bogot\xE1,en la ma\xF1ana de ayer\n"), "windows-1252");
        assert_eq!(name("id,ort\n1,Köln, Düsseldorf, Zürich, Genève\n2,\u{0}".as_bytes()), "UTF-8");
    }

    #[test]
    fn one_bad_place_does_not_turn_urdu_into_latin_letters() {
        let mut bytes = "id,name\n1,کرم ایجنسی\n2,".as_bytes().to_vec();
        bytes.extend_from_slice(b"Bogot\xE1\n");
        assert_eq!(decide(&bytes, true).why, "mostly valid UTF-8");
    }

    #[test]
    fn a_character_cut_by_the_end_of_the_head_is_no_fault() {
        let bytes = "id,Köln".as_bytes();
        assert_eq!(decide(&bytes[..5], false).encoding, UTF_8);
        assert_ne!(decide(&bytes[..5], true).encoding, UTF_8);
    }

    #[test]
    fn text_beyond_the_limit_is_a_named_error() {
        let raw = utf16(&"a".repeat(3000), false);
        let job = Job::default();
        assert_eq!(decode(raw.as_slice(), UTF_16LE, 5000, &job).unwrap().len(), 3000);
        assert!(matches!(decode(raw.as_slice(), UTF_16LE, 1000, &job), Err(ReadError::TooMuchText { .. })));
    }
}
