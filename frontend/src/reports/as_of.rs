//! As of when the figures on the screen are, and where the record stood: as on their paper.

use leptos::prelude::*;
use shared::permission::{Operation, Resource};

use crate::api::{self, Clock};
use crate::components::states::Answer;
use crate::components::table::moment;
use crate::session::session;
use crate::text::{general, report as words, t};

/// The line under a title: the moment of the answer by the clock of the server, and for whoever may read
/// the record its check code.
pub fn as_of<T: Clone + Send + Sync + 'static>(answer: Answer<T>) -> AnyView {
    let Clock(clock) = expect_context();
    let may_see = session().can(Resource::Record.to(Operation::Read));
    // Once for each answer, and only for one that came.
    let came = Memo::new(move |before: Option<&u32>| {
        let is_there = matches!(answer.get(), Some(Ok(_)));
        before.copied().unwrap_or_default() + u32::from(is_there)
    });
    let head = LocalResource::new(move || {
        let wanted = may_see && came.get() > 0;
        async move {
            match wanted {
                true => api::reports::record_head().await.ok(),
                false => None,
            }
        }
    });
    let time = move || {
        (came.get() > 0).then(|| {
            let now = js_sys::Date::now() + clock.get_untracked().unwrap_or_default();
            let now = chrono::DateTime::from_timestamp_millis(now as i64).unwrap_or_default();
            words::AS_OF.with(&[("time", &moment(now))])
        })
    };
    let code = move || {
        head.get().flatten().map(|head| {
            view! {
                " · "
                {t(general::CHAIN_HEAD)}
                " "
                <span class="code">{head.short_code()}</span>
            }
        })
    };
    view! { <p class="small as-of">{time}{code}</p> }.into_any()
}
