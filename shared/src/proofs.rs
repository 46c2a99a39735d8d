//! When the books were last proved, as their office is told.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The latest proofs; none where there was never one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Proofs {
    /// The books as they stand were compared with their record.
    pub verified: Option<Proof>,
    /// The newest backup was restored beside and compared.
    pub drilled: Option<Proof>,
}

/// How a proof of the books went, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Proof {
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Nothing of this office was found damaged.
    pub is_intact: bool,
    /// The one that was due since is missing.
    pub is_late: bool,
}
