//! Words of reports, budget lines, books and catalogues.

texts! {
    MENU_RECEIVE = "รับเงิน", "Money in";
    MENU_PAY = "จ่ายเงิน", "Money out";
    MENU_BUDGET = "งบประมาณ", "Budget";
    MENU_ACCOUNTS = "บัญชีและธนาคาร", "Accounts and banks";
    MENU_REPORTS = "รายงาน", "Reports";
    MENU_REGISTERS = "ทะเบียน", "Registers";
    MENU_CONTROL = "ควบคุมภายใน", "Internal control";
    AVAILABILITY = "วงเงินคงเหลือ", "Budget available";
    AVAILABILITY_LEAD =
        "อนุมัติ + เพิ่มเติม + โอนเข้า − โอนออก − ก่อหนี้ − เบิกจ่าย = คงเหลือ",
        "Approved + supplementary + in − out − obligated − disbursed = remaining";
    BUDGET_EMPTY =
        "ยังไม่มีรายการงบประมาณที่มีผลในปีนี้",
        "No budget lines are in force this year.";
    BUDGET_EMPTY_NEXT =
        "รายการจะเกิดขึ้นเมื่อข้อบัญญัติได้รับอนุมัติ",
        "Lines come into being when the ordinance is approved.";
    CODE = "รหัส", "Code";
    NAME = "ชื่อ", "Name";
    WORK = "งาน", "Work";
    EXPENDITURE_TYPE = "ประเภทรายจ่าย", "Expenditure type";
    APPROVED = "อนุมัติ", "Approved";
    SUPPLEMENTARY = "เพิ่มเติม", "Supplementary";
    TRANSFER_IN = "โอนเข้า", "Transfer in";
    TRANSFER_OUT = "โอนออก", "Transfer out";
    OBLIGATED = "ก่อหนี้ผูกพัน", "Obligated";
    DISBURSED = "เบิกจ่ายแล้ว", "Disbursed";
    REMAINING = "คงเหลือ", "Remaining";
    USED = "ใช้ไป", "Used";
    AFTER_THIS = "หลังฎีกานี้", "After this request";
    THIS_REQUEST = "ฎีกานี้", "This request";
    OVER_BUDGET = "เกินวงเงินคงเหลือ {short} บาท", "{short} baht more than is left";
    PICK_LINE =
        "เลือกรายการงบประมาณเพื่อดูวงเงินคงเหลือ",
        "Choose a budget line to see what is left";
    JOURNAL = "สมุดรายวัน", "Journal";
    JOURNAL_LEAD =
        "ใบผ่านรายการทุกใบ และเอกสารที่เป็นที่มา",
        "Every voucher, and the document behind it";
    OLDEST_FIRST = "เก่าไปใหม่", "Oldest first";
    NEWEST_FIRST = "ใหม่ไปเก่า", "Newest first";
    ORDER = "เรียงลำดับ", "Order";
    MATCHING = "ผลรวมของรายการตามตัวกรอง", "Sum of the lines shown here";
    MATCHING_LEAD =
        "รวมทุกหน้า ยอดท้ายชื่อเอกสารแต่ละใบคือส่วนที่นับรวมไว้",
        "Of all pages; the amount beside each document is its part";
    NET = "สุทธิ", "Net";
    ACCOUNTS_LIKE = "บัญชี {code}…", "Accounts {code}…";
    AND_MORE = "และอีก {n} บัญชี", "and {n} more accounts";
    BUDGET_OF_YEAR = "งบประมาณปี {year}", "Budget of {year}";
    BUDGET_LINES = "รายการงบประมาณ {n} รายการ", "{n} budget lines";
    JOURNAL_EMPTY = "ไม่มีรายการในช่วงที่เลือก", "No entries in this range.";
    JOURNAL_EMPTY_NEXT = "ขยายช่วงวันที่ หรือล้างตัวกรอง", "Widen the dates or clear the filters.";
    ACCOUNT_CODE = "รหัสบัญชี", "Account code";
    BANK_ACCOUNT = "บัญชีธนาคาร", "Bank account";
    BUDGET_LINE = "รายการงบประมาณ", "Budget line";
    FILTERED_BY = "กรองตาม {what}", "Filtered by: {what}";
    TRIAL_BALANCE = "งบทดลอง", "Trial balance";
    TRIAL_BALANCE_LEAD =
        "ยอดยกมา รายการระหว่างงวด และยอดยกไป ของบัญชีที่มีรายการ",
        "Opening, movement and closing of accounts in use";
    OPENING_BALANCE = "ยอดยกมา", "Opening";
    MOVEMENT = "ระหว่างงวด", "Movement";
    CLOSING_BALANCE = "ยอดยกไป", "Closing";
    BALANCED = "เดบิตเท่ากับเครดิต", "Debits equal credits";
    NOT_BALANCED = "เดบิตไม่เท่ากับเครดิต", "Debits differ from credits";
    RECEIPTS_PAYMENTS = "รายงานรับ-จ่ายเงิน", "Receipts and payments";
    RECEIPTS_PAYMENTS_LEAD =
        "เงินสดที่รับและจ่ายตามประเภท ในงวดและตั้งแต่ต้นปีงบประมาณ",
        "Money received and paid by type, in the period and since 1 October";
    RECEIPTS_SIDE = "รายรับ", "Receipts";
    PAYMENTS_SIDE = "รายจ่าย", "Payments";
    IN_PERIOD = "ในงวด", "In the period";
    YEAR_TO_DATE = "ตั้งแต่ต้นปี", "Year to date";
    SURPLUS = "รับสูงกว่าจ่าย", "Receipts over payments";
    REPORT_EMPTY = "ยังไม่มีรายการในช่วงนี้", "Nothing in this range yet.";
    DAILY_TITLE = "สถานะการเงินประจำวัน", "Daily financial status";
    LIVE_FIGURES = "ตัวเลขสดจากบัญชี", "Live figures from the books";
    FROZEN_FIGURES = "ตัวเลข ณ เวลาที่จัดทำรายงาน", "Figures when the report was made";
    CASH = "เงินสด", "Cash";
    CHEQUES_ON_HAND = "เช็ครับในมือ", "Cheques on hand";
    BANK_TOTAL = "เงินฝากธนาคาร", "Money at banks";
    BROUGHT_FORWARD = "ยอดยกมา", "Brought forward";
    RECEIVED = "รับ", "Received";
    DEPOSITED = "นำฝาก", "Deposited";
    PAID = "จ่าย", "Paid";
    CARRIED_FORWARD = "คงเหลือยกไป", "Carried forward";
    BANK_DETAIL = "รายละเอียดบัญชีธนาคาร", "Bank accounts";
    BANK = "ธนาคาร", "Bank";
    ACCOUNT_NUMBER = "เลขที่บัญชี", "Account number";
    UNCOLLECTED = "เช็คที่อนุมัติแล้ว ผู้มีสิทธิยังไม่มารับ", "Signed cheques not collected";
    UNCOLLECTED_NONE = "ไม่มีเช็คค้างรับ", "No cheque waits to be collected.";
    TOTAL_MONEY =
        "รวมเงินสด เช็ค และเงินฝากธนาคารทั้งสิ้น",
        "Cash, cheques and money at banks in all";
    MONEY_IN_ALL = "รวมทั้งสิ้น", "In all";
    CASH_COUNT = "ตรวจนับเงินสด", "Cash count";
    DENOMINATION = "ชนิดราคา", "Value";
    PIECES = "จำนวน", "Pieces";
    COUNTED = "นับได้", "Counted";
    BOOK_CASH = "ตามบัญชี", "In the books";
    DIFFERENCE = "ผลต่าง", "Difference";
    COUNT_MATCHES = "ตรงกับบัญชี", "agrees with the books";
    UNREMITTED = "ใบเสร็จหรือใบนำส่งที่ยังไม่นำส่ง {n} ฉบับ", "{n} receipts or slips not remitted";
    RECORD_HEAD = "รหัสตรวจสอบ ณ เวลาจัดทำ", "Check code when it was made";
    PARTIES = "ผู้ชำระเงินและผู้รับเงิน", "Payers and payees";
    DEPARTMENTS = "กอง/สำนัก", "Departments";
    BANK_ACCOUNTS = "บัญชีธนาคาร", "Bank accounts";
    PARTY_KIND = "ชนิด", "Kind";
    TAXPAYER_KIND = "การหักภาษี", "Withholding";
    VAT_REGISTERED = "จดทะเบียนภาษีมูลค่าเพิ่ม", "VAT registered";
    TAX_ID = "เลขประจำตัวผู้เสียภาษี", "Tax number";
    ADDRESS = "ที่อยู่", "Address";
    LEDGER_ACCOUNT = "บัญชีแยกประเภท", "Ledger account";
    CATALOGUE_EMPTY = "ยังไม่มีรายการในทะเบียนนี้", "This register is empty.";
    CATALOGUE_EMPTY_NEXT =
        "เพิ่มรายการแรกเพื่อเลือกใช้ในเอกสาร",
        "Add the first one to use it in documents.";
    CATALOGUE_NEW = "เพิ่มรายการใหม่", "New entry";
    CATALOGUE_EDIT = "แก้ไขรายการ", "Edit entry";
}
