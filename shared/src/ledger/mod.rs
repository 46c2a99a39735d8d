//! The books: opening balances, cancellations, entries, balances.

use crate::document::{Kind, Series};
use crate::table::{Called, Column, Names, Row};
use crate::{BankAccountId, BudgetLineId, DocumentId, EntryId, FiscalYear, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

pub mod cancellation;
pub mod opening;

pub use cancellation::Cancellation;
pub use opening::{Opening, OpeningLine};

problems! {
    /// A balance would leave its side, told by the database alone: without name and amount.
    LIMIT_REACHED = "limit_reached", 422,
        "ยอดคงเหลือไม่พอสำหรับรายการนี้ โปรดตรวจสอบยอดล่าสุดแล้วทำรายการใหม่",
        "What is left is not enough. See the latest balance and try again.";
    /// The entry does not balance (W-9).
    UNBALANCED = "unbalanced", 422,
        "ยอดเดบิตไม่เท่ากับเครดิต โปรดตรวจสอบรายการ",
        "Debits and credits differ. Check the lines.";
    /// The system has no account for what is to be posted: master data is incomplete.
    NO_POSTING_RULE = "no_posting_rule", 422,
        "ไม่พบรหัสบัญชีสำหรับรายการ {line} โปรดแจ้งผู้ดูแลผังบัญชี",
        "There is no account for {line}. Please tell the keeper of the chart.";
    /// The day's report is signed; postings belong to the next open day (W-1.4).
    DAY_CLOSED = "day_closed", 409,
        "รายงานสถานะการเงินประจำวันของวันที่ {date} ลงนามแล้ว บันทึกรายการของวันนี้ไม่ได้ โปรดทำรายการในวันถัดไป",
        "The daily report of {date} is signed; nothing more can be posted on that day.";
    /// Entries stand in the books that the opening statement is of (posting rules section 11).
    BOOKS_HAVE_ENTRIES = "books_have_entries", 409,
        "มีรายการในบัญชีแล้ว (เอกสาร {number}) จึงบันทึกหรือยกเลิกยอดยกมาไม่ได้ โปรดยกเลิกเอกสารนั้นและเอกสารหลังจากนั้นก่อน",
        "The books have entries (document {number}): opening balances are neither entered nor voided before that one and later ones are voided.";
    /// Money was posted on the account a bank account stands on; its days would lose it.
    ACCOUNT_POSTED = "account_posted", 409,
        "บัญชีธนาคารนี้มีรายการบันทึกในรหัสบัญชี {number} แล้ว เปลี่ยนรหัสบัญชีไม่ได้ โปรดเพิ่มเป็นบัญชีธนาคารใหม่",
        "Money of this bank account was posted on {number}, so that cannot be changed. Enter a new bank account.";
    /// More than the depositor or the withheld tax holds (W-7.2).
    INSUFFICIENT_DEPOSIT = "insufficient_deposit", 422,
        "เงินรับฝาก {line} มี {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท) โปรดลดจำนวนเงิน",
        "Deposit {line} holds {free} baht, not enough for {asked} (short by {short_by}).";
    /// More than is owed (W-5.2).
    INSUFFICIENT_RECEIVABLE = "insufficient_receivable", 422,
        "ลูกหนี้ {line} ค้างอยู่ {free} บาท น้อยกว่าที่รับชำระ {asked} บาท",
        "{line} owes {free} baht, less than the {asked} received.";
}

codes! {
    /// The books one journal keeps.
    pub enum Ledger {
        /// Accrual, double entry: what the vouchers print.
        Financial = "financial" ("บัญชีการเงิน", "Financial"),
        /// The budget: approved, obligated, disbursed, available.
        Budgetary = "budgetary" ("งบประมาณ", "Budgetary"),
        /// Receipts and payments of money, by report code.
        Cash = "cash" ("รับ-จ่ายเงิน", "Receipts and payments"),
        /// What exists to be drawn on where no other book has it: signed cheques, contracts.
        Register = "register" ("ทะเบียนคุม", "Register"),
    }
}

codes! {
    /// What entries of the financial book are printed on; each kind has numbers of its own (W-1.2).
    pub enum Voucher {
        /// Money came.
        Receipt = "RV" ("ใบผ่านรายการรับ", "Receipt voucher"),
        /// A debt is set up.
        Payable = "AP" ("ใบผ่านรายการตั้งหนี้", "Payable voucher"),
        /// Money went.
        Payment = "PV" ("ใบผ่านรายการจ่าย", "Payment voucher"),
        /// Everything else.
        Journal = "JV" ("ใบผ่านรายการบัญชีทั่วไป", "Journal voucher"),
    }
}

impl Voucher {
    /// The numbers it is given.
    pub const fn series(self) -> Series {
        match self {
            Voucher::Receipt => Series::ReceiptVoucher,
            Voucher::Payable => Series::PayableVoucher,
            Voucher::Payment => Series::PaymentVoucher,
            Voucher::Journal => Series::JournalVoucher,
        }
    }
}

codes! {
    /// A side of an account.
    pub enum Side {
        Debit = "D" ("เดบิต", "Debit"),
        Credit = "C" ("เครดิต", "Credit"),
    }
}

codes! {
    /// The sides of the book of receipts and payments, as its accounts begin: `R:412106`, `P:510100`.
    pub enum CashSide {
        Receipts = "R" ("รายรับ", "Receipts"),
        Payments = "P" ("รายจ่าย", "Payments"),
    }
}

impl CashSide {
    /// The side and the report code of an account of that book; none for money itself, the counter
    /// account of them all.
    pub fn of(account: &str) -> Option<(CashSide, &str)> {
        let (side, code) = account.split_once(':')?;
        Some((side.parse().ok()?, code))
    }

    /// All accounts of this side, as lists of entries are asked for them.
    pub fn all(self) -> String {
        format!("{self}:*")
    }
}

codes! {
    /// What a list of entries does with the balance brought forward on its first day: everything
    /// posted before that day, and the opening statement whatever its day.
    pub enum BroughtForward {
        /// With it: the balance carried forward.
        Included = "included" ("คงเหลือยกไป", "Carried forward"),
        /// Without it: what moved.
        Excluded = "excluded" ("รายการระหว่างงวด", "What moved"),
        /// Nothing else.
        Only = "only" ("ยอดยกมา", "Brought forward"),
    }
}

codes! {
    /// How a line moves money, as the daily report has it; what mirrors a line takes it back, so it
    /// moves the same way.
    pub enum Movement {
        /// รับ: a debit that is no deposit.
        Received = "received" ("รับ", "Received"),
        /// นำฝากธนาคาร: cash and cheques taken to the bank, on either side.
        Deposited = "deposited" ("นำฝาก", "Deposited"),
        /// จ่าย: a credit that is no deposit.
        Paid = "paid" ("จ่าย", "Paid"),
    }
}

/// A debit or a credit of an account in one of the books, in baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EntryLine {
    /// Which book.
    pub ledger: Ledger,
    /// Account of the chart; a budget word (`obligated`); a report code (`R:412106`).
    pub account: String,
    pub account_name: String,
    /// The bank account, for money at banks.
    pub bank_account_id: Option<BankAccountId>,
    /// The budget line, in the budgetary ledger.
    pub budget_line_id: Option<BudgetLineId>,
    /// The key of a sub-ledger: deposit reference, taxpayer.
    pub reference: Option<String>,
    /// What people call it where it can be drawn on: the number of a contract or cheque.
    pub reference_name: Option<String>,
    pub debit: Money,
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
    /// What it is printed on; none for entries of the budget alone.
    pub voucher_type: Option<Voucher>,
    /// `RV-00001/69`; none in a preview.
    pub voucher_no: Option<String>,
    /// The document that caused it.
    pub document_id: DocumentId,
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
    pub account: String,
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

const OPENING: Names = ("ยอดยกมา", "Brought forward");
const MOVED: Names = ("รายการระหว่างงวด", "What moved");
const CLOSING: Names = ("ยอดยกไป", "Carried forward");
const DEBIT: Names = ("เดบิต", "Debit");
const CREDIT: Names = ("เครดิต", "Credit");
const ACCOUNT: Names = ("รหัสบัญชี", "Account");
const ACCOUNT_NAME: Names = ("ชื่อบัญชี", "Name of the account");

impl Row for TrialBalanceRow {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(ACCOUNT_NAME, |row: &Self| row.account_name.clone()).wide(36),
            Column::new(ACCOUNT, |row: &Self| row.account.clone()).wide(12),
            Column::new(DEBIT, |row: &Self| row.opening_debit).under(OPENING),
            Column::new(CREDIT, |row: &Self| row.opening_credit).under(OPENING),
            Column::new(DEBIT, |row: &Self| row.movement_debit).under(MOVED),
            Column::new(CREDIT, |row: &Self| row.movement_credit).under(MOVED),
            Column::new(DEBIT, |row: &Self| row.closing_debit).under(CLOSING),
            Column::new(CREDIT, |row: &Self| row.closing_credit).under(CLOSING),
        ]
    }
}

