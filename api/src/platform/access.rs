//! Who asks, for which entity, and the proof that they may.

use super::error::{Context, Error};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::future::{LocalBoxFuture, Ready, ready};
use shared::deputies::Acting;
use shared::identity::RoleHeld;
use shared::permission::{Operation, Permission, Resource, Role, allows};
use shared::problem::RightHolder;
use shared::programs::Scope;
use shared::{DepartmentId, DeputyId, EntityId, Money, NATION, PersonId, ProblemCode};

/// How long a proof of who somebody is counts for what matters most (step-up, `trust.md` section 4);
/// the database says the same (`is_proved`).
const PROOF_LIFE: TimeDelta = TimeDelta::minutes(5);

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

/// A role held today, and what it is limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub role: Role,
    /// The department, for clerks and heads.
    pub department: Option<DepartmentId>,
    /// The largest amount decided with it.
    pub ceiling: Option<Money>,
    /// The order by which it is held in the post of another; none for the own.
    pub deputy: Option<DeputyId>,
}

impl From<&RoleHeld> for Held {
    fn from(held: &RoleHeld) -> Held {
        Held {
            role: held.role,
            department: held.department_id,
            ceiling: held.amount_ceiling,
            deputy: held.acting.as_ref().map(|acting| acting.id),
        }
    }
}

/// A right that somebody lacks, and whose it would be.
#[derive(Debug, Clone)]
pub struct Missing {
    /// Why it is missing.
    pub code: ProblemCode,
    /// What the sentence leaves to be filled in.
    pub context: Context,
    /// The right.
    pub permission: Permission,
    /// Each of these roles has it.
    pub roles: Vec<Role>,
    /// It is needed for this department.
    pub department: Option<DepartmentId>,
    /// It is needed up to this amount.
    pub amount: Option<Money>,
    /// These people have it not, whatever their roles.
    pub barred: Vec<PersonId>,
    /// Who has it, once that was asked ([`Sessions::holders`]).
    pub holders: Vec<RightHolder>,
}

impl Missing {
    /// None of the roles held today gives it.
    pub fn of(permission: Permission) -> Missing {
        let roles = Role::ALL.iter().copied();
        Missing {
            code: ProblemCode::NOT_PERMITTED,
            context: Context::from([("permission".to_owned(), permission.to_string())]),
            permission,
            roles: roles.filter(|role| allows(*role, permission)).collect(),
            department: None,
            amount: None,
            barred: Vec::new(),
            holders: Vec::new(),
        }
    }

    /// The same for another reason, told with a word of the sentence.
    pub fn because(mut self, code: ProblemCode, word: &str, told: String) -> Missing {
        self.code = code;
        self.context.insert(word.to_owned(), told);
        self
    }
}

impl From<Missing> for Error {
    fn from(missing: Missing) -> Error {
        Error::Forbidden(Box::new(missing))
    }
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
    /// The roles given there, those that do not count today included.
    pub given: Vec<RoleHeld>,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// Today for the entity.
    pub today: NaiveDate,
    /// The client's key, if one was sent.
    pub idempotency: Option<Idempotency>,
    /// The request is a rehearsal (`dry_run=true`).
    pub rehearses: bool,
    /// When the person last proved who that is, by password or ThaiD.
    pub proved_at: DateTime<Utc>,
    /// The route asks for a fresh proof.
    pub needs_proof: bool,
    /// A program asks, no person: what it may do instead of roles, of which it has none.
    pub program: Option<ProgramPass>,
}

/// What a program may do.
#[derive(Debug, Clone)]
pub struct ProgramPass {
    /// What its token lets it do, as far as it was let in for that.
    pub scopes: Vec<Scope>,
    /// What it was let in for, as the database writes it.
    pub let_in_for: String,
}

impl ProgramPass {
    /// Does one of its scopes allow this?
    pub fn allows(&self, permission: Permission) -> bool {
        self.scopes.iter().any(|scope| scope.allows(permission))
    }
}

impl Ctx {
    /// Proof of a permission, or the refusal that names it.
    pub fn authorize(&self, permission: Permission) -> Result<Authorized, Error> {
        if !self.may(permission) {
            return Err(self.lacks(Missing::of(permission)));
        }
        if self.needs_proof {
            self.check_proof()?;
        }
        Ok(self.authorize_own(&permission.to_string()))
    }

    /// Proof that somebody works here now, for what everybody may do who does; the record will call it
    /// `act`.
    pub fn authorize_own(&self, act: &str) -> Authorized {
        Authorized {
            entity: self.entity,
            person: self.person,
            permission: act.to_owned(),
            posts: Some(self.posts()),
            now: self.now,
            today: self.today,
            idempotency: self.idempotency.clone(),
            rehearses: self.rehearses,
        }
    }

