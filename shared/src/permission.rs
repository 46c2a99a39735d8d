//! Who may do what. Roles are national and therefore code; who holds which role is data.
//!
//! What a role may do to documents stands with each kind's route (`document/`); this file adds the
//! few things that are not documents.

use crate::document::{Action, Kind};
use serde::{Deserialize, Serialize};

codes! {
    /// The roles of domain `README.md` section 3.
    pub enum Role {
        /// ผู้อำนวยการกองคลัง / หัวหน้าหน่วยงานคลัง
        FinanceHead = "finance_head" ("หัวหน้าหน่วยงานคลัง", "Head of finance"),
        FinanceOfficer = "finance_officer" ("เจ้าหน้าที่การเงินและบัญชี", "Finance officer"),
        RevenueOfficer = "revenue_officer" ("เจ้าหน้าที่จัดเก็บรายได้", "Revenue officer"),
        ProcurementOfficer = "procurement_officer" ("เจ้าหน้าที่พัสดุ", "Procurement officer"),
        BudgetOfficer = "budget_officer" ("เจ้าหน้าที่งบประมาณ", "Budget officer"),
        DepartmentClerk = "department_clerk" ("ธุรการกอง", "Department clerk"),
        DepartmentHead = "department_head" ("ผู้อำนวยการกอง", "Head of department"),
        /// ปลัด อปท.
        ChiefAdministrator = "chief_administrator" ("ปลัด", "Chief administrator"),
        Executive = "executive" ("ผู้บริหารท้องถิ่น", "Executive"),
        CashCustodian = "cash_custodian" ("กรรมการเก็บรักษาเงิน", "Cash custodian"),
        InternalAuditor = "internal_auditor" ("ผู้ตรวจสอบภายใน", "Internal auditor"),
        /// เจ้าหน้าที่การเงินของหน่วยงานภายใต้สังกัด
        UnitFinance = "unit_finance" ("เจ้าหน้าที่การเงินของหน่วยงาน", "Unit's finance officer"),
        UnitHead = "unit_head" ("หัวหน้าหน่วยงานภายใต้สังกัด", "Head of unit"),
        ProvinceViewer = "province_viewer" ("สถจ.", "Provincial office"),
        DistrictViewer = "district_viewer" ("อำเภอ", "District office"),
        DlaAdmin = "dla_admin" ("ผู้ดูแลระบบ สถ.", "DLA administrator"),
        DlaViewer = "dla_viewer" ("สถ.", "DLA"),
        StateAuditor = "state_auditor" ("สตง.", "State audit office"),
    }
}

codes! {
    /// What can be done to a resource.
    pub enum Operation {
        /// See it.
        Read = "read" ("ดู", "Read"),
        /// Create it or change a draft.
        Edit = "edit" ("จัดทำหรือแก้ไขร่าง", "Edit"),
        /// Hand a draft in.
        Submit = "submit" ("ส่ง", "Submit"),
        /// Take a step between handing in and approval.
        Examine = "examine" ("ตรวจ", "Examine"),
        /// Send it back to draft.
        Return = "return" ("ส่งคืน", "Return"),
        /// Take the deciding step.
        Approve = "approve" ("อนุมัติ", "Approve"),
        /// Confirm that it happened.
        Post = "post" ("ยืนยัน", "Confirm"),
        /// Void it while it has no effect.
        Cancel = "cancel" ("ยกเลิก", "Void"),
    }
}

/// Declares what permissions are about beside the documents of each kind.
macro_rules! resources {
    ($($name:ident = $text:literal ($thai:literal, $english:literal)),* $(,)?) => {
        /// What permissions are about: documents of a kind, and the rest.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Resource {
            /// Documents of a kind.
            Document(Kind),
            $(#[doc = $thai] $name),*
        }

        impl Resource {
            const OTHERS: &'static [Resource] = &[$(Resource::$name),*];

            /// The code as written in JSON: for documents, that of their kind.
            pub const fn as_str(self) -> &'static str {
                match self {
                    Resource::Document(kind) => kind.as_str(),
                    $(Resource::$name => $text),*
                }
            }

            /// What it is called in Thai.
            pub const fn thai(self) -> &'static str {
                match self {
                    Resource::Document(kind) => kind.thai(),
                    $(Resource::$name => $thai),*
                }
            }

            /// The same in English.
            pub const fn english(self) -> &'static str {
                match self {
                    Resource::Document(kind) => kind.english(),
                    $(Resource::$name => $english),*
                }
            }
        }
    };
}

