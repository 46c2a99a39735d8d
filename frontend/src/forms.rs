//! Which form belongs to which kind.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::FiscalYear;
use shared::document::{DocumentHeader, Kind};

use crate::documents::{Editor, open as open_form};

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
    };
}
shared::each_kind!(rooms);
