//! Who may do what. Roles are national and therefore code; who holds which role is data.
//!
//! What a role may do to documents stands with each kind's route (`document/`); this file adds the
//! few things that are not documents.

use crate::document::{Action, KINDS, Kind};
use serde::{Deserialize, Serialize};

codes! {
    /// The roles of domain `README.md` section 3.
    pub enum Role {
        /// ผู้อำนวยการกองคลัง / หัวหน้าหน่วยงานคลัง
        FinanceHead = "finance_head",
        /// เจ้าหน้าที่การเงินและบัญชี
        FinanceOfficer = "finance_officer",
        /// เจ้าหน้าที่จัดเก็บรายได้
        RevenueOfficer = "revenue_officer",
        /// เจ้าหน้าที่พัสดุ
        ProcurementOfficer = "procurement_officer",
        /// เจ้าหน้าที่งบประมาณ
        BudgetOfficer = "budget_officer",
        /// ธุรการกอง
        DepartmentClerk = "department_clerk",
        /// ผู้อำนวยการกอง
        DepartmentHead = "department_head",
        /// ปลัด อปท.
        ChiefAdministrator = "chief_administrator",
        /// ผู้บริหารท้องถิ่น
        Executive = "executive",
        /// กรรมการเก็บรักษาเงิน
        CashCustodian = "cash_custodian",
        /// ผู้ตรวจสอบภายใน
        InternalAuditor = "internal_auditor",
        /// เจ้าหน้าที่การเงินของหน่วยงานภายใต้สังกัด
        UnitFinance = "unit_finance",
        /// หัวหน้าหน่วยงานภายใต้สังกัด
        UnitHead = "unit_head",
        /// สถจ.
        ProvinceViewer = "province_viewer",
        /// อำเภอ
        DistrictViewer = "district_viewer",
        /// ผู้ดูแลระบบ สถ.
        DlaAdmin = "dla_admin",
        /// สถ.
        DlaViewer = "dla_viewer",
        /// สตง.
        StateAuditor = "state_auditor",
    }
}

codes! {
    /// What can be done to a resource.
    pub enum Operation {
        /// See it.
        Read = "read",
        /// Create it or change a draft.
        Edit = "edit",
        /// Hand a draft in.
        Submit = "submit",
        /// Take a step between handing in and approval.
        Examine = "examine",
        /// Send it back to draft.
        Return = "return",
        /// Take the deciding step.
        Approve = "approve",
        /// Confirm that it happened.
        Post = "post",
        /// Void it while it has no effect.
        Cancel = "cancel",
    }
}

codes! {
    /// What permissions are about: the kinds of documents, and the rest.
    pub enum Resource {
        /// ข้อบัญญัติงบประมาณรายจ่าย
        Ordinance = "ordinance",
        /// ใบเสร็จรับเงิน
        Receipt = "receipt",
        /// ใบนำส่งเงิน
        RemittanceSlip = "remittance_slip",
        /// ใบสำคัญสรุปใบนำส่งเงิน
        RemittanceSummary = "remittance_summary",
        /// รับเงินเข้าบัญชีธนาคารโดยตรง
        BankReceipt = "bank_receipt",
        /// นำฝากธนาคาร
        BankDeposit = "bank_deposit",
        /// ฎีกาเบิกเงิน
        DisbursementRequest = "disbursement_request",
        /// รายงานการจัดทำเช็ค/ใบถอน
        ChequeReport = "cheque_report",
        /// การจ่ายเงิน
        Payment = "payment",
        /// รายงานสถานะการเงินประจำวัน
        DailyReport = "daily_report",
        /// การยกเลิกเอกสาร
        Cancellation = "cancellation",
        /// งบการเงินยอดยกมา
        Opening = "opening",
        /// รายการงบประมาณและวงเงินคงเหลือ
        BudgetLine = "budget_line",
        /// กอง
        Department = "department",
        /// ผู้จ่ายเงินและผู้รับเงิน
        Party = "party",
        /// บัญชีธนาคาร
        BankAccount = "bank_account",
        /// ผังบัญชีและรหัสจำแนก
        MasterData = "master_data",
        /// สมุดรายวันและบัญชีแยกประเภท
        Journal = "journal",
        /// รายงาน
        Report = "report",
        /// ผู้ใช้งาน
        User = "user",
        /// บันทึกที่ผูกโซ่แฮช
        Record = "record",
    }
}

