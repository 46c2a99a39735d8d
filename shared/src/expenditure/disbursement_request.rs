//! The disbursement request (ฎีกา): without prior commitment, from the central budget, of deposits.

use super::{DeductionKind, ExpenseItem, WithholdingForm, WithholdingIncome, request_route};
use crate::document::room::*;
use crate::organisation::{PartyKind, TaxpayerKind};
use crate::problem::FieldCode::*;
use crate::revenue::DepositKind;
use crate::text::{KeyText, check_account_number, check_key, optional_key};
use crate::{BudgetLineId, DepartmentId, FieldError, Money, PartyId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "disbursement-requests",
    names: ("ฎีกาเบิกเงิน", "Disbursement request"),
    menu: (Menu::Pay, 10),
    is_daily: true,
    readers: STAFF,
    makers: &[DepartmentClerk, DepartmentHead],
    cancellers: &[DepartmentClerk, DepartmentHead, FinanceOfficer],
    of_department: true,
    charges_budget: true,
    route: &request_route(&[Series::RequesterNo]),
    statuses: STATUSES,
    labels: &[LABELS],
    problems: PROBLEMS,
    warnings: WARNINGS,
    ..KindSpec::OF_FINANCE
};

/// A request is done when it is paid.
const STATUSES: &[Standing] = &[
    (Approved, "อนุมัติแล้ว รอจ่าย", "Approved, to be paid"),
    (Posted, "จ่ายแล้ว", "Paid"),
];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("request_kind", "ชนิดฎีกา", "Kind of request"),
    ("department_id", "กองผู้เบิก", "Requesting department"),
    ("budget_line_id", "รายการงบประมาณ", "Budget line"),
    ("payee_id", "ผู้มีสิทธิรับเงิน", "Payee"),
    ("purpose", "เบิกเพื่อ", "Purpose"),
    ("items", "รายการขอเบิก", "What is requested"),
    ("items.description", "รายการหรือผู้รับเงิน", "Item or payee"),
    ("items.amount", "จำนวนเงิน", "Amount"),
    ("items.bank_account_no", "เลขที่บัญชีผู้รับ", "Payee's account"),
    ("deposits", "เงินรับฝากที่ขอเบิก", "Deposits paid out"),
    ("deposits.item_type", "ชนิด", "Kind"),
    ("deposits.form", "แบบนำส่งภาษี", "Tax return"),
    ("deposits.deduction", "รายการหัก", "Deduction"),
    ("deposits.deposit_kind", "ประเภทเงินรับฝาก", "Kind of deposit"),
    (
        "deposits.reference",
        "เลขที่สัญญา/อ้างอิง",
        "Contract or reference",
    ),
    ("deposits.amount", "จำนวนเงิน", "Amount"),
    ("bill_no", "เลขที่ใบแจ้งหนี้/ใบส่งของ", "Bill number"),
    (
        "contract_no",
        "เลขที่สัญญา/ใบสั่งซื้อสั่งจ้าง",
        "Contract or order number",
    ),
    (
        "contract_total",
        "มูลค่าทั้งสัญญา",
        "Value of the whole contract",
    ),
    (
        "expense_item",
        "รายการค่าใช้จ่าย (ถ้าไม่ใช่บัญชีแรกของรายการ)",
        "Expense item, if not the line's first account",
    ),
    ("withholding", "ภาษีหัก ณ ที่จ่าย", "Withholding tax"),
    ("withholding_rate", "อัตรา (ร้อยละ)", "Rate (per cent)"),
    ("deductions", "รายการหักอื่น", "Other deductions"),
    ("deductions.kind", "รายการหัก", "Deduction"),
    ("deductions.amount", "จำนวนเงิน", "Amount"),
    ("remark", "หมายเหตุ", "Remark"),
    ("payee_name", "ผู้มีสิทธิรับเงิน", "Payee"),
    ("taxpayer_kind", "ประเภทผู้เสียภาษี", "Kind of taxpayer"),
    ("payee_kind", "ประเภทผู้มีสิทธิรับเงิน", "Kind of payee"),
    ("figures", "สรุปยอดฎีกา", "Figures"),
    ("figures.gross", "ยอดขอเบิก", "Gross"),
    ("figures.withholding_base", "ฐานภาษี", "Tax base"),
    (
        "figures.judged_base",
        "มูลค่าที่ใช้พิจารณาว่าต้องหักภาษี",
        "Value that decides whether tax is withheld",
    ),
    (
        "figures.judged_minimum",
        "มูลค่าขั้นต่ำที่ต้องหักภาษี",
        "Least value from which tax is withheld",
    ),
    (
        "figures.withheld_rate",
        "อัตราภาษีที่หัก",
        "Rate of the tax withheld",
    ),
    ("figures.withholding_tax", "หักภาษี ณ ที่จ่าย", "Tax withheld"),
    ("figures.other_deductions", "หักอื่น", "Other deductions"),
    ("figures.net", "จ่ายสุทธิ", "Net"),
];

