//! Who may do what: reviewed tables, and every route × every role × own and foreign things.

mod foreign;
mod matrix;
mod review;
mod roster;
mod sessions;
mod step_up;
mod tables;
