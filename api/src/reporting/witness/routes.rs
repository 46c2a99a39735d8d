//! The address that the code on paper leads to.

use super::operations::{self, Stands};
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::PathOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::reporting::roots::proof_of;
use actix_web::web::{Data, Json};
use shared::reporting::{Witness, read_code};
use shared::{EntityId, ProblemCode};

/// Adds the route.
pub fn register(api: &mut Api) {
    let access = Access::Public("paper is checked by anybody who holds it");
    let check = Endpoint::get("/witness/{id}/{code}", "check_witness", "record", access)
        .says("Does the code printed on a report still stand in the record?")
        .answers::<Witness>();
    api.route(check, check_witness);
    let access = Access::Public("a document's paper is checked by anybody who holds it");
    let check = Endpoint::get("/papers/{id}/{code}", "check_paper", "record", access)
        .says("Which document has the code printed on its paper, and is it still so?")
        .answers::<Witness>();
    api.route(check, check_paper);
}

async fn check_witness(
    state: Data<State>,
    PathOf((entity, code)): PathOf<(EntityId, String)>,
) -> Result<Json<Witness>, Error> {
    let (seq, printed) = asked(&code)?;
    let work = async |tx: &mut Tx<'_>| operations::stands(tx, seq, &printed).await;
    let stands = state.db.read(nobody(&state, entity), work).await?;
    let mut told = told(stands);
    if told.matches {
        let newest = proof_of(&state, entity).await?;
        told.sealed = newest.filter(|proof| proof.seq >= seq);
    }
    Ok(Json(told))
}

async fn check_paper(
    state: Data<State>,
    PathOf((entity, code)): PathOf<(EntityId, String)>,
) -> Result<Json<Witness>, Error> {
    let (seq, printed) = asked(&code)?;
    let work = async |tx: &mut Tx<'_>| operations::paper_stands(tx, seq, &printed).await;
    let stands = state.db.read(nobody(&state, entity), work).await?;
    Ok(Json(told(stands)))
}

fn asked(code: &str) -> Result<(i64, String), Error> {
    read_code(code).ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Whoever holds a paper; who has it not is told no name.
fn nobody(state: &State, entity: EntityId) -> Authorized {
    let now = state.clock.now();
    Authorized::system(entity, "witness", now, bangkok_day(now))
}

/// What is told of a record that stands; none is a wrong code.
fn told(stands: Option<Stands>) -> Witness {
    let message = match stands {
        Some(_) => "รหัสบนกระดาษตรงกับบัญชีของหน่วยงาน",
        None => "รหัสบนกระดาษไม่ตรงกับบัญชีของหน่วยงาน โปรดแจ้งหัวหน้าหน่วยงานคลังและผู้ตรวจสอบ",
    };
    Witness {
        matches: stands.is_some(),
        recorded_at: stands.as_ref().map(|stands| stands.at),
        paper: stands.as_ref().and_then(|stands| stands.paper.clone()),
        entity_name: stands.and_then(|stands| stands.entity),
        message: message.to_owned(),
        sealed: None,
    }
}
