//! Entities, departments, parties, bank accounts; master data of the nation.

mod catalogue;
mod entities;
mod lookup;
mod master;
mod number_formats;
mod search;

pub use catalogue::{insert_all, put_catalogue};
pub use entities::{entity, new_entity};
pub use lookup::{
    BankAccountFacts, CodeFacts, PartyFacts, Settings, bank_account, classification,
    classifications, department_exists, known_parties, party, settings,
};
pub use master::load_national;

use crate::platform::openapi::Api;

/// Adds the routes of this slice.
pub fn register(api: &mut Api) {
    catalogue::register(api);
    master::register(api);
    number_formats::register(api);
    search::register(api);
}
