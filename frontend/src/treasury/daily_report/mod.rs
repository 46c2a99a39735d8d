//! The daily financial status report: live figures while it is a draft, frozen ones afterwards.

mod cash_count;
pub mod closed_days;
mod figures;

use chrono::NaiveDate;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::params::ParamsMap;
use shared::document::{DocumentBody, Kind, Status};
use shared::treasury::{DailyFigures, DailyReport};

use self::cash_count::{cash_count, nothing_counted};
use self::figures::daily_figures;
use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{Bound, DateField, TextArea};
use crate::components::icon::{Icon, icon};
use crate::components::states::{Answer, shown};
use crate::components::take_home::take_file;
use crate::documents::list_page::{ALL_YEARS, UNFINISHED};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm, address, list_address, new_address};
use crate::session::SessionState;
use crate::text::{Named, document as words, label, t, texts};

texts! {
    REPORT_MISSING = "รายงานประจำวันของวันนี้ ยังไม่จัดทำ", "Today's daily report is not made";
    REPORT_MAKE = "จัดทำรายงาน", "Make the report";
    REPORT_RUNNING = "รายงานประจำวันของวันนี้", "Today's daily report";
    LIVE_FIGURES = "ตัวเลขสดจากบัญชี", "Live figures from the books";
    FROZEN_FIGURES = "ตัวเลข ณ เวลาที่จัดทำรายงาน", "Figures when the report was made";
    UNREMITTED =
        "ใบเสร็จหรือใบนำส่งที่ยังไม่นำส่ง {n} ฉบับ", "{n} receipts or slips not remitted";
    DAY_PAPERS = "เอกสารทั้งหมดของวันนี้ (PDF)", "All papers of this day (PDF)";
    RECORD_HEAD = "รหัสตรวจสอบ ณ เวลาจัดทำ", "Check code when it was made";
}

impl DocumentForm for DailyReport {
    const COUNTS_DRAFTS: bool = false;

    async fn waiting(now: &Now) -> Result<Vec<Tile>, Failure> {
        let day = now.today.to_string();
        let filters = [("from", day.as_str()), ("to", day.as_str())];
        let mut found = api::documents::list(Self::KIND, &filters).await?.items;
        found.retain(|report| report.status != Status::Cancelled);
        Ok(match found.first() {
            None => vec![Tile {
                title: REPORT_MISSING,
                act: REPORT_MAKE,
                act_address: new_address(Self::KIND),
                ..Tile::default()
            }],
            Some(report) if report.status != Status::Posted => vec![Tile {
                title: REPORT_RUNNING,
                amount: Some(report.amount),
                act: words::TILE_DRAFTS_DO,
                act_address: address(report),
                list_address: Some(address(report)),
                ..Tile::default()
            }],
            Some(_) => Vec::new(),
        })
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let date = Memo::new(move |_| draft.with(|body| body.report_date));
        let answer: Answer<DailyFigures> = LocalResource::new(move || {
            let date = date.get();
            let stored = draft.with_untracked(|body| body.figures.clone());
            let live = desk.editable.get();
            async move {
                if live {
                    api::reports::daily_status(date).await
                } else {
                    Ok(stored)
                }
            }
        });
        let figures = Signal::derive(move || match answer.get() {
            Some(Ok(figures)) => Some(figures),
            _ => None,
        });
        let book = Signal::derive(move || figures.get().map(|found| found.cash.carried_forward));
        let report_date = Bound::new(
            draft,
            "report_date",
            |body: &DailyReport| Some(body.report_date),
            |body: &mut DailyReport, value| body.report_date = value.unwrap_or(body.report_date),
        );
        let source = move || {
            if desk.editable.get() {
                LIVE_FIGURES
            } else {
                FROZEN_FIGURES
            }
            .now()
        };
        view! {
            <div class="row">
                <DateField label=label!(DailyReport, "report_date") bound=report_date required=true/>
                <p class="badge quiet source">{source}</p>
            </div>
            {shown(answer, move |figures| daily_figures(&figures, date.get_untracked()))}
            {move || unremitted(draft, figures.get())}
            <h2>{t(label!(DailyReport, "counted_cash"))}</h2>
            <div on:keydown=|event| enter_goes_down(&event)>{cash_count(draft, book)}</div>
            {move || reason_for_difference(draft, book.get())}
            {move || record_head(draft)}
            {move || (!desk.editable.get()).then(|| day_papers(date.get()))}
        }
        .into_any()
    }

