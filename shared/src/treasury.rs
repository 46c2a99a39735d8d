//! Keeping and paying money: deposits at the bank, cheque reports, payments.

use crate::document::{DocumentBody, Kind, Status, StepName, check_length};
use crate::problem::FieldCode::{self, *};
use crate::{BankAccountId, DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    #[serde(default)]
    pub slip_no: Option<String>,
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

    fn takes(&self) -> Vec<DocumentId> {
        self.cheques.clone()
    }

    fn takes_in() -> Status {
        Status::Posted // the summary has put the cheque into the books
    }
}

codes! {
    /// How a payment reaches the payee (W-8).
    pub enum PaymentMethod {
        /// เช็ค, on a cheque report
        Cheque = "cheque",
        /// ใบถอน, on a cheque report
        WithdrawalSlip = "withdrawal_slip",
        /// โอนผ่านธนาคาร, as a batch
        Transfer = "transfer",
        /// เงินสด
        Cash = "cash",
    }
}

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
    #[serde(default)]
    pub cheque_no: Option<String>,
    /// Number of the withdrawal slip.
    #[serde(default)]
    pub slip_no: Option<String>,
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

/// A report of cheques prepared (รายงานการจัดทำเช็ค/ใบถอน), W-8.1, W-8.2. No posting.
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
                check_length(&mut errors, &at(field), number.as_deref().unwrap_or(""), 30);
                let present = number
                    .as_deref()
                    .is_some_and(|text| !text.trim().is_empty());
                if present != wanted {
                    let code = if wanted {
                        FieldCode::Required
                    } else {
                        MustBeEmpty
                    };
                    errors.push(FieldError::new(at(field), code));
                }
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

/// A request is on one live cheque report or in one live payment, not in both.
const PAYMENT_RELATION: &str = "payment";

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
    /// Who received the cheque.
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
        check_length(
            &mut errors,
            "received_by",
            self.received_by.as_deref().unwrap_or(""),
            300,
        );
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

    fn takes(&self) -> Vec<DocumentId> {
        self.requests.clone()
    }

    fn relation() -> &'static str {
        PAYMENT_RELATION
    }

    fn skips(&self, step: StepName) -> bool {
        self.cheque_item_id.is_some()
            && matches!(step, StepName::Examine | StepName::Pass | StepName::Approve)
    }
}
