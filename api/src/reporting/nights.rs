//! What the server does by itself at night.

use super::bundle::bundles_of_the_night;
use super::roots::{SigningKey, seal_roots};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// How often it is seen whether there is something to do.
const EVERY: Duration = Duration::from_secs(300);

/// Begins the nights of this server, where roots or bundles are to be made: a thread and a connection
/// of its own, so that nobody who works waits for it. Settings that cannot work stop the start.
pub fn begin(config: &Config, clock: Clock) -> Result<(), Error> {
    if let Some(signing) = &config.signing {
        SigningKey::read(&signing.key)?;
    } else if config.bundles.is_none() {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let (runtime, config) = (runtime.map_err(Error::unexpected)?, config.clone());
    let nights = move || runtime.block_on(nights(&config, clock));
    let thread = std::thread::Builder::new()
        .name("nights".to_owned())
        .spawn(nights);
    thread.map(|_| ()).map_err(Error::unexpected)
}

async fn nights(config: &Config, clock: Clock) {
    loop {
        let done = match Db::connect(&config.database_url, 1) {
            Ok(db) => work(&db, config, clock.now()).await,
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::error!(%error, "the work of the night");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// What is to be done once a night, whichever server does it and however often it is asked.
pub async fn work(db: &Db, config: &Config, now: DateTime<Utc>) -> Result<(), Error> {
    if let Some(signing) = &config.signing
        && let Some(root) = seal_roots(db, signing, now, false).await?
    {
        tracing::info!(root = %root.merkle_root, count = root.count, "signed");
    }
    bundles_of_the_night(db, config, now).await
}
