//! Refusals: a stable code, a Thai sentence that says what to do, the fields concerned (RFC 9457).

use crate::document::{Kind, common_name, field_name};
use crate::permission::Permission;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a request was refused: its stable code, the HTTP status it travels with, and what happened
/// and what to do, in both languages. Names in braces are filled from the problem's `context`.
///
/// Each room declares its own with [`problems!`]; the codes of budgets, books and documents are
/// the reasons of `scenario-format.md` section 9 that exist so far, the others are about access
/// and form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProblemCode {
    code: &'static str,
    status: u16,
    thai: &'static str,
    english: &'static str,
}

/// Declares the problems of a room: name, code, HTTP status, Thai and English sentence.
macro_rules! problems {
    ($($(#[$about:meta])* $name:ident = $code:literal, $status:literal, $thai:literal, $english:literal;)*) => {
        impl $crate::problem::ProblemCode {
            $($(#[$about])* pub const $name: $crate::problem::ProblemCode =
                $crate::problem::ProblemCode::new($code, $status, $thai, $english);)*
        }

        /// What is refused here; the description of the kind names it, or a line of `problem.rs`.
        pub(crate) const PROBLEMS: &[$crate::problem::ProblemCode] =
            &[$($crate::problem::ProblemCode::$name),*];
    };
}

problems! {
    /// The role may not do this (W-1.6).
    NOT_PERMITTED = "not_permitted", 403,
        "บทบาทของท่านไม่มีสิทธิทำรายการนี้ โปรดติดต่อหัวหน้าหน่วยงานคลัง",
        "Your role may not do this. Please ask the head of finance.";
    /// The role that would do has not begun, or has ended.
    ROLE_NOT_IN_FORCE = "role_not_in_force", 403,
        "วันนี้ท่านยังไม่มีหรือพ้นกำหนดสิทธินี้แล้ว: {role}",
        "You do not have this right today: {role}";
    /// The person's roles changed while the request was on its way.
    RIGHTS_CHANGED = "rights_changed", 409,
        "บทบาทของท่านเปลี่ยนไประหว่างทำรายการ ยังไม่มีอะไรถูกบันทึก โปรดทำรายการอีกครั้ง",
        "Your roles changed while this was on its way; nothing was kept. Please do it again.";
    /// There is no such thing in this entity.
    NOT_FOUND = "not_found", 404,
        "ไม่พบรายการนี้ในหน่วยงานของท่าน โปรดตรวจสอบเลขที่แล้วค้นหาใหม่",
        "There is no such item in your organisation. Check the number and search again.";
    /// The address exists, the method does not.
    METHOD_NOT_ALLOWED = "method_not_allowed", 405,
        "ที่อยู่นี้ไม่รับคำสั่งแบบนี้ โปรดดูเอกสาร API",
        "This address does not accept this method. See the API documentation.";
    /// The request is not readable: broken JSON, wrong type, unknown parameter.
    MALFORMED_REQUEST = "malformed_request", 400,
        "อ่านข้อมูลที่ส่งมาไม่ได้ โปรดตรวจสอบช่องที่ระบุแล้วส่งใหม่",
        "The request cannot be read. Check the named field and send it again.";
    /// Fields are missing or wrong; `errors` names each.
    INVALID_FIELDS = "invalid_fields", 422,
        "ข้อมูลบางช่องไม่ถูกต้อง โปรดแก้ไขช่องที่ระบุ",
        "Some fields are not right. Please correct the fields named.";
    /// The id or idempotency key was used for something else.
    DUPLICATE_REQUEST = "duplicate_request", 409,
        "รายการนี้เคยส่งมาแล้วด้วยข้อมูลอื่น โปรดตรวจสอบรายการเดิมก่อน",
        "This request was sent before with other content. Look at the earlier one first.";
    /// The request does not come from our own pages (CSRF).
    FOREIGN_ORIGIN = "foreign_origin", 403,
        "คำขอนี้ไม่ได้มาจากหน้าจอของระบบ โปรดเปิดระบบใหม่แล้วลองอีกครั้ง",
        "This request did not come from our own pages. Open the system again.";
    /// The body is larger than allowed.
    TOO_LARGE = "too_large", 413,
        "ข้อมูลมีขนาดใหญ่เกินกำหนด โปรดลดขนาดแล้วส่งใหม่",
        "The data is larger than allowed. Make it smaller and send it again.";
    /// More rows than one paper or workbook can have.
    TOO_MANY_ROWS = "too_many_rows", 422,
        "มีมากกว่า {most} รายการ มากเกินกว่าจะจัดทำเป็นไฟล์เดียว โปรดกรองให้แคบลง เช่น เลือกช่วงวันที่หรือสถานะ แล้วลองใหม่",
        "There are more than {most} rows, too many for one file. Filter more, by days or status, and try again.";
    /// Too many tries; wait.
    TOO_MANY_REQUESTS = "too_many_requests", 429,
        "ลองหลายครั้งเกินไป โปรดรอ {wait_seconds} วินาทีแล้วลองใหม่",
        "Too many tries. Wait {wait_seconds} seconds and try again.";
    /// An error of ours; the number of the request is in `instance`.
    UNEXPECTED = "unexpected", 500,
        "ระบบทำรายการไม่สำเร็จ ข้อมูลไม่ถูกเปลี่ยนแปลง โปรดลองใหม่ หากยังไม่ได้ให้แจ้งหมายเลขคำขอ",
        "The system could not do this; nothing was changed. Try again, then report the request number.";
    /// The service is not ready.
    UNAVAILABLE = "unavailable", 503,
        "ระบบยังไม่พร้อมให้บริการ โปรดลองใหม่อีกครั้งในอีกสักครู่",
        "The system is not ready. Please try again in a moment.";
    /// Too many ask for the same heavy work now.
    BUSY = "busy", 503,
        "ขณะนี้มีผู้ทำรายการนี้พร้อมกันจำนวนมาก โปรดรอ {wait_seconds} วินาทีแล้วลองใหม่",
        "Many ask for this at the moment. Wait {wait_seconds} seconds and try again.";
    /// The disk of the database has no room: nothing is written until there is some.
    STORAGE_FULL = "storage_full", 503,
        "พื้นที่จัดเก็บข้อมูลเต็ม บันทึกรายการนี้ไม่ได้ แต่ยังเปิดดูและพิมพ์ได้ โปรดแจ้งผู้ดูแลระบบแล้วลองใหม่ภายหลัง",
        "The storage is full: this was not saved; reading and printing go on. Tell the administrator and try later.";
    /// The clock of the server is behind the record, or ahead of the clock of the database: nothing
    /// is written until it is right.
    CLOCK_WRONG = "clock_wrong", 503,
        "นาฬิกาของเครื่องแม่ข่ายไม่ตรง จึงบันทึกรายการนี้ไม่ได้ แต่ยังเปิดดูและพิมพ์ได้ โปรดแจ้งผู้ดูแลระบบให้ตั้งเวลาเครื่องให้ถูกต้อง แล้วลองใหม่",
        "The clock of the server is wrong: this was not saved; reading and printing go on. Have the administrator set it right and try again.";
}

gathered! {
    /// Every code: of what is no kind, one line each, then of every kind.
    ProblemCode, problems, [
        crate::budget::PROBLEMS,
        crate::deputies::PROBLEMS,
        crate::document::PROBLEMS,
        crate::identity::PROBLEMS,
        crate::ledger::PROBLEMS,
        crate::problem::PROBLEMS,
        crate::programs::PROBLEMS,
        crate::reviews::PROBLEMS,
        crate::treasury::PROBLEMS,
    ]
}

impl ProblemCode {
    /// One problem; rooms use [`problems!`].
    pub(crate) const fn new(
        code: &'static str,
        status: u16,
        thai: &'static str,
        english: &'static str,
    ) -> ProblemCode {
        ProblemCode {
            code,
            status,
            thai,
            english,
        }
    }

    /// The code as written in JSON and the database.
    pub const fn as_str(self) -> &'static str {
        self.code
    }

    /// What happened and what to do, for the person at the screen.
    pub const fn thai(self) -> &'static str {
        self.thai
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        self.english
    }

    /// The HTTP status it travels with.
    pub const fn status(self) -> u16 {
        self.status
    }
}

travels_as_text!(
    ProblemCode,
    "Why a request was refused: the stable code; the sentences stand beside it.",
    {
        let mut texts = [""; COUNT];
        let mut at = 0;
        while at < COUNT {
            texts[at] = ProblemCode::ALL[at].as_str();
            at += 1;
        }
        texts
    }
);

codes! {
    /// What is wrong with one field.
    pub enum FieldCode {
        /// Nothing was entered.
        Required = "required" ("ต้องกรอก", "is required"),
        /// Not readable as what the field holds.
        Malformed = "malformed" ("รูปแบบไม่ถูกต้อง", "is not readable"),
        /// Has letters that cannot be seen, or that turn the direction of others.
        Invisible = "invisible" (
            "มีอักขระที่มองไม่เห็น โปรดลบแล้วพิมพ์ใหม่",
            "has letters that cannot be seen: delete it and type it again",
        ),
        /// Zero or negative where an amount above zero is needed.
        NotPositive = "not_positive" ("ต้องมากกว่า 0.00", "must be above 0.00"),
        /// More than can be kept: more than eighteen digits.
        TooLarge = "too_large" ("มากเกินกว่าที่ระบบเก็บได้", "is more than can be kept"),
        /// More rows than one document may have.
        TooMany = "too_many" (
            "มีรายการมากเกินกว่าที่เอกสารหนึ่งฉบับรับได้ โปรดแยกเป็นหลายฉบับ",
            "has more rows than one document may have; use several",
        ),
        /// A page farther down than pages are counted.
        TooDeep = "too_deep" (
            "ลึกเกินกว่าจะเปิดทีละหน้าได้ โปรดกรองรายการให้แคบลง หรืออ่านต่อด้วย after",
            "is farther down than pages are counted: filter more, or read on with after",
        ),
        /// Longer than allowed.
        TooLong = "too_long" ("ยาวเกินกำหนด", "is too long"),
        /// Shorter than allowed.
        TooShort = "too_short" ("สั้นเกินกำหนด", "is too short"),
        /// Not one of the values allowed.
        UnknownValue = "unknown_value" (
            "ไม่มีในรายการที่เลือกได้",
            "is not among the values allowed",
        ),
        /// The code is not valid in this fiscal year.
        NotValidThisYear = "not_valid_this_year" (
            "ใช้ไม่ได้ในปีงบประมาณนี้",
            "is not valid in this fiscal year",
        ),
        /// Of another department than the document.
        OtherDepartment = "other_department" (
            "เป็นของกองอื่น โปรดเลือกรายการของกองผู้เบิก",
            "belongs to another department: choose one of the department asking",
        ),
        /// The same thing twice.
        Duplicate = "duplicate" ("ซ้ำกับรายการอื่น", "appears twice"),
        /// A day that the field cannot have: in a year far away, often one of the other era.
        ImpossibleDay = "impossible_day" (
            "เป็นวันที่ที่เป็นไปไม่ได้ โปรดตรวจสอบวันและปี (ปี พ.ศ. มากกว่า ค.ศ. อยู่ 543 ปี)",
            "cannot be this day: check day and year (a Buddhist year is 543 more than one of the common era)",
        ),
        /// A day for which there are no books yet.
        BeforeBooks = "before_books" (
            "เป็นวันก่อนวันเริ่มบัญชี โปรดเลือกวันตั้งแต่วันเริ่มบัญชีเป็นต้นไป",
            "is before the first day of the books: choose that day or a later one",
        ),
        /// Must be empty in this case.
        MustBeEmpty = "must_be_empty" ("ต้องเว้นว่าง", "must be empty"),
        /// A balance that nothing could draw on later, because what it is made of is in no register.
        NothingToDrawOn = "nothing_to_draw_on" (
            "ยกยอดมาไม่ได้ เพราะยังไม่มีทะเบียนให้ตัดยอดภายหลัง โปรดนำฝากเช็คหรือส่งใช้เงินยืมให้เสร็จก่อนวันเริ่มบัญชี",
            "cannot be brought forward, as no register draws on it later: deposit cheques and clear advances before the books begin",
        ),
        /// The sum does not fit.
        SumDiffers = "sum_differs" ("ผลรวมไม่ตรงกัน", "does not add up"),
        /// Not what is known already.
        Differs = "differs" ("ไม่ตรงกับที่มีอยู่ในระบบ", "is not as it is known already"),
        /// Not the number of an account at a bank.
        WrongAccountNumber = "wrong_account_number" (
            "ไม่ใช่เลขที่บัญชีธนาคาร ต้องเป็นตัวเลข 10 ถึง 15 หลัก คั่นด้วยขีดได้",
            "is no account number of a bank: 10 to 15 digits, with dashes if you like",
        ),
        /// A number whose check digit is wrong.
        WrongCheckDigit = "wrong_check_digit" ("เลขตรวจสอบไม่ถูกต้อง", "has a wrong check digit"),
        /// Not a field of this document.
        UnknownField = "unknown_field" (
            "ไม่ใช่ช่องของเอกสารนี้",
            "is not a field of this document",
        ),
        /// A key of its own, of whoever may not prove itself by what somebody else has seen.
        OwnKeyNeeded = "own_key_needed" (
            "ต้องกรอก เพราะโปรแกรมนี้จัดทำร่างได้ โปรดขอกุญแจสาธารณะจากผู้พัฒนา หรือเลือกเฉพาะสิทธิดู",
            "is needed, as this program makes drafts: ask its developer for a public key, or choose reading only",
        ),
        /// A password that is easy to guess.
        Guessable = "guessable" ("เดาง่ายเกินไป", "is too easy to guess"),
        /// A file larger than allowed.
        FileTooLarge = "file_too_large" ("ต้องไม่เกิน 10 MB", "must not exceed 10 MB"),
        /// A file that is neither PDF nor JPG nor PNG (W-1.10).
        WrongFileType = "wrong_file_type" (
            "ต้องเป็นไฟล์ PDF, JPG หรือ PNG",
            "must be a PDF, JPG or PNG file",
        ),
    }
}

/// One wrong field: where, what, and a Thai sentence that names the field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The place in the body as a path: `items[0].amount`, `payee_id`.
    pub path: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The field's Thai name and what to do.
    pub message: String,
}

