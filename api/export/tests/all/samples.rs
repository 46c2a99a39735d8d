//! Small inputs of every form, after the worked month; all names are made up.

pub use crate::samples_payment::*;
pub use crate::samples_table::table;
use chrono::NaiveDate;
use export::forms::identity::user_review::*;
use export::forms::revenue::receipt::*;
use export::forms::revenue::remittance_slip::*;
use export::forms::revenue::remittance_summary::*;
use export::forms::treasury::daily_report::*;
use export::paper::*;
use export::{Amount, Form};

pub fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

pub fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 10, day).unwrap()
}

pub fn paper(number: Option<&str>) -> Paper {
    Paper {
        organisation: Organisation {
            name: "องค์การบริหารส่วนตำบลทุ่งรวงทอง (สมมติ)".to_owned(),
            district: "เมืองสมมติ".to_owned(),
            province: "สมมติบุรี".to_owned(),
        },
        number: number.map(str::to_owned),
        date: date(31),
        entered_on: Some(date(30)),
        status: Status::Final,
        copy_mark: None,
        reprint: 0,
        head: Some(ChainHead {
            seq: 12_407,
            hash: "9f2c64b07d1e58a3c6f10b9e4d7a2285f3e90c1d6b84a7f25e3097d1c48ab6e0".to_owned(),
            short_code: "12407-9F2C-64B0-7D1E-58A3".to_owned(),
            url: "https://laas.example.go.th/paper/0190f3a2-7c41-7d52-9b0e-41f2a6c8d913/12407-9F2C-64B0-7D1E-58A3"
                .to_owned(),
        }),
        printed_at: date(31).and_hms_opt(16, 45, 0).unwrap(),
        printed_by: "บุคคลสมมติ 2".to_owned(),
        has_thai_digits: false,
        amount_words: Default::default(),
    }
}

pub fn signer(number: u32, position: &str) -> Signer {
    Signer {
        name: format!("บุคคลสมมติ {number}"),
        position: position.to_owned(),
        deputy_for: None,
        by_order: None,
        signed_on: Some(date(31)),
    }
}

fn account(bank: &str, kind: &str, number: &str, amounts: [&str; 4]) -> BankAccount {
    let [brought_forward, received, paid, balance] = amounts.map(amount);
    BankAccount {
        bank: bank.to_owned(),
        kind: kind.to_owned(),
        number: number.to_owned(),
        brought_forward,
        received,
        paid,
        balance,
    }
}

fn counted() -> Vec<Denomination> {
    let mut all = Denomination::all();
    let counts = [1, 1, 3, 1, 1, 0, 1, 0, 0, 0, 0];
    for (line, count) in all.iter_mut().zip(counts) {
        line.count = Some(count);
    }
    all
}

/// Three people of a roster.
pub fn user_review() -> UserReview {
    let line = |name: &str, position: &str, roles: &str, verdict: &str| UserReviewLine {
        name: name.to_owned(),
        position: position.to_owned(),
        roles: roles.to_owned(),
        before: None,
        last_login_on: Some(date(30)),
        acts: 124,
        last_act_on: Some(date(30)),
        verdict: verdict.to_owned(),
        is_ended: verdict != "ยืนยัน",
    };
    let mut moved = line(
        "บุคคลสมมติ 3",
        "เจ้าพนักงานจัดเก็บรายได้",
        "เจ้าหน้าที่จัดเก็บรายได้",
        "ยืนยัน",
    );
    moved.before = Some("ธุรการกอง (สำนักปลัด)".to_owned());
    let mut gone = line("บุคคลสมมติ 4", "ธุรการ", "ธุรการกอง (สำนักปลัด)", "ระงับ");
    (gone.last_login_on, gone.last_act_on, gone.acts) = (None, None, 0);
    let position = "เจ้าพนักงานการเงินและบัญชี";
    UserReview {
        paper: paper(None),
        half_begins: date(1),
        rights_until: date(31),
        lines: vec![
            line("บุคคลสมมติ 2", position, "เจ้าหน้าที่การเงินและบัญชี", "ยืนยัน"),
            moved,
            gone,
        ],
        reviewer: signer(1, "ผู้อำนวยการกองคลัง"),
        executive: Signer::default(),
    }
}

/// 31 October 2568 of the worked month.
pub fn daily_report() -> DailyReport {
    DailyReport {
        paper: paper(None),
        cash: CashMovement {
            received: amount("1875.00"),
            carried_forward: amount("1875.00"),
            ..CashMovement::default()
        },
        cheques_on_hand: ChequeMovement::default(),
        bank: BankMovement {
            brought_forward: amount("14490327.40"),
            paid: amount("59400.00"),
            carried_forward: amount("14430927.40"),
            ..BankMovement::default()
        },
        accounts: vec![
            account(
                "ธนาคารกรุงไทย",
                "ออมทรัพย์",
                "000-0-00001-1",
                ["9187699.62", "0", "0", "9187699.62"],
            ),
            account(
                "ธนาคารกรุงไทย",
                "กระแสรายวัน",
                "000-6-00002-2",
                ["152627.78", "0", "59400.00", "93227.78"],
            ),
            account(
                "ธ.ก.ส.",
                "ออมทรัพย์",
                "000-2-00003-3",
                ["2150000", "0", "0", "2150000"],
            ),
            account(
                "ธนาคารออมสิน",
                "ประจำ 12 เดือน",
                "000-3-00004-4",
                ["3000000", "0", "0", "3000000"],
            ),
        ],
        cheques_not_collected: vec![UncollectedCheque {
            number: "10000031".to_owned(),
            date: date(30),
            payee: "ร้านปั๊มน้ำ หนี้สินดี (สมมติ)".to_owned(),
            amount: amount("5300.00"),
        }],
        total_money: amount("14432802.40"),
        denominations: counted(),
        difference_explanation: None,
        unremitted: 0,
        unremitted_reason: None,
        signers: DailyReportSigners {
            preparer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            finance_head: signer(1, "ผู้อำนวยการกองคลัง"),
            custodians: (9..=11)
                .map(|n| signer(n, "นักวิเคราะห์นโยบายและแผน"))
                .collect(),
            executive: Signer {
                deputy_for: Some("ปฏิบัติราชการแทน นายกองค์การบริหารส่วนตำบลทุ่งรวงทอง".to_owned()),
                by_order: Some("คำสั่งที่ 123/2568 ลงวันที่ 1 ต.ค. 2568".to_owned()),
                ..signer(7, "ปลัดองค์การบริหารส่วนตำบล")
            },
            depositor: Signer::default(),
        },
    }
}

