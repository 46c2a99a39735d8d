//! What fields are called, for messages, screens and papers.

use super::Kind;

/// A field of a body, by its path without numbers (`items.amount`): Thai and English.
pub type Label = (&'static str, &'static str, &'static str);

/// Thai names of fields that belong to no kind: of headers, registers, filters and log-ins.
const COMMON: &[(&str, &str)] = &[
    ("about_id", "รายการที่เกี่ยวข้อง"),
    ("account", "รหัสบัญชี"),
    ("acting", "การรักษาราชการแทน"),
    ("address", "ที่อยู่"),
    ("after", "ตำแหน่งต่อไปของรายการ"),
    ("amount", "จำนวนเงิน"),
    ("amount_ceiling", "วงเงิน"),
    ("amount_from", "จำนวนเงินตั้งแต่"),
    ("amount_to", "จำนวนเงินไม่เกิน"),
    ("bank", "ธนาคาร"),
    ("bank_account_id", "บัญชีธนาคาร"),
    ("bank_account_no", "เลขที่บัญชีของผู้รับเงิน"),
    ("body", "เนื้อหาเอกสาร"),
    ("book", "เล่มที่"),
    ("brought_forward", "ยอดยกมา"),
    ("budget_line_id", "รายการงบประมาณ"),
    ("budget_year", "ปีงบประมาณ"),
    ("case_id", "เหตุขัดข้อง"),
    ("client_assertion", "หลักฐานที่โปรแกรมลงนาม"),
    ("client_assertion_type", "ชนิดของหลักฐานที่โปรแกรมลงนาม"),
    ("client_id", "รหัสโปรแกรม"),
    ("client_secret", "รหัสลับของโปรแกรม"),
    ("code", "รหัส"),
    ("comment", "เหตุผล"),
    ("contact_email", "อีเมลผู้รับผิดชอบ"),
    ("contact_name", "ผู้รับผิดชอบ"),
    ("content", "ไฟล์แนบ"),
    ("copy", "สำเนาฉบับที่"),
    ("current_password", "รหัสผ่านปัจจุบัน"),
    ("date", "วันที่"),
    ("day", "วันที่"),
    ("department_id", "กอง"),
    ("document_id", "เอกสาร"),
    ("dry_run", "การซ้อมทำรายการ"),
    ("email", "อีเมล"),
    ("entity_id", "หน่วยงาน"),
    ("fields", "สิ่งที่ขั้นตอนนี้ถาม"),
    ("file_name", "ชื่อไฟล์"),
    ("first_day", "วันแรก"),
    ("fiscal_year", "ปีงบประมาณ"),
    ("format", "รูปแบบเลขที่"),
    ("from", "ตั้งแต่วันที่"),
    ("fund", "แหล่งเงิน"),
    ("grant_type", "วิธีขอโทเคน"),
    ("half_begins", "วันแรกของครึ่งปี"),
    ("holder", "ผู้ดำรงตำแหน่ง"),
    ("holder_id", "ผู้ดำรงตำแหน่ง"),
    ("id", "รหัสรายการ"),
    ("idempotency_key", "กุญแจกันส่งซ้ำ"),
    ("is_free", "เฉพาะที่ยังไม่ถูกใช้"),
    ("is_suspended", "การระงับใช้งาน"),
    ("judged", "ผลการทบทวน"),
    ("kind", "ชนิด"),
    ("last_day", "วันสุดท้าย"),
    ("manual", "เอกสารที่ทำด้วยมือ"),
    ("matching", "รวมบรรทัดที่ตรงเงื่อนไข"),
    ("movement", "การรับ นำฝาก และจ่าย"),
    ("name", "ชื่อ"),
    ("name_th", "ชื่อ"),
    ("number", "เลขที่"),
    ("open", "เฉพาะที่ยังเหลือให้ใช้"),
    ("order_no", "เลขที่คำสั่ง"),
    ("ordered_on", "วันที่ของคำสั่ง"),
    ("otp", "รหัสใช้ครั้งเดียว"),
    ("page", "หน้า"),
    ("party", "ผู้ชำระ/ผู้รับเงิน"),
    ("party_id", "คู่สัญญา"),
    ("password", "รหัสผ่าน"),
    ("per_page", "จำนวนต่อหน้า"),
    ("person", "ผู้จัดทำหรือผู้ดำเนินการ"),
    ("person_id", "ผู้ใช้งาน"),
    ("pid", "เลขประจำตัวประชาชน"),
    ("position_th", "ตำแหน่ง"),
    ("post", "ตำแหน่งที่รักษาราชการแทน"),
    ("post_th", "ชื่อตำแหน่งที่รักษาราชการแทน"),
    ("public_key", "กุญแจสาธารณะ"),
    ("q", "คำค้น"),
    ("reason", "เหตุผล"),
    ("reference", "เลขที่อ้างอิง"),
    ("rights_until", "วันสิ้นสุดสิทธิของผู้ที่ไม่ได้ยืนยัน"),
    ("role", "บทบาท"),
    ("roles", "บทบาท"),
    ("scope", "สิทธิที่ขอ"),
    ("scopes", "สิทธิ"),
    ("seq", "ลำดับในบันทึก"),
    ("sort", "ลำดับ"),
    ("status", "สถานะ"),
    ("tax_id", "เลขประจำตัวผู้เสียภาษี"),
    ("taxpayer_kind", "ประเภทผู้เสียภาษี"),
    ("thing", "ชนิดของรายการ"),
    ("to", "ถึงวันที่"),
    ("today", "วันที่ของระบบ"),
    ("username", "ชื่อผู้ใช้"),
    ("valid_from", "ใช้ได้ตั้งแต่วันที่"),
    ("valid_until", "ใช้ได้ถึงวันที่"),
    ("vat_registered", "การจดทะเบียนภาษีมูลค่าเพิ่ม"),
    ("verdict", "ผลการทบทวน"),
    ("version", "รุ่นของเอกสาร"),
    ("voucher", "เลขที่ใบผ่านรายการ"),
    ("wait", "เวลารอ"),
];

impl Kind {
    /// The Thai and English name of a field of the body, by its path without numbers.
    pub const fn label(self, path: &str) -> Option<(&'static str, &'static str)> {
        let lists = self.spec().labels;
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let (own, thai, english) = lists[list][at];
                if same(own, path) {
                    return Some((thai, english));
                }
                at += 1;
            }
            list += 1;
        }
        None
    }
}

