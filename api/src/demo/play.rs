//! Walks documents along their routes as the people of the demonstration.

use crate::documents::{DocumentKind, act, create};
use crate::platform::access::{Ctx, Held};
use crate::platform::error::Error;
use crate::platform::state::State;
use serde_json::{Map, Value};
use shared::document::{ActionRequest, Document, NewDocument, spec};
use shared::organisation::Entity;
use shared::permission::{Operation, Role};
use shared::{DocumentId, PersonId, ProblemCode};
use uuid::Uuid;

/// The entity, and the people who act in it.
pub struct Stage<'a> {
    pub state: &'a State,
    pub entity: &'a Entity,
    /// Name, position and roles of each person.
    pub people: Vec<Ctx>,
}

/// A person as the engine sees one.
pub fn person(
    state: &State,
    entity: &Entity,
    id: PersonId,
    name: String,
    position: &str,
    roles: Vec<Held>,
) -> Ctx {
    Ctx {
        person: id,
        name,
        position: position.to_owned(),
        entity: entity.id,
        roles,
        given: Vec::new(),
        now: state.clock.now(),
        today: entity.today,
        idempotency: None,
        rehearses: false,
        proved_at: state.clock.now(),
        needs_proof: false,
        program: None,
    }
}

impl Stage<'_> {
    fn with_role<'a>(&'a self, roles: &'a [Role]) -> impl Iterator<Item = &'a Ctx> {
        self.people
            .iter()
            .filter(|ctx| ctx.roles.iter().any(|held| roles.contains(&held.role)))
    }

    /// Makes a document and takes up to `steps` steps of its route.
    pub async fn play<B: DocumentKind>(&self, body: B, steps: usize) -> Result<Document<B>, Error> {
        let spec = spec(B::KIND);
        let department = body.department();
        let in_department = |ctx: &&Ctx| {
            !spec.of_department || ctx.roles.iter().any(|held| held.department == department)
        };
        let maker = self.with_role(spec.makers).find(in_department);
        let maker = maker.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
        let auth = maker.authorize(B::KIND.to(Operation::Edit))?;
        let id = DocumentId(Uuid::now_v7());
        let new = NewDocument {
            id,
            fiscal_year: self.entity.fiscal_year,
            body,
            manual: None,
            case_id: None,
        };
        let work = async |tx: &mut crate::platform::db::Tx<'_>| create(tx, maker, new).await;
        let mut document = self.state.db.write(auth, work).await?;
        for _ in 0..steps {
            let Some(next) = document.header.next_step.clone() else {
                break;
            };
            document = self.step(document, &next.roles).await?;
        }
        Ok(document)
    }

    /// Takes the next step by the first person who may.
    async fn step<B: DocumentKind>(
        &self,
        document: Document<B>,
        roles: &[Role],
    ) -> Result<Document<B>, Error> {
        let action = document.header.next_step.as_ref().map(|step| step.action);
        let action = action.ok_or(Error::Problem(ProblemCode::WRONG_STATE))?;
        let mut refused = Error::Problem(ProblemCode::NOT_PERMITTED);
        for ctx in self.with_role(roles) {
            let auth = ctx.authorize(B::KIND.to_act(action))?;
            let request = ActionRequest {
                version: document.header.version,
                comment: None,
                fields: answers(&document)?,
            };
            let work = async |tx: &mut crate::platform::db::Tx<'_>| {
                act::<B>(tx, ctx, document.header.id, action, request).await
            };
            match self.state.db.write(auth, work).await {
                // Another department's, or taken an earlier step: the next person may.
                Err(error @ (Error::Forbidden(_) | Error::Problem(ProblemCode::NOT_FOUND))) => {
                    refused = error
                }
                other => return other,
            }
        }
        Err(refused)
    }
}

/// What the next step asks for: as it stands in the body, and of money the whole of it was counted.
fn answers<B: DocumentKind>(document: &Document<B>) -> Result<Map<String, Value>, Error> {
    let header = &document.header;
    let next = header.next_step.as_ref().map(|next| next.name);
    let mut steps = spec(header.kind).steps(header.route.as_deref()).iter();
    let asks = steps
        .find(|step| Some(step.name) == next)
        .map(|step| step.asks);
    let body = serde_json::to_value(&document.body).map_err(Error::unexpected)?;
    let said = asks.unwrap_or_default().iter().map(|name| {
        let said = if *name == "counted" { "total" } else { name };
        ((*name).to_owned(), body[said].clone())
    });
    Ok(said.collect())
}
