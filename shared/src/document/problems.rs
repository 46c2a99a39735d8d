//! What is refused about documents of any kind.

problems! {
    /// Somebody else changed the document, or the entry of a register, meanwhile.
    VERSION_CONFLICT = "version_conflict", 409,
        "มีผู้แก้ไขข้อมูลนี้ไปแล้ว ยังไม่มีอะไรถูกบันทึก โปรดเปิดข้อมูลล่าสุดแล้วทำรายการอีกครั้ง",
        "Somebody else has changed this; nothing was kept. Open the latest and repeat what you did.";
    /// What the server fills in says something else than when the draft was saved: a payee, its taxes, the
    /// figures of a day.
    DRAFT_OUTDATED = "draft_outdated", 409,
        "ข้อมูลที่ระบบเติมให้ร่างนี้เปลี่ยนไปหลังบันทึก ({fields}) จึงยังไม่ได้ส่ง โปรดบันทึกอีกครั้ง ตรวจดู แล้วส่งใหม่",
        "What the system fills in has changed since this draft was saved ({fields}). Save it again, look at it, and hand it in.";
    /// The id of a new document is of a time to come: reading on from it would meet nothing newer.
    DEVICE_CLOCK_WRONG = "device_clock_wrong", 422,
        "นาฬิกาของเครื่องที่ท่านใช้เร็วไปมากกว่าหนึ่งวัน โปรดตั้งวันและเวลาของเครื่องให้ถูกต้อง เปิดหน้านี้ใหม่ แล้วบันทึกอีกครั้ง",
        "The clock of your device is more than a day ahead. Set its date and time right, open this page again, and save.";
    /// The document is not in the state the act needs (W-1.6).
    WRONG_STATE = "wrong_state", 409,
        "เอกสารไม่อยู่ในสถานะที่ทำรายการนี้ได้ โปรดเปิดเอกสารดูสถานะล่าสุด",
        "The document is not in a state that allows this. Open it to see its state.";
    /// A cheque or manual number was used before (W-8.1, W-4.5).
    DUPLICATE_NUMBER = "duplicate_number", 409,
        "เลขที่ {number} ถูกใช้ไปแล้ว โปรดตรวจสอบเลขที่",
        "Number {number} was used before. Check the number.";
    /// The series has given numbers in this year or a later one (W-1.2).
    NUMBERS_GIVEN = "numbers_given", 409,
        "ชุดเลขที่นี้ออกเลขในปีงบประมาณ {year} หรือปีหลังจากนั้นไปแล้ว เปลี่ยนรูปแบบได้ตั้งแต่ปีที่ยังไม่ได้ออกเลข",
        "This series has given numbers in {year} or later. A format can be set from a year on that has none yet.";
    /// The person may not take this step after an earlier one (W-1.6).
    SEPARATION_OF_DUTIES = "separation_of_duties", 403,
        "ท่านทำขั้นตอนก่อนหน้าของเอกสารนี้หรือของเอกสารที่จ่ายแล้ว ต้องให้ผู้อื่นทำขั้นตอนนี้",
        "You took an earlier step of this document or of one it pays; somebody else must take this one.";
    /// The role decides up to an amount, and this is more.
    ABOVE_CEILING = "above_ceiling", 403,
        "จำนวนเงินเกินวงเงิน {ceiling} บาท ที่ท่านอนุมัติได้ ต้องให้ผู้มีวงเงินสูงกว่าอนุมัติ",
        "The amount is above the {ceiling} baht you may approve. Somebody with a higher ceiling must.";
    /// The person entered or changed the payee who is paid (W-1.6).
    OWN_PAYEE = "own_payee", 403,
        "ท่านเป็นผู้บันทึกหรือแก้ไขข้อมูลผู้รับเงินรายนี้ ต้องให้ผู้อื่นอนุมัติ",
        "You entered or changed the entry of this payee; somebody else must approve.";
    /// The account of the payee was changed by the same person after the request was entered.
    OWN_ACCOUNT_CHANGE = "own_account_change", 403,
        "ท่านเป็นผู้แก้ไขเลขบัญชีของผู้รับเงินรายนี้หลังจัดทำฎีกา ต้องให้ผู้อื่นยืนยันการจ่าย",
        "You changed the account of this payee after the request was made; somebody else must confirm the payment.";
    /// The account of the payee was changed on this day.
    PAYEE_ACCOUNT_CHANGED = "payee_account_changed", 409,
        "บัญชีธนาคารของผู้รับเงิน {name} ถูกเปลี่ยนในวันนี้ จ่ายได้ตั้งแต่วันถัดไป โปรดสอบถามผู้รับเงินให้แน่ใจก่อนจ่าย",
        "The bank account of {name} was changed today. It can be paid from tomorrow on; ask the payee before you do.";
    /// The fiscal year of the document is not the one of the day (W-1.8).
    FISCAL_YEAR_ENDED = "fiscal_year_ended", 422,
        "เอกสารนี้เป็นของปีงบประมาณ {year} ซึ่งทำขั้นตอนนี้ในวันนี้ไม่ได้ โปรดจัดทำใหม่ในปีงบประมาณปัจจุบัน",
        "The document is of fiscal year {year}, in which this cannot be done today. Make it anew in the current year.";
    /// More than the document referred to.
    EXCEEDS_DOCUMENT = "exceeds_document", 422,
        "จำนวนเงินเกินเอกสารที่อ้างถึง โปรดตรวจสอบจำนวนเงิน",
        "The amount exceeds the document it refers to. Check the amount.";
    /// The control total differs from the lines (W-3.1).
    TOTAL_DIFFERS = "total_differs", 422,
        "ยอดรวมที่กรอก {asked} บาท ไม่ตรงกับผลรวมของรายการ {free} บาท โปรดตรวจสอบ",
        "The total entered, {asked} baht, differs from the sum of the lines, {free} baht.";
}
