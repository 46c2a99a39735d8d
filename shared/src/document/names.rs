//! Thai and English names of kinds and fields, for messages, screens and exports.

use super::Kind;

/// Thai name of a kind, as on the form.
pub const fn kind_name(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Ordinance => ("ข้อบัญญัติงบประมาณรายจ่าย", "Budget ordinance"),
        Kind::Receipt => ("ใบเสร็จรับเงิน", "Receipt"),
        Kind::RemittanceSlip => ("ใบนำส่งเงิน", "Remittance slip"),
        Kind::RemittanceSummary => ("ใบสำคัญสรุปใบนำส่งเงิน", "Remittance summary"),
        Kind::BankReceipt => ("รับเงินเข้าบัญชีธนาคาร", "Bank receipt"),
        Kind::BankDeposit => ("ใบนำฝากธนาคาร", "Bank deposit"),
        Kind::DisbursementRequest => ("ฎีกาเบิกเงิน", "Disbursement request"),
        Kind::ChequeReport => ("รายงานการจัดทำเช็ค/ใบถอน", "Cheque report"),
        Kind::Payment => ("การจ่ายเงิน", "Payment"),
        Kind::DailyReport => ("รายงานสถานะการเงินประจำวัน", "Daily financial status report"),
        Kind::Cancellation => ("การยกเลิกเอกสาร", "Cancellation"),
        Kind::Opening => ("ยอดยกมา", "Opening balances"),
    }
}

