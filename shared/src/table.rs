//! Tables that people read, calculate with and print: each declares its columns once, and the page,
//! the workbook and the paper come from that.

use crate::codes::Code;
use crate::{FiscalYear, Money};
use chrono::NaiveDate;

/// What something is called: Thai, English.
pub type Names = (&'static str, &'static str);

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    Day,
    /// Baht.
    Amount,
    /// A whole number.
    Number,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    Text(String),
    /// What a code is called.
    Name(Names),
    Day(NaiveDate),
    /// Baht.
    Amount(Money),
    Number(i64),
}

/// What can stand in a cell; its type says what the column holds.
pub trait InCell {
    /// What the column holds.
    const KIND: CellKind;
    /// As a cell.
    fn into_cell(self) -> Cell;
}

macro_rules! in_cell {
    ($($of:ty => $kind:ident, |$value:ident| $cell:expr;)*) => {$(
        impl InCell for $of {
            const KIND: CellKind = CellKind::$kind;
            fn into_cell(self) -> Cell {
                let $value = self;
                $cell
            }
        }
    )*};
}

in_cell! {
    String => Text, |text| Cell::Text(text);
    NaiveDate => Day, |day| Cell::Day(day);
    Money => Amount, |amount| Cell::Amount(amount);
    FiscalYear => Text, |year| Cell::Text(year.to_string());
    i64 => Number, |number| Cell::Number(number);
    Names => Text, |names| Cell::Name(names);
}

impl<T: InCell> InCell for Option<T> {
    const KIND: CellKind = T::KIND;
    fn into_cell(self) -> Cell {
        self.map_or(Cell::Empty, T::into_cell)
    }
}

/// A code, by what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Called<C>(pub C);

impl<C: Code> InCell for Called<C> {
    const KIND: CellKind = CellKind::Text;
    fn into_cell(self) -> Cell {
        Cell::Name(self.0.names())
    }
}

/// One column of the rows `R`.
pub struct Column<R> {
    /// The heading.
    pub names: Names,
    /// A heading over this one and its neighbours of the same.
    pub above: Option<Names>,
    /// What its cells hold.
    pub kind: CellKind,
    /// How wide, in letters.
    pub width: u16,
    read: Box<dyn Fn(&R) -> Cell + Send + Sync>,
}

impl<R: 'static> Column<R> {
    /// A column of what `read` finds in a row, as wide as its kind usually is.
    pub fn new<C: InCell + 'static>(names: Names, read: fn(&R) -> C) -> Column<R> {
        let width = match C::KIND {
            CellKind::Text => 16,
            CellKind::Day => 13,
            CellKind::Amount => 16,
            CellKind::Number => 8,
        };
        Column {
            names,
            above: None,
            kind: C::KIND,
            width,
            read: Box::new(move |row| read(row).into_cell()),
        }
    }

    /// A column of amounts, each found by `read`.
    pub fn amount(names: Names, read: impl Fn(&R) -> Money + Send + Sync + 'static) -> Column<R> {
        Column {
            read: Box::new(move |row| read(row).into_cell()),
            ..Column::new(names, |_: &R| Money::ZERO)
        }
    }

    /// As wide as so many letters.
    pub fn wide(self, letters: u16) -> Column<R> {
        Column {
            width: letters,
            ..self
        }
    }

    /// Under a heading that it shares with its neighbours.
    pub fn under(self, above: Names) -> Column<R> {
        Column {
            above: Some(above),
            ..self
        }
    }

    /// What a row has in it.
    pub fn of(&self, row: &R) -> Cell {
        (self.read)(row)
    }
}

/// Rows of a table.
pub trait Row: Sized + 'static {
    /// Its columns, from the left.
    fn columns() -> Vec<Column<Self>>;

    /// What the sums at its foot are called.
    const TOTAL: Names = ("รวมทั้งสิ้น", "Total");

    /// The part of the table it stands in; each has a sum of its own. Rows of a part follow each other.
    fn part(&self) -> Option<Names> {
        None
    }

    /// How often its amounts count in the sums at the foot: once, not at all, or less by them.
    fn counts(&self) -> i8 {
        1
    }
}
