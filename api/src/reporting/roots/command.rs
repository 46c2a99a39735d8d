//! `laas key`, `laas seal`, `laas countersign`.

use super::files;
use super::operations;
use super::signing::SigningKey;
use crate::platform::clock::Clock;
use crate::platform::config::{Config, Signing};
use crate::platform::db::Db;
use crate::platform::error::Error;
use crate::platform::say::say;
use std::path::Path;

/// `laas key make FILE`, `laas key rotate FILE`: a new key in a file that is not there; the second
/// also brings it into force, signed by the one in force (`LAAS_SIGNING_KEY_FILE`).
pub fn key(file: &str, comes_into_force: bool) -> Result<(), Error> {
    let old = match comes_into_force {
        true => Some(Signing::from_environment()?),
        false => None,
    };
    let made = SigningKey::make(Path::new(file))?;
    if let Some(Signing { roots, key }) = old {
        let old = SigningKey::read(&key)?;
        files::append_key(&roots, &old, &made, Clock::System.now())?;
    }
    say(format_args!(
        "✓ กุญแจ (key) {} · {}",
        made.id(),
        made.public()
    ));
    Ok(())
}

/// `laas seal`: one more signed root, now.
pub async fn seal() -> Result<(), Error> {
    let (config, signing) = (Config::from_environment()?, Signing::from_environment()?);
    let db = Db::connect(&config.database_url, 1)?;
    let made = operations::seal(&db, &signing, Clock::System.now(), true).await?;
    if let Some(root) = made {
        say(format_args!(
            "✓ ลงนามราก (signed root) {} หน่วยงาน (entities) · {}",
            root.count, root.merkle_root
        ));
    }
    Ok(())
}

/// `laas countersign NAME PUBLIC_KEY SIGNATURE`: keeps what another institution gave back.
pub fn countersign(name: &str, public_key: &str, signature: &str) -> Result<(), Error> {
    let folder = Signing::from_environment()?.roots;
    let given = files::append_countersignature(&folder, name, public_key, signature)?;
    say(format_args!("✓ {name} · {}", given.root));
    Ok(())
}
