//! Reference data that people edit: one list and one form for all registers.

mod editing;
pub mod list;
pub mod new_party;
pub mod pages;
