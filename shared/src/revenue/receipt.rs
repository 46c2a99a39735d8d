//! The receipt at the counter.

use super::items::{self, ReceiptItem, check_items};
use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::text::{KeyText, check_key, is_thai_id, masked, optional_digits, optional_key};
use crate::{BankAccountId, FieldError, Money, PartyId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "receipts",
    names: ("ใบเสร็จรับเงิน", "Receipt"),
    menu: (Menu::Receive, 10),
    is_daily: true,
    makers: &[RevenueOfficer],
    cancellers: &[RevenueOfficer],
    route: &[step(S::Submit, Submit, Approved, &[RevenueOfficer])
        .called(ISSUE)
        .numbering(&[Series::Receipt])],
    years: Years::OfTheDay,
    warnings: WARNINGS,
    statuses: STATUSES,
    labels: &[LABELS, items::LABELS],
    ..KindSpec::OF_FINANCE
};

/// Handing a receipt in gives it to the payer.
const ISSUE: Called = Called {
    step: ("ออกใบเสร็จ", "Issue receipt"),
    act: ("ออกใบเสร็จ", "Issue receipt"),
};

/// A receipt is issued, and done with the summary of its slip.
const STATUSES: &[Standing] = &[
    (Approved, "ออกใบเสร็จแล้ว", "Issued"),
    (Posted, "นำส่งและลงบัญชีแล้ว", "Remitted and posted"),
];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("payer_id", "ผู้ชำระเงิน", "Payer"),
    ("payer_name", "ชื่อบนใบเสร็จ", "Name on the receipt"),
    ("payer_address", "ที่อยู่", "Address"),
    (
        "payer_tax_id",
        "เลขประจำตัวผู้เสียภาษี 13 หลัก",
        "Tax number, 13 digits",
    ),
    ("money_kind", "ประเภทเงิน", "Kind of money"),
    ("cheque_bank", "ธนาคารของเช็ค", "Bank of the cheque"),
    ("cheque_no", "เลขที่เช็ค", "Cheque number"),
    ("cheque_date", "วันที่เช็ค", "Cheque date"),
    ("bank_account_id", "เข้าบัญชีธนาคาร", "To own account"),
    ("reference", "เลขที่อ้างอิงของธนาคาร", "Bank's reference"),
];

warnings! {
    /// Same account, reference and amount (W-4.12).
    SAME_REFERENCE = "same_reference",
        "{label} รับเงินเข้าบัญชีเดียวกัน เลขที่อ้างอิงของธนาคารเดียวกัน จำนวน {amount} บาทเท่ากัน อาจออกใบเสร็จซ้ำ โปรดตรวจสอบก่อนดำเนินการต่อ",
        "{label} took the same {amount} baht into the same account by the same reference of the bank. \
         A receipt may be issued twice: look at it before you go on.";
}

codes! {
    /// How money came in (W-4.4).
    pub enum MoneyKind {
        Cash = "cash" ("เงินสด", "Cash"),
        Cheque = "cheque" ("เช็ค", "Cheque"),
        /// โอน
        Transfer = "transfer" ("เงินโอน", "Transfer"),
        Qr = "qr" ("คิวอาร์", "QR"),
        Card = "card" ("บัตร", "Card"),
    }
}

/// A receipt at the counter (ใบเสร็จรับเงิน), rules B1 to B3, B5, B6, B11; W-4.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The payer, when in the register of parties.
    #[serde(default)]
    pub payer_id: Option<PartyId>,
    /// Name printed on the receipt.
    pub payer_name: String,
    /// Address printed on the receipt.
    #[serde(default)]
    pub payer_address: Option<String>,
    /// 13 digits, when the payer wants them printed.
    #[serde(default, deserialize_with = "optional_digits")]
    pub payer_tax_id: Option<String>,
    /// How the money came.
    pub money_kind: MoneyKind,
    /// Bank the cheque is drawn on.
    #[serde(default)]
    pub cheque_bank: Option<String>,
    /// Cheque number.
    #[serde(default, deserialize_with = "optional_key")]
    pub cheque_no: Option<KeyText>,
    #[serde(default, deserialize_with = "crate::calendar::optional_day")]
    pub cheque_date: Option<NaiveDate>,
    /// Own account credited by transfer, QR or card.
    #[serde(default)]
    pub bank_account_id: Option<BankAccountId>,
    /// The bank's reference.
    #[serde(default, deserialize_with = "optional_key")]
    pub reference: Option<KeyText>,
    /// What was paid for.
    pub items: Vec<ReceiptItem>,
}

