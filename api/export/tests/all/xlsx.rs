//! A workbook read back equals what was written, to the satang and to the day.

use crate::samples;
use calamine::{Data, Range, Reader, Xlsx};
use export::forms::reporting::table;
use export::forms::treasury::daily_report;
use export::xlsx::{Cell, Column, ColumnKind, Sheet, workbook};
use export::{Amount, ExportError};
use std::fs;
use std::io::Cursor;
use std::path::Path;

fn read(name: &str, bytes: Vec<u8>, sheet: &str) -> Range<Data> {
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), &bytes).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    book.worksheet_range(sheet).unwrap()
}

fn money(data: &Data) -> Amount {
    match data {
        Data::Float(number) => format!("{number}").parse().unwrap(),
        other => panic!("not a number: {other:?}"),
    }
}

fn register(amounts: &[i64]) -> Sheet {
    let amounts: Vec<_> = amounts
        .iter()
        .map(|satang| Amount::from_satang(*satang))
        .collect();
    let total = Amount::sum(amounts.iter().copied()).unwrap();
    Sheet {
        name: "ทะเบียน".to_owned(),
        title: "ทะเบียนคุมเช็ค/ใบถอน".to_owned(),
        subtitles: vec!["องค์การบริหารส่วนตำบลทุ่งรวงทอง (สมมติ)".to_owned()],
        as_of: samples::date(31).and_hms_opt(16, 45, 0).unwrap(),
        columns: vec![
            Column::new("ลำดับ", ColumnKind::Integer, 8),
            Column::new("วันที่", ColumnKind::Date, 14),
            Column::new("รายการ", ColumnKind::Text, 40),
            Column::new("จำนวนเงิน", ColumnKind::Money, 20),
        ],
        rows: (1..)
            .zip(&amounts)
            .map(|(number, amount)| {
                vec![
                    Cell::Integer(number),
                    Cell::Date(samples::date(10)),
                    Cell::Text("=ที่นี่ หนี้ค่าน้ำ ปั๊ม".to_owned()),
                    Cell::Money(*amount),
                ]
            })
            .collect(),
        totals: Some(vec![
            Cell::Empty,
            Cell::Empty,
            Cell::Text("รวม".to_owned()),
            Cell::Money(total),
        ]),
    }
}

#[test]
fn what_is_read_back_equals_what_was_written() {
    let mut amounts = vec![1, -1, 5, 10, 29, 136_000, 18_234_603, 1_443_280_240];
    amounts.extend([(1 << 52) - 1, -(1 << 52), 9_999_999_999_999]);
    amounts.extend((0..2_000).map(|step| step * 7_919 + 3));
    let range = read(
        "register.xlsx",
        workbook(&[register(&amounts)]).unwrap(),
        "ทะเบียน",
    );
    assert_eq!(
        range.get((2, 0)).unwrap(),
        &Data::String("ข้อมูล ณ 31 ต.ค. 2568 16:45 น.".into())
    );
    assert_eq!(
        range.get((3, 3)).unwrap(),
        &Data::String("จำนวนเงิน".to_owned())
    );
    for (index, satang) in amounts.iter().enumerate() {
        let row = range.rows().nth(index + 4).unwrap();
        assert_eq!(money(&row[3]), Amount::from_satang(*satang));
        assert_eq!(row[0].to_string(), (index + 1).to_string());
        assert_eq!(row[2], Data::String("=ที่นี่ หนี้ค่าน้ำ ปั๊ม".to_owned()));
        let Data::DateTime(date) = &row[1] else {
            panic!("not a date: {:?}", row[1]);
        };
        assert_eq!(date.as_datetime().unwrap().date(), samples::date(10));
    }
    let total = range.get((amounts.len() + 4, 3)).unwrap();
    let expected = Amount::sum(amounts.iter().map(|satang| Amount::from_satang(*satang)));
    assert_eq!(money(total), expected.unwrap());
}

#[test]
fn a_total_that_is_the_sum_is_a_formula() {
    let bytes = workbook(&[register(&[100, 250])]).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let formulas = book.worksheet_formula("ทะเบียน").unwrap();
    let found: Vec<_> = formulas
        .used_cells()
        .map(|(_, _, text)| text.clone())
        .collect();
    assert_eq!(found, ["SUM(D5:D6)"]);
}

#[test]
fn a_row_of_another_width_is_refused() {
    let mut sheet = register(&[100]);
    sheet.rows[0].pop();
    let refused = ExportError::RowWidth {
        expected: 4,
        found: 3,
    };
    assert_eq!(workbook(&[sheet]), Err(refused));
}

#[test]
fn an_amount_that_is_not_exact_is_refused() {
    assert_eq!(
        workbook(&[register(&[1 << 53])]),
        Err(ExportError::AmountTooLarge)
    );
}

#[test]
fn the_daily_report_is_a_workbook_too() {
    let report = samples::daily_report();
    let bytes = daily_report::workbook(&report).unwrap();
    assert_eq!(bytes, daily_report::workbook(&report).unwrap());
    let summary = read("daily_report.xlsx", bytes.clone(), "สรุป");
    let last = summary.rows().next_back().unwrap();
    assert_eq!(last[0], Data::String("รวมทั้งสิ้น".to_owned()));
    assert_eq!(money(&last[5]), report.total_money);
    let accounts = read("daily_report.xlsx", bytes, "เงินฝากธนาคาร");
    let last = accounts.rows().next_back().unwrap();
    assert_eq!(money(&last[6]), report.bank.carried_forward);
}

#[test]
fn what_divides_a_table_is_a_column_that_can_be_filtered() {
    let input = samples::table();
    let bytes = table::workbook(&input).unwrap();
    let sheet = read("table.xlsx", bytes, "รายงานรับ-จ่ายเงินสด");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let is_heading = |row: &&[Data]| row.first() == Some(&Data::String("ส่วน".to_owned()));
    let heading = rows.iter().position(is_heading).unwrap();
    assert_eq!(rows[heading][5], Data::String("2568 10/2568".to_owned()));
    let first = rows[heading + 1];
    assert_eq!(first[0], Data::String("ด้านรับ".to_owned()));
    assert_eq!(
        (money(&first[4]), money(&first[5])),
        (Amount::ZERO, samples::amount("1875.00"))
    );
    assert_eq!(money(&rows[heading + 2][5]), samples::amount("-1234.50"));
    let last = rows[heading + 4];
    assert_eq!(last[0], Data::String("รับสูงกว่าจ่าย".to_owned()));
    assert_eq!(money(&last[5]), samples::amount("-259.50"));
    let about: Vec<String> = rows[..heading]
        .iter()
        .map(|row| row[0].to_string())
        .collect();
    let about = about.join("\n");
    for word in [
        "1 ตุลาคม 2568",
        "12407-9F2C-64B0-7D1E-58A3",
        "บุคคลสมมติ 2",
        "31 ต.ค. 2568 16:45",
    ] {
        assert!(about.contains(word), "{word} in {about}");
    }
}
