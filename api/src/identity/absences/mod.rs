//! On which days people are not at work; what waits meanwhile for nobody but them is shown to the head
//! of finance, and on the document, so that somebody is named to act.

mod operations;
mod routes;
mod rules;
mod store;

pub use routes::register;
