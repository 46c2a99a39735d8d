//! Money straight to the bank: receipt, slip and summary in one step.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::revenue::{BankReceipt, ReceiptItem};

use super::item_grid::item_grid;
use crate::components::fields::bound::bind;
use crate::components::fields::{ComboField, TextField};
use crate::documents::lookups::lookups;
use crate::documents::{Desk, DocumentForm, nil_paths};
use crate::session::SessionState;
use crate::text::{label, t};

impl DocumentForm for BankReceipt {
    fn fields(desk: Desk<Self>) -> AnyView {
        let (draft, lookups) = (desk.draft, lookups());
        view! {
            <div class="row">
                <ComboField
                    label=label!(BankReceipt, "bank_account_id")
                    bound=bind!(draft, bank_account_id).text()
                    choices=lookups.bank_account_choices()
                    required=true
                />
                <ComboField
                    label=label!(BankReceipt, "payer_id")
                    bound=bind!(draft, payer_id).text()
                    choices=lookups.party_choices()
                    required=true
                />
                <TextField label=label!(BankReceipt, "notice_no") bound=bind!(draft, notice_no).text()/>
            </div>
            <h2>{t(label!(BankReceipt, "items"))}</h2>
            {item_grid(draft)}
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        nil_paths(&[
            ("bank_account_id", self.bank_account_id.0),
            ("payer_id", self.payer_id.0),
        ])
    }

    fn begin(&mut self, _query: &ParamsMap, _session: SessionState) {
        self.items.push(ReceiptItem::default());
    }
}
