//! What people type: one way to write it, to compare it, to judge it.
//!
//! [`clean`] is how a text is kept, [`normal`] how it is compared and searched, [`KeyText`] how a
//! number or code that must be met again is kept; [`check_text`] and its neighbours say what is
//! refused. The same functions run in the browser and on the server.

mod account;
mod baht;
mod check;
mod citizen;
mod hidden;
mod key;
mod letters;
mod normal;

pub use account::account_grouped;
pub use baht::{AmountWords, baht_text};
pub use check::{
    check_account_number, check_key, check_length, check_lines, check_passage, check_text,
};
pub use citizen::{DIGITS as ID_DIGITS, check_digit, id_grouped, is_digit, is_thai_id, masked};
pub use hidden::without_numbers;
pub use key::{KeyText, digits, optional_digits, optional_key};
pub use letters::is_invisible;
pub use normal::{clean, normal, typed};
