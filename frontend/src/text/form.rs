//! Words of the field components, and what several kinds say.

texts! {
    NUMBER_BAD = "อ่านตัวเลขไม่ได้ เช่น 12 หรือ 3", "This number cannot be read, e.g. 12 or 3";
    COMBO_BAD = "ไม่พบในรายการ โปรดเลือกจากรายการ", "Not in the list. Choose from the list.";
    DATE_HINT = "เช่น 1/10/68", "e.g. 1/10/68";
    CALENDAR = "ปฏิทิน (F4)", "Calendar (F4)";
    DAY_CLOSED = "ปิดแล้ว", "closed";
    DATE_COMMON_ERA =
        "อ่านเป็น ค.ศ. {ce} คือ พ.ศ. {be}",
        "Read as {ce} of the common era, Buddhist year {be}";
    DATE_BAD = "ไม่ใช่วันที่ เช่น 1/10/68", "Not a date; write 1/10/68";
    MONEY_BAD =
        "อ่านจำนวนเงินไม่ได้ เช่น 1,250.50 หรือ 1200*3+50",
        "Not an amount; write 1,250.50 or 1200*3+50";
    CHOOSE = "เลือก…", "Choose…";
    COMBO_HINT = "พิมพ์รหัสหรือชื่อ", "Type a code or a name";
    COMBO_NONE = "ไม่พบ ลองพิมพ์คำอื่น", "Nothing found; try another word";
    COMBO_COUNT = "พบ {n} รายการ ใช้ลูกศรเลือก", "{n} found; use the arrow keys";
    NO_ROWS = "ยังไม่มีรายการ", "No rows yet";

    RECEIPT_TAX_ID = "เลขประจำตัวผู้เสียภาษี 13 หลัก", "Tax number, 13 digits";

    PICK = "เลือก", "Select";
    PICK_ALL = "เลือกทั้งหมด", "Select all";
    PICKED = "เลือก {n} ฉบับ รวม {amount} บาท", "{n} selected, {amount} baht";
}
