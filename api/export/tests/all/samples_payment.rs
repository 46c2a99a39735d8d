//! Small inputs of the forms of a payment, after the worked month; all names are made up.

use crate::samples::{amount, date, paper, signer};
use export::forms::expenditure::advance_clearing::*;
use export::forms::expenditure::disbursement_request::*;
use export::forms::ledger::cancellation::*;
use export::forms::ledger::voucher::*;
use export::forms::treasury::cheque_report::*;
use export::paper::*;

/// E37 of the worked month, with every deduction and both numbers.
pub fn disbursement_request() -> DisbursementRequest {
    let line = |name: &str, text: &str| Deduction {
        name: name.to_owned(),
        amount: amount(text),
    };
    let head = || signer(17, "ผู้อำนวยการกองช่าง");
    DisbursementRequest {
        paper: paper(Some("ฎ05 1/2569")),
        fiscal_year: 2569,
        department: "กองช่าง".to_owned(),
        treasury: Some(NumberAndDate {
            number: "18/2569".to_owned(),
            date: date(27),
        }),
        budget_line: BudgetLine {
            plan: "แผนงานอุตสาหกรรมและการโยธา".to_owned(),
            work: "งานก่อสร้าง".to_owned(),
            category: "ค่าที่ดินและสิ่งก่อสร้าง".to_owned(),
            kind: "ค่าก่อสร้างสิ่งสาธารณูปโภค".to_owned(),
            project: Some("โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4 บ้านปั๊มน้ำ".to_owned()),
            fund_source: "เงินงบประมาณ".to_owned(),
        },
        payee: "ห้างหุ้นส่วนจำกัด ก่อสร้างสมมติ".to_owned(),
        description: "ค่าจ้างเหมาก่อสร้างถนนคอนกรีตเสริมเหล็ก งวดที่ 1 ซึ่งผู้รับจ้างส่งมอบงาน\
            และคณะกรรมการตรวจรับพัสดุได้ตรวจรับไว้ถูกต้องแล้ว"
            .to_owned(),
        bill: Some("ว.12/2568".to_owned()),
        contract: Some("สัญญาจ้างเลขที่ จ.3/2569 ลงวันที่ 6 ตุลาคม 2568".to_owned()),
        amount: amount("172897.20"),
        vat: amount("12102.80"),
        gross: amount("185000.00"),
        deductions: vec![line("ภาษีหัก ณ ที่จ่าย", "1728.97"), line("ค่าปรับ", "925.00")],
        net: amount("182346.03"),
        note: Some("จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 24 ตุลาคม 2568".to_owned()),
        budget: Some(BudgetState {
            before: amount("500000.00"),
            after: amount("315000.00"),
        }),
        payment: Some(DisbursementPayment {
            account: Some("ธนาคารกรุงไทย กระแสรายวัน 000-6-00002-2".to_owned()),
            means: "เช็คเลขที่ 10000027".to_owned(),
            date: date(28),
            payee: "ห้างหุ้นส่วนจำกัด ก่อสร้างสมมติ".to_owned(),
        }),
        signers: DisbursementSigners {
            requester: head(),
            finance_officer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            examiner: signer(3, "นักวิชาการเงินและบัญชี"),
            finance_head: signer(1, "ผู้อำนวยการกองคลัง"),
            chief_administrator: signer(7, "ปลัดองค์การบริหารส่วนตำบล"),
            executive: signer(8, "นายกองค์การบริหารส่วนตำบล"),
            cheque_signers: vec![
                signer(8, "นายกองค์การบริหารส่วนตำบล"),
                signer(7, "ปลัดองค์การบริหารส่วนตำบล"),
                signer(1, "ผู้อำนวยการกองคลัง"),
            ],
            receiver: Signer::default(),
            payer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            certifier: signer(1, "ผู้อำนวยการกองคลัง"),
        },
        payees: Vec::new(),
        evidence: Vec::new(),
        loan: None,
    }
}

