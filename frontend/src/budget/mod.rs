//! The budget: the ordinance.

pub mod ordinance;
