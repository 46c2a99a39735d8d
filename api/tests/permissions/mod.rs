//! Who may do what: reviewed tables, and every route × every role × own and foreign things.

mod foreign;
mod matrix;
mod sessions;
mod tables;
