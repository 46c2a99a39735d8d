//! The technical floor: database, HTTP, access, errors, the record, the clock. Knows no accounting.

pub mod access;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod http;
pub mod metrics;
pub mod openapi;
pub mod record;
pub mod say;
pub mod state;
pub mod tables;
pub mod telemetry;
pub mod turns;
