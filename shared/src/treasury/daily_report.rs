//! The daily financial status report.

use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::reporting::RecordHead;
use crate::{BankAccountId, DocumentId, FieldError, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "daily-reports",
    names: ("รายงานสถานะการเงินประจำวัน", "Daily financial status report"),
    menu: (Menu::Accounts, 10),
    is_daily: true,
    has_workbook: true,
    route: &[
        step(S::Submit, Submit, Submitted, FO),
        step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
        step(S::FirstCustodian, Examine, Submitted, &[CashCustodian]),
        step(S::SecondCustodian, Examine, Submitted, &[CashCustodian]).not_by(&[S::FirstCustodian]),
        step(S::ThirdCustodian, Examine, Submitted, &[CashCustodian])
            .not_by(&[S::FirstCustodian, S::SecondCustodian]),
        step(S::Approve, Approve, Posted, &[Executive])
            .not_by(&[S::Draft, S::Submit, S::Examine])
            .with_effect()
            .only_signing()
            .leading_to(CLOSES_THE_DAY)
            .with_proof(),
    ],
    years: Years::OfTheDay,
    statuses: STATUSES,
    labels: &[LABELS],
    problems: PROBLEMS,
    ..KindSpec::OF_FINANCE
};

/// A report books nothing; signed, it closes its day.
const STATUSES: &[Standing] = &[
    (Submitted, "รอลงนาม", "To be signed"),
    (Posted, "ลงนามครบแล้ว", "Signed"),
];

/// W-10.3: a signed report closes its day.
const CLOSES_THE_DAY: (&str, &str) = (
    "เมื่ออนุมัติแล้ววันที่ของรายงานนี้จะปิด ออกใบเสร็จ รับเงิน จ่ายเงิน หรือลงบัญชีในวันนั้นไม่ได้อีก",
    "The day of this report is closed then: no receipt, payment or booking can be of that day any more.",
);

/// What its fields are called.
const LABELS: &[Label] = &[
    ("report_date", "รายงานของวันที่", "Report of"),
    ("counted_cash", "ตรวจนับเงินสด", "Cash count"),
    ("counted_cash.value", "ชนิดราคา", "Value"),
    ("counted_cash.count", "จำนวน", "Pieces"),
    (
        "difference_reason",
        "คำชี้แจงผลต่างเงินสด",
        "Explanation of the difference",
    ),
    (
        "unremitted_reason",
        "เหตุผลที่ยังไม่นำส่ง",
        "Why receipts are not remitted",
    ),
    ("figures", "ยอดของวัน", "Figures of the day"),
    ("head", "รหัสตรวจสอบ", "Check code"),
];

problems! {
    /// Cash counted differs from the book and is not explained (W-10.4).
    CASH_DIFFERENCE = "cash_difference", 422,
        "เงินสดที่ตรวจนับได้ {asked} บาท ไม่ตรงกับบัญชี {free} บาท โปรดตรวจนับใหม่หรือชี้แจงผลต่าง",
        "Cash counted, {asked} baht, differs from the book, {free} baht. Count again or explain.";
    /// A report of that day or a later one is on its way or signed.
    REPORT_EXISTS = "report_exists", 409,
        "มีรายงานของวันนั้นหรือวันหลังจากนั้นอยู่แล้ว ({number}) โปรดเปิดรายงานนั้น หากต้องทำใหม่ ให้ยกเลิกรายงานนั้นก่อน",
        "There is a report of that day or a later one ({number}). Open it; to make another, void it first.";
    /// Receipts not on a slip, or slips not on a summary (W-4.2).
    RECEIPTS_NOT_REMITTED = "receipts_not_remitted", 422,
        "ยังมีใบเสร็จที่ยังไม่นำส่งหรือใบนำส่งที่ยังไม่สรุป {count} ฉบับ โปรดนำส่งให้ครบหรือระบุเหตุผล",
        "{count} receipts or slips are not yet remitted. Remit them or give a reason.";
    /// Figures changed between making and signing of a report.
    FIGURES_CHANGED = "figures_changed", 409,
        "มีรายการใหม่หลังจัดทำรายงานนี้ โปรดส่งคืนแล้วจัดทำรายงานใหม่",
        "There are new postings since this report was made. Return it and make it again.";
}

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
    pub bank_account_id: BankAccountId,
    /// Its code within the entity.
    pub code: String,
    /// Name of the bank.
    pub bank: String,
    /// Name of the account.
    pub name_th: String,
    /// Its number at the bank.
    pub number: String,
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
    pub cheque_no: String,
    pub payee_name: String,
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

impl DailyFigures {
    /// Do both say the same of the money of the day? By identity and amount: what an account or a payee
    /// is called, and accounts that have never held anything, are no facts of the day.
    pub fn is_same_money(&self, other: &DailyFigures) -> bool {
        fn accounts(figures: &DailyFigures) -> BTreeMap<BankAccountId, &MoneyMovement> {
            let nothing = MoneyMovement::default();
            let accounts = figures.bank_accounts.iter();
            let moved = accounts.filter(|account| account.movement != nothing);
            moved
                .map(|account| (account.bank_account_id, &account.movement))
                .collect()
        }
        fn cheques(figures: &DailyFigures) -> BTreeSet<(DocumentId, String, Money)> {
            let fact = |cheque: &UncollectedCheque| {
                (
                    cheque.cheque_report_id,
                    cheque.cheque_no.clone(),
                    cheque.amount,
                )
            };
            figures.cheques_not_collected.iter().map(fact).collect()
        }
        self.cash == other.cash
            && self.cheques_on_hand == other.cheques_on_hand
            && self.bank == other.bank
            && self.total_money == other.total_money
            && self.unremitted == other.unremitted
            && accounts(self) == accounts(other)
            && cheques(self) == cheques(other)
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

    const OF_THE_MOMENT: &'static [&'static str] = &["head"];

    fn title(&self) -> String {
        format!("ประจำวันที่ {}", crate::calendar::thai_short(self.report_date))
    }

    fn amount(&self) -> Money {
        self.figures.total_money
    }

    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        vec![("report_date", Some(self.report_date), DayBounds::PAST)]
    }

    fn of_day(&self) -> Option<NaiveDate> {
        Some(self.report_date)
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
            check_lines(&mut errors, field, text.as_deref().unwrap_or(""), 1000);
        }
        errors
    }
}
