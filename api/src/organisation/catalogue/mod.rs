//! Reference data that people edit: departments, parties, bank accounts. One list and one PUT for
//! every kind of it.

mod routes;
mod store;

pub use routes::register;
pub use store::{insert_all, list as list_catalogue, put as put_catalogue};