impl FieldError {
    /// The error for a field, with its message in Thai.
    pub fn new(path: impl Into<String>, code: FieldCode) -> FieldError {
        let path = path.into();
        let name = common_name(&path);
        FieldError {
            message: format!("{name} {}", code.thai()),
            path,
            code,
        }
    }

    /// The same, with the field called as a kind of document calls it.
    pub fn of(self, kind: Kind) -> FieldError {
        let name = field_name(Some(kind), &self.path);
        FieldError {
            message: format!("{name} {}", self.code.thai()),
            ..self
        }
    }
}

/// A refusal on the wire: `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `/problems/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened and what to do, in Thai.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// For developers, in English.
    pub detail: String,
    /// The number of the request, to quote when asking for help.
    pub instance: String,
    /// The stable code.
    pub code: ProblemCode,
    /// The fields concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Names, amounts and dates of the sentence: `line`, `fund`, `free`, `asked`, `short_by`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
    /// The right that is missing, where that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingRight>,
}

/// A right that somebody lacks, and who has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MissingRight {
    /// The right.
    pub permission: Permission,
    /// The same in Thai.
    pub name: String,
    /// Some of those who have it today in the organisation one works in; nobody is told to others.
    pub holders: Vec<RightHolder>,
}

/// Somebody who has a right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RightHolder {
    /// Name with title.
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
}

