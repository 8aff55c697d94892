//! Columns written as they lie in memory, each with its length and a check sum, and read again without trust.

use std::io::{Read, Write};

use bytemuck::{NoUninit, Pod};

/// Bytes read at a time into a column whose length the file states.
const STEP: usize = 4 << 20;

/// Why what was kept cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    /// Reading fails.
    #[error("it cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// What is there is not what was written.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
}

/// Writes columns one behind the other.
pub struct ColumnsOut<'w> {
    to: &'w mut dyn Write,
}

impl<'w> ColumnsOut<'w> {
    /// Writes to there.
    pub fn new(to: &'w mut dyn Write) -> Self {
        Self { to }
    }

    /// Writes one column: the number of its bytes, their CRC-32, and the bytes.
    ///
    /// # Errors
    /// When writing fails.
    pub fn column<T: NoUninit>(&mut self, values: &[T]) -> std::io::Result<()> {
        let bytes: &[u8] = bytemuck::cast_slice(values);
        self.to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        self.to.write_all(&crc32fast::hash(bytes).to_le_bytes())?;
        self.to.write_all(bytes)
    }
}

/// Reads columns in the order in which they were written.
pub struct ColumnsIn<'r> {
    from: &'r mut dyn Read,
    /// Bytes that can still come: no column is longer.
    left: u64,
}

impl<'r> ColumnsIn<'r> {
    /// Reads from there, where at most so many bytes are left.
    pub fn new(from: &'r mut dyn Read, left: u64) -> Self {
        Self { from, left }
    }

    /// The next column.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub fn column<T: Pod>(&mut self) -> Result<Vec<T>, StoredError> {
        let bytes = u64::from_le_bytes(self.bytes()?);
        let sum = u32::from_le_bytes(self.bytes()?);
        if bytes > self.left {
            return Err(StoredError::Damaged("it ends too early"));
        }
        self.left -= bytes;
        let bytes = usize::try_from(bytes).map_err(|_| StoredError::Damaged("a column is too long"))?;
        if !bytes.is_multiple_of(size_of::<T>()) {
            return Err(StoredError::Damaged("a column ends within a value"));
        }
        let mut values = vec![T::zeroed(); bytes / size_of::<T>()];
        let mut hasher = crc32fast::Hasher::new();
        // Summed while still in the processor's cache.
        for part in bytemuck::cast_slice_mut::<T, u8>(&mut values).chunks_mut(STEP) {
            self.from.read_exact(part)?;
            hasher.update(part);
        }
        if hasher.finalize() == sum { Ok(values) } else { Err(StoredError::Damaged("a check sum is wrong")) }
    }

    /// The next column, which has one value a row.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub fn rows<T: Pod>(&mut self, rows: usize) -> Result<Vec<T>, StoredError> {
        let values = self.column()?;
        if values.len() == rows { Ok(values) } else { Err(StoredError::Damaged("columns differ in length")) }
    }

    /// The next column, which has one value a row or none at all.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub fn rare<T: Pod>(&mut self, rows: usize) -> Result<Vec<T>, StoredError> {
        let values = self.column()?;
        if values.len() <= rows { Ok(values) } else { Err(StoredError::Damaged("columns differ in length")) }
    }

    /// The next column, whose bytes are places in a list of values.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub fn listed<T: Copy>(&mut self, rows: usize, all: &[T]) -> Result<Vec<T>, StoredError> {
        let codes = self.rows::<u8>(rows)?;
        let known = |code: u8| all.get(usize::from(code)).copied();
        let values: Option<Vec<T>> = codes.into_iter().map(known).collect();
        values.ok_or(StoredError::Damaged("a code stands for nothing"))
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], StoredError> {
        let mut bytes = [0; N];
        self.from.read_exact(&mut bytes)?;
        self.left = self.left.saturating_sub(N as u64);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut out = ColumnsOut::new(&mut bytes);
        out.column(&[1_i64, -2, 3]).unwrap();
        out.column(&[[7_u32, 8]]).unwrap();
        bytes
    }

    #[test]
    fn columns_come_back() {
        let bytes = written();
        let mut from = bytes.as_slice();
        let mut columns = ColumnsIn::new(&mut from, bytes.len() as u64);
        assert_eq!(columns.rows::<i64>(3).unwrap(), [1, -2, 3]);
        assert_eq!(columns.rare::<[u32; 2]>(3).unwrap(), [[7, 8]]);
    }

    #[test]
    fn a_changed_or_missing_byte_anywhere_is_noticed() {
        let bytes = written();
        let read = |bytes: &[u8]| {
            let mut from = bytes;
            let mut columns = ColumnsIn::new(&mut from, bytes.len() as u64);
            columns.rows::<i64>(3).is_ok() && columns.rare::<[u32; 2]>(3).is_ok()
        };
        assert!(read(&bytes));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x10;
            assert!(!read(&other), "byte {at}");
            assert!(!read(&bytes[..at]), "cut at {at}");
        }
    }
}
