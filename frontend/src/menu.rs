//! What the menu offers, with the permission each entry needs.

use shared::document::{KINDS, Kind, spec};
use shared::permission::{Operation, Permission, Resource};

use crate::text::{Named, Text, document, identity, report};

/// Kinds made every day, for the links of the first page.
pub const DAILY_KINDS: &[Kind] = &[
    Kind::Receipt,
    Kind::RemittanceSlip,
    Kind::RemittanceSummary,
    Kind::BankReceipt,
    Kind::DisbursementRequest,
    Kind::ChequeReport,
    Kind::Payment,
    Kind::DailyReport,
];

/// An entry.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// The list of a kind of documents.
    Documents(Kind),
    /// A page of its own: address, name, resource read there.
    Page(&'static str, Text, Resource),
}

/// Entries that belong together, in the order of the working day.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// Its heading.
    pub title: Text,
    /// Its entries.
    pub entries: &'static [Entry],
}

use Entry::{Documents, Page};

/// The menu of everybody; each sees what the role allows.
pub const MENU: &[Group] = &[
    Group {
        title: report::MENU_RECEIVE,
        entries: &[
            Documents(Kind::Receipt),
            Documents(Kind::RemittanceSlip),
            Documents(Kind::RemittanceSummary),
            Documents(Kind::BankReceipt),
        ],
    },
    Group {
        title: report::MENU_PAY,
        entries: &[
            Documents(Kind::DisbursementRequest),
            Documents(Kind::ChequeReport),
            Documents(Kind::Payment),
        ],
    },
    Group {
        title: report::MENU_BUDGET,
        entries: &[
            Page("/budget-lines", report::AVAILABILITY, Resource::BudgetLine),
            Documents(Kind::Ordinance),
        ],
    },
    Group {
        title: report::MENU_ACCOUNTS,
        entries: &[
            Documents(Kind::DailyReport),
            Documents(Kind::BankDeposit),
            Page("/journal", report::JOURNAL, Resource::Journal),
            Documents(Kind::Cancellation),
            Documents(Kind::Opening),
        ],
    },
    Group {
        title: report::MENU_REPORTS,
        entries: &[
            Page("/trial-balance", report::TRIAL_BALANCE, Resource::Journal),
            Page(
                "/receipts-payments",
                report::RECEIPTS_PAYMENTS,
                Resource::Journal,
            ),
        ],
    },
    Group {
        title: report::MENU_REGISTERS,
        entries: &[
            Page("/parties", report::PARTIES, Resource::Party),
            Page(
                "/bank-accounts",
                report::BANK_ACCOUNTS,
                Resource::BankAccount,
            ),
            Page("/departments", report::DEPARTMENTS, Resource::Department),
        ],
    },
    Group {
        title: report::MENU_CONTROL,
        entries: &[Page("/users", identity::USERS, Resource::User)],
    },
];

impl Entry {
    /// Where it leads.
    pub fn address(self) -> String {
        match self {
            Documents(kind) => format!("/{}", spec(kind).path),
            Page(address, ..) => address.to_owned(),
        }
    }

    /// What it is called.
    pub fn name(self) -> Text {
        match self {
            Documents(kind) => kind.text(),
            Page(_, name, _) => name,
        }
    }

    /// What one must be allowed to see it.
    pub fn permission(self) -> Permission {
        let resource = match self {
            Documents(kind) => spec(kind).resource,
            Page(_, _, resource) => resource,
        };
        resource.to(Operation::Read)
    }
}

/// The name of the first page.
pub const HOME: Text = document::TODAY_TITLE;

/// What one must be allowed to see the page at an address; lists and documents ask themselves.
pub fn permission_at(address: &str) -> Option<Permission> {
    let mut entries = MENU.iter().flat_map(|group| group.entries);
    let found = entries.find(|entry| matches!(entry, Page(at, ..) if *at == address));
    found.map(|entry| entry.permission())
}

/// The kind whose documents are at an address.
pub fn kind_at(path: &str) -> Option<Kind> {
    KINDS
        .iter()
        .find(|spec| spec.path == path)
        .map(|spec| spec.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::permission::{Role, allows};

    #[test]
    fn every_kind_is_in_the_menu() {
        for kind in Kind::ALL {
            let there = MENU
                .iter()
                .flat_map(|group| group.entries)
                .any(|entry| matches!(entry, Documents(listed) if listed == kind));
            assert!(there, "{kind} is not in the menu");
        }
    }

    #[test]
    fn every_page_of_the_menu_is_guarded() {
        for entry in MENU.iter().flat_map(|group| group.entries) {
            let guarded = permission_at(&entry.address()).is_some();
            assert_eq!(guarded, matches!(entry, Page(..)), "{}", entry.address());
        }
    }

    #[test]
    fn nobody_sees_more_than_eight_groups() {
        assert!(MENU.len() < 8); // one more is the first page
    }

    #[test]
    fn a_clerk_does_not_see_the_books() {
        let journal = Resource::Journal.to(Operation::Read);
        assert!(!allows(Role::DepartmentClerk, journal));
    }
}
