//! Who may do what: reviewed tables, and every route × every role × own and foreign things.

mod absences;
mod deputies;
mod foreign;
mod matrix;
mod numbers;
mod refused;
mod review;
mod roster;
mod sessions;
mod step_up;
mod tables;
