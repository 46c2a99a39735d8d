//! Names of the codes of `shared`.

use super::{Named, Text};
use shared::budget::Fund;
use shared::document::{Action, Kind, Series, Status, StepName, kind_name};
use shared::expenditure::{
    DeductionKind, DepositItemType, ExpenseItem, RequestKind, WithholdingForm, WithholdingIncome,
};
use shared::ledger::{BroughtForward, Ledger, Movement};
use shared::organisation::{PartyKind, TaxpayerKind};
use shared::permission::Role;
use shared::problem::{FieldCode, ProblemCode};
use shared::revenue::{DepositKind, MoneyKind, ReceiptItemType, Tax};
use shared::treasury::PaymentMethod;

impl Named for Kind {
    fn text(self) -> Text {
        let (thai, english) = kind_name(self);
        Text { thai, english }
    }
}

impl Named for ProblemCode {
    fn text(self) -> Text {
        let (thai, english) = (self.thai(), self.english());
        Text { thai, english }
    }
}

impl Named for FieldCode {
    fn text(self) -> Text {
        let (thai, english) = (self.thai(), self.english());
        Text { thai, english }
    }
}

/// Exhaustive by construction: a code without a name does not compile.
macro_rules! names {
    ($type:ident { $($code:ident = $thai:literal, $english:literal;)* }) => {
        impl Named for $type {
            fn text(self) -> Text {
                match self {
                    $($type::$code => Text { thai: $thai, english: $english },)*
                }
            }
        }
    };
}

names! { Status {
    Draft = "ฉบับร่าง", "Draft";
    Submitted = "รอดำเนินการ", "In progress";
    Approved = "อนุมัติแล้ว", "Approved";
    Posted = "ลงบัญชีแล้ว", "Posted";
    Cancelled = "ยกเลิก", "Void";
} }

names! { Action {
    Submit = "ส่ง", "Submitted";
    Examine = "ตรวจ", "Examined";
    Return = "ส่งคืน", "Returned";
    Refuse = "ไม่อนุมัติ", "Refused";
    Approve = "อนุมัติ", "Approved";
    Post = "ยืนยัน", "Confirmed";
    Cancel = "ยกเลิก", "Voided";
    Settle = "เสร็จสิ้นตามเอกสารปลายทาง", "Settled";
    Reopen = "กลับมาว่าง", "Reopened";
} }

names! { StepName {
    Draft = "จัดทำร่าง", "Draft";
    Submit = "ส่งเอกสาร", "Submit";
    Receive = "นับเงินและรับ", "Receive";
    Register = "ลงทะเบียนรับ", "Register";
    Examine = "ตรวจ", "Examine";
    Recommend = "เห็นควรจ่าย", "Recommend";
    Pass = "ผ่านเรื่อง", "Pass";
    FirstCustodian = "กรรมการคนที่ 1", "First custodian";
    SecondCustodian = "กรรมการคนที่ 2", "Second custodian";
    ThirdCustodian = "กรรมการคนที่ 3", "Third custodian";
    Approve = "อนุมัติ", "Approve";
    Confirm = "ยืนยันการจ่าย", "Confirm payment";
} }

names! { Series {
    Receipt = "เลขที่ใบเสร็จ", "Receipt number";
    RemittanceSlip = "เลขที่ใบนำส่ง", "Slip number";
    RemittanceSummary = "เลขที่ใบสำคัญสรุป", "Summary number";
    RequesterNo = "เลขที่ผู้เบิก", "Requester's number";
    TreasuryNo = "เลขที่คลังรับ", "Treasury number";
    ChequeReport = "เลขที่รายงาน", "Report number";
    ReceiptVoucher = "ใบผ่านรายการรับ", "Receipt voucher";
    PayableVoucher = "ใบผ่านรายการตั้งหนี้", "Payable voucher";
    PaymentVoucher = "ใบผ่านรายการจ่าย", "Payment voucher";
    JournalVoucher = "ใบผ่านรายการบัญชีทั่วไป", "Journal voucher";
} }

