//! Refusals: a stable code, a Thai sentence that says what to do, the fields concerned (RFC 9457).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// Why a request was refused. Codes from `insufficient_budget` on are the reasons of
    /// `scenario-format.md` section 9 that exist so far; the others are about access and form.
    pub enum ProblemCode {
        /// No session, or it ended.
        Unauthenticated = "unauthenticated",
        /// The session is locked after idle time; the password opens it again.
        SessionLocked = "session_locked",
        /// The role may not do this (W-1.6).
        NotPermitted = "not_permitted",
        /// There is no such thing in this entity.
        NotFound = "not_found",
        /// The address exists, the method does not.
        MethodNotAllowed = "method_not_allowed",
        /// The request is not readable: broken JSON, wrong type, unknown parameter.
        MalformedRequest = "malformed_request",
        /// Fields are missing or wrong; `errors` names each.
        InvalidFields = "invalid_fields",
        /// Somebody else changed the document meanwhile.
        VersionConflict = "version_conflict",
        /// The id or idempotency key was used for something else.
        DuplicateRequest = "duplicate_request",
        /// The request does not come from our own pages (CSRF).
        ForeignOrigin = "foreign_origin",
        /// The body is larger than allowed.
        TooLarge = "too_large",
        /// Too many tries; wait.
        TooManyRequests = "too_many_requests",
        /// User name or password is wrong; which one is not told.
        WrongCredentials = "wrong_credentials",
        /// The one-time code is wrong.
        WrongCode = "wrong_code",
        /// The one-time code is older than its life or was tried too often.
        CodeExpired = "code_expired",
        /// The password is too short or among the known ones.
        WeakPassword = "weak_password",
        /// The citizen number has no account prepared (W-2, step 1).
        NoAccount = "no_account",
        /// The account is suspended by the finance head.
        AccountSuspended = "account_suspended",
        /// The identity provider does not answer; user name and password still work.
        IdentityProviderDown = "identity_provider_down",
        /// The identity provider refused or the answer does not fit the request.
        IdentityRefused = "identity_refused",
        /// Mail cannot be sent now.
        MailDown = "mail_down",
        /// An error of ours; the number of the request is in `instance`.
        Unexpected = "unexpected",
        /// The service is not ready.
        Unavailable = "unavailable",
        /// Too many ask for the same heavy work now.
        Busy = "busy",
        /// A balance would leave its side, told by the database alone: without name and amount.
        LimitReached = "limit_reached",
        /// The line has not enough remaining (W-1.11, W-7.2).
        InsufficientBudget = "insufficient_budget",
        /// The line is not yet, or no longer, in force (W-3.4).
        LineNotInForce = "line_not_in_force",
        /// The book balance of the account would become negative (W-8.4).
        InsufficientBankBalance = "insufficient_bank_balance",
        /// More cash than there is.
        InsufficientCash = "insufficient_cash",
        /// More than the depositor or the withheld tax holds (W-7.2).
        InsufficientDeposit = "insufficient_deposit",
        /// More than is owed (W-5.2).
        InsufficientReceivable = "insufficient_receivable",
        /// More than the document referred to.
        ExceedsDocument = "exceeds_document",
        /// Appropriations above revenue estimates (W-3.1).
        ExceedsEstimates = "exceeds_estimates",
        /// The control total differs from the lines (W-3.1).
        TotalDiffers = "total_differs",
        /// The document is not in the state the act needs (W-1.6).
        WrongState = "wrong_state",
        /// A cheque or manual number was used before (W-8.1, W-4.5).
        DuplicateNumber = "duplicate_number",
        /// Contingency without purpose (A7).
        PurposeNeeded = "purpose_needed",
        /// Deductions above the gross (W-7.2).
        NegativeNet = "negative_net",
        /// The entry does not balance (W-9).
        Unbalanced = "unbalanced",
        /// The person may not take this step after an earlier one (W-1.6).
        SeparationOfDuties = "separation_of_duties",
        /// Cash counted differs from the book and is not explained (W-10.4).
        CashDifference = "cash_difference",
        /// Receipts not on a slip, or slips not on a summary (W-4.2).
        ReceiptsNotRemitted = "receipts_not_remitted",
        /// The day's report is signed; postings belong to the next open day (W-1.4).
        DayClosed = "day_closed",
        /// Figures changed between making and signing of a report.
        FiguresChanged = "figures_changed",
        /// The fiscal year of the document is not the one of the day (W-1.8).
        FiscalYearEnded = "fiscal_year_ended",
        /// The system has no account for what is to be posted: master data is incomplete.
        NoPostingRule = "no_posting_rule",
    }
}

