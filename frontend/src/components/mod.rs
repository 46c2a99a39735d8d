//! Pieces of screens that know no accounting.

pub mod ask;
pub mod badge;
pub mod copying;
pub mod dialog;
pub mod fields;
pub mod focus;
pub mod grid;
pub mod icon;
pub mod list_keys;
pub mod pagination;
pub mod paste;
pub mod refusal;
pub mod rows;
pub mod scanner;
pub mod selection;
pub mod shortcuts;
pub mod states;
pub mod sure;
pub mod table;
pub mod take_home;
pub mod title;
pub mod toast;
pub mod warnings;
pub mod works;
