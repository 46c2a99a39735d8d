//! รายงานการทบทวนผู้ใช้งานระบบ (every six months).

use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Review of the roster (รายงานการทบทวนผู้ใช้งาน), landscape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserReview {
    /// Head and foot.
    pub paper: Paper,
    /// First day of the half-year.
    pub half_begins: NaiveDate,
    /// Last day of the rights of those who were not confirmed.
    pub rights_until: NaiveDate,
    /// Everybody of the roster.
    pub lines: Vec<UserReviewLine>,
    /// หัวหน้าหน่วยงานคลัง.
    pub reviewer: Signer,
    /// ผู้บริหารท้องถิ่น, who is told of it on paper.
    #[serde(default)]
    pub executive: Signer,
}

/// Somebody of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserReviewLine {
    /// ชื่อ.
    pub name: String,
    /// ตำแหน่ง.
    pub position: String,
    /// บทบาทและขอบเขต.
    pub roles: String,
    /// The same at the review before, where it was another.
    #[serde(default)]
    pub before: Option<String>,
    /// เข้าใช้ล่าสุด.
    #[serde(default)]
    pub last_login_on: Option<NaiveDate>,
    /// Acts since the review before.
    pub acts: u32,
    /// Day of the last of them.
    #[serde(default)]
    pub last_act_on: Option<NaiveDate>,
    /// ผลการทบทวน.
    pub verdict: String,
    /// The rights end.
    pub is_ended: bool,
}

impl Printable for UserReview {
    fn check(&self) -> Result<(), ExportError> {
        Ok(())
    }
}
