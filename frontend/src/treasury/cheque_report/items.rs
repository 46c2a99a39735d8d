//! The cheques of a report: what each pays, from which account, with which number.

use leptos::prelude::*;
use shared::document::DocumentHeader;
use shared::treasury::{ChequeItem, ChequeReport, PaymentMethod};
use shared::{DocumentId, Money};

use crate::components::fields::bound::{bind, of_row};
use crate::components::fields::{
    Bound, ComboField, SelectField, Shape, TextField, choices_of, form_state,
};
use crate::components::icon::{Icon, icon};
use crate::documents::lookups::lookups;
use crate::documents::{address, number_of};
use crate::text::{general, label, t, texts};

texts! {
    CHEQUE_ITEMS_NONE =
        "ยังไม่มีเช็คในรายงาน เลือกฎีกาด้านบน", "No cheques yet; choose requests above.";
    CHEQUE_GROSS =
        "ก่อนหัก {amount} (สุทธิแสดงเมื่อบันทึก)", "{amount} before deductions (net once saved)";
}

/// The table of cheques.
pub fn cheque_items(
    draft: RwSignal<ChequeReport>,
    requests: Signal<Vec<DocumentHeader>>,
) -> AnyView {
    let count = Memo::new(move |_| draft.with(|body| body.items.len()));
    let lines = move |index: usize| line(draft, index, requests);
    view! {
        <Show
            when=move || { count.get() > 0 }
            fallback=|| view! { <p class="hint">{t(CHEQUE_ITEMS_NONE)}</p> }
        >
            <div class="grid">
                <table aria-label=t(label!(ChequeReport, "items"))>
                    <thead>
                        <tr>
                            <th scope="col">{t(label!(ChequeReport, "items.requests"))}</th>
                            <th scope="col" class="w-type">{t(label!(ChequeReport, "items.method"))}</th>
                            <th scope="col" class="w-bank">{t(label!(ChequeReport, "items.bank_account_id"))}</th>
                            <th scope="col" class="w-account">{t(general::NUMBER)}</th>
                            <th scope="col" class="amount w-money">{t(general::AMOUNT)}</th>
                            <th class="row-remove">
                                <span class="sr">{t(general::REMOVE)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || 0..count.get() key=|index| *index children=lines/>
                    </tbody>
                </table>
            </div>
        </Show>
    }
    .into_any()
}

fn item_of<T>(body: &ChequeReport, index: usize, get: impl FnOnce(&ChequeItem) -> T) -> T {
    of_row(&body.items, index, ChequeItem::default, get)
}

/// Changing the method moves the number: the other method's must be empty.
fn method_of(draft: RwSignal<ChequeReport>, index: usize) -> Bound<PaymentMethod> {
    Bound::new(
        draft,
        format!("items[{index}].method"),
        move |body: &ChequeReport| item_of(body, index, |item| item.method),
        move |body: &mut ChequeReport, value| {
            if let Some(item) = body.items.get_mut(index) {
                item.method = value;
                let number = item.cheque_no.take().or_else(|| item.slip_no.take());
                match value {
                    PaymentMethod::Cheque => item.cheque_no = number,
                    _ => item.slip_no = number,
                }
            }
        },
    )
}

fn number_cell(
    draft: RwSignal<ChequeReport>,
    index: usize,
    method: Bound<PaymentMethod>,
) -> impl Fn() -> AnyView + Send + 'static {
    move || {
        let (label, bound) = match method.get() {
            PaymentMethod::Cheque => (
                label!(ChequeReport, "items.cheque_no"),
                bind!(draft, items[index].cheque_no).text(),
            ),
            _ => (
                label!(ChequeReport, "items.slip_no"),
                bind!(draft, items[index].slip_no).text(),
            ),
        };
        view! { <TextField label=label bound=bound shape=Shape::Cell mode="numeric"/> }.into_any()
    }
}

fn remove_button(draft: RwSignal<ChequeReport>, index: usize) -> AnyView {
    let name = move || general::REMOVE_ROW.with(&[("n", &(index + 1).to_string())]);
    let form = form_state();
    let remove = move |_| {
        form.row_removed("items", index);
        draft.update(|body| drop(body.items.remove(index)));
    };
    view! {
        <button
            type="button"
            class="plain"
            aria-label=name
            on:click=remove
        >
            {icon(Icon::Cross)}
        </button>
    }
    .into_any()
}

fn line(
    draft: RwSignal<ChequeReport>,
    index: usize,
    requests: Signal<Vec<DocumentHeader>>,
) -> AnyView {
    let editable = form_state().editable;
    let method = method_of(draft, index);
    let paid = move || draft.with(|body| item_of(body, index, |item| item.requests.clone()));
    let remove = move || editable.get().then(|| remove_button(draft, index));
    let amount = move || {
        let net = draft.with(|body| item_of(body, index, |item| item.net));
        // What a cheque is written for is told once the draft is saved; never the gross for it.
        match net.is_zero() {
            true => {
                let gross = gross_of(&paid(), &requests.get()).grouped();
                let said = CHEQUE_GROSS.with(&[("amount", &gross)]);
                view! { <span class="said small">{said}</span> }.into_any()
            }
            false => net.grouped().into_any(),
        }
    };
    view! {
        <tr>
            <td>{move || names_of(&paid(), &requests.get())}</td>
            <td class="w-type">
                <SelectField
                    label=label!(ChequeReport, "items.method")
                    bound=method.text()
                    options=choices_of(&[PaymentMethod::Cheque, PaymentMethod::WithdrawalSlip])
                    shape=Shape::Cell
                />
            </td>
            <td class="w-bank">
                <ComboField
                    label=label!(ChequeReport, "items.bank_account_id")
                    bound=bind!(draft, items[index].bank_account_id).text()
                    choices=lookups().bank_account_choices()
                    shape=Shape::Cell
                />
            </td>
            <td class="w-account">{number_cell(draft, index, method)}</td>
            <td class="amount w-money">
                <span class="cell-name" aria-hidden="true">{t(general::AMOUNT)}</span>
                {amount}
            </td>
            <td class="row-remove">{remove}</td>
        </tr>
    }
    .into_any()
}

fn gross_of(paid: &[DocumentId], requests: &[DocumentHeader]) -> Money {
    let amounts = requests.iter().filter(|request| paid.contains(&request.id));
    amounts.map(|request| request.amount).sum()
}

fn names_of(paid: &[DocumentId], requests: &[DocumentHeader]) -> AnyView {
    let found = requests.iter().filter(|request| paid.contains(&request.id));
    let name = |request: &DocumentHeader| {
        let number = number_of(request).unwrap_or_default();
        let payee = request
            .party_name
            .clone()
            .unwrap_or_else(|| request.title.clone());
        view! {
            <span class="block">
                <a href=address(request) target="_blank" rel="noopener">{number}</a>
                " "
                {payee}
            </span>
        }
    };
    found.map(name).collect_view().into_any()
}
