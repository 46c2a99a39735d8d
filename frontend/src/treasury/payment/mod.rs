//! A payment: a cheque handed over, a batch of transfers, or cash.

mod handover;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::document::DocumentBody;
use shared::treasury::{Payment, PaymentMethod};

use self::handover::{handover_fields, is_by_report, waiting_cheques};
use super::cheque_report::REQUESTS;
use crate::api::Failure;
use crate::components::fields::bound::bind;
use crate::components::fields::{Bound, ComboField, RadioField, choices_of};
use crate::documents::lookups::lookups;
use crate::documents::picker::{DocumentPicker, Source};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm, new_address};
use crate::session::SessionState;
use crate::text::{label, texts};

texts! {
    PAYMENT_WAITING = "เช็คและใบถอนที่ลงนามแล้ว รอส่งมอบ", "Signed cheques and slips to hand over";
    PAYMENT_MAKE = "บันทึกการจ่าย", "Record the payment";
}

const PAID: Source = Source {
    label: label!(Payment, "requests"),
    ..REQUESTS
};

impl DocumentForm for Payment {
    async fn waiting(_now: &Now) -> Result<Vec<Tile>, Failure> {
        let cheques = waiting_cheques().await?;
        if cheques.is_empty() {
            return Ok(Vec::new());
        }
        // The form lists these; the list of reports has others too.
        let hand_over = format!("{}?method=cheque", new_address(Self::KIND));
        Ok(vec![Tile {
            title: PAYMENT_WAITING,
            count: Some(i64::try_from(cheques.len()).unwrap_or(i64::MAX)),
            amount: Some(cheques.iter().map(|cheque| cheque.free).sum()),
            act: PAYMENT_MAKE,
            act_address: hand_over.clone(),
            list_address: Some(hand_over),
            ..Tile::default()
        }])
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let method = Memo::new(move |_| draft.with(|body| body.method));
        let by_report = Memo::new(move |_| is_by_report(method.get()));
        let details = move || {
            if by_report.get() {
                let paid = (!desk.editable.get()).then(|| paid(draft));
                view! { {handover_fields(draft)} {paid} }.into_any()
            } else {
                let from =
                    move || (method.get() == PaymentMethod::Transfer).then(|| from_account(draft));
                view! { {from} {paid(draft)} }.into_any()
            }
        };
        view! {
            <RadioField
                label=label!(Payment, "method")
                bound=switch(draft)
                options=choices_of(&[
                    PaymentMethod::Cheque,
                    PaymentMethod::Transfer,
                    PaymentMethod::Cash,
                ])
            />
            {details}
        }
        .into_any()
    }

    fn begin(&mut self, query: &ParamsMap, _session: SessionState) {
        let asked = query.get("method").and_then(|method| method.parse().ok());
        self.method = asked.unwrap_or(PaymentMethod::Cheque);
    }
}

/// What belongs to another method must be empty. A withdrawal slip is chosen like a cheque, from
/// the same list, and counts as that button.
fn switch(draft: RwSignal<Payment>) -> Bound<String> {
    Bound::new(
        draft,
        "method",
        |body: &Payment| {
            let shown = if is_by_report(body.method) {
                PaymentMethod::Cheque
            } else {
                body.method
            };
            shown.to_string()
        },
        |body: &mut Payment, value: String| {
            let Ok(method) = value.parse() else { return };
            *body = Payment {
                method,
                ..Payment::default()
            };
        },
    )
}

fn from_account(draft: RwSignal<Payment>) -> AnyView {
    view! {
        <div class="row">
            <ComboField
                label=label!(Payment, "bank_account_id")
                bound=bind!(draft, bank_account_id).text()
                choices=lookups().bank_account_choices()
                required=true
            />
        </div>
    }
    .into_any()
}

fn paid(draft: RwSignal<Payment>) -> AnyView {
    view! { <DocumentPicker source=PAID bound=bind!(draft, requests)/> }.into_any()
}
