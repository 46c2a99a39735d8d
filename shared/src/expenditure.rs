//! Money out: the disbursement request (ฎีกา) without prior commitment, from the central budget,
//! and of deposits held.

use crate::document::{DocumentBody, Kind, check_length, check_positive, check_text};
use crate::problem::FieldCode::{self, *};
use crate::revenue::DepositKind;
use crate::{BudgetLineId, DepartmentId, FieldError, Money, PartyId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

codes! {
    /// Kinds of ฎีกา (W-7.1) that exist so far.
    pub enum RequestKind {
        /// ไม่ก่อหนี้ผูกพัน
        Uncommitted = "uncommitted",
        /// งบกลาง
        Central = "central",
        /// เงินรับฝาก
        Deposit = "deposit",
    }
}

codes! {
    /// What the money is spent on, when not the line's first account (`scenario-format.md` 6.1).
    pub enum ExpenseItem {
        /// ค่าใช้จ่ายด้านการฝึกอบรม
        Training = "training",
        /// ค่าใช้จ่ายเดินทางอื่น
        Travel = "travel",
        /// ค่าเบี้ยเลี้ยง
        PerDiem = "per_diem",
        /// ค่าเช่าที่พัก
        Lodging = "lodging",
        /// ค่าใช้จ่ายในการประชุม
        Meeting = "meeting",
        /// ค่าเบี้ยประกันภัย
        Insurance = "insurance",
        /// ค่ารับรองและพิธีการ
        Reception = "reception",
        /// ค่าประชาสัมพันธ์
        PublicRelations = "public_relations",
        /// ค่าเช่าเบ็ดเตล็ด
        Rent = "rent",
        /// ค่าธรรมเนียมธนาคาร
        BankCharge = "bank_charge",
        /// ค่าจ้างเหมาบริการ
        HiredService = "hired_service",
        /// ค่าจ้างที่ปรึกษา
        Consultant = "consultant",
        /// ค่าซ่อมแซมและบำรุงรักษา
        Repair = "repair",
        /// ค่าวัสดุ
        Supplies = "supplies",
        /// ค่าเวชภัณฑ์และวัสดุการแพทย์
        MedicalSupplies = "medical_supplies",
        /// ค่าเชื้อเพลิง
        Fuel = "fuel",
        /// ค่าครุภัณฑ์มูลค่าต่ำกว่าเกณฑ์
        LowValueEquipment = "low_value_equipment",
        /// ค่าชดเชยค่างานสิ่งก่อสร้าง (ค่า K)
        PriceAdjustment = "price_adjustment",
        /// ค่าใช้จ่ายช่วยเหลือผู้ประสบภัย
        DisasterRelief = "disaster_relief",
        /// ค่าสวัสดิการสังคมอื่น
        Welfare = "welfare",
        /// ค่าตอบแทนเฉพาะงาน
        DutyRemuneration = "duty_remuneration",
        /// ค่าตอบแทนการปฏิบัติงานนอกเวลา
        Overtime = "overtime",
        /// เงินอุดหนุนเอกชนเพื่อการดำเนินงาน
        SubsidyPrivate = "subsidy_private",
        /// เงินอุดหนุนเพื่อการลงทุน
        SubsidyCapital = "subsidy_capital",
        /// ค่าใช้สอยอื่น
        OtherService = "other_service",
        /// ค่าใช้จ่ายอื่น
        Other = "other",
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
        SupplyHire = "supply_hire",
        /// Another kind of income: the rate given.
        Other = "other",
    }
}

codes! {
    /// Deductions on the face of the request (W-7.2).
    pub enum DeductionKind {
        /// ภาษีเงินเดือน
        SalaryTax = "salary_tax",
        /// ประกันสังคม
        SocialSecurity = "social_security",
        /// สหกรณ์ออมทรัพย์
        Cooperative = "cooperative",
        /// ธนาคาร
        BankLoan = "bank_loan",
        /// กยศ.
        StudentLoan = "student_loan",
        /// ฌาปนกิจสงเคราะห์
        FuneralAid = "funeral_aid",
        /// กองทุนสำรองเลี้ยงชีพ
        ProvidentFund = "provident_fund",
        /// อื่น ๆ
        Other = "other",
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
        /// ภ.ง.ด.1
        Pnd1 = "pnd1",
        /// ภ.ง.ด.3
        Pnd3 = "pnd3",
        /// ภ.ง.ด.53
        Pnd53 = "pnd53",
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

/// One bill line or one payee of a list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestItem {
    /// What is paid, or to whom.
    pub description: String,
    /// Baht.
    pub amount: Money,
    /// The payee's own account, for lists paid by transfer.
    #[serde(default)]
    pub bank_account_no: Option<String>,
}

/// One deduction on the face.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// What it is.
    pub kind: DeductionKind,
    /// Baht.
    pub amount: Money,
}

codes! {
    /// What a request of deposits pays out.
    pub enum DepositItemType {
        /// Tax withheld, by return.
        WithholdingTax = "withholding_tax",
        /// A deduction from payroll.
        PayrollDeduction = "payroll_deduction",
        /// A guarantee or other deposit, by its reference.
        Deposit = "deposit",
    }
}

/// One item of a request of deposits (`request_deposit`, rule D7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DepositItem {
    /// Decides which of the following is needed.
    pub item_type: DepositItemType,
    /// For `withholding_tax`.
    #[serde(default)]
    pub form: Option<WithholdingForm>,
    /// For `payroll_deduction`.
    #[serde(default)]
    pub deduction: Option<DeductionKind>,
    /// For `deposit`.
    #[serde(default)]
    pub deposit_kind: Option<DepositKind>,
    /// For `deposit`: the key under which it was received.
    #[serde(default)]
    pub reference: Option<String>,
    /// Baht.
    pub amount: Money,
}