/// Fills the names in braces of a sentence from a problem's context; an amount is grouped.
pub fn fill(sentence: &str, context: &BTreeMap<String, String>) -> String {
    context
        .iter()
        .fold(sentence.to_owned(), |text, (name, value)| {
            let shown = match value.parse::<crate::Money>() {
                Ok(amount) if value.contains('.') => amount.grouped(),
                _ => value.clone(),
            };
            text.replace(&format!("{{{name}}}"), &shown)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_speaks_thai_and_english() {
        let thai = |text: &str| text.chars().any(|c| ('\u{0E01}'..='\u{0E4E}').contains(&c));
        for code in ProblemCode::ALL {
            assert!(thai(code.thai()), "{code} has no Thai sentence");
            assert!(
                !thai(code.english()),
                "{code} has Thai in its English sentence"
            );
            assert!((400..600).contains(&code.status()), "{code}");
            let same = ProblemCode::ALL
                .iter()
                .filter(|other| other.code == code.code);
            assert_eq!(same.count(), 1, "{code} is declared twice");
        }
        for code in FieldCode::ALL {
            assert!(thai(code.thai()) && !thai(code.english()), "{code}");
        }
    }

    #[test]
    fn what_is_refused_is_said_as_officials_say_it() {
        let informal = ["กรุณา", "ค่ะ", "คลิก", "ล็อกอิน", "พาสเวิร์ด", "แอดมิน", "เออเร่อ"];
        for code in ProblemCode::ALL {
            let said = code.thai();
            let found: Vec<_> = informal
                .iter()
                .filter(|word| said.contains(**word))
                .collect();
            assert!(found.is_empty(), "{code}: {found:?}");
            assert!(said.chars().count() <= 250, "{code} is long: {said}");
            for word in ["Error", "error", "null", "panic", "SQL"] {
                assert!(!said.contains(word), "{code}: {word}");
            }
        }
    }

    #[test]
    fn sentences_are_filled_with_grouped_amounts() {
        let context = BTreeMap::from([
            ("line".to_owned(), "ค่าวัสดุ".to_owned()),
            ("free".to_owned(), "1200.00".to_owned()),
        ]);
        assert_eq!(
            fill("{line} มี {free} บาท", &context),
            "ค่าวัสดุ มี 1,200.00 บาท"
        );
    }
}
