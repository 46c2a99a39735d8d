//! Structured logs; personal data never goes in: people are named by id, addresses by their hash.

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging to standard error; `LAAS_LOG` filters, `LAAS_LOG_JSON=1` writes JSON lines.
pub fn start() {
    let filter = EnvFilter::try_from_env("LAAS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, in tests, changes nothing.
    let _ = match std::env::var("LAAS_LOG_JSON").as_deref() {
        Ok("1") => builder.json().try_init(),
        _ => builder.try_init(),
    };
}
