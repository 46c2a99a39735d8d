//! The kinds of documents and their routes: `scenario-format.md` section 4, as data.

use super::Action::*;
use super::Status::*;
use super::route::Series;
use super::route::StepName as S;
use super::{Action, Step};
use crate::permission::Operation;
use crate::permission::Resource;
use crate::permission::Role::{self, *};
use crate::permission::{STAFF, TREASURY_READERS};

codes! {
    /// Every kind of document.
    pub enum Kind {
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
        /// ยกเลิกเอกสารที่มีผลแล้ว
        Cancellation = "cancellation",
        /// งบการเงินยอดยกมา
        Opening = "opening",
    }
}

/// What the machinery needs to know about a kind. Nothing else differs between kinds outside
/// their own folders.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// Its place in URLs and menus: plural.
    pub path: &'static str,
    /// What permissions call it.
    pub resource: Resource,
    /// Who sees it.
    pub readers: &'static [Role],
    /// Who makes drafts.
    pub makers: &'static [Role],
    /// Who may void it while it has no effect.
    pub cancellers: &'static [Role],
    /// The steps, in order.
    pub route: &'static [Step],
    /// True when drafts belong to a department and its people see and make only those.
    pub of_department: bool,
}

impl KindSpec {
    /// May a person of this role do this to documents of this kind, at some step?
    pub fn allows(&self, role: Role, operation: Operation) -> bool {
        match operation {
            Operation::Read => self.readers.contains(&role) || self.makers.contains(&role),
            Operation::Edit => self.makers.contains(&role),
            Operation::Cancel => self.cancellers.contains(&role),
            // Whoever may take the next step may send it back instead.
            Operation::Return => self
                .route
                .iter()
                .skip(1)
                .any(|step| step.roles.contains(&role)),
            _ => self.route.iter().any(|step| {
                Operation::from(step.action) == operation && step.roles.contains(&role)
            }),
        }
    }

    /// The step that comes after `taken` steps were taken.
    pub fn step(&self, taken: usize) -> Option<&'static Step> {
        self.route.get(taken)
    }
}

/// The description of a kind.
pub fn spec(kind: Kind) -> &'static KindSpec {
    // The test below proves that every kind is here, in order of declaration.
    &KINDS[kind as usize]
}

const fn step(name: S, action: Action, to: super::Status, roles: &'static [Role]) -> Step {
    Step::new(name, action, to, roles)
}

const FO: &[Role] = &[FinanceOfficer];
const FH: &[Role] = &[FinanceHead];

/// finance_officer prepares, finance_head approves, which posts.
const JOURNAL_ROUTE: &[Step] = &[
    step(S::Submit, Submit, Submitted, FO),
    step(S::Approve, Approve, Posted, FH)
        .not_by(&[S::Draft, S::Submit])
        .with_effect(),
];

