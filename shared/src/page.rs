//! Lists: the same parameters and the same envelope everywhere.

use serde::{Deserialize, Serialize};

/// Rows on a page when nothing is asked.
pub const DEFAULT_PER_PAGE: u32 = 50;
/// The most rows a page may have.
pub const MAX_PER_PAGE: u32 = 200;

/// One page of a list and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows the filters select in all.
    pub total: i64,
    /// This page, from 1.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}
