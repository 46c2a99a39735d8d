//! The books of one organisation as files that anybody keeps and checks without this system: its whole
//! record, every recorded row as it stands, lists for people, and a program that proves them (`FORM.md`
//! says how; `verify.py` was written from it alone).
//!
//! `laas bundle ENTITY FOLDER` writes them with the rights of the server: those of one organisation.
//! `GET /record/bundle` gives them packed to those who may read the record; every night they are
//! packed into the folder `LAAS_BUNDLES`, where there is one.

mod archive;
mod command;
mod folder;
mod nights;
mod operations;
mod page;
mod routes;
mod store;

pub use command::command;
pub use nights::work as bundles_of_the_night;
pub use operations::{Manifest, Seal, bundle, sealed_text};
pub use routes::register;
