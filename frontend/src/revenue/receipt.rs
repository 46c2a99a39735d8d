//! A receipt at the counter.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::PartyId;
use shared::revenue::{MoneyKind, Receipt, ReceiptItem};

use super::item_grid::item_grid;
use crate::components::fields::bound::bind;
use crate::components::fields::{
    Bound, ComboField, DateField, IdField, RadioField, TextArea, TextField, choices_of,
};
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{Desk, DocumentForm};
use crate::session::SessionState;
use crate::text::{label, t, texts};

texts! {
    RECEIPT_PAYER_PICK = "เลือกจากทะเบียน (ถ้ามี)", "From the register (if there)";
    RECEIPT_MONEY = "การรับเงิน", "How the money came";
}

impl DocumentForm for Receipt {
    const IS_PATTERN: bool = true;

    fn become_new(&mut self) {
        self.cheque_no = None;
        self.cheque_date = None;
        self.reference = None;
    }

    /// In the order of the paper (F-01): from whom, for what, how the money came.
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        view! {
            <h2>{t(label!(Receipt, "payer_id"))}</h2>
            {payer(draft)}
            <h2>{t(label!(Receipt, "items"))}</h2>
            {item_grid(draft)}
            <h2>{t(RECEIPT_MONEY)}</h2>
            <RadioField
                label=label!(Receipt, "money_kind")
                bound=money_kind(draft)
                options=choices_of(MoneyKind::ALL)
            />
            {move || money_details(draft)}
        }
        .into_any()
    }

    fn begin(&mut self, _query: &ParamsMap, _session: SessionState) {
        self.items.push(ReceiptItem::default());
    }
}

fn payer(draft: RwSignal<Receipt>) -> AnyView {
    let lookups = lookups();
    view! {
        <div class="row">
            <TextField
                label=label!(Receipt, "payer_name")
                bound=bind!(draft, payer_name)
                required=true
            />
            <ComboField
                label=RECEIPT_PAYER_PICK
                bound=registered_payer(draft, lookups)
                choices=lookups.party_choices()
            />
            <IdField
                label=label!(Receipt, "payer_tax_id")
                bound=bind!(draft, payer_tax_id).text()
            />
        </div>
        <TextArea label=label!(Receipt, "payer_address") bound=bind!(draft, payer_address).text()/>
    }
    .into_any()
}

/// Choosing from the register fills in what is printed.
fn registered_payer(draft: RwSignal<Receipt>, lookups: Lookups) -> Bound<String> {
    Bound::new(
        draft,
        "payer_id",
        |body: &Receipt| body.payer_id.map(|id| id.to_string()).unwrap_or_default(),
        move |body: &mut Receipt, value: String| {
            body.payer_id = value.parse::<PartyId>().ok();
            let party = body.payer_id.and_then(|id| untrack(|| lookups.party(id)));
            if let Some(party) = party {
                body.payer_name = party.name_th;
                body.payer_address = party.address;
                body.payer_tax_id = party.tax_id;
            }
        },
    )
}

/// What belongs to another kind of money must be empty.
fn money_kind(draft: RwSignal<Receipt>) -> Bound<String> {
    Bound::new(
        draft,
        "money_kind",
        |body: &Receipt| body.money_kind.to_string(),
        |body: &mut Receipt, value: String| {
            let Ok(kind) = value.parse() else { return };
            body.money_kind = kind;
            if kind != MoneyKind::Cheque {
                (body.cheque_bank, body.cheque_no, body.cheque_date) = (None, None, None);
            }
            if matches!(kind, MoneyKind::Cash | MoneyKind::Cheque) {
                (body.bank_account_id, body.reference) = (None, None);
            }
        },
    )
}

fn money_details(draft: RwSignal<Receipt>) -> AnyView {
    let kind = Memo::new(move |_| draft.with(|body| body.money_kind));
    let details = move || match kind.get() {
        MoneyKind::Cash => ().into_any(),
        MoneyKind::Cheque => view! {
            <div class="row">
                <TextField
                    label=label!(Receipt, "cheque_bank")
                    bound=bind!(draft, cheque_bank).text()
                    required=true
                />
                <TextField
                    label=label!(Receipt, "cheque_no")
                    bound=bind!(draft, cheque_no).text()
                    required=true
                />
                <DateField
                    label=label!(Receipt, "cheque_date")
                    bound=bind!(draft, cheque_date)
                    required=true
                />
            </div>
        }
        .into_any(),
        MoneyKind::Transfer | MoneyKind::Qr | MoneyKind::Card => view! {
            <div class="row">
                <ComboField
                    label=label!(Receipt, "bank_account_id")
                    bound=bind!(draft, bank_account_id).text()
                    choices=lookups().bank_account_choices()
                    required=true
                />
                <TextField
                    label=label!(Receipt, "reference")
                    bound=bind!(draft, reference).text()
                />
            </div>
        }
        .into_any(),
    };
    view! { {details} }.into_any()
}
