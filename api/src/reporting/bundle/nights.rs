//! The books of every organisation, packed once a night into the folder `LAAS_BUNDLES`.

use super::archive::archive;
use crate::platform::clock::bangkok_day;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::error::Error;
use crate::reporting::roots::entities;
use chrono::{DateTime, Utc};
use shared::{EntityId, NATION};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Names the night that was done last.
const DONE: &str = "done";

/// Packs the books of all, unless that of this night is done or another server is at it: one file
/// each, `ENTITY.zip`, that of the night before until the new one is whole. What cannot be packed
/// leaves the others alone.
pub async fn work(db: &Db, config: &Config, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(folder) = &config.bundles else {
        return Ok(());
    };
    let private = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    private.map_err(Error::unexpected)?;
    let lock = File::create(folder.join("lock")).map_err(Error::unexpected)?;
    let (path, night) = (folder.join(DONE), bangkok_day(now).to_string());
    let is_done = || std::fs::read_to_string(&path).is_ok_and(|done| done == night);
    if lock.try_lock().is_err() || is_done() {
        return Ok(());
    }
    let mut failed = Ok(());
    for entity in entities(db, now).await? {
        if entity == NATION {
            continue;
        }
        if let Err(error) = one(db, config, folder, entity, now).await {
            tracing::error!(%error, %entity, "the books of the night");
            failed = Err(error);
        }
    }
    failed?;
    std::fs::write(&path, night).map_err(Error::unexpected)
}

async fn one(
    db: &Db,
    config: &Config,
    folder: &Path,
    entity: EntityId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (path, beside) = (folder.join(format!("{entity}.zip")), folder.join("new"));
    let mut file = OpenOptions::new();
    let file = file.write(true).create(true).truncate(true).mode(0o600);
    let mut file = file.open(&beside).map_err(Error::unexpected)?;
    archive(db, config, entity, now, &file).await?;
    file.flush()
        .and_then(|()| file.sync_all())
        .map_err(Error::unexpected)?;
    std::fs::rename(&beside, &path).map_err(Error::unexpected)
}
