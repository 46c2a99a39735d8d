//! What has happened in the demonstration LAO: a budget, an opening, a few days' work under way.

use super::play::Stage;
use crate::platform::error::Error;
use shared::budget::{Fund, Ordinance, OrdinanceLine, RevenueEstimate};
use shared::expenditure::advance_request::DAYS_AFTER_PAYMENT;
use shared::expenditure::{
    AdvanceRequest, DisbursementRequest, RequestItem, RequestKind, WithholdingIncome,
};
use shared::ledger::{Opening, OpeningLine};
use shared::organisation::{BankAccount, Department, Party};
use shared::revenue::{
    BankReceipt, MoneyKind, Receipt, ReceiptItem, ReceiptItemType, RemittanceSlip,
    RemittanceSummary,
};
use shared::treasury::{BankDeposit, ChequeItem, ChequeReport, Payment, PaymentMethod};
use shared::{BudgetLineId, Money};
use uuid::Uuid;

/// Reference data the story needs.
pub struct Set {
    /// Departments: สำนักปลัด, กองคลัง, กองช่าง.
    pub departments: Vec<Department>,
    /// Parties, by code.
    pub parties: Vec<Party>,
    /// Bank accounts: savings first, then current.
    pub banks: Vec<BankAccount>,
}

impl Set {
    fn party(&self, code: &str) -> Result<&Party, Error> {
        let found = self.parties.iter().find(|party| party.code == code);
        found.ok_or(Error::setting("demonstration", "lacks a party"))
    }

    fn department(&self, code: &str) -> Result<&Department, Error> {
        let found = self
            .departments
            .iter()
            .find(|department| department.code == code);
        found.ok_or(Error::setting("demonstration", "lacks a department"))
    }

    fn bank(&self, index: usize) -> Result<&BankAccount, Error> {
        self.banks
            .get(index)
            .ok_or(Error::setting("demonstration", "lacks a bank account"))
    }
}

fn baht(whole: i64) -> Money {
    Money::from_satang(whole * 100)
}

/// Code, work, type, department, name, baht.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
);

const LINES: &[Line] = &[
    (
        "L01",
        "00411",
        "110300",
        "01",
        "เงินสมทบกองทุนประกันสังคม",
        180_000,
    ),
    ("L02", "00411", "110700", "01", "เบี้ยยังชีพผู้สูงอายุ", 7_200_000),
    ("L03", "00411", "110800", "01", "เบี้ยยังชีพคนพิการ", 1_440_000),
    ("L04", "00411", "111000", "01", "สำรองจ่าย", 500_000),
    (
        "L05",
        "00111",
        "320100",
        "01",
        "รายจ่ายเพื่อให้ได้มาซึ่งบริการ",
        420_000,
    ),
    ("L06", "00111", "330100", "01", "วัสดุสำนักงาน", 120_000),
    (
        "L07",
        "00111",
        "330800",
        "01",
        "วัสดุเชื้อเพลิงและหล่อลื่น",
        300_000,
    ),
    ("L08", "00111", "340100", "01", "ค่าไฟฟ้า", 480_000),
    (
        "L09",
        "00311",
        "320400",
        "05",
        "ค่าบำรุงรักษาและซ่อมแซม",
        350_000,
    ),
    ("L10", "00311", "330600", "05", "วัสดุก่อสร้าง", 250_000),
];

const ESTIMATES: &[(&str, i64)] = &[
    ("411009", 400_000),
    ("412106", 60_000),
    ("413003", 120_000),
    ("421002", 5_360_000),
    ("431002", 5_300_000),
];

async fn ordinance(stage: &Stage<'_>, set: &Set) -> Result<Vec<BudgetLineId>, Error> {
    let mut lines = Vec::new();
    for (code, work, expenditure_type, department, name, amount) in LINES {
        lines.push(OrdinanceLine {
            budget_line_id: BudgetLineId(Uuid::now_v7()),
            code: (*code).into(),
            fund: Fund::Bud,
            work: (*work).to_owned(),
            expenditure_type: (*expenditure_type).to_owned(),
            project: None,
            department_id: set.department(department)?.id,
            name_th: (*name).to_owned(),
            explanation: format!("เพื่อจ่ายเป็น{name} ตามระเบียบที่เกี่ยวข้อง"),
            amount: baht(*amount),
        });
    }
    let ids = lines.iter().map(|line| line.budget_line_id).collect();
    let estimate = |(code, amount): &(&str, i64)| RevenueEstimate {
        revenue_type: (*code).to_owned(),
        amount: baht(*amount),
    };
    let body = Ordinance {
        ordinance_no: format!("1/{}", stage.entity.fiscal_year.0 - 1),
        approved_on: stage.entity.fiscal_year.first_day() - chrono::Days::new(15),
        total: lines.iter().map(|line| line.amount).sum(),
        estimates: ESTIMATES.iter().map(estimate).collect(),
        lines,
    };
    stage.play(body, 9).await?;
    Ok(ids)
}