/// The figures of a request (`scenario-format.md` 6.3), all in baht; computed by the server.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestFigures {
    /// Value of the request.
    pub gross: Money,
    /// What tax is computed from.
    pub withholding_base: Money,
    /// Tax withheld.
    pub withholding_tax: Money,
    /// Other deductions.
    pub other_deductions: Money,
    /// What the payee gets.
    pub net: Money,
}

/// A disbursement request (ฎีกาเบิกเงิน), rules D4, D6, D7, A7; W-7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DisbursementRequest {
    /// Which kind.
    pub request_kind: RequestKind,
    /// The requesting department.
    pub department_id: DepartmentId,
    /// The line charged; none for deposits.
    #[serde(default)]
    pub budget_line_id: Option<BudgetLineId>,
    /// Who is to be paid.
    pub payee_id: PartyId,
    /// What for; for the contingency its necessity (A7).
    pub purpose: String,
    /// Bill lines or payees; their sum is the gross. Empty for deposits.
    #[serde(default)]
    pub items: Vec<RequestItem>,
    /// Deposits paid out; only for that kind.
    #[serde(default)]
    pub deposits: Vec<DepositItem>,
    /// The supplier's bill.
    #[serde(default)]
    pub bill_no: Option<String>,
    /// Another account than the line's first.
    #[serde(default)]
    pub expense_item: Option<ExpenseItem>,
    /// Tax to be withheld, if any.
    #[serde(default)]
    pub withholding: Option<WithholdingIncome>,
    /// Rate as a fraction of one, for `other` income: `0.03`.
    #[serde(default)]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>, pattern = r"^0?\.[0-9]{1,6}$|^[01]$"))]
    pub withholding_rate: Option<Decimal>,
    /// Other deductions on the face.
    #[serde(default)]
    pub deductions: Vec<Deduction>,
    /// Printed under หมายเหตุ.
    #[serde(default)]
    pub remark: Option<String>,
    /// Computed by the server; ignored on input.
    #[serde(default)]
    pub figures: RequestFigures,
}

