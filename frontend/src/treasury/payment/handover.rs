//! Signed cheques that nobody has collected yet.

use leptos::prelude::*;
use shared::Money;
use shared::document::{Kind, Status};
use shared::treasury::{ChequeItem, ChequeReport, Payment, PaymentMethod};

use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{TextField, form_state};
use crate::components::states::{Answer, empty_text, shown};
use crate::documents::lookups::lookups;
use crate::text::{Named, form as words, label, t, texts};

texts! {
    PAYMENT_CHEQUE_NONE =
        "ไม่มีเช็คที่ลงนามแล้วรอส่งมอบ", "No signed cheque waits to be handed over.";
}

/// A signed cheque, with the names it is shown by.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    item: ChequeItem,
    report_no: String,
    payee: String,
}

impl Handover {
    fn number(&self) -> String {
        let number = self
            .item
            .cheque_no
            .clone()
            .or_else(|| self.item.slip_no.clone());
        number.unwrap_or_default()
    }
}

/// The cheques of signed reports that are still here.
pub async fn waiting_cheques(today: chrono::NaiveDate) -> Result<Vec<Handover>, Failure> {
    let filters = [("status", Status::Approved.as_str()), ("per_page", "50")];
    let reports = api::documents::list(Kind::ChequeReport, &filters)
        .await?
        .items;
    let uncollected = api::reports::daily_status(today)
        .await?
        .cheques_not_collected;
    let mut waiting = Vec::new();
    for report in reports {
        let document = api::documents::read(Kind::ChequeReport, report.id).await?;
        let body: ChequeReport =
            serde_json::from_value(document.body).map_err(|_| Failure::Unreadable)?;
        for item in body.items {
            let number = item.cheque_no.clone().or_else(|| item.slip_no.clone());
            let found = uncollected.iter().find(|cheque| {
                cheque.cheque_report_id == report.id && Some(&cheque.cheque_no) == number.as_ref()
            });
            if let Some(cheque) = found {
                waiting.push(Handover {
                    item,
                    report_no: crate::documents::number_of(&report).unwrap_or_default(),
                    payee: cheque.payee_name.clone(),
                });
            }
        }
    }
    Ok(waiting)
}

/// The fields of a payment by cheque: which one, to whom.
pub fn handover_fields(draft: RwSignal<Payment>) -> AnyView {
    let today = crate::session::session().today();
    let answer: Answer<Vec<Handover>> = LocalResource::new(move || waiting_cheques(today));
    let editable = form_state().editable;
    let choose = move || {
        editable.get().then(|| {
            shown(answer, move |cheques| {
                if cheques.is_empty() {
                    return empty_text(PAYMENT_CHEQUE_NONE, words::CHEQUE_PICK_NONE_NEXT);
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
            />
        </div>
    }
    .into_any()
}

fn line(draft: RwSignal<Payment>, cheque: Handover) -> AnyView {
    let id = cheque.item.item_id;
    let (requests, net) = (cheque.item.requests.clone(), cheque.item.net);
    let (account, method) = (cheque.item.bank_account_id, cheque.item.method);
    let payee = cheque.payee.clone();
    let choose = move |_| {
        draft.update(|body| {
            body.cheque_item_id = Some(id);
            body.method = method;
            body.requests.clone_from(&requests);
            body.bank_account_id = Some(account);
            body.net = net;
            body.received_by = Some(payee.clone());
        });
    };
    let chosen = move || draft.with(|body| body.cheque_item_id == Some(id));
    let kind = move || method.name();
    let amount: Money = cheque.item.net;
    view! {
        <label class="choice-line">
            <input
                type="radio"
                name="cheque"
                prop:checked=chosen
                on:change=choose
            />
            <span class="grow">
                <strong>{kind}" "{cheque.number()}</strong>
                " "
                {cheque.payee.clone()}
                <span class="small block">
                    {move || lookups().bank_account_name(account)}
                    " · "
                    {move || Kind::ChequeReport.name()}
                    " "
                    {cheque.report_no.clone()}
                </span>
            </span>
            <span class="amount">{amount.grouped()}</span>
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
