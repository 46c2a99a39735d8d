//! Labels and hints of the forms of the kinds, and of the field components.

texts! {
    DATE_HINT = "เช่น 1/10/68", "e.g. 1/10/68";
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
    CHECK_DIGIT_OK = "เลขถูกต้อง", "The number is right";
    CHECK_DIGIT_BAD =
        "เลข 13 หลักไม่ถูกต้อง โปรดตรวจหลักสุดท้าย",
        "The 13 digits do not fit; check the last one";
    NO_ROWS = "ยังไม่มีรายการ", "No rows yet";

    RECEIPT_PAYER = "ผู้ชำระเงิน", "Payer";
    RECEIPT_PAYER_PICK = "เลือกจากทะเบียน (ถ้ามี)", "From the register (if there)";
    RECEIPT_PAYER_NAME = "ชื่อบนใบเสร็จ", "Name on the receipt";
    RECEIPT_ADDRESS = "ที่อยู่", "Address";
    RECEIPT_TAX_ID = "เลขประจำตัวผู้เสียภาษี 13 หลัก", "Tax number, 13 digits";
    RECEIPT_MONEY = "การรับเงิน", "How the money came";
    MONEY_KIND = "ประเภทเงิน", "Kind of money";
    CHEQUE_BANK = "ธนาคารของเช็ค", "Bank of the cheque";
    CHEQUE_NO = "เลขที่เช็ค", "Cheque number";
    CHEQUE_DATE = "วันที่เช็ค", "Cheque date";
    OWN_ACCOUNT = "เข้าบัญชีธนาคาร", "To own account";
    BANK_REFERENCE = "เลขที่อ้างอิงของธนาคาร", "Bank's reference";
    RECEIPT_ITEMS = "รายการรับเงิน", "What was paid for";
    ITEM_TYPE = "ชนิด", "Kind";
    ITEM_WHAT = "รหัส/ประเภท", "Code";
    REVENUE_TYPE = "ประเภทรายรับ", "Revenue type";
    DEPOSIT_KIND = "ประเภทเงินรับฝาก", "Kind of deposit";
    TAX = "ภาษี", "Tax";
    TAX_YEAR = "ปีภาษี (พ.ศ.)", "Tax year (B.E.)";
    TAXPAYER = "ผู้ชำระภาษี", "Taxpayer";
    PENALTY = "เบี้ยปรับ", "Penalty";
    SURCHARGE = "เงินเพิ่ม", "Surcharge";
    DESCRIPTION = "รายละเอียด", "Description";
    REFERENCE = "เลขที่สัญญา/อ้างอิง", "Contract or reference";
    AMOUNT_ITEM = "จำนวนเงิน", "Amount";
    RECEIPT_TOTAL = "รวมรับเงิน", "Total received";

    SLIP_PICK = "ใบเสร็จที่นำส่ง", "Receipts on this slip";
    SLIP_NONE = "ไม่มีใบเสร็จค้างนำส่ง", "No receipts wait to be remitted.";
    SLIP_NONE_NEXT =
        "ออกใบเสร็จก่อน แล้วกลับมาจัดทำใบนำส่ง",
        "Issue receipts first, then come back.";
    SLIP_COUNTED = "เงินที่นับได้", "Money counted";
    SLIP_COUNTED_HINT =
        "ถ้าผู้รับนับได้ต่างจากยอดใบเสร็จ ระบบจะไม่ให้รับ",
        "It must equal the receipts before it is received.";
    SUMMARY_PICK = "ใบนำส่งที่สรุป", "Slips in this summary";
    SUMMARY_NONE = "ไม่มีใบนำส่งที่รับแล้วรอสรุป", "No received slips wait for a summary.";
    SUMMARY_NONE_NEXT =
        "รับเงินตามใบนำส่งก่อน แล้วกลับมาสรุป",
        "Receive the slips first, then come back.";
    PICK_ALL = "เลือกทั้งหมด", "Select all";
    PICKED = "เลือก {n} ฉบับ รวม {amount} บาท", "{n} selected, {amount} baht";
    BANK_RECEIPT_SENDER = "ผู้โอน", "Sender";
    NOTICE_NO = "เลขที่หนังสือแจ้งโอน", "Number of the notice";
    DEPOSIT_TO = "นำฝากเข้าบัญชี", "To own account";
    DEPOSIT_CASH = "เงินสด", "Cash";
    DEPOSIT_CASH_FREE = "เงินสดในมือตามบัญชี {amount} บาท", "Cash in the books: {amount} baht";
    DEPOSIT_SLIP_NO = "เลขที่ใบนำฝาก", "Number of the paying-in slip";
    DEPOSIT_CHEQUES = "เช็คที่นำฝาก", "Cheques to the bank";
    DEPOSIT_CHEQUES_NONE = "ไม่มีเช็ครับรอนำฝาก", "No cheques wait to be deposited.";
    DEPOSIT_TOTAL = "รวมนำฝาก", "Total deposited";

    REQUEST_KIND = "ชนิดฎีกา", "Kind of request";
    REQUEST_DEPARTMENT = "กองผู้เบิก", "Requesting department";
    REQUEST_LINE = "รายการงบประมาณ", "Budget line";
    REQUEST_PAYEE = "ผู้มีสิทธิรับเงิน", "Payee";
    REQUEST_PURPOSE = "เบิกเพื่อ", "Purpose";
    REQUEST_BILL = "เลขที่ใบแจ้งหนี้/ใบส่งของ", "Bill number";
    REQUEST_EXPENSE =
        "รายการค่าใช้จ่าย (ถ้าไม่ใช่บัญชีแรกของรายการ)",
        "Expense item, if not the line's first account";
    REQUEST_ITEMS = "รายการขอเบิก", "What is requested";
    REQUEST_ITEM = "รายการหรือผู้รับเงิน", "Item or payee";
    REQUEST_ITEM_ACCOUNT = "เลขที่บัญชีผู้รับ", "Payee's account";
    WITHHOLDING = "ภาษีหัก ณ ที่จ่าย", "Withholding tax";
    WITHHOLDING_NONE = "ไม่หัก", "None";
    WITHHOLDING_RATE = "อัตรา (ร้อยละ)", "Rate (per cent)";
    DEDUCTIONS = "รายการหักอื่น", "Other deductions";
    DEDUCTION = "รายการหัก", "Deduction";
    REMARK = "หมายเหตุ", "Remark";
    FIGURES = "สรุปยอดฎีกา", "Figures";
    GROSS = "ยอดขอเบิก", "Gross";
    WITHHOLDING_BASE = "ฐานภาษี", "Tax base";
    TAX_WITHHELD = "หักภาษี ณ ที่จ่าย", "Tax withheld";
    OTHER_DEDUCTIONS = "หักอื่น", "Other deductions";
    NET = "จ่ายสุทธิ", "Net";
    FIGURES_AFTER_SAVE = "ภาษีคำนวณเมื่อบันทึก", "Tax is computed on saving";
    DEPOSIT_ITEMS = "เงินรับฝากที่ขอเบิก", "Deposits paid out";
    DEPOSIT_FORM = "แบบนำส่งภาษี", "Tax return";
    DEPOSIT_WHAT = "รายการ", "What";

    CHEQUE_PICK = "ฎีกาที่อนุมัติแล้ว", "Approved requests";
    CHEQUE_PICK_NONE = "ไม่มีฎีกาที่อนุมัติแล้วรอจ่าย", "No approved requests wait to be paid.";
    CHEQUE_PICK_NONE_NEXT =
        "ฎีกาจะมาอยู่ที่นี่เมื่อผู้บริหารอนุมัติ",
        "Requests come here when the executive has approved them.";
    CHEQUE_MAKE_ONE = "รวมที่เลือกเป็นเช็คใบเดียว", "One cheque for the selected";
    CHEQUE_MAKE_EACH = "แยกเช็คฉบับละฎีกา", "One cheque for each";
    CHEQUE_ITEMS = "เช็ค/ใบถอนในรายงานนี้", "Cheques and slips of this report";
    CHEQUE_ITEMS_NONE =
        "ยังไม่มีเช็คในรายงาน เลือกฎีกาด้านบน",
        "No cheques yet; choose requests above.";
    CHEQUE_METHOD = "วิธีจ่าย", "Method";
    CHEQUE_SLIP_NO = "เลขที่ใบถอน", "Slip number";
    CHEQUE_REQUESTS = "จ่ายตามฎีกา", "Pays";

    PAYMENT_METHOD = "วิธีจ่าย", "Method";
    PAYMENT_CHEQUE = "เช็ค/ใบถอนที่ส่งมอบ", "Cheque or slip handed over";
    PAYMENT_CHEQUE_NONE =
        "ไม่มีเช็คที่ลงนามแล้วรอส่งมอบ",
        "No signed cheque waits to be handed over.";
    PAYMENT_RECEIVED_BY = "ผู้รับเช็ค", "Received by";
    PAYMENT_REQUESTS = "ฎีกาที่จ่าย", "Requests paid";
    PAYMENT_FROM = "จ่ายจากบัญชี", "From own account";

    DAILY_DATE = "รายงานของวันที่", "Report of";
    DAILY_DIFFERENCE_REASON = "คำชี้แจงผลต่างเงินสด", "Explanation of the difference";
    DAILY_UNREMITTED_REASON = "เหตุผลที่ยังไม่นำส่ง", "Why receipts are not remitted";

    CANCEL_DOCUMENT = "เอกสารที่ขอยกเลิก", "Document to cancel";
    CANCEL_DOCUMENT_NONE =
        "เปิดเอกสารที่ต้องการยกเลิก แล้วกด “ขอยกเลิก”",
        "Open the document and choose “Ask for cancellation”.";
    CANCEL_REASON = "เหตุผลที่ยกเลิก", "Reason";
    CANCEL_WILL =
        "เมื่ออนุมัติ ระบบจะกลับรายการบัญชีทั้งหมดของเอกสารนี้ และคืนเอกสารที่อยู่ในฉบับนี้ให้ว่าง",
        "On approval all its bookings are reversed and what it took becomes free.";

    ORDINANCE_NO = "เลขที่ข้อบัญญัติ/เทศบัญญัติ", "Ordinance number";
    ORDINANCE_APPROVED_ON = "วันที่อนุมัติ", "Approved on";
    ORDINANCE_TOTAL = "ยอดรวมตามข้อบัญญัติ", "Control total";
    ORDINANCE_ESTIMATES = "ประมาณการรายรับ", "Revenue estimates";
    ORDINANCE_LINES = "รายจ่าย", "Appropriations";
    ORDINANCE_EXPLANATION = "คำชี้แจง", "Explanation";
    ORDINANCE_PROJECT = "โครงการ", "Project";
    ORDINANCE_FUND = "แหล่งเงิน", "Fund";
    ORDINANCE_SUM_LINES = "รวมรายจ่าย", "Appropriations in all";
    ORDINANCE_SUM_ESTIMATES = "รวมประมาณการ", "Estimates in all";
    ORDINANCE_TOTAL_DIFFERS =
        "ยอดรวมต่างจากผลรวมรายการ {amount} บาท",
        "Differs from the sum of lines by {amount} baht";
    ORDINANCE_OVER = "รายจ่ายเกินประมาณการ {amount} บาท", "{amount} baht above the estimates";
    LINE_CODE = "รหัส", "Code";
    LINE_NAME = "ชื่อรายการ", "Name of the line";

    OPENING_AS_AT = "ณ วันที่", "As at";
    OPENING_RESERVE = "เงินทุนสำรองเงินสะสม", "Reserve of accumulated money";
    OPENING_CARRIED = "สำรองงบประมาณค้างจ่าย", "Reserve for carried-over budget";
    OPENING_LINES = "ยอดยกมารายบัญชี", "Balances";
    OPENING_HINT =
        "ส่วนทุนที่ไม่ได้กรอก ระบบคำนวณให้จากผลต่าง",
        "Equity not given is derived from the difference.";
}
