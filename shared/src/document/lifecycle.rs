//! The life cycle, once. The same table drives the engine, the buttons in the browser and the
//! constraint in the database.

codes! {
    /// Where a document stands. The long path of a ฎีกา is steps of its route, not more states.
    pub enum Status {
        /// ฉบับร่าง: only its maker works on it; no number.
        Draft = "draft" ("ฉบับร่าง", "Draft"),
        /// On its way along the route; numbered.
        Submitted = "submitted" ("รอดำเนินการ", "In progress"),
        /// Decided; waits for what happens next (a receipt for its slip, a ฎีกา for its payment).
        Approved = "approved" ("อนุมัติแล้ว", "Approved"),
        /// Done, with all its effects.
        Posted = "posted" ("ลงบัญชีแล้ว", "Posted"),
        /// Void; keeps its numbers.
        Cancelled = "cancelled" ("ยกเลิก", "Void"),
    }
}

codes! {
    /// What moves a document. The last two are consequences of other documents, never of a person.
    pub enum Action {
        /// Hand the draft in.
        Submit = "submit" ("ส่ง", "Submitted"),
        /// Take a step before the deciding one.
        Examine = "examine" ("ตรวจ", "Examined"),
        /// Send it back to its maker.
        Return = "return" ("ส่งคืน", "Returned"),
        /// Turn it down for good.
        Refuse = "refuse" ("ไม่อนุมัติ", "Refused"),
        /// Take the deciding step.
        Approve = "approve" ("อนุมัติ", "Approved"),
        /// Confirm that it happened.
        Post = "post" ("ยืนยัน", "Confirmed"),
        /// Void it.
        Cancel = "cancel" ("ยกเลิก", "Voided"),
        /// The document that took this one has taken effect.
        Settle = "settle" ("เสร็จสิ้นตามเอกสารปลายทาง", "Settled"),
        /// The document that took this one was voided.
        Reopen = "reopen" ("กลับมาว่าง", "Reopened"),
    }
}

/// What a kind calls it to stand somewhere: Thai, English.
pub type Standing = (Status, &'static str, &'static str);

/// What is void because whoever was asked turned it down, not because its maker voided it.
pub const REFUSED: (&str, &str) = ("ไม่อนุมัติ", "Refused");

use Action::*;
use Status::*;

/// Every move there is: from, by, to.
pub const TRANSITIONS: &[(Status, Action, Status)] = &[
    (Draft, Submit, Submitted),
    (Draft, Submit, Approved), // a route of one step: a receipt is issued by its collector
    (Submitted, Examine, Submitted),
    (Submitted, Return, Draft),
    (Submitted, Refuse, Cancelled),
    (Submitted, Approve, Approved),
    (Submitted, Approve, Posted),
    (Submitted, Post, Posted),
    (Approved, Post, Posted),
    (Approved, Return, Draft), // a payment that waits for its last step, which has the effect
    (Approved, Refuse, Cancelled),
    (Approved, Settle, Posted),
    (Posted, Reopen, Approved),
    (Draft, Cancel, Cancelled),
    (Submitted, Cancel, Cancelled),
    (Approved, Cancel, Cancelled),
    (Posted, Cancel, Cancelled),
];

/// Is this move in the table?
pub fn may(from: Status, action: Action, to: Status) -> bool {
    TRANSITIONS.contains(&(from, action, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_cancelled_and_nothing_done_returns_to_draft() {
        assert!(!TRANSITIONS.iter().any(|(from, _, _)| *from == Cancelled));
        assert!(!may(Posted, Return, Draft));
        assert!(!may(Posted, Refuse, Cancelled));
    }
}
