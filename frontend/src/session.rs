//! Who works here, for which entity and fiscal year, and what this person may do.

use chrono::NaiveDate;
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use shared::FiscalYear;
use shared::document::Kind;
use shared::identity::Session;
use shared::permission::{Operation, Permission, Role, allows};
use shared::text::AmountWords;

use crate::address::here;
use crate::api::{self, Proof};

/// Where one logs in.
const LOG_IN: &str = "/login";
/// That somebody has logged in with this browser and not out.
const ENTERED: &str = "laas.entered";

/// Is anybody logged in?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Not known yet.
    Opening,
    /// Nobody.
    Closed,
    /// Somebody.
    Open,
}

/// What every page may ask about the person at the screen.
#[derive(Clone, Copy)]
pub struct SessionState {
    /// Who, when somebody is logged in.
    pub session: RwSignal<Option<Session>>,
    /// Whether.
    pub gate: RwSignal<Gate>,
    /// True while only the password opens the screen.
    pub locked: RwSignal<bool>,
    /// Whether a fresh proof of who this is is asked for.
    pub proof: RwSignal<Proof>,
    /// The fiscal year worked in.
    pub year: RwSignal<FiscalYear>,
    /// Where to go after the next log-in.
    pub return_to: RwSignal<Option<String>>,
    /// Shown on the log-in page: why one is there.
    pub notice: RwSignal<Option<crate::text::Text>>,
}

impl SessionState {
    /// Nobody yet.
    pub fn new() -> SessionState {
        SessionState {
            session: RwSignal::new(None),
            gate: RwSignal::new(Gate::Opening),
            locked: RwSignal::new(false),
            proof: RwSignal::new(Proof::Given),
            year: RwSignal::new(FiscalYear::default()),
            return_to: RwSignal::new(None),
            notice: RwSignal::new(None),
        }
    }

    /// Somebody has logged in, unlocked or changed post.
    pub fn enter(self, session: Session) {
        let other_entity = self
            .session
            .with_untracked(|old| old.as_ref().map(|old| old.entity.id) != Some(session.entity.id));
        if other_entity {
            self.year.set(session.entity.fiscal_year);
        }
        // Where nothing can be kept the log-in asks once too often, or too seldom.
        let _ = LocalStorage::set(ENTERED, true);
        self.locked.set(session.is_locked);
        self.session.set(Some(session));
        // Pages hang on the gate; opening an open one again would build them anew.
        if self.gate.get_untracked() != Gate::Open {
            self.gate.set(Gate::Open);
        }
    }

    /// Nobody is logged in any more.
    pub fn leave(self, return_to: Option<String>, notice: Option<crate::text::Text>) {
        LocalStorage::delete(ENTERED);
        self.return_to.set(return_to);
        self.notice.set(notice);
        self.session.set(None);
        self.locked.set(false);
        self.proof.set(Proof::Declined);
        self.gate.set(Gate::Closed);
    }

    /// Asks the server who is logged in; at the log-in only where somebody may be, so that whoever comes there
    /// first is refused nothing.
    pub async fn open(self) {
        let may_be = LocalStorage::get::<bool>(ENTERED).unwrap_or_default();
        if here().starts_with(LOG_IN) && !may_be {
            self.gate.set(Gate::Closed);
            return;
        }
        match api::identity::session().await {
            Ok(session) => self.enter(session),
            Err(_) => self.gate.set(Gate::Closed),
        }
    }

    /// The roles held in this post. They change only with a new page, so nobody need subscribe.
    pub fn roles(self) -> Vec<Role> {
        self.session.with_untracked(|session| {
            let held = session.as_ref().map(|session| &session.post.roles);
            held.into_iter().flatten().map(|held| held.role).collect()
        })
    }

    /// May this person do this, as far as the role goes? The server decides again.
    pub fn can(self, permission: Permission) -> bool {
        self.roles()
            .into_iter()
            .any(|role| allows(role, permission))
    }

    /// May this person see documents of this kind?
    pub fn can_read(self, kind: Kind) -> bool {
        self.can(kind.to(Operation::Read))
    }

    /// May this person make documents of this kind?
    pub fn can_make(self, kind: Kind) -> bool {
        self.can(kind.to(Operation::Edit))
    }

    /// May this person begin one from nothing?
    pub fn can_begin(self, kind: Kind) -> bool {
        self.can_make(kind) && !kind.spec().is_begun_elsewhere
    }

    /// Today, as the server counts days.
    pub fn today(self) -> NaiveDate {
        self.session
            .with_untracked(|session| session.as_ref().map(|session| session.entity.today))
            .unwrap_or_default()
    }

    /// A name for what belongs to this person in the browser's storage.
    pub fn storage_name(self) -> String {
        self.session
            .with_untracked(|session| {
                session
                    .as_ref()
                    .map(|session| session.person_id.to_string())
            })
            .unwrap_or_default()
    }
}

/// The session of this page.
pub fn session() -> SessionState {
    expect_context()
}

/// How the organisation worked in writes amounts in words.
pub fn amount_words() -> AmountWords {
    let entered = use_context::<SessionState>();
    let words = entered.and_then(|state| {
        let session = state.session.get_untracked()?;
        Some(session.entity.amount_words)
    });
    words.unwrap_or_default()
}
