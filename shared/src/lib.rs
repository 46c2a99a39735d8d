//! What the server and the browser must agree on: codes, money, dates, permissions, documents.
//!
//! **Invariant: no input or output, no server dependency in the default features.**

#[cfg(feature = "server")]
#[macro_use]
mod columns;
#[macro_use]
pub mod codes;
#[macro_use]
pub mod ids;
#[macro_use]
pub mod problem;
#[macro_use]
pub mod warning;
pub mod calendar;
pub mod grants;
pub mod help;
pub mod money;
pub mod page;
pub mod permission;
pub mod table;
pub mod text;

pub mod document;

pub mod absences;
pub mod activity;
pub mod budget;
pub mod claims;
pub mod deputies;
pub mod expenditure;
pub mod identity;
pub mod ledger;
pub mod organisation;
pub mod programs;
pub mod proofs;
pub mod reporting;
pub mod revenue;
pub mod reviews;
pub mod search;
pub mod treasury;

pub use calendar::FiscalYear;
pub use ids::*;
pub use money::Money;
pub use problem::{FieldError, Problem, ProblemCode};
pub use text::KeyText;

/// With the feature `server` every travelling type describes itself for OpenAPI; without it the
/// bound costs nothing.
#[cfg(feature = "server")]
pub trait Schema: utoipa::ToSchema {}
#[cfg(feature = "server")]
impl<T: utoipa::ToSchema> Schema for T {}
#[cfg(not(feature = "server"))]
pub trait Schema {}
#[cfg(not(feature = "server"))]
impl<T> Schema for T {}
