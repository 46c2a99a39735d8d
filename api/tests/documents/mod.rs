//! The life cycle of documents, for every kind there is: tests go through the registry, so a new
//! kind is tested from the moment it is registered.

mod advances;
mod arrears;
mod as_decided;
mod as_returned;
mod asked;
mod attachments;
mod cheques_on_hand;
mod days;
mod drafts;
mod duties;
mod fields;
mod life_cycle;
mod lists;
mod many;
mod money_returns;
mod names;
mod narrowed;
mod number_formats;
mod numbers;
mod on_paper;
mod openings;
mod ordinances;
mod own_lines;
mod payee_accounts;
mod paying;
mod reasons;
mod rehearsal;
mod search;
mod taking;
mod two_people;
mod used_once;
mod waiting;
mod warnings;
mod withholding;
