//! Pure: what tables, columns and codes of the record are called. What belongs to a kind of documents is
//! called as the kind calls it; the rest of the machinery is named here.

use crate::documents::DocumentKind;
use shared::activity::Words;
use shared::codes::Code;
use shared::deputies::ActingKind;
use shared::document::{Action, Kind, Series, Status, StepName};
use shared::expenditure::disbursement_request::{DepositItemType, RequestKind};
use shared::expenditure::{DeductionKind, ExpenseItem, WithholdingForm, WithholdingIncome};
use shared::ledger::{Ledger, Movement, Voucher};
use shared::organisation::{PartyKind, TaxpayerKind};
use shared::permission::Role;
use shared::revenue::{DepositKind, MoneyKind, ReceiptItemType, Tax};
use shared::reviews::Verdict;
use shared::table::Names;
use shared::treasury::PaymentMethod;

/// The tables of each kind: of its body, and of the rows under a field of it.
macro_rules! tables_of_kinds {
    ($($kind:ident $slice:ident $room:ident),*) => {
        fn of_kinds(table: &str) -> Option<(Kind, Option<&'static str>)> {
            $(
                if <shared::$slice::$room::$kind as DocumentKind>::TABLE == table {
                    return Some((Kind::$kind, None));
                }
                let rows = <shared::$slice::$room::$kind as DocumentKind>::CHILDREN;
                if let Some((field, _)) = rows.iter().find(|(_, of)| *of == table) {
                    return Some((Kind::$kind, Some(*field)));
                }
            )*
            None
        }
    };
}
shared::each_kind!(tables_of_kinds);

/// What a recorded table is called; none is known by this name.
pub fn table(name: &str) -> Option<Words> {
    if let Some((_, names)) = TABLES.iter().find(|(of, _)| *of == name) {
        return Some((*names).into());
    }
    let (kind, field) = of_kinds(name)?;
    let Some((thai, english)) = field.and_then(|field| kind.label(field)) else {
        return Some((kind.thai(), kind.english()).into());
    };
    Some(Words {
        th: format!("{} · {thai}", kind.thai()),
        en: format!("{} · {english}", kind.english()),
    })
}

/// What a column is called: as the kind calls the field, else as the machinery does.
pub fn column(table: &str, name: &str) -> Option<Words> {
    let own = of_kinds(table).and_then(|(kind, field)| {
        let path = field.map_or_else(|| name.to_owned(), |field| format!("{field}.{name}"));
        let inner = || {
            let labels = kind.spec().labels.iter().copied().flatten();
            let mut inner = labels.filter(|(path, ..)| path.rsplit('.').next() == Some(name));
            inner.next().map(|(_, thai, english)| (*thai, *english))
        };
        kind.label(&path).or_else(inner)
    });
    let common = COLUMNS.iter().find(|(of, _)| *of == name);
    own.or(common.map(|(_, names)| *names)).map(Words::from)
}

/// What says nothing to a reader: keys, counters, marks of the machinery.
const HIDDEN: &[&str] = &[
    "dimension",
    "document_id",
    "entity_id",
    "entry_id",
    "event",
    "given",
    "has_effect",
    "head_hash",
    "head_seq",
    "id",
    "is_register",
    "item_id",
    "key",
    "line_no",
    "login_hash",
    "media_type",
    "n",
    "name_hash",
    "relation",
    "route",
    "scope",
    "seq",
    "settles",
    "sha256",
    "source_id",
    "steps_taken",
    "thing",
    "voucher_n",
];

/// Is this column left out, for it says nothing to a reader? What no list names is shown.
pub fn is_hidden(column: &str) -> bool {
    HIDDEN.contains(&column)
}

type Naming = fn(&str) -> Option<Names>;

fn named<C: Code>(text: &str) -> Option<Names> {
    let place = C::TEXTS.iter().position(|of| *of == text)?;
    C::ALL.get(place).map(|code| code.names())
}

fn recognition(text: &str) -> Option<Names> {
    Some(match text {
        "at_assessment" => ("เมื่อประเมินภาษี", "At assessment"),
        "at_year_end" => ("เมื่อสิ้นปี", "At the end of the year"),
        _ => return None,
    })
}