    fn begin(&mut self, query: &ParamsMap, session: SessionState) {
        let asked = query.get("date").and_then(|date| date.parse().ok());
        self.report_date = asked.unwrap_or_else(|| session.today());
        self.counted_cash = nothing_counted();
    }
}

/// Counting goes down the column: Enter is the next piece.
fn enter_goes_down(event: &ev::KeyboardEvent) {
    if !matches!(event.code().as_str(), "Enter" | "NumpadEnter") || event.ctrl_key() {
        return;
    }
    let Some(all) = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|table| table.query_selector_all("input").ok())
    else {
        return;
    };
    event.prevent_default();
    let active = document().active_element();
    let at =
        (0..all.length()).find(|at| all.item(*at).as_ref() == active.as_ref().map(AsRef::as_ref));
    let next = at
        .and_then(|at| all.item(at + 1))
        .and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(next) = next {
        let _ = next.focus();
    }
}

/// Receipts that are not remitted need a reason (W-4.2).
fn unremitted(draft: RwSignal<DailyReport>, figures: Option<DailyFigures>) -> AnyView {
    let count = figures.map_or(0, |figures| figures.unremitted);
    if count == 0 {
        return ().into_any();
    }
    let text = UNREMITTED.with(&[("n", &count.to_string())]);
    view! {
        <div class="notice warn">
            {icon(Icon::Warning)}
            <p>{text}" · "{free(Kind::Receipt)}" · "{free(Kind::RemittanceSlip)}</p>
        </div>
        <TextArea
            label=label!(DailyReport, "unremitted_reason")
            bound=bind!(draft, unremitted_reason).text()
            required=true
        />
    }
    .into_any()
}

/// The list of those that no document has taken yet, counted by their receiver or not.
fn free(kind: Kind) -> AnyView {
    let address = format!(
        "{}?status={UNFINISHED}&is_free=true&fiscal_year={ALL_YEARS}",
        list_address(kind)
    );
    view! {
        <a href=address target="_blank" rel="noopener">{move || kind.name()}</a>
    }
    .into_any()
}

/// A count that differs from the books needs an explanation (W-10.4).
fn reason_for_difference(draft: RwSignal<DailyReport>, book: Option<shared::Money>) -> AnyView {
    let counted = Memo::new(move |_| draft.with(DailyReport::counted));
    let differs = move || book.is_some_and(|book| book != counted.get());
    let given = draft.with_untracked(|body| body.difference_reason.is_some());
    view! {
        <Show when=move || differs() || given>
            <TextArea
                label=label!(DailyReport, "difference_reason")
                bound=bind!(draft, difference_reason).text()
                required=true
            />
        </Show>
    }
    .into_any()
}

/// Everything decided on the day in one file, for the binder.
fn day_papers(day: NaiveDate) -> AnyView {
    take_file(
        DAY_PAPERS,
        Icon::Printer,
        api::documents::day_papers_path(day),
    )
}

fn record_head(draft: RwSignal<DailyReport>) -> AnyView {
    let head = draft.with(|body| body.head.clone());
    if head.hash.is_empty() {
        return ().into_any();
    }
    view! {
        <p class="small">
            {t(RECORD_HEAD)}
            " "
            <span class="code">{head.short_code()}</span>
        </p>
    }
    .into_any()
}
