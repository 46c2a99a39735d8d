//! Which document has taken which: receipts on a slip, requests in a payment, each whole and once in
//! each relation.

mod store;

pub use store::{held, pass_on, release, take, takeable};
