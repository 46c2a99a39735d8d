//! Pure: what tables, columns and codes of the record are called. What belongs to a kind of documents is
//! called as the kind calls it; the rest of the machinery is named here.

use crate::documents::DocumentKind;
use shared::activity::Words;
use shared::codes::Code;
use shared::deputies::ActingKind;
use shared::document::{Action, Kind, Series, Status, StepName, field_name};
use shared::expenditure::disbursement_request::{DepositItemType, RequestKind};
use shared::expenditure::{DeductionKind, ExpenseItem, WithholdingForm, WithholdingIncome};
use shared::ledger::{BroughtForward, Ledger, Movement, Voucher};
use shared::organisation::{EntityType, PartyKind, TaxpayerKind};
use shared::permission::Role;
use shared::revenue::{DepositKind, MoneyKind, ReceiptItemType, Tax};
use shared::reviews::Verdict;
use shared::table::Names;
use shared::text::AmountWords;
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

/// What a column is called: as the kind calls the field, else as the machinery does, else as messages do.
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
    let named = own.or(common.map(|(_, names)| *names)).map(Words::from);
    named.or_else(|| {
        let (_, english) = ENGLISH.iter().find(|(of, _)| *of == name)?;
        Some(Words {
            th: field_name(None, name),
            en: (*english).to_owned(),
        })
    })
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

fn brought_forward(text: &str) -> Option<Names> {
    (text == "brought_forward").then(|| BroughtForward::Only.names())
}

