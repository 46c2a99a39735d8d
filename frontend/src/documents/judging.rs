//! For whoever decides on a document next: what changed since it was sent back, what the budget has left
//! after it, what there is to look at, and the evidence beside the form (ux B2). The same for every kind.

use leptos::prelude::*;
use shared::budget::{BudgetAccount, BudgetLine};
use shared::document::{Action, Attachment, DocumentEvent};
use shared::ledger::{Entry, EntryLine, Ledger};
use shared::table::Cell;
use shared::{BudgetLineId, Money};

use super::actions::PageState;
use super::both_versions::{Heads, called, side_by_side};
use super::lookups::{Lookups, lookups};
use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::table::cell;
use crate::text::{Text, t, texts};

texts! {
    TITLE = "ประกอบการพิจารณา", "For your decision";
    CHANGED = "ที่เปลี่ยนไปตั้งแต่ส่งคืน", "What changed since it was sent back";
    AS_RETURNED = "ฉบับที่ส่งคืน", "As it was sent back";
    AS_NOW = "ฉบับนี้", "As it is now";
    UNCHANGED =
        "ไม่มีช่องใดเปลี่ยนไปจากฉบับที่ส่งคืน โปรดดูเอกสารแนบและความเห็น",
        "No field differs from what was sent back. Look at the files and comments.";
    FLAGS = "มีข้อควรตรวจสอบ {n} ข้อ ดูที่หัวหน้านี้", "{n} things to look at, on top of this page";
    NO_FLAGS = "ไม่มีข้อควรตรวจสอบ", "Nothing to look at in particular";
    BUDGET = "งบประมาณก่อนและหลังเอกสารนี้", "The budget before and after this document";
    LINE = "รายการงบประมาณ", "Budget line";
    BEFORE = "คงเหลือก่อน", "Left before";
    THIS = "เอกสารนี้", "This document";
    AFTER = "คงเหลือหลัง", "Left after";
    EVIDENCE = "เอกสารแนบ", "Evidence";
    NO_EVIDENCE = "ไม่มีเอกสารแนบ", "No files are attached.";
    BESIDE = "ดูข้างเอกสารนี้", "Look at it beside the document";
    CLOSE_BESIDE = "ปิดเอกสารแนบ", "Close the file";
    SHOWN = "เอกสารแนบ {name}", "File {name}";
}

const CHANGES: Heads = [CHANGED, AS_RETURNED, AS_NOW];

/// What is left of a budget line before a document and after all of it is booked, and its own part.
#[derive(Debug, Clone, PartialEq)]
struct Left {
    line: BudgetLineId,
    before: Money,
    own: Money,
    after: Money,
}

/// What entries take of a budget line or give back, and whether it is still to come.
fn moves(entries: &[Entry]) -> Vec<(BudgetLineId, Money, bool)> {
    let lines = entries.iter().flat_map(|entry| {
        let is_coming = entry.id.0.is_nil();
        entry.lines.iter().map(move |line| (line, is_coming))
    });
    let of_what_is_left = |line: &EntryLine| {
        let account: Option<BudgetAccount> = line.account.parse().ok();
        line.ledger == Ledger::Budgetary && account == Some(BudgetAccount::Available)
    };
    let lines = lines.filter(|(line, _)| of_what_is_left(line));
    let moved = lines.filter_map(|(line, is_coming)| {
        Some((line.budget_line_id?, line.debit - line.credit, is_coming))
    });
    moved.collect()
}

/// Of each budget line that is moved: what is booked already is in what remains today, what is to come is
/// not.
fn left(
    moves: &[(BudgetLineId, Money, bool)],
    remaining: impl Fn(BudgetLineId) -> Option<Money>,
) -> Vec<Left> {
    let mut found: Vec<Left> = Vec::new();
    for (line, grows, is_coming) in moves {
        let coming = if *is_coming { *grows } else { Money::ZERO };
        if let Some(one) = found.iter_mut().find(|one| one.line == *line) {
            one.own = one.own + *grows;
            one.after = one.after + coming;
        } else if let Some(now) = remaining(*line) {
            found.push(Left {
                line: *line,
                before: Money::ZERO,
                own: *grows,
                after: now + coming,
            });
        }
    }
    for one in &mut found {
        one.before = one.after - one.own;
    }
    found
}

