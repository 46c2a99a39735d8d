//! A neighbour that takes connections and never answers.

use std::net::TcpListener;

/// Lives until it is dropped.
pub struct Silent(TcpListener);

impl Silent {
    /// Listens on a free port of the loopback.
    pub fn start() -> Silent {
        Silent(TcpListener::bind(("127.0.0.1", 0)).expect("a free port"))
    }

    /// Its address, for this protocol.
    pub fn at(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.0.local_addr().expect("an address"))
    }
}
