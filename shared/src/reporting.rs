//! The daily financial status report and the rows of other reports.

use crate::document::{DocumentBody, Kind, check_length};
use crate::problem::FieldCode::*;
use crate::{BankAccountId, DocumentId, FieldError, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Movement of one kind of money on a day, in baht.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MoneyMovement {
    /// ยอดยกมา
    pub brought_forward: Money,
    /// รับ (for banks: received directly, transfers between own accounts included)
    pub received: Money,
    /// นำฝากธนาคาร (for banks: received as deposit of cash and cheques)
    pub deposited: Money,
    /// จ่าย
    pub paid: Money,
    /// คงเหลือยกไป
    pub carried_forward: Money,
}

/// One bank account on the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BankAccountStatus {
    /// The account.
    pub bank_account_id: BankAccountId,
    /// Its code within the entity.
    pub code: String,
    /// Name of the bank.
    pub bank: String,
    /// Name of the account.
    pub name_th: String,
    /// Its number at the bank.
    pub number: String,
    /// Its movement.
    pub movement: MoneyMovement,
}

/// A cheque signed and not yet handed over (W-8.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UncollectedCheque {
    /// The report it stands on.
    pub cheque_report_id: DocumentId,
    /// When that report was made.
    pub prepared_on: NaiveDate,
    /// Its number.
    pub cheque_no: String,
    /// Payee.
    pub payee_name: String,
    /// Baht.
    pub amount: Money,
}

/// The figures of a day (F-09): ledger at that date, from vouchers posted that day (W-10.1).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DailyFigures {
    /// เงินสด
    pub cash: MoneyMovement,
    /// เช็ครับในมือ
    pub cheques_on_hand: MoneyMovement,
    /// เงินฝากธนาคารรวม
    pub bank: MoneyMovement,
    /// แยกบัญชี
    pub bank_accounts: Vec<BankAccountStatus>,
    /// เช็คที่อนุมัติแล้วผู้มีสิทธิยังไม่มารับ
    pub cheques_not_collected: Vec<UncollectedCheque>,
    /// รวมเงินสด เช็ค และเงินฝากธนาคารทั้งสิ้น
    pub total_money: Money,
    /// Receipts and slips that are not yet remitted (W-4.2).
    pub unremitted: i64,
}

/// Where the record of the entity stood when the figures were taken; printed on the paper, which
/// makes the signed paper a witness of everything before it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RecordHead {
    /// Number of the last record.
    pub seq: i64,
    /// SHA-256 of the last record, 64 hexadecimal digits.
    pub hash: String,
}

impl RecordHead {
    /// The short code printed on paper: number and the first 16 digits of the hash, in groups.
    pub fn short_code(&self) -> String {
        let groups: Vec<&str> = [0..4, 4..8, 8..12, 12..16]
            .into_iter()
            .filter_map(|at| self.hash.get(at))
            .collect();
        format!("{}-{}", self.seq, groups.join("-")).to_uppercase()
    }
}

/// Count of one note or coin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Denomination {
    /// Face value in baht.
    pub value: Money,
    /// How many.
    pub count: i32,
}

/// The daily financial status report (รายงานสถานะการเงินประจำวัน), W-10. Signed by all, it freezes
/// its day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DailyReport {
    /// The day.
    #[serde(deserialize_with = "crate::calendar::day")]
    pub report_date: NaiveDate,
    /// Cash counted in the safe, by note and coin (W-10.4).
    #[serde(default)]
    pub counted_cash: Vec<Denomination>,
    /// Why the count differs from the book, where it does.
    #[serde(default)]
    pub difference_reason: Option<String>,
    /// Why receipts are not remitted, where some are not (W-4.2).
    #[serde(default)]
    pub unremitted_reason: Option<String>,
    /// The figures as they stood when the report was made; filled by the server.
    #[serde(default)]
    pub figures: DailyFigures,
    /// Where the record stood; filled by the server.
    #[serde(default)]
    pub head: RecordHead,
}

impl DailyReport {
    /// Cash counted, in baht.
    pub fn counted(&self) -> Money {
        let each = |row: &Denomination| row.value.times(rust_decimal::Decimal::from(row.count));
        self.counted_cash.iter().map(each).sum()
    }
}

impl DocumentBody for DailyReport {
    const KIND: Kind = Kind::DailyReport;

    fn title(&self) -> String {
        format!("ประจำวันที่ {}", crate::calendar::thai_short(self.report_date))
    }

    fn amount(&self) -> Money {
        self.figures.total_money
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (index, row) in self.counted_cash.iter().enumerate() {
            if row.count < 0 || row.count > 10_000_000 {
                errors.push(FieldError::new(
                    format!("counted_cash[{index}].count"),
                    Malformed,
                ));
            }
            if !row.value.is_positive() || row.value > Money::from_satang(100_000) {
                errors.push(FieldError::new(
                    format!("counted_cash[{index}].value"),
                    UnknownValue,
                ));
            }
        }
        for (field, text) in [
            ("difference_reason", &self.difference_reason),
            ("unremitted_reason", &self.unremitted_reason),
        ] {
            check_length(&mut errors, field, text.as_deref().unwrap_or(""), 1000);
        }
        errors
    }
}

/// One row of the receipts-and-payments report (M-03), baht.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReceiptsPaymentsRow {
    /// `R` or `P`.
    pub side: String,
    /// Report code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// In the period.
    pub amount: Money,
    /// Since 1 October.
    pub year_to_date: Money,
}