/// The codes that stand in columns.
const CODES: &[(&str, Naming)] = &[
    ("action", named::<Action>),
    ("amount_words", named::<AmountWords>),
    ("deduction", named::<DeductionKind>),
    ("deposit_kind", named::<DepositKind>),
    ("entity_type", named::<EntityType>),
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
    ("movement", brought_forward),
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
        "entity_seals",
        ("หน่วยงานเมื่อตั้งขึ้น", "The organisation when it was founded"),
    ),
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
    ("parties", ("ผู้ชำระเงินและผู้รับเงิน", "Payers and payees")),
    (
        "party_account_changes",
        ("การเปลี่ยนเลขบัญชีผู้รับเงิน", "Changes of payees' accounts"),
    ),
    ("party_editors", ("ผู้แก้ไขข้อมูลผู้รับเงิน", "Who edited payees")),
    ("person_seals", ("รหัสพิสูจน์ชื่อผู้ใช้งาน", "Seals of users' names")),
    ("programs", ("โปรแกรมภายนอก", "Outside programs")),
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
    ("action", ("การดำเนินการ", "Action")),
    ("acts", ("จำนวนรายการที่ทำ", "Acts")),
    (
        "amount_words",
        ("การเขียนจำนวนเงินเป็นตัวอักษร", "Amounts in words"),
    ),
    ("at", ("เวลา", "Time")),
    ("attached_at", ("เวลาที่แนบ", "Attached at")),
    ("attached_by", ("ผู้แนบ", "Attached by")),
    ("attached_by_name", ("ชื่อผู้แนบ", "Name of who attached it")),
    (
        "before_th",
        ("บทบาทเมื่อทบทวนครั้งก่อน", "Roles at the review before"),
    ),
    ("borrower_id", ("ผู้ยืม", "Borrower")),
    ("bytes", ("ขนาดไฟล์ (ไบต์)", "Size in bytes")),
    (
        "carried_over_reserve",
        ("เงินกันไว้เบิกเหลื่อมปี", "Reserve carried over"),
    ),
    ("carries", ("เอกสารที่เกี่ยวเนื่อง", "Documents carried along")),
    ("changed_on", ("วันที่เปลี่ยน", "Changed on")),
    ("chart_account", ("รหัสบัญชีในผัง", "Account of the chart")),
    ("cheque_item_id", ("เช็คหรือใบถอน", "Cheque or slip")),
    ("contact_email", ("อีเมลผู้รับผิดชอบ", "Contact's e-mail")),
    ("contact_name", ("ผู้รับผิดชอบ", "Contact")),
    ("contract_no", ("เลขที่สัญญา", "Contract number")),
    ("contract_total", ("ยอดตามสัญญา", "Contract total")),
    ("created_at", ("เวลาที่จัดทำ", "Made at")),
    ("created_by", ("ผู้จัดทำ", "Made by")),
    ("credit", ("เครดิต", "Credit")),
    ("days", ("วันที่ที่ใช้", "Days taken")),
    ("debit", ("เดบิต", "Debit")),
    ("deputy_id", ("ทำแทนตามคำสั่ง", "By the order")),
    ("district", ("อำเภอ", "District")),
    (
        "document_amount",
        ("จำนวนเงินของเอกสาร", "Amount of the document"),
    ),
    ("document_on", ("วันที่เอกสาร", "Day of the document")),
    ("document_title", ("ชื่อเอกสาร", "Title of the document")),
    ("entered_on", ("วันที่บันทึก", "Entered on")),
    ("entity_type", ("ประเภท อปท.", "Type of organisation")),
    ("expenditure_type", ("ประเภทรายจ่าย", "Expenditure type")),
    ("explanation", ("คำชี้แจง", "Explanation")),
    ("first_year", ("ใช้ตั้งแต่ปีงบประมาณ", "From the fiscal year")),
    ("fund", ("แหล่งเงิน", "Fund")),
    ("holder_name", ("ชื่อผู้ดำรงตำแหน่ง", "Name of the holder")),
    ("is_practice", ("หน่วยงานฝึกปฏิบัติ", "To practise in")),
    ("judged_base", ("ยอดที่ใช้พิจารณาหักภาษี", "Base judged for tax")),
    (
        "judged_minimum",
        ("ยอดขั้นต่ำที่หักภาษี", "Minimum judged for tax"),
    ),
    ("label", ("รายการ", "Label")),
    ("last_act_on", ("วันที่ทำรายการล่าสุด", "Day of the last act")),
    ("last_login_at", ("เข้าระบบล่าสุด", "Last log-in")),
    ("last_number", ("เลขที่ล่าสุด", "Latest number")),
    ("ledger", ("สมุด", "Book")),
    ("made_by", ("ผู้บันทึก", "Entered by")),
    ("manual_book", ("เล่มที่ (ทำด้วยมือ)", "Book, made by hand")),
    ("manual_number", ("เลขที่ (ทำด้วยมือ)", "Number, made by hand")),
    ("manual_on", ("วันที่ (ทำด้วยมือ)", "Day, made by hand")),
    ("name", ("ชื่อไฟล์", "File name")),
    ("names", ("ชื่อที่ใช้", "Names used")),
    ("next_step", ("ขั้นตอนถัดไป", "Next step")),
    ("on_day", ("ของวันที่", "Of the day")),
    ("opened_by", ("เปิดโดยเอกสาร", "Opened by")),
    ("other_deductions", ("รายการหักอื่น", "Other deductions")),
    ("party_name", ("ผู้ชำระ/ผู้รับเงิน", "Payer or payee")),
    ("payer_tax_id", ("เลขประจำตัวผู้เสียภาษี", "Tax number")),
    ("person_name", ("ชื่อ", "Name")),
    ("position", ("ตำแหน่ง", "Position")),
    ("posted_on", ("วันที่ลงบัญชี", "Posted on")),
    ("program_th", ("ชื่อโปรแกรม", "Name of the program")),
    ("project", ("โครงการ", "Project")),
    ("province", ("จังหวัด", "Province")),
    ("public_key", ("กุญแจสาธารณะ", "Public key")),
    ("registered_by", ("ผู้ลงทะเบียน", "Registered by")),
    ("registered_on", ("วันที่ลงทะเบียน", "Registered on")),
    ("released_at", ("เวลาที่ปล่อยคืน", "Let go at")),
    ("reserve", ("เงินทุนสำรองเงินสะสม", "Reserve")),
    ("returned", ("เงินสดส่งคืน", "Cash returned")),
    ("returns_on", ("วันที่กลับ", "Returns on")),
    ("reverses", ("กลับรายการของ", "Reverses")),
    ("roles_th", ("บทบาท", "Roles")),
    ("scopes", ("สิทธิของโปรแกรม", "Scopes")),
    ("secret_hash", ("ค่าแฮชของรหัสลับ", "Hash of the secret")),
    ("series", ("ชุดเลขที่", "Series")),
    ("signed_at", ("เวลาที่ลงนาม", "Signed at")),
    ("signed_by", ("ผู้ลงนาม", "Signed by")),
    ("signed_on", ("วันที่ลงนาม", "Signed on")),
    ("signer_name", ("ชื่อผู้ลงนาม", "Signer's name")),
    ("signer_position", ("ตำแหน่งผู้ลงนาม", "Signer's position")),
    ("step", ("ขั้นตอน", "Step")),
    ("taken_id", ("เอกสารที่ถูกใช้", "Document taken")),
    (
        "tax_recognition",
        ("การรับรู้รายได้ภาษี", "Recognition of taxes"),
    ),
    ("title", ("เรื่อง", "Title")),
    ("used", ("ใช้ไปแล้ว", "Used")),
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
    ("withdrawn_on", ("วันที่ถอนสิทธิ", "Withdrawn on")),
    ("withheld_rate", ("อัตราภาษีที่หัก", "Rate withheld")),
    ("work", ("งาน", "Work")),
];

