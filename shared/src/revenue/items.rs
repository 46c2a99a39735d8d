//! What money is received for: the items of a receipt.

use crate::document::{Label, check_given, check_length, check_positive};
use crate::problem::FieldCode::*;
use crate::text::{KeyText, check_key, optional_key};
use crate::{DocumentId, FieldError, Money, PartyId};
use serde::{Deserialize, Serialize};

/// What the fields of an item are called, for the kinds that have items.
pub(super) const LABELS: &[Label] = &[
    ("items", "รายการรับเงิน", "What was paid for"),
    ("items.item_type", "ชนิด", "Kind"),
    ("items.revenue_type", "ประเภทรายรับ", "Revenue type"),
    ("items.amount", "จำนวนเงิน", "Amount"),
    ("items.description", "รายละเอียด", "Description"),
    ("items.deposit_kind", "ประเภทเงินรับฝาก", "Kind of deposit"),
    ("items.reference", "เลขที่สัญญา/อ้างอิง", "Contract or reference"),
    ("items.taxpayer_id", "ผู้ชำระภาษี", "Taxpayer"),
    ("items.tax", "ภาษี", "Tax"),
    ("items.tax_year", "ปีภาษี (พ.ศ.)", "Tax year (B.E.)"),
    ("items.penalty", "เบี้ยปรับ", "Penalty"),
    ("items.surcharge", "เงินเพิ่ม", "Surcharge"),
    ("items.advance_id", "สัญญาการยืมเงิน", "Advance"),
];

codes! {
    /// What an item of a receipt is for (`scenario-format.md` 5.2); the others of that table come
    /// with their registers.
    pub enum ReceiptItemType {
        /// Any revenue type of `revenue_types.csv` that `is_ordinary_revenue`.
        Revenue = "revenue" ("รายได้", "Revenue"),
        /// Tax assessed before, with penalty and surcharge.
        Tax = "tax" ("ภาษีค้างชำระ", "Tax owed"),
        /// A guarantee or other deposit.
        Deposit = "deposit" ("เงินรับฝาก", "Deposit"),
        /// Money left from a staff advance (D8).
        AdvanceReturn = "advance_return" ("รับคืนเงินยืม", "Advance returned"),
    }
}

codes! {
    /// Kinds of deposits (`scenario-format.md` 6.1).
    pub enum DepositKind {
        PerformanceGuarantee = "performance_guarantee" ("เงินประกันสัญญา", "Performance guarantee"),
        Retention = "retention" ("เงินประกันผลงาน", "Retention"),
        Bid = "bid" ("เงินประกันซอง", "Bid security"),
        OtherGuarantee = "other_guarantee" ("เงินประกันอื่น", "Other guarantee"),
        GrantInterest = "grant_interest" ("ดอกเบี้ยเงินอุดหนุนรอนำส่ง", "Interest on grants"),
        Other = "other" ("เงินรับฝากอื่น", "Other deposit"),
    }
}

codes! {
    /// Taxes with a receivable (`scenario-format.md` 6.1).
    pub enum Tax {
        LandBuilding = "land_building" ("ภาษีที่ดินและสิ่งปลูกสร้าง", "Land and building tax"),
        Signboard = "signboard" ("ภาษีป้าย", "Signboard tax"),
        HouseLand = "house_land" ("ภาษีโรงเรือนและที่ดิน", "House and land tax"),
        LocalDevelopment = "local_development" ("ภาษีบำรุงท้องที่", "Local development tax"),
    }
}

impl Tax {
    /// The key under which a taxpayer's tax of a Buddhist year is owed.
    pub fn key(self, taxpayer: PartyId, year: i32) -> String {
        format!("{taxpayer}:{self}:{year}")
    }
}

/// Is this code of `revenue_types.csv` one of ordinary revenue? Specific grants (441xxx) open their own
/// line (B9), and categories (xxx000) say only what their types have in common.
pub fn is_ordinary_revenue(code: &str) -> bool {
    !code.starts_with("441") && !code.ends_with("000")
}

/// What was paid for: its kind, its account, and baht.
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
    #[serde(default)]
    pub deposit_kind: Option<DepositKind>,
    /// Key for the return of a deposit: contract or bidder.
    #[serde(default, deserialize_with = "optional_key")]
    pub reference: Option<KeyText>,
    /// For `tax`: who owes it.
    #[serde(default)]
    pub taxpayer_id: Option<PartyId>,
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
    /// For `advance_return`: the request under which the advance was paid.
    #[serde(default)]
    pub advance_id: Option<DocumentId>,
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
            advance_id: None,
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
        let is = |item_type| self.item_type == item_type;
        let of_tax = is(ReceiptItemType::Tax);
        for (field, given, wanted) in [
            (
                "revenue_type",
                self.revenue_type.is_some(),
                is(ReceiptItemType::Revenue),
            ),
            (
                "deposit_kind",
                self.deposit_kind.is_some(),
                is(ReceiptItemType::Deposit),
            ),
            (
                "advance_id",
                self.advance_id.is_some(),
                is(ReceiptItemType::AdvanceReturn),
            ),
            ("taxpayer_id", self.taxpayer_id.is_some(), of_tax),
            ("tax", self.tax.is_some(), of_tax),
            ("tax_year", self.tax_year.is_some(), of_tax),
        ] {
            check_given(errors, &at(field), given, wanted);
        }
        if !of_tax {
            check_given(errors, &at("penalty"), !self.penalty.is_zero(), false);
            check_given(errors, &at("surcharge"), !self.surcharge.is_zero(), false);
        }
        for (field, amount) in [("penalty", self.penalty), ("surcharge", self.surcharge)] {
            if amount.is_negative() {
                errors.push(FieldError::new(at(field), NotPositive));
            }
        }
        check_tax_year(errors, &at("tax_year"), self.tax_year);
        let is_deposit = is(ReceiptItemType::Deposit);
        check_key(
            errors,
            &at("reference"),
            self.reference.as_ref(),
            is_deposit,
            300,
        );
        let description = self.description.as_deref().unwrap_or("");
        check_length(errors, &at("description"), description, 300);
    }
}

/// `Malformed` for a Buddhist year of which no tax can be owed; one of the common era, mostly.
pub fn check_tax_year(errors: &mut Vec<FieldError>, path: &str, year: Option<i32>) {
    if year.is_some_and(|year| !(2480..=2700).contains(&year)) {
        errors.push(FieldError::new(path, Malformed));
    }
}

/// What is wrong with the items of a receipt; it needs one.
pub(super) fn check_items(items: &[ReceiptItem], errors: &mut Vec<FieldError>) {
    if items.is_empty() {
        errors.push(FieldError::new("items", Required));
    }
    for (index, item) in items.iter().enumerate() {
        item.check(|field| format!("items[{index}].{field}"), errors);
    }
}
