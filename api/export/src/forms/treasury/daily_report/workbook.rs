//! F-09 รายงานสถานะการเงินประจำวัน as a workbook.

use super::{DailyReport, DenominationKind};
use crate::amount::Amount;
use crate::error::ExportError;
use crate::forms::Printable;
use crate::thai;
use crate::xlsx::{self, Cell, Column, ColumnKind, Sheet};

/// The daily report: the movements, the accounts, the waiting cheques and the counted cash.
pub fn workbook(report: &DailyReport) -> Result<Vec<u8>, ExportError> {
    report.check()?;
    xlsx::workbook(&[
        movements(report)?,
        accounts(report)?,
        waiting_cheques(report)?,
        counted_cash(report)?,
    ])
}

fn sheet(
    report: &DailyReport,
    name: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    totals: Option<Vec<Cell>>,
) -> Sheet {
    let paper = &report.paper;
    let place = &paper.organisation;
    let mut subtitles = vec![place.name.clone()];
    subtitles.extend(place.place());
    subtitles.push(format!("ประจำวันที่ {}", thai::long_date(paper.date)));
    if let Some(head) = &paper.head {
        subtitles.push(format!(
            "ยอดบันทึกลำดับที่ {} รหัสยืนยัน {}",
            thai::grouped(head.seq),
            head.short_code
        ));
    }
    Sheet {
        name: name.to_owned(),
        title: format!("รายงานสถานะการเงินประจำวัน - {name}"),
        subtitles,
        as_of: paper.printed_at,
        columns,
        rows,
        totals,
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn money_columns(headers: &[&str]) -> Vec<Column> {
    let money = |header: &&str| Column::new(header, ColumnKind::Money, 20);
    headers.iter().map(money).collect()
}

fn movements(report: &DailyReport) -> Result<Sheet, ExportError> {
    let (cash, cheques, bank) = (&report.cash, &report.cheques_on_hand, &report.bank);
    let rows = [
        (
            "เงินสด",
            [
                cash.brought_forward,
                cash.received,
                cash.deposited,
                cash.paid,
                cash.carried_forward,
            ],
        ),
        (
            "เช็ครับรอนำฝาก",
            [
                cheques.brought_forward,
                cheques.received,
                cheques.deposited,
                Amount::ZERO,
                cheques.carried_forward,
            ],
        ),
        (
            "เงินฝากธนาคาร",
            [
                bank.brought_forward,
                bank.received_direct,
                bank.deposited,
                bank.paid,
                bank.carried_forward,
            ],
        ),
    ];
    let brought_forward = Amount::sum(rows.iter().map(|(_, [first, ..])| *first))?;
    let totals = vec![
        text("รวมทั้งสิ้น"),
        Cell::Money(brought_forward),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Money(report.total_money),
    ];
    let mut columns = vec![Column::new("รายการ", ColumnKind::Text, 28)];
    columns.extend(money_columns(&[
        "ยอดยกมา",
        "รับ",
        "นำฝากธนาคาร",
        "จ่าย",
        "คงเหลือยกไป",
    ]));
    let row = |(name, amounts): (&str, [Amount; 5])| {
        let amounts = amounts.into_iter().map(Cell::Money);
        [text(name)].into_iter().chain(amounts).collect()
    };
    let rows = rows.into_iter().map(row).collect();
    Ok(sheet(report, "สรุป", columns, rows, Some(totals)))
}

fn accounts(report: &DailyReport) -> Result<Sheet, ExportError> {
    let mut columns = vec![
        Column::new("ธนาคาร", ColumnKind::Text, 30),
        Column::new("ประเภท", ColumnKind::Text, 18),
        Column::new("เลขที่บัญชี", ColumnKind::Text, 18),
    ];
    columns.extend(money_columns(&["ยกมา", "รับ", "จ่าย", "คงเหลือ"]));
    let rows = report.accounts.iter().map(|account| {
        vec![
            text(&account.bank),
            text(&account.kind),
            text(&account.number),
            Cell::Money(account.brought_forward),
            Cell::Money(account.received),
            Cell::Money(account.paid),
            Cell::Money(account.balance),
        ]
    });
    let totals = vec![
        text("รวม"),
        Cell::Empty,
        Cell::Empty,
        Cell::Money(report.bank.brought_forward),
        Cell::Money(report.bank.received_direct.plus(report.bank.deposited)?),
        Cell::Money(report.bank.paid),
        Cell::Money(report.bank.carried_forward),
    ];
    Ok(sheet(
        report,
        "เงินฝากธนาคาร",
        columns,
        rows.collect(),
        Some(totals),
    ))
}

fn waiting_cheques(report: &DailyReport) -> Result<Sheet, ExportError> {
    let columns = vec![
        Column::new("เลขที่เช็ค", ColumnKind::Text, 18),
        Column::new("วันที่", ColumnKind::Date, 16),
        Column::new("ผู้มีสิทธิรับเงิน", ColumnKind::Text, 40),
        Column::new("จำนวนเงิน", ColumnKind::Money, 20),
    ];
    let waiting = &report.cheques_not_collected;
    let rows = waiting.iter().map(|cheque| {
        vec![
            text(&cheque.number),
            Cell::Date(cheque.date),
            text(&cheque.payee),
            Cell::Money(cheque.amount),
        ]
    });
    let total = Amount::sum(waiting.iter().map(|cheque| cheque.amount))?;
    let count = format!("รวม {} ฉบับ", waiting.len());
    let totals = vec![
        Cell::Text(count),
        Cell::Empty,
        Cell::Empty,
        Cell::Money(total),
    ];
    Ok(sheet(
        report,
        "เช็คยังไม่มารับ",
        columns,
        rows.collect(),
        Some(totals),
    ))
}

fn counted_cash(report: &DailyReport) -> Result<Sheet, ExportError> {
    let columns = vec![
        Column::new("ชนิด", ColumnKind::Text, 14),
        Column::new("มูลค่า", ColumnKind::Money, 14),
        Column::new("จำนวน", ColumnKind::Integer, 12),
        Column::new("เป็นเงิน", ColumnKind::Money, 20),
    ];
    let mut rows = Vec::new();
    for line in &report.denominations {
        let kind = match line.kind {
            DenominationKind::Note => "ธนบัตร",
            DenominationKind::Coin => "เหรียญ",
        };
        let (count, worth) = match line.count {
            Some(count) => {
                let worth = line.value.times(count)?;
                (Cell::Integer(i64::from(count)), Cell::Money(worth))
            }
            None => (Cell::Empty, Cell::Empty),
        };
        rows.push(vec![text(kind), Cell::Money(line.value), count, worth]);
    }
    let counted = report.cash_counted()?;
    let total = counted.map_or(Cell::Empty, Cell::Money);
    let totals = vec![text("รวม"), Cell::Empty, Cell::Empty, total];
    Ok(sheet(report, "เงินสดเก็บรักษา", columns, rows, Some(totals)))
}
