//! Money taken to the bank.

use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::text::{KeyText, optional_key};
use crate::{BankAccountId, DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "bank-deposits",
    names: ("ใบนำฝากธนาคาร", "Bank deposit"),
    menu: (Menu::Accounts, 20),
    route: JOURNAL_ROUTE,
    years: Years::OfTheDay,
    statuses: STATUSES,
    labels: &[LABELS],
    warnings: WARNINGS,
    ..KindSpec::OF_FINANCE
};

/// A deposit is done with the money at the bank.
const STATUSES: &[Standing] = &[(Posted, "นำฝากและลงบัญชีแล้ว", "Deposited and posted")];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("bank_account_id", "นำฝากเข้าบัญชี", "To own account"),
    ("cash", "เงินสด", "Cash"),
    ("cheques", "เช็คที่นำฝาก", "Cheques to the bank"),
    ("slip_no", "เลขที่ใบนำฝาก", "Number of the paying-in slip"),
    ("total", "รวมนำฝาก", "Total deposited"),
];

warnings! {
    /// Same account, paying-in slip and amount.
    SAME_SLIP = "same_slip",
        "{label} นำฝากเข้าบัญชีเดียวกัน ใบนำฝากเลขที่เดียวกัน จำนวน {amount} บาทเท่ากัน อาจบันทึกซ้ำ โปรดตรวจสอบก่อนดำเนินการต่อ",
        "{label} deposited the same {amount} baht in the same account by the same slip. It may be entered twice: look at it before you go on.";
}

/// Money taken to the bank (นำฝากธนาคาร), rules B14 and B2.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BankDeposit {
    /// Own account it goes to.
    pub bank_account_id: BankAccountId,
    /// Cash in baht.
    #[serde(default)]
    pub cash: Money,
    /// Receipts taken by cheque whose cheques go to the bank.
    #[serde(default)]
    pub cheques: Vec<DocumentId>,
    /// Number of the bank's paying-in slip.
    #[serde(default, deserialize_with = "optional_key")]
    pub slip_no: Option<KeyText>,
    /// Cash and cheques in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for BankDeposit {
    const KIND: Kind = Kind::BankDeposit;

    fn title(&self) -> String {
        match self.cheques.len() {
            0 => "นำฝากเงินสด".to_owned(),
            n => format!("นำฝากเงินสดและเช็ค {n} ฉบับ"),
        }
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_length(
            &mut errors,
            "slip_no",
            self.slip_no.as_deref().unwrap_or(""),
            50,
        );
        if self.cash.is_negative() {
            errors.push(FieldError::new("cash", NotPositive));
        }
        if self.cash.is_zero() && self.cheques.is_empty() {
            errors.push(FieldError::new("cash", Required));
        }
        for (index, id) in self.cheques.iter().enumerate() {
            if self.cheques.iter().take(index).any(|other| other == id) {
                errors.push(FieldError::new(format!("cheques[{index}]"), Duplicate));
            }
        }
        errors
    }
}
