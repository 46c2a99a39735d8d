//! Voiding a document that has had effects.

use crate::document::room::*;
use crate::{DocumentId, FieldError, Money};
use serde::{Deserialize, Serialize};

/// What it is called, who does what with it, its route and its fields.
pub const SPEC: KindSpec = KindSpec {
    path: "cancellations",
    names: ("การยกเลิกเอกสาร", "Cancellation"),
    menu: (Menu::Accounts, 40),
    is_begun_elsewhere: true,
    readers: STAFF,
    route: &[
        step(S::Submit, Submit, Submitted, FO),
        // It may take back what others proved themselves for: a payment, a closed day.
        step(S::Approve, Approve, Posted, FH)
            .not_by(&[S::Draft, S::Submit])
            .with_proof()
            .leading_to((
                "เอกสารที่ขอยกเลิกจะเป็น “ยกเลิก” รายการบัญชีทั้งหมดกลับรายการทันที และคืนเอกสารที่อยู่ในฉบับนั้นให้ว่าง ถอนคืนไม่ได้",
                "The document becomes void, its bookings are reversed at once and what it took becomes free. There is no way back.",
            ))
            .with_effect(),
    ],
    years: Years::OfTheDay,
    statuses: STATUSES,
    labels: &[LABELS],
    ..KindSpec::OF_FINANCE
};

/// A cancellation is done with what it voids.
const STATUSES: &[Standing] = &[(Posted, "ยกเลิกให้แล้ว", "Done")];

/// What its fields are called.
const LABELS: &[Label] = &[
    ("target_id", "เอกสารที่ขอยกเลิก", "Document to cancel"),
    ("reason", "เหตุผลที่ยกเลิก", "Reason"),
    (
        "document_title",
        "รายการของเอกสารที่ขอยกเลิก",
        "Subject of the document",
    ),
    (
        "document_amount",
        "จำนวนเงินของเอกสารที่ขอยกเลิก",
        "Amount of the document",
    ),
];

/// Voiding a document that has had effects (W-1.3, W-1.5, W-7.4): its entries are mirrored, what
/// it took is free again, its numbers stay used.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The document to void.
    pub target_id: DocumentId,
    /// Why.
    pub reason: String,
    /// What the document is, for lists; filled by the server.
    #[serde(default)]
    pub document_title: String,
    /// Its amount in baht; filled by the server.
    #[serde(default)]
    pub document_amount: Money,
}

impl DocumentBody for Cancellation {
    const KIND: Kind = Kind::Cancellation;

    fn title(&self) -> String {
        format!("ยกเลิก {}", self.document_title)
    }

    fn amount(&self) -> Money {
        self.document_amount
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_passage(&mut errors, "reason", &self.reason, 1000);
        errors
    }
}
