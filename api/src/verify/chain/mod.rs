//! The record of one entity: numbers without gaps, each linked to the one before, each hash made
//! again here from the text of its row, the head equal to the last.

pub(super) mod rules;
pub(super) mod store;
