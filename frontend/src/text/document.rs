//! Words of the generic document pages.

use super::{Named, Text};
use shared::document::{Kind, StepName};

texts! {
    NEW_OF = "{kind} (ฉบับใหม่)", "New {kind}";
    NO_NUMBER = "ยังไม่มีเลขที่", "No number yet";
    DRAFT_NO_NUMBER =
        "ฉบับร่างยังไม่มีเลขที่ ระบบออกเลขให้เมื่อส่งเอกสาร",
        "A draft has no number; it gets one when it is submitted.";
    DOCUMENT_ON = "วันที่เอกสาร", "Date";
    ENTERED_ON = "วันที่บันทึก", "Entered on";
    ENTERED_SHORT = "บันทึก {day}", "entered {day}";
    DEPARTMENT = "กอง", "Department";
    STEPS = "ขั้นตอน", "Steps";
    STEP_WAITS_FOR = "รอ {roles}", "waits for {roles}";
    STEP_YOURS = "ถึงคิวท่าน", "your turn";
    STEP_APART =
        "รอผู้อื่นที่มีหน้าที่นี้ (ท่านทำหน้าที่อื่นของเรื่องนี้แล้ว หรืออยู่นอกขอบเขตของท่าน)",
        "Waits for somebody else of this role: you had another duty here, or it is beyond your scope";
    STEP_SKIPPED = "ไม่ต้องใช้", "not needed";
    SAVE_DRAFT = "บันทึกร่าง", "Save draft";
    SAVING = "กำลังบันทึก…", "Saving…";
    SENDING = "กำลังส่ง…", "Sending…";
    TYPED_MEANWHILE =
        "บันทึกแล้ว แต่ยังไม่ได้ส่ง เพราะมีการพิมพ์เพิ่มระหว่างบันทึก โปรดตรวจแล้วส่งอีกครั้ง",
        "Saved but not submitted, because more was typed meanwhile. Check it and submit again.";
    LOOK_AT_WARNINGS =
        "บันทึกแล้ว แต่ยังไม่ได้ส่ง โปรดดูข้อควรตรวจสอบ ถ้าถูกต้องแล้วให้ส่งอีกครั้ง",
        "Saved but not submitted. Look at what is warned of; if it is right, submit again.";
    UNSAVED = "ยังไม่ได้บันทึก", "Not saved";
    UNSAVED_LOCAL = "ยังไม่ได้บันทึก · เก็บไว้ในเครื่องแล้ว", "Not saved · kept on this computer";
    ALL_SAVED = "บันทึกแล้ว", "Saved";
    DO_SUBMIT = "ส่งเอกสาร", "Submit";
    DO_RECEIVE = "นับเงินและรับ", "Count and receive";
    DO_REGISTER = "ลงทะเบียนรับฎีกา", "Register";
    DO_EXAMINE = "ตรวจแล้ว ถูกต้อง", "Examined, correct";
    DO_RECOMMEND = "เห็นควรจ่าย", "Recommend payment";
    DO_PASS = "ผ่านเรื่อง", "Pass on";
    DO_SIGN = "ลงนาม", "Sign";
    DO_APPROVE = "อนุมัติ", "Approve";
    DO_APPROVE_POST = "อนุมัติและลงบัญชี", "Approve and post";
    DO_CONFIRM = "ยืนยันการจ่าย", "Confirm payment";
    DO_RETURN = "ส่งคืนผู้จัดทำ", "Return to maker";
    DO_REFUSE = "ไม่อนุมัติ", "Refuse";
    DO_NOT_RECEIVE = "ไม่รับ", "Do not receive";
    EFFECT_TAKEN_BACK =
        "ยอดที่ผูกพันไว้ {amount} บาท จะคืนกลับรายการงบประมาณทันที",
        "The {amount} baht obligated go back to the budget line at once.";
    RETURNED_BY = "{person} ส่งคืนเมื่อ {time}", "{person} returned this on {time}";
    RETURNED_BADGE = "ส่งคืนแก้ไข · รอผู้จัดทำ", "Returned · waits for its maker";
    RETURNED_TO = "ส่งคืนให้ {person}", "returned to {person}";
    AFTER_BEFORE = "หลังขั้นก่อน {time}", "{time} after the step before";
    ELAPSED_MINUTES = "{n} นาที", "{n} min";
    ELAPSED_HOURS = "{n} ชั่วโมง", "{n} h";
    ELAPSED_DAYS = "{n} วัน", "{n} days";
    VOID_BY_RETURN = "ไม่มีผลแล้วเพราะถูกส่งคืน", "void: returned afterwards";
    DO_CANCEL = "ยกเลิกเอกสาร", "Void document";
    DO_REQUEST_CANCELLATION = "ขอยกเลิก", "Ask for cancellation";
    DONE_STEP = "{step}เรียบร้อยแล้ว", "{step}: done";
    NEXT_ONE = "ออกฉบับถัดไป", "Make the next one";
    REASON = "เหตุผล", "Reason";
    REASON_HINT =
        "ผู้จัดทำและผู้ตรวจสอบจะเห็นเหตุผลนี้ในประวัติเอกสาร",
        "The maker and auditors will see this reason in the history.";
    COMMENT_HINT =
        "ผู้จัดทำและผู้ตรวจสอบจะเห็นความเห็นนี้ในประวัติเอกสาร",
        "The maker and auditors will see this comment in the history.";
    COMMENT_OPTIONAL = "ความเห็น (ถ้ามี)", "Comment (optional)";
    RETURN_CONSEQUENCE =
        "เอกสารจะกลับเป็นฉบับร่างของผู้จัดทำ การลงนามที่ผ่านมาต้องทำใหม่ทั้งหมด",
        "The document becomes a draft of its maker again; all signatures have to be given anew.";
    CANCEL_CONSEQUENCE =
        "จะยกเลิก{kind} {number} จำนวน {amount} บาท ยกเลิกแล้วนำกลับมาใช้ไม่ได้",
        "{kind} {number} of {amount} baht will be void. This cannot be undone.";
    REFUSE_CONSEQUENCE =
        "จะ{step}{kind} {number} จำนวน {amount} บาท ผู้จัดทำต้องทำฉบับใหม่หากยังประสงค์จะดำเนินการ",
        "{step}: {kind} {number} of {amount} baht; its maker has to make a new one.";
    CANCEL_NUMBER =
        "เลขที่ {numbers} จะถูกเก็บไว้ในทะเบียนเป็น “ยกเลิก” และไม่นำไปใช้ซ้ำ",
        "{numbers} stay in the register as void and are not used again.";
    CANCEL_FREES =
        "เอกสาร {n} ฉบับที่อยู่ในฉบับนี้จะว่าง และนำไปทำฉบับใหม่ได้",
        "The {n} documents taken by this one become free for another.";
    INBOX_MORE =
        "แสดง {n} เรื่องที่รอนานที่สุด ยังมีเรื่องอื่นรออีก จะขึ้นมาเมื่อดำเนินการแล้ว",
        "The {n} that have waited longest are shown; more are waiting and come up as these are done.";
    POST_CONSEQUENCE =
        "เมื่อยืนยันแล้วระบบจะลงบัญชีทันที แก้ไขได้โดยเอกสารยกเลิกเท่านั้น",
        "It is posted at once; only a cancellation document can undo it.";
    APPROVE_CONSEQUENCE =
        "จะ{step} {kind} {number} จำนวน {amount} บาท",
        "{step}: {kind} {number} of {amount} baht";
    NOT_NOW = "ยังไม่ทำ", "Not now";
    ENTRIES = "รายการบัญชี", "Bookings";
    ENTRIES_BOOKED = "ลงบัญชีแล้ว", "Booked";
    ENTRIES_PREVIEW = "ตัวอย่างรายการที่จะลงบัญชี", "What will be booked";
    ENTRIES_PREVIEW_HINT =
        "ส่วนนี้ยังไม่ได้ลงบัญชี ตัวเลขนี้คือสิ่งที่จะเกิดขึ้นเมื่อทำขั้นตอนที่เหลือครบ",
        "This is not booked yet; the remaining steps will book it.";
    ENTRIES_NONE = "เอกสารนี้ไม่ลงบัญชีด้วยตัวเอง", "This document books nothing by itself.";
    AFTER_FIRST_SAVE =
        "บันทึกร่างก่อน แล้วจึงแนบไฟล์ ดูรายการที่จะลงบัญชี และดูประวัติได้ที่นี่",
        "Save the draft first; then attach files and see its bookings and history here.";
    ACCOUNT = "บัญชี", "Account";
    DEBIT = "เดบิต", "Debit";
    CREDIT = "เครดิต", "Credit";
    REVERSAL = "กลับรายการ", "Reversal";
    BUDGET_EFFECT = "ผลต่องบประมาณ", "Effect on the budget";
    CASH_EFFECT = "ผลต่อรายงานรับ-จ่ายเงิน", "Effect on receipts and payments";
    LINE = "รายการ", "Line";
    INCREASE = "เพิ่ม", "Increase";
    DECREASE = "ลด", "Decrease";
    FILES = "ไฟล์แนบ", "Attached files";
    FILES_EMPTY =
        "ยังไม่มีไฟล์แนบ เก็บภาพสแกนของหลักฐานไว้ที่นี่ เช่น ใบเสร็จของผู้รับเงิน หรือเอกสารที่ทำด้วยมือ",
        "No files yet. Scans belong here: the payee's receipt, papers written by hand.";
    FILES_EMPTY_NEXT = "กดปุ่มด้านล่าง หรือลากไฟล์มาวางในช่องนี้", "Choose files, or drop them here.";
    FILES_ADD = "แนบไฟล์", "Attach files";
    FILES_HINT = "PDF, JPG หรือ PNG ไฟล์ละไม่เกิน 10 MB", "PDF, JPG or PNG, up to 10 MB each";
    FILES_SENDING = "กำลังแนบไฟล์ที่ {n} จาก {of}", "Attaching file {n} of {of}";
    STATUS_UNFINISHED = "รอดำเนินการและอนุมัติแล้ว", "In progress or approved";
    FILES_DONE = "แนบไฟล์แล้ว {n} ไฟล์", "{n} files attached";
    FILES_REFUSED = "แนบไม่ได้ {n} ไฟล์ เปิดเอกสารเพื่อดูเหตุผล", "{n} files not attached; open the document to see why";
    FILE_SAVE = "ดาวน์โหลด", "Download";
    FILE_SAVE_NAMED = "ดาวน์โหลด {name}", "Download {name}";
    FILE_WITHDRAW = "ถอนไฟล์", "Withdraw";
    FILE_WITHDRAW_NAMED = "ถอนไฟล์ {name}", "Withdraw {name}";
    FILE_WITHDRAW_ASK =
        "จะถอน “{name}” ออกจากฉบับร่างนี้ ชื่อไฟล์จะถูกขีดฆ่า และระบบยังเก็บไฟล์ไว้เป็นหลักฐาน",
        "“{name}” is withdrawn from this draft. It stays in the list struck out, and is kept.";
    FILE_WITHDRAWN = "ถอนเมื่อ {time}", "withdrawn {time}";
    HISTORY = "ประวัติเอกสาร", "History";
    HISTORY_NONE = "ไม่มีประวัติให้แสดงในขณะนี้", "There is no history to show now.";
    CREATED_OR_CHANGED = "จัดทำหรือแก้ไข", "Made or changed";
    TAKEN_BY = "อยู่ใน", "Taken by";
    CONFLICT_TITLE = "มีผู้แก้ไขเอกสารนี้ไปแล้ว", "Somebody else has changed this document";
    CONFLICT_TEXT =
        "สิ่งที่ท่านพิมพ์ยังอยู่ในเครื่อง โหลดฉบับล่าสุดแล้วเลือกกู้คืนสิ่งที่พิมพ์ไว้ได้",
        "What you typed is kept on this computer. Load the latest version, then restore yours.";
    BOTH_VERSIONS = "ที่ต่างกัน", "Where they differ";
    FIELD = "ช่อง", "Field";
    VERSION_THERE = "ฉบับล่าสุดในระบบ", "Latest version";
    VERSION_HERE = "ที่ท่านพิมพ์", "What you typed";
    OTHER_VALUE = "เป็นอย่างอื่น", "another one";
    OTHER_ROW = "มีรายการนี้", "has this row";
    LOAD_LATEST = "โหลดฉบับล่าสุด", "Load the latest version";
    FOUND_DRAFT =
        "พบงานที่พิมพ์ค้างไว้เมื่อ {time} · {amount} บาท",
        "Found what you typed at {time} · {amount} baht";
    FOUND_DRAFT_OF =
        "พบงานที่พิมพ์ค้างไว้เมื่อ {time} · {title} · {amount} บาท",
        "Found what you typed at {time} · {title} · {amount} baht";
    WRONG_YEAR =
        "ท่านเลือกปีงบ {year} ไว้ แต่{kind}ฉบับใหม่ต้องเป็นของปีงบ {right} จึงบันทึกในปีที่เลือกไม่ได้",
        "You work in FY {year} B.E., but a new one ({kind}) has to be of FY {right} B.E.";
    GO_TO_YEAR = "ทำงานในปีงบ {year}", "Work in FY {year} B.E.";
    RESTORE = "กู้คืน", "Restore";
    DISCARD = "ทิ้ง", "Discard";
    RESTORED = "กู้คืนงานที่พิมพ์ค้างไว้แล้ว", "Restored what you had typed.";
    RESTORED_IN_PART =
        "งานนี้พิมพ์ไว้ในระบบรุ่นก่อน กู้คืนได้บางส่วน โปรดตรวจให้ครบ ต้นฉบับยังเก็บไว้ในหน้างานที่ยังไม่ส่ง",
        "This was typed into an earlier version and restored in part; check it. The whole is kept with what is not sent.";
    INBOX = "รอท่านดำเนินการ", "Waiting for you";
    INBOX_RETURNED = "ส่งคืนให้ท่านแก้ไข", "Returned to you";
    INBOX_DRAFTS =
        "ฉบับร่างในกองของท่าน ผู้จัดทำยังแก้ไขได้", "Drafts of your department; their makers may still change them";
    INBOX_ELSEWHERE = "มีงานรอท่านอยู่ {n} รายการ", "{n} wait for you there";
    INBOX_GO = "ไปที่หน่วยงานนี้", "Work there";
    INBOX_EMPTY = "ไม่มีเอกสารรอท่านในตอนนี้", "Nothing waits for you now.";
    INBOX_EMPTY_NEXT =
        "เมื่อมีเอกสารถึงขั้นตอนของท่าน จะแสดงที่นี่ทันที",
        "Documents that reach your step appear here.";
    INBOX_SUM = "{n} ฉบับ รวม {amount} บาท", "{n} · {amount} baht";
    PARTY_ADD = "เพิ่ม “{text}” ในทะเบียน", "Add “{text}” to the register";
    PARTY_WHO = "ผู้เพิ่มรายชื่อใหม่ได้: {roles}", "A new one can be added by: {roles}";
    PARTY_NEW = "เพิ่มผู้ชำระเงินหรือผู้รับเงิน", "New payer or payee";
    SEARCH_TITLE = "ผลการค้นหา", "Found";
    SEARCH_FOR = "ผลการค้นหา “{text}”", "Found for “{text}”";
    SEARCH_ALL = "ดูเฉพาะ{kind}", "Only: {kind}";
    SEARCH_NONE = "ไม่พบเอกสาร", "No documents found";
    SEARCH_NONE_NEXT =
        "ลองเลขที่ ชื่อผู้ชำระหรือผู้รับเงิน หรือคำในรายการ",
        "Try a number, the name of a payer or payee, or a word of the subject.";
    WAITING_DAYS = "ค้าง {n} วัน", "{n} days old";
    TODAY_TITLE = "วันนี้ต้องทำ", "To do today";
    NEXT_WORK = "งานถัดไปของท่าน", "Your next work";
    NEXT_WORK_NONE = "งานประจำวันเรียบร้อยทุกอย่าง", "The daily work is all done.";
    MONEY_NOW = "เงินคงเหลือ ณ ขณะนี้", "Money now";
    TILE_DRAFTS = "ฉบับร่าง{kind}", "Drafts: {kind}";
    TILE_DRAFTS_DO = "ทำต่อ", "Go on";
    N_DOCUMENTS = "{n} ฉบับ", "{n}";
    MORE_DOCUMENTS = "มากกว่า {n} ฉบับ", "More than {n}";
    KEY_SAVE = "บันทึก", "Save";
    KEY_NEXT = "บันทึกแล้วทำขั้นตอนถัดไป", "Save and take the next step";
    KEY_NEW = "สร้างใหม่", "New";
    KEY_PRINT = "พิมพ์", "Print";
    KEY_SEARCH = "ค้นหา", "Search";
    KEY_GRID = "ช่องถัดไป / แถวใหม่ที่ช่องสุดท้าย", "Next cell / new row at the last cell";
    KEY_REPEAT = "ทำซ้ำแถวล่าสุด", "Repeat the last row";
    KEY_PASTE =
        "วางแถวจากตารางคำนวณ เรียงตามลำดับช่อง",
        "Paste rows of a spreadsheet, in the order of the cells";
    PASTED = "วางแล้ว {n} แถว", "{n} rows pasted";
    PASTED_UNKNOWN =
        "วางแล้ว {n} แถว มี {cells} ช่องที่ไม่พบในรายการให้เลือก โปรดเลือกเอง",
        "{n} rows pasted; {cells} cells name nothing in their lists. Choose them by hand.";
    KEY_EDIT_CELL = "แก้ไขในช่องต่อจากท้ายข้อความ", "Go on at the end of the cell";
    KEY_ROWS = "ไปแถวก่อน/ถัดไป แถวแรก/สุดท้าย", "Row before/after, first/last row";
    KEY_PICK =
        "เลือกแถว เลือกหลายแถวติดกัน เลือกทั้งหน้า",
        "Select the row, rows next to each other, the whole page";
    KEY_LIST = "เปิดรายการเลือก", "Open the list of choices";
    KEY_DATE =
        "วันที่: เลื่อนวัน, วันนี้, ต้น/สิ้นเดือน, ต้น/สิ้นปีงบ",
        "Date: a day on or back, today, month, fiscal year";
    KEY_MONEY = "คิดเลขในช่องเงิน เช่น 1200*3+50", "Arithmetic in amounts, such as 1200*3+50";
    KEY_ARTICLE = "ช่วยเหลือเรื่องช่องนี้หรือหน้านี้", "Help on this field or page";
    KEY_HELP = "แสดงปุ่มลัด", "Show shortcuts";
    OPEN_PDF = "เปิด PDF", "Open PDF";
    NEW_LIKE_THIS = "สร้างใหม่จากฉบับนี้", "New from this one";
    NEIGHBOURS = "เอกสารก่อนและหลังในรายการ", "Documents before and after in the list";
    BEFORE = "ฉบับก่อนหน้า", "Previous document";
    AFTER = "ฉบับต่อไป", "Next document";
    PLACE_IN = "{n} จาก {of}", "{n} of {of}";
    PICK_ROW = "เลือก {name}", "Select {name}";
    LOOK_THROUGH = "ดูทีละฉบับ", "Look through them";
    UNPICK = "ไม่เลือกแล้ว", "Select none";
    BATCH = "{step} {n} ฉบับ", "{step}: {n}";
    BATCH_ASK =
        "จะ{step} {kind} {n} ฉบับ รวม {amount} บาท",
        "{step}: {n} of {kind}, {amount} baht in all";
    BATCH_LOOKING = "กำลังดูข้อควรตรวจสอบ ฉบับที่ {n} จาก {of}", "Looking for what is to be checked, {n} of {of}";
    BATCH_FLAGGED =
        "{n} ฉบับมีข้อควรตรวจสอบ จึงยังไม่รวมไว้ เลือกรวมได้เมื่อดูแล้ว",
        "{n} have something to be looked at and are left out; take them in once you have looked.";
    BATCH_TAKE_IN = "รวม {name}", "Take in {name}";
    BATCH_DOING = "ทำแล้ว {n} จาก {of} ฉบับ", "{n} of {of} done";
    BATCH_STOP = "หยุดหลังฉบับนี้", "Stop after this one";
    BATCH_MEANWHILE = "ทำงานอื่นระหว่างนี้", "Do other work meanwhile";
    BATCH_DONE = "{step} {n} ฉบับเรียบร้อยแล้ว", "{step}: {n} done";
    BATCH_FAILED = "ทำไม่สำเร็จ {n} ฉบับ ยังรอท่านอยู่ตามเดิม", "{n} could not be done and wait as before";
    OPEN_VOUCHER = "เปิดใบผ่านรายการ PDF", "Open the voucher (PDF)";
    OPEN_COPY = "สำเนา", "Copy";
    OPEN_XLSX = "ดาวน์โหลด XLSX", "Download XLSX";
}

/// The name of a step in the line of steps.
pub fn step_text(kind: Kind, step: StepName) -> Text {
    let called = kind.spec().called(step);
    called.map_or(step.text(), |called| Text::of(called.step))
}
