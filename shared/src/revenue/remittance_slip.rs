//! The slip with which a collector hands receipts to the treasury.

use crate::document::room::*;
use crate::problem::FieldCode;
use crate::{DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "remittance-slips",
    names: ("ใบนำส่งเงิน", "Remittance slip"),
    menu: (Menu::Receive, 20),
    is_daily: true,
    makers: &[RevenueOfficer],
    cancellers: &[RevenueOfficer, FinanceOfficer],
    route: &[
        step(S::Submit, Submit, Submitted, &[RevenueOfficer]).numbering(&[Series::RemittanceSlip]),
        step(S::Receive, Approve, Approved, FO)
            .not_by(&[S::Draft, S::Submit])
            .asking(&["counted", "difference_reason"]),
    ],
    years: Years::OfTheDay,
    statuses: STATUSES,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// A slip is received, and done with its summary.
const STATUSES: &[Standing] = &[
    (Submitted, "รอนับเงินและรับ", "To be counted"),
    (Approved, "รับเงินแล้ว", "Received"),
    (Posted, "สรุปและลงบัญชีแล้ว", "Summed up and posted"),
];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("receipts", "ใบเสร็จที่นำส่ง", "Receipts on this slip"),
    ("counted", "เงินที่นับได้", "Money counted"),
    (
        "difference_reason",
        "คำชี้แจงเมื่อเงินขาดหรือเกิน",
        "Explanation of money short or over",
    ),
    ("total", "ยอดรวม", "Total"),
];

/// A remittance slip (ใบนำส่งเงิน): a collector hands the day's receipts to the treasury; W-4.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemittanceSlip {
    /// The receipts on it; each on exactly one slip.
    pub receipts: Vec<DocumentId>,
    /// What the receiver counted, in baht (W-4.7); said when it is received.
    #[serde(default)]
    pub counted: Option<Money>,
    /// Why that differs from the receipts, where it does.
    #[serde(default)]
    pub difference_reason: Option<String>,
    /// Sum of the receipts in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for RemittanceSlip {
    const KIND: Kind = Kind::RemittanceSlip;

    fn title(&self) -> String {
        format!("ใบเสร็จ {} ฉบับ", self.receipts.len())
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = check_taken("receipts", &self.receipts);
        let reason = self.difference_reason.as_deref().unwrap_or_default();
        check_lines(&mut errors, "difference_reason", reason, 300);
        if self.counted.is_some_and(Money::is_negative) {
            errors.push(FieldError::new("counted", FieldCode::NotPositive));
        }
        errors
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.receipts.clone()
    }
}
