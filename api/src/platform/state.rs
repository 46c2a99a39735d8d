//! What every handler may ask for.

use super::clock::Clock;
use super::config::Config;
use super::db::Db;

/// The parts of the running server; one per process.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Settings.
    pub config: Config,
    /// The time.
    pub clock: Clock,
}
