//! The opening statement.

use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::revenue::{Tax, check_tax_year};
use crate::text::{KeyText, optional_key};
use crate::{BankAccountId, FieldError, Money, PartyId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "openings",
    names: ("ยอดยกมา", "Opening balances"),
    menu: (Menu::Accounts, 50),
    route: JOURNAL_ROUTE,
    begins_books: true,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// What its fields are called.
const LABELS: &[Label] = &[
    ("as_at", "ณ วันที่", "As at"),
    (
        "reserve",
        "เงินทุนสำรองเงินสะสม",
        "Reserve of accumulated money",
    ),
    (
        "carried_over_reserve",
        "สำรองงบประมาณค้างจ่าย",
        "Reserve for carried-over budget",
    ),
    ("lines", "ยอดยกมารายบัญชี", "Balances"),
    ("lines.account", "บัญชี", "Account"),
    ("lines.bank_account_id", "เข้าบัญชีธนาคาร", "To own account"),
    ("lines.reference", "เลขที่สัญญา/อ้างอิง", "Contract or reference"),
    ("lines.taxpayer_id", "ผู้ชำระภาษี", "Taxpayer"),
    ("lines.tax", "ภาษี", "Tax"),
    ("lines.tax_year", "ปีภาษี (พ.ศ.)", "Tax year (B.E.)"),
    ("lines.debit", "เดบิต", "Debit"),
    ("lines.credit", "เครดิต", "Credit"),
    ("total", "ยอดรวม", "Total"),
];

/// One line of the opening statement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpeningLine {
    /// Ledger account, ten digits.
    pub account: String,
    #[serde(default)]
    pub bank_account_id: Option<BankAccountId>,
    /// For deposits held: the key for their return.
    #[serde(default, deserialize_with = "optional_key")]
    pub reference: Option<KeyText>,
    /// For tax receivables: who owes.
    #[serde(default)]
    pub taxpayer_id: Option<PartyId>,
    /// For tax receivables.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// For tax receivables: Buddhist year.
    #[serde(default)]
    pub tax_year: Option<i32>,
    #[serde(default)]
    pub debit: Money,
    #[serde(default)]
    pub credit: Money,
}

/// The opening statement (งบการเงินยอดยกมา), W-18, posting rules section 11: registers and balances
/// of the evening before. The two reserves are entered, as certified and as budget lines carry them
/// over; เงินสะสม (3102010901) and what is left of equity (3102010101) follow.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// First day of the books.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub as_at: NaiveDate,
    /// Certified เงินทุนสำรองเงินสะสม in baht.
    pub reserve: Money,
    /// สำรองงบประมาณค้างจ่าย in baht: what carried-over lines can still spend and do not owe yet.
    #[serde(default)]
    pub carried_over_reserve: Money,
    /// Every balance but those of equity that are entered above or follow.
    pub lines: Vec<OpeningLine>,
    /// Total of the debit side in baht; filled by the server.
    #[serde(default)]
    pub total: Money,
}

impl DocumentBody for Opening {
    const KIND: Kind = Kind::Opening;

    fn title(&self) -> String {
        format!("ยอดยกมา ณ วันที่ {}", crate::calendar::thai_short(self.as_at))
    }

    fn amount(&self) -> Money {
        self.total
    }

    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        vec![("as_at", Some(self.as_at), DayBounds::FOUNDING)]
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.lines.is_empty() {
            errors.push(FieldError::new("lines", Required));
        }
        for (field, amount) in [
            ("reserve", self.reserve),
            ("carried_over_reserve", self.carried_over_reserve),
        ] {
            if amount.is_negative() {
                errors.push(FieldError::new(field, NotPositive));
            }
        }
        for (index, line) in self.lines.iter().enumerate() {
            let at = |field: &str| format!("lines[{index}].{field}");
            check_text(&mut errors, &at("account"), &line.account, 10);
            check_length(
                &mut errors,
                &at("reference"),
                line.reference.as_deref().unwrap_or(""),
                100,
            );
            // The three are one key; which accounts are kept by it the chart says.
            let of_tax =
                line.taxpayer_id.is_some() || line.tax.is_some() || line.tax_year.is_some();
            for (field, given) in [
                ("taxpayer_id", line.taxpayer_id.is_some()),
                ("tax", line.tax.is_some()),
                ("tax_year", line.tax_year.is_some()),
            ] {
                check_given(&mut errors, &at(field), given, of_tax);
            }
            check_tax_year(&mut errors, &at("tax_year"), line.tax_year);
            if line.debit.is_positive() == line.credit.is_positive()
                || line.debit.is_negative()
                || line.credit.is_negative()
            {
                errors.push(FieldError::new(at("debit"), NotPositive));
            }
        }
        errors
    }
}
