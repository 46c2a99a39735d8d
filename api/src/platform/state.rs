//! What every handler may ask for.

use super::clock::Clock;
use super::config::Config;
use super::db::Db;
use super::metrics::Metrics;
use std::sync::Arc;

/// The parts of the running server; one per process.
#[derive(Clone)]
pub struct State {
    pub db: Db,
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// What it measures of itself.
    pub metrics: Arc<Metrics>,
}