pub fn cheque_report() -> ChequeReport {
    let line = |number: u32, payee: &str, what: &str, amounts: [&str; 3]| {
        let [gross, deducted, net] = amounts.map(amount);
        ChequeReportLine {
            treasury_number: format!("{number}/2569"),
            payee: payee.to_owned(),
            description: what.to_owned(),
            fund_source: "เงินงบประมาณ".to_owned(),
            gross,
            deducted,
            net,
            bank_account: "ธนาคารกรุงไทย กระแสรายวัน 000-6-00002-2".to_owned(),
            cheque_number: (10_000_009 + number).to_string(),
            received_on: None,
        }
    };
    ChequeReport {
        paper: paper(Some("5/2569")),
        lines: vec![
            line(
                18,
                "ห้างหุ้นส่วนจำกัด ก่อสร้างสมมติ",
                "ค่าจ้างก่อสร้างถนน งวดที่ 1",
                ["185000.00", "2653.97", "182346.03"],
            ),
            line(
                19,
                "ร้านปั๊มน้ำ หนี้สินดี (สมมติ)",
                "ค่าซ่อมปั๊มน้ำประปาหมู่บ้าน",
                ["5350.00", "50.00", "5300.00"],
            ),
            line(
                20,
                "บุคคลสมมติ 41",
                "เงินทดแทนที่ดิน",
                ["60000.00", "600.00", "59400.00"],
            ),
        ],
        totals_by_bank: vec![BankTotal {
            bank_account: "ธนาคารกรุงไทย กระแสรายวัน 000-6-00002-2".to_owned(),
            count: 3,
            amount: amount("247046.03"),
        }],
        signers: ChequeReportSigners {
            preparer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            finance_head: signer(1, "ผู้อำนวยการกองคลัง"),
            chief_administrator: signer(7, "ปลัดองค์การบริหารส่วนตำบล"),
            executive: signer(8, "นายกองค์การบริหารส่วนตำบล"),
        },
    }
}

pub fn voucher() -> Voucher {
    let line = |name: &str, code: &str, debit: &str, credit: &str| VoucherLine {
        account_name: name.to_owned(),
        account_code: code.to_owned(),
        debit: amount(debit),
        credit: amount(credit),
    };
    Voucher {
        paper: paper(Some("PV-00021/69")),
        kind: VoucherKind::Payment,
        document_date: date(28),
        made_on: Some(date(27)),
        reference: Some("ฎีกาเลขที่คลังรับ 18/2569".to_owned()),
        party: Some("ห้างหุ้นส่วนจำกัด ก่อสร้างสมมติ".to_owned()),
        means: Some("ธนาคารกรุงไทย กระแสรายวัน เช็คเลขที่ 10000027".to_owned()),
        lines: vec![
            line("เจ้าหนี้การค้า - บุคคลภายนอก", "2101020198", "185000.00", "0.00"),
            line(
                "เงินฝากธนาคาร - กระแสรายวัน",
                "1101030101",
                "0.00",
                "182346.03",
            ),
            line("เงินรับฝากภาษีหัก ณ ที่จ่าย", "2111020199", "0.00", "1728.97"),
            line("รายได้ค่าปรับ", "4301020101", "0.00", "925.00"),
        ],
        explanation: "จ่ายค่าจ้างเหมาก่อสร้างถนนคอนกรีตเสริมเหล็ก งวดที่ 1".to_owned(),
        signers: VoucherSigners {
            preparer: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            approver: signer(8, "นายกองค์การบริหารส่วนตำบล"),
        },
    }
}

/// Of a receipt that was paid twice.
pub fn cancellation() -> Cancellation {
    let line = |name: &str, code: &str, debit: &str, credit: &str| VoucherLine {
        account_name: name.to_owned(),
        account_code: code.to_owned(),
        debit: amount(debit),
        credit: amount(credit),
    };
    Cancellation {
        paper: paper(None),
        document: "รับเงินเข้าบัญชีธนาคาร RCPT-00043/69".to_owned(),
        party: Some("กรมส่งเสริมการปกครองท้องถิ่น".to_owned()),
        amount: amount("2500.50"),
        reason: "บันทึกซ้ำกับใบเสร็จเลขที่ RCPT-00042/69".to_owned(),
        vouchers: vec!["RV-00018/69".to_owned()],
        lines: vec![
            line("รายได้เงินอุดหนุน", "4302010101", "2500.50", "0.00"),
            line("เงินฝากธนาคาร - ออมทรัพย์", "1101030102", "0.00", "2500.50"),
        ],
        requester: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
        approver: signer(1, "ผู้อำนวยการกองคลัง"),
    }
}

/// E46 of the worked month.
pub fn advance_clearing() -> AdvanceClearing {
    AdvanceClearing {
        paper: paper(None),
        contract: "ย.1/2569".to_owned(),
        department: "สำนักปลัด".to_owned(),
        borrower: "บุคคลสมมติ 5".to_owned(),
        lines: vec![ClearedVoucher {
            description: "ค่าฝึกอบรมหลักสูตรการบัญชี".to_owned(),
            amount: amount("17350.00"),
        }],
        returned: amount("650.00"),
        total: amount("18000.00"),
        vouchers: vec!["JV-00012/69".to_owned()],
        evidence: vec!["ใบเสร็จรับเงินค่าลงทะเบียน.pdf".to_owned()],
        signers: AdvanceClearingSigners {
            borrower: Signer {
                name: "บุคคลสมมติ 5".to_owned(),
                ..Signer::default()
            },
            submitter: signer(6, "หัวหน้าสำนักปลัด"),
            receiver: signer(2, "เจ้าพนักงานการเงินและบัญชี"),
            finance_head: signer(1, "ผู้อำนวยการกองคลัง"),
        },
    }
}
