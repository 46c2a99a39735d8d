//! Money in: receipts, remittance slips, their summaries, money straight to the bank.

use crate::document::{DocumentBody, Kind, check_length, check_positive, check_text};
use crate::problem::FieldCode::{self, *};
use crate::{BankAccountId, DocumentId, FieldError, Money, PartyId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// How money came in (W-4.4).
    pub enum MoneyKind {
        /// เงินสด
        Cash = "cash",
        /// เช็ค
        Cheque = "cheque",
        /// โอน
        Transfer = "transfer",
        /// คิวอาร์
        Qr = "qr",
        /// บัตร
        Card = "card",
    }
}

codes! {
    /// What an item of a receipt is for (`scenario-format.md` 5.2); the others of that table come
    /// with their registers.
    pub enum ReceiptItemType {
        /// Any revenue type of `revenue_types.csv` except 441xxx.
        Revenue = "revenue",
        /// Tax assessed before, with penalty and surcharge.
        Tax = "tax",
        /// A guarantee or other deposit.
        Deposit = "deposit",
    }
}

codes! {
    /// Kinds of deposits (`scenario-format.md` 6.1).
    pub enum DepositKind {
        /// เงินประกันสัญญา
        PerformanceGuarantee = "performance_guarantee",
        /// เงินประกันผลงาน
        Retention = "retention",
        /// เงินประกันซอง
        Bid = "bid",
        /// เงินประกันอื่น
        OtherGuarantee = "other_guarantee",
        /// ดอกเบี้ยเงินอุดหนุนรอนำส่ง
        GrantInterest = "grant_interest",
        /// เงินรับฝากอื่น
        Other = "other",
    }
}

codes! {
    /// Taxes with a receivable (`scenario-format.md` 6.1).
    pub enum Tax {
        /// ภาษีที่ดินและสิ่งปลูกสร้าง
        LandBuilding = "land_building",
        /// ภาษีป้าย
        Signboard = "signboard",
        /// ภาษีโรงเรือนและที่ดิน
        HouseLand = "house_land",
        /// ภาษีบำรุงท้องที่
        LocalDevelopment = "local_development",
    }
}

impl DepositKind {
    /// Ledger account and report code (`scenario-format.md` 6.1).
    pub const fn account(self) -> (&'static str, &'static str) {
        match self {
            DepositKind::PerformanceGuarantee => ("2112010101", "DEP-GUAR"),
            DepositKind::Retention => ("2112010102", "DEP-RET"),
            DepositKind::Bid => ("2112010901", "DEP-BID"),
            DepositKind::OtherGuarantee => ("2112010199", "DEP-GUAR"),
            DepositKind::GrantInterest => ("2116010104", "DEP-INT"),
            DepositKind::Other => ("2111020199", "DEP-OTH"),
        }
    }
}

impl Tax {
    /// Receivable, revenue type, and report code of arrears (`scenario-format.md` 6.1).
    pub const fn accounts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Tax::LandBuilding => ("1102050901", "411009", "AR-LAND"),
            Tax::Signboard => ("1102050904", "411003", "AR-SIGN"),
            Tax::HouseLand => ("1102050902", "411001", "AR-HOUSE"),
            Tax::LocalDevelopment => ("1102050903", "411002", "AR-LOCAL"),
        }
    }

    /// The key under which a taxpayer's tax of a Buddhist year is owed.
    pub fn key(self, taxpayer: PartyId, year: i32) -> String {
        format!("{taxpayer}:{self}:{year}")
    }
}

/// One item of a receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiptItem {
    /// What it is for; decides which of the other fields are needed.
    pub item_type: ReceiptItemType,
    /// Code of `revenue_types.csv`, for `revenue`.
    #[serde(default)]
    pub revenue_type: Option<String>,
    /// Baht; for `tax` the tax alone, without penalty and surcharge.
    pub amount: Money,
    /// Printed on the receipt.
    #[serde(default)]
    pub description: Option<String>,
    /// For `deposit`.
    #[serde(default)]
    pub deposit_kind: Option<DepositKind>,
    /// Key for the return of a deposit: contract or bidder.
    #[serde(default)]
    pub reference: Option<String>,
    /// For `tax`: who owes it.
    #[serde(default)]
    pub taxpayer_id: Option<PartyId>,
    /// For `tax`.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// For `tax`: Buddhist year it was assessed for.
    #[serde(default)]
    pub tax_year: Option<i32>,
    /// For `tax`: เบี้ยปรับ in baht.
    #[serde(default)]
    pub penalty: Money,
    /// For `tax`: เงินเพิ่ม in baht.
    #[serde(default)]
    pub surcharge: Money,
}

impl Default for ReceiptItem {
    fn default() -> Self {
        ReceiptItem {
            item_type: ReceiptItemType::Revenue,
            revenue_type: None,
            amount: Money::ZERO,
            description: None,
            deposit_kind: None,
            reference: None,
            taxpayer_id: None,
            tax: None,
            tax_year: None,
            penalty: Money::ZERO,
            surcharge: Money::ZERO,
        }
    }
}

impl ReceiptItem {
    /// Everything the payer pays for this item, in baht.
    pub fn total(&self) -> Money {
        self.amount + self.penalty + self.surcharge
    }

