//! What the routes of the program do not say of themselves.

use shared::document::{Kind, Status, Step, StepName};

/// The steps of a kind that are left out of the route of a document whose body says something
/// (`DocumentBody::skips`).
pub struct LeftOut {
    pub kind: Kind,
    pub steps: &'static [StepName],
}

/// Every such kind: what decides over a payment by a cheque that was signed (`cheque_item_id`) is the
/// report of cheques.
pub const LEFT_OUT: &[LeftOut] = &[LeftOut {
    kind: Kind::Payment,
    steps: &[StepName::Examine, StepName::Pass, StepName::Approve],
}];

/// Kinds of which one that posts may have nothing to post: what is taken back may have no entries, a
/// day is signed, and a request for a deposit obliges no budget.
pub const MAY_POST_NOTHING: &[Kind] = &[
    Kind::Cancellation,
    Kind::DailyReport,
    Kind::DisbursementRequest,
];

/// May documents of this kind leave out this step?
pub fn may_leave_out(kind: Kind, step: StepName) -> bool {
    let mut all = LEFT_OUT.iter();
    all.any(|of| of.kind == kind && of.steps.contains(&step))
}

/// Does a route end with a document that is decided and not done?
pub fn ends_before(route: &[Step]) -> bool {
    route.last().is_some_and(|step| step.to == Status::Approved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::DocumentId;
    use shared::document::DocumentBody;
    use shared::treasury::payment::Payment;
    use uuid::Uuid;

    #[test]
    fn what_is_left_out_is_what_the_body_skips() {
        let direct = Payment::default();
        let by_cheque = Payment {
            cheque_item_id: Some(Uuid::nil()),
            requests: vec![DocumentId::default()],
            ..Payment::default()
        };
        for step in StepName::ALL {
            assert!(!direct.skips(*step), "{step}");
            let left_out = may_leave_out(Kind::Payment, *step);
            assert_eq!(by_cheque.skips(*step), left_out, "{step}");
        }
    }
}
