//! Clearing an advance (ส่งใช้เงินยืม) by vouchers, and by saying what comes back in money.

use super::ExpenseItem;
use crate::document::room::*;
use crate::problem::FieldCode::*;
use crate::{DepartmentId, DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "advance-clearings",
    names: ("ส่งใช้เงินยืม", "Advance clearing"),
    menu: (Menu::Pay, 40),
    readers: STAFF,
    makers: &[DepartmentClerk, DepartmentHead],
    cancellers: &[DepartmentClerk, DepartmentHead, FinanceOfficer],
    of_department: true,
    charges_budget: true,
    route: &[
        step(
            S::Submit,
            Submit,
            Submitted,
            &[DepartmentClerk, DepartmentHead],
        )
        .of_department(),
        step(S::Examine, Examine, Submitted, FO).not_by(&[S::Draft, S::Submit]),
        step(S::Approve, Approve, Posted, FH)
            .not_by(&[S::Draft, S::Submit, S::Examine])
            .with_effect(),
    ],
    // That of the advance's line, also when the vouchers come after 30 September.
    years: Years::Open,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// What its fields are called.
const LABELS: &[Label] = &[
    ("department_id", "กองผู้เบิก", "Department"),
    ("advance_id", "เงินยืมที่ส่งใช้", "Advance cleared"),
    ("vouchers", "ใบสำคัญ", "Vouchers"),
    ("vouchers.description", "รายการ", "Item"),
    (
        "vouchers.expense_item",
        "รายการค่าใช้จ่าย (ถ้าไม่ใช่บัญชีแรกของรายการ)",
        "Expense item, if not the line's first account",
    ),
    ("vouchers.amount", "จำนวนเงิน", "Amount"),
    (
        "returned",
        "เงินเหลือจ่ายที่ส่งคืนเป็นเงิน",
        "Left over, comes back in money",
    ),
    ("borrower_name", "ผู้ยืม", "Borrower"),
    ("contract_no", "เลขที่สัญญาการยืมเงิน", "Advance contract"),
];

/// One voucher (ใบสำคัญ) of what was spent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdvanceVoucher {
    /// What was bought, from whom.
    pub description: String,
    /// Another account than the line's first.
    #[serde(default)]
    pub expense_item: Option<ExpenseItem>,
    pub amount: Money,
}

/// A clearing of an advance (ส่งใช้เงินยืม), rule D8: in one piece or in several. What is spent is
/// charged to the line; what comes back in money leaves the line, and is received by a receipt.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdvanceClearing {
    /// The department of the advance.
    pub department_id: DepartmentId,
    /// The request under which the advance was paid.
    pub advance_id: DocumentId,
    /// What was spent; none when all of it comes back.
    #[serde(default)]
    pub vouchers: Vec<AdvanceVoucher>,
    /// What of the advance was not needed, in baht.
    #[serde(default)]
    pub returned: Money,
    /// Whose it is; filled by the server.
    #[serde(default)]
    pub borrower_name: String,
    /// `ย.1/2569`; filled by the server.
    #[serde(default)]
    pub contract_no: String,
}

impl AdvanceClearing {
    /// Sum of the vouchers in baht.
    pub fn spent(&self) -> Money {
        self.vouchers.iter().map(|voucher| voucher.amount).sum()
    }
}

impl DocumentBody for AdvanceClearing {
    const KIND: Kind = Kind::AdvanceClearing;

    fn title(&self) -> String {
        format!("ส่งใช้เงินยืม {}", self.contract_no)
    }

    fn amount(&self) -> Money {
        self.spent() + self.returned
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.vouchers.is_empty() && self.returned.is_zero() {
            errors.push(FieldError::new("vouchers", Required));
        }
        if self.returned.is_negative() {
            errors.push(FieldError::new("returned", NotPositive));
        }
        for (index, voucher) in self.vouchers.iter().enumerate() {
            let at = |field: &str| format!("vouchers[{index}].{field}");
            check_text(&mut errors, &at("description"), &voucher.description, 300);
            check_positive(&mut errors, &at("amount"), voucher.amount);
        }
        errors
    }
}