/// May the person at the screen decide on it now? Its maker, who hands it in, decides nothing.
pub fn decides(page: PageState) -> bool {
    page.header.with(|header| {
        let header = header.as_ref();
        let next = header.and_then(|header| Some((header, header.next_step.as_ref()?.action)));
        next.is_some_and(|(header, action)| {
            action != Action::Submit && header.actions.contains(&action)
        })
    })
}

/// The card, for whoever decides; `shown` is the file that stands beside the form.
pub fn judging(
    page: PageState,
    events: Signal<Vec<DocumentEvent>>,
    shown: RwSignal<Option<Attachment>>,
) -> AnyView {
    let decides = Memo::new(move |_| decides(page));
    let card = move || {
        decides.get().then(|| {
            view! {
                <section class="card judging" aria-labelledby="judging-title">
                    <h2 id="judging-title">{t(TITLE)}</h2>
                    {flags(page)}
                    {changes(page, events)}
                    {budget(page)}
                    {evidence(page, shown)}
                </section>
            }
        })
    };
    view! { {card} }.into_any()
}

fn flags(page: PageState) -> AnyView {
    let count = move || page.warnings.with(Vec::len);
    let said = move || match count() {
        0 => NO_FLAGS.now().to_owned(),
        n => FLAGS.with(&[("n", &n.to_string())]),
    };
    let drawing = move || match count() {
        0 => icon(Icon::Check),
        _ => icon(Icon::Warning),
    };
    view! { <p class="flags" class:bad=move || { count() > 0 }>{drawing}" "{said}</p> }.into_any()
}

fn changes(page: PageState, events: Signal<Vec<DocumentEvent>>) -> AnyView {
    let was_returned = Memo::new(move |_| {
        let is_return = |event: &DocumentEvent| event.action == Some(Action::Return);
        events.with(|events| events.iter().any(is_return))
    });
    let (kind, id) = (page.kind, page.id.get_untracked());
    let lookups = lookups();
    let before = LocalResource::new(move || {
        let wanted = was_returned.get();
        page.changed.track();
        async move {
            match wanted {
                true => api::documents::as_returned(kind, id).await.ok()?.body,
                false => None,
            }
        }
    });
    (move || {
        let before = before.get().flatten()?;
        let now = page.editor.body.run(());
        if now == before {
            return Some(view! { <p class="notice warn">{t(UNCHANGED)}</p> }.into_any());
        }
        let called = move |path: &str| called(kind, path);
        Some(side_by_side(lookups, &now, &before, called, CHANGES))
    })
    .into_any()
}

fn budget(page: PageState) -> AnyView {
    let (kind, id) = (page.kind, page.id.get_untracked());
    let lookups = lookups();
    let entries = LocalResource::new(move || {
        page.changed.track();
        async move { api::documents::entries(kind, id).await.unwrap_or_default() }
    });
    (move || {
        let entries = entries.get()?;
        let year = page
            .header
            .with(|header| header.as_ref().map(|header| header.fiscal_year))?;
        let rows = lookups.budget_lines(year);
        let remaining = |line: BudgetLineId| {
            let found = |rows: &Vec<BudgetLine>| {
                rows.iter()
                    .find(|row| row.id == line)
                    .map(|row| row.remaining)
            };
            rows.with(found)
        };
        let left = left(&moves(&entries), remaining);
        (!left.is_empty()).then(|| budget_table(lookups, left))
    })
    .into_any()
}

