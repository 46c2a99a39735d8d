//! From a request to its session: the one way to a `Ctx`.

use super::rules::{Standing, standing};
use super::store::{self, HeldRow, Row};
use crate::identity::{before_login, cookies, inside};
use crate::identity::{programs, users};
use crate::platform::access::{Ctx, Held, Missing, Sessions};
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::bearer;
use crate::platform::state::State;
use actix_web::HttpRequest;
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::{FutureExt, LocalBoxFuture};
use shared::ProblemCode;
use shared::problem::RightHolder;
use std::sync::Arc;

/// A session that exists, open or locked.
pub struct Found {
    /// The hash of its token.
    pub hash: Vec<u8>,
    /// What is kept.
    pub row: Row,
    /// Open or locked; never over.
    pub standing: Standing,
}

/// Finds sessions for every handler that asks for a `Ctx`.
pub fn sessions(state: State) -> Arc<dyn Sessions> {
    Arc::new(CookieSessions { state })
}

struct CookieSessions {
    state: State,
}

impl Sessions for CookieSessions {
    fn find<'a>(&'a self, request: &'a HttpRequest) -> LocalBoxFuture<'a, Result<Ctx, Error>> {
        match bearer(request) {
            // Whoever comes with a token is that program, whatever cookies come along.
            Some(token) => programs::context(&self.state, request, token).boxed_local(),
            None => context(&self.state, request).boxed_local(),
        }
    }

    fn holders<'a>(
        &'a self,
        ctx: &'a Ctx,
        missing: &'a Missing,
    ) -> LocalBoxFuture<'a, Result<Vec<RightHolder>, Error>> {
        let auth = inside(ctx.entity, ctx.person, ctx.now);
        let work = async |tx: &mut Tx<'_>| users::holders(tx, missing, ctx.today).await;
        async move { self.state.db.read(auth, work).await }.boxed_local()
    }
}

/// The session of a request, if there is one that is not over.
pub async fn find(state: &State, request: &HttpRequest) -> Result<Found, Error> {
    let gone = || Error::Problem(ProblemCode::UNAUTHENTICATED);
    let hash = cookies::token_hash_of(request, cookies::SESSION).ok_or_else(gone)?;
    let now = state.clock.now();
    let row = store::find(&state.db, before_login(now), &hash)
        .await?
        .ok_or_else(gone)?;
    let idle_seconds = state.config.idle_seconds;
    let standing = standing(
        now,
        row.used_at,
        row.expires_at,
        row.is_locked,
        idle_seconds,
    );
    // Without a role today there is nothing to be logged in for: suspension acts at once.
    let today = today(&row, now);
    let works = row.roles.iter().any(|given| given.held.is_in_force(today));
    if standing == Standing::Ended || !works {
        return Err(gone());
    }
    Ok(Found {
        hash,
        row,
        standing,
    })
}

/// Today where the session is.
fn today(row: &Row, now: DateTime<Utc>) -> NaiveDate {
    row.practice_today.unwrap_or_else(|| bangkok_day(now))
}

/// Is the request one that nobody made: a page that keeps itself up to date? It keeps no session open.
fn is_background(request: &HttpRequest) -> bool {
    request.headers().contains_key("X-Background")
}

async fn context(state: &State, request: &HttpRequest) -> Result<Ctx, Error> {
    let Found {
        hash,
        row,
        standing,
    } = find(state, request).await?;
    let now = state.clock.now();
    let auth = inside(row.entity_id, row.person_id, now);
    match standing {
        Standing::Open { is_stale: true } if !is_background(request) => {
            let work = async |tx: &mut Tx<'_>| store::touch(tx, &hash).await;
            // A crowd stops nobody who is inside; the next request notes it.
            if let Err(error) = state.db.write_unrecorded(auth, work).await {
                tracing::warn!(%error, "the use of a session was not noted");
            }
        }
        Standing::Locked { is_new } => {
            if is_new {
                let work = async |tx: &mut Tx<'_>| store::lock(tx, &hash).await;
                state.db.write_unrecorded(auth, work).await?;
            }
            return Err(Error::Problem(ProblemCode::SESSION_LOCKED));
        }
        Standing::Open { .. } | Standing::Ended => {}
    }
    let today = today(&row, now);
    let counts = |given: &&HeldRow| given.held.is_in_force(today);
    let first = row.roles.iter().find(counts);
    let held = row.roles.iter().filter(counts);
    let held = held.map(|given| Held::from(&given.held));
    Ok(Ctx {
        person: row.person_id,
        name: row.name_th,
        position: first
            .map(|given| given.position_th.clone())
            .unwrap_or_default(),
        entity: row.entity_id,
        roles: held.collect(),
        given: row.roles.iter().map(|given| given.held.clone()).collect(),
        now,
        today,
        idempotency: None,
        rehearses: false,
        proved_at: row.proved_at,
        needs_proof: false,
        program: None,
    })
}
