//! People and their rights.

pub mod user_review;
