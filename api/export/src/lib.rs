//! Paper and workbooks: Thai official forms as PDF, tables as XLSX.
//!
//! Input is plain data in the structs of [`forms`] and [`paper`]; output is bytes. Nothing here
//! reads a database, a clock, a file or the network, so the same input gives the same bytes.

pub mod amount;
pub mod error;
pub mod forms;
pub mod paper;
mod pdf;
pub mod thai;
pub mod xlsx;

pub use amount::Amount;
pub use error::ExportError;
pub use forms::{Form, render, render_set};
