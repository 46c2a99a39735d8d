//! The addresses of practice.

use super::operations::{Founded, Practice, found};
use super::store;
use crate::platform::access::{Authorized, Ctx};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{CustomizeResponder, Responder};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use shared::{EntityId, ProblemCode};
use utoipa::ToSchema;

/// The day to set.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Today {
    /// Not before the day set last.
    #[serde(deserialize_with = "shared::calendar::day")]
    today: NaiveDate,
}

/// How long ago somebody who practises is to have proved who that is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PracticeProof {
    /// 0: just now.
    #[schema(minimum = 0, maximum = 86400)]
    seconds_ago: u32,
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let access = Access::Public("practice entities, only in development");
    let new = Endpoint::post(
        "/practice/entities",
        "found_practice_entity",
        "practice",
        access,
    )
    .says("A fresh entity to practise in, with its people logged in")
    .takes::<Practice>()
    .up_to(2 * 1024 * 1024)
    .with_status("201")
    .answers::<Founded>();
    api.route(new, found_entity);
    let path = "/practice/entities/{id}/today";
    let today = Endpoint::put(path, "set_practice_today", "practice", access)
        .says("Sets today for a practice entity; never back")
        .takes::<Today>()
        .answers::<Today>();
    api.route(today, set_today);
    let proof = Endpoint::put(
        "/practice/proof",
        "set_practice_proof",
        "practice",
        Access::Session,
    )
    .says(
        "Says when somebody who practises, and has neither password nor ThaiD, proved who that is",
    )
    .takes::<PracticeProof>()
    .answers::<PracticeProof>();
    api.route(proof, set_proof);
}

fn only_in_development(state: &State) -> Result<(), Error> {
    match state.config.is_development {
        true => Ok(()),
        false => Err(Error::Problem(ProblemCode::NOT_FOUND)),
    }
}

async fn found_entity(
    state: Data<State>,
    Body(practice): Body<Practice>,
) -> Result<CustomizeResponder<Json<Founded>>, Error> {
    only_in_development(&state)?;
    let founded = found(&state, practice).await?;
    Ok(Json(founded).customize().with_status(StatusCode::CREATED))
}

async fn set_proof(
    state: Data<State>,
    ctx: Ctx,
    Body(proof): Body<PracticeProof>,
) -> Result<Json<PracticeProof>, Error> {
    only_in_development(&state)?;
    let ago = TimeDelta::seconds(i64::from(proof.seconds_ago.min(86_400)));
    let auth = Authorized::public("practice", ctx.now);
    let work = async |tx: &mut Tx<'_>| store::prove(tx, ctx.person, ctx.now - ago).await;
    state.db.write_unrecorded(auth, work).await?;
    Ok(Json(proof))
}

async fn set_today(
    state: Data<State>,
    PathOf(id): PathOf<EntityId>,
    Body(body): Body<Today>,
) -> Result<Json<Today>, Error> {
    only_in_development(&state)?;
    let auth = Authorized::public("practice", state.clock.now());
    let work = async |tx: &mut Tx<'_>| store::set_today(tx, id, body.today).await;
    state.db.write_unrecorded(auth, work).await?;
    Ok(Json(body))
}