/// A line of the journal with the entry it stands in, as the journal is printed.
pub struct JournalLine {
    pub entry: Rc<Entry>,
    pub line: EntryLine,
}

impl Row for JournalLine {
    /// Only the financial book has two sides that people add up.
    const TOTAL: Names = ("รวมบัญชีการเงิน", "Total of the financial book");

    fn columns() -> Vec<Column<Self>> {
        let title = |row: &Self| row.entry.document_title.clone();
        vec![
            Column::new(("ลำดับ", "No."), |row: &Self| row.entry.seq),
            Column::new(("วันที่", "Date"), |row: &Self| {
                row.entry.posted_on
            }),
            Column::new(
                ("ใบผ่านรายการ", "Voucher"),
                |row: &Self| row.entry.voucher_no.clone(),
            ),
            Column::new(("เอกสาร", "Document"), |row: &Self| {
                row.entry.document_number.clone()
            }),
            Column::new(("รายการ", "Subject"), title).wide(30),
            Column::new(("สมุด", "Book"), |row: &Self| {
                Called(row.line.ledger)
            })
            .wide(11),
            Column::new(ACCOUNT, |row: &Self| row.line.account.clone()).wide(12),
            Column::new(ACCOUNT_NAME, |row: &Self| row.line.account_name.clone()).wide(26),
            Column::new(DEBIT, |row: &Self| row.line.debit),
            Column::new(CREDIT, |row: &Self| row.line.credit),
        ]
    }

    fn counts(&self) -> i8 {
        i8::from(self.line.ledger == Ledger::Financial)
    }
}
