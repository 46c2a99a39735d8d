//! What follows from a header, and how people see it.

use super::rights;
use super::store;
pub use super::store::{Actor, HeaderRow};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::document::{Action, DocumentHeader, NextStep, Status, Step, StepName, spec};
use shared::{DeputyId, DocumentId, PersonId, ProblemCode};

impl HeaderRow {
    /// Notes that the person has this duty from now on.
    pub fn note(&mut self, step: StepName, person: PersonId) {
        self.actors.push(Actor {
            step,
            person,
            is_of_paid: false,
        });
    }

    /// The step that comes next; none when the route is finished or the document void.
    pub fn next_step(&self) -> Option<&'static Step> {
        let waits = !matches!(self.status, Status::Cancelled | Status::Posted);
        self.ahead().first().filter(|_| waits)
    }

    /// The steps of its route from the next one on. Found by name, so that a step put into the route
    /// later changes nothing for documents under way or finished; a migration renames those that wait
    /// for a step that is taken out.
    pub fn ahead(&self) -> &'static [Step] {
        let steps = spec(self.kind).steps(self.route.as_deref());
        let next = steps
            .iter()
            .position(|step| Some(step.name) == self.next_step);
        next.and_then(|at| steps.get(at..)).unwrap_or_default()
    }

    /// Waits for the first of these steps from now on, or for none.
    pub fn wait_for(&mut self, ahead: &'static [Step]) {
        let steps = spec(self.kind).steps(self.route.as_deref());
        self.next_step = ahead.first().map(|step| step.name);
        self.steps_taken = i32::try_from(steps.len() - ahead.len()).unwrap_or(i32::MAX);
    }

    /// The header as the person asking sees it, with what that person may do.
    pub fn seen_by(self, ctx: &Ctx) -> DocumentHeader {
        let actions = rights::actions(ctx, &self);
        let next_step = self.next_step().map(|step| NextStep {
            name: step.name,
            action: step.action,
            roles: step.roles.to_vec(),
        });
        DocumentHeader {
            id: self.id,
            kind: self.kind,
            numbers: self.numbers,
            voucher: self.voucher,
            fiscal_year: self.fiscal_year,
            entered_on: self.entered_on,
            document_on: self.document_on,
            route: self.route,
            manual: self.manual,
            case_id: self.case_id,
            status: self.status,
            steps_taken: self.steps_taken,
            next_step,
            title: self.title,
            party_name: self.party_name,
            department_id: self.department_id,
            amount: self.amount,
            version: self.version,
            created_by: self.created_by,
            created_at: self.created_at,
            taken_by: self.taken_by,
            has_effect: self.has_effect,
            is_refused: self.is_refused,
            returned: self.returned,
            actions,
        }
    }

    /// The context of a refusal that concerns this document.
    pub fn label(&self) -> String {
        let number = self.numbers.last().map(|number| &number.text);
        number
            .or(self.voucher.as_ref())
            .unwrap_or(&self.title)
            .clone()
    }
}

/// The header of a document of the entity, of any kind.
pub async fn header_row(tx: &Tx<'_>, id: DocumentId) -> Result<HeaderRow, Error> {
    store::header(tx, id)
        .await?
        .ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// What was done to a document, for [`store::advance`].
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    /// The step of the route, where one was taken.
    pub step: Option<StepName>,
    /// What was done.
    pub action: Action,
    /// The reason given.
    pub comment: Option<&'a str>,
    /// The order by which it was done in the post of another.
    pub deputy: Option<DeputyId>,
}
