//! Every form becomes one page with its fonts inside; contradictions are refused.

use crate::samples;
use export::forms::expenditure::disbursement_request::{LoanContract, RequestPayee};
use export::forms::treasury::daily_report::BankAccount;
use export::paper::Status;
use export::{Amount, ExportError, Form, render};
use std::fs;
use std::path::Path;

/// Renders, checks what every form must fulfil, and leaves the file to be looked at.
#[track_caller]
fn check(name: &str, form: impl Into<Form>, pages: usize) -> Vec<u8> {
    let bytes = render(&form.into()).unwrap();
    fs::write(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf")),
        &bytes,
    )
    .unwrap();
    assert!(bytes.starts_with(b"%PDF-"), "{name}");
    assert_eq!(
        count(&bytes, b"/Type/Page/") + count(&bytes, b"/Type /Page\n"),
        pages,
        "{name}"
    );
    assert!(
        count(&bytes, b"Sarabun-Regular") > 0,
        "{name}: regular font"
    );
    assert!(count(&bytes, b"Sarabun-Bold") > 0, "{name}: bold font");
    bytes
}

fn count(bytes: &[u8], pattern: &[u8]) -> usize {
    bytes
        .windows(pattern.len())
        .filter(|part| *part == pattern)
        .count()
}

#[test]
fn every_form_fits_one_page_and_embeds_its_fonts() {
    let mut checked: Vec<&str> = Vec::new();
    for form in samples::forms() {
        checked.push(form.name());
        check(form.name(), form, 1);
    }
    checked.sort_unstable();
    assert_eq!(checked, Form::NAMES);
}

#[test]
fn the_same_form_gives_the_same_bytes_also_through_json() {
    for form in samples::forms() {
        let name = form.name();
        let json = serde_json::to_string(&form).unwrap();
        let again: Form = serde_json::from_str(&json).unwrap();
        assert_eq!(again, form, "{name}");
        assert_eq!(render(&form).unwrap(), render(&again).unwrap(), "{name}");
    }
}

#[test]
fn drafts_cancellations_and_reprints_are_marked() {
    let mut report = samples::daily_report();
    report.paper.status = Status::Draft;
    for line in &mut report.denominations {
        line.count = None;
    }
    for signer in &mut report.signers.custodians {
        signer.signed_on = None;
    }
    check("daily_report_draft", report, 1);
    let mut request = samples::disbursement_request();
    request.paper.status = Status::UnderWay;
    check("disbursement_request_under_way", request, 1);

    let mut receipt = samples::receipt();
    receipt.paper.reprint = 2;
    receipt.paper.status = Status::Cancelled {
        reason: "เขียนชื่อผู้ชำระเงินผิด".to_owned(),
        by: "บุคคลสมมติ 1".to_owned(),
        on: samples::date(31),
    };
    check("receipt_cancelled", receipt, 1);
}

#[test]
fn long_lists_run_over_to_further_pages() {
    let mut report = samples::daily_report();
    let empty = BankAccount {
        brought_forward: Amount::ZERO,
        paid: Amount::ZERO,
        balance: Amount::ZERO,
        ..report.accounts[1].clone()
    };
    report.accounts.extend(std::iter::repeat_n(empty, 40));
    report.cash.received = samples::amount("1865.00");
    report.cash.carried_forward = samples::amount("1865.00");
    report.total_money = samples::amount("14432792.40");
    report.difference_explanation = Some("รับเงินเกิน อยู่ระหว่างติดต่อคืน".to_owned());
    check("daily_report_long", report, 2);

    let mut request = samples::disbursement_request();
    request.payees = vec![RequestPayee {
        name: "ห้างหุ้นส่วนจำกัด ก่อสร้างสมมติ".to_owned(),
        description: "งวดที่ 1".to_owned(),
        gross: request.gross,
        deducted: Some((request.gross.minus(request.net).unwrap(), request.net)),
    }];
    request.evidence = vec!["ใบส่งมอบงาน".to_owned(), "ใบตรวจรับพัสดุ".to_owned()];
    check("disbursement_request_2", request, 2);

    let mut advance = samples::disbursement_request();
    advance.loan = Some(LoanContract {
        number: Some("ย.1/2569".to_owned()),
        borrower: samples::signer(5, "นักจัดการงานทั่วไป"),
        purpose: "เข้ารับการฝึกอบรมหลักสูตรการบัญชี".to_owned(),
        returns_on: Some(samples::date(24)),
        due_on: samples::date(31),
    });
    check("advance_request", advance, 2);
}

#[test]
fn figures_that_contradict_each_other_are_not_printed() {
    let mut report = samples::daily_report();
    report.total_money = samples::amount("14432802.41");
    assert_eq!(
        render(&report.into()),
        Err(ExportError::Inconsistent {
            figure: "total money",
            expected: samples::amount("14432802.40"),
            found: samples::amount("14432802.41"),
        })
    );
    let mut voucher = samples::voucher();
    voucher.lines[0].debit = samples::amount("185000.01");
    assert!(render(&voucher.into()).is_err());
    let mut request = samples::disbursement_request();
    request.deductions.pop();
    assert!(render(&request.into()).is_err());
    let mut slip = samples::remittance_slip();
    slip.split.cash = Amount::ZERO;
    assert!(render(&slip.into()).is_err());
    let mut report = samples::cheque_report();
    report.totals_by_bank.clear();
    assert!(render(&report.into()).is_err());
    let mut clearing = samples::advance_clearing();
    clearing.returned = Amount::ZERO;
    assert!(render(&clearing.into()).is_err());
    let mut cancellation = samples::cancellation();
    cancellation.lines.pop();
    assert!(render(&cancellation.into()).is_err());
}

#[test]
fn a_part_of_a_table_adds_up() {
    let mut table = samples::table();
    table.parts[0].totals.as_mut().unwrap()[4] = export::xlsx::Cell::Money(Amount::ZERO);
    let refused = render(&table.into());
    assert!(
        matches!(refused, Err(ExportError::Inconsistent { .. })),
        "{refused:?}"
    );
}