impl Default for Receipt {
    fn default() -> Self {
        Receipt {
            payer_id: None,
            payer_name: String::new(),
            payer_address: None,
            payer_tax_id: None,
            money_kind: MoneyKind::Cash,
            cheque_bank: None,
            cheque_no: None,
            cheque_date: None,
            bank_account_id: None,
            reference: None,
            items: Vec::new(),
        }
    }
}

/// True for one bank under two names: `กรุงไทย` and `ธนาคารกรุงไทย จำกัด (มหาชน)`.
pub fn same_bank(one: &str, other: &str) -> bool {
    let name = |text: &str| {
        let name: String = crate::text::normal(text).split_whitespace().collect();
        let name = name.strip_prefix("ธนาคาร").unwrap_or(&name);
        let name = name.strip_suffix("(มหาชน)").unwrap_or(name);
        name.strip_suffix("จำกัด").unwrap_or(name).to_owned()
    };
    name(one) == name(other)
}

impl DocumentBody for Receipt {
    const KIND: Kind = Kind::Receipt;

    fn title(&self) -> String {
        self.payer_name.clone()
    }

    fn amount(&self) -> Money {
        self.items.iter().map(ReceiptItem::total).sum()
    }

    fn hide_numbers(&mut self) {
        self.payer_tax_id = self.payer_tax_id.as_deref().map(masked);
    }

    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        vec![("cheque_date", self.cheque_date, DayBounds::TERM)]
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "payer_name", &self.payer_name, 300);
        check_lines(
            &mut errors,
            "payer_address",
            self.payer_address.as_deref().unwrap_or(""),
            500,
        );
        if self
            .payer_tax_id
            .as_deref()
            .is_some_and(|id| !is_thai_id(id))
        {
            errors.push(FieldError::new("payer_tax_id", WrongCheckDigit));
        }
        let cheque = self.money_kind == MoneyKind::Cheque;
        let bank = !cheque && self.money_kind != MoneyKind::Cash;
        for (field, present, wanted) in [
            ("cheque_bank", self.cheque_bank.is_some(), cheque),
            ("cheque_date", self.cheque_date.is_some(), cheque),
            ("bank_account_id", self.bank_account_id.is_some(), bank),
        ] {
            check_given(&mut errors, field, present, wanted);
        }
        check_key(
            &mut errors,
            "cheque_no",
            self.cheque_no.as_ref(),
            cheque,
            100,
        );
        if let Some(bank) = &self.cheque_bank {
            check_text(&mut errors, "cheque_bank", bank, 100);
        }
        let reference = self.reference.as_deref().unwrap_or("");
        check_length(&mut errors, "reference", reference, 100);
        check_items(&self.items, &mut errors);
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_is_known_by_its_short_name() {
        assert!(same_bank("กรุงไทย", "ธนาคาร กรุงไทย จำกัด (มหาชน)"));
        assert!(same_bank("KTB", "ktb "));
        assert!(!same_bank("กรุงไทย", "กรุงเทพ"));
    }

    #[test]
    fn a_cheque_needs_its_bank_number_and_date() {
        let receipt = Receipt {
            money_kind: MoneyKind::Cheque,
            ..Receipt::default()
        };
        let paths: Vec<String> = receipt
            .check()
            .into_iter()
            .map(|error| error.path)
            .collect();
        for path in [
            "payer_name",
            "cheque_bank",
            "cheque_no",
            "cheque_date",
            "items",
        ] {
            assert!(
                paths.iter().any(|found| found == path),
                "{path} in {paths:?}"
            );
        }
        assert!(!paths.iter().any(|found| found == "bank_account_id"));
    }
}
