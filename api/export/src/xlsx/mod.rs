//! Tables as workbooks: true numbers and dates, frozen header, filter, totals that add up.

mod formats;
mod number;

use crate::amount::Amount;
use crate::error::ExportError;
use crate::thai;
use chrono::{NaiveDate, NaiveDateTime};
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

/// One table of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name of the tab; Excel allows 31 characters and none of `[]:*?/\`.
    pub name: String,
    /// Title above the table.
    pub title: String,
    /// Lines below the title: organisation, period, filters.
    #[serde(default)]
    pub subtitles: Vec<String>,
    /// The moment the figures were true, Bangkok time; printed as its own line.
    pub as_of: NaiveDateTime,
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// The total row, if any. An amount equal to the sum of its column is written as a formula.
    #[serde(default)]
    pub totals: Option<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Heading.
    pub header: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Width in characters.
    pub width: u16,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text, left.
    Text,
    /// Baht, `#,##0.00`, right.
    Money,
    /// A date, shown in the Buddhist era.
    Date,
    /// A whole number.
    Integer,
}

/// What a cell holds; amounts are numbers of two decimals, days are days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, never read as a formula.
    Text(String),
    /// Baht.
    Money(Amount),
    /// A date of the common era.
    Date(NaiveDate),
    /// A whole number.
    Integer(i64),
}

impl Column {
    /// A column.
    pub fn new(header: &str, kind: ColumnKind, width: u16) -> Column {
        Column {
            header: header.to_owned(),
            kind,
            width,
        }
    }
}

/// The bytes of a workbook with these tables. The same tables give the same bytes.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, ExportError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    if let Some(first) = sheets.first() {
        let created = date_time(first.as_of)?;
        let properties = DocProperties::new().set_title(&first.title);
        book.set_properties(&properties.set_creation_datetime(&created));
    }
    for sheet in sheets {
        write_sheet(book.add_worksheet(), sheet, &formats)?;
    }
    book.save_to_buffer().map_err(fault)
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), ExportError> {
    page.set_name(&sheet.name).map_err(fault)?;
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    page.set_footer("&L&F&Rหน้า &P/&N");
    let header_row = write_head(page, sheet, formats)?;
    let first_row = header_row + 1;
    let mut row_number = first_row;
    for row in &sheet.rows {
        write_row(page, sheet, row_number, row, |kind| formats.body(kind))?;
        row_number += 1;
    }
    if let Some(totals) = &sheet.totals {
        write_row(page, sheet, row_number, totals, |kind| formats.total(kind))?;
        write_sums(page, sheet, (first_row, row_number), totals, formats)?;
    }
    let last_column = column_number(sheet.columns.len().saturating_sub(1))?;
    let last_row = row_number.saturating_sub(1).max(header_row);
    page.autofilter(header_row, 0, last_row, last_column)
        .map_err(fault)?;
    page.set_freeze_panes(first_row, 0).map_err(fault)?;
    page.set_repeat_rows(header_row, header_row)
        .map_err(fault)?;
    Ok(())
}

/// Title, subtitles, as-of line and headings; returns the row of the headings.
fn write_head(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<u32, ExportError> {
    page.write_string_with_format(0, 0, &sheet.title, &formats.title)
        .map_err(fault)?;
    let as_of = format!("ข้อมูล ณ {}", thai::short_date_time(sheet.as_of));
    let mut row = 1;
    for line in sheet.subtitles.iter().chain([&as_of]) {
        page.write_string_with_format(row, 0, line, &formats.subtitle)
            .map_err(fault)?;
        row += 1;
    }
    for (index, column) in sheet.columns.iter().enumerate() {
        let number = column_number(index)?;
        let width = number::of_width(column.width);
        page.set_column_width(number, width).map_err(fault)?;
        page.write_string_with_format(row, number, &column.header, &formats.header)
            .map_err(fault)?;
    }
    Ok(row)
}

fn write_row<'f>(
    page: &mut Worksheet,
    sheet: &Sheet,
    row: u32,
    cells: &[Cell],
    format: impl Fn(ColumnKind) -> &'f rust_xlsxwriter::Format,
) -> Result<(), ExportError> {
    if cells.len() != sheet.columns.len() {
        return Err(ExportError::RowWidth {
            expected: sheet.columns.len(),
            found: cells.len(),
        });
    }
    for (index, (cell, column)) in cells.iter().zip(&sheet.columns).enumerate() {
        let number = column_number(index)?;
        let format = format(cell.kind().unwrap_or(column.kind));
        match cell {
            Cell::Empty => page.write_blank(row, number, format),
            Cell::Text(text) => page.write_string_with_format(row, number, text, format),
            Cell::Money(amount) => {
                page.write_number_with_format(row, number, number::of_amount(*amount)?, format)
            }
            Cell::Integer(value) => {
                page.write_number_with_format(row, number, number::of_integer(*value)?, format)
            }
            Cell::Date(date) => {
                let date = date_time(date.and_time(chrono::NaiveTime::MIN))?;
                page.write_datetime_with_format(row, number, &date, format)
            }
        }
        .map_err(fault)?;
    }
    Ok(())
}

/// Replaces each total that is the sum of its column by a formula with that result.
fn write_sums(
    page: &mut Worksheet,
    sheet: &Sheet,
    (first_row, total_row): (u32, u32),
    totals: &[Cell],
    formats: &Formats,
) -> Result<(), ExportError> {
    if total_row == first_row {
        return Ok(());
    }
    for (index, total) in totals.iter().enumerate() {
        let Cell::Money(total) = total else { continue };
        let cells = sheet.rows.iter().filter_map(|row| row.get(index));
        let sum = Amount::sum(cells.filter_map(Cell::money))?;
        if sum != *total {
            continue;
        }
        let number = column_number(index)?;
        let letter = rust_xlsxwriter::column_number_to_name(number);
        // Rows count from 0 here and from 1 in a formula.
        let formula = format!("=SUM({letter}{}:{letter}{total_row})", first_row + 1);
        let formula = Formula::new(formula).set_result(total.to_string());
        let format = formats.total(ColumnKind::Money);
        page.write_formula_with_format(total_row, number, formula, format)
            .map_err(fault)?;
    }
    Ok(())
}

impl Cell {
    fn kind(&self) -> Option<ColumnKind> {
        match self {
            Cell::Empty => None,
            Cell::Text(_) => Some(ColumnKind::Text),
            Cell::Money(_) => Some(ColumnKind::Money),
            Cell::Date(_) => Some(ColumnKind::Date),
            Cell::Integer(_) => Some(ColumnKind::Integer),
        }
    }

    pub(crate) fn money(&self) -> Option<Amount> {
        match self {
            Cell::Money(amount) => Some(*amount),
            _ => None,
        }
    }
}

fn date_time(moment: NaiveDateTime) -> Result<ExcelDateTime, ExportError> {
    ExcelDateTime::parse_from_str(&moment.format("%Y-%m-%dT%H:%M:%S").to_string()).map_err(fault)
}

fn column_number(index: usize) -> Result<u16, ExportError> {
    u16::try_from(index).map_err(|_| ExportError::Workbook("too many columns".to_owned()))
}

fn fault(error: XlsxError) -> ExportError {
    ExportError::Workbook(error.to_string())
}