/// The English of those that messages name in Thai (`shared::document::field_name`).
const ENGLISH: &[(&str, &str)] = &[
    ("account", "Account"),
    ("address", "Address"),
    ("amount", "Amount"),
    ("amount_ceiling", "Ceiling"),
    ("bank", "Bank"),
    ("bank_account_id", "Bank account"),
    ("bank_account_no", "Payee's account number"),
    ("budget_line_id", "Budget line"),
    ("case_id", "Outage"),
    ("code", "Code"),
    ("comment", "Reason"),
    ("department_id", "Department"),
    ("first_day", "First day"),
    ("fiscal_year", "Fiscal year"),
    ("format", "Format"),
    ("half_begins", "First day of the half-year"),
    ("holder_id", "Holder of the post"),
    ("is_suspended", "Suspended"),
    ("kind", "Kind"),
    ("last_day", "Last day"),
    ("movement", "Movement"),
    ("name_th", "Name"),
    ("number", "Number"),
    ("order_no", "Number of the order"),
    ("ordered_on", "Day of the order"),
    ("party_id", "Party"),
    ("person_id", "User"),
    ("position_th", "Position"),
    ("post_th", "Post acted in"),
    ("reference", "Reference"),
    ("rights_until", "Rights until"),
    ("role", "Role"),
    ("status", "Status"),
    ("tax_id", "Tax number"),
    ("taxpayer_kind", "Kind of taxpayer"),
    ("valid_from", "Valid from"),
    ("valid_until", "Valid until"),
    ("vat_registered", "VAT registered"),
    ("verdict", "Verdict"),
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
        assert_eq!(
            called("parties", "tax_id").as_deref(),
            Some("เลขประจำตัวผู้เสียภาษี")
        );
        assert_eq!(called("parties", "unheard_of"), None);
    }

    #[test]
    fn names_stand_in_order_and_once() {
        assert!(COLUMNS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(ENGLISH.is_sorted_by(|a, b| a.0 < b.0));
        assert!(TABLES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(HIDDEN.is_sorted_by(|a, b| a < b));
        assert!(COLUMNS.iter().all(|(name, _)| !HIDDEN.contains(name)));
        let has_thai = |(name, _): &(&str, &str)| field_name(None, name) != *name;
        assert!(ENGLISH.iter().all(has_thai));
    }
}
