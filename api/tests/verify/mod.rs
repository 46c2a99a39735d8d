//! `laas verify` and `laas seal`: of an intact database nothing is reported; every planted damage
//! is named with its entity, table, row and column, and nothing else is.

pub mod bench;
mod bundle;
mod columns;
mod damage;
mod damages;
mod definitions;
mod histories;
mod intact;
mod packed;
mod planted;
mod proofs;
mod records;
mod roots;
mod surroundings;
mod unreadable;
mod vectors;
mod witnesses;

pub use bench::{settle, work};
pub use bundle::{bundled, busiest, proved};
pub use definitions::with_definitions;