impl ProblemCode {
    /// What happened and what to do, for the person at the screen. Names in braces are filled
    /// from the problem's `context`.
    pub const fn thai(self) -> &'static str {
        use ProblemCode::*;
        match self {
            Unauthenticated => "ยังไม่ได้เข้าสู่ระบบหรือหมดเวลาใช้งาน โปรดเข้าสู่ระบบอีกครั้ง",
            SessionLocked => "หน้าจอถูกล็อกเพราะไม่มีการใช้งาน โปรดใส่รหัสผ่านเพื่อทำงานต่อ งานที่พิมพ์ไว้ยังอยู่",
            NotPermitted => "บทบาทของท่านไม่มีสิทธิทำรายการนี้ โปรดติดต่อหัวหน้าหน่วยงานคลัง",
            NotFound => "ไม่พบรายการนี้ในหน่วยงานของท่าน โปรดตรวจสอบเลขที่แล้วค้นหาใหม่",
            MethodNotAllowed => "ที่อยู่นี้ไม่รับคำสั่งแบบนี้ โปรดดูเอกสาร API",
            MalformedRequest => "อ่านข้อมูลที่ส่งมาไม่ได้ โปรดตรวจสอบช่องที่ระบุแล้วส่งใหม่",
            InvalidFields => "ข้อมูลบางช่องไม่ถูกต้อง โปรดแก้ไขช่องที่ระบุ",
            VersionConflict => "มีผู้แก้ไขเอกสารนี้ไปแล้ว โปรดเปิดเอกสารใหม่แล้วทำรายการอีกครั้ง",
            DuplicateRequest => "รายการนี้เคยส่งมาแล้วด้วยข้อมูลอื่น โปรดตรวจสอบรายการเดิมก่อน",
            ForeignOrigin => "คำขอนี้ไม่ได้มาจากหน้าจอของระบบ โปรดเปิดระบบใหม่แล้วลองอีกครั้ง",
            TooLarge => "ข้อมูลมีขนาดใหญ่เกินกำหนด โปรดลดขนาดแล้วส่งใหม่",
            TooManyRequests => "ลองหลายครั้งเกินไป โปรดรอ {wait_seconds} วินาทีแล้วลองใหม่",
            WrongCredentials => "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดลองใหม่ หรือเข้าด้วย ThaiD",
            WrongCode => "รหัสใช้ครั้งเดียวไม่ถูกต้อง โปรดดูรหัส 6 หลักในอีเมลฉบับล่าสุด",
            CodeExpired => "รหัสใช้ครั้งเดียวหมดอายุหรือลองเกินกำหนด โปรดขอรหัสใหม่",
            WeakPassword => "รหัสผ่านนี้เดาง่ายเกินไป โปรดตั้งใหม่อย่างน้อย 12 ตัวอักษร ใช้เป็นประโยคก็ได้",
            NoAccount => "ยังไม่มีบัญชีผู้ใช้สำหรับเลขประจำตัวประชาชนนี้ โปรดติดต่อหัวหน้าหน่วยงานคลังของท่าน",
            AccountSuspended => "บัญชีผู้ใช้ถูกระงับ โปรดติดต่อหัวหน้าหน่วยงานคลังของท่าน",
            IdentityProviderDown => {
                "ติดต่อ ThaiD ไม่ได้ในขณะนี้ โปรดเข้าด้วยชื่อผู้ใช้และรหัสผ่าน หรือลองใหม่ภายหลัง"
            }
            IdentityRefused => "การยืนยันตัวตนด้วย ThaiD ไม่สำเร็จ โปรดเริ่มใหม่อีกครั้ง",
            MailDown => "ส่งอีเมลไม่ได้ในขณะนี้ โปรดลองใหม่อีกครั้งในอีกสักครู่",
            Unexpected => {
                "ระบบทำรายการไม่สำเร็จ ข้อมูลไม่ถูกเปลี่ยนแปลง โปรดลองใหม่ หากยังไม่ได้ให้แจ้งหมายเลขคำขอ"
            }
            Unavailable => "ระบบยังไม่พร้อมให้บริการ โปรดลองใหม่อีกครั้งในอีกสักครู่",
            Busy => "ขณะนี้มีผู้ทำรายการนี้พร้อมกันจำนวนมาก โปรดรอ {wait_seconds} วินาทีแล้วลองใหม่",
            LimitReached => "ยอดคงเหลือไม่พอสำหรับรายการนี้ โปรดตรวจสอบยอดล่าสุดแล้วทำรายการใหม่",
            InsufficientBudget => {
                "รายการงบประมาณ {line} มีเงินคงเหลือ {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท) โปรดลดจำนวนเงินหรือขอโอนงบประมาณ"
            }
            LineNotInForce => "รายการงบประมาณ {line} ยังไม่มีผลใช้บังคับหรือสิ้นสุดแล้ว โปรดเลือกรายการอื่น",
            InsufficientBankBalance => {
                "บัญชีธนาคาร {line} มีเงิน {free} บาท ไม่พอจ่าย {asked} บาท (ขาด {short_by} บาท)"
            }
            InsufficientCash => "เงินสดในมือมี {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท)",
            InsufficientDeposit => {
                "เงินรับฝาก {line} มี {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท)"
            }
            InsufficientReceivable => "ลูกหนี้ {line} ค้างอยู่ {free} บาท น้อยกว่าที่รับชำระ {asked} บาท",
            ExceedsDocument => "จำนวนเงินเกินเอกสารที่อ้างถึง โปรดตรวจสอบจำนวนเงิน",
            ExceedsEstimates => {
                "ยอดรายจ่าย {asked} บาท เกินประมาณการรายรับ {free} บาท โปรดปรับให้ไม่เกินประมาณการ"
            }
            TotalDiffers => "ยอดรวมที่กรอก {asked} บาท ไม่ตรงกับผลรวมของรายการ {free} บาท โปรดตรวจสอบ",
            WrongState => "เอกสารไม่อยู่ในสถานะที่ทำรายการนี้ได้ โปรดเปิดเอกสารดูสถานะล่าสุด",
            DuplicateNumber => "เลขที่ {number} ถูกใช้ไปแล้ว โปรดตรวจสอบเลขที่",
            PurposeNeeded => "การใช้เงินสำรองจ่ายต้องระบุเหตุผลความจำเป็น",
            NegativeNet => "รายการหักรวมกันมากกว่าจำนวนเงินที่ขอเบิก โปรดลดรายการหัก",
            Unbalanced => "ยอดเดบิตไม่เท่ากับเครดิต โปรดตรวจสอบรายการ",
            SeparationOfDuties => "ท่านทำขั้นตอนก่อนหน้าของเอกสารนี้แล้ว ต้องให้ผู้อื่นทำขั้นตอนนี้",
            CashDifference => {
                "เงินสดที่ตรวจนับได้ {asked} บาท ไม่ตรงกับบัญชี {free} บาท โปรดตรวจนับใหม่หรือชี้แจงผลต่าง"
            }
            ReceiptsNotRemitted => {
                "ยังมีใบเสร็จที่ยังไม่นำส่งหรือใบนำส่งที่ยังไม่สรุป {count} ฉบับ โปรดนำส่งให้ครบหรือระบุเหตุผล"
            }
            DayClosed => "รายงานสถานะการเงินประจำวันของวันที่ {date} ลงนามแล้ว บันทึกรายการของวันนี้ไม่ได้",
            FiguresChanged => "มีรายการใหม่หลังจัดทำรายงานนี้ โปรดส่งคืนแล้วจัดทำรายงานใหม่",
            FiscalYearEnded => "ปีงบประมาณของเอกสารไม่ตรงกับวันที่บันทึก โปรดเลือกปีงบประมาณปัจจุบัน",
            NoPostingRule => "ไม่พบรหัสบัญชีสำหรับรายการ {line} โปรดแจ้งผู้ดูแลผังบัญชี",
        }
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        use ProblemCode::*;
        match self {
            Unauthenticated => {
                "You are not logged in or the session has ended. Please log in again."
            }
            SessionLocked => {
                "The screen was locked while idle. Enter your password to go on; what you typed is still there."
            }
            NotPermitted => "Your role may not do this. Please ask the head of finance.",
            NotFound => {
                "There is no such item in your organisation. Check the number and search again."
            }
            MethodNotAllowed => {
                "This address does not accept this method. See the API documentation."
            }
            MalformedRequest => {
                "The request cannot be read. Check the named field and send it again."
            }
            InvalidFields => "Some fields are not right. Please correct the fields named.",
            VersionConflict => {
                "Somebody else has changed this document. Open it again and repeat the step."
            }
            DuplicateRequest => {
                "This request was sent before with other content. Look at the earlier one first."
            }
            ForeignOrigin => "This request did not come from our own pages. Open the system again.",
            TooLarge => "The data is larger than allowed. Make it smaller and send it again.",
            TooManyRequests => "Too many tries. Wait {wait_seconds} seconds and try again.",
            WrongCredentials => "User name or password is not right. Try again, or use ThaiD.",
            WrongCode => "The one-time code is not right. Use the six digits of the latest e-mail.",
            CodeExpired => {
                "The one-time code has expired or was tried too often. Ask for a new one."
            }
            WeakPassword => {
                "This password is too easy to guess. Use at least 12 characters; a sentence is fine."
            }
            NoAccount => {
                "No account was prepared for this citizen number. Please ask your head of finance."
            }
            AccountSuspended => "The account is suspended. Please ask your head of finance.",
            IdentityProviderDown => {
                "ThaiD cannot be reached now. Use user name and password, or try later."
            }
            IdentityRefused => "Identification with ThaiD did not succeed. Please start again.",
            MailDown => "Mail cannot be sent now. Please try again in a moment.",
            Unexpected => {
                "The system could not do this; nothing was changed. Try again, then report the request number."
            }
            Unavailable => "The system is not ready. Please try again in a moment.",
            Busy => "Many ask for this at the moment. Wait {wait_seconds} seconds and try again.",
            LimitReached => "What is left is not enough. See the latest balance and try again.",
            InsufficientBudget => {
                "Budget line {line} has {free} baht left, not enough for {asked} baht (short by {short_by}). Lower the amount or ask for a transfer."
            }
            LineNotInForce => "Budget line {line} is not in force. Choose another line.",
            InsufficientBankBalance => {
                "Bank account {line} holds {free} baht, not enough for {asked} (short by {short_by})."
            }
            InsufficientCash => {
                "There are {free} baht of cash, not enough for {asked} (short by {short_by})."
            }
            InsufficientDeposit => {
                "Deposit {line} holds {free} baht, not enough for {asked} (short by {short_by})."
            }
            InsufficientReceivable => "{line} owes {free} baht, less than the {asked} received.",
            ExceedsDocument => "The amount exceeds the document it refers to. Check the amount.",
            ExceedsEstimates => {
                "Appropriations of {asked} baht exceed the revenue estimates of {free} baht."
            }
            TotalDiffers => {
                "The total entered, {asked} baht, differs from the sum of the lines, {free} baht."
            }
            WrongState => {
                "The document is not in a state that allows this. Open it to see its state."
            }
            DuplicateNumber => "Number {number} was used before. Check the number.",
            PurposeNeeded => "Use of the contingency needs its purpose.",
            NegativeNet => "The deductions exceed the amount requested. Lower them.",
            Unbalanced => "Debits and credits differ. Check the lines.",
            SeparationOfDuties => {
                "You took an earlier step of this document; somebody else must take this one."
            }
            CashDifference => {
                "Cash counted, {asked} baht, differs from the book, {free} baht. Count again or explain."
            }
            ReceiptsNotRemitted => {
                "{count} receipts or slips are not yet remitted. Remit them or give a reason."
            }
            DayClosed => {
                "The daily report of {date} is signed; nothing more can be posted on that day."
            }
            FiguresChanged => {
                "There are new postings since this report was made. Return it and make it again."
            }
            FiscalYearEnded => {
                "The fiscal year of the document is not that of today. Choose the current year."
            }
            NoPostingRule => "There is no account for {line}. Please tell the keeper of the chart.",
        }
    }

    /// The HTTP status it travels with.
    pub const fn status(self) -> u16 {
        use ProblemCode::*;
        match self {
            MalformedRequest => 400,
            Unauthenticated | WrongCredentials | WrongCode | CodeExpired => 401,
            SessionLocked => 423,
            NotPermitted | ForeignOrigin | NoAccount | AccountSuspended | SeparationOfDuties => 403,
            NotFound => 404,
            MethodNotAllowed => 405,
            VersionConflict | DuplicateRequest | WrongState | DuplicateNumber | DayClosed
            | FiguresChanged => 409,
            TooLarge => 413,
            TooManyRequests => 429,
            Unexpected => 500,
            IdentityProviderDown | MailDown | Unavailable | Busy => 503,
            _ => 422,
        }
    }
}

