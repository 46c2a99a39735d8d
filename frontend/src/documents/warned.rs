//! What to look at before a step: asked of the server, shown on the page, and seen before it is done.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use shared::warning::Warning;

use super::actions::PageState;
use crate::api;
use crate::components::fields::focus;
use crate::components::warnings::WARNINGS;

impl PageState {
    /// Asks what there is to look at before the next step. Without an answer the step can be taken.
    pub async fn look_for_warnings(self) {
        let found = api::documents::warnings(self.kind, self.id.get_untracked()).await;
        let (Ok(found), false) = (found, self.is_gone()) else {
            return;
        };
        // Drawn anew it would lose the focus.
        if self.warnings.with_untracked(|shown| *shown != found) {
            self.warnings.set(found);
        }
    }

    /// Is there something to look at that was not on the page when the button was pressed? It is led
    /// to; pressed again, it has been seen. True also when the page was left meanwhile.
    pub async fn has_unseen_warnings(self, seen: &[Warning]) -> bool {
        self.look_for_warnings().await;
        if self.is_gone() {
            return true;
        }
        let unseen = self
            .warnings
            .with_untracked(|shown| !shown.is_empty() && shown.as_slice() != seen);
        if unseen {
            Timeout::new(0, || focus(WARNINGS)).forget();
        }
        unseen
    }
}
