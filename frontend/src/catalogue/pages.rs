//! The registers: parties, bank accounts, departments.

use leptos::prelude::*;
use shared::organisation::{AccountUse, BankAccount, Department, Party, PartyKind, TaxpayerKind};
use shared::text::account_grouped;
use shared::{BankAccountId, DepartmentId, PartyId};
use uuid::Uuid;

use super::list::{CatalogueForm, catalogue_page};
use crate::components::fields::bound::bind;
use crate::components::fields::{
    CheckField, ComboField, IdField, SelectField, TextArea, TextField, choices_of,
};
use crate::documents::lookups::lookups;
use crate::text::{form, report as words};

/// Payers and payees.
#[component]
pub fn PartiesPage() -> impl IntoView {
    catalogue_page::<Party>()
}

/// The list of bank accounts, and the form of a new one for whoever may add it.
#[component]
pub fn BankAccountsPage() -> impl IntoView {
    catalogue_page::<BankAccount>()
}

/// The list of departments, and the form of a new one for whoever may add it.
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    catalogue_page::<Department>()
}

/// An account at a bank as it is being entered.
struct Account {
    bank: String,
    number: String,
    name: String,
}

/// Whoever copies a number from paper compares it as banks print it, with whose it is.
fn read_back(account: impl Fn() -> Account + Send + 'static) -> AnyView {
    let said = move || {
        let Account { bank, number, name } = account();
        let digits = shared::text::digits(&number);
        (digits.len() >= 10).then(|| {
            let number = account_grouped(&digits);
            words::READ_BACK.with(&[("bank", &bank), ("number", &number), ("name", &name)])
        })
    };
    view! { <p class="hint read-back" role="status">{said}</p> }.into_any()
}

impl CatalogueForm for Party {
    fn fresh() -> Self {
        Party {
            id: PartyId(Uuid::now_v7()),
            ..Party::default()
        }
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn fields(draft: RwSignal<Self>) -> AnyView {
        view! {
            <div class="row">
                <TextField
                    label=words::CODE
                    bound=bind!(draft, code).text()
                    hint=words::CODE_GIVEN
                />
                <TextField label=words::NAME bound=bind!(draft, name_th) required=true/>
            </div>
            <div class="row">
                <SelectField
                    label=words::PARTY_KIND
                    bound=bind!(draft, kind).text()
                    options=choices_of(PartyKind::ALL)
                />
                <SelectField
                    label=words::TAXPAYER_KIND
                    bound=bind!(draft, taxpayer_kind).text()
                    options=choices_of(TaxpayerKind::ALL)
                />
            </div>
            <IdField label=form::RECEIPT_TAX_ID bound=bind!(draft, tax_id).text()/>
            <TextArea label=words::ADDRESS bound=bind!(draft, address).text()/>
            <div class="row">
                <TextField label=words::BANK bound=bind!(draft, bank).text()/>
                <TextField
                    label=words::PAYEE_ACCOUNT
                    bound=bind!(draft, bank_account_no)
                        .text()
                        .cleaned(|text| shared::text::digits(&text))
                    mode="numeric"
                    hint=words::PAYEE_ACCOUNT_HINT
                />
            </div>
            {read_back(move || draft.with(|party| Account {
                bank: party.bank.clone().unwrap_or_default(),
                number: party.bank_account_no.clone().unwrap_or_default(),
                name: party.name_th.clone(),
            }))}
            <CheckField label=words::VAT_REGISTERED bound=bind!(draft, vat_registered)/>
        }
        .into_any()
    }

    fn about(&self) -> Vec<(&'static str, String)> {
        let tax_id = self.tax_id.clone().unwrap_or_default();
        vec![
            ("id", self.id.to_string()),
            ("name_th", self.name_th.clone()),
            ("tax_id", tax_id),
        ]
    }
}

impl CatalogueForm for BankAccount {
    fn fresh() -> Self {
        BankAccount {
            id: BankAccountId(Uuid::now_v7()),
            ..BankAccount::default()
        }
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn fields(draft: RwSignal<Self>) -> AnyView {
        view! {
            <div class="row">
                <TextField label=words::CODE bound=bind!(draft, code).text() required=true/>
                <TextField label=words::BANK bound=bind!(draft, bank) required=true/>
            </div>
            <TextField label=words::NAME bound=bind!(draft, name_th) required=true/>
            <TextField
                label=words::ACCOUNT_NUMBER
                bound=bind!(draft, number)
                mode="numeric"
            />
            {read_back(move || draft.with(|account| Account {
                bank: account.bank.clone(),
                number: account.number.clone(),
                name: account.name_th.clone(),
            }))}
            <ComboField
                label=words::LEDGER_ACCOUNT
                bound=bind!(draft, account)
                choices=lookups().account_choices_for(AccountUse::Banks)
                required=true
            />
        }
        .into_any()
    }
}

impl CatalogueForm for Department {
    fn fresh() -> Self {
        Department {
            id: DepartmentId(Uuid::now_v7()),
            ..Department::default()
        }
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn fields(draft: RwSignal<Self>) -> AnyView {
        view! {
            <div class="row">
                <TextField
                    label=words::CODE
                    bound=bind!(draft, code).text()
                    required=true
                    mode="numeric"
                />
                <TextField label=words::NAME bound=bind!(draft, name_th) required=true/>
            </div>
        }
        .into_any()
    }
}
