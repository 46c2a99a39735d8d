//! The page that opens without a network: the lists of the bundle as data in one file, and a few
//! lines of script that show them.

use super::folder::{Folder, Leaf};
use crate::platform::error::Error;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use std::io::Write;

const PAGE: &str = include_str!("page.html");
/// The letters, so that it looks the same where none are installed.
const THAI: &[u8] =
    include_bytes!("../../../../frontend/assets/fonts/sarabun-thai-400-normal.woff2");
const LATIN: &[u8] =
    include_bytes!("../../../../frontend/assets/fonts/sarabun-latin-400-normal.woff2");

/// The page being written, at one of the marks `@NAME@` of its form.
pub struct Page {
    leaf: Leaf,
    rest: &'static str,
    is_first: bool,
}

/// What stands at its head.
#[derive(Serialize)]
pub struct About {
    pub name: String,
    /// When it was written, as a day in Bangkok.
    pub day: String,
    /// Of the last record, as papers carry it.
    pub code: String,
}

impl Page {
    /// Begins it, up to the first list.
    pub fn begin(folder: &Folder, about: &About) -> Result<Page, Error> {
        let mut page = Page {
            leaf: folder.begin("index.html")?,
            rest: PAGE,
            is_first: true,
        };
        for (mark, font) in [("@THAI@", THAI), ("@LATIN@", LATIN)] {
            page.go_to(mark)?;
            write!(page.leaf, "{}", STANDARD.encode(font)).map_err(Error::unexpected)?;
        }
        page.go_to("@ABOUT@")?;
        page.add(about)?;
        page.go_to("@DOCUMENTS@")?;
        Ok(page)
    }

    /// Ends a list and goes on to the one at a mark.
    pub fn go_to(&mut self, mark: &str) -> Result<(), Error> {
        let (before, rest) = self.rest.split_once(mark).unwrap_or((self.rest, ""));
        (self.rest, self.is_first) = (rest, true);
        self.leaf
            .write_all(before.as_bytes())
            .map_err(Error::unexpected)
    }

    /// Adds one thing to the list. Within a page no tag can begin in it.
    pub fn add(&mut self, of: &impl Serialize) -> Result<(), Error> {
        let comma = if self.is_first { "" } else { ",\n" };
        self.is_first = false;
        let text = serde_json::to_string(of).map_err(Error::unexpected)?;
        let text = text.replace('<', "\\u003c");
        write!(self.leaf, "{comma}{text}").map_err(Error::unexpected)
    }

    /// Ends the page.
    pub fn end(mut self, folder: &mut Folder) -> Result<(), Error> {
        let rest = self.rest.as_bytes();
        self.leaf.write_all(rest).map_err(Error::unexpected)?;
        folder.end(self.leaf)
    }
}
