//! The operations of `scenario-format.md` section 5, as a table: a function reads its own fields
//! and says what is to be done. An operation that is not here is not supported yet; adding one is
//! a function and a row.

mod advances;
mod budget;
mod payments;
mod receipts;
mod requests;

use super::client::Stop;
use super::file::{Operation, Scenario};
use super::names::Names;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::document::{DocumentBody, Kind};
use shared::ledger::Cancellation;
use shared::{DocumentId, Money};
use uuid::Uuid;

/// What an operation needs to know.
pub struct Stage<'a> {
    pub scenario: &'a Scenario,
    /// What the names in it stand for.
    pub names: &'a Names,
    pub operation: &'a Operation,
}

/// Something to do through the API.
pub enum Act {
    /// Make a document and take all its steps.
    Make(Draft),
    /// Void a document that has had no effect.
    Cancel {
        /// The operation that made it.
        target: String,
        /// Why.
        reason: String,
    },
    /// Make the report of the day and have it signed.
    CloseDay {
        /// Cash counted; as in the books when not given.
        counted: Option<Money>,
        /// Why receipts are not remitted or cash differs.
        reason: Option<String>,
    },
}

/// A document to be made.
pub struct Draft {
    /// The operation or inner entry it is the document of.
    pub of: String,
    pub kind: Kind,
    pub body: Value,
    /// The department it belongs to, as the file names it.
    pub department: Option<String>,
    /// Cheques and slips on it, as the file names them.
    pub cheques: Vec<(String, Uuid, shared::treasury::PaymentMethod)>,
}

impl Draft {
    /// A document of the operation.
    fn of<B: DocumentBody>(stage: &Stage, body: &B) -> Result<Draft, Stop> {
        Ok(Draft {
            of: stage.operation.id.clone(),
            kind: B::KIND,
            body: serde_json::to_value(body)
                .map_err(|error| Stop::Unsupported(error.to_string()))?,
            department: None,
            cheques: Vec::new(),
        })
    }
}

impl Stage<'_> {
    /// The operation's own fields.
    fn fields<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        serde_json::from_value(Value::Object(self.operation.fields.clone()))
            .map_err(|error| Stop::Unsupported(error.to_string()))
    }

    /// A single document.
    fn make<B: DocumentBody>(&self, body: &B) -> Result<Vec<Act>, Stop> {
        Ok(vec![Act::Make(Draft::of(self, body)?)])
    }

    /// Voiding a document that has had effects.
    fn void(&self, target_id: DocumentId, reason: String) -> Result<Vec<Act>, Stop> {
        self.make(&Cancellation {
            target_id,
            reason,
            ..Cancellation::default()
        })
    }
}

type Function = fn(&Stage) -> Result<Vec<Act>, Stop>;

/// Every operation that can be played.
const TABLE: &[(&str, Function)] = &[
    ("ordinance_in_force", budget::ordinance_in_force),
    ("receipt", receipts::receipt),
    ("receipt_voided", receipts::receipt_voided),
    ("receipt_reversed", receipts::receipt_reversed),
    ("remittance_slip", receipts::remittance_slip),
    ("remittance_summary", receipts::remittance_summary),
    ("bank_receipt", receipts::bank_receipt),
    ("bank_deposit", receipts::bank_deposit),
    ("request_uncommitted", requests::request_uncommitted),
    ("request_deposit", requests::request_deposit),
    ("request_advance", advances::request_advance),
    ("advance_cleared", advances::advance_cleared),
    ("request_cancelled", requests::request_cancelled),
    ("cheque_report", payments::cheque_report),
    ("cheque_spoiled", payments::cheque_spoiled),
    ("payment_completed", payments::payment_completed),
    ("payment_transferred", payments::payment_transferred),
    ("payment_cash", payments::payment_cash),
    ("payment_voided", payments::payment_voided),
    ("daily_report", payments::daily_report),
];

/// Is there a row for this operation?
pub fn is_supported(operation: &Operation) -> bool {
    TABLE.iter().any(|(name, _)| *name == operation.op)
}

/// What an operation does.
pub fn acts(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let operation = stage.operation;
    if operation.unit.is_some() {
        return Err(Stop::Unsupported("book of an affiliated unit".to_owned()));
    }
    if operation.manual.is_some() {
        return Err(Stop::Unsupported("document made by hand".to_owned()));
    }
    let found = TABLE.iter().find(|(name, _)| *name == operation.op);
    match found {
        Some((_, function)) => function(stage),
        None => Err(Stop::Unsupported("operation not supported".to_owned())),
    }
}