/// `==`, where the compiler asks.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The Thai name of the field at a path: `items[0].amount` is จำนวนเงิน (รายการที่ 1).
pub fn field_name(kind: Option<Kind>, path: &str) -> String {
    let own = kind.and_then(|kind| kind.label(&bare(path).join(".")));
    named(own.map(|(thai, _)| thai), path)
}

/// The same of what belongs to no kind. The browser needs it before the log-in, and the names that kinds give
/// only afterwards, so it does not know of them.
pub fn common_name(path: &str) -> String {
    named(None, path)
}

/// The parts of a path without numbers.
fn bare(path: &str) -> Vec<&str> {
    let parts = path.strip_prefix("body.").unwrap_or(path).split('.');
    parts.filter_map(|part| part.split('[').next()).collect()
}

fn named(own: Option<&'static str>, path: &str) -> String {
    let bare = bare(path);
    let last = bare.last().copied().unwrap_or(path);
    let common = || COMMON.iter().find(|(field, _)| *field == last);
    let name = own.or_else(|| common().map(|(_, thai)| *thai));
    let name = name.unwrap_or(last);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_as_its_kind_calls_it() {
        let payment = Some(Kind::Payment);
        assert_eq!(field_name(payment, "bank_account_id"), "จ่ายจากบัญชี");
        let cheques = Some(Kind::ChequeReport);
        for path in ["items[2].slip_no", "body.items[2].slip_no"] {
            assert_eq!(field_name(cheques, path), "เลขที่ใบถอน (รายการที่ 3)");
        }
    }

    #[test]
    fn what_no_kind_has_is_called_the_same_everywhere() {
        assert_eq!(field_name(None, "otp"), "รหัสใช้ครั้งเดียว");
        assert_eq!(field_name(Some(Kind::Payment), "version"), "รุ่นของเอกสาร");
        assert_eq!(field_name(Some(Kind::Payment), "unheard_of"), "unheard_of");
    }

    #[test]
    fn no_field_is_named_twice() {
        for kind in Kind::ALL {
            let labels = kind.spec().labels.concat();
            for (index, (path, ..)) in labels.iter().enumerate() {
                let twice = labels.iter().take(index).any(|(other, ..)| other == path);
                assert!(!twice, "{kind} {path}");
            }
        }
    }
}
