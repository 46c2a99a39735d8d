//! Reads and appends the file of checkpoints.

use super::rules;
use crate::platform::error::Error;
use crate::reporting::SealedHead;
use crate::verify::chain::rules::Sealed;
use crate::verify::finding::Finding;
use chrono::{DateTime, Utc};
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;
use uuid::Uuid;

/// What a file seals, how many lines it has and what is wrong with it.
pub fn read(path: &Path, only: Option<Uuid>) -> Result<(Sealed, u64, Vec<Finding>), Error> {
    let bytes = std::fs::read(path).map_err(Error::unexpected)?;
    Ok(rules::parse(&String::from_utf8_lossy(&bytes), only))
}

/// Appends a checkpoint and makes sure that it is on the disk; gives its root. A file whose own
/// chain is broken is refused, so that the break is not buried.
pub fn append(path: &Path, at: DateTime<Utc>, heads: Vec<SealedHead>) -> Result<String, Error> {
    let mut file = OpenOptions::new();
    let file = file.read(true).append(true).create(true).open(path);
    let mut file = file.map_err(Error::unexpected)?;
    file.lock().map_err(Error::unexpected)?;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(Error::unexpected)?;
    if !text.is_empty() {
        let (_, _, findings) = rules::parse(&text, None);
        let torn = !text.ends_with('\n');
        if torn || !findings.is_empty() {
            let what = anyhow::anyhow!("{} is damaged; nothing was added", path.display());
            return Err(Error::unexpected(what));
        }
    }
    let line = rules::line(at, heads, text.lines().last());
    let mut text = serde_json::to_string(&line).map_err(Error::unexpected)?;
    text.push('\n');
    file.write_all(text.as_bytes()).map_err(Error::unexpected)?;
    file.sync_all().map_err(Error::unexpected)?;
    Ok(line.merkle_root)
}
