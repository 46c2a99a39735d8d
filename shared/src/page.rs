//! Lists: the same parameters and the same envelope everywhere.

use serde::{Deserialize, Serialize};

/// Rows on a page when nothing is asked.
pub const DEFAULT_PER_PAGE: u32 = 50;
/// The most rows a page may have.
pub const MAX_PER_PAGE: u32 = 200;

/// The most rows that may lie before a page with rows: whoever wants more reads on with `after`, which
/// does not go through what lies before.
pub const DEEPEST: u32 = 50_000;

/// The next rows of a list that is read from place to place, without counting what lies before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Portion<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to send as `after` for the rows that follow; none when these are the last.
    pub next: Option<String>,
}

/// One page of a list and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows the filters select in all, or how many of them were counted.
    pub total: i64,
    /// True where there are more rows than `total`: counting them all would cost more than the page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// This page, from 1.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}
