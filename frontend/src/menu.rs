//! What the menu offers, with the permission each entry needs.

use shared::document::{Kind, Menu};
use shared::permission::{Operation, Permission, Resource};

use crate::identity::deputies_page::{DEPUTIES, DEPUTIES_ADDRESS, DEPUTIES_LEAD};
use crate::identity::programs_page::{PROGRAMS, PROGRAMS_ADDRESS, PROGRAMS_LEAD};
use crate::reports::activity::{ACTIVITY, ACTIVITY_ADDRESS, ACTIVITY_LEAD};
use crate::text::{Named, Text, document, identity, report};

/// What a line of the menu opens.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// The list of a kind of documents.
    Documents(Kind),
    /// A page of its own: address, name, resource read there.
    Page(&'static str, Text, Resource),
}

use Entry::{Documents, Page};

/// What pages are for, in words that people look for them by.
const ABOUT: &[(&str, Text)] = &[
    ("/budget-lines", report::AVAILABILITY_LEAD),
    ("/journal", report::JOURNAL_LEAD),
    ("/trial-balance", report::TRIAL_BALANCE_LEAD),
    ("/receipts-payments", report::RECEIPTS_PAYMENTS_LEAD),
    ("/users", identity::USERS_LEAD),
    (DEPUTIES_ADDRESS, DEPUTIES_LEAD),
    (PROGRAMS_ADDRESS, PROGRAMS_LEAD),
    (ACTIVITY_ADDRESS, ACTIVITY_LEAD),
];

/// The pages of the menu with their places, as kinds have theirs.
const PAGES: &[(Menu, u8, Entry)] = &[
    (
        Menu::Budget,
        10,
        Page("/budget-lines", report::AVAILABILITY, Resource::BudgetLine),
    ),
    (
        Menu::Accounts,
        30,
        Page("/journal", report::JOURNAL, Resource::Journal),
    ),
    (
        Menu::Reports,
        10,
        Page("/trial-balance", report::TRIAL_BALANCE, Resource::Journal),
    ),
    (
        Menu::Reports,
        20,
        Page(
            "/receipts-payments",
            report::RECEIPTS_PAYMENTS,
            Resource::Journal,
        ),
    ),
    (
        Menu::Registers,
        10,
        Page("/parties", report::PARTIES, Resource::Party),
    ),
    (
        Menu::Registers,
        20,
        Page(
            "/bank-accounts",
            report::BANK_ACCOUNTS,
            Resource::BankAccount,
        ),
    ),
    (
        Menu::Registers,
        30,
        Page("/departments", report::DEPARTMENTS, Resource::Department),
    ),
    (
        Menu::Control,
        10,
        Page("/users", identity::USERS, Resource::User),
    ),
    (
        Menu::Control,
        15,
        Page(DEPUTIES_ADDRESS, DEPUTIES, Resource::User),
    ),
    (
        Menu::Control,
        20,
        Page(PROGRAMS_ADDRESS, PROGRAMS, Resource::Program),
    ),
    (
        Menu::Control,
        40,
        Page(ACTIVITY_ADDRESS, ACTIVITY, Resource::Activity),
    ),
];

/// The entries of a group in their order; each person sees what the role allows.
pub fn entries(group: Menu) -> Vec<Entry> {
    let kinds = Kind::ALL.iter().map(|kind| {
        let (group, place) = kind.spec().menu;
        (group, place, Documents(*kind))
    });
    let all = PAGES.iter().copied().chain(kinds);
    let mut own: Vec<_> = all.filter(|(of, ..)| *of == group).collect();
    own.sort_by_key(|(_, place, _)| *place);
    own.into_iter().map(|(.., entry)| entry).collect()
}

impl Entry {
    /// Where it leads.
    pub fn address(self) -> String {
        match self {
            Documents(kind) => format!("/{}", kind.spec().path),
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

    /// What it is for, in words that people look for it by.
    pub fn about(self) -> Option<Text> {
        ABOUT
            .iter()
            .find(|(address, _)| *address == self.address())
            .map(|(_, about)| *about)
    }

    /// What one must be allowed to see it.
    pub fn permission(self) -> Permission {
        let resource = match self {
            Documents(kind) => Resource::Document(kind),
            Page(_, _, resource) => resource,
        };
        resource.to(Operation::Read)
    }
}

/// The name of the first page.
pub const HOME: Text = document::TODAY_TITLE;

/// What one must be allowed to see the page at an address; lists and documents ask themselves.
pub fn permission_at(address: &str) -> Option<Permission> {
    let mut pages = PAGES.iter().map(|(.., page)| page);
    let found = pages.find(|page| page.address() == address);
    found.map(|page| page.permission())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::permission::{Role, allows};

    fn all() -> Vec<Entry> {
        Menu::ALL.iter().flat_map(|group| entries(*group)).collect()
    }

    #[test]
    fn every_kind_and_page_is_in_the_menu() {
        assert_eq!(all().len(), Kind::ALL.len() + PAGES.len());
    }

    #[test]
    fn no_two_entries_have_the_same_place() {
        let kinds = Kind::ALL.iter().map(|kind| kind.spec().menu);
        let pages = PAGES.iter().map(|(group, place, _)| (*group, *place));
        let mut places: Vec<(Menu, u8)> = kinds.chain(pages).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|two| two[0] != two[1]), "{places:?}");
    }

    #[test]
    fn what_is_explained_is_a_page() {
        let addresses: Vec<String> = all().into_iter().map(Entry::address).collect();
        for (address, _) in ABOUT {
            assert!(addresses.iter().any(|of| of == address), "{address}");
        }
    }

    #[test]
    fn every_page_of_the_menu_is_guarded() {
        for entry in all() {
            let guarded = permission_at(&entry.address()).is_some();
            assert_eq!(guarded, matches!(entry, Page(..)), "{}", entry.address());
        }
    }

    #[test]
    fn nobody_sees_more_than_eight_groups() {
        assert!(Menu::ALL.len() < 8); // one more is the first page
    }

    #[test]
    fn a_clerk_does_not_see_the_books() {
        let journal = Resource::Journal.to(Operation::Read);
        assert!(!allows(Role::DepartmentClerk, journal));
    }
}
