//! What tests must know of each kind: valid bodies, richer ones, wrong ones. A room a kind; a kind
//! without one does not compile.

mod advance_clearing;
mod advance_request;
mod bank_deposit;
mod bank_receipt;
mod cancellation;
mod cheque_report;
mod daily_report;
mod disbursement_request;
mod opening;
mod ordinance;
mod payment;
mod receipt;
mod remittance_slip;
mod remittance_summary;
mod reviewed;

use crate::support::Office;
use serde_json::Value;
use shared::document::Kind;

/// Asks the room of a kind.
macro_rules! rooms {
    ($($kind:ident $slice:ident $room:ident),*) => {
        /// A valid body, different every time. Openings need empty books, the others a furnished
        /// office.
        pub async fn body(kind: Kind, office: &Office) -> Value {
            match kind { $(Kind::$kind => $room::body(office).await),* }
        }

        /// Bodies with the fields that the ordinary one leaves out.
        pub async fn rich(kind: Kind, office: &Office) -> Vec<Value> {
            match kind { $(Kind::$kind => $room::rich(office).await),* }
        }

        /// Every other field there is, filled with something of its type.
        pub fn more(kind: Kind) -> Value {
            match kind { $(Kind::$kind => $room::more()),* }
        }

        /// Wrong bodies: place, what is put there, the field to be named.
        pub fn wrong(kind: Kind) -> &'static str {
            match kind { $(Kind::$kind => $room::WRONG),* }
        }
    };
}
shared::each_kind!(rooms);
