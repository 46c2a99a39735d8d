//! F-09 รายงานสถานะการเงินประจำวัน.

mod workbook;

pub use workbook::workbook;

use crate::amount::{Amount, agree};
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Daily financial status report (รายงานสถานะการเงินประจำวัน).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyReport {
    /// Head and foot; its date is the day of the report.
    pub paper: Paper,
    /// Cash (เงินสด).
    pub cash: CashMovement,
    /// Cheques received and not yet deposited (เช็ครับรอนำฝาก).
    pub cheques_on_hand: ChequeMovement,
    /// All bank accounts together (เงินฝากธนาคาร); transfers between them are on both sides.
    pub bank: BankMovement,
    /// Every bank account.
    pub accounts: Vec<BankAccount>,
    /// Approved cheques the payee has not collected (เช็คที่ผู้มีสิทธิยังไม่มารับ).
    pub cheques_not_collected: Vec<UncollectedCheque>,
    /// Cash, cheques and bank together.
    pub total_money: Amount,
    /// Cash counted by value. Values without any count print blank lines to fill in by hand.
    pub denominations: Vec<Denomination>,
    /// Why counted and booked cash differ.
    #[serde(default)]
    pub difference_explanation: Option<String>,
    /// Receipts not on a slip, and slips not on a summary.
    #[serde(default)]
    pub unremitted: u32,
    /// Why they are not (W-4.2).
    #[serde(default)]
    pub unremitted_reason: Option<String>,
    /// Who signs.
    pub signers: DailyReportSigners,
}

/// Movement of cash on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CashMovement {
    /// ยอดยกมา.
    pub brought_forward: Amount,
    /// รับ.
    pub received: Amount,
    /// นำฝากธนาคาร.
    pub deposited: Amount,
    /// จ่าย.
    pub paid: Amount,
    /// คงเหลือยกไป.
    pub carried_forward: Amount,
}

/// Movement of received cheques on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChequeMovement {
    /// ยอดยกมา.
    pub brought_forward: Amount,
    /// รับ.
    pub received: Amount,
    /// นำฝากธนาคาร.
    pub deposited: Amount,
    /// คงเหลือยกไป.
    pub carried_forward: Amount,
    /// Number of cheques kept at the end of the day.
    pub count: u32,
}

/// Movement of all bank accounts on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BankMovement {
    /// ยอดยกมา.
    pub brought_forward: Amount,
    /// Received straight into an account, transfers between own accounts included.
    pub received_direct: Amount,
    /// Cash and cheques deposited (นำฝาก).
    pub deposited: Amount,
    /// จ่าย, transfers between own accounts included.
    pub paid: Amount,
    /// คงเหลือยกไป.
    pub carried_forward: Amount,
}

/// One bank account on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// ธนาคาร.
    pub bank: String,
    /// ประเภท: ออมทรัพย์, กระแสรายวัน, ประจำ.
    pub kind: String,
    /// เลขที่บัญชี.
    pub number: String,
    /// ยกมา.
    pub brought_forward: Amount,
    /// รับ: deposited and received.
    pub received: Amount,
    /// จ่าย.
    pub paid: Amount,
    /// คงเหลือ.
    pub balance: Amount,
}

/// A cheque that waits for its payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UncollectedCheque {
    /// เลขที่เช็ค.
    pub number: String,
    /// วันที่เช็ค.
    pub date: NaiveDate,
    /// ผู้มีสิทธิรับเงิน.
    pub payee: String,
    /// จำนวนเงิน.
    pub amount: Amount,
}

/// Banknotes or coins of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denomination {
    /// Note or coin.
    pub kind: DenominationKind,
    /// Value of one piece.
    pub value: Amount,
    /// How many were counted; none while nobody has counted.
    pub count: Option<u32>,
}

/// Note or coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DenominationKind {
    /// ธนบัตร.
    Note,
    /// เหรียญ.
    Coin,
}

/// Who signs the daily report, in this order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DailyReportSigners {
    /// ผู้จัดทำ.
    pub preparer: Signer,
    /// ผู้ตรวจสอบ: หัวหน้าหน่วยงานคลัง.
    pub finance_head: Signer,
    /// กรรมการเก็บรักษาเงิน, as a rule three.
    pub custodians: Vec<Signer>,
    /// ผู้บริหารท้องถิ่น.
    pub executive: Signer,
    /// Who takes the money to the bank on the next working day, if known.
    #[serde(default)]
    pub depositor: Signer,
}

impl Denomination {
    /// Every note and coin in use, not yet counted, largest first.
    pub fn all() -> Vec<Denomination> {
        let notes = [100_000, 50_000, 10_000, 5_000, 2_000];
        let coins = [1_000, 500, 200, 100, 50, 25];
        let of = |kind| {
            move |satang| Denomination {
                kind,
                value: Amount::from_satang(satang),
                count: None,
            }
        };
        let notes = notes.into_iter().map(of(DenominationKind::Note));
        notes
            .chain(coins.into_iter().map(of(DenominationKind::Coin)))
            .collect()
    }
}

impl DailyReport {
    /// Cash counted, or none while nobody has counted.
    pub fn cash_counted(&self) -> Result<Option<Amount>, ExportError> {
        let mut counted = None;
        for line in &self.denominations {
            if let Some(count) = line.count {
                let value = line.value.times(count)?;
                counted = Some(counted.unwrap_or(Amount::ZERO).plus(value)?);
            }
        }
        Ok(counted)
    }

    fn check_movements(&self) -> Result<(), ExportError> {
        let cash = self.cash.brought_forward.plus(self.cash.received)?;
        let cash = cash.minus(self.cash.deposited)?.minus(self.cash.paid)?;
        agree("cash carried forward", cash, self.cash.carried_forward)?;

        let cheques = &self.cheques_on_hand;
        let kept = cheques.brought_forward.plus(cheques.received)?;
        let kept = kept.minus(cheques.deposited)?;
        agree("cheques carried forward", kept, cheques.carried_forward)?;

        let bank = self.bank.brought_forward.plus(self.bank.received_direct)?;
        let bank = bank.plus(self.bank.deposited)?.minus(self.bank.paid)?;
        agree("bank carried forward", bank, self.bank.carried_forward)?;

        let total = cash.plus(kept)?.plus(bank)?;
        agree("total money", total, self.total_money)
    }

    fn check_accounts(&self) -> Result<(), ExportError> {
        for account in &self.accounts {
            let balance = account.brought_forward.plus(account.received)?;
            let balance = balance.minus(account.paid)?;
            agree("balance of a bank account", balance, account.balance)?;
        }
        let sum = |of: fn(&BankAccount) -> Amount| Amount::sum(self.accounts.iter().map(of));
        let received = self.bank.received_direct.plus(self.bank.deposited)?;
        agree(
            "bank brought forward",
            sum(|account| account.brought_forward)?,
            self.bank.brought_forward,
        )?;
        agree("bank received", sum(|account| account.received)?, received)?;
        agree("bank paid", sum(|account| account.paid)?, self.bank.paid)
    }
}

impl Printable for DailyReport {
    fn check(&self) -> Result<(), ExportError> {
        self.check_movements()?;
        self.check_accounts()?;
        self.cash_counted().map(drop)
    }
}
