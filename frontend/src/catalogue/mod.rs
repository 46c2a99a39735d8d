//! Reference data that people edit: one list and one form for all registers.

pub mod list;
pub mod pages;