pub fn receipt() -> Receipt {
    let line = |description: &str, reference: Option<&str>, text: &str| ReceiptLine {
        description: description.to_owned(),
        reference: reference.map(str::to_owned),
        amount: amount(text),
    };
    Receipt {
        paper: Paper {
            copy_mark: Some("ต้นฉบับ".to_owned()),
            ..paper(Some("RCPT-00042/69"))
        },
        payer: "บุคคลสมมติ 31".to_owned(),
        address: Some("99 หมู่ 4 ตำบลทุ่งรวงทอง อำเภอเมืองสมมติ จังหวัดสมมติบุรี".to_owned()),
        lines: vec![
            line(
                "ภาษีที่ดินและสิ่งปลูกสร้าง",
                Some("01A001 / 2568 / งวดที่ 1"),
                "1450.00",
            ),
            line("เบี้ยปรับ", Some("01A001 / 2568"), "290.00"),
            line("เงินเพิ่ม", Some("01A001 / 2568"), "14.50"),
            line("ค่าธรรมเนียมเก็บและขนมูลฝอย เดือนตุลาคม 2568", None, "40.00"),
        ],
        money_type: "เงินสด".to_owned(),
        note: None,
        day_total: Some(DayTotal {
            first_number: "RCPT-00037/69".to_owned(),
            last_number: "RCPT-00042/69".to_owned(),
            amount: amount("1875.00"),
        }),
        receiver: signer(4, "เจ้าพนักงานจัดเก็บรายได้"),
    }
}

pub fn remittance_slip() -> RemittanceSlip {
    let line = |receipts: &str, money_type: &str, account: &str, text: &str| RemittanceSlipLine {
        receipts: receipts.to_owned(),
        money_type: money_type.to_owned(),
        work_code: "00110".to_owned(),
        account_code: account.to_owned(),
        amount: amount(text),
        note: String::new(),
    };
    RemittanceSlip {
        paper: paper(Some("12/2569")),
        department: "กองคลัง งานจัดเก็บรายได้".to_owned(),
        lines: vec![
            line(
                "RCPT-00037/69 ถึง 00040/69",
                "ภาษีที่ดินและสิ่งปลูกสร้าง",
                "4101010101",
                "1450.00",
            ),
            line(
                "RCPT-00041/69",
                "ค่าธรรมเนียมเก็บและขนมูลฝอย",
                "4201020104",
                "385.50",
            ),
            line(
                "RCPT-00042/69",
                "ค่าขายแบบแปลนที่จัดทำขึ้น",
                "4301010103",
                "39.50",
            ),
        ],
        split: MoneySplit {
            cash: amount("1835.50"),
            cheques: amount("39.50"),
            transfers: amount("0.00"),
        },
        counted: Some((amount("1.00"), "ขาดเหรียญหนึ่งบาท".to_owned())),
        manual_reference: Some(ManualReference {
            number: "ม.3/2569".to_owned(),
            date: date(30),
        }),
        remitter: signer(4, "เจ้าพนักงานจัดเก็บรายได้"),
        receiver: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
    }
}

pub fn remittance_summary() -> RemittanceSummary {
    let line = |money_type: &str, account: &str, text: &str| RemittanceSummaryLine {
        money_type: money_type.to_owned(),
        plan_code: "00100".to_owned(),
        account_code: account.to_owned(),
        amount: amount(text),
        note: String::new(),
    };
    RemittanceSummary {
        paper: Paper {
            has_thai_digits: true,
            ..paper(Some("9/2569"))
        },
        lines: vec![
            line("ภาษีที่ดินและสิ่งปลูกสร้าง", "4101010101", "1450.00"),
            line("ค่าธรรมเนียมเก็บและขนมูลฝอย", "4201020104", "425.00"),
        ],
        slip_numbers: vec!["11/2569".to_owned(), "12/2569".to_owned()],
        counted: vec![CountedSlip {
            slip: "12/2569".to_owned(),
            expected: amount("425.00"),
            counted: amount("424.00"),
            reason: "ขาดเหรียญหนึ่งบาท".to_owned(),
        }],
        voucher_number: Some("RV-00017/69".to_owned()),
        manual_reference: None,
        preparer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
        checker: signer(1, "ผู้อำนวยการกองคลัง"),
    }
}

/// Every form.
pub fn forms() -> [Form; 11] {
    [
        daily_report().into(),
        receipt().into(),
        remittance_slip().into(),
        remittance_summary().into(),
        disbursement_request().into(),
        cheque_report().into(),
        user_review().into(),
        voucher().into(),
        table().into(),
        cancellation().into(),
        advance_clearing().into(),
    ]
}