codes! {
    /// What is wrong with one field.
    pub enum FieldCode {
        /// Nothing was entered.
        Required = "required",
        /// Not readable as what the field holds.
        Malformed = "malformed",
        /// Zero or negative where an amount above zero is needed.
        NotPositive = "not_positive",
        /// More than can be kept: more than eighteen digits.
        TooLarge = "too_large",
        /// More rows than one document may have.
        TooMany = "too_many",
        /// Longer than allowed.
        TooLong = "too_long",
        /// Shorter than allowed.
        TooShort = "too_short",
        /// Not one of the values allowed.
        UnknownValue = "unknown_value",
        /// The code is not valid in this fiscal year.
        NotValidThisYear = "not_valid_this_year",
        /// The same thing twice.
        Duplicate = "duplicate",
        /// Must be empty in this case.
        MustBeEmpty = "must_be_empty",
        /// The sum does not fit.
        SumDiffers = "sum_differs",
        /// A number whose check digit is wrong.
        WrongCheckDigit = "wrong_check_digit",
        /// Not a field of this document.
        UnknownField = "unknown_field",
        /// A password that is easy to guess.
        Guessable = "guessable",
        /// A file larger than allowed.
        FileTooLarge = "file_too_large",
        /// A file that is neither PDF nor JPG nor PNG (W-1.10).
        WrongFileType = "wrong_file_type",
    }
}

