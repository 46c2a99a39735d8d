//! The books: opening balances, cancellations, entries, balances.

use crate::document::{DocumentBody, Kind, check_length, check_text};
use crate::problem::FieldCode::*;
use crate::revenue::Tax;
use crate::{
    BankAccountId, BudgetLineId, DocumentId, EntryId, FieldError, FiscalYear, Money, PartyId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// The three books one journal keeps.
    pub enum Ledger {
        /// Accrual, double entry: what the vouchers print.
        Financial = "financial",
        /// The budget: approved, obligated, disbursed, available.
        Budgetary = "budgetary",
        /// Receipts and payments of money, by report code.
        Cash = "cash",
    }
}

codes! {
    /// What a list of entries does with the balance brought forward on its first day: everything
    /// posted before that day, and the opening statement whatever its day.
    pub enum BroughtForward {
        /// With it: the balance carried forward.
        Included = "included",
        /// Without it: what moved.
        Excluded = "excluded",
        /// Nothing else.
        Only = "only",
    }
}

codes! {
    /// How a line moves money, as the daily report has it; what mirrors a line takes it back, so it
    /// moves the same way.
    pub enum Movement {
        /// รับ: a debit that is no deposit.
        Received = "received",
        /// นำฝากธนาคาร: cash and cheques taken to the bank, on either side.
        Deposited = "deposited",
        /// จ่าย: a credit that is no deposit.
        Paid = "paid",
    }
}

/// One line of the opening statement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpeningLine {
    /// Ledger account, ten digits.
    pub account: String,
    /// For accounts of banks.
    #[serde(default)]
    pub bank_account_id: Option<BankAccountId>,
    /// For deposits held: the key for their return.
    #[serde(default)]
    pub reference: Option<String>,
    /// For tax receivables: who owes.
    #[serde(default)]
    pub taxpayer_id: Option<PartyId>,
    /// For tax receivables.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// For tax receivables: Buddhist year.
    #[serde(default)]
    pub tax_year: Option<i32>,
    /// Baht.
    #[serde(default)]
    pub debit: Money,
    /// Baht.
    #[serde(default)]
    pub credit: Money,
}

/// The opening statement (งบการเงินยอดยกมา), W-18, posting rules section 11: registers and
/// balances of the evening before; the three equity figures are derived where not given.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// First day of the books.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub as_at: NaiveDate,
    /// Certified เงินทุนสำรองเงินสะสม in baht.
    pub reserve: Money,
    /// สำรองงบประมาณค้างจ่าย in baht.
    #[serde(default)]
    pub carried_over_reserve: Money,
    /// Every balance but the equity figures.
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

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.lines.is_empty() {
            errors.push(FieldError::new("lines", Required));
        }
        if self.reserve.is_negative() {
            errors.push(FieldError::new("reserve", NotPositive));
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

/// Voiding a document that has had effects (W-1.3, W-1.5, W-7.4): its entries are mirrored, what
/// it took is free again, its numbers stay used.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The document to void.
    pub target_id: DocumentId,
    /// Why.
    pub reason: String,
    /// What the document is, for lists; filled by the server.
    #[serde(default)]
    pub document_title: String,
    /// Its amount in baht; filled by the server.
    #[serde(default)]
    pub document_amount: Money,
}

impl DocumentBody for Cancellation {
    const KIND: Kind = Kind::Cancellation;

    fn title(&self) -> String {
        format!("ยกเลิก {}", self.document_title)
    }

    fn amount(&self) -> Money {
        self.document_amount
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "reason", &self.reason, 1000);
        errors
    }
}

/// One line of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EntryLine {
    /// Which book.
    pub ledger: Ledger,
    /// Account of the chart; a budget word (`obligated`); a report code (`R:412106`).
    pub account: String,
    /// Its Thai name.
    pub account_name: String,
    /// The bank account, for money at banks.
    pub bank_account_id: Option<BankAccountId>,
    /// The budget line, in the budgetary ledger.
    pub budget_line_id: Option<BudgetLineId>,
    /// The key of a sub-ledger: deposit reference, taxpayer.
    pub reference: Option<String>,
    /// Baht.
    pub debit: Money,
    /// Baht.
    pub credit: Money,
    /// The document the line stems from: one receipt of a summary.
    pub source_id: DocumentId,
}

/// An entry of the journal; a voucher (ใบผ่านรายการ) when it has financial lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its id; nil in a preview.
    pub id: EntryId,
    /// Order within the entity.
    pub seq: i64,
    /// Posting date (W-1.4).
    pub posted_on: NaiveDate,
    /// Year of the books.
    pub fiscal_year: FiscalYear,
    /// RV, AP, PV or JV; none for entries of the budget alone.
    pub voucher_type: Option<String>,
    /// `RV-00001/69`; none in a preview.
    pub voucher_no: Option<String>,
    /// The document that caused it.
    pub document_id: DocumentId,
    /// Kind of that document.
    pub document_kind: Kind,
    /// The number people call it by: the last one given.
    pub document_number: Option<String>,
    /// What it is about.
    pub document_title: String,
    /// What happened, as the posting rules call it.
    pub event: String,
    /// The entry this one mirrors.
    pub reverses: Option<EntryId>,
    /// Its lines, in order.
    pub lines: Vec<EntryLine>,
    /// What those of its lines add up to that were asked for; none where no lines were.
    pub matching: Option<LineSums>,
}

/// What lines add up to, baht.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LineSums {
    /// Their debits.
    pub debit: Money,
    /// Their credits.
    pub credit: Money,
    /// Debits less credits.
    pub net: Money,
}

/// One page of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EntryPage {
    /// The entries of this page.
    pub items: Vec<Entry>,
    /// How many entries the filters select in all.
    pub total: i64,
    /// This page, from 1.
    pub page: u32,
    /// Entries a page.
    pub per_page: u32,
    /// What the lines asked for add up to on all pages; none where no lines were asked for.
    pub matching: Option<LineSums>,
}

/// One row of the trial balance (M-02), baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct TrialBalanceRow {
    /// Account.
    pub account: String,
    /// Its Thai name.
    pub account_name: String,
    /// ยอดยกมา เดบิต
    pub opening_debit: Money,
    /// ยอดยกมา เครดิต
    pub opening_credit: Money,
    /// รายการระหว่างงวด เดบิต
    pub movement_debit: Money,
    /// รายการระหว่างงวด เครดิต
    pub movement_credit: Money,
    /// ยอดยกไป เดบิต
    pub closing_debit: Money,
    /// ยอดยกไป เครดิต
    pub closing_credit: Money,
}
