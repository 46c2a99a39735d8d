//! M-03 รายงานรับ-จ่ายเงิน as offices print it: what was estimated, what came about since the first day of
//! the year and in the period, between the money brought forward and carried forward.

use super::store;
use crate::budget::{Estimate, estimates};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use shared::codes::Code;
use shared::ledger::{CashSide, TrialBalanceRow};
use shared::reporting::ReceiptsPaymentsRow;
use shared::table::{Column, Names, Row};
use shared::{FiscalYear, Money};
use std::collections::HashMap;

/// A row of the report, in baht.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Received or paid; none of what stands before and after both.
    side: Option<CashSide>,
    /// หมวด of a type of revenue; what a row beside both sides is.
    group: String,
    estimate: Option<Money>,
    year_to_date: Money,
    name: String,
    code: String,
    amount: Money,
}

impl Row for Line {
    fn columns() -> Vec<Column<Line>> {
        vec![
            Column::new(("หมวด", "Category"), |row: &Line| row.group.clone()).wide(18),
            Column::new(("ประมาณการ", "Estimate"), |row: &Line| {
                row.estimate
            }),
            Column::new(
                ("เกิดขึ้นจริงตั้งแต่ต้นปี", "Since 1 October"),
                |row: &Line| row.year_to_date,
            ),
            Column::new(("รายการ", "Item"), |row: &Line| {
                row.name.clone()
            })
            .wide(34),
            Column::new(("รหัสบัญชี", "Code"), |row: &Line| {
                row.code.clone()
            })
            .wide(11),
            Column::new(("ในงวด", "In the period"), |row: &Line| {
                row.amount
            }),
        ]
    }

    fn part(&self) -> Option<Names> {
        self.side.map(CashSide::names)
    }

    /// What both sides come to is a row of its own, before what is carried forward.
    fn counts(&self) -> i8 {
        0
    }
}

/// The report of these days, with the year of the last one.
pub async fn report(tx: &mut Tx<'_>, from: NaiveDate, to: NaiveDate) -> Result<Vec<Line>, Error> {
    let year = FiscalYear::of(to);
    let money = store::money_accounts(tx).await?;
    let of_period = held(&store::trial_balance(tx, from, to).await?, &money);
    let of_year = held(
        &store::trial_balance(tx, year.first_day(), to).await?,
        &money,
    );
    let rows = store::receipts_payments(tx, from, to).await?;
    let groups = store::groups(tx).await?;
    let lines = both_sides(rows, estimates(tx, year).await?, &groups);
    Ok(between(lines, of_year, of_period))
}

/// What the accounts of money began and ended with.
fn held(rows: &[TrialBalanceRow], money: &[String]) -> (Money, Money) {
    let of_money = || rows.iter().filter(|row| money.contains(&row.account));
    (
        of_money()
            .map(|row| row.opening_debit - row.opening_credit)
            .sum(),
        of_money()
            .map(|row| row.closing_debit - row.closing_credit)
            .sum(),
    )
}

/// What came about beside what was estimated; what was only estimated too.
fn both_sides(
    rows: Vec<ReceiptsPaymentsRow>,
    estimates: Vec<Estimate>,
    groups: &HashMap<String, String>,
) -> Vec<Line> {
    let happened = rows.into_iter().map(|row| Line {
        side: Some(row.side),
        year_to_date: row.year_to_date,
        name: row.name,
        code: row.code,
        amount: row.amount,
        ..Line::default()
    });
    let mut lines: Vec<Line> = happened.collect();
    for expected in estimates {
        let of_it =
            |line: &&mut Line| line.side == Some(expected.side) && line.code == expected.code;
        match lines.iter_mut().find(of_it) {
            Some(line) => line.estimate = Some(expected.amount),
            None => lines.push(Line {
                side: Some(expected.side),
                estimate: Some(expected.amount),
                name: expected.name,
                code: expected.code,
                ..Line::default()
            }),
        }
    }
    for line in &mut lines {
        line.group = groups.get(&line.code).cloned().unwrap_or_default();
    }
    lines.sort_by_key(|line| (line.side == Some(CashSide::Payments), line.code.clone()));
    lines
}

/// Between what there was and what is left.
fn between(lines: Vec<Line>, of_year: (Money, Money), of_period: (Money, Money)) -> Vec<Line> {
    let beside = |name: &str, year_to_date, amount| Line {
        name: name.to_owned(),
        year_to_date,
        amount,
        ..Line::default()
    };
    let sum = |side, of: fn(&Line) -> Money| -> Money {
        let of_side = lines.iter().filter(|line| line.side == Some(side));
        of_side.map(of).sum()
    };
    let over = |of: fn(&Line) -> Money| sum(CashSide::Receipts, of) - sum(CashSide::Payments, of);
    let over = beside(
        "รับสูง (ต่ำ) กว่าจ่าย",
        over(|line| line.year_to_date),
        over(|line| line.amount),
    );
    let first = beside("ยอดยกมา", of_year.0, of_period.0);
    let last = beside("ยอดยกไป", of_year.1, of_period.1);
    let first = std::iter::once(first);
    first.chain(lines).chain([over, last]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_estimated_stands_beside_what_came_about() {
        let baht = |amount: i64| Money::from_satang(amount * 100);
        let happened = |side, code: &str, amount| ReceiptsPaymentsRow {
            side,
            code: code.to_owned(),
            name: String::new(),
            amount: baht(amount),
            year_to_date: baht(amount * 2),
        };
        let expected = |side, code: &str, amount| Estimate {
            side,
            code: code.to_owned(),
            name: code.to_owned(),
            amount: baht(amount),
        };
        let rows = vec![
            happened(CashSide::Receipts, "412106", 5),
            happened(CashSide::Payments, "532000", 3),
        ];
        let wanted = vec![
            expected(CashSide::Receipts, "411001", 10),
            expected(CashSide::Receipts, "412106", 7),
        ];
        let groups = HashMap::from([("412106".to_owned(), "หมวดค่าธรรมเนียม".to_owned())]);
        let lines = both_sides(rows, wanted, &groups);
        let lines = between(lines, (baht(100), baht(104)), (baht(102), baht(104)));
        let seen: Vec<_> = lines
            .iter()
            .map(|line| {
                (
                    line.code.as_str(),
                    line.estimate,
                    line.year_to_date,
                    line.amount,
                )
            })
            .collect();
        let seven = Some(baht(7));
        assert_eq!(
            seen,
            [
                ("", None, baht(100), baht(102)),
                ("411001", Some(baht(10)), Money::ZERO, Money::ZERO),
                ("412106", seven, baht(10), baht(5)),
                ("532000", None, baht(6), baht(3)),
                ("", None, baht(4), baht(2)),
                ("", None, baht(104), baht(104)),
            ]
        );
        assert_eq!(lines[2].group, "หมวดค่าธรรมเนียม");
    }
}
