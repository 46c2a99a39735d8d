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
use shared::reporting::Witness;
use shared::{EntityId, ProblemCode};

/// Adds the route.
pub fn register(api: &mut Api) {
    let access = Access::Public("paper is checked by anybody who holds it");
    let check = Endpoint::get("/witness/{id}/{code}", "check_witness", "record", access)
        .says("Does the code printed on a report still stand in the record?")
        .answers::<Witness>();
    api.route(check, check_witness);
}

/// The number of the record and the digits of its hash, as printed: `57-AB12-…`.
fn read_code(code: &str) -> Option<(i64, String)> {
    let (seq, printed) = code.split_once('-')?;
    Some((seq.parse().ok()?, printed.replace('-', "").to_lowercase()))
}

async fn check_witness(
    state: Data<State>,
    PathOf((entity, code)): PathOf<(EntityId, String)>,
) -> Result<Json<Witness>, Error> {
    let (seq, printed) = read_code(&code).ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    let now = state.clock.now();
    let auth = Authorized::system(entity, "witness", now, bangkok_day(now));
    let work = async |tx: &mut Tx<'_>| operations::stands(tx, seq, &printed).await;
    // Whoever has not the paper is told no name.
    let stands = state.db.read(auth, work).await?;
    let mut told = told(stands);
    if told.matches {
        let newest = proof_of(&state, entity).await?;
        told.sealed = newest.filter(|proof| proof.seq >= seq);
    }
    Ok(Json(told))
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
