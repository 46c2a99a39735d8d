//! A small table: parts, sums, headings over headings.

use crate::samples::{amount, date, paper};
use export::forms::reporting::table::*;
use export::paper::{SignaturePlace, Signer};
use export::xlsx::{Cell, ColumnKind};

fn column(header: &str, above: Option<&str>, kind: ColumnKind, width: u16) -> TableColumn {
    TableColumn {
        header: header.to_owned(),
        above: above.map(str::to_owned),
        kind,
        width,
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// Receipts and payments, with a month before and a row that takes money back.
pub fn table() -> Table {
    let row = |code: &str, name: &str, before: &str, now: &str| {
        let now = Cell::Money(amount(now));
        let cells = [text(code), text(name), Cell::Date(date(10))];
        cells
            .into_iter()
            .chain([Cell::Money(amount(before)), now])
            .collect()
    };
    let sums = |label: &str, before: &str, now: &str| {
        let sums = [before, now].map(|sum| Cell::Money(amount(sum)));
        let label = [text(label), Cell::Empty, Cell::Empty];
        Some(label.into_iter().chain(sums).collect())
    };
    Table {
        paper: paper(None),
        title: "รายงานรับ-จ่ายเงินสด".to_owned(),
        dated: "ณ วันที่".to_owned(),
        about: vec!["ตั้งแต่วันที่ 1 ตุลาคม 2568 ถึงวันที่ 31 ตุลาคม 2568".to_owned()],
        columns: vec![
            column("CODE", None, ColumnKind::Text, 12),
            column("ชื่อรายการ", None, ColumnKind::Text, 40),
            column("LAST", None, ColumnKind::Date, 13),
            column("9/2568", Some("2568"), ColumnKind::Money, 16),
            column("10/2568", Some("2568"), ColumnKind::Money, 16),
        ],
        parts: vec![
            TablePart {
                title: Some("ด้านรับ".to_owned()),
                rows: vec![
                    row("412106", "ค่าธรรมเนียมเก็บและขนขยะมูลฝอย", "0.00", "1875.00"),
                    row("411001", "ภาษีที่ดินและสิ่งปลูกสร้าง", "120.50", "-1234.50"),
                ],
                totals: sums("รวมด้านรับ", "120.50", "640.50"),
            },
            TablePart {
                title: Some("ด้านจ่าย".to_owned()),
                rows: vec![row("532000", "หมวดค่าใช้สอย", "100.00", "900.00")],
                totals: sums("รวมด้านจ่าย", "100.00", "900.00"),
            },
        ],
        totals: sums("รับสูงกว่าจ่าย", "20.50", "-259.50"),
        signers: vec![SignaturePlace {
            role: "หัวหน้าหน่วยงานคลัง".to_owned(),
            signer: Signer::default(),
        }],
    }
}
