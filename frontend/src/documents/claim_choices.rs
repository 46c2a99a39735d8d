//! What has something left to be drawn on, as choices of a field.

use leptos::prelude::*;
use shared::claims::Claim;
use shared::document::Kind;

use crate::api;
use crate::components::fields::Choice;

/// The claims that stem from documents of a kind and of which something is free.
pub fn claims_of(kind: Kind) -> LocalResource<Vec<Claim>> {
    LocalResource::new(move || async move {
        // Without the list what is known can still be read; the server checks in any case.
        let found = api::documents::claims_of(kind).await.unwrap_or_default();
        let is_free = |claim: &Claim| claim.free.is_positive();
        found.into_iter().filter(is_free).collect()
    })
}

/// Such claims as choices, each by the document it stems from: its number, whose it is, what is free
/// of it in baht. Of those that are there in two books, `is_wanted` says which.
pub fn choices_among(
    claims: LocalResource<Vec<Claim>>,
    is_wanted: fn(&Claim) -> bool,
) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let choice = |claim: &Claim| {
            let name = claim.party_name.clone().unwrap_or_default();
            Choice::new(claim.document_id.to_string(), &claim.label, name)
                .with_detail(claim.free.grouped())
        };
        let found = claims.get().unwrap_or_default();
        let wanted = found.iter().filter(|claim| is_wanted(claim));
        wanted.map(choice).collect()
    })
}
