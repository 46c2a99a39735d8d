//! Which form belongs to which kind: the only place that knows all of them.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::FiscalYear;
use shared::budget::Ordinance;
use shared::document::{DocumentHeader, Kind};
use shared::expenditure::DisbursementRequest;
use shared::ledger::{Cancellation, Opening};
use shared::reporting::DailyReport;
use shared::revenue::{BankReceipt, Receipt, RemittanceSlip, RemittanceSummary};
use shared::treasury::{BankDeposit, ChequeReport, Payment};

use crate::documents::{Editor, open as open_form};

/// Opens the form of a kind.
pub fn open(
    kind: Kind,
    header: RwSignal<Option<DocumentHeader>>,
    year: Signal<FiscalYear>,
    editable: Signal<bool>,
    query: Option<&ParamsMap>,
) -> Editor {
    let open = match kind {
        Kind::Ordinance => open_form::<Ordinance>,
        Kind::Receipt => open_form::<Receipt>,
        Kind::RemittanceSlip => open_form::<RemittanceSlip>,
        Kind::RemittanceSummary => open_form::<RemittanceSummary>,
        Kind::BankReceipt => open_form::<BankReceipt>,
        Kind::BankDeposit => open_form::<BankDeposit>,
        Kind::DisbursementRequest => open_form::<DisbursementRequest>,
        Kind::ChequeReport => open_form::<ChequeReport>,
        Kind::Payment => open_form::<Payment>,
        Kind::DailyReport => open_form::<DailyReport>,
        Kind::Cancellation => open_form::<Cancellation>,
        Kind::Opening => open_form::<Opening>,
    };
    open(header, year, editable, query)
}