/// Thai names of fields, by the last name of their path.
const FIELDS: &[(&str, &str)] = &[
    ("id", "รหัสรายการ"),
    ("fiscal_year", "ปีงบประมาณ"),
    ("version", "รุ่นของเอกสาร"),
    ("comment", "เหตุผล"),
    ("reason", "เหตุผล"),
    ("body", "เนื้อหาเอกสาร"),
    ("amount", "จำนวนเงิน"),
    ("total", "ยอดรวม"),
    ("name_th", "ชื่อ"),
    ("code", "รหัส"),
    ("explanation", "คำชี้แจง"),
    ("ordinance_no", "เลขที่ข้อบัญญัติ"),
    ("approved_on", "วันที่อนุมัติ"),
    ("estimates", "ประมาณการรายรับ"),
    ("lines", "รายการ"),
    ("items", "รายการ"),
    ("revenue_type", "ประเภทรายรับ"),
    ("expenditure_type", "ประเภทรายจ่าย"),
    ("fund", "แหล่งเงิน"),
    ("work", "งาน"),
    ("project", "โครงการ"),
    ("department_id", "กอง"),
    ("budget_line_id", "รายการงบประมาณ"),
    ("payer_name", "ผู้ชำระเงิน"),
    ("payer_id", "ผู้ชำระเงิน"),
    ("payer_address", "ที่อยู่ผู้ชำระเงิน"),
    ("payer_tax_id", "เลขประจำตัวผู้เสียภาษี"),
    ("tax_id", "เลขประจำตัวผู้เสียภาษี"),
    ("payee_id", "ผู้มีสิทธิรับเงิน"),
    ("party_id", "คู่สัญญา"),
    ("money_kind", "ประเภทเงิน"),
    ("cheque_bank", "ธนาคารของเช็ค"),
    ("cheque_no", "เลขที่เช็ค"),
    ("cheque_date", "วันที่เช็ค"),
    ("slip_no", "เลขที่ใบถอน"),
    ("bank_account_id", "บัญชีธนาคาร"),
    ("reference", "เลขที่อ้างอิง"),
    ("item_type", "ชนิดรายการ"),
    ("deposit_kind", "ประเภทเงินรับฝาก"),
    ("tax", "ภาษี"),
    ("tax_year", "ปีภาษี"),
    ("penalty", "เบี้ยปรับ"),
    ("surcharge", "เงินเพิ่ม"),
    ("taxpayer_id", "ผู้ชำระภาษี"),
    ("receipts", "ใบเสร็จรับเงิน"),
    ("slips", "ใบนำส่งเงิน"),
    ("cheques", "เช็ครับ"),
    ("cash", "เงินสด"),
    ("counted", "เงินที่นับได้"),
    ("counted_cash", "เงินสดที่ตรวจนับได้"),
    ("difference_reason", "คำชี้แจงผลต่าง"),
    ("unremitted_reason", "เหตุผลที่ยังไม่นำส่ง"),
    ("request_kind", "ชนิดฎีกา"),
    ("purpose", "รายการ/วัตถุประสงค์"),
    ("description", "รายละเอียด"),
    ("bill_no", "เลขที่ใบแจ้งหนี้"),
    ("expense_item", "รายการค่าใช้จ่าย"),
    ("withholding", "ภาษีหัก ณ ที่จ่าย"),
    ("withholding_rate", "อัตราภาษีหัก ณ ที่จ่าย"),
    ("deductions", "รายการหัก"),
    ("deposits", "เงินรับฝาก"),
    ("kind", "ชนิด"),
    ("form", "แบบ"),
    ("remark", "หมายเหตุ"),
    ("requests", "ฎีกา"),
    ("method", "วิธีจ่าย"),
    ("cheque_item_id", "เช็ค/ใบถอน"),
    ("received_by", "ผู้รับเงิน"),
    ("report_date", "วันที่ของรายงาน"),
    ("target_id", "เอกสารที่ยกเลิก"),
    ("document_id", "เอกสาร"),
    ("file_name", "ชื่อไฟล์"),
    ("content", "ไฟล์แนบ"),
    ("as_at", "ณ วันที่"),
    ("account", "รหัสบัญชี"),
    ("debit", "เดบิต"),
    ("credit", "เครดิต"),
    ("username", "ชื่อผู้ใช้"),
    ("password", "รหัสผ่าน"),
    ("current_password", "รหัสผ่านปัจจุบัน"),
    ("email", "อีเมล"),
    ("otp", "รหัสใช้ครั้งเดียว"),
    ("bank", "ธนาคาร"),
    ("number", "เลขที่"),
    ("address", "ที่อยู่"),
    ("page", "หน้า"),
    ("per_page", "จำนวนต่อหน้า"),
    ("status", "สถานะ"),
    ("from", "ตั้งแต่วันที่"),
    ("to", "ถึงวันที่"),
    ("date", "วันที่"),
    ("q", "คำค้น"),
    ("sort", "ลำดับ"),
    ("entity_id", "หน่วยงาน"),
    ("roles", "บทบาท"),
    ("position_th", "ตำแหน่ง"),
    ("today", "วันที่ของระบบ"),
    ("bank_account_no", "เลขที่บัญชีผู้รับเงิน"),
    ("carried_over_reserve", "สำรองงบประมาณค้างจ่าย"),
    ("count", "จำนวนธนบัตร/เหรียญ"),
    ("deduction", "รายการหัก"),
    ("is_free", "เฉพาะที่ยังไม่ถูกใช้"),
    ("is_suspended", "การระงับใช้งาน"),
    ("item_id", "รหัสเช็ค/ใบถอน"),
    ("notice_no", "เลขที่หนังสือแจ้ง"),
    ("reserve", "เงินทุนสำรองเงินสะสม"),
    ("taxpayer_kind", "ประเภทผู้เสียภาษี"),
    ("value", "ชนิดธนบัตร/เหรียญ"),
    ("vat_registered", "การจดทะเบียนภาษีมูลค่าเพิ่ม"),
    ("idempotency_key", "กุญแจกันส่งซ้ำ"),
];

/// The Thai name of the field a path ends in: `items[0].amount` is จำนวนเงิน (รายการที่ 1).
pub fn field_name(path: &str) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    let bare = last.split('[').next().unwrap_or(last);
    let name = FIELDS
        .iter()
        .find(|(field, _)| *field == bare)
        .map_or(bare, |(_, thai)| thai);
    let row = path
        .split('[')
        .nth(1)
        .and_then(|rest| rest.split(']').next())
        .and_then(|digits| digits.parse::<usize>().ok());
    match row {
        Some(index) => format!("{name} (รายการที่ {})", index + 1),
        None => name.to_owned(),
    }
}
