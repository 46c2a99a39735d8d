//! Paper that no kind of document has.

pub mod table;
