//! From the token of a request to who asks: the other way to a `Ctx`.

use super::{limits, rules, store, tokens};
use crate::identity::before_login;
use crate::identity::throttle::refuse_for;
use crate::platform::access::{Ctx, ProgramPass};
use crate::platform::clock::bangkok_day;
use crate::platform::error::Error;
use crate::platform::state::State;
use actix_web::{HttpMessage, HttpRequest};
use chrono::DateTime;
use shared::programs::Scope;
use shared::{PersonId, ProblemCode};

/// Under the name of a program, where people have their position.
const POSITION: &str = "โปรแกรมภายนอก";

/// Who asks with this token: a program that is in now, for what the token lets it do and it is in for.
pub async fn context(state: &State, request: &HttpRequest, token: &str) -> Result<Ctx, Error> {
    let now = state.clock.now();
    let none = || Error::Problem(ProblemCode::INVALID_TOKEN);
    let claims = tokens::read(&state.config, now, token)?;
    let (stands, is_too_many) = limits::REQUESTS.count(claims.sub);
    request.extensions_mut().insert(stands);
    if is_too_many {
        refuse_for(stands.wait_seconds())?;
    }
    let known = store::known(&state.db, before_login(now), claims.sub).await?;
    let known = known.ok_or_else(none)?;
    let today = known.practice_today.unwrap_or_else(|| bangkok_day(now));
    if known.entity_id != claims.entity || today > known.valid_until {
        return Err(none());
    }
    let let_in_for = Scope::list(&known.scopes).unwrap_or_default();
    let scopes = claims.scopes().into_iter();
    let scopes = scopes.filter(|scope| rules::is_within(*scope, &let_in_for));
    Ok(Ctx {
        person: PersonId(claims.sub.0),
        name: known.name_th,
        position: POSITION.to_owned(),
        entity: known.entity_id,
        roles: Vec::new(),
        given: Vec::new(),
        now,
        today,
        idempotency: None,
        rehearses: false,
        // A program proves nothing about a person.
        proved_at: DateTime::UNIX_EPOCH,
        needs_proof: false,
        program: Some(ProgramPass {
            scopes: scopes.collect(),
            let_in_for: known.scopes,
        }),
    })
}
