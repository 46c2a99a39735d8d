//! Money out: what it is spent on, what is kept back, the requests.

use crate::document::room::*;

pub mod advance_clearing;
pub mod advance_request;
pub mod disbursement_request;

pub use advance_clearing::{AdvanceClearing, AdvanceVoucher};
pub use advance_request::AdvanceRequest;
pub use disbursement_request::{
    Deduction, DepositItem, DepositItemType, DisbursementRequest, RequestFigures, RequestItem,
    RequestKind,
};

/// The kinds that cheque reports and payments pay.
pub const PAYABLE: &[Kind] = &[Kind::DisbursementRequest, Kind::AdvanceRequest];

/// Handing a request in is the signature of the requester (ผู้เบิก).
const SIGN_REQUESTER: Called = Called {
    step: ("ลงนามผู้เบิก", "Sign as requester"),
    act: ("ลงนามผู้เบิกและส่ง", "Sign as requester and submit"),
};

/// The way of a request (ฎีกา) to its payment (workflows 7.2), with the numbers of its first step.
const fn request_route(first: &'static [Series]) -> [Step; 6] {
    [
        step(S::Submit, Submit, Submitted, &[DepartmentHead])
            .called(SIGN_REQUESTER)
            .of_department()
            .numbering(first),
        step(S::Register, Examine, Submitted, FO)
            .not_by(&[S::Draft, S::Submit])
            .numbering(&[Series::TreasuryNo])
            .with_effect(),
        step(S::Examine, Examine, Submitted, FO).not_by(&[S::Draft, S::Submit]),
        step(S::Recommend, Examine, Submitted, FH).not_by(&[
            S::Draft,
            S::Submit,
            S::Register,
            S::Examine,
        ]),
        step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[
            S::Draft,
            S::Submit,
            S::Register,
            S::Examine,
            S::Recommend,
        ]),
        step(S::Approve, Approve, Approved, &[Executive])
            .not_by(&[
                S::Draft,
                S::Payee,
                S::Submit,
                S::Register,
                S::Examine,
                S::Recommend,
                S::Pass,
            ])
            .with_proof(),
    ]
}

codes! {
    /// What the money is spent on, when not the line's first account (`scenario-format.md` 6.1).
    pub enum ExpenseItem {
        Training = "training" ("ค่าใช้จ่ายด้านการฝึกอบรม", "Training"),
        Travel = "travel" ("ค่าใช้จ่ายเดินทางอื่น", "Other travel"),
        PerDiem = "per_diem" ("ค่าเบี้ยเลี้ยง", "Per diem"),
        Lodging = "lodging" ("ค่าเช่าที่พัก", "Lodging"),
        Meeting = "meeting" ("ค่าใช้จ่ายในการประชุม", "Meetings"),
        Insurance = "insurance" ("ค่าเบี้ยประกันภัย", "Insurance"),
        Reception = "reception" ("ค่ารับรองและพิธีการ", "Reception and ceremonies"),
        PublicRelations = "public_relations" ("ค่าประชาสัมพันธ์", "Public relations"),
        Rent = "rent" ("ค่าเช่าเบ็ดเตล็ด", "Rent"),
        BankCharge = "bank_charge" ("ค่าธรรมเนียมธนาคาร", "Bank charges"),
        HiredService = "hired_service" ("ค่าจ้างเหมาบริการ", "Hired services"),
        Consultant = "consultant" ("ค่าจ้างที่ปรึกษา", "Consultants"),
        Repair = "repair" ("ค่าซ่อมแซมและบำรุงรักษา", "Repair and maintenance"),
        Supplies = "supplies" ("ค่าวัสดุ", "Supplies"),
        MedicalSupplies = "medical_supplies" ("ค่าเวชภัณฑ์และวัสดุการแพทย์", "Medical supplies"),
        Fuel = "fuel" ("ค่าเชื้อเพลิง", "Fuel"),
        LowValueEquipment = "low_value_equipment" (
            "ค่าครุภัณฑ์มูลค่าต่ำกว่าเกณฑ์",
            "Low-value equipment",
        ),
        PriceAdjustment = "price_adjustment" (
            "ค่าชดเชยค่างานสิ่งก่อสร้าง (ค่า K)",
            "Price adjustment (K)",
        ),
        DisasterRelief = "disaster_relief" ("ค่าใช้จ่ายช่วยเหลือผู้ประสบภัย", "Disaster relief"),
        Welfare = "welfare" ("ค่าสวัสดิการสังคมอื่น", "Other welfare"),
        DutyRemuneration = "duty_remuneration" ("ค่าตอบแทนเฉพาะงาน", "Remuneration for duties"),
        Overtime = "overtime" ("ค่าตอบแทนการปฏิบัติงานนอกเวลา", "Overtime"),
        SubsidyPrivate = "subsidy_private" (
            "เงินอุดหนุนเอกชนเพื่อการดำเนินงาน",
            "Subsidy to private bodies",
        ),
        SubsidyCapital = "subsidy_capital" ("เงินอุดหนุนเพื่อการลงทุน", "Capital subsidy"),
        OtherService = "other_service" ("ค่าใช้สอยอื่น", "Other services"),
        Other = "other" ("ค่าใช้จ่ายอื่น", "Other expense"),
    }
}

codes! {
    /// Income from which tax is withheld.
    pub enum WithholdingIncome {
        /// Supply and hire: the setting's rate, none below the setting's minimum.
        SupplyHire = "supply_hire" (
            "ซื้อ/จ้าง (ตามอัตราที่ตั้งไว้)",
            "Supply and hire (rate as set)",
        ),
        /// Another kind of income: the rate given.
        Other = "other" ("เงินได้อื่น (ระบุอัตรา)", "Other income (give the rate)"),
    }
}

codes! {
    /// Deductions on the face of the request (W-7.2).
    pub enum DeductionKind {
        SalaryTax = "salary_tax" ("ภาษีเงินเดือน", "Salary tax"),
        SocialSecurity = "social_security" ("ประกันสังคม", "Social security"),
        Cooperative = "cooperative" ("สหกรณ์ออมทรัพย์", "Cooperative"),
        BankLoan = "bank_loan" ("ธนาคาร", "Bank loan"),
        StudentLoan = "student_loan" ("กยศ.", "Student loan"),
        FuneralAid = "funeral_aid" ("ฌาปนกิจสงเคราะห์", "Funeral aid"),
        ProvidentFund = "provident_fund" ("กองทุนสำรองเลี้ยงชีพ", "Provident fund"),
        Other = "other" ("อื่น ๆ", "Other"),
    }
}

codes! {
    /// Withholding returns.
    pub enum WithholdingForm {
        Pnd1 = "pnd1" ("ภ.ง.ด.1", "PND 1"),
        Pnd3 = "pnd3" ("ภ.ง.ด.3", "PND 3"),
        Pnd53 = "pnd53" ("ภ.ง.ด.53", "PND 53"),
    }
}
