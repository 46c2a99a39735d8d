//! Forms of the books.

pub mod voucher;
