//! Days that a signed report has closed, for calendars: which, and who signed when.

use chrono::{Months, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::DocumentId;
use shared::document::{Kind, Status};
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{self, documents::ALL_AT_ONCE};
use crate::components::fields::calendar::Closed;
use crate::components::table::moment;
use crate::session::SessionState;
use crate::text::texts;

texts! {
    SIGNED_BY = "ลงนามโดย {person} เมื่อ {time}", "signed by {person} on {time}";
}

/// What is known of closed days; asked by month, once, of those who read the reports.
#[derive(Clone, Copy)]
struct Known {
    session: SessionState,
    reports: RwSignal<BTreeMap<NaiveDate, DocumentId>>,
    months: StoredValue<BTreeSet<NaiveDate>>,
    why: RwSignal<BTreeMap<NaiveDate, String>>,
}

/// What calendars ask.
pub fn closed_days(session: SessionState) -> Closed {
    let known = Known {
        session,
        reports: RwSignal::new(BTreeMap::new()),
        months: StoredValue::new(BTreeSet::new()),
        why: RwSignal::new(BTreeMap::new()),
    };
    Closed {
        month: Callback::new(move |first| known.ask(first)),
        days: Signal::derive(move || known.reports.with(|all| all.keys().copied().collect())),
        why: Callback::new(move |day| known.why_of(day)),
    }
}

impl Known {
    fn ask(self, first: NaiveDate) {
        let is_new = self.months.try_update_value(|months| months.insert(first));
        if is_new != Some(true) || !self.session.can_read(Kind::DailyReport) {
            return;
        }
        spawn_local(async move {
            let next = first.checked_add_months(Months::new(1));
            let last = next.and_then(|next| next.pred_opt()).unwrap_or(first);
            let filters = [
                ("status", Status::Posted.as_str()),
                ("from", &first.to_string()),
                ("to", &last.to_string()),
                ("per_page", ALL_AT_ONCE),
            ];
            match api::documents::list(Kind::DailyReport, &filters).await {
                Ok(page) => {
                    let reports = page.items.iter().map(|row| (row.day(), row.id));
                    self.reports.try_update(|all| all.extend(reports));
                }
                // Asked again by whoever looks next.
                Err(_) => drop(self.months.try_update_value(|months| months.remove(&first))),
            }
        });
    }

    /// Who signed last and when; asked for when somebody looks.
    fn why_of(self, day: NaiveDate) -> Option<String> {
        let said = self.why.with(|all| all.get(&day).cloned());
        if said.is_none() {
            let report = self.reports.with_untracked(|all| all.get(&day).copied())?;
            spawn_local(async move {
                let events = api::documents::history(Kind::DailyReport, report).await;
                let last = events
                    .ok()
                    .and_then(|events| events.into_iter().next_back());
                if let Some(last) = last {
                    let time = moment(last.at);
                    let values = [("person", last.person_name.as_str()), ("time", &time)];
                    let said = SIGNED_BY.with(&values);
                    self.why.try_update(|all| all.insert(day, said));
                }
            });
        }
        said
    }
}