async fn opening(stage: &Stage<'_>, set: &Set) -> Result<(), Error> {
    let line = |bank: &BankAccount, amount| OpeningLine {
        account: bank.account.clone(),
        bank_account_id: Some(bank.id),
        debit: baht(amount),
        ..OpeningLine::default()
    };
    let (savings, current) = (set.bank(0)?, set.bank(1)?);
    let guarantee = OpeningLine {
        account: "2112010101".to_owned(),
        reference: Some("สัญญา 12/ปีก่อน".into()),
        credit: baht(25_000),
        ..OpeningLine::default()
    };
    let body = Opening {
        as_at: stage.entity.today,
        reserve: baht(3_124_800),
        lines: vec![line(savings, 8_412_655), line(current, 600_000), guarantee],
        ..Opening::default()
    };
    stage.play(body, 9).await.map(|_| ())
}

fn receipt(payer: &str, money_kind: MoneyKind, code: &str, amount: i64) -> Receipt {
    let cheque = money_kind == MoneyKind::Cheque;
    let item = ReceiptItem {
        item_type: ReceiptItemType::Revenue,
        revenue_type: Some(code.to_owned()),
        amount: baht(amount),
        ..ReceiptItem::default()
    };
    Receipt {
        payer_name: payer.to_owned(),
        money_kind,
        cheque_bank: cheque.then(|| "ธนาคารสมมติ".to_owned()),
        cheque_no: cheque.then(|| "4500123".into()),
        cheque_date: cheque.then(chrono::NaiveDate::default),
        items: vec![item],
        ..Receipt::default()
    }
}

async fn money_in(stage: &Stage<'_>, set: &Set) -> Result<(), Error> {
    let today = stage.entity.today;
    let mut receipts = Vec::new();
    for (payer, kind, code, amount) in [
        ("ร้านค้าสมมติหนึ่ง", MoneyKind::Cash, "412106", 1_240),
        ("บริษัทสมมติสอง จำกัด", MoneyKind::Cheque, "412303", 8_400),
        ("ประชาชนสมมติสาม", MoneyKind::Cash, "412128", 50),
    ] {
        let mut body = receipt(payer, kind, code, amount);
        body.cheque_date = body.cheque_date.map(|_| today);
        receipts.push(stage.play(body, 1).await?.header.id);
    }
    let slip = stage
        .play(
            RemittanceSlip {
                receipts,
                ..Default::default()
            },
            2,
        )
        .await?;
    let summary = RemittanceSummary {
        slips: vec![slip.header.id],
        ..Default::default()
    };
    stage.play(summary, 2).await?;
    let (savings, agency) = (set.bank(0)?.id, set.party("DLA")?.id);
    let grant = ReceiptItem {
        revenue_type: Some("431002".to_owned()),
        amount: baht(1_322_670),
        description: Some("เงินอุดหนุนทั่วไป งวดที่ 1".to_owned()),
        ..ReceiptItem::default()
    };
    let items = vec![grant];
    let grant = BankReceipt {
        bank_account_id: savings,
        payer_id: agency,
        items,
        notice_no: None,
    };
    stage.play(grant, 2).await?;
    let deposit = BankDeposit {
        bank_account_id: savings,
        cash: baht(1_000),
        ..BankDeposit::default()
    };
    stage.play(deposit, 2).await?;
    // Work of today that still waits: two receipts without a slip.
    stage
        .play(receipt("ประชาชนสมมติสี่", MoneyKind::Cash, "412106", 320), 1)
        .await?;
    stage
        .play(receipt("ประชาชนสมมติห้า", MoneyKind::Cash, "412106", 180), 1)
        .await
        .map(|_| ())
}

fn request(
    set: &Set,
    department: &str,
    line: BudgetLineId,
    payee: &str,
    purpose: &str,
    items: &[(&str, i64)],
) -> Result<DisbursementRequest, Error> {
    let item = |(description, amount): &(&str, i64)| RequestItem {
        description: (*description).to_owned(),
        amount: baht(*amount),
        bank_account_no: None,
    };
    let payee = set.party(payee)?;
    let taxed = payee.code.starts_with("S-");
    Ok(DisbursementRequest {
        department_id: set.department(department)?.id,
        budget_line_id: Some(line),
        payee_id: payee.id,
        purpose: purpose.to_owned(),
        items: items.iter().map(item).collect(),
        withholding: taxed.then_some(WithholdingIncome::SupplyHire),
        ..DisbursementRequest::default()
    })
}

