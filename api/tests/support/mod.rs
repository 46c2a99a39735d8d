//! What every test that talks to the server needs: a database of its own, the real server, offices
//! with people of every role, valid bodies of every kind, and the way along a route.
//!
//! ```ignore
//! let app = TestApp::start().await;
//! let office = app.office().await;                         // an LAO with money, budget and people
//! let request = office.walk(Kind::DisbursementRequest).await; // along its whole route
//! office.as_role(Role::FinanceHead).get("/inbox").await.ok();
//! ```

mod app;
mod bodies;
mod client;
pub mod contract;
mod database;
mod files;
mod golden;
mod invariants;
mod mailbox;
mod office;
mod return_to;
mod silent;
mod thaid;
mod walk;

pub use app::{NOW, TestApp};
pub use client::{Answer, Client};
pub use database::{
    Sql, copy_of, fresh_database, keep_rights, migration_folders, on_threads, prepare,
};
#[allow(unused_imports)] // for tests of the program itself
pub use database::{Urls, urls};
pub use database::{restored, restored_by, root};
pub use files::{saved_as, words_of_pdf};
pub use golden::golden;
pub use mailbox::Mailbox;
pub use office::{Member, Office, YEAR, today};
pub use silent::Silent;
pub use thaid::Thaid;
pub use walk::Doc;