names! { Role {
    FinanceHead = "หัวหน้าหน่วยงานคลัง", "Head of finance";
    FinanceOfficer = "เจ้าหน้าที่การเงินและบัญชี", "Finance officer";
    RevenueOfficer = "เจ้าหน้าที่จัดเก็บรายได้", "Revenue officer";
    ProcurementOfficer = "เจ้าหน้าที่พัสดุ", "Procurement officer";
    BudgetOfficer = "เจ้าหน้าที่งบประมาณ", "Budget officer";
    DepartmentClerk = "ธุรการกอง", "Department clerk";
    DepartmentHead = "ผู้อำนวยการกอง", "Head of department";
    ChiefAdministrator = "ปลัด", "Chief administrator";
    Executive = "ผู้บริหารท้องถิ่น", "Executive";
    CashCustodian = "กรรมการเก็บรักษาเงิน", "Cash custodian";
    InternalAuditor = "ผู้ตรวจสอบภายใน", "Internal auditor";
    UnitFinance = "เจ้าหน้าที่การเงินของหน่วยงาน", "Unit's finance officer";
    UnitHead = "หัวหน้าหน่วยงานภายใต้สังกัด", "Head of unit";
    ProvinceViewer = "สถจ.", "Provincial office";
    DistrictViewer = "อำเภอ", "District office";
    DlaAdmin = "ผู้ดูแลระบบ สถ.", "DLA administrator";
    DlaViewer = "สถ.", "DLA";
    StateAuditor = "สตง.", "State audit office";
} }

names! { Fund {
    Bud = "เงินงบประมาณ", "Budget";
    Spc = "งบประมาณรายจ่ายเฉพาะการ", "Special enterprise budget";
    Sub = "เงินอุดหนุนเฉพาะกิจ", "Specific grant";
    CarryBud = "งบประมาณค้างจ่าย", "Carried-over budget";
    CarrySub = "เงินอุดหนุนค้างจ่าย", "Carried-over grant";
    Acc = "เงินสะสม", "Accumulated money";
    AccOld = "เงินสะสมปีเก่า", "Accumulated money of earlier years";
    Res = "เงินทุนสำรองเงินสะสม", "Reserve";
    Loan = "เงินกู้", "Loan";
    Don = "รับบริจาค", "Donation";
    Unit = "เงินรายได้ของหน่วยงาน", "Unit's own income";
} }

names! { MoneyKind {
    Cash = "เงินสด", "Cash";
    Cheque = "เช็ค", "Cheque";
    Transfer = "โอน", "Transfer";
    Qr = "คิวอาร์", "QR";
    Card = "บัตร", "Card";
} }

names! { ReceiptItemType {
    Revenue = "รายได้", "Revenue";
    Tax = "ภาษีค้างชำระ", "Tax owed";
    Deposit = "เงินรับฝาก", "Deposit";
} }

names! { DepositKind {
    PerformanceGuarantee = "เงินประกันสัญญา", "Performance guarantee";
    Retention = "เงินประกันผลงาน", "Retention";
    Bid = "เงินประกันซอง", "Bid security";
    OtherGuarantee = "เงินประกันอื่น", "Other guarantee";
    GrantInterest = "ดอกเบี้ยเงินอุดหนุนรอนำส่ง", "Interest on grants";
    Other = "เงินรับฝากอื่น", "Other deposit";
} }

names! { Tax {
    LandBuilding = "ภาษีที่ดินและสิ่งปลูกสร้าง", "Land and building tax";
    Signboard = "ภาษีป้าย", "Signboard tax";
    HouseLand = "ภาษีโรงเรือนและที่ดิน", "House and land tax";
    LocalDevelopment = "ภาษีบำรุงท้องที่", "Local development tax";
} }

names! { RequestKind {
    Uncommitted = "ไม่ก่อหนี้ผูกพัน", "Without commitment";
    Central = "งบกลาง", "Central budget";
    Deposit = "เงินรับฝาก", "Deposits held";
} }

names! { WithholdingIncome {
    SupplyHire = "ซื้อ/จ้าง (ตามอัตราที่ตั้งไว้)", "Supply and hire (rate as set)";
    Other = "เงินได้อื่น (ระบุอัตรา)", "Other income (give the rate)";
} }

names! { DeductionKind {
    SalaryTax = "ภาษีเงินเดือน", "Salary tax";
    SocialSecurity = "ประกันสังคม", "Social security";
    Cooperative = "สหกรณ์ออมทรัพย์", "Cooperative";
    BankLoan = "ธนาคาร", "Bank loan";
    StudentLoan = "กยศ.", "Student loan";
    FuneralAid = "ฌาปนกิจสงเคราะห์", "Funeral aid";
    ProvidentFund = "กองทุนสำรองเลี้ยงชีพ", "Provident fund";
    Other = "อื่น ๆ", "Other";
} }

names! { WithholdingForm {
    Pnd1 = "ภ.ง.ด.1", "PND 1";
    Pnd3 = "ภ.ง.ด.3", "PND 3";
    Pnd53 = "ภ.ง.ด.53", "PND 53";
} }

names! { DepositItemType {
    WithholdingTax = "นำส่งภาษีหัก ณ ที่จ่าย", "Withheld tax";
    PayrollDeduction = "นำส่งรายการหักจากเงินเดือน", "Payroll deduction";
    Deposit = "คืนเงินประกัน/เงินรับฝาก", "Return of a deposit";
} }

