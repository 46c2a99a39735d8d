//! All that typst may see: the fonts, the templates, and the data of one form.

use super::fonts::{BOOK, FONTS};
use super::{fault, functions};
use crate::error::ExportError;
use crate::forms::TEMPLATES;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::default();
    functions::define(library.global.scope_mut());
    LazyHash::new(library)
});

/// The templates, parsed once.
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    let parse = |(name, text): &(&str, &str)| {
        let id = file_id(name).ok()?;
        Some((id, Source::new(id, (*text).to_owned())))
    };
    TEMPLATES.iter().filter_map(parse).collect()
});

/// The world of one document.
pub(super) struct FormWorld {
    main: FileId,
    files: [(FileId, Bytes); 2],
}

impl FormWorld {
    /// The world in which `template` is compiled: it prints `print.json`, and puts `data.json`,
    /// the form as it was given, into the PDF.
    pub(super) fn new(template: &str, print: Vec<u8>, data: Vec<u8>) -> Result<Self, ExportError> {
        let file = |name, content| Ok((file_id(name)?, Bytes::new(content)));
        Ok(FormWorld {
            main: file_id(template)?,
            files: [file("print.json", print)?, file("data.json", data)?],
        })
    }
}

fn file_id(name: &str) -> Result<FileId, ExportError> {
    let path = VirtualPath::new(name).map_err(|error| fault(&error))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for FormWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(known, _)| *known == id);
        found
            .map(|(_, content)| content.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// No clock: a document printed again is the same document.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
