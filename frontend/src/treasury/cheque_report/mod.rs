//! A report of cheques prepared from approved requests.

mod items;

use leptos::prelude::*;
use shared::document::{DocumentBody, DocumentHeader, Status};
use shared::expenditure::PAYABLE;
use shared::treasury::{ChequeItem, ChequeReport};
use shared::{BankAccountId, DocumentId, KeyText};
use uuid::Uuid;

use self::items::cheque_items;
use crate::api::Failure;
use crate::components::fields::{Bound, form_state};
use crate::components::states::{Answer, empty_text, shown};
use crate::components::table::amount_cell;
use crate::documents::picker::{Source, rows_of};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm, address, number_of};
use crate::text::{label, t, texts};

texts! {
    CHEQUE_WAITING = "{kind}ที่อนุมัติแล้ว รอจ่าย", "{kind}: approved, to pay";
    CHEQUE_MAKE = "จัดทำเช็ค/ใบถอน", "Prepare cheques";
    CHEQUE_PICK = "ฎีกาที่อนุมัติแล้ว", "Approved requests";
    CHEQUE_PICK_NONE =
        "ไม่มีฎีกาที่อนุมัติแล้วรอจ่าย", "No approved requests wait to be paid.";
    CHEQUE_PICK_NONE_NEXT =
        "ฎีกาจะมาอยู่ที่นี่เมื่อผู้บริหารอนุมัติ",
        "Requests come here when the executive has approved them.";
    CHEQUE_MAKE_ONE = "รวมที่เลือกเป็นเช็คใบเดียว", "One cheque for the selected";
    CHEQUE_MAKE_EACH = "แยกเช็คฉบับละฎีกา", "One cheque for each";
}

/// Requests that wait to be paid.
pub const REQUESTS: Source = Source {
    kinds: PAYABLE,
    status: Status::Approved,
    label: CHEQUE_PICK,
    empty: (CHEQUE_PICK_NONE, CHEQUE_PICK_NONE_NEXT),
};

impl DocumentForm for ChequeReport {
    async fn waiting(now: &Now) -> Result<Vec<Tile>, Failure> {
        let mut waiting = Vec::new();
        for kind in PAYABLE {
            let free = now.free(*kind, CHEQUE_WAITING, CHEQUE_MAKE, Self::KIND);
            waiting.extend(free.await?);
        }
        Ok(waiting)
    }

    fn unchosen(&self) -> Vec<String> {
        let items = self.items.iter().enumerate();
        let empty = items.filter(|(_, item)| item.bank_account_id.0.is_nil());
        empty
            .map(|(index, _)| format!("items[{index}].bank_account_id"))
            .collect()
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let begun: Vec<DocumentId> = draft.with_untracked(all_requests);
        let answer: Answer<Vec<DocumentHeader>> = LocalResource::new(move || {
            let editable = desk.editable.get();
            let mut wanted = draft.with_untracked(all_requests);
            if wanted.is_empty() {
                wanted.clone_from(&begun);
            }
            async move { rows_of(REQUESTS, wanted, editable, None).await }
        });
        let requests = Signal::derive(move || match answer.get() {
            Some(Ok(rows)) => rows,
            _ => Vec::new(),
        });
        let picked = RwSignal::new(Vec::<DocumentId>::new());
        let choose = move || {
            desk.editable.get().then(|| {
                let rows = shown(answer, move |rows| choose(draft, &rows, picked));
                view! { <h2>{t(CHEQUE_PICK)}</h2> {rows} }
            })
        };
        let form = form_state();
        let error = move || form.error_at("items");
        view! {
            {choose}
            <div class="picker" id="f-items" tabindex="-1">
                <h2>{t(label!(ChequeReport, "items"))}</h2>
                {cheque_items(draft, requests)}
                <p class="error">{error}</p>
            </div>
        }
        .into_any()
    }
}

fn all_requests(body: &ChequeReport) -> Vec<DocumentId> {
    body.items
        .iter()
        .flat_map(|item| item.requests.iter().copied())
        .collect()
}

/// A cheque after the others: same account, next number.
fn next_item(body: &ChequeReport, requests: Vec<DocumentId>) -> ChequeItem {
    let before = body.items.last();
    let bank_account_id = before.map_or_else(BankAccountId::default, |item| item.bank_account_id);
    let cheque_no = before
        .and_then(|item| item.cheque_no.as_deref())
        .and_then(next_number);
    ChequeItem {
        item_id: Uuid::now_v7(),
        requests,
        bank_account_id,
        cheque_no,
        ..ChequeItem::default()
    }
}

/// The number after one of a cheque book, with its leading zeros.
fn next_number(number: &str) -> Option<KeyText> {
    let next = number.parse::<u64>().ok()? + 1;
    Some(format!("{next:0width$}", width = number.len()).into())
}

/// The requests not yet on a cheque, and two ways to put them on one.
fn choose(
    draft: RwSignal<ChequeReport>,
    rows: &[DocumentHeader],
    picked: RwSignal<Vec<DocumentId>>,
) -> AnyView {
    if rows.is_empty() {
        return empty_text(CHEQUE_PICK_NONE, CHEQUE_PICK_NONE_NEXT);
    }
    let rows = rows.to_vec();
    let left = Memo::new(move |_| {
        let used = draft.with(all_requests);
        let free = rows.iter().filter(|row| !used.contains(&row.id));
        free.cloned().collect::<Vec<_>>()
    });
    let bound = Bound::signal("picked", picked);
    let together = move |_| {
        let requests = picked.get_untracked();
        draft.update(|body| body.items.push(next_item(body, requests)));
        picked.set(Vec::new());
    };
    let each = move |_| {
        draft.update(|body| {
            for id in picked.get_untracked() {
                body.items.push(next_item(body, vec![id]));
            }
        });
        picked.set(Vec::new());
    };
    let none = move || picked.with(Vec::is_empty);
    let lines = move || {
        left.get()
            .into_iter()
            .map(|row| request_line(row, bound))
            .collect_view()
    };
    view! {
        <Show when=move || left.with(|left| !left.is_empty())>
            <div class="scroll" tabindex="0">
                <table class="list cards ticks">
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <div class="actions start">
                <button type="button" class="button" disabled=none on:click=each>
                    {t(CHEQUE_MAKE_EACH)}
                </button>
                <button type="button" class="button" disabled=none on:click=together>
                    {t(CHEQUE_MAKE_ONE)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

fn request_line(row: DocumentHeader, bound: Bound<Vec<DocumentId>>) -> AnyView {
    let id = row.id;
    let number = number_of(&row).unwrap_or_default();
    let name = number.clone();
    let toggle = move |event| {
        let mut chosen = bound.get_untracked();
        chosen.retain(|other| *other != id);
        if event_target_checked(&event) {
            chosen.push(id);
        }
        bound.set(chosen);
    };
    view! {
        <tr>
            <td class="tick">
                <input
                    type="checkbox"
                    aria-label=name
                    prop:checked=move || bound.get().contains(&id)
                    on:change=toggle
                />
            </td>
            <td class="c-number">
                <a href=address(&row) target="_blank" rel="noopener">{number}</a>
            </td>
            <td class="c-subject">
                {row.party_name.clone()}
                <span class="small block">{row.title.clone()}</span>
            </td>
            {amount_cell(row.amount)}
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cheque_numbers_go_on_with_their_zeros() {
        assert_eq!(next_number("0049137").as_deref(), Some("0049138"));
        assert_eq!(next_number("999").as_deref(), Some("1000"));
        assert_eq!(next_number("A1"), None);
    }
}
