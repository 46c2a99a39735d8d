//! Signed cheques that nobody has collected yet.

use leptos::prelude::*;
use shared::claims::{self, Claim};
use shared::treasury::{Payment, PaymentMethod};

use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{TextField, form_state};
use crate::components::states::{Answer, empty_text, shown};
use crate::documents::lookups::lookups;
use crate::text::{Named, label, t, texts};

texts! {
    PAYMENT_CHEQUE_NONE =
        "ไม่มีเช็คที่ลงนามแล้วรอส่งมอบ", "No signed cheque waits to be handed over.";
    PAYMENT_CHEQUE_NONE_NEXT =
        "เช็คจะมาอยู่ที่นี่เมื่อรายงานการจัดทำเช็คลงนามครบ",
        "Cheques come here when the cheque report has all its signatures.";
}

/// The cheques and slips of signed reports that no payment has handed over or is about to.
pub async fn waiting_cheques() -> Result<Vec<Claim>, Failure> {
    let signed = api::documents::claims(&[claims::CHEQUE, claims::WITHDRAWAL_SLIP]).await?;
    let is_free = |claim: &Claim| claim.free.is_positive();
    Ok(signed.into_iter().filter(is_free).collect())
}

/// The fields of a payment by cheque: which one, to whom.
pub fn handover_fields(draft: RwSignal<Payment>) -> AnyView {
    let answer: Answer<Vec<Claim>> = LocalResource::new(waiting_cheques);
    let editable = form_state().editable;
    let choose = move || {
        editable.get().then(|| {
            shown(answer, move |cheques| {
                if cheques.is_empty() {
                    return empty_text(PAYMENT_CHEQUE_NONE, PAYMENT_CHEQUE_NONE_NEXT);
                }
                cheques
                    .into_iter()
                    .map(|cheque| line(draft, cheque))
                    .collect_view()
                    .into_any()
            })
        })
    };
    let error = move || form_state().error_at("cheque_item_id");
    view! {
        <fieldset
            class="picker"
            id="f-cheque-item-id"
            tabindex="-1"
            hidden=move || !editable.get()
        >
            <legend>{t(label!(Payment, "cheque_item_id"))}</legend>
            {choose}
            <p class="error">{error}</p>
        </fieldset>
        <div class="row">
            <TextField
                label=label!(Payment, "received_by")
                bound=bind!(draft, received_by).text()
                required=true
            />
        </div>
    }
    .into_any()
}

fn line(draft: RwSignal<Payment>, cheque: Claim) -> AnyView {
    let method = match cheque.account.as_str() {
        claims::WITHDRAWAL_SLIP => PaymentMethod::WithdrawalSlip,
        _ => PaymentMethod::Cheque,
    };
    let id = cheque.reference.parse().ok();
    let (account, net) = (cheque.bank_account_id, cheque.free);
    let payee = cheque.party_name.unwrap_or_default();
    let received_by = payee.clone();
    let choose = move |_| {
        draft.update(|body| {
            body.cheque_item_id = id;
            body.method = method;
            // Which requests it pays the server knows.
            body.requests = Vec::new();
            body.bank_account_id = account;
            body.net = net;
            body.received_by = Some(received_by.clone());
        });
    };
    let chosen = move || draft.with(|body| body.cheque_item_id == id);
    let bank = move || account.map(|id| lookups().bank_account_name(id));
    view! {
        <label class="choice-line">
            <input
                type="radio"
                name="cheque"
                prop:checked=chosen
                on:change=choose
            />
            <span class="grow">
                <strong>{move || method.name()}" "{cheque.label}</strong>
                " "
                {payee}
                <span class="small block">
                    {bank}
                    " · "
                    {move || cheque.kind.name()}
                    " "
                    {cheque.number}
                </span>
            </span>
            <span class="amount">{net.grouped()}</span>
        </label>
    }
    .into_any()
}

/// True for the methods that go by a cheque report.
pub const fn is_by_report(method: PaymentMethod) -> bool {
    matches!(
        method,
        PaymentMethod::Cheque | PaymentMethod::WithdrawalSlip
    )
}