resources! {
    BudgetLine = "budget_line" ("รายการงบประมาณและวงเงินคงเหลือ", "Budget line"),
    Department = "department" ("กอง", "Department"),
    Party = "party" ("ผู้ชำระเงินและผู้รับเงิน", "Payer or payee"),
    TaxNumber = "tax_number" ("เลขประจำตัวประชาชนและเลขประจำตัวผู้เสียภาษี", "Citizen or tax number"),
    BankAccount = "bank_account" ("บัญชีธนาคาร", "Bank account"),
    MasterData = "master_data" ("ผังบัญชีและรหัสจำแนก", "Chart and classifications"),
    NumberFormat = "number_format" ("รูปแบบเลขที่เอกสาร", "Format of document numbers"),
    Journal = "journal" ("สมุดรายวันและบัญชีแยกประเภท", "Journal and ledger"),
    Report = "report" ("รายงาน", "Report"),
    User = "user" ("ผู้ใช้งาน", "User"),
    Program = "program" ("โปรแกรมภายนอก", "Outside program"),
    Record = "record" ("บันทึกที่ผูกโซ่แฮช", "Hash-chained record"),
    Activity = "activity" ("ประวัติการใช้งาน", "Activity history"),
}

const COUNT: usize = Kind::ALL.len() + Resource::OTHERS.len();

impl Resource {
    /// Every resource: the kinds, then the rest.
    pub const ALL: &'static [Resource] = &{
        let mut all = [Resource::Report; COUNT];
        let mut at = 0;
        while at < COUNT {
            all[at] = match at < Kind::ALL.len() {
                true => Resource::Document(Kind::ALL[at]),
                false => Resource::OTHERS[at - Kind::ALL.len()],
            };
            at += 1;
        }
        all
    };
}

travels_as_text!(
    Resource,
    "What permissions are about: the kinds of documents, and the rest.",
    {
        let mut texts = [""; COUNT];
        let mut at = 0;
        while at < COUNT {
            texts[at] = Resource::ALL[at].as_str();
            at += 1;
        }
        texts
    }
);

/// Permission to do one thing to one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Permission {
    /// What it is about.
    pub resource: Resource,
    /// What may be done.
    pub operation: Operation,
}

impl Permission {
    /// What it is called in Thai.
    pub fn thai(self) -> String {
        format!("{}{}", self.operation.thai(), self.resource.thai())
    }
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

/// Those who see what was done in the LAO: who answers for it, who audits it, who oversees it from the
/// province and the district. The Department never enters an LAO's transactions.
pub const HISTORY_READERS: &[Role] = &[
    Role::FinanceHead,
    Role::InternalAuditor,
    Role::StateAuditor,
    Role::ProvinceViewer,
    Role::DistrictViewer,
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
    // Whoever enters them, withholds tax by them, or examines that; to others they are masked (PDPA).
    (
        Resource::TaxNumber,
        Operation::Read,
        &[
            Role::FinanceHead,
            Role::FinanceOfficer,
            Role::RevenueOfficer,
            Role::ProcurementOfficer,
            Role::DepartmentClerk,
            Role::InternalAuditor,
            Role::StateAuditor,
        ],
    ),
    (Resource::BankAccount, Operation::Read, STAFF),
    (
        Resource::BankAccount,
        Operation::Edit,
        &[Role::FinanceOfficer, Role::FinanceHead],
    ),
    (Resource::MasterData, Operation::Read, Role::ALL),
    (Resource::NumberFormat, Operation::Read, STAFF),
    (
        Resource::NumberFormat,
        Operation::Edit,
        &[Role::FinanceHead],
    ),
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
        Resource::Program,
        Operation::Read,
        &[
            Role::FinanceHead,
            Role::ChiefAdministrator,
            Role::Executive,
            Role::InternalAuditor,
            Role::StateAuditor,
        ],
    ),
    (Resource::Program, Operation::Edit, &[Role::FinanceHead]),
    (
        Resource::Record,
        Operation::Read,
        &[Role::FinanceHead, Role::InternalAuditor, Role::StateAuditor],
    ),
    (Resource::Activity, Operation::Read, HISTORY_READERS),
    // Numbers of citizens and accounts whole, for a reason that is recorded.
    (
        Resource::Activity,
        Operation::Examine,
        &[Role::FinanceHead, Role::InternalAuditor, Role::StateAuditor],
    ),
];

/// May a person of this role do this? Department scope, separation of duties and the state of the
/// document are further questions, asked by the engine.
pub fn allows(role: Role, permission: Permission) -> bool {
    match permission.resource {
        Resource::Document(kind) => kind.spec().allows(role, permission.operation),
        resource => OTHER_RIGHTS.iter().any(|(other, operation, roles)| {
            *other == resource && *operation == permission.operation && roles.contains(&role)
        }),
    }
}