problems! {
    /// Contingency without purpose (A7).
    PURPOSE_NEEDED = "purpose_needed", 422,
        "การใช้เงินสำรองจ่ายต้องระบุเหตุผลความจำเป็น",
        "Use of the contingency needs its purpose.";
    /// Deductions above the gross (W-7.2).
    NEGATIVE_NET = "negative_net", 422,
        "รายการหักรวมกันมากกว่าจำนวนเงินที่ขอเบิก โปรดลดรายการหัก",
        "The deductions exceed the amount requested. Lower them.";
}

warnings! {
    /// The payee in the register is not what was handed in (B4): it is paid as it was decided on.
    PAYEE_CHANGED = "payee_changed",
        "ข้อมูลผู้มีสิทธิรับเงินในทะเบียนเปลี่ยนไปหลังส่งฎีกา เดิม {before} ปัจจุบัน {now} \
         ฎีกานี้จ่ายตามข้อมูลเดิม หากต้องใช้ข้อมูลใหม่โปรดส่งคืนผู้จัดทำ",
        "The payee in the register changed after the request was handed in: it was {before}, it is {now}. \
         The request pays as it was; send it back if the new entry is right.";
    /// Same payee, bill number and amount in the year (W-7.8).
    SAME_BILL = "same_bill",
        "ฎีกา {label} จ่ายผู้รับเงินและใบแจ้งหนี้เดียวกัน จำนวน {amount} บาทเท่ากัน อาจเป็นการเบิกซ้ำ โปรดตรวจสอบก่อนดำเนินการต่อ",
        "Request {label} pays the same bill of the same payee, {amount} baht. It may be paid twice: look at it before you go on.";
    /// Parts without tax to one payee from one line that together reach the minimum (E19).
    UNTAXED_IN_PARTS = "untaxed_in_parts",
        "ผู้รับเงินได้รับจากรายการนี้โดยไม่หักภาษีรวม {whole} บาท ถึงเกณฑ์ {minimum} บาท หากเป็นสัญญาหรือใบสั่งเดียวกัน โปรดระบุเลขที่สัญญา",
        "The payee gets {whole} baht of this line untaxed; from {minimum} tax is withheld. If it is one contract or order, give its number.";
}

codes! {
    /// Kinds of ฎีกา (W-7.1) that exist so far.
    pub enum RequestKind {
        Uncommitted = "uncommitted" ("ไม่ก่อหนี้ผูกพัน", "Without commitment"),
        Central = "central" ("งบกลาง", "Central budget"),
        Deposit = "deposit" ("เงินรับฝาก", "Deposits held"),
    }
}

/// One bill line or one payee of a list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestItem {
    /// What is paid, or to whom.
    pub description: String,
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
    pub kind: DeductionKind,
    pub amount: Money,
}

