//! Money straight to the bank: receipt, slip and summary in one.

use super::items::{self, ReceiptItem, check_items};
use crate::document::room::*;
use crate::text::{KeyText, optional_key};
use crate::{BankAccountId, FieldError, Money, PartyId};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "bank-receipts",
    names: ("รับเงินเข้าบัญชีธนาคาร", "Bank receipt"),
    menu: (Menu::Receive, 40),
    is_daily: true,
    route: &[
        step(S::Submit, Submit, Submitted, FO).numbering(&[
            Series::Receipt,
            Series::RemittanceSlip,
            Series::RemittanceSummary,
        ]),
        step(S::Approve, Approve, Posted, FH)
            .not_by(&[S::Draft, S::Submit])
            .with_effect(),
    ],
    years: Years::OfTheDay,
    labels: &[LABELS, items::LABELS],
    warnings: WARNINGS,
    ..KindSpec::OF_FINANCE
};

/// What its fields are called.
const LABELS: &[Label] = &[
    ("bank_account_id", "เข้าบัญชีธนาคาร", "To own account"),
    ("payer_id", "ผู้โอน", "Sender"),
    ("notice_no", "เลขที่หนังสือแจ้งโอน", "Number of the notice"),
];

warnings! {
    /// Same account, notice and amount (W-4.10).
    SAME_NOTICE = "same_notice",
        "{label} รับเงินเข้าบัญชีเดียวกัน ตามหนังสือแจ้งโอนเลขที่เดียวกัน จำนวน {amount} บาทเท่ากัน อาจบันทึกซ้ำ โปรดตรวจสอบก่อนดำเนินการต่อ",
        "{label} took the same {amount} baht into the same account by the same notice. It may be entered twice: look at it before you go on.";
}

/// Money straight to the bank (รับเงินเข้าบัญชีธนาคารโดยตรง): receipt, slip and summary in one
/// step; rules B3, B7, B8, B11, B12; W-4.10.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BankReceipt {
    /// Own account credited.
    pub bank_account_id: BankAccountId,
    /// The sender.
    pub payer_id: PartyId,
    /// Number of the transfer notice.
    #[serde(default, deserialize_with = "optional_key")]
    pub notice_no: Option<KeyText>,
    /// What was received.
    pub items: Vec<ReceiptItem>,
}

impl DocumentBody for BankReceipt {
    const KIND: Kind = Kind::BankReceipt;

    fn title(&self) -> String {
        let first = self.items.first().and_then(|item| item.description.clone());
        first.unwrap_or_else(|| "รับเงินเข้าบัญชีธนาคาร".to_owned())
    }

    fn amount(&self) -> Money {
        self.items.iter().map(ReceiptItem::total).sum()
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_length(
            &mut errors,
            "notice_no",
            self.notice_no.as_deref().unwrap_or(""),
            100,
        );
        check_items(&self.items, &mut errors);
        errors
    }
}