names! { ExpenseItem {
    Training = "ค่าใช้จ่ายด้านการฝึกอบรม", "Training";
    Travel = "ค่าใช้จ่ายเดินทางอื่น", "Other travel";
    PerDiem = "ค่าเบี้ยเลี้ยง", "Per diem";
    Lodging = "ค่าเช่าที่พัก", "Lodging";
    Meeting = "ค่าใช้จ่ายในการประชุม", "Meetings";
    Insurance = "ค่าเบี้ยประกันภัย", "Insurance";
    Reception = "ค่ารับรองและพิธีการ", "Reception and ceremonies";
    PublicRelations = "ค่าประชาสัมพันธ์", "Public relations";
    Rent = "ค่าเช่าเบ็ดเตล็ด", "Rent";
    BankCharge = "ค่าธรรมเนียมธนาคาร", "Bank charges";
    HiredService = "ค่าจ้างเหมาบริการ", "Hired services";
    Consultant = "ค่าจ้างที่ปรึกษา", "Consultants";
    Repair = "ค่าซ่อมแซมและบำรุงรักษา", "Repair and maintenance";
    Supplies = "ค่าวัสดุ", "Supplies";
    MedicalSupplies = "ค่าเวชภัณฑ์และวัสดุการแพทย์", "Medical supplies";
    Fuel = "ค่าเชื้อเพลิง", "Fuel";
    LowValueEquipment = "ค่าครุภัณฑ์มูลค่าต่ำกว่าเกณฑ์", "Low-value equipment";
    PriceAdjustment = "ค่าชดเชยค่างานสิ่งก่อสร้าง (ค่า K)", "Price adjustment (K)";
    DisasterRelief = "ค่าใช้จ่ายช่วยเหลือผู้ประสบภัย", "Disaster relief";
    Welfare = "ค่าสวัสดิการสังคมอื่น", "Other welfare";
    DutyRemuneration = "ค่าตอบแทนเฉพาะงาน", "Remuneration for duties";
    Overtime = "ค่าตอบแทนการปฏิบัติงานนอกเวลา", "Overtime";
    SubsidyPrivate = "เงินอุดหนุนเอกชนเพื่อการดำเนินงาน", "Subsidy to private bodies";
    SubsidyCapital = "เงินอุดหนุนเพื่อการลงทุน", "Capital subsidy";
    OtherService = "ค่าใช้สอยอื่น", "Other services";
    Other = "ค่าใช้จ่ายอื่น", "Other expense";
} }

names! { PaymentMethod {
    Cheque = "เช็ค", "Cheque";
    WithdrawalSlip = "ใบถอน", "Withdrawal slip";
    Transfer = "โอนผ่านธนาคาร", "Bank transfer";
    Cash = "เงินสด", "Cash";
} }

names! { PartyKind {
    Payer = "ประชาชน ผู้ชำระเงิน", "Payer";
    Supplier = "ผู้ขาย ผู้รับจ้าง", "Supplier";
    Creditor = "เจ้าหนี้อื่น", "Other creditor";
    Employee = "พนักงาน", "Employee";
    Government = "ส่วนราชการ", "Government body";
    StateEnterprise = "รัฐวิสาหกิจ", "State enterprise";
    AffiliatedUnit = "หน่วยงานภายใต้สังกัด", "Affiliated unit";
    PayeeList = "รายชื่อผู้มีสิทธิหลายราย", "List of payees";
} }

names! { TaxpayerKind {
    None = "ไม่หักภาษี", "Not taxed";
    Individual = "บุคคลธรรมดา (ภ.ง.ด.3)", "Individual (PND 3)";
    Juristic = "นิติบุคคล (ภ.ง.ด.53)", "Juristic person (PND 53)";
} }

names! { Ledger {
    Financial = "บัญชีการเงิน", "Financial";
    Budgetary = "งบประมาณ", "Budgetary";
    Cash = "รับ-จ่ายเงิน", "Receipts and payments";
} }

names! { BroughtForward {
    Included = "คงเหลือยกไป", "Carried forward";
    Excluded = "รายการระหว่างงวด", "What moved";
    Only = "ยอดยกมา", "Brought forward";
} }

names! { Movement {
    Received = "รับ", "Received";
    Deposited = "นำฝาก", "Deposited";
    Paid = "จ่าย", "Paid";
} }

/// The name of a step in the line of steps: handing in is called differently where it means more.
pub fn step_text(kind: Kind, step: StepName) -> Text {
    match (kind, step) {
        (Kind::Receipt, StepName::Submit) => super::document::DO_ISSUE,
        (Kind::DisbursementRequest, StepName::Submit) => super::document::SIGN_REQUESTER,
        _ => step.text(),
    }
}
