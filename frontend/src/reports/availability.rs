//! What is left of every budget line (วงเงินคงเหลือ).

use leptos::prelude::*;
use shared::budget::{BudgetAccount, BudgetLine};
use shared::{FiscalYear, Money};

use super::as_of::as_of;
use super::drill::{drill, entries_address};
use super::period::Address;
use crate::api;
use crate::components::fields::{ComboField, FormState};
use crate::components::states::{Answer, empty_text, nothing_filtered, shown};
use crate::components::take_home::take_home;
use crate::components::title::page_title;
use crate::documents::lookups::lookups;
use crate::session::session;
use crate::text::{Named, general, report as words, t};

/// วงเงินคงเหลือ: each budget line of the year in the address, and what is free of it.
#[component]
pub fn AvailabilityPage() -> impl IntoView {
    let (address, session) = (Address::here(), session());
    provide_context(FormState::new(Signal::stored(true)));
    let answer: Answer<Vec<BudgetLine>> = LocalResource::new(move || {
        let year = session.year.get();
        let (department, text) = (address.get("department_id"), address.get("q"));
        async move { api::catalogue::budget_lines(year, &department, &text).await }
    });
    Effect::new(move |_| {
        page_title(words::AVAILABILITY.now());
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::AVAILABILITY)}</h1>
                {take_home(move |ending| {
                    let year = session.year.get_untracked().to_string();
                    let (department, text) = (address.get("department_id"), address.get("q"));
                    let filters = [
                        ("fiscal_year", year.as_str()),
                        ("department_id", department.as_str()),
                        ("q", text.as_str()),
                    ];
                    api::table_file("/budget-lines", ending, &filters)
                })}
            </div>
            <p class="quiet">{t(words::AVAILABILITY_LEAD)}</p>
            {as_of(answer)}
            <div class="filters" role="search" aria-label=t(general::FILTER)>
                <div class="field grow">
                    <label for="line-search">{t(general::SEARCH)}</label>
                    <input
                        id="line-search"
                        type="search"
                        autocomplete="off"
                        prop:value=move || address.get("q")
                        on:change=move |event| address.set("q", event_target_value(&event))
                    />
                </div>
                <ComboField
                    label=words::DEPARTMENTS
                    bound=address.text("department_id")
                    choices=lookups().department_choices()
                />
            </div>
            {shown(answer, move |lines| {
                let narrowed = ["department_id", "q"]
                    .iter()
                    .any(|name| !address.get(name).is_empty());
                table(&lines, if narrowed { None } else { Some(session.year.get()) })
            })}
        </section>
    }
    .into_any()
}

/// The lines shown; `year` when they are all there are of a year.
fn table(lines: &[BudgetLine], year: Option<FiscalYear>) -> AnyView {
    if lines.is_empty() && year.is_none() {
        return nothing_filtered();
    }
    if lines.is_empty() {
        return empty_text(words::BUDGET_EMPTY, words::BUDGET_EMPTY_NEXT);
    }
    let head = |term: &BudgetAccount| {
        view! { <th scope="col" class="amount">{t(term.text())}</th> }
    };
    view! {
        <div class="scroll tall" tabindex="0">
            <table class="list report availability-table">
                <thead>
                    <tr>
                        <th scope="col">{t(words::BUDGET_LINE)}</th>
                        {BudgetAccount::ALL.iter().map(head).collect_view()}
                        <th scope="col">{t(words::USED)}</th>
                    </tr>
                </thead>
                <tbody>{lines.iter().map(line).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{t(general::TOTAL)}</th>
                        {totals(lines, year)}
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// An amount with what it is, which a narrow screen says before it.
fn cell_of(term: BudgetAccount, amount: Money, address: Option<String>) -> AnyView {
    let is_left = term == BudgetAccount::Available;
    let name = move || term.text().now();
    view! {
        <td
            class="amount"
            class:strong=is_left
            class:left=is_left
            class:nil=amount.is_zero() && !is_left
            class:over=is_left && amount.is_negative()
            data-name=name
        >
            {drill(amount, address)}
        </td>
    }
    .into_any()
}

/// The totals. A whole year is asked for as one, so that the address stays short.
fn totals(lines: &[BudgetLine], year: Option<FiscalYear>) -> AnyView {
    let ids: Vec<String> = lines.iter().map(|line| line.id.to_string()).collect();
    let scope = match year {
        Some(year) => ("budget_year", year.to_string()),
        None => ("budget_line_id", ids.join(",")),
    };
    let cell = |term: &BudgetAccount| {
        let address = entries_address(&[("account", term.as_str()), (scope.0, &scope.1)]);
        cell_of(*term, lines.iter().map(|line| term.of(line)).sum(), address)
    };
    BudgetAccount::ALL
        .iter()
        .map(cell)
        .collect_view()
        .into_any()
}

fn line(line: &BudgetLine) -> AnyView {
    let id = line.id.to_string();
    let name = view! { <span class="code">{line.code.clone()}</span>" "{line.name_th.clone()} };
    let name = match entries_address(&[("budget_line_id", &id)]) {
        Some(address) => view! { <a href=address>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let cell = |term: &BudgetAccount| {
        let of_line = [("account", term.as_str()), ("budget_line_id", &id)];
        cell_of(*term, term.of(line), entries_address(&of_line))
    };
    let (fund, used) = (line.fund, used_per_cent(line));
    let used_text = used.to_string();
    let of_type = Some(format!(" · {}", line.expenditure_type_name));
    let of_type = of_type.filter(|_| line.expenditure_type_name != line.name_th);
    let project = line.project.clone().map(|project| format!(" · {project}"));
    view! {
        <tr>
            <td class="line-name">
                {name}
                <span class="small block">
                    {line.work_name.clone()}{of_type}{project}" · "{move || fund.name()}
                </span>
            </td>
            {BudgetAccount::ALL.iter().map(cell).collect_view()}
            <td class="used">
                <meter
                    min="0"
                    max="100"
                    high="80"
                    value=used_text.clone()
                    aria-hidden="true"
                ></meter>
                <span class="small">{used_text}" %"</span>
            </td>
        </tr>
    }
    .into_any()
}

/// Obligated and disbursed in whole per cent of what the line had.
fn used_per_cent(line: &BudgetLine) -> i64 {
    let had = line.approved + line.supplementary + line.transfer_in - line.transfer_out;
    let used = line.obligated + line.disbursed;
    match (used.satang(), had.satang()) {
        (Some(used), Some(had)) if had > 0 => used.saturating_mul(100) / had,
        _ => 0,
    }
}