impl FieldCode {
    /// What to do about it, in Thai; stands after the field's name.
    pub const fn thai(self) -> &'static str {
        use FieldCode::*;
        match self {
            Required => "ต้องกรอก",
            Malformed => "รูปแบบไม่ถูกต้อง",
            NotPositive => "ต้องมากกว่า 0.00",
            TooLarge => "มากเกินกว่าที่ระบบเก็บได้",
            TooMany => "มีรายการมากเกินกว่าที่เอกสารหนึ่งฉบับรับได้ โปรดแยกเป็นหลายฉบับ",
            TooLong => "ยาวเกินกำหนด",
            TooShort => "สั้นเกินกำหนด",
            UnknownValue => "ไม่มีในรายการที่เลือกได้",
            NotValidThisYear => "ใช้ไม่ได้ในปีงบประมาณนี้",
            Duplicate => "ซ้ำกับรายการอื่น",
            MustBeEmpty => "ต้องเว้นว่าง",
            SumDiffers => "ผลรวมไม่ตรงกัน",
            WrongCheckDigit => "เลขตรวจสอบไม่ถูกต้อง",
            UnknownField => "ไม่ใช่ช่องของเอกสารนี้",
            Guessable => "เดาง่ายเกินไป",
            FileTooLarge => "ต้องไม่เกิน 10 MB",
            WrongFileType => "ต้องเป็นไฟล์ PDF, JPG หรือ PNG",
        }
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        use FieldCode::*;
        match self {
            Required => "is required",
            Malformed => "is not readable",
            NotPositive => "must be above 0.00",
            TooLarge => "is more than can be kept",
            TooMany => "has more rows than one document may have; use several",
            TooLong => "is too long",
            TooShort => "is too short",
            UnknownValue => "is not among the values allowed",
            NotValidThisYear => "is not valid in this fiscal year",
            Duplicate => "appears twice",
            MustBeEmpty => "must be empty",
            SumDiffers => "does not add up",
            WrongCheckDigit => "has a wrong check digit",
            UnknownField => "is not a field of this document",
            Guessable => "is too easy to guess",
            FileTooLarge => "must not exceed 10 MB",
            WrongFileType => "must be a PDF, JPG or PNG file",
        }
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
        let name = crate::document::field_name(&path);
        FieldError {
            message: format!("{name} {}", code.thai()),
            path,
            code,
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
    /// Names, amounts and dates of the sentence: `line`, `free`, `asked`, `short_by`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, String>,
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
        }
        for code in FieldCode::ALL {
            assert!(thai(code.thai()) && !thai(code.english()), "{code}");
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
