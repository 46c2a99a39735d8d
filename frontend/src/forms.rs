//! What the rooms of the kinds add to the pages: their forms, and what waits for them.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde_json::Value;
use shared::document::{DocumentHeader, Kind};
use shared::{FiscalYear, Money};

use crate::api::Failure;
use crate::documents::tiles::{Now, Tile};
use crate::documents::{DocumentForm, Editor, about as about_kept, open as open_form};

/// Asks the room of a kind.
macro_rules! rooms {
    ($($kind:ident $slice:ident $room:ident),*) => {
        /// Opens the form of a kind.
        pub fn open(
            kind: Kind,
            header: RwSignal<Option<DocumentHeader>>,
            year: Signal<FiscalYear>,
            editable: Signal<bool>,
            query: Option<&ParamsMap>,
        ) -> Editor {
            let open = match kind {
                $(Kind::$kind => open_form::<shared::$slice::$room::$kind>),*
            };
            open(header, year, editable, query)
        }

        /// What a body of a kind that is kept in the browser is about: its title and amount.
        pub fn about(kind: Kind, kept: &Value) -> Option<(String, Money)> {
            match kind {
                $(Kind::$kind => about_kept::<shared::$slice::$room::$kind>(kept)),*
            }
        }

        /// What waits to be put into a new one of a kind.
        pub async fn waiting(kind: Kind, now: &Now) -> Result<Vec<Tile>, Failure> {
            match kind {
                $(Kind::$kind => shared::$slice::$room::$kind::waiting(now).await),*
            }
        }

        /// Does the first page count the drafts of a kind?
        pub fn counts_drafts(kind: Kind) -> bool {
            match kind {
                $(Kind::$kind => shared::$slice::$room::$kind::COUNTS_DRAFTS),*
            }
        }
    };
}
shared::each_kind!(rooms);
