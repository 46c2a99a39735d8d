//! The figures of a day in the layout of F-09; every figure opens its entries.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::reporting::{BankAccountStatus, DailyFigures, MoneyMovement, UncollectedCheque};

use crate::api::query;
use crate::components::table::{amount, amount_cell};
use crate::documents::list_address;
use crate::text::{Text, general, report as words, t};
use shared::document::Kind;

/// Ledger accounts of the cash and of the cheques on hand.
const CASH: &str = "1101010101";
const CHEQUES: &str = "1101010901";

/// The report without its cash count.
pub fn daily_figures(figures: &DailyFigures, date: NaiveDate) -> AnyView {
    let day = date.to_string();
    let of_account = |account: &str| journal(&[("account", account), ("from", &day), ("to", &day)]);
    let of_day = journal(&[("from", &day), ("to", &day)]);
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
                    {movement(words::CASH, &figures.cash, &of_account(CASH))}
                    {movement(
                        words::CHEQUES_ON_HAND,
                        &figures.cheques_on_hand,
                        &of_account(CHEQUES),
                    )}
                    {movement(words::BANK_TOTAL, &figures.bank, &of_day)}
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
        {banks(&figures.bank_accounts, &day)}
        <h3>{t(words::UNCOLLECTED)}</h3>
        {uncollected(&figures.cheques_not_collected)}
    }
    .into_any()
}

fn journal(filters: &[(&str, &str)]) -> String {
    format!("/journal{}", query(filters))
}

fn linked(value: Money, address: &str) -> AnyView {
    if value.is_zero() {
        return amount_cell(value);
    }
    view! { <td class="amount"><a href=address.to_owned()>{amount(value)}</a></td> }.into_any()
}

fn movement(label: Text, figures: &MoneyMovement, address: &str) -> AnyView {
    view! {
        <tr>
            <th scope="row">{t(label)}</th>
            {amount_cell(figures.brought_forward)}
            {linked(figures.received, address)}
            {linked(figures.deposited, address)}
            {linked(figures.paid, address)}
            <td class="amount strong">{amount(figures.carried_forward)}</td>
        </tr>
    }
    .into_any()
}

fn banks(accounts: &[BankAccountStatus], day: &str) -> AnyView {
    let row = |account: &BankAccountStatus| {
        let id = account.bank_account_id.to_string();
        let address = journal(&[("bank_account_id", &id), ("from", day), ("to", day)]);
        let figures = &account.movement;
        view! {
            <tr>
                <td>
                    {account.bank.clone()}
                    <span class="small block">{account.name_th.clone()}</span>
                </td>
                <td>{account.code.clone()}</td>
                <td class="number">{account.number.clone()}</td>
                {amount_cell(figures.brought_forward)}
                {linked(figures.received + figures.deposited, &address)}
                {linked(figures.paid, &address)}
                <td class="amount strong">{amount(figures.carried_forward)}</td>
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
