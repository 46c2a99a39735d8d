//! Rows as what is printed.

use super::{Tabled, joined};
use crate::platform::clock::bangkok_time;
use chrono::{DateTime, NaiveDate, Utc};
use export::Amount;
use export::forms::reporting::table::{Table, TableColumn, TablePart};
use export::paper::{ChainHead, Organisation, Paper, SignaturePlace, Signer, Status};
use export::xlsx::{Cell as PaperCell, ColumnKind};
use shared::Money;
use shared::document::field_name;
use shared::reporting::RecordHead;
use shared::table::{Cell, CellKind, Column, Row};

/// Rows that are printed at once. A page of paper costs a hundred times what its rows cost in a workbook.
pub const MOST_ON_PAPER: u32 = 2_000;
/// Rows of one workbook.
pub const MOST_IN_WORKBOOK: u32 = 50_000;

/// Money as paper has it.
pub fn amount(value: Money) -> Amount {
    Amount::from_satang(value.satang().unwrap_or_default())
}

/// What stands on every paper beside the rows.
pub(super) struct Facts {
    pub organisation: Organisation,
    pub head: RecordHead,
    /// Where codes are checked.
    pub witness_url: String,
    pub now: DateTime<Utc>,
    pub printed_by: String,
}

impl Facts {
    fn paper(self, as_at: Option<NaiveDate>) -> Paper {
        let printed_at = bangkok_time(self.now);
        let code = self.head.short_code();
        Paper {
            organisation: self.organisation,
            number: None,
            date: as_at.unwrap_or(printed_at.date()),
            status: Status::Final,
            copy_mark: None,
            entered_on: None,
            reprint: 0,
            head: Some(ChainHead {
                seq: u64::try_from(self.head.seq).unwrap_or_default(),
                hash: self.head.hash,
                url: format!("{}/{code}", self.witness_url),
                short_code: code,
            }),
            printed_at,
            printed_by: self.printed_by,
            has_thai_digits: false,
            amount_words: Default::default(),
        }
    }
}

/// The table as it is printed.
pub(super) fn table<R: Row>(tabled: Tabled<R>, facts: Facts) -> Table {
    let columns = R::columns();
    let parts = divided(&tabled.rows);
    let is_summed = columns.iter().any(|column| column.kind == CellKind::Amount);
    let totals = is_summed && tabled.rows.iter().any(|row| row.counts() != 0);
    let part = |rows: &[R]| {
        let title = rows.first().and_then(R::part).map(|(thai, _)| thai);
        let label = title.map(|title| format!("รวม{title}"));
        TablePart {
            title: title.map(str::to_owned),
            rows: rows.iter().map(|row| cells(&columns, row)).collect(),
            totals: label.map(|label| sums(&columns, rows, label, |_| 1)),
        }
    };
    let place = |role: &&str| SignaturePlace {
        role: (*role).to_owned(),
        signer: Signer::default(),
    };
    let dated = match tabled.as_at {
        Some(_) => "ณ วันที่",
        None => "ข้อมูล ณ วันที่",
    };
    let mut table = Table {
        title: tabled.title,
        dated: dated.to_owned(),
        about: about(tabled.period.on_paper(), &tabled.filter),
        columns: columns.iter().map(heading).collect(),
        parts: parts.into_iter().map(part).collect(),
        totals: totals.then(|| sums(&columns, &tabled.rows, R::TOTAL.0.to_owned(), R::counts)),
        signers: tabled.signed_by.iter().map(place).collect(),
        paper: facts.paper(tabled.as_at),
    };
    table.fit();
    table
}

/// The rows, part by part.
fn divided<R: Row>(rows: &[R]) -> Vec<&[R]> {
    rows.chunk_by(|row, next| row.part() == next.part())
        .collect()
}