/// The codes that stand in columns.
const CODES: &[(&str, Naming)] = &[
    ("action", named::<Action>),
    ("deduction", named::<DeductionKind>),
    ("deposit_kind", named::<DepositKind>),
    ("expense_item", named::<ExpenseItem>),
    ("form", named::<WithholdingForm>),
    ("item_type", named::<ReceiptItemType>),
    ("item_type", named::<DepositItemType>),
    ("kind", named::<Kind>),
    ("kind", named::<PartyKind>),
    ("kind", named::<ActingKind>),
    ("kind", named::<DeductionKind>),
    ("ledger", named::<Ledger>),
    ("method", named::<PaymentMethod>),
    ("money_kind", named::<MoneyKind>),
    ("movement", named::<Movement>),
    ("next_step", named::<StepName>),
    ("payee_kind", named::<PartyKind>),
    ("request_kind", named::<RequestKind>),
    ("role", named::<Role>),
    ("series", named::<Series>),
    ("status", named::<Status>),
    ("step", named::<StepName>),
    ("tax", named::<Tax>),
    ("tax_recognition", recognition),
    ("taxpayer_kind", named::<TaxpayerKind>),
    ("verdict", named::<Verdict>),
    ("voucher_type", named::<Voucher>),
    ("withholding", named::<WithholdingIncome>),
];

/// What a code in a column is called; none where it is no code.
pub fn code(column: &str, text: &str) -> Option<Words> {
    let mut of_column = CODES.iter().filter(|(of, _)| *of == column);
    of_column
        .find_map(|(_, naming)| naming(text))
        .map(Words::from)
}

/// The tables of the machinery.
const TABLES: &[(&str, Names)] = &[
    ("absences", ("วันที่ไม่อยู่ปฏิบัติราชการ", "Days out of office")),
    ("attachments", ("ไฟล์แนบ", "Attached files")),
    ("bank_accounts", ("บัญชีธนาคาร", "Bank accounts")),
    ("budget_lines", ("รายการงบประมาณ", "Budget lines")),
    ("claims", ("ยอดที่ยังใช้ได้", "What can be drawn on")),
    ("departments", ("กอง", "Departments")),
    ("deputies", ("คำสั่งรักษาราชการแทน", "Orders of deputies")),
    ("document_events", ("ประวัติเอกสาร", "History of documents")),
    (
        "document_names",
        ("ชื่อที่ใช้ในเอกสาร", "Names used in documents"),
    ),
    ("document_numbers", ("เลขที่ที่ออกให้เอกสาร", "Numbers given")),
    ("document_takes", ("เอกสารที่นำมาใช้", "Documents taken")),
    ("documents", ("ทะเบียนเอกสาร", "Register of documents")),
    (
        "entity_settings",
        ("ค่าที่ตั้งของหน่วยงาน", "Settings of the organisation"),
    ),
    ("journal_entries", ("สมุดรายวัน", "Journal")),
    (
        "journal_lines",
        ("รายการเดบิตและเครดิต", "Debits and credits"),
    ),
    ("number_formats", ("รูปแบบเลขที่เอกสาร", "Formats of numbers")),
    ("number_series", ("เลขที่ล่าสุด", "Latest numbers")),
    ("parties", ("ผู้จ่ายเงินและผู้รับเงิน", "Payers and payees")),
    (
        "party_account_changes",
        ("การเปลี่ยนเลขบัญชีผู้รับเงิน", "Changes of payees' accounts"),
    ),
    ("party_editors", ("ผู้แก้ไขข้อมูลผู้รับเงิน", "Who edited payees")),
    ("person_seals", ("รหัสพิสูจน์ชื่อผู้ใช้งาน", "Seals of users' names")),
    ("reservations", ("การกันวงเงิน", "Reservations")),
    ("role_assignments", ("บทบาทของผู้ใช้งาน", "Roles of users")),
    (
        "twins",
        ("ข้อมูลตรวจหาเอกสารซ้ำ", "What finds documents entered twice"),
    ),
    ("user_review_rows", ("ผลการทบทวนสิทธิรายคน", "Reviewed users")),
    ("user_reviews", ("การทบทวนสิทธิ", "Reviews of users")),
];

