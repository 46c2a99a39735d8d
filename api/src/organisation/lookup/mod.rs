//! What rules of other slices ask about parties, banks, settings and classifications.

mod store;

pub use store::{
    BankAccountFacts, CodeFacts, PartyFacts, Settings, bank_account, classification,
    classifications, department_exists, known_parties, party, settings,
};
