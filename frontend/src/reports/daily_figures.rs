//! The figures of a day in the layout of F-09; every figure opens its entries.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::reporting::{BankAccountStatus, DailyFigures, MoneyMovement, UncollectedCheque};

use super::drill::{drill, drill_cell, entries_address};
use crate::components::table::amount_cell;
use crate::documents::list_address;
use crate::text::{Text, general, report as words, t};
use shared::document::Kind;

/// Ledger account of the cash on hand.
pub const CASH: &str = "1101010101";
/// Ledger account of the cheques on hand.
pub const CHEQUES: &str = "1101010901";

/// The report without its cash count.
pub fn daily_figures(figures: &DailyFigures, date: NaiveDate) -> AnyView {
    view! {
        <div class="scroll" tabindex="0">
            <table class="status-table">
                <thead>
                    <tr>
                        <th scope="col">{t(words::DAILY_TITLE)}</th>
                        <th scope="col" class="amount">{t(words::BROUGHT_FORWARD)}</th>
                        <th scope="col" class="amount">{t(words::RECEIVED)}</th>
                        <th scope="col" class="amount">{t(words::DEPOSITED)}</th>
                        <th scope="col" class="amount">{t(words::PAID)}</th>
                        <th scope="col" class="amount">{t(words::CARRIED_FORWARD)}</th>
                    </tr>
                </thead>
                <tbody>
                    {movement(words::CASH, &figures.cash, Some(("account", CASH)), date)}
                    {movement(
                        words::CHEQUES_ON_HAND,
                        &figures.cheques_on_hand,
                        Some(("account", CHEQUES)),
                        date,
                    )}
                    {movement(words::BANK_TOTAL, &figures.bank, None, date)}
                </tbody>
                <tfoot>
                    <tr class="grand">
                        <th scope="row" colspan="5">{t(words::TOTAL_MONEY)}</th>
                        <td class="amount">
                            {figures.total_money.grouped()}" "{t(general::BAHT)}
                        </td>
                    </tr>
                </tfoot>
            </table>
        </div>
        <h3>{t(words::BANK_DETAIL)}</h3>
        {banks(&figures.bank_accounts, date)}
        <h3>{t(words::UNCOLLECTED)}</h3>
        {uncollected(&figures.cheques_not_collected)}
    }
    .into_any()
}

/// Where the figures of a day come from: balances, and what moved on the day. An opening statement
/// is brought forward whatever its day, so both balances are all until the day. The total of the
/// banks has no filter of its own; its accounts stand below it.
fn sources(of: Option<(&str, &str)>, date: NaiveDate) -> [Option<String>; 2] {
    let day = date.to_string();
    let entries = |days: &[(&str, &str)]| {
        let filters: Vec<_> = of.into_iter().chain(days.iter().copied()).collect();
        of.and_then(|_| entries_address(&filters))
    };
    [
        entries(&[("to", &day)]),
        entries(&[("from", &day), ("to", &day)]),
    ]
}

fn movement(
    label: Text,
    figures: &MoneyMovement,
    of: Option<(&str, &str)>,
    date: NaiveDate,
) -> AnyView {
    let [balance, moved] = sources(of, date);
    view! {
        <tr>
            <th scope="row">{t(label)}</th>
            {drill_cell(figures.brought_forward, balance.clone())}
            {drill_cell(figures.received, moved.clone())}
            {drill_cell(figures.deposited, moved.clone())}
            {drill_cell(figures.paid, moved)}
            <td class="amount strong">{drill(figures.carried_forward, balance)}</td>
        </tr>
    }
    .into_any()
}

fn banks(accounts: &[BankAccountStatus], date: NaiveDate) -> AnyView {
    let row = |account: &BankAccountStatus| {
        let id = account.bank_account_id.to_string();
        let [balance, moved] = sources(Some(("bank_account_id", &id)), date);
        let figures = &account.movement;
        view! {
            <tr>
                <td>
                    {account.bank.clone()}
                    <span class="small block">{account.name_th.clone()}</span>
                </td>
                <td>{account.code.clone()}</td>
                <td class="number">{account.number.clone()}</td>
                {drill_cell(figures.brought_forward, balance.clone())}
                {drill_cell(figures.received + figures.deposited, moved.clone())}
                {drill_cell(figures.paid, moved)}
                <td class="amount strong">{drill(figures.carried_forward, balance)}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0">
            <table class="status-table">
                <thead>
                    <tr>
                        <th scope="col">{t(words::BANK)}</th>
                        <th scope="col">{t(words::CODE)}</th>
                        <th scope="col">{t(words::ACCOUNT_NUMBER)}</th>
                        <th scope="col" class="amount">{t(words::BROUGHT_FORWARD)}</th>
                        <th scope="col" class="amount">{t(words::RECEIVED)}</th>
                        <th scope="col" class="amount">{t(words::PAID)}</th>
                        <th scope="col" class="amount">{t(words::CARRIED_FORWARD)}</th>
                    </tr>
                </thead>
                <tbody>{accounts.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn uncollected(cheques: &[UncollectedCheque]) -> AnyView {
    if cheques.is_empty() {
        return view! { <p class="hint">{t(words::UNCOLLECTED_NONE)}</p> }.into_any();
    }
    let sum: Money = cheques.iter().map(|cheque| cheque.amount).sum();
    let row = |cheque: &UncollectedCheque| {
        let address = format!(
            "{}/{}",
            list_address(Kind::ChequeReport),
            cheque.cheque_report_id
        );
        view! {
            <tr>
                <td><a href=address>{cheque.cheque_no.clone()}</a></td>
                <td>{cheque.payee_name.clone()}</td>
                {amount_cell(cheque.amount)}
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0">
            <table class="status-table narrow">
                <thead>
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        <th scope="col">{t(general::PARTY)}</th>
                        <th scope="col" class="amount">{t(general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>{cheques.iter().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">{t(general::TOTAL)}</th>
                        {amount_cell(sum)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
