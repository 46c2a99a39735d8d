//! `laas bundle`.

use super::operations::bundle;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::error::Error;
use crate::platform::say::say;
use shared::EntityId;
use std::path::Path;

/// `laas bundle ENTITY FOLDER`: the folder must not exist.
pub async fn command(entity: &str, folder: &str) -> Result<(), Error> {
    let entity = entity.parse().map(EntityId);
    let entity =
        entity.map_err(|_| Error::setting("ENTITY", "is not the id of an organisation"))?;
    let config = Config::from_environment()?;
    let db = Db::connect(&config.database_url, config.database_connections)?;
    let written = bundle(
        &db,
        entity,
        Clock::System.now(),
        Path::new(folder),
        config.signing.as_ref(),
    )
    .await?;
    let signed = match config.signing {
        Some(_) => "ลงนามแล้ว (signed)",
        None => "ไม่ได้ลงนาม (not signed)",
    };
    say(format_args!(
        "✓ {} · บันทึก (records) {} · แถว (rows) {} · {signed}",
        written.name, written.records, written.rows
    ));
    Ok(())
}
