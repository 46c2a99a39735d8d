//! Forms of the books.

pub mod cancellation;
pub mod voucher;
