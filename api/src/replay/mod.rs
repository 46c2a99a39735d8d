//! Plays a scenario file (`laas-scenario/1`) through the public REST API against a fresh practice
//! entity and compares every expected figure. A client like any other: no database, no rules.
//!
//! - `file`: what a scenario file contains; `client`, `people`: how the API is used, by whom;
//! - `founding`, `opening`: the entity and its books before the first operation;
//! - `operations`: the table of operations, one small function each; what is not in the table is
//!   not supported yet;
//! - `play`: makes documents and walks their routes; `run`: the order of everything;
//! - `partial`: what must be left out when something is not supported;
//! - `compare`: section 8 of the format.

mod client;
mod command;
mod compare;
mod file;
mod founding;
mod names;
mod observed;
mod opening;
mod operations;
mod partial;
mod people;
mod play;
mod report;
mod run;

pub use client::Trouble;
pub use command::command;
pub use file::Scenario;
pub use report::{Difference, Report, Skipped};
pub use run::{Mode, replay};