codes! {
    /// What a request of deposits pays out.
    pub enum DepositItemType {
        /// Tax withheld, by return.
        WithholdingTax = "withholding_tax" ("นำส่งภาษีหัก ณ ที่จ่าย", "Withheld tax"),
        /// A deduction from payroll.
        PayrollDeduction = "payroll_deduction" ("นำส่งรายการหักจากเงินเดือน", "Payroll deduction"),
        /// A guarantee or other deposit, by its reference.
        Deposit = "deposit" ("คืนเงินประกัน/เงินรับฝาก", "Return of a deposit"),
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
    #[serde(default)]
    pub deposit_kind: Option<DepositKind>,
    /// For `deposit`: the key under which it was received.
    #[serde(default, deserialize_with = "optional_key")]
    pub reference: Option<KeyText>,
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
    /// What was compared with the minimum, before VAT: the whole of the contract or order it belongs
    /// to, else its own value. None where nothing was to be compared.
    #[serde(default)]
    pub judged_base: Option<Money>,
    /// The minimum then: from it on tax is withheld.
    #[serde(default)]
    pub judged_minimum: Option<Money>,
    /// The rate of the tax withheld, as a fraction of one; none where none was.
    #[serde(default)]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>, pattern = r"^0?\.[0-9]{1,6}$|^[01]$"))]
    pub withheld_rate: Option<Decimal>,
    pub other_deductions: Money,
    /// What the payee gets.
    pub net: Money,
}

/// A disbursement request (ฎีกาเบิกเงิน), rules D4, D6, D7, A7; W-7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DisbursementRequest {
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
    #[serde(default, deserialize_with = "optional_key")]
    pub bill_no: Option<KeyText>,
    /// The contract or order it pays a part of: parts of one are judged together (E19).
    #[serde(default, deserialize_with = "optional_key")]
    pub contract_no: Option<KeyText>,
    /// What the whole of it comes to, in baht, where known.
    #[serde(default)]
    pub contract_total: Option<Money>,
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
    /// The payee as it was when the request was handed in: what was decided on. Filled by the server.
    #[serde(default)]
    pub payee_name: Option<String>,
    /// How the payee was taxed then. Filled by the server.
    #[serde(default)]
    pub taxpayer_kind: Option<TaxpayerKind>,
    /// What kind of payee it was then: whose expense it is (D15). Filled by the server.
    #[serde(default)]
    pub payee_kind: Option<PartyKind>,
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
            contract_no: None,
            contract_total: None,
            expense_item: None,
            withholding: None,
            withholding_rate: None,
            deductions: Vec::new(),
            remark: None,
            figures: RequestFigures::default(),
            payee_name: None,
            taxpayer_kind: None,
            payee_kind: None,
        }
    }
}

impl DisbursementRequest {
    /// The gross: sum of the items or of the deposits, in baht.
    pub fn gross(&self) -> Money {
        let items: Money = self.items.iter().map(|item| item.amount).sum();
        items + self.deposits.iter().map(|item| item.amount).sum()
    }

    fn check_contract(&self, errors: &mut Vec<FieldError>) {
        let (number, total) = (self.contract_no.as_ref(), self.contract_total);
        // What is held for others belongs to no contract of ours to buy or hire.
        if self.request_kind == RequestKind::Deposit {
            for (field, given) in [
                ("contract_no", number.is_some()),
                ("contract_total", total.is_some()),
            ] {
                if given {
                    errors.push(FieldError::new(field, MustBeEmpty));
                }
            }
        } else if number.is_some() || total.is_some() {
            check_key(errors, "contract_no", number, true, 100);
        }
        if let Some(total) = total {
            check_positive(errors, "contract_total", total);
        }
    }

    fn check_items(&self, errors: &mut Vec<FieldError>) {
        let deposit = self.request_kind == RequestKind::Deposit;
        for (field, given, wanted) in [
            ("items", !self.items.is_empty(), !deposit),
            ("deposits", !self.deposits.is_empty(), deposit),
            ("budget_line_id", self.budget_line_id.is_some(), !deposit),
        ] {
            check_given(errors, field, given, wanted);
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
            let at = format!("items[{index}].bank_account_no");
            check_length(errors, &at, account, 30);
            check_account_number(errors, &at, account);
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
        ] {
            check_given(errors, &at(field), present, self.item_type == item_type);
        }
        let is_deposit = self.item_type == DepositItemType::Deposit;
        check_key(
            errors,
            &at("reference"),
            self.reference.as_ref(),
            is_deposit,
            100,
        );
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
            RequestKind::Central => check_lines(&mut errors, "purpose", &self.purpose, 500),
            _ => check_passage(&mut errors, "purpose", &self.purpose, 500),
        }
        check_length(
            &mut errors,
            "bill_no",
            self.bill_no.as_deref().unwrap_or(""),
            100,
        );
        check_lines(
            &mut errors,
            "remark",
            self.remark.as_deref().unwrap_or(""),
            1000,
        );
        self.check_contract(&mut errors);
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
