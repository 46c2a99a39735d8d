//! A payer or payee who is in no register yet, added from the form that needs them: what was typed
//! there stays, and goes on with the new entry.

use leptos::prelude::*;
use shared::organisation::Party;

use super::editing::{Editing, edit_dialog};
use super::list::CatalogueForm;
use crate::documents::lookups::lookups;
use crate::documents::parties::PartyWanted;
use crate::text::document as words;

/// Stands above all pages; shows itself when a form asks for somebody new.
#[component]
pub fn NewPartyDialog() -> impl IntoView {
    let PartyWanted(wanted) = expect_context();
    let (editing, lookups) = (Editing::<Party>::new(words::PARTY_NEW), lookups());
    Effect::new(move |_| {
        if let Some(new) = wanted.get() {
            let entry = Party {
                name_th: new.name,
                ..Party::fresh()
            };
            editing.begin(words::PARTY_NEW, entry);
        }
    });
    let saved = Callback::new(move |party: Party| {
        let id = party.id.to_string();
        lookups.meet_party(party);
        if let Some(new) = wanted.get_untracked() {
            (new.added)(id);
        }
    });
    edit_dialog(editing, saved)
}
