//! The ordinance as its council has it: estimates of revenue, then appropriations. Without codes, as the
//! ordinances that offices print (E16).

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::reporting::table::{Table, TableColumn, TablePart};
use export::paper::SignaturePlace;
use export::xlsx::{Cell, ColumnKind};
use shared::Money;
use shared::budget::{Ordinance, OrdinanceLine, RevenueEstimate};
use shared::document::{Document, StepName};

/// The ordinance with its estimates and lines, in baht.
pub fn form(document: &Document<Ordinance>, facts: &PrintFacts) -> Form {
    let (header, body) = (&document.header, &document.body);
    let mut paper = facts.paper(header, None);
    paper.number = Some(body.ordinance_no.clone());
    paper.date = body.approved_on;
    let signed = [
        ("ผู้จัดทำ", StepName::Submit),
        ("ปลัด", StepName::Examine),
        ("ผู้บริหารท้องถิ่น", StepName::Approve),
    ];
    let place = |(role, step): (&str, StepName)| SignaturePlace {
        role: role.to_owned(),
        signer: facts.signer(step),
    };
    let estimates = body.estimates.iter();
    let lines = body.lines.iter();
    let mut table = Table {
        paper,
        title: header.kind.thai().to_owned(),
        dated: "วันที่อนุมัติ".to_owned(),
        about: vec![format!("ประจำปีงบประมาณ พ.ศ. {}", header.fiscal_year)],
        columns: columns(),
        parts: vec![
            part(
                "ประมาณการรายรับ",
                estimates.map(|row| estimate(row, facts)).collect(),
            ),
            part(
                "ประมาณการรายจ่าย",
                lines.map(|row| line(row, facts)).collect(),
            ),
        ],
        totals: None,
        signers: signed.map(place).to_vec(),
    };
    table.fit();
    Form::from(table)
}

fn columns() -> Vec<TableColumn> {
    let column = |header: &str, kind, width| TableColumn {
        header: header.to_owned(),
        above: None,
        kind,
        width,
    };
    vec![
        column("งาน", ColumnKind::Text, 22),
        column("ประเภท", ColumnKind::Text, 26),
        column("รายการ", ColumnKind::Text, 34),
        column("จำนวนเงิน", ColumnKind::Money, 16),
    ]
}

fn part(title: &str, rows: Vec<(Money, [String; 3])>) -> TablePart {
    let sum: Money = rows.iter().map(|(value, _)| *value).sum();
    let row = |(value, texts): (Money, [String; 3])| {
        let texts = texts.into_iter().map(Cell::Text);
        texts.chain([Cell::Money(amount(value))]).collect()
    };
    TablePart {
        title: Some(title.to_owned()),
        rows: rows.into_iter().map(row).collect(),
        totals: Some(vec![
            Cell::Text(format!("รวม{title}")),
            Cell::Empty,
            Cell::Empty,
            Cell::Money(amount(sum)),
        ]),
    }
}

fn estimate(row: &RevenueEstimate, facts: &PrintFacts) -> (Money, [String; 3]) {
    let name = facts.name(&row.revenue_type);
    (row.amount, [String::new(), name, String::new()])
}

/// Where it is spent, on what, and what the council wrote of it.
fn line(row: &OrdinanceLine, facts: &PrintFacts) -> (Money, [String; 3]) {
    let work = facts.name(format!("budget_plan:{}", row.work));
    let sort = facts.name(format!("expenditure_type:{}", row.expenditure_type));
    let project = row.project.iter().map(String::as_str);
    let said: Vec<&str> = [row.name_th.as_str()].into_iter().chain(project).collect();
    (row.amount, [work, sort, said.join(" ")])
}
