//! The books of one organisation as files that anybody keeps and checks without this system: its whole
//! record, every recorded row as it stands, lists for people, and a program that proves them (`FORM.md`
//! says how; `verify.py` was written from it alone).
//!
//! `laas bundle ENTITY FOLDER` writes them with the rights of the server: those of one organisation.

mod command;
mod folder;
mod operations;
mod store;

pub use command::command;
pub use operations::bundle;
