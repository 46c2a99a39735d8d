//! Money handed to the payee.

use super::{PAYMENT_RELATION, PaymentMethod};
use crate::document::room::*;
use crate::problem::FieldCode::{self, *};
use crate::{BankAccountId, DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "payments",
    names: ("การจ่ายเงิน", "Payment"),
    menu: (Menu::Pay, 30),
    is_daily: true,
    route: &[
        step(S::Submit, Submit, Submitted, FO),
        step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
        step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[
            S::Draft,
            S::Submit,
            S::Examine,
        ]),
        step(S::Approve, Approve, Approved, &[Executive])
            .not_by(&[S::Draft, S::Submit, S::Examine, S::Pass])
            .not_by_of_paid(&[S::Payee])
            .with_proof(),
        step(S::Confirm, Post, Posted, FO)
            .not_by(&[S::Examine, S::Pass, S::Approve])
            .not_by_of_paid(&[S::Examine, S::Recommend, S::Pass, S::Approve, S::Account])
            .paying()
            .with_effect(),
    ],
    years: Years::OfTheDay,
    warnings: WARNINGS,
    statuses: STATUSES,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// A payment is done when the payee has the money.
const STATUSES: &[Standing] = &[
    (Approved, "อนุมัติแล้ว รอจ่าย", "Approved, to be paid"),
    (Posted, "จ่ายแล้ว", "Paid"),
];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("method", "วิธีจ่าย", "Method"),
    (
        "cheque_item_id",
        "เช็ค/ใบถอนที่ส่งมอบ",
        "Cheque or slip handed over",
    ),
    ("requests", "ฎีกาที่จ่าย", "Requests paid"),
    ("bank_account_id", "จ่ายจากบัญชี", "From own account"),
    ("received_by", "ผู้รับเช็ค", "Received by"),
    ("net", "จ่ายสุทธิ", "Net"),
];

warnings! {
    /// The account of a payee was changed after the request was entered: the money goes to another one
    /// than those who examined the request may have known.
    ACCOUNT_CHANGED = "account_changed",
        "เลขบัญชีของ {name} ถูกแก้ไขเมื่อ {date} หลังจัดทำฎีกา โปรดตรวจเลขบัญชีกับหลักฐานของผู้รับเงินก่อนดำเนินการต่อ",
        "The account of {name} was changed on {date}, after the request was made. Compare it with the payee's own evidence first.";
    /// Money is sent to an account that nobody has written down.
    PAYEE_WITHOUT_ACCOUNT = "payee_without_account",
        "{name} ยังไม่มีเลขที่บัญชีธนาคารในทะเบียน โปรดบันทึกเลขที่บัญชีในทะเบียนคู่สัญญา\
         ก่อนโอนเงิน หรือเลือกจ่ายด้วยเช็ค",
        "{name} has no bank account in the register. Enter it there before money is transferred, or pay by cheque.";
}

/// A payment (การจ่ายเงิน): the payee has the money; posts the PV (rules D2 to D17, W-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// How the money goes.
    pub method: PaymentMethod,
    /// The cheque or slip of a signed report that is handed over; then no further signatures.
    #[serde(default)]
    pub cheque_item_id: Option<Uuid>,
    /// The requests paid; from the cheque when one is named (then filled by the server).
    #[serde(default)]
    pub requests: Vec<DocumentId>,
    /// Own account, for transfers; from the cheque when one is named.
    #[serde(default)]
    pub bank_account_id: Option<BankAccountId>,
    /// Who received the cheque or slip: asked for where one is handed over (W-8.2).
    #[serde(default)]
    pub received_by: Option<String>,
    /// Net amount in baht; filled by the server.
    #[serde(default)]
    pub net: Money,
}

impl Default for Payment {
    fn default() -> Self {
        Payment {
            method: PaymentMethod::Transfer,
            cheque_item_id: None,
            requests: Vec::new(),
            bank_account_id: None,
            received_by: None,
            net: Money::ZERO,
        }
    }
}

impl DocumentBody for Payment {
    const KIND: Kind = Kind::Payment;

    fn title(&self) -> String {
        format!("จ่ายฎีกา {} ฉบับ", self.requests.len())
    }

    fn amount(&self) -> Money {
        self.net
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let receiver = self.received_by.as_deref().unwrap_or("");
        check_length(&mut errors, "received_by", receiver, 300);
        let by_report = matches!(
            self.method,
            PaymentMethod::Cheque | PaymentMethod::WithdrawalSlip
        );
        let mut need = |field: &str, present: bool, wanted: bool| {
            if present != wanted {
                let code = if wanted {
                    FieldCode::Required
                } else {
                    MustBeEmpty
                };
                errors.push(FieldError::new(field, code));
            }
        };
        need("cheque_item_id", self.cheque_item_id.is_some(), by_report);
        if by_report {
            need("received_by", !receiver.trim().is_empty(), true);
        }
        if !by_report {
            need("requests", !self.requests.is_empty(), true);
            let transfer = self.method == PaymentMethod::Transfer;
            need("bank_account_id", self.bank_account_id.is_some(), transfer);
        }
        for (index, id) in self.requests.iter().enumerate() {
            if self.requests.iter().take(index).any(|other| other == id) {
                errors.push(FieldError::new(format!("requests[{index}]"), Duplicate));
            }
        }
        errors
    }

    /// The requests of a cheque are taken by its report.
    fn takes(&self) -> Vec<DocumentId> {
        match self.cheque_item_id {
            Some(_) => Vec::new(),
            None => self.requests.clone(),
        }
    }

    fn relation() -> &'static str {
        PAYMENT_RELATION
    }

    fn skips(&self, step: StepName) -> bool {
        self.cheque_item_id.is_some()
            && matches!(step, StepName::Examine | StepName::Pass | StepName::Approve)
    }
}
