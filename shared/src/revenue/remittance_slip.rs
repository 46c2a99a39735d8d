//! The slip with which a collector hands receipts to the treasury.

use crate::document::room::*;
use crate::{DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

pub const SPEC: KindSpec = KindSpec {
    path: "remittance-slips",
    names: ("ใบนำส่งเงิน", "Remittance slip"),
    menu: (Menu::Receive, 20),
    is_daily: true,
    makers: &[RevenueOfficer],
    cancellers: &[RevenueOfficer, FinanceOfficer],
    route: &[
        step(S::Submit, Submit, Submitted, &[RevenueOfficer]).numbering(&[Series::RemittanceSlip]),
        step(S::Receive, Approve, Approved, FO).not_by(&[S::Draft, S::Submit]),
    ],
    years: Years::OfTheDay,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// What its fields are called.
const LABELS: &[Label] = &[
    ("receipts", "ใบเสร็จที่นำส่ง", "Receipts on this slip"),
    ("counted", "เงินที่นับได้", "Money counted"),
    ("total", "ยอดรวม", "Total"),
];

/// A remittance slip (ใบนำส่งเงิน): a collector hands the day's receipts to the treasury; W-4.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemittanceSlip {
    /// The receipts on it; each on exactly one slip.
    pub receipts: Vec<DocumentId>,
    /// What finance counted, in baht; must equal the receipts (W-4.7).
    #[serde(default)]
    pub counted: Option<Money>,
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
        check_taken("receipts", &self.receipts)
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.receipts.clone()
    }
}
