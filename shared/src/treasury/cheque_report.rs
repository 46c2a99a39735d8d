//! Cheques and withdrawal slips prepared for signing.

use super::{PAYMENT_RELATION, PaymentMethod};
use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::text::{KeyText, check_key, optional_key};
use crate::{BankAccountId, DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "cheque-reports",
    names: ("รายงานการจัดทำเช็ค/ใบถอน", "Cheque report"),
    menu: (Menu::Pay, 20),
    is_daily: true,
    route: &[
        step(S::Submit, Submit, Submitted, FO).numbering(&[Series::ChequeReport]),
        step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
        step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[
            S::Draft,
            S::Submit,
            S::Examine,
        ]),
        step(S::Approve, Approve, Approved, &[Executive])
            .not_by(&[S::Draft, S::Submit, S::Examine, S::Pass])
            .not_by_of_paid(&[S::Payee])
            .with_proof()
            .opening_claims(),
    ],
    is_done_by_claims: true,
    years: Years::OfTheDay,
    statuses: STATUSES,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// A report is signed, and done when all its cheques were handed over.
const STATUSES: &[Standing] = &[
    (Approved, "ลงนามครบแล้ว", "Signed"),
    (Posted, "ส่งมอบครบแล้ว", "All handed over"),
];

/// What its fields are called.
const LABELS: &[Label] = &[
    (
        "items",
        "เช็ค/ใบถอนในรายงานนี้",
        "Cheques and slips of this report",
    ),
    ("items.item_id", "รหัสเช็ค/ใบถอน", "Id of the cheque or slip"),
    ("items.requests", "จ่ายตามฎีกา", "Pays"),
    ("items.method", "วิธีจ่าย", "Method"),
    ("items.bank_account_id", "จ่ายจากบัญชี", "From own account"),
    ("items.cheque_no", "เลขที่เช็ค", "Cheque number"),
    ("items.slip_no", "เลขที่ใบถอน", "Slip number"),
    ("items.net", "จ่ายสุทธิ", "Net"),
];

/// One cheque or withdrawal slip of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChequeItem {
    /// Made by the client; a payment names it.
    pub item_id: Uuid,
    /// The requests it pays; each is paid once.
    pub requests: Vec<DocumentId>,
    /// Cheque or withdrawal slip.
    pub method: PaymentMethod,
    /// Own account it is drawn on.
    pub bank_account_id: BankAccountId,
    /// Number of the cheque; used once (W-8.1).
    #[serde(default, deserialize_with = "optional_key")]
    pub cheque_no: Option<KeyText>,
    /// Number of the withdrawal slip; used once.
    #[serde(default, deserialize_with = "optional_key")]
    pub slip_no: Option<KeyText>,
    /// Net amount in baht; filled by the server.
    #[serde(default)]
    pub net: Money,
}

impl Default for ChequeItem {
    fn default() -> Self {
        ChequeItem {
            item_id: Uuid::nil(),
            requests: Vec::new(),
            method: PaymentMethod::Cheque,
            bank_account_id: BankAccountId::default(),
            cheque_no: None,
            slip_no: None,
            net: Money::ZERO,
        }
    }
}

impl ChequeItem {
    /// Its number: of the cheque or of the slip.
    pub fn number(&self) -> Option<&KeyText> {
        self.cheque_no.as_ref().or(self.slip_no.as_ref())
    }
}

/// A report of cheques prepared (รายงานการจัดทำเช็ค/ใบถอน), W-8.1, W-8.2. Nothing is posted in the
/// books; each signed cheque is a claim of the register until it is handed over.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChequeReport {
    /// The cheques and slips.
    pub items: Vec<ChequeItem>,
}

impl DocumentBody for ChequeReport {
    const KIND: Kind = Kind::ChequeReport;

    fn title(&self) -> String {
        format!("เช็ค/ใบถอน {} ฉบับ", self.items.len())
    }

    fn amount(&self) -> Money {
        self.items.iter().map(|item| item.net).sum()
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.items.is_empty() {
            errors.push(FieldError::new("items", Required));
        }
        for (index, item) in self.items.iter().enumerate() {
            let at = |field: &str| format!("items[{index}].{field}");
            if item.requests.is_empty() {
                errors.push(FieldError::new(at("requests"), Required));
            }
            let cheque = item.method == PaymentMethod::Cheque;
            if !cheque && item.method != PaymentMethod::WithdrawalSlip {
                errors.push(FieldError::new(at("method"), UnknownValue));
            }
            for (field, number, wanted) in [
                ("cheque_no", &item.cheque_no, cheque),
                ("slip_no", &item.slip_no, !cheque),
            ] {
                check_key(&mut errors, &at(field), number.as_ref(), wanted, 30);
            }
            if self
                .items
                .iter()
                .take(index)
                .any(|other| other.item_id == item.item_id)
            {
                errors.push(FieldError::new(at("item_id"), Duplicate));
            }
        }
        let taken = self.takes();
        for (index, id) in taken.iter().enumerate() {
            if taken.iter().take(index).any(|other| other == id) {
                errors.push(FieldError::new("items", Duplicate));
            }
        }
        errors
    }

    fn takes(&self) -> Vec<DocumentId> {
        self.items
            .iter()
            .flat_map(|item| item.requests.iter().copied())
            .collect()
    }

    fn relation() -> &'static str {
        PAYMENT_RELATION
    }
}
