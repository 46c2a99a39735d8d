//! The request for an advance (ฎีกาเงินยืม).

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::PartyId;
use shared::budget::BudgetLine;
use shared::expenditure::AdvanceRequest;
use shared::expenditure::advance_request::{DAYS_AFTER_PAYMENT, DAYS_AFTER_TRAVEL};

use super::availability::{Availability, availability_card};
use super::{is_charged_by, own_department};
use crate::components::fields::bound::bind;
use crate::components::fields::{Bound, ComboField, DateField, MoneyField, TextArea, TextField};
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{Desk, DocumentForm, nil_paths};
use crate::session::SessionState;
use crate::text::{label, t, texts};

texts! {
    ADVANCE_DUE_HINT =
        "เดินทางไปราชการ: ภายใน 15 วันนับจากวันกลับ กรณีอื่น: ภายใน 30 วันนับจากวันรับเงิน",
        "Travel: within 15 days of the return. Otherwise: within 30 days of receiving the money.";
}

impl DocumentForm for AdvanceRequest {
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let saved = desk.header;
        let version: Signal<i32> = Memo::new(move |_| {
            saved.with(|header| header.as_ref().map_or(0, |header| header.version))
        })
        .into();
        let line = Memo::new(move |_| draft.with(|body| body.budget_line_id));
        let chosen = Signal::derive(move || Some(line.get()).filter(|id| !id.0.is_nil()));
        let availability = Availability::of(chosen, version);
        let amount = Memo::new(move |_| draft.with(|body| body.amount));
        let over = Signal::derive(move || {
            desk.editable.get() && availability.short_by(amount.get()).is_positive()
        });
        // Once registered the request is part of what is obligated.
        let asked = Signal::derive(move || {
            let booked =
                saved.with(|header| header.as_ref().is_some_and(|header| header.has_effect));
            (!booked).then(|| amount.get())
        });
        view! {
            <div class="with-aside">
                <div>
                    {head(desk)}
                    {borrower(desk)}
                    <TextArea label=label!(AdvanceRequest, "purpose") bound=bind!(draft, purpose) required=true/>
                    <div class="row">
                        <MoneyField
                            label=label!(AdvanceRequest, "amount")
                            bound=bind!(draft, amount)
                            required=true
                            over=over
                        />
                        <DateField label=label!(AdvanceRequest, "returns_on") bound=return_day(draft)/>
                        <DateField label=label!(AdvanceRequest, "due_on") bound=due_day(draft) required=true/>
                    </div>
                    <p class="hint">{t(ADVANCE_DUE_HINT)}</p>
                    <TextArea label=label!(AdvanceRequest, "remark") bound=bind!(draft, remark).text()/>
                </div>
                <div class="aside">{availability_card(availability, asked)}</div>
            </div>
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        let mut paths = nil_paths(&[
            ("department_id", self.department_id.0),
            ("budget_line_id", self.budget_line_id.0),
        ]);
        let no_day = self.due_on == NaiveDate::default();
        paths.extend(no_day.then(|| "due_on".to_owned()));
        paths
    }

    fn begin(&mut self, _query: &ParamsMap, session: SessionState) {
        self.department_id = own_department(session);
        self.due_on = after(session.today(), DAYS_AFTER_PAYMENT);
    }
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn head(desk: Desk<AdvanceRequest>) -> AnyView {
    let (draft, lookups) = (desk.draft, lookups());
    let fits = move |line: &BudgetLine| draft.with(|body| is_charged_by(line, body.department_id));
    view! {
        <div class="row">
            <ComboField
                label=label!(AdvanceRequest, "department_id")
                bound=bind!(draft, department_id).text()
                choices=lookups.department_choices()
                required=true
            />
            <ComboField
                label=label!(AdvanceRequest, "budget_line_id")
                bound=bind!(draft, budget_line_id).text()
                choices=lookups.budget_line_choices(desk.year, fits)
                required=true
            />
        </div>
    }
    .into_any()
}

/// One of the register, or an outsider by name (W-7.7).
fn borrower(desk: Desk<AdvanceRequest>) -> AnyView {
    let (draft, lookups) = (desk.draft, lookups());
    view! {
        <div class="row">
            <ComboField
                label=label!(AdvanceRequest, "borrower_id")
                bound=registered(draft, lookups)
                choices=lookups.party_choices()
            />
            <TextField
                label=label!(AdvanceRequest, "borrower_name")
                bound=bind!(draft, borrower_name)
                required=true
            />
        </div>
    }
    .into_any()
}

/// Choosing from the register fills in the name.
fn registered(draft: RwSignal<AdvanceRequest>, lookups: Lookups) -> Bound<String> {
    Bound::new(
        draft,
        "borrower_id",
        |body: &AdvanceRequest| {
            body.borrower_id
                .map(|id| id.to_string())
                .unwrap_or_default()
        },
        move |body: &mut AdvanceRequest, value: String| {
            body.borrower_id = value.parse::<PartyId>().ok();
            let party = body
                .borrower_id
                .and_then(|id| untrack(|| lookups.party(id)));
            if let Some(party) = party {
                body.borrower_name = party.name_th;
            }
        },
    )
}

/// With the day of return the due day follows.
fn return_day(draft: RwSignal<AdvanceRequest>) -> Bound<Option<NaiveDate>> {
    Bound::new(
        draft,
        "returns_on",
        |body: &AdvanceRequest| body.returns_on,
        |body: &mut AdvanceRequest, value: Option<NaiveDate>| {
            body.returns_on = value;
            if let Some(day) = value {
                body.due_on = after(day, DAYS_AFTER_TRAVEL);
            }
        },
    )
}

fn due_day(draft: RwSignal<AdvanceRequest>) -> Bound<Option<NaiveDate>> {
    Bound::new(
        draft,
        "due_on",
        |body: &AdvanceRequest| (body.due_on != NaiveDate::default()).then_some(body.due_on),
        |body: &mut AdvanceRequest, value: Option<NaiveDate>| {
            body.due_on = value.unwrap_or_default();
        },
    )
}