async fn money_out(stage: &Stage<'_>, set: &Set, lines: &[BudgetLineId]) -> Result<(), Error> {
    let line = |index: usize| lines.get(index).copied().unwrap_or_default();
    let fuel = [("น้ำมันดีเซล", 9_450), ("น้ำมันเบนซิน", 4_000)];
    let fuel = request(
        set,
        "01",
        line(6),
        "S-FUEL",
        "ค่าน้ำมันเชื้อเพลิงประจำเดือน",
        &fuel,
    )?;
    let fuel = stage.play(fuel, 6).await?.header.id;
    let paper = [("กระดาษ A4 40 รีม", 5_200)];
    let paper = request(set, "01", line(5), "S-OFFICE", "วัสดุสำนักงาน", &paper)?;
    let paper = stage.play(paper, 6).await?.header.id;
    let item = |request, number: &str| ChequeItem {
        item_id: Uuid::now_v7(),
        requests: vec![request],
        method: PaymentMethod::Cheque,
        bank_account_id: set.banks.get(1).map(|bank| bank.id).unwrap_or_default(),
        cheque_no: Some(number.into()),
        slip_no: None,
        net: Money::ZERO,
    };
    let items = vec![item(fuel, "0012301"), item(paper, "0012302")];
    let handed_over = items.first().map(|item| item.item_id);
    stage.play(ChequeReport { items }, 4).await?;
    let payment = Payment {
        method: PaymentMethod::Cheque,
        cheque_item_id: handed_over,
        received_by: Some("ผู้รับเช็คสมมติ".to_owned()),
        ..Payment::default()
    };
    stage.play(payment, 9).await?;
    advance(stage, set, line(4)).await?;
    waiting(stage, set, lines).await
}

/// An advance that was paid and waits for its vouchers.
async fn advance(stage: &Stage<'_>, set: &Set, line: BudgetLineId) -> Result<(), Error> {
    let advance = AdvanceRequest {
        department_id: set.department("01")?.id,
        budget_line_id: line,
        borrower_name: "นักจัดการงานทั่วไป (สมมติ)".to_owned(),
        purpose: "เข้ารับการฝึกอบรม".to_owned(),
        amount: baht(20_000),
        due_on: stage.entity.today + chrono::Days::new(DAYS_AFTER_PAYMENT),
        ..AdvanceRequest::default()
    };
    let advance = stage.play(advance, 6).await?.header.id;
    let payment = Payment {
        method: PaymentMethod::Transfer,
        requests: vec![advance],
        bank_account_id: Some(set.bank(1)?.id),
        ..Payment::default()
    };
    stage.play(payment, 9).await.map(|_| ())
}

/// Requests at different places of their way, so that everybody finds work.
async fn waiting(stage: &Stage<'_>, set: &Set, lines: &[BudgetLineId]) -> Result<(), Error> {
    let line = |index: usize| lines.get(index).copied().unwrap_or_default();
    let power = [("ค่าไฟฟ้าสำนักงาน", 18_245), ("ค่าไฟฟ้าศูนย์พัฒนาเด็กเล็ก", 6_073)];
    let power = request(set, "01", line(7), "PEA", "ค่าไฟฟ้าประจำเดือน", &power)?;
    stage.play(power, 3).await?;
    let people = [
        ("ผู้สูงอายุ หมู่ที่ 1 (84 ราย)", 58_800),
        ("ผู้สูงอายุ หมู่ที่ 2 (61 ราย)", 42_700),
    ];
    let mut people = request(set, "01", line(1), "ALLOW", "เบี้ยยังชีพผู้สูงอายุ", &people)?;
    people.request_kind = RequestKind::Central;
    stage.play(people, 5).await?;
    let gravel = [("หินคลุก 40 ลบ.ม.", 14_000)];
    let gravel = request(set, "05", line(9), "S-GRAVEL", "วัสดุก่อสร้าง", &gravel)?;
    stage.play(gravel, 1).await?;
    let service = [("จ้างเหมาทำความสะอาด", 9_000)];
    let service = request(
        set,
        "01",
        line(4),
        "S-CLEAN",
        "จ้างเหมาบริการทำความสะอาด",
        &service,
    )?;
    stage.play(service, 6).await?;
    let meeting = [("อาหารว่างและเครื่องดื่ม", 1_750)];
    let meeting = request(set, "01", line(4), "S-CLEAN", "ค่ารับรองการประชุม", &meeting)?;
    stage.play(meeting, 0).await.map(|_| ())
}

/// Plays the whole story.
pub async fn tell(stage: &Stage<'_>, set: &Set) -> Result<(), Error> {
    let lines = ordinance(stage, set).await?;
    opening(stage, set).await?;
    money_in(stage, set).await?;
    money_out(stage, set, &lines).await
}
