//! How much of a stranger's file is read before it is called broken.

/// The bounds that every reader keeps; each one hit is a named error or problem.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Longest record of a table in bytes, as it stands in the file.
    pub record_bytes: usize,
    /// Longest element of a JSON array in bytes; above `record_bytes`, for an area's outline is often longer.
    pub element_bytes: usize,
    /// Longest field that is kept, in bytes; the rest is cut and counted.
    pub field_bytes: usize,
    /// Most columns of a table.
    pub columns: usize,
    /// Deepest nesting of JSON or XML.
    pub depth: usize,
    /// Most attributes of one XML tag.
    pub attributes: usize,
    /// Most entries of a ZIP archive (workbook, KMZ).
    pub zip_entries: usize,
    /// How many times its packed size an entry of a ZIP archive may have unpacked, beyond its first MiB.
    pub zip_ratio: u64,
    /// Most bytes of a ZIP archive unpacked.
    pub zip_bytes: u64,
    /// Most bytes of text that are kept in memory for files that have to be decoded.
    pub decoded_bytes: u64,
    /// Most bytes that are read from a file at a time; what comes of a file does not depend on it.
    pub read_bytes: usize,
    /// Most rows of one dataset; row numbers are 32 bits wide.
    pub rows: usize,
    /// Bytes of a table that one thread takes at a time.
    pub block_bytes: usize,
    /// Threads that read a long table; 0 for as many as the machine runs at once.
    pub threads: usize,
}

/// Most threads that a table is worth: the look ahead for ends of records is one thread's work.
const MOST_THREADS: usize = 8;

impl Limits {
    /// How many threads read a table of so many bytes: one where it is short.
    pub fn threads_for(&self, bytes: u64) -> usize {
        if bytes <= 4 * self.block_bytes as u64 {
            return 1;
        }
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS),
            threads => threads,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 1 << 20,
            element_bytes: 8 << 20,
            field_bytes: 1 << 20,
            columns: 4096,
            depth: 64,
            attributes: 256,
            zip_entries: 4096,
            zip_ratio: 200,
            zip_bytes: 2 << 30,
            decoded_bytes: 1 << 30,
            read_bytes: 256 << 10,
            rows: u32::MAX as usize - 1,
            block_bytes: 512 << 10,
            threads: 0,
        }
    }
}