/// Columns that are no field of a kind, and those of kinds that have no label of their own.
const COLUMNS: &[(&str, Names)] = &[
    ("account", ("รหัสบัญชี", "Account")),
    ("action", ("การดำเนินการ", "Action")),
    ("acts", ("จำนวนรายการที่ทำ", "Acts")),
    ("address", ("ที่อยู่", "Address")),
    ("amount", ("จำนวนเงิน", "Amount")),
    ("amount_ceiling", ("วงเงิน", "Ceiling")),
    ("at", ("เวลา", "Time")),
    ("attached_at", ("เวลาที่แนบ", "Attached at")),
    ("attached_by", ("ผู้แนบ", "Attached by")),
    ("attached_by_name", ("ชื่อผู้แนบ", "Name of who attached it")),
    ("bank", ("ธนาคาร", "Bank")),
    ("bank_account_id", ("บัญชีธนาคาร", "Bank account")),
    (
        "bank_account_no",
        ("เลขที่บัญชีของผู้รับเงิน", "Payee's account number"),
    ),
    (
        "before_th",
        ("บทบาทเมื่อทบทวนครั้งก่อน", "Roles at the review before"),
    ),
    ("borrower_id", ("ผู้ยืม", "Borrower")),
    ("budget_line_id", ("รายการงบประมาณ", "Budget line")),
    ("bytes", ("ขนาดไฟล์ (ไบต์)", "Size in bytes")),
    (
        "carried_over_reserve",
        ("เงินกันไว้เบิกเหลื่อมปี", "Reserve carried over"),
    ),
    ("carries", ("เอกสารที่เกี่ยวเนื่อง", "Documents carried along")),
    ("case_id", ("เหตุขัดข้อง", "Outage")),
    ("changed_on", ("วันที่เปลี่ยน", "Changed on")),
    ("chart_account", ("รหัสบัญชีในผัง", "Account of the chart")),
    ("cheque_item_id", ("เช็คหรือใบถอน", "Cheque or slip")),
    ("code", ("รหัส", "Code")),
    ("comment", ("เหตุผล", "Reason")),
    ("contract_no", ("เลขที่สัญญา", "Contract number")),
    ("contract_total", ("ยอดตามสัญญา", "Contract total")),
    ("created_at", ("เวลาที่จัดทำ", "Made at")),
    ("created_by", ("ผู้จัดทำ", "Made by")),
    ("credit", ("เครดิต", "Credit")),
    ("days", ("วันที่ที่ใช้", "Days taken")),
    ("debit", ("เดบิต", "Debit")),
    ("department_id", ("กอง", "Department")),
    ("deputy_id", ("ทำแทนตามคำสั่ง", "By the order")),
    (
        "document_amount",
        ("จำนวนเงินของเอกสาร", "Amount of the document"),
    ),
    ("document_on", ("วันที่เอกสาร", "Day of the document")),
    ("document_title", ("ชื่อเอกสาร", "Title of the document")),
    ("entered_on", ("วันที่บันทึก", "Entered on")),
    ("expenditure_type", ("ประเภทรายจ่าย", "Expenditure type")),
    ("explanation", ("คำชี้แจง", "Explanation")),
    ("first_day", ("วันแรก", "First day")),
    ("first_year", ("ใช้ตั้งแต่ปีงบประมาณ", "From the fiscal year")),
    ("fiscal_year", ("ปีงบประมาณ", "Fiscal year")),
    ("format", ("รูปแบบเลขที่", "Format")),
    ("fund", ("แหล่งเงิน", "Fund")),
    (
        "half_begins",
        ("วันแรกของครึ่งปี", "First day of the half-year"),
    ),
    ("holder_id", ("ผู้ดำรงตำแหน่ง", "Holder of the post")),
    ("holder_name", ("ชื่อผู้ดำรงตำแหน่ง", "Name of the holder")),
    ("is_suspended", ("ระงับการใช้งาน", "Suspended")),
    ("judged_base", ("ยอดที่ใช้พิจารณาหักภาษี", "Base judged for tax")),
    (
        "judged_minimum",
        ("ยอดขั้นต่ำที่หักภาษี", "Minimum judged for tax"),
    ),
    ("kind", ("ชนิด", "Kind")),
    ("label", ("รายการ", "Label")),
    ("last_act_on", ("วันที่ทำรายการล่าสุด", "Day of the last act")),
    ("last_day", ("วันสุดท้าย", "Last day")),
    ("last_login_at", ("เข้าระบบล่าสุด", "Last log-in")),
    ("last_number", ("เลขที่ล่าสุด", "Latest number")),
    ("ledger", ("สมุด", "Book")),
    ("made_by", ("ผู้บันทึก", "Entered by")),
    ("manual_book", ("เล่มที่ (ทำด้วยมือ)", "Book, made by hand")),
    ("manual_number", ("เลขที่ (ทำด้วยมือ)", "Number, made by hand")),
    ("manual_on", ("วันที่ (ทำด้วยมือ)", "Day, made by hand")),
    ("movement", ("การเคลื่อนไหว", "Movement")),
    ("name", ("ชื่อไฟล์", "File name")),
    ("name_th", ("ชื่อ", "Name")),
    ("names", ("ชื่อที่ใช้", "Names used")),
    ("next_step", ("ขั้นตอนถัดไป", "Next step")),
    ("number", ("เลขที่", "Number")),
    ("on_day", ("ของวันที่", "Of the day")),
    ("opened_by", ("เปิดโดยเอกสาร", "Opened by")),
    ("order_no", ("เลขที่คำสั่ง", "Number of the order")),
    ("ordered_on", ("วันที่ของคำสั่ง", "Day of the order")),
    ("other_deductions", ("รายการหักอื่น", "Other deductions")),
    ("party_id", ("คู่สัญญา", "Party")),
    ("party_name", ("ผู้ชำระ/ผู้รับเงิน", "Payer or payee")),
    ("payer_tax_id", ("เลขประจำตัวผู้เสียภาษี", "Tax number")),
    ("person_id", ("ผู้ใช้งาน", "User")),
    ("person_name", ("ชื่อ", "Name")),
    ("position", ("ตำแหน่ง", "Position")),
    ("position_th", ("ตำแหน่ง", "Position")),
    ("post_th", ("ตำแหน่งที่รักษาราชการแทน", "Post acted in")),
    ("posted_on", ("วันที่ลงบัญชี", "Posted on")),
    ("project", ("โครงการ", "Project")),
    ("reference", ("เลขที่อ้างอิง", "Reference")),
    ("released_at", ("เวลาที่ปล่อยคืน", "Let go at")),
    ("reserve", ("เงินทุนสำรองเงินสะสม", "Reserve")),
    ("returned", ("เงินสดส่งคืน", "Cash returned")),
    ("returns_on", ("วันที่กลับ", "Returns on")),
    ("reverses", ("กลับรายการของ", "Reverses")),
    ("rights_until", ("วันสิ้นสุดสิทธิของผู้ที่ไม่ได้ยืนยัน", "Rights until")),
    ("role", ("บทบาท", "Role")),
    ("roles_th", ("บทบาท", "Roles")),
    ("series", ("ชุดเลขที่", "Series")),
    ("signed_at", ("เวลาที่ลงนาม", "Signed at")),
    ("signed_by", ("ผู้ลงนาม", "Signed by")),
    ("signed_on", ("วันที่ลงนาม", "Signed on")),
    ("signer_name", ("ชื่อผู้ลงนาม", "Signer's name")),
    ("signer_position", ("ตำแหน่งผู้ลงนาม", "Signer's position")),
    ("status", ("สถานะ", "Status")),
    ("step", ("ขั้นตอน", "Step")),
    ("taken_id", ("เอกสารที่ถูกใช้", "Document taken")),
    ("tax_id", ("เลขประจำตัวผู้เสียภาษี", "Tax number")),
    (
        "tax_recognition",
        ("การรับรู้รายได้ภาษี", "Recognition of taxes"),
    ),
    ("taxpayer_kind", ("ประเภทผู้เสียภาษี", "Kind of taxpayer")),
    ("title", ("เรื่อง", "Title")),
    ("used", ("ใช้ไปแล้ว", "Used")),
    ("valid_from", ("ใช้ได้ตั้งแต่วันที่", "Valid from")),
    ("valid_until", ("ใช้ได้ถึงวันที่", "Valid until")),
    ("vat_registered", ("จดทะเบียนภาษีมูลค่าเพิ่ม", "VAT registered")),
    ("verdict", ("ผลการทบทวน", "Verdict")),
    ("version", ("แก้ไขครั้งที่", "Version")),
    ("voucher_no", ("เลขที่ใบผ่านรายการ", "Voucher number")),
    ("voucher_type", ("ชนิดใบผ่านรายการ", "Kind of voucher")),
    (
        "wht_min_individual",
        ("ยอดขั้นต่ำหักภาษีบุคคลธรรมดา", "Least withheld from individuals"),
    ),
    (
        "wht_min_juristic",
        ("ยอดขั้นต่ำหักภาษีนิติบุคคล", "Least withheld from juristic persons"),
    ),
    ("wht_rate", ("อัตราภาษีหัก ณ ที่จ่าย", "Rate of tax withheld")),
    ("withdrawn_at", ("เวลาที่ถอนออก", "Withdrawn at")),
    ("withheld_rate", ("อัตราภาษีที่หัก", "Rate withheld")),
    ("work", ("งาน", "Work")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_a_kind_is_called_as_the_kind_calls_it() {
        let called = |table, name| column(table, name).map(|words| words.th);
        let payment = called("payments", "bank_account_id");
        assert_eq!(payment.as_deref(), Some("จ่ายจากบัญชี"));
        let gross = called("disbursement_requests", "gross");
        assert_eq!(gross.as_deref(), Some("ยอดขอเบิก"));
        let items = table("receipt_items").map(|words| words.en);
        assert!(items.is_some_and(|name| name.ends_with("What was paid for")));
        assert_eq!(called("parties", "unheard_of"), None);
    }

    #[test]
    fn names_stand_in_order_and_once() {
        assert!(COLUMNS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(TABLES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(HIDDEN.is_sorted_by(|a, b| a < b));
        assert!(COLUMNS.iter().all(|(name, _)| !HIDDEN.contains(name)));
    }
}