fn about(period: Option<String>, filter: &[(&'static str, String)]) -> Vec<String> {
    let said = |(field, said): &(&'static str, String)| {
        Some(format!("{}: {said}", field_name(None, field)))
    };
    let filter = joined(filter.iter().map(said), " · ");
    let filter = filter.map(|filter| format!("เฉพาะ {filter}"));
    period.into_iter().chain(filter).collect()
}

fn heading<R>(column: &Column<R>) -> TableColumn {
    TableColumn {
        header: column.names.0.to_owned(),
        above: column.above.map(|(thai, _)| thai.to_owned()),
        kind: match column.kind {
            CellKind::Text => ColumnKind::Text,
            CellKind::Day => ColumnKind::Date,
            CellKind::Amount => ColumnKind::Money,
            CellKind::Number => ColumnKind::Integer,
        },
        width: column.width,
    }
}

fn cells<R: 'static>(columns: &[Column<R>], row: &R) -> Vec<PaperCell> {
    let cell = |column: &Column<R>| match column.of(row) {
        Cell::Empty => PaperCell::Empty,
        Cell::Text(text) => PaperCell::Text(text),
        Cell::Name((thai, _)) => PaperCell::Text(thai.to_owned()),
        Cell::Day(day) => PaperCell::Date(day),
        Cell::Amount(value) => PaperCell::Money(amount(value)),
        Cell::Number(number) => PaperCell::Integer(number),
    };
    columns.iter().map(cell).collect()
}

/// The label, and below each column of amounts what they add up to.
fn sums<R: 'static>(
    columns: &[Column<R>],
    rows: &[R],
    label: String,
    counts: impl Fn(&R) -> i8,
) -> Vec<PaperCell> {
    let sum = |column: &Column<R>| -> Money {
        let of_row = |row: &R| match (column.of(row), counts(row)) {
            (Cell::Amount(value), 1) => value,
            (Cell::Amount(value), -1) => -value,
            _ => Money::ZERO,
        };
        rows.iter().map(of_row).sum()
    };
    let cell = |(index, column): (usize, &Column<R>)| match (index, column.kind) {
        (0, _) => PaperCell::Text(label.clone()),
        (_, CellKind::Amount) => PaperCell::Money(amount(sum(column))),
        _ => PaperCell::Empty,
    };
    columns.iter().enumerate().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::table::Names;

    struct Moved(&'static str, i64, bool);

    impl Row for Moved {
        const TOTAL: Names = ("คงเหลือ", "Left");

        fn columns() -> Vec<Column<Moved>> {
            vec![
                Column::new(("รายการ", "What"), |row: &Moved| {
                    row.0.to_owned()
                }),
                Column::new(("จำนวน", "Amount"), |row: &Moved| {
                    Money::from_satang(row.1)
                }),
            ]
        }

        fn part(&self) -> Option<Names> {
            Some(if self.2 {
                ("จ่าย", "Paid")
            } else {
                ("รับ", "Received")
            })
        }

        fn counts(&self) -> i8 {
            if self.2 { -1 } else { 1 }
        }
    }

    fn facts() -> Facts {
        Facts {
            organisation: Organisation {
                name: String::new(),
                district: String::new(),
                province: String::new(),
            },
            head: RecordHead::default(),
            witness_url: String::new(),
            now: DateTime::UNIX_EPOCH,
            printed_by: String::new(),
        }
    }

    #[test]
    fn parts_add_up_and_what_is_paid_counts_less() {
        let rows = vec![
            Moved("ก", 500, false),
            Moved("ข", 200, false),
            Moved("ค", 900, true),
        ];
        let tabled = Tabled::new("", rows).only([("q", "ก".to_owned())]);
        let table = table(tabled, facts());
        let money = |satang| PaperCell::Money(Amount::from_satang(satang));
        let parts: Vec<_> = table.parts.iter().map(|part| part.totals.clone()).collect();
        let label = |text: &str| PaperCell::Text(text.to_owned());
        assert_eq!(
            parts,
            [
                Some(vec![label("รวมรับ"), money(700)]),
                Some(vec![label("รวมจ่าย"), money(900)])
            ]
        );
        assert_eq!(table.totals, Some(vec![label("คงเหลือ"), money(-200)]));
        assert_eq!(table.about, ["เฉพาะ คำค้น: ก"]);
    }
}
