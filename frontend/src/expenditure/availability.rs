//! Why a budget line has so much left, and what this request leaves.

use leptos::prelude::*;
use shared::budget::{BudgetAccount, BudgetLine};
use shared::ledger::Side;
use shared::{BudgetLineId, Money};

use crate::api::{self, Connection};
use crate::components::icon::{Icon, icon};
use crate::reports::drill::entries_address;
use crate::text::{Named, general, report as words, t, texts};

texts! {
    AFTER_THIS = "หลังฎีกานี้", "After this request";
    THIS_REQUEST = "ฎีกานี้", "This request";
    OVER_BUDGET = "เกินวงเงินคงเหลือ {short} บาท", "{short} baht more than is left";
    PICK_LINE =
        "เลือกรายการงบประมาณเพื่อดูวงเงินคงเหลือ", "Choose a budget line to see what is left";
}

/// What is left of the line chosen, live from the server.
#[derive(Clone, Copy)]
pub struct Availability {
    line: LocalResource<Option<BudgetLine>>,
}

impl Availability {
    /// Of a line; asked again whenever another one is chosen, the document was saved, or answers come
    /// again: a draft may be restored before they do.
    pub fn of(line: Signal<Option<BudgetLineId>>, again: Signal<i32>) -> Availability {
        let line = Memo::new(move |_| line.get());
        let api::Line(connection) = expect_context();
        let is_cut = Memo::new(move |_| connection.get() == Connection::Offline);
        let line = LocalResource::new(move || {
            again.track();
            is_cut.track();
            let id = line.get();
            async move {
                // Without the figure the form still works; the server checks in any case.
                api::catalogue::budget_line(id?).await.ok()
            }
        });
        Availability { line }
    }

    /// How far an amount goes beyond what is left; zero when it does not.
    pub fn short_by(self, amount: Money) -> Money {
        match self.line.get().flatten() {
            Some(line) if amount > line.remaining => amount - line.remaining,
            _ => Money::ZERO,
        }
    }
}

/// The card beside the form. `asked` is what this request takes, none once it is booked.
pub fn availability_card(availability: Availability, asked: Signal<Option<Money>>) -> AnyView {
    let content = move || match availability.line.get().flatten() {
        None => view! { <p class="hint">{t(PICK_LINE)}</p> }.into_any(),
        Some(line) => terms(line, asked),
    };
    view! {
        <aside class="availability" aria-label=t(words::AVAILABILITY)>
            <h2>{t(words::AVAILABILITY)}</h2>
            {content}
        </aside>
    }
    .into_any()
}

fn terms(line: BudgetLine, asked: Signal<Option<Money>>) -> AnyView {
    let id = line.id.to_string();
    // In a page of its own: what was typed in the form stays where it is.
    let figure = |account: BudgetAccount| {
        let amount = account.of(&line);
        let of_line = [("account", account.as_str()), ("budget_line_id", &id)];
        match entries_address(&of_line).filter(|_| !amount.is_zero()) {
            Some(address) => view! {
                <a class="drill" href=address target="_blank" rel="noopener">{amount.grouped()}</a>
            }
            .into_any(),
            None => amount.grouped().into_any(),
        }
    };
    let term = |account: &BudgetAccount| {
        let (sign, class) = match (account, account.grows_by()) {
            (BudgetAccount::Approved, _) => ("", "term"),
            (BudgetAccount::Available, _) => ("=", "term sum"),
            (_, Side::Credit) => ("+", "term"),
            (_, Side::Debit) => ("−", "term"),
        };
        view! {
            <div class=class>
                <dt><span class="sign">{sign}</span>{t(account.text())}</dt>
                <dd>{figure(*account)}</dd>
            </div>
        }
    };
    let remaining = line.remaining;
    let after = move || asked.get().map(|asked| after(asked, remaining));
    let short = move || asked.get().and_then(|asked| short(asked, remaining));
    view! {
        <p class="strong">{line.code.clone()}" "{line.name_th.clone()}</p>
        <p class="small">{line.work_name.clone()}" · "{line.expenditure_type_name.clone()}</p>
        <dl class="terms">
            {BudgetAccount::ALL.iter().map(term).collect_view()}
            {after}
        </dl>
        {short}
    }
    .into_any()
}

fn after(asked: Money, remaining: Money) -> AnyView {
    let left = remaining - asked;
    view! {
        <div class="term">
            <dt><span class="sign">"−"</span>{t(THIS_REQUEST)}</dt>
            <dd>{asked.grouped()}</dd>
        </div>
        <div class="term sum" class:over=left.is_negative()>
            <dt><span class="sign">"="</span>{t(AFTER_THIS)}</dt>
            <dd>{left.grouped()}" "{t(general::BAHT)}</dd>
        </div>
    }
    .into_any()
}

/// The warning when this request is more than there is.
fn short(asked: Money, remaining: Money) -> Option<AnyView> {
    let left = remaining - asked;
    left.is_negative().then(|| {
        let text = OVER_BUDGET.with(&[("short", &left.abs().grouped())]);
        view! {
            <p class="over-note" role="alert">
                {icon(Icon::Warning)}
                <span>{text}</span>
            </p>
        }
        .into_any()
    })
}