impl Default for DisbursementRequest {
    fn default() -> Self {
        DisbursementRequest {
            request_kind: RequestKind::Uncommitted,
            department_id: DepartmentId::default(),
            budget_line_id: None,
            payee_id: PartyId::default(),
            purpose: String::new(),
            items: Vec::new(),
            deposits: Vec::new(),
            bill_no: None,
            expense_item: None,
            withholding: None,
            withholding_rate: None,
            deductions: Vec::new(),
            remark: None,
            figures: RequestFigures::default(),
        }
    }
}

impl DisbursementRequest {
    /// The gross: sum of the items or of the deposits, in baht.
    pub fn gross(&self) -> Money {
        let items: Money = self.items.iter().map(|item| item.amount).sum();
        items + self.deposits.iter().map(|item| item.amount).sum()
    }

    fn check_items(&self, errors: &mut Vec<FieldError>) {
        let deposit = self.request_kind == RequestKind::Deposit;
        for (field, empty, wanted) in [
            ("items", self.items.is_empty(), !deposit),
            ("deposits", self.deposits.is_empty(), deposit),
            ("budget_line_id", self.budget_line_id.is_none(), !deposit),
        ] {
            if empty == wanted {
                let code = if wanted {
                    FieldCode::Required
                } else {
                    MustBeEmpty
                };
                errors.push(FieldError::new(field, code));
            }
        }
        for (index, item) in self.items.iter().enumerate() {
            check_text(
                errors,
                &format!("items[{index}].description"),
                &item.description,
                300,
            );
            check_positive(errors, &format!("items[{index}].amount"), item.amount);
            let account = item.bank_account_no.as_deref().unwrap_or("");
            check_length(
                errors,
                &format!("items[{index}].bank_account_no"),
                account,
                30,
            );
        }
        for (index, item) in self.deposits.iter().enumerate() {
            item.check(|field| format!("deposits[{index}].{field}"), errors);
        }
    }
}

impl DepositItem {
    fn check(&self, at: impl Fn(&str) -> String, errors: &mut Vec<FieldError>) {
        check_positive(errors, &at("amount"), self.amount);
        for (field, present, item_type) in [
            ("form", self.form.is_some(), DepositItemType::WithholdingTax),
            (
                "deduction",
                self.deduction.is_some(),
                DepositItemType::PayrollDeduction,
            ),
            (
                "deposit_kind",
                self.deposit_kind.is_some(),
                DepositItemType::Deposit,
            ),
            (
                "reference",
                self.reference.is_some(),
                DepositItemType::Deposit,
            ),
        ] {
            let wanted = self.item_type == item_type;
            if present != wanted {
                let code = if wanted {
                    FieldCode::Required
                } else {
                    MustBeEmpty
                };
                errors.push(FieldError::new(at(field), code));
            }
        }
    }
}

impl DocumentBody for DisbursementRequest {
    const KIND: Kind = Kind::DisbursementRequest;

    fn title(&self) -> String {
        self.purpose.clone()
    }

    fn amount(&self) -> Money {
        self.gross()
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        // Of the central budget the line says what is missing: the contingency's purpose (A7).
        match self.request_kind {
            RequestKind::Central => check_length(&mut errors, "purpose", &self.purpose, 500),
            _ => check_text(&mut errors, "purpose", &self.purpose, 500),
        }
        check_length(
            &mut errors,
            "bill_no",
            self.bill_no.as_deref().unwrap_or(""),
            100,
        );
        check_length(
            &mut errors,
            "remark",
            self.remark.as_deref().unwrap_or(""),
            1000,
        );
        self.check_items(&mut errors);
        for (index, deduction) in self.deductions.iter().enumerate() {
            check_positive(
                &mut errors,
                &format!("deductions[{index}].amount"),
                deduction.amount,
            );
        }
        let other = self.withholding == Some(WithholdingIncome::Other);
        match self.withholding_rate {
            None if other => errors.push(FieldError::new("withholding_rate", Required)),
            Some(_) if !other => errors.push(FieldError::new("withholding_rate", MustBeEmpty)),
            Some(rate) if rate <= Decimal::ZERO || rate >= Decimal::ONE || rate.scale() > 6 => {
                errors.push(FieldError::new("withholding_rate", Malformed));
            }
            _ => {}
        }
        errors
    }
}