/// Every kind, in the order of [`Kind`].
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: Kind::Ordinance,
        path: "ordinances",
        resource: Resource::Ordinance,
        readers: STAFF,
        makers: &[BudgetOfficer],
        cancellers: &[BudgetOfficer],
        route: &[
            step(S::Submit, Submit, Submitted, &[BudgetOfficer]),
            step(S::Examine, Examine, Submitted, &[ChiefAdministrator])
                .not_by(&[S::Draft, S::Submit]),
            step(S::Approve, Approve, Posted, &[Executive])
                .not_by(&[S::Draft, S::Submit])
                .with_effect(),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::Receipt,
        path: "receipts",
        resource: Resource::Receipt,
        readers: TREASURY_READERS,
        makers: &[RevenueOfficer],
        cancellers: &[RevenueOfficer],
        route: &[step(S::Submit, Submit, Approved, &[RevenueOfficer]).numbering(&[Series::Receipt])],
        of_department: false,
    },
    KindSpec {
        kind: Kind::RemittanceSlip,
        path: "remittance-slips",
        resource: Resource::RemittanceSlip,
        readers: TREASURY_READERS,
        makers: &[RevenueOfficer],
        cancellers: &[RevenueOfficer, FinanceOfficer],
        route: &[
            step(S::Submit, Submit, Submitted, &[RevenueOfficer])
                .numbering(&[Series::RemittanceSlip]),
            step(S::Receive, Approve, Approved, FO).not_by(&[S::Draft, S::Submit]),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::RemittanceSummary,
        path: "remittance-summaries",
        resource: Resource::RemittanceSummary,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: &[
            step(S::Submit, Submit, Submitted, FO).numbering(&[Series::RemittanceSummary]),
            step(S::Approve, Approve, Posted, FH)
                .not_by(&[S::Draft, S::Submit])
                .with_effect(),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::BankReceipt,
        path: "bank-receipts",
        resource: Resource::BankReceipt,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: &[
            step(S::Submit, Submit, Submitted, FO).numbering(&[
                Series::Receipt,
                Series::RemittanceSlip,
                Series::RemittanceSummary,
            ]),
            step(S::Approve, Approve, Posted, FH)
                .not_by(&[S::Draft, S::Submit])
                .with_effect(),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::BankDeposit,
        path: "bank-deposits",
        resource: Resource::BankDeposit,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: JOURNAL_ROUTE,
        of_department: false,
    },
    KindSpec {
        kind: Kind::DisbursementRequest,
        path: "disbursement-requests",
        resource: Resource::DisbursementRequest,
        readers: STAFF,
        makers: &[DepartmentClerk, DepartmentHead],
        cancellers: &[DepartmentClerk, DepartmentHead, FinanceOfficer],
        route: &[
            step(S::Submit, Submit, Submitted, &[DepartmentHead])
                .of_department()
                .numbering(&[Series::RequesterNo]),
            step(S::Register, Examine, Submitted, FO)
                .not_by(&[S::Draft, S::Submit])
                .numbering(&[Series::TreasuryNo])
                .with_effect(),
            step(S::Examine, Examine, Submitted, FO).not_by(&[S::Draft, S::Submit]),
            step(S::Recommend, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit, S::Register]),
            step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[
                S::Draft,
                S::Submit,
                S::Register,
            ]),
            step(S::Approve, Approve, Approved, &[Executive]).not_by(&[
                S::Draft,
                S::Submit,
                S::Register,
            ]),
        ],
        of_department: true,
    },
    KindSpec {
        kind: Kind::ChequeReport,
        path: "cheque-reports",
        resource: Resource::ChequeReport,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: &[
            step(S::Submit, Submit, Submitted, FO).numbering(&[Series::ChequeReport]),
            step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
            step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[S::Draft, S::Submit]),
            step(S::Approve, Approve, Approved, &[Executive]).not_by(&[S::Draft, S::Submit]),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::Payment,
        path: "payments",
        resource: Resource::Payment,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: &[
            step(S::Submit, Submit, Submitted, FO),
            step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
            step(S::Pass, Examine, Submitted, &[ChiefAdministrator]).not_by(&[S::Draft, S::Submit]),
            step(S::Approve, Approve, Approved, &[Executive]).not_by(&[S::Draft, S::Submit]),
            step(S::Confirm, Post, Posted, FO).with_effect(),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::DailyReport,
        path: "daily-reports",
        resource: Resource::DailyReport,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: &[
            step(S::Submit, Submit, Submitted, FO),
            step(S::Examine, Examine, Submitted, FH).not_by(&[S::Draft, S::Submit]),
            step(S::FirstCustodian, Examine, Submitted, &[CashCustodian]),
            step(S::SecondCustodian, Examine, Submitted, &[CashCustodian])
                .not_by(&[S::FirstCustodian]),
            step(S::ThirdCustodian, Examine, Submitted, &[CashCustodian])
                .not_by(&[S::FirstCustodian, S::SecondCustodian]),
            step(S::Approve, Approve, Posted, &[Executive])
                .not_by(&[S::Draft, S::Submit])
                .with_effect(),
        ],
        of_department: false,
    },
    KindSpec {
        kind: Kind::Cancellation,
        path: "cancellations",
        resource: Resource::Cancellation,
        readers: STAFF,
        makers: FO,
        cancellers: FO,
        route: JOURNAL_ROUTE,
        of_department: false,
    },
    KindSpec {
        kind: Kind::Opening,
        path: "openings",
        resource: Resource::Opening,
        readers: TREASURY_READERS,
        makers: FO,
        cancellers: FO,
        route: JOURNAL_ROUTE,
        of_department: false,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::may;

    #[test]
    fn every_kind_is_described_in_order() {
        let described: Vec<Kind> = KINDS.iter().map(|spec| spec.kind).collect();
        assert_eq!(described, Kind::ALL);
    }

    #[test]
    fn every_route_follows_the_life_cycle_from_draft_to_its_end() {
        for spec in KINDS {
            let mut status = Draft;
            for step in spec.route {
                assert!(
                    may(status, step.action, step.to),
                    "{} at {}",
                    spec.kind,
                    step.name
                );
                status = step.to;
            }
            assert!(
                matches!(status, Approved | Posted),
                "{} ends {status}",
                spec.kind
            );
        }
    }

    #[test]
    fn nobody_decides_alone_what_he_prepared() {
        for spec in KINDS.iter().filter(|spec| spec.route.len() > 1) {
            let deciding = spec.route.iter().find(|step| step.action == Approve);
            let deciding = deciding.expect("a deciding step");
            assert!(deciding.not_by.contains(&S::Draft), "{}", spec.kind);
            assert!(deciding.not_by.contains(&S::Submit), "{}", spec.kind);
        }
    }
}
