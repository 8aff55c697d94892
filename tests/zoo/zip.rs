//! Writes ZIP archives that may lie, with content that unpacks to far more than it takes.

/// Something that is packed.
pub enum Part<'a> {
    /// These bytes, as they are.
    Plain(&'a [u8]),
    /// One byte so many times (in 258s), at about a thousand to one.
    Run(u8, usize),
    /// The same at about 158 to one, which no check of the ratio need find odd.
    Loose(u8, usize),
}

/// One entry of an archive.
pub struct Entry {
    /// Its name.
    pub name: String,
    /// 0 stored, 8 deflated; others are unknown.
    pub method: u16,
    /// 1 says that it is locked.
    pub flags: u16,
    /// Its bytes in the archive.
    pub packed: Vec<u8>,
    /// The sum over its content; 0 is a lie for nearly all.
    pub crc: u32,
    /// How many bytes it says to have.
    pub size: u32,
}

/// An entry whose content stands as it is.
pub fn stored(name: &str, content: &[u8]) -> Entry {
    let size = u32::try_from(content.len()).unwrap();
    Entry { name: name.to_owned(), method: 0, flags: 0, packed: content.to_vec(), crc: crc(content), size }
}

/// An entry that is packed from parts. Its sum is wrong: a reader that gets so far has unpacked all of it.
pub fn packed(name: &str, parts: &[Part<'_>]) -> Entry {
    let (mut bits, mut size) = (Bits::default(), 0);
    for part in parts {
        size += match *part {
            Part::Plain(bytes) => bits.plain(bytes),
            Part::Run(byte, n) => bits.run(byte, n),
            Part::Loose(byte, n) => bits.loose(byte, n),
        };
    }
    // An empty block that is the last.
    let _ = bits.block(&[], true);
    Entry {
        name: name.to_owned(),
        method: 8,
        flags: 0,
        packed: bits.bytes,
        crc: 0,
        size: u32::try_from(size).unwrap_or(u32::MAX),
    }
}

/// The archive of all entries.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = u32::try_from(out.len()).unwrap();
        let common = common(entry);
        out.extend_from_slice(b"PK\x03\x04\x14\0");
        out.extend_from_slice(&common);
        out.extend_from_slice(entry.name.as_bytes());
        out.extend_from_slice(&entry.packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(entry.name.as_bytes());
    }
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (start, len) = (out.len(), directory.len());
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&[count, count].concat());
    out.extend_from_slice(&u32::try_from(len).unwrap().to_le_bytes());
    out.extend_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// What stands in both headers of an entry: flags, method, time, sum, sizes, length of the name, no extra field.
fn common(entry: &Entry) -> Vec<u8> {
    let mut out = Vec::new();
    for short in [entry.flags, entry.method, 0, 0x21] {
        out.extend_from_slice(&short.to_le_bytes());
    }
    let packed = u32::try_from(entry.packed.len()).unwrap();
    for long in [entry.crc, packed, entry.size] {
        out.extend_from_slice(&long.to_le_bytes());
    }
    out.extend_from_slice(&u16::try_from(entry.name.len()).unwrap().to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// CRC-32 as ZIP has it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

/// Deflated text (RFC 1951), bit by bit.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// Bits that are used of the last byte, 0 for all.
    used: u32,
}

impl Bits {
    /// The lowest bits of a number, the lowest first.
    fn number(&mut self, value: u32, bits: u32) {
        for bit in 0..bits {
            if self.used == 0 {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= u8::from(value >> bit & 1 == 1) << self.used;
            self.used = (self.used + 1) % 8;
        }
    }

    /// A code of Huffman's, the highest bit first.
    fn code(&mut self, value: u32, bits: u32) {
        (0..bits).rev().for_each(|bit| self.number(value >> bit & 1, 1));
    }

    /// A block that is not packed.
    fn block(&mut self, bytes: &[u8], last: bool) -> usize {
        self.number(u32::from(last), 3);
        self.used = 0;
        let len = u16::try_from(bytes.len()).unwrap();
        self.bytes.extend_from_slice(&len.to_le_bytes());
        self.bytes.extend_from_slice(&(!len).to_le_bytes());
        self.bytes.extend_from_slice(bytes);
        bytes.len()
    }

    fn plain(&mut self, bytes: &[u8]) -> usize {
        bytes.chunks(60_000).map(|chunk| self.block(chunk, false)).sum()
    }

    /// A block with codes of its own, in which 258 bytes take two bits.
    fn run(&mut self, byte: u8, n: usize) -> usize {
        self.number(0b100, 3);
        self.number(286 - 257, 5);
        self.number(0, 5);
        self.number(18 - 4, 4);
        // Lengths of the codes of lengths, in their odd order: 18 (zeros) takes one bit, 1 and 2 take two.
        for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
            self.number(length, 3);
        }
        self.zeros(usize::from(byte));
        self.code(0b11, 2);
        self.zeros(255 - usize::from(byte));
        self.code(0b11, 2);
        self.zeros(28);
        self.code(0b10, 2);
        self.code(0b10, 2);
        // The byte once, and then 258 of what stands one before.
        self.code(0b10, 2);
        let times = n / 258;
        while self.used != 0 {
            self.number(0, 2 - self.used % 2);
        }
        // Every two bits that are zero stand for 258 bytes; those that filled the byte are among them.
        self.bytes.resize(self.bytes.len() + times / 4, 0);
        self.code(0b11, 2);
        1 + times / 4 * 4 * 258
    }

    /// So many symbols without a code.
    fn zeros(&mut self, mut n: usize) {
        while n > 0 {
            let now = n.min(138);
            assert!(now >= 11, "a byte whose neighbours cannot be written so");
            self.code(0, 1);
            self.number(u32::try_from(now - 11).unwrap(), 7);
            n -= now;
        }
    }

    /// A block with the usual codes, in which 258 bytes take 13 bits.
    fn loose(&mut self, byte: u8, n: usize) -> usize {
        assert!(byte < 144);
        self.number(0b010, 3);
        self.code(0x30 + u32::from(byte), 8);
        let times = n / 258;
        for _ in 0..times {
            // 258 bytes (code 285), one byte back (code 0).
            self.number(0b0000_1010_0011, 13);
        }
        self.code(0, 7);
        1 + times * 258
    }
}
