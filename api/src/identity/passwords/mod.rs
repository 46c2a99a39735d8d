//! What a password must be like, and how it is kept.
//!
//! Any characters, no rules of composition, no expiry (NIST SP 800-63B-4); instead at least twelve
//! characters that are not made of what everybody tries first (`blocklist.txt`).

mod hashing;
mod rules;
mod runs;

pub use hashing::{Verdict, hash, verify};
pub use rules::check;
