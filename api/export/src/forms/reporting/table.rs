//! Any table, as paper and as workbook: whose it is, of when, by which filters, and its sums.

use crate::amount::Amount;
use crate::error::ExportError;
use crate::forms::Printable;
use crate::paper::{Paper, SignaturePlace};
use crate::thai;
use crate::xlsx::{self, Cell, Column, ColumnKind, Sheet};
use serde::{Deserialize, Serialize};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Head and foot; its date is the day the figures are of.
    pub paper: Paper,
    /// What it is called.
    pub title: String,
    /// What stands before its date in the head.
    pub dated: String,
    /// What it is narrowed down to: period, filters; a line each.
    #[serde(default)]
    pub about: Vec<String>,
    /// From the left.
    pub columns: Vec<TableColumn>,
    /// One without a title where it is not divided.
    pub parts: Vec<TablePart>,
    /// The sums at its foot, as long as `columns`; their label is the first cell.
    #[serde(default)]
    pub totals: Option<Vec<Cell>>,
    /// Who signs it, below.
    #[serde(default)]
    pub signers: Vec<SignaturePlace>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Heading.
    pub header: String,
    /// A heading over this one and its neighbours of the same.
    #[serde(default)]
    pub above: Option<String>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Width in letters.
    pub width: u16,
}

/// Rows that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// What they are.
    #[serde(default)]
    pub title: Option<String>,
    /// Each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// Their own sums.
    #[serde(default)]
    pub totals: Option<Vec<Cell>>,
}

impl Table {
    /// Makes every column of amounts as wide as its longest one.
    pub fn fit(&mut self) {
        let parts = self.parts.iter();
        let rows: Vec<&Vec<Cell>> = parts
            .flat_map(|part| part.rows.iter().chain(&part.totals))
            .chain(&self.totals)
            .collect();
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cells = rows.iter().filter_map(|row| row.get(index));
            let amounts = cells.filter_map(|cell| match cell {
                Cell::Money(amount) => Some(thai::money(*amount).len()),
                _ => None,
            });
            let longest = amounts
                .max()
                .and_then(|letters| u16::try_from(letters).ok());
            column.width = column.width.max(longest.unwrap_or_default());
        }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum()
    }

    fn is_divided(&self) -> bool {
        self.parts.iter().any(|part| part.title.is_some())
    }

    fn subtitles(&self) -> Vec<String> {
        let (place, paper) = (&self.paper.organisation, &self.paper);
        let mut lines = vec![place.name.clone()];
        lines.extend(place.place());
        lines.extend(self.about.iter().cloned());
        lines.extend(paper.head.as_ref().map(|head| {
            let seq = thai::grouped(head.seq);
            format!("บันทึกลำดับที่ {seq} รหัสยืนยัน {}", head.short_code)
        }));
        lines.push(format!("ผู้พิมพ์ {}", paper.printed_by));
        lines
    }

    /// Its rows with the part of each before it, where it is divided.
    fn rows(&self) -> impl Iterator<Item = Vec<Cell>> + '_ {
        let is_divided = self.is_divided();
        self.parts.iter().flat_map(move |part| {
            let title = part.title.clone().unwrap_or_default();
            part.rows.iter().map(move |row| {
                let title = is_divided.then(|| Cell::Text(title.clone()));
                title.into_iter().chain(row.iter().cloned()).collect()
            })
        })
    }
}

/// The table as a workbook. What divides it on paper is a column here, so that it can be filtered.
pub fn workbook(table: &Table) -> Result<Vec<u8>, ExportError> {
    table.check()?;
    let is_divided = table.is_divided();
    let own = table.columns.iter().map(|column| {
        let above = column.above.iter().map(String::as_str);
        let header: Vec<&str> = above.chain([column.header.as_str()]).collect();
        Column::new(&header.join(" "), column.kind, column.width + 4)
    });
    let part = is_divided.then(|| Column::new("ส่วน", ColumnKind::Text, 14));
    let totals = table.totals.clone().map(|mut totals| {
        if is_divided {
            totals.insert(1, Cell::Empty);
        }
        totals
    });
    let plain = |letter: char| !"[]:*?/\\'".contains(letter);
    xlsx::workbook(&[Sheet {
        name: table.title.chars().filter(|c| plain(*c)).take(31).collect(),
        title: table.title.clone(),
        subtitles: table.subtitles(),
        as_of: table.paper.printed_at,
        columns: part.into_iter().chain(own).collect(),
        rows: table.rows().collect(),
        totals,
    }])
}

impl Printable for Table {
    fn check(&self) -> Result<(), ExportError> {
        let expected = self.columns.len();
        let parts = self.parts.iter();
        let mut rows = parts
            .flat_map(|part| part.rows.iter().chain(&part.totals))
            .chain(&self.totals);
        match rows.find(|row| row.len() != expected) {
            Some(row) => Err(ExportError::RowWidth {
                expected,
                found: row.len(),
            }),
            None => self.check_parts(),
        }
    }
}

impl Table {
    /// The sums of a part are those of its rows.
    fn check_parts(&self) -> Result<(), ExportError> {
        for part in &self.parts {
            for (index, total) in part.totals.iter().flatten().enumerate() {
                let Cell::Money(total) = total else { continue };
                let cells = part.rows.iter().filter_map(|row| row.get(index));
                let sum = Amount::sum(cells.filter_map(Cell::money))?;
                crate::amount::agree("the sum of a part", sum, *total)?;
            }
        }
        Ok(())
    }
}
