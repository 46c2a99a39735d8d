//! The summary that puts received slips into the books.

use crate::document::room::*;
use crate::{DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "remittance-summaries",
    names: ("ใบสำคัญสรุปใบนำส่งเงิน", "Remittance summary"),
    menu: (Menu::Receive, 30),
    is_daily: true,
    route: &[
        step(S::Submit, Submit, Submitted, FO).numbering(&[Series::RemittanceSummary]),
        step(S::Approve, Approve, Posted, FH)
            .not_by(&[S::Draft, S::Submit])
            .with_effect(),
    ],
    years: Years::OfTheDay,
    labels: &[LABELS],
    warnings: WARNINGS,
    ..KindSpec::OF_FINANCE
};

/// What its fields are called.
const LABELS: &[Label] = &[
    ("slips", "ใบนำส่งที่สรุป", "Slips in this summary"),
    ("total", "ยอดรวม", "Total"),
];

warnings! {
    /// Other money was counted than the receipts of a slip say (W-4.7): never booked away with them (B22).
    COUNTED_OTHERWISE = "counted_otherwise",
        "ใบนำส่งเงินเลขที่ {number} นับเงินได้ {counted} บาท ตามใบเสร็จ {expected} บาท คำชี้แจง: {reason} \
         ใบผ่านรายการรับลงบัญชีเต็มตามใบเสร็จ ส่วนที่ขาดหรือเกินลงบัญชีเมื่อผู้บริหารวินิจฉัยแล้ว",
        "Of slip {number} {counted} baht were counted, its receipts say {expected}. Explanation: {reason} \
         The voucher books the receipts; what is short or over is booked when the executive has decided.";
}

/// A summary of remittance slips (ใบสำคัญสรุปใบนำส่งเงิน): posts one RV; W-4.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemittanceSummary {
    /// The slips; each on exactly one summary.
    pub slips: Vec<DocumentId>,
    /// Sum of the slips in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for RemittanceSummary {
    const KIND: Kind = Kind::RemittanceSummary;

    fn title(&self) -> String {
        format!("ใบนำส่งเงิน {} ฉบับ", self.slips.len())
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn check(&self) -> Vec<FieldError> {
        check_taken("slips", &self.slips)
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.slips.clone()
    }
}
