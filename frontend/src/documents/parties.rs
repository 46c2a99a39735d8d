//! Payers and payees to choose from: asked for by what is typed, for a register may have thousands.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::PartyId;
use shared::organisation::{CatalogueEntry, Party};
use shared::page::Page;
use shared::permission::Operation;
use std::collections::HashSet;

use crate::api;
use crate::components::fields::{Added, Asked, Choice, Choices, Missing};
use crate::components::states::holders;
use crate::session::session;
use crate::text::document as words;

/// Asked for when somebody first looks; a register of no more is then known whole.
const FIRST: &str = "200";
/// Asked for by what is typed.
const FITTING: &str = "30";
/// Typing pauses so long before it is asked for: the answer is there within 150 ms of the last letter, and
/// whoever types on is not asked for letter by letter.
const PAUSE_MILLISECONDS: u32 = 50;

/// Somebody who is in no register yet: by which name, and who is told the id of the entry.
#[derive(Clone)]
pub struct NewParty {
    pub name: String,
    pub added: Added,
}

/// Whom a form asks to be added; the page that adds stands above all forms.
#[derive(Clone, Copy)]
pub struct PartyWanted(pub RwSignal<Option<NewParty>>);

/// The parties met in this session.
#[derive(Clone, Copy)]
pub struct Parties {
    known: RwSignal<Vec<Party>>,
    /// Everything that fits what was typed last is known.
    is_answered: RwSignal<bool>,
    /// The register has others.
    has_others: StoredValue<bool>,
    /// Texts and ids that were asked for.
    asked: StoredValue<HashSet<String>>,
    /// Counts what is typed: only the latest is asked for.
    turn: StoredValue<u32>,
}

impl Parties {
    /// None yet.
    pub fn new() -> Parties {
        Parties {
            known: RwSignal::new(Vec::new()),
            is_answered: RwSignal::new(true),
            has_others: StoredValue::new(true),
            asked: StoredValue::new(HashSet::new()),
            turn: StoredValue::new(0),
        }
    }

    /// Those met so far; asks for the first ones.
    pub fn known(self) -> RwSignal<Vec<Party>> {
        if !self.asked.with_value(|asked| asked.contains("")) {
            spawn_local(self.look_for(String::new()));
        }
        self.known
    }

    /// Asks again, because something was edited.
    pub fn forget(self) {
        self.asked.update_value(HashSet::clear);
        self.has_others.set_value(true);
    }

    /// What a box of one of them asks for.
    fn asked(self) -> Asked {
        Asked {
            typed: Callback::new(move |text| self.pause(text)),
            value: Callback::new(move |id| self.one(id)),
        }
    }

    fn pause(self, text: String) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.is_answered.set(false);
        spawn_local(async move {
            TimeoutFuture::new(PAUSE_MILLISECONDS).await;
            if self.turn.get_value() == turn {
                self.look_for(text).await;
                if self.turn.get_value() == turn {
                    self.is_answered.set(true);
                }
            }
        });
    }

    /// True the first time.
    fn is_new(self, question: &str) -> bool {
        let mut is_new = false;
        self.asked
            .update_value(|asked| is_new = asked.insert(question.to_owned()));
        is_new
    }

    async fn look_for(self, text: String) {
        let text = text.trim().to_owned();
        let is_needed = text.is_empty() || self.has_others.get_value();
        if !is_needed || !self.is_new(&text) {
            return;
        }
        let most = if text.is_empty() { FIRST } else { FITTING };
        let filters = [("q", text.as_str()), ("per_page", most)];
        let answer: Result<Page<Party>, _> = api::catalogue::list(Party::PATH, &filters).await;
        match answer {
            Ok(page) => {
                if text.is_empty() {
                    let shown = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
                    self.has_others.set_value(page.total > shown);
                }
                self.meet(page.items);
            }
            // Asked again by whoever looks next.
            Err(_) => self.asked.update_value(|asked| {
                asked.remove(&text);
            }),
        }
    }

    /// Asks for one that a document names.
    fn one(self, id: String) {
        let is_known = self
            .known
            .with_untracked(|known| known.iter().any(|party| party.id.to_string() == id));
        if is_known || !self.is_new(&id) {
            return;
        }
        spawn_local(async move {
            match api::catalogue::one(Party::PATH, &id).await {
                Ok(party) => self.meet(vec![party]),
                Err(_) => self.asked.update_value(|asked| {
                    asked.remove(&id);
                }),
            }
        });
    }

    /// These are known from now on.
    pub fn meet(self, found: Vec<Party>) {
        let ids: HashSet<PartyId> = found.iter().map(|party| party.id).collect();
        self.known.update(|known| {
            known.retain(|party| !ids.contains(&party.id));
            known.extend(found);
        });
    }

    /// The parties found, as what a field lets choose from.
    pub fn choices(self) -> Choices {
        let rows = self.known();
        let known = Signal::derive(move || {
            let choice =
                |row: &Party| Choice::new(row.id.to_string(), row.code.as_str(), &row.name_th);
            rows.with(|rows| rows.iter().map(choice).collect())
        });
        Choices {
            known,
            asked: Some(self.asked()),
            missing: Some(self.missing()),
        }
    }

    /// Who is in no register yet is added from where the name was typed, by whoever may.
    fn missing(self) -> Missing {
        let right = Party::RESOURCE.to(Operation::Edit);
        let wanted = use_context::<PartyWanted>().filter(|_| session().can(right));
        let add = wanted.map(|PartyWanted(wanted)| {
            let ask = move |(name, added)| wanted.set(Some(NewParty { name, added }));
            Callback::new(ask)
        });
        Missing {
            is_answered: self.is_answered.into(),
            add,
            add_text: words::PARTY_ADD,
            who: Signal::derive(move || words::PARTY_WHO.with(&[("roles", &holders(right))])),
        }
    }
}
