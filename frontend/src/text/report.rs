//! Words of reports, budget lines, books and catalogues.

texts! {
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
    CODE_GIVEN = "เว้นว่างไว้ ระบบออกรหัสให้", "Left empty, the system gives one";
    CODE = "รหัส", "Code";
    NAME = "ชื่อ", "Name";
    USED = "ใช้ไป", "Used";
    BACK_TO_FIGURE = "กลับไปที่ตัวเลข", "Back to the figure";
    AS_OF = "ข้อมูล ณ {time}", "As of {time}";
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
    BUDGET_OF_YEAR = "งบประมาณปี {year}", "Budget of {year} B.E.";
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
    IN_PERIOD = "ในงวด", "In the period";
    YEAR_TO_DATE = "ตั้งแต่ต้นปี", "Year to date";
    SURPLUS = "รับสูงกว่าจ่าย", "Receipts over payments";
    REPORT_EMPTY = "ยังไม่มีรายการในช่วงนี้", "Nothing in this range yet.";
    CASH = "เงินสด", "Cash";
    CHEQUES_ON_HAND = "เช็ครับในมือ", "Cheques on hand";
    BANK_TOTAL = "เงินฝากธนาคาร", "Money at banks";
    RECEIVED = "รับ", "Received";
    PAID = "จ่าย", "Paid";
    BANK_DETAIL = "รายละเอียดบัญชีธนาคาร", "Bank accounts";
    BANK = "ธนาคาร", "Bank";
    ACCOUNT_NUMBER = "เลขที่บัญชี", "Account number";
    PAYEE_ACCOUNT = "เลขที่บัญชีของผู้รับเงิน", "Payee's account number";
    PAYEE_ACCOUNT_HINT =
        "ผู้แก้ไขต้องยืนยันตัวตนและอนุมัติจ่ายเองไม่ได้ วันที่เปลี่ยนเลขบัญชียังจ่ายให้รายนี้ไม่ได้",
        "Who changes it proves the own identity and approves no payment to it; nothing is paid to it on that day.";
    READ_BACK =
        "อ่านทวน: {bank} เลขที่ {number} ชื่อบัญชี {name}",
        "Read back: {bank}, number {number}, account of {name}";
    MONEY_IN_ALL = "รวมทั้งสิ้น", "In all";
    PARTIES = "ผู้ชำระเงินและผู้รับเงิน", "Payers and payees";
    DEPARTMENTS = "กอง/สำนัก", "Departments";
    BANK_ACCOUNTS = "บัญชีธนาคาร", "Bank accounts";
    PARTY_KIND = "ชนิด", "Kind";
    TAXPAYER_KIND = "การหักภาษี", "Withholding";
    VAT_REGISTERED = "จดทะเบียนภาษีมูลค่าเพิ่ม", "VAT registered";
    ADDRESS = "ที่อยู่", "Address";
    LEDGER_ACCOUNT = "บัญชีแยกประเภท", "Ledger account";
    CATALOGUE_EMPTY = "ยังไม่มีรายการในทะเบียนนี้", "This register is empty.";
    CATALOGUE_EMPTY_NEXT =
        "เพิ่มรายการแรกเพื่อเลือกใช้ในเอกสาร",
        "Add the first one to use it in documents.";
    CATALOGUE_NEW = "เพิ่มรายการใหม่", "New entry";
    CATALOGUE_EDIT = "แก้ไขรายการ", "Edit entry";
}