    /// Has the person proved a moment ago who that is? A rehearsal keeps nothing and needs no proof.
    pub fn check_proof(&self) -> Result<(), Error> {
        let age = self.now - self.proved_at;
        match self.rehearses || -PROOF_LIFE < age && age < PROOF_LIFE {
            true => Ok(()),
            false => Err(Error::Problem(ProblemCode::STEP_UP_REQUIRED)),
        }
    }

    /// The refusal for a right that is missing; it says so where a role that would do does not count
    /// today.
    pub fn lacks(&self, missing: Missing) -> Error {
        if self.program.is_some() {
            // Who works here is no matter of whoever made the program.
            return beyond_program(missing.permission);
        }
        let lapsed =
            |held: &&RoleHeld| missing.roles.contains(&held.role) && !held.is_in_force(self.today);
        let Some(held) = self.given.iter().find(lapsed) else {
            return missing.into();
        };
        match &held.acting {
            None => {
                let told = format!("{} {}", held.role.thai(), held.days());
                missing.because(ProblemCode::ROLE_NOT_IN_FORCE, "role", told)
            }
            Some(acting) => {
                let code = ProblemCode::DEPUTY_NOT_IN_FORCE;
                let missing = missing.because(code, "order", acting.order_no.clone());
                let missing = missing.because(code, "post", acting.line());
                missing.because(code, "days", held.days())
            }
        }
        .into()
    }

    /// The order by which the person does what some of the roles held allow: none where one of the own
    /// does.
    pub fn capacity(&self, allowing: impl Fn(&Held) -> bool) -> Option<DeputyId> {
        let allowing = self.roles.iter().filter(|held| allowing(held));
        let orders: Option<Vec<DeputyId>> = allowing.map(|held| held.deputy).collect();
        orders?.first().copied()
    }

    /// In whose post somebody acts by this order.
    pub fn acting(&self, order: DeputyId) -> Option<&Acting> {
        let mut acting = self.given.iter().filter_map(|held| held.acting.as_ref());
        acting.find(|acting| acting.id == order)
    }

    /// The roles held, as text: `role:department:ceiling`, in order; of a program what it was let in for.
    fn posts(&self) -> String {
        if let Some(program) = &self.program {
            return format!("program:{}", program.let_in_for);
        }
        let post = |held: &Held| {
            let department = held.department.map(|id| id.to_string());
            let ceiling = held.ceiling.map(|amount| amount.to_string());
            let (department, ceiling) =
                (department.unwrap_or_default(), ceiling.unwrap_or_default());
            format!("{}:{department}:{ceiling}", held.role)
        };
        let mut posts: Vec<String> = self.roles.iter().map(post).collect();
        posts.sort();
        posts.join(",")
    }

    /// Does any role held give this permission, or a scope of the program?
    pub fn may(&self, permission: Permission) -> bool {
        match &self.program {
            Some(program) => program.allows(permission),
            None => self.roles.iter().any(|held| allows(held.role, permission)),
        }
    }

    /// May the person see numbers of citizens and taxpayers whole?
    pub fn sees_numbers(&self) -> bool {
        self.may(Resource::TaxNumber.to(Operation::Read))
    }

    /// The departments to which all these roles limit the person; none when one role is unlimited.
    pub fn departments(&self, roles: &[Role]) -> Option<Vec<DepartmentId>> {
        if self.program.is_some() {
            return None;
        }
        let held = self.roles.iter().filter(|held| roles.contains(&held.role));
        held.map(|held| held.department).collect()
    }

    /// The largest amount that these roles let the person decide on; none when any.
    pub fn ceiling(&self, roles: &[Role]) -> Option<Money> {
        let held = self.roles.iter().filter(|held| roles.contains(&held.role));
        let ceilings: Option<Vec<Money>> = held.map(|held| held.ceiling).collect();
        ceilings?.into_iter().max()
    }
}

/// The refusal of a program: the scope that is missing, or that there is none for this.
fn beyond_program(permission: Permission) -> Error {
    match Scope::of(permission) {
        None => Error::Problem(ProblemCode::NOT_FOR_PROGRAMS),
        Some(scope) => {
            let context = Context::from([("scope".to_owned(), scope.to_string())]);
            Error::Refused(ProblemCode::INSUFFICIENT_SCOPE, context, Vec::new())
        }
    }
}

/// Seconds for which a proof still counts; none when it is too old.
pub fn proof_left(proved_at: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (PROOF_LIFE - (now - proved_at)).num_seconds().max(0)
}

/// Finds the session of a request; given by `identity`, which lies above.
pub trait Sessions: Send + Sync {
    /// The context of the person logged in, or why there is none.
    fn find<'a>(&'a self, request: &'a HttpRequest) -> LocalBoxFuture<'a, Result<Ctx, Error>>;

    /// Some of those who have, where the person works, the right that this person lacks.
    fn holders<'a>(
        &'a self,
        ctx: &'a Ctx,
        missing: &'a Missing,
    ) -> LocalBoxFuture<'a, Result<Vec<RightHolder>, Error>>;
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
