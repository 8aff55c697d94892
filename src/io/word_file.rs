//! The words of large files are kept beside the index of their events, by the same rules.

use std::fs::File;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::index_file::{IndexFolder, read_head, write_head};
use super::index_key::IndexKey;
use super::load::{LoadOptions, Source};
use super::save::SaveError;
use crate::model::{Dataset, StoredError};

/// How files of words end.
pub const EXTENSION: &str = "words";
/// What they begin with.
const MAGIC: &[u8; 16] = b"Borderline words";

/// What stands before the words.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    key: IndexKey,
    /// The rows of which the words are.
    rows: u64,
    order: u32,
}

impl Head {
    /// `None` where nothing is kept of such files.
    fn of(files: &[(Source, LoadOptions)], data: &Dataset) -> Option<Self> {
        let key = IndexKey::of(files)?;
        let fits = data.can_be_stored() && key.fits(data.files());
        fits.then(|| Self { key, rows: data.len() as u64, order: data.order_sum() })
    }
}

impl IndexFolder {
    /// The words that were kept of just these files and rows, to be read from here, and their length in bytes.
    pub fn find_words(&self, files: &[(Source, LoadOptions)], data: &Dataset) -> Option<(File, u64)> {
        if !self.is_for(files) {
            return None;
        }
        let wanted = Head::of(files, data)?;
        let path = self.path().join(wanted.key.file_name(EXTENSION));
        let open = || -> Result<Option<(File, u64)>, StoredError> {
            let mut file = File::open(&path)?;
            let found: Head = read_head(&mut file, MAGIC)?;
            let bytes = file.metadata()?.len();
            Ok((found == wanted).then_some((file, bytes)))
        };
        match open() {
            Ok(found) => found,
            Err(StoredError::Read(error)) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                log::info!("the words in {} are not used: {error}", path.display());
                None
            }
        }
    }

    /// Keeps the words that `write` writes; the bytes written, or `None` where keeping them would not pay or is not sure.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub fn keep_words(
        &self,
        files: &[(Source, LoadOptions)],
        data: &Dataset,
        write: &dyn Fn(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Option<u64>, SaveError> {
        let head = Head::of(files, data).filter(|_| self.is_for(files));
        // Texts that were written over while they were read are not the file's.
        let Some(head) = head.filter(|_| data.check_texts().is_ok()) else { return Ok(None) };
        self.put(files, (&head.key, EXTENSION), |to| {
            write_head(to, MAGIC, &head)?;
            write(to)
        })
    }
}
