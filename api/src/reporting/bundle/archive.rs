//! A bundle in one file.

use super::operations::{Written, bundle};
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use shared::EntityId;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder that is gone when nobody needs it, however it ends.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a bundle into a new file: a ZIP, with all of it in one folder.
pub async fn archive(
    db: &Db,
    config: &Config,
    entity: EntityId,
    now: DateTime<Utc>,
    mut file: &File,
) -> Result<Written, Error> {
    let place = Scratch(config.state.join(format!("packing-{}", Uuid::new_v4())));
    let written = bundle(db, entity, now, &place.0, config.signing.as_ref()).await?;
    let mut packed = ZipWriter::new(&mut file);
    pack(&mut packed, &place.0, "")?;
    packed.finish().map_err(Error::unexpected)?;
    Ok(written)
}

fn pack(packed: &mut ZipWriter<&mut &File>, folder: &Path, within: &str) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(Error::unexpected)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(Error::unexpected)?;
    paths.sort();
    for path in paths {
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{within}{own}");
        if path.is_dir() {
            pack(packed, &path, &format!("{name}/"))?;
            continue;
        }
        let mut content = File::open(&path).map_err(Error::unexpected)?;
        let size = content.metadata().map_err(Error::unexpected)?.len();
        let options = SimpleFileOptions::default().large_file(size >= u64::from(u32::MAX));
        packed
            .start_file(name, options)
            .map_err(Error::unexpected)?;
        std::io::copy(&mut content, packed).map_err(Error::unexpected)?;
    }
    packed.flush().map_err(Error::unexpected)
}
