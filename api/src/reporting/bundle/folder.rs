//! The folder: files whose hashes are taken while they are written.

use crate::platform::error::Error;
use crate::platform::record::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{DirBuilder, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// A folder being filled.
pub struct Folder {
    path: PathBuf,
    /// The SHA-256 of each file that is whole, by name.
    pub files: BTreeMap<String, String>,
}

/// A file being written.
pub struct Leaf {
    name: String,
    file: BufWriter<File>,
    hash: Sha256,
}

impl Folder {
    /// Makes a folder that was not there.
    pub fn make(path: &Path) -> Result<Folder, Error> {
        // Names and account numbers of people are in it.
        let private = DirBuilder::new().mode(0o700).create(path);
        private.map_err(Error::unexpected)?;
        for inner in ["tables", "attachments"] {
            std::fs::create_dir(path.join(inner)).map_err(Error::unexpected)?;
        }
        let (path, files) = (path.to_owned(), BTreeMap::new());
        Ok(Folder { path, files })
    }

    /// Begins a file; `name` is below the folder, with `/`.
    pub fn begin(&self, name: &str) -> Result<Leaf, Error> {
        let file = File::create(self.path.join(name)).map_err(Error::unexpected)?;
        Ok(Leaf {
            name: name.to_owned(),
            file: BufWriter::new(file),
            hash: Sha256::new(),
        })
    }

    /// Ends a file.
    pub fn end(&mut self, leaf: Leaf) -> Result<(), Error> {
        let Leaf {
            name,
            mut file,
            hash,
        } = leaf;
        file.flush().map_err(Error::unexpected)?;
        self.files.insert(name, hex(&hash.finalize()));
        Ok(())
    }

    /// A whole file.
    pub fn write(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut leaf = self.begin(name)?;
        leaf.write_all(text.as_bytes()).map_err(Error::unexpected)?;
        self.end(leaf)
    }
}

impl Write for Leaf {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
