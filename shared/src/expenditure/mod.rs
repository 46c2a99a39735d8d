//! Money out: what it is spent on, what is kept back, the requests.

pub mod disbursement_request;

pub use disbursement_request::{
    Deduction, DepositItem, DepositItemType, DisbursementRequest, RequestFigures, RequestItem,
    RequestKind,
};

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

impl ExpenseItem {
    /// The ledger account of the item (`scenario-format.md` 6.1).
    pub const fn account(self) -> &'static str {
        use ExpenseItem as E;
        match self {
            E::Training => "5102010199",
            E::Travel => "5103010199",
            E::PerDiem => "5103010102",
            E::Lodging => "5103010103",
            E::Meeting => "5104030207",
            E::Insurance => "5104030203",
            E::Reception => "5104030208",
            E::PublicRelations => "5104030219",
            E::Rent => "5104030212",
            E::BankCharge => "5104010115",
            E::HiredService => "5104010112",
            E::Consultant => "5104030202",
            E::Repair => "5104010107",
            E::Supplies => "5104010104",
            E::MedicalSupplies => "5104030205",
            E::Fuel => "5104010110",
            E::LowValueEquipment => "5104030206",
            E::PriceAdjustment => "5104030217",
            E::DisasterRelief => "5205010101",
            E::Welfare => "5112010103",
            E::DutyRemuneration => "5104040102",
            E::Overtime => "5101010108",
            E::SubsidyPrivate => "5107010199",
            E::SubsidyCapital => "5107020199",
            E::OtherService => "5104030299",
            E::Other => "5212010199",
        }
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

impl DeductionKind {
    /// Ledger account and report code (`scenario-format.md` 6.1).
    pub const fn account(self) -> (&'static str, &'static str) {
        use DeductionKind as D;
        match self {
            D::SalaryTax => ("2102040104", "DEP-WHT"),
            D::SocialSecurity => ("2111020901", "DEP-SSO"),
            D::Cooperative => ("2111020902", "DEP-COOP"),
            D::BankLoan => ("2111020903", "DEP-BANK"),
            D::StudentLoan => ("2111020904", "DEP-SLF"),
            D::FuneralAid => ("2111020905", "DEP-FUN"),
            D::ProvidentFund => ("2111020910", "DEP-PF"),
            D::Other => ("2111020199", "DEP-OTH"),
        }
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

impl WithholdingForm {
    /// Ledger account of the tax withheld.
    pub const fn account(self) -> &'static str {
        match self {
            WithholdingForm::Pnd1 => "2102040104",
            WithholdingForm::Pnd3 => "2102040103",
            WithholdingForm::Pnd53 => "2102040106",
        }
    }
}