fn budget_table(lookups: Lookups, left: Vec<Left>) -> AnyView {
    let row = |one: Left| {
        let name = move || lookups.budget_line_name(one.line);
        view! {
            <tr>
                <td class="any-length" data-name=t(LINE)>{name}</td>
                {cell(Cell::Amount(one.before), BEFORE)}
                {cell(Cell::Amount(one.own), THIS)}
                {cell(Cell::Amount(one.after), AFTER)}
            </tr>
        }
    };
    let head = |name: Text| view! { <th scope="col" class="amount">{t(name)}</th> };
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards">
                <caption>{t(BUDGET)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(LINE)}</th>
                        {[BEFORE, THIS, AFTER].map(head)}
                    </tr>
                </thead>
                <tbody>{left.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The files that stand, each with a way to see it beside the form.
fn evidence(page: PageState, shown: RwSignal<Option<Attachment>>) -> AnyView {
    let (kind, id) = (page.kind, page.id.get_untracked());
    let files = LocalResource::new(move || async move {
        let all = api::documents::attachments(kind, id)
            .await
            .unwrap_or_default();
        let stand = all.into_iter().filter(|file| file.withdrawn_at.is_none());
        stand.collect::<Vec<_>>()
    });
    let button = move |file: Attachment| {
        let (id, name) = (file.id, file.name.clone());
        let is_shown = move || shown.with(|shown| shown.as_ref().is_some_and(|one| one.id == id));
        let turn = move |_| match is_shown() {
            true => shown.set(None),
            false => shown.set(Some(file.clone())),
        };
        view! {
            <li>
                <button
                    type="button"
                    class="button any-length"
                    title=t(BESIDE)
                    aria-pressed=move || is_shown().to_string()
                    on:click=turn
                >
                    {icon(Icon::File)}
                    {name}
                </button>
            </li>
        }
    };
    (move || {
        let files = files.get()?;
        Some(match files.is_empty() {
            true => view! { <p class="quiet">{t(NO_EVIDENCE)}</p> }.into_any(),
            false => view! {
                <h3>{t(EVIDENCE)}</h3>
                <ul class="evidence">{files.into_iter().map(button).collect_view()}</ul>
            }
            .into_any(),
        })
    })
    .into_any()
}

/// The file that was chosen, beside the form.
pub fn beside(page: PageState, shown: RwSignal<Option<Attachment>>) -> AnyView {
    let (kind, id) = (page.kind, page.id);
    (move || {
        let file = shown.get()?;
        let address = api::documents::attachment_address(kind, id.get(), file.id);
        let title = SHOWN.with(&[("name", &file.name)]);
        let content = match file.media_type.starts_with("image/") {
            true => view! { <img src=address alt=title.clone()/> }.into_any(),
            false => view! { <iframe src=address title=title.clone()></iframe> }.into_any(),
        };
        Some(view! {
            <section class="card evidence-beside" aria-label=title>
                <button type="button" class="button" on:click=move |_| shown.set(None)>
                    {icon(Icon::Cross)}
                    {t(CLOSE_BESIDE)}
                </button>
                {content}
            </section>
        })
    })
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_booked_is_in_what_remains_and_what_comes_is_not() {
        let baht = |text: &str| -> Money { text.parse().expect("an amount") };
        let line = BudgetLineId(uuid::Uuid::from_u128(1));
        let of = |moves: &[(&str, bool)]| {
            let moves: Vec<_> = moves
                .iter()
                .map(|(grows, is_coming)| (line, baht(grows), *is_coming))
                .collect();
            let left = left(&moves, |_| Some(baht("900.00")));
            (left[0].before, left[0].own, left[0].after)
        };
        let all = |before, own, after| (baht(before), baht(own), baht(after));
        assert_eq!(of(&[("-150.00", true)]), all("900.00", "-150.00", "750.00"));
        assert_eq!(
            of(&[("-150.00", false)]),
            all("1050.00", "-150.00", "900.00")
        );
        // Reserved already, and paid less than that.
        let both = of(&[("-150.00", false), ("50.00", true)]);
        assert_eq!(both, all("1050.00", "-100.00", "950.00"));
        assert!(left(&[(line, baht("1.00"), true)], |_| None).is_empty());
    }
}
