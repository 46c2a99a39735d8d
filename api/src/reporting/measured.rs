//! How old the proofs are, for the metrics.

use super::{proofs, roots};
use crate::platform::config::Config;
use crate::platform::metrics::Metrics;

/// Notes when the books were last verified, the newest backup proved and a root signed.
pub fn measure(config: &Config, metrics: &Metrics) {
    for name in ["verify", "drill"] {
        if let Some(noted) = proofs::read(&config.proofs.join(name)) {
            metrics.proof(name, noted.at, noted.good);
        }
    }
    let folder = config.signing.as_ref();
    let folder = folder.and_then(|signing| roots::read_roots(&signing.roots).ok());
    if let Some(root) = folder
        .as_ref()
        .and_then(|folder| folder.chain.roots().next_back())
    {
        metrics.proof("root", root.at, true);
    }
}
