//! What leaves the house: every form as PDF, every table as workbook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod drawn;
mod pdf;
mod samples;
mod samples_payment;
mod samples_table;
mod scanned;
mod texts;
mod xlsx;
