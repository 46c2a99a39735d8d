//! Who asks, for which entity, and the proof that they may.

use super::error::Error;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::{LocalBoxFuture, Ready, ready};
use shared::permission::{Permission, Role, allows};
use shared::{DepartmentId, EntityId, NATION, PersonId, ProblemCode};

/// Proof of a permission: the only way to a transaction.
#[derive(Debug, Clone)]
pub struct Authorized {
    /// The one entity that becomes visible.
    pub entity: EntityId,
    /// Who acts; nil where nobody is logged in.
    pub person: PersonId,
    /// What the record will say it was done with.
    pub permission: String,
    /// The posts that gave it, as the database writes them (`begin_write`): a write refuses when they are
    /// no longer those of the person. None where nobody's posts were asked.
    pub posts: Option<String>,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// Today for the entity.
    pub today: NaiveDate,
    /// The client's key, and the hash of what it was sent with.
    pub idempotency: Option<Idempotency>,
    /// Everything is done and checked, and nothing is kept.
    pub rehearses: bool,
}

/// An idempotency key and the request it stands for.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// As sent.
    pub key: String,
    /// SHA-256 of method, address and body.
    pub request_hash: String,
}

impl Authorized {
    /// For what needs no permission; the reason is counted by the tidy test.
    pub fn public(reason: &'static str, now: DateTime<Utc>) -> Authorized {
        Authorized::system(NATION, reason, now, super::clock::bangkok_day(now))
    }

    /// For the system itself: demonstration data, verification.
    pub fn system(
        entity: EntityId,
        reason: &'static str,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Authorized {
        Authorized {
            entity,
            person: PersonId::default(),
            permission: reason.to_owned(),
            posts: None,
            now,
            today,
            idempotency: None,
            rehearses: false,
        }
    }
}

/// A role held, and the department it is limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub role: Role,
    /// The department, for clerks and heads.
    pub department: Option<DepartmentId>,
}

/// Who asks: made from the session, once per request.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub person: PersonId,
    /// Name, as it will stand under signatures (W-1.7).
    pub name: String,
    /// Position, as it will stand under signatures.
    pub position: String,
    /// The entity worked in.
    pub entity: EntityId,
    /// The roles held there today.
    pub roles: Vec<Held>,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// Today for the entity.
    pub today: NaiveDate,
    /// The client's key, if one was sent.
    pub idempotency: Option<Idempotency>,
    /// The request is a rehearsal (`dry_run=true`).
    pub rehearses: bool,
}

impl Ctx {
    /// Proof of a permission, or the refusal that names it.
    pub fn authorize(&self, permission: Permission) -> Result<Authorized, Error> {
        if !self.may(permission) {
            return Err(Error::Forbidden(permission));
        }
        Ok(Authorized {
            entity: self.entity,
            person: self.person,
            permission: permission.to_string(),
            posts: Some(self.posts()),
            now: self.now,
            today: self.today,
            idempotency: self.idempotency.clone(),
            rehearses: self.rehearses,
        })
    }

    /// The roles held, as text: `role:department`, in order.
    fn posts(&self) -> String {
        let post = |held: &Held| {
            let department = held.department.map(|id| id.to_string());
            format!("{}:{}", held.role, department.unwrap_or_default())
        };
        let mut posts: Vec<String> = self.roles.iter().map(post).collect();
        posts.sort();
        posts.join(",")
    }

    /// Does any role held give this permission?
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|held| allows(held.role, permission))
    }

    /// The departments to which all these roles limit the person; none when one role is unlimited.
    pub fn departments(&self, roles: &[Role]) -> Option<Vec<DepartmentId>> {
        let held = self.roles.iter().filter(|held| roles.contains(&held.role));
        held.map(|held| held.department).collect()
    }
}

/// Finds the session of a request; given by `identity`, which lies above.
pub trait Sessions: Send + Sync {
    /// The context of the person logged in, or why there is none.
    fn find<'a>(&'a self, request: &'a HttpRequest) -> LocalBoxFuture<'a, Result<Ctx, Error>>;
}

/// The person the admission of the route has found; a public route has none.
impl FromRequest for Ctx {
    type Error = Error;
    type Future = Ready<Result<Ctx, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Ctx>().cloned();
        let found = found.ok_or(Error::Problem(ProblemCode::UNAUTHENTICATED));
        ready(found.and_then(|mut ctx| {
            ctx.idempotency = super::http::idempotency(request)?;
            Ok(ctx)
        }))
    }
}