/// Permission to do one thing to one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Permission {
    /// What it is about.
    pub resource: Resource,
    /// What may be done.
    pub operation: Operation,
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.resource, self.operation)
    }
}

impl Resource {
    /// This permission on this resource.
    pub const fn to(self, operation: Operation) -> Permission {
        Permission {
            resource: self,
            operation,
        }
    }
}

impl From<Action> for Operation {
    fn from(action: Action) -> Operation {
        match action {
            Action::Submit => Operation::Submit,
            Action::Examine => Operation::Examine,
            // Whoever may send back may turn down.
            Action::Return | Action::Refuse => Operation::Return,
            Action::Approve => Operation::Approve,
            Action::Post | Action::Settle | Action::Reopen => Operation::Post,
            Action::Cancel => Operation::Cancel,
        }
    }
}

/// Everybody who works in the LAO or watches it from within.
pub const STAFF: &[Role] = &[
    Role::FinanceHead,
    Role::FinanceOfficer,
    Role::RevenueOfficer,
    Role::ProcurementOfficer,
    Role::BudgetOfficer,
    Role::DepartmentClerk,
    Role::DepartmentHead,
    Role::ChiefAdministrator,
    Role::Executive,
    Role::CashCustodian,
    Role::InternalAuditor,
    Role::StateAuditor,
];

/// Those who see money, books and reports of the whole LAO.
pub const TREASURY_READERS: &[Role] = &[
    Role::FinanceHead,
    Role::FinanceOfficer,
    Role::RevenueOfficer,
    Role::BudgetOfficer,
    Role::ChiefAdministrator,
    Role::Executive,
    Role::CashCustodian,
    Role::InternalAuditor,
    Role::StateAuditor,
];

/// The rights that are not about documents: resource, operation, roles (rights matrix of domain
/// `README.md` section 3).
const OTHER_RIGHTS: &[(Resource, Operation, &[Role])] = &[
    (Resource::BudgetLine, Operation::Read, STAFF),
    (Resource::Department, Operation::Read, STAFF),
    (Resource::Department, Operation::Edit, &[Role::FinanceHead]),
    (Resource::Party, Operation::Read, STAFF),
    (
        Resource::Party,
        Operation::Edit,
        &[
            Role::FinanceOfficer,
            Role::RevenueOfficer,
            Role::ProcurementOfficer,
            Role::DepartmentClerk,
        ],
    ),
    (Resource::BankAccount, Operation::Read, STAFF),
    (
        Resource::BankAccount,
        Operation::Edit,
        &[Role::FinanceOfficer, Role::FinanceHead],
    ),
    (Resource::MasterData, Operation::Read, Role::ALL),
    (Resource::Journal, Operation::Read, TREASURY_READERS),
    (Resource::Report, Operation::Read, STAFF),
    (
        Resource::User,
        Operation::Read,
        &[
            Role::FinanceHead,
            Role::ChiefAdministrator,
            Role::Executive,
            Role::InternalAuditor,
            Role::StateAuditor,
        ],
    ),
    (Resource::User, Operation::Edit, &[Role::FinanceHead]),
    (
        Resource::Record,
        Operation::Read,
        &[Role::FinanceHead, Role::InternalAuditor, Role::StateAuditor],
    ),
];

/// May a person of this role do this? Department scope, separation of duties and the state of the
/// document are further questions, asked by the engine.
pub fn allows(role: Role, permission: Permission) -> bool {
    let of_kind = KINDS
        .iter()
        .find(|spec| spec.resource == permission.resource);
    match of_kind {
        Some(spec) => spec.allows(role, permission.operation),
        None => OTHER_RIGHTS.iter().any(|(resource, operation, roles)| {
            *resource == permission.resource
                && *operation == permission.operation
                && roles.contains(&role)
        }),
    }
}

/// The kind of document a resource is, if it is one.
pub fn kind_of(resource: Resource) -> Option<Kind> {
    KINDS
        .iter()
        .find(|spec| spec.resource == resource)
        .map(|spec| spec.kind)
}