    fn check(&self, at: impl Fn(&str) -> String, errors: &mut Vec<FieldError>) {
        check_positive(errors, &at("amount"), self.amount);
        let mut need = |field: &str, present: bool, wanted: bool| {
            if present != wanted {
                let code = if wanted {
                    FieldCode::Required
                } else {
                    MustBeEmpty
                };
                errors.push(FieldError::new(at(field), code));
            }
        };
        let is = |item_type| self.item_type == item_type;
        need(
            "revenue_type",
            self.revenue_type.is_some(),
            is(ReceiptItemType::Revenue),
        );
        need(
            "deposit_kind",
            self.deposit_kind.is_some(),
            is(ReceiptItemType::Deposit),
        );
        need(
            "reference",
            self.reference.is_some(),
            is(ReceiptItemType::Deposit),
        );
        need(
            "taxpayer_id",
            self.taxpayer_id.is_some(),
            is(ReceiptItemType::Tax),
        );
        need("tax", self.tax.is_some(), is(ReceiptItemType::Tax));
        need(
            "tax_year",
            self.tax_year.is_some(),
            is(ReceiptItemType::Tax),
        );
        if !is(ReceiptItemType::Tax) {
            need("penalty", !self.penalty.is_zero(), false);
            need("surcharge", !self.surcharge.is_zero(), false);
        }
        for (field, amount) in [("penalty", self.penalty), ("surcharge", self.surcharge)] {
            if amount.is_negative() {
                errors.push(FieldError::new(at(field), NotPositive));
            }
        }
        if self
            .tax_year
            .is_some_and(|year| !(2480..=2700).contains(&year))
        {
            errors.push(FieldError::new(at("tax_year"), Malformed));
        }
        for (field, text) in [
            ("description", &self.description),
            ("reference", &self.reference),
        ] {
            check_length(errors, &at(field), text.as_deref().unwrap_or(""), 300);
        }
    }
}

fn check_items(items: &[ReceiptItem], errors: &mut Vec<FieldError>) {
    if items.is_empty() {
        errors.push(FieldError::new("items", Required));
    }
    for (index, item) in items.iter().enumerate() {
        item.check(|field| format!("items[{index}].{field}"), errors);
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
    #[serde(default)]
    pub payer_tax_id: Option<String>,
    /// How the money came.
    pub money_kind: MoneyKind,
    /// Bank the cheque is drawn on.
    #[serde(default)]
    pub cheque_bank: Option<String>,
    /// Cheque number.
    #[serde(default)]
    pub cheque_no: Option<String>,
    /// Date on the cheque.
    #[serde(default)]
    pub cheque_date: Option<NaiveDate>,
    /// Own account credited by transfer, QR or card.
    #[serde(default)]
    pub bank_account_id: Option<BankAccountId>,
    /// The bank's reference.
    #[serde(default)]
    pub reference: Option<String>,
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

/// True for 13 digits whose last one is the check digit (MOD 11) of citizen and tax numbers.
pub fn is_thai_id(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let [front @ .., last] = digits.as_slice() else {
        return false;
    };
    if digits.len() != 13 || text.len() != 13 {
        return false;
    }
    let sum: u32 = front
        .iter()
        .zip((2..=13).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    (11 - sum % 11) % 10 == *last
}

impl DocumentBody for Receipt {
    const KIND: Kind = Kind::Receipt;

    fn title(&self) -> String {
        self.payer_name.clone()
    }

    fn amount(&self) -> Money {
        self.items.iter().map(ReceiptItem::total).sum()
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "payer_name", &self.payer_name, 300);
        check_length(
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
            ("cheque_no", self.cheque_no.is_some(), cheque),
            ("cheque_date", self.cheque_date.is_some(), cheque),
            ("bank_account_id", self.bank_account_id.is_some(), bank),
        ] {
            if present != wanted {
                let code = if wanted {
                    FieldCode::Required
                } else {
                    MustBeEmpty
                };
                errors.push(FieldError::new(field, code));
            }
        }
        for (field, text) in [
            ("cheque_bank", &self.cheque_bank),
            ("cheque_no", &self.cheque_no),
            ("reference", &self.reference),
        ] {
            check_length(&mut errors, field, text.as_deref().unwrap_or(""), 100);
        }
        check_items(&self.items, &mut errors);
        errors
    }
}

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

/// `Required` for none, `Duplicate` for the same document twice.
pub(crate) fn check_taken(field: &str, taken: &[DocumentId]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if taken.is_empty() {
        errors.push(FieldError::new(field, Required));
    }
    for (index, id) in taken.iter().enumerate() {
        if taken.iter().take(index).any(|other| other == id) {
            errors.push(FieldError::new(format!("{field}[{index}]"), Duplicate));
        }
    }
    errors
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
    #[serde(default)]
    pub notice_no: Option<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citizen_numbers_are_checked_by_their_last_digit() {
        assert!(is_thai_id("1234567890121"));
        assert!(!is_thai_id("1234567890122"));
        assert!(!is_thai_id("123456789012"));
        assert!(!is_thai_id("12345678901211"));
        assert!(!is_thai_id(""));
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
