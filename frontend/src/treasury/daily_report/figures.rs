//! The figures of a day in the layout of F-09; every figure opens its entries.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::claims::CHEQUE;
use shared::ledger::BroughtForward::{Excluded, Included, Only};
use shared::treasury::{BankAccountStatus, DailyFigures, MoneyMovement, UncollectedCheque};

use crate::documents::list_address;
use crate::reports::drill::{
    ALL_MONEY, BANKS, CASH, CHEQUES, balance_address, drill, part_address,
};
use crate::text::{Text, general, report as words, t, texts};
use shared::document::Kind;

texts! {
    DAILY_TITLE = "สถานะการเงินประจำวัน", "Daily financial status";
    BROUGHT_FORWARD = "ยอดยกมา", "Brought forward";
    DEPOSITED = "นำฝาก", "Deposited";
    CARRIED_FORWARD = "คงเหลือยกไป", "Carried forward";
    UNCOLLECTED = "เช็คที่อนุมัติแล้ว ผู้มีสิทธิยังไม่มารับ", "Signed cheques not collected";
    UNCOLLECTED_NONE = "ไม่มีเช็คค้างรับ", "No cheque waits to be collected.";
    TOTAL_MONEY =
        "รวมเงินสด เช็ค และเงินฝากธนาคารทั้งสิ้น", "Cash, cheques and money at banks in all";
}

/// The report without its cash count.
pub fn daily_figures(figures: &DailyFigures, date: NaiveDate) -> AnyView {
    view! {
        <div class="scroll" tabindex="0">
            <table class="status-table">
                <thead>
                    <tr>
                        <th scope="col">{t(DAILY_TITLE)}</th>
                        <th scope="col" class="amount">{t(BROUGHT_FORWARD)}</th>
                        <th scope="col" class="amount">{t(words::RECEIVED)}</th>
                        <th scope="col" class="amount">{t(DEPOSITED)}</th>
                        <th scope="col" class="amount">{t(words::PAID)}</th>
                        <th scope="col" class="amount">{t(CARRIED_FORWARD)}</th>
                    </tr>
                </thead>
                <tbody>
                    {movement(words::CASH, &figures.cash, CASH, date)}
                    {movement(words::CHEQUES_ON_HAND, &figures.cheques_on_hand, CHEQUES, date)}
                    {movement(words::BANK_TOTAL, &figures.bank, BANKS, date)}
                </tbody>
                <tfoot>
                    <tr class="grand">
                        <th scope="row" colspan="5">{t(TOTAL_MONEY)}</th>
                        <td class="amount">
                            {drill(figures.total_money, balance_address(ALL_MONEY, date))}
                            " "
                            {t(general::BAHT)}
                        </td>
                    </tr>
                </tfoot>
            </table>
        </div>
        <h2>{t(words::BANK_DETAIL)}</h2>
        {banks(&figures.bank_accounts, date)}
        <h2>{t(UNCOLLECTED)}</h2>
        {uncollected(&figures.cheques_not_collected, date)}
    }
    .into_any()
}

/// Where the figures of a row come from, in the order of the columns of F-09.
struct Sources {
    brought_forward: Option<String>,
    received: Option<String>,
    deposited: Option<String>,
    received_and_deposited: Option<String>,
    paid: Option<String>,
    carried_forward: Option<String>,
}

/// The sources of a row on a day; `of` says by what filter the row is kept.
fn sources(of: (&str, &str), date: NaiveDate) -> Sources {
    let day = date.to_string();
    let part = |part, movement| part_address(of, (&day, &day), part, movement);
    Sources {
        brought_forward: part(Only, ""),
        received: part(Excluded, "received"),
        deposited: part(Excluded, "deposited"),
        received_and_deposited: part(Excluded, "received,deposited"),
        paid: part(Excluded, "paid"),
        carried_forward: part(Included, ""),
    }
}

/// A figure with what it is, which a narrow screen says before it.
fn cell(name: Text, value: Money, address: Option<String>) -> AnyView {
    view! {
        <td class="amount" class:strong=name == CARRIED_FORWARD data-name=move || name.now()>
            {drill(value, address)}
        </td>
    }
    .into_any()
}

fn movement(label: Text, figures: &MoneyMovement, accounts: &str, date: NaiveDate) -> AnyView {
    let sources = sources(("account", accounts), date);
    view! {
        <tr>
            <th scope="row">{t(label)}</th>
            {cell(BROUGHT_FORWARD, figures.brought_forward, sources.brought_forward)}
            {cell(words::RECEIVED, figures.received, sources.received)}
            {cell(DEPOSITED, figures.deposited, sources.deposited)}
            {cell(words::PAID, figures.paid, sources.paid)}
            {cell(CARRIED_FORWARD, figures.carried_forward, sources.carried_forward)}
        </tr>
    }
    .into_any()
}

fn banks(accounts: &[BankAccountStatus], date: NaiveDate) -> AnyView {
    let row = |account: &BankAccountStatus| {
        let id = account.bank_account_id.to_string();
        let sources = sources(("bank_account_id", &id), date);
        let figures = &account.movement;
        view! {
            <tr>
                <td>
                    {account.bank.clone()}
                    <span class="small block">{account.name_th.clone()}</span>
                </td>
                <td>{account.code.clone()}</td>
                <td class="number">{account.number.clone()}</td>
                {cell(BROUGHT_FORWARD, figures.brought_forward, sources.brought_forward)}
                {cell(
                    words::RECEIVED,
                    figures.received + figures.deposited,
                    sources.received_and_deposited,
                )}
                {cell(words::PAID, figures.paid, sources.paid)}
                {cell(CARRIED_FORWARD, figures.carried_forward, sources.carried_forward)}
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
                        <th scope="col" class="amount">{t(BROUGHT_FORWARD)}</th>
                        <th scope="col" class="amount">{t(words::RECEIVED)}</th>
                        <th scope="col" class="amount">{t(words::PAID)}</th>
                        <th scope="col" class="amount">{t(CARRIED_FORWARD)}</th>
                    </tr>
                </thead>
                <tbody>{accounts.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn uncollected(cheques: &[UncollectedCheque], date: NaiveDate) -> AnyView {
    if cheques.is_empty() {
        return view! { <p class="hint">{t(UNCOLLECTED_NONE)}</p> }.into_any();
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
                <td><a href=address.clone()>{cheque.cheque_no.clone()}</a></td>
                <td>{cheque.payee_name.clone()}</td>
                {cell(general::AMOUNT, cheque.amount, Some(address))}
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
                        {cell(general::AMOUNT, sum, balance_address(CHEQUE, date))}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
