//! Cash and cheques taken to the bank.

use leptos::prelude::*;
use shared::Money;
use shared::claims::CHEQUE_ON_HAND;
use shared::document::{DocumentBody, DocumentHeader, Kind, Status};
use shared::treasury::BankDeposit;
use std::pin::Pin;

use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{ComboField, MoneyField, TextField};
use crate::documents::lookups::lookups;
use crate::documents::picker::{DocumentPicker, Source};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm, new_address, nil_paths};
use crate::reports::drill::{ON_HAND, balance_address};
use crate::session::session;
use crate::text::{label, t, texts};

texts! {
    DEPOSIT_WAITING = "เงินสดและเช็ครอนำฝาก", "Cash and cheques to deposit";
    DEPOSIT_MAKE = "จัดทำใบนำฝาก", "Make a deposit";
    DEPOSIT_CASH_FREE =
        "เงินสดในมือตามบัญชี {amount} บาท", "Cash in the books: {amount} baht";
    DEPOSIT_CASH_SHORT =
        "เงินสดในมือตามบัญชี {amount} บาท ไม่พอสำหรับยอดที่กรอก", "Cash in the books: {amount} baht, less than this";
    DEPOSIT_CHEQUES_NONE = "ไม่มีเช็ครับรอนำฝาก", "No cheques wait to be deposited.";
    DEPOSIT_CHEQUES_NONE_NEXT =
        "เช็คจะมาอยู่ที่นี่เมื่อใบสรุปใบนำส่งเงินผ่านรายการแล้ว",
        "Cheques come here when the summary of their remittance slip is posted.";
}

/// Receipts that the summary has put into the books.
const CHEQUES: Source = Source {
    kinds: &[Kind::Receipt],
    status: Status::Posted,
    label: label!(BankDeposit, "cheques"),
    empty: (DEPOSIT_CHEQUES_NONE, DEPOSIT_CHEQUES_NONE_NEXT),
};

impl DocumentForm for BankDeposit {
    async fn waiting(now: &Now) -> Result<Vec<Tile>, Failure> {
        let figures = now.figures().await;
        let on_hand = figures.map_or(Money::ZERO, |figures| {
            figures.cash.carried_forward + figures.cheques_on_hand.carried_forward
        });
        let tile = on_hand.is_positive().then(|| Tile {
            title: DEPOSIT_WAITING,
            amount: Some(on_hand),
            act: DEPOSIT_MAKE,
            act_address: new_address(Self::KIND),
            list_address: balance_address(ON_HAND, now.today),
            ..Tile::default()
        });
        Ok(tile.into_iter().collect())
    }

    fn unchosen(&self) -> Vec<String> {
        nil_paths(&[("bank_account_id", self.bank_account_id.0)])
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let today = session().today();
        let figures =
            LocalResource::new(move || async move { api::reports::daily_status(today).await.ok() });
        let on_hand = move || {
            figures
                .get()
                .flatten()
                .map(|found| found.cash.carried_forward)
        };
        let over = Signal::derive(move || {
            let cash = draft.with(|body| body.cash);
            desk.editable.get() && on_hand().is_some_and(|on_hand| cash > on_hand)
        });
        let hint = Signal::derive(move || {
            let amount = on_hand().map(Money::grouped)?;
            let words = match over.get() {
                true => DEPOSIT_CASH_SHORT,
                false => DEPOSIT_CASH_FREE,
            };
            Some(words.with(&[("amount", &amount)]))
        });
        view! {
            <div class="row">
                <ComboField
                    label=label!(BankDeposit, "bank_account_id")
                    bound=bind!(draft, bank_account_id).text()
                    choices=lookups().bank_account_choices()
                    required=true
                />
                <MoneyField
                    label=label!(BankDeposit, "cash")
                    bound=bind!(draft, cash)
                    hint=hint
                    over=over
                />
                <TextField label=label!(BankDeposit, "slip_no") bound=bind!(draft, slip_no).text()/>
            </div>
            {move || total(desk)}
            <DocumentPicker source=CHEQUES bound=bind!(draft, cheques) find=cheques_on_hand/>
        }
        .into_any()
    }
}

/// What the server has added up; while something is unsaved it would be yesterday's sum.
fn total(desk: Desk<BankDeposit>) -> AnyView {
    let total = desk.draft.with(|body| body.total);
    if desk.dirty.get() || total.is_zero() {
        return ().into_any();
    }
    view! { <p class="strong">{t(label!(BankDeposit, "total"))}" "{total.grouped()}</p> }.into_any()
}

/// The receipts whose cheques are in the books, not deposited and on no deposit under way.
fn cheques_on_hand() -> Pin<Box<dyn Future<Output = Result<Vec<DocumentHeader>, Failure>>>> {
    Box::pin(async {
        let on_hand = api::documents::claims(&[CHEQUE_ON_HAND]).await?;
        let mut receipts = Vec::new();
        for cheque in on_hand.iter().filter(|claim| claim.free.is_positive()) {
            receipts.push(api::documents::header(cheque.document_id).await?);
        }
        Ok(receipts)
    })
}
