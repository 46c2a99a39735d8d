//! F-01 ใบเสร็จรับเงิน.

use crate::amount::Amount;
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, Signer};
use serde::{Deserialize, Serialize};

/// Receipt (ใบเสร็จรับเงิน); a tax receipt has tax, fine and surcharge as lines of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Head and foot.
    pub paper: Paper,
    /// ได้รับเงินจาก.
    pub payer: String,
    /// ที่อยู่.
    #[serde(default)]
    pub address: Option<String>,
    /// What was paid for.
    pub lines: Vec<ReceiptLine>,
    /// How it was paid: เงินสด; เช็คธนาคาร… เลขที่… ลงวันที่…; โอนเข้าบัญชี….
    pub money_type: String,
    /// หมายเหตุ.
    #[serde(default)]
    pub note: Option<String>,
    /// Note on the last copy of the day.
    #[serde(default)]
    pub day_total: Option<DayTotal>,
    /// ผู้รับเงิน.
    pub receiver: Signer,
}

/// An item: what was paid for, with its revenue code, in baht.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// รายการ: ภาษี…, เบี้ยปรับ, เงินเพิ่ม, ค่าธรรมเนียม….
    pub description: String,
    /// For taxes: เลขที่สำรวจ/ปีภาษี, งวดที่. The column is printed when any line has it.
    #[serde(default)]
    pub reference: Option<String>,
    /// จำนวนเงิน.
    pub amount: Amount,
}

/// All receipts of the day, noted on the last copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTotal {
    /// First number of the day.
    pub first_number: String,
    /// Last number of the day.
    pub last_number: String,
    /// Sum of the day.
    pub amount: Amount,
}

impl Printable for Receipt {
    fn check(&self) -> Result<(), ExportError> {
        Amount::sum(self.lines.iter().map(|line| line.amount)).map(drop)
    }
}
