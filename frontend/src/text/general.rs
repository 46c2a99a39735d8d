//! Words used on every page.

texts! {
    APP_NAME = "ระบบบัญชีองค์กรปกครองส่วนท้องถิ่น", "Accounting of local government";
    APP_SHORT = "OpenLAAS", "OpenLAAS";
    SKIP_TO_CONTENT = "ข้ามไปยังเนื้อหา", "Skip to content";
    MAIN_MENU = "เมนูหลัก", "Main menu";
    OPEN_MENU = "เปิดเมนู", "Open menu";
    CLOSE_MENU = "ปิดเมนู", "Close menu";
    LOADING = "กำลังโหลด…", "Loading…";
    SWITCH_TO_ENGLISH = "EN", "EN";
    SWITCH_TO_THAI = "TH", "TH";
    SWITCH_LANGUAGE = "EN เปลี่ยนเป็นภาษาอังกฤษ", "TH switch to Thai";
    FISCAL_YEAR_CHIP = "ปีงบ {year}", "FY {year} B.E.";
    FISCAL_YEAR_RANGE = "{from} – {to}", "{from} – {to}";
    PRACTICE = "หน่วยงานฝึกหัด", "Practice entity";
    ONLINE = "ออนไลน์", "Online";
    SLOW = "ช้า", "Slow";
    OFFLINE = "ออฟไลน์", "Offline";
    CONNECTION = "การเชื่อมต่อ", "Connection";
    OFFLINE_BANNER =
        "การเชื่อมต่อขาดหาย งานที่พิมพ์ไว้ยังอยู่ในเครื่องนี้ ระบบจะลองเชื่อมต่อใหม่เอง",
        "The connection is lost. What you typed is kept on this computer; the system keeps trying.";
    IN_LINE = "มีผู้ใช้งานพร้อมกันจำนวนมาก โปรดรอสักครู่", "Many work at the same moment. Please wait a little.";
    IN_LINE_AT =
        "มีผู้ใช้งานพร้อมกันจำนวนมาก ท่านอยู่ลำดับที่ {n}",
        "Many work at the same moment. You are number {n} in the line.";
    IN_LINE_SAFE =
        "ระบบจะทำต่อให้เองเมื่อถึงลำดับ งานที่พิมพ์ไว้ยังอยู่ในเครื่องนี้ครบถ้วน",
        "It goes on by itself when it is your turn. What you typed is kept on this computer.";
    IN_LINE_GIVE_UP = "ไม่รอแล้ว", "Do not wait";
    PAGES_NOT_COME_TITLE = "โหลดหน้าจอไม่สำเร็จ", "The pages could not be loaded";
    PAGES_NOT_COME = "โปรดตรวจการเชื่อมต่อแล้วลองใหม่", "Check the connection and try again.";
    VERSION = "รุ่น {version}", "Version {version}";
    CHAIN_HEAD = "รหัสตรวจสอบล่าสุด", "Latest check code";
    SEARCH = "ค้นหา", "Search";
    SEARCH_HINT = "เลขที่ ชื่อ หรือรายการ", "Number, name or subject";
    ALL = "ทั้งหมด", "All";
    YES = "ใช่", "Yes";
    NO = "ไม่ใช่", "No";
    SAVE = "บันทึก", "Save";
    SAVED = "บันทึกแล้ว", "Saved";
    CLOSE = "ปิด", "Close";
    BACK = "กลับ", "Back";
    EDIT = "แก้ไข", "Edit";
    REMOVE = "ลบ", "Remove";
    REMOVE_ROW = "ลบรายการที่ {n}", "Remove row {n}";
    ADD_ROW = "เพิ่มรายการ", "Add row";
    RETRY = "ลองใหม่", "Try again";
    CLEAR = "ล้างตัวกรอง", "Clear filters";
    FILTER = "ตัวกรอง", "Filters";
    FROM_DATE = "ตั้งแต่วันที่", "From";
    TO_DATE = "ถึงวันที่", "To";
    STATUS = "สถานะ", "Status";
    FISCAL_YEAR = "ปีงบประมาณ", "Fiscal year";
    NUMBER = "เลขที่", "Number";
    DATE = "วันที่", "Date";
    SUBJECT = "รายการ", "Subject";
    PARTY = "ผู้ชำระ/ผู้รับเงิน", "Payer or payee";
    AMOUNT = "จำนวนเงิน", "Amount";
    BAHT = "บาท", "baht";
    AMOUNT_BAHT = "จำนวนเงิน (บาท)", "Amount (baht)";
    TOTAL = "รวม", "Total";
    TOTAL_PAGE =
        "รวมหน้านี้ (ไม่นับที่ยกเลิก)",
        "Total of this page, without what is cancelled";
    ROWS_FOUND = "พบ {n} รายการ", "{n} found";
    ROWS_FOUND_MORE = "พบมากกว่า {n} รายการ", "More than {n} found";
    PAGE_OF = "หน้า {page} จาก {pages}", "Page {page} of {pages}";
    PAGE_OF_MORE = "หน้า {page} จากมากกว่า {pages}", "Page {page} of more than {pages}";
    PREVIOUS = "ก่อนหน้า", "Previous";
    NEXT = "ถัดไป", "Next";
    NO_SUCH_PAGE = "ไม่มีหน้า {page}", "There is no page {page}.";
    NO_SUCH_PAGE_NEXT = "มีทั้งหมด {n} รายการ ใน {pages} หน้า", "There are {n} rows on {pages} pages.";
    GO_LAST_PAGE = "ไปหน้าสุดท้าย", "Go to the last page";
    PAGING = "แบ่งหน้า", "Pages";
    CREATE_NEW = "สร้างใหม่", "New";
    EMPTY_FILTERED = "ไม่พบรายการตามตัวกรองนี้", "Nothing matches these filters.";
    EMPTY_FILTERED_NEXT =
        "ลองลดตัวกรอง หรือล้างตัวกรองทั้งหมด",
        "Use fewer filters, or clear them.";
    EMPTY_KIND = "ยังไม่มี{kind}ในปีงบประมาณนี้", "No {kind} in this fiscal year yet.";
    EMPTY_KIND_MAKER = "เริ่มฉบับแรกได้เลย", "You can make the first one now.";
    EMPTY_KIND_READER =
        "เมื่อเจ้าหน้าที่จัดทำแล้ว จะแสดงที่นี่",
        "It will appear here when staff have made one.";
    NOT_FOUND_TITLE = "ไม่พบหน้านี้", "Page not found";
    NOT_FOUND_TEXT =
        "ที่อยู่นี้ไม่มีอยู่ โปรดตรวจสอบลิงก์ หรือกลับไปหน้าแรก",
        "There is nothing at this address. Check the link, or go to the first page.";
    GO_HOME = "ไปหน้าแรก", "Go to the first page";
    HELP_ON_PAGE = "ช่วยเหลือเรื่องหน้านี้ (F1)", "Help on this page (F1)";
    HELP_ON_FIELD = "คำอธิบายช่องนี้ (F1)", "About this field (F1)";
    SHORTCUTS = "ปุ่มลัดบนหน้านี้", "Shortcuts on this page";
    SHORTCUTS_HINT =
        "ใช้ได้ทั้งแป้นไทยและแป้นอังกฤษ",
        "They work with the Thai and the English layout.";
    SHOW_SHORTCUTS = "แสดงปุ่มลัด", "Show shortcuts";
    OF_CODE = "รหัส {code}", "Code {code}";
    WHO_HELPS =
        "หากแก้ไม่ได้ โปรดแจ้งหัวหน้าหน่วยงานคลังพร้อมรหัสนี้",
        "If you cannot mend it, tell the head of finance with this code.";
    OF_REQUEST = "หมายเลขคำขอ {id}", "Request number {id}";
    NETWORK_DOWN =
        "ติดต่อระบบไม่ได้ในขณะนี้ ข้อมูลที่พิมพ์ไว้ยังอยู่ โปรดตรวจสอบการเชื่อมต่อแล้วลองใหม่",
        "The system cannot be reached. What you typed is here; check the line and try again.";
    UNREADABLE_ANSWER =
        "อ่านคำตอบของระบบไม่ได้ โปรดโหลดหน้านี้ใหม่ หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ",
        "The answer of the system cannot be read. Reload the page, then tell the administrator.";
    TOTALS_DIFFER =
        "ยอดที่หน้าจอคิดได้ {here} บาท ไม่ตรงกับยอดของระบบ {there} บาท จึงยังไม่ดำเนินการต่อ โปรดโหลดหน้านี้ใหม่ หากยังไม่ตรงให้แจ้งผู้ดูแลระบบ",
        "The screen adds up to {here} baht, the system to {there} baht; nothing more is done. Reload the page, then tell the administrator.";
    CLOCK_BANNER =
        "นาฬิกาของเครื่องนี้ไม่ตรง เวลาของระบบคือ {time} งานทุกอย่างบันทึกตามเวลาของระบบ",
        "The clock of this computer is wrong. It is {time}; everything is kept by the time of the system.";
    MORE_FILTERS = "ตัวกรองเพิ่มเติม", "More filters";
    AMOUNT_FROM = "จำนวนเงินตั้งแต่", "Amount from";
    AMOUNT_TO = "จำนวนเงินไม่เกิน", "Amount up to";
    FUND = "แหล่งเงิน", "Fund";
    LEFT_OF_LINE = "ดูวงเงินของ {line}", "What is left of {line}";
    LEFT_OF_OTHERS = "ดูรายการอื่นที่ยังมีวงเงิน", "Other lines with money left";
    TRANSFER_ASKED_OF = "ขอโอนงบประมาณได้ที่: {roles}", "Ask for a transfer of budget: {roles}";
    DONE_BY = "ผู้จัดทำหรือผู้ดำเนินการ", "Made or handled by";
    SORT_BY = "เรียงตาม{what}", "Sort by {what}";
    NOT_ACCEPTED =
        "ระบบไม่รับข้อมูลนี้ โปรดโหลดหน้านี้ใหม่แล้วลองอีกครั้ง หากยังไม่ได้ให้แจ้งหมายเลขคำขอ",
        "The system does not take this. Reload the page and try again, then report the request number.";
    ERRORS_FOUND = "พบ {n} จุดที่ต้องแก้", "{n} things to correct";
    ROW_N = "รายการที่ {n}", "row {n}";
    LOOK_AT = "เปิดดู {label}", "Open {label}";
    COULD_NOT_DO = "ทำรายการไม่สำเร็จ", "This could not be done";
    COULD_NOT_LOAD = "โหลดข้อมูลไม่สำเร็จ", "The data could not be loaded";
    PAGE_LIST_HINT =
        "ใช้ลูกศรขึ้นลงเลือกแถว แล้วกด Enter เพื่อเปิด",
        "Use the arrow keys to choose a row and Enter to open it.";
    LIST_VIEW = "มุมมอง", "View";
    COLUMNS = "คอลัมน์ที่แสดง", "Columns shown";
    COLUMN_FREEZE = "ตรึงคอลัมน์แรก", "Keep the first column in sight";
    COLUMN_WIDTH = "ความกว้างของช่องรายการ", "Width of the subject";
    COMPACT = "แถวชิด", "Narrow rows";
    AS_BEFORE = "คืนค่าเดิม", "As it was";
    SAVED_VIEWS = "มุมมองที่บันทึกไว้", "Saved views";
    SAVED_VIEWS_NONE =
        "ยังไม่มี เลือกตัวกรองและการเรียง แล้วตั้งชื่อเพื่อเก็บไว้ใช้ครั้งหน้า",
        "None yet. Filter and sort, then give it a name to use it again.";
    VIEW_NAME = "ชื่อมุมมอง", "Name of the view";
    SAVE_VIEW = "บันทึกมุมมองนี้", "Save this view";
    REMOVE_VIEW = "ลบมุมมอง {name}", "Remove the view {name}";
    NOTICES = "ข้อความแจ้ง", "Notices";
    DISMISS = "ปิดข้อความ", "Dismiss";
    ACTIVE = "ใช้งาน", "Active";
    WANTED = "ต้องกรอก", "required";
    NOT_PERMITTED_TITLE = "ไม่มีสิทธิเปิดหน้านี้", "You may not open this page";
    NOT_PERMITTED_PAGE =
        "ต้องมีสิทธิ “{does}: {what}”",
        "This needs the right “{does}: {what}”.";
    HELD_BY = "ผู้มีสิทธินี้: {names}", "Held by: {names}";
    NOT_PERMITTED_HOLDERS = "ผู้มีสิทธินี้: {roles}", "Held by: {roles}";
}
