//! The address that the code on paper leads to.

use super::store;
use crate::documents::header_row;
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::PathOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::reporting::roots::proof_of;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use shared::reporting::{Witness, WitnessedPaper};
use shared::{EntityId, ProblemCode};

/// Digits of the hash that are printed.
const PRINTED: usize = 16;

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
    let work = async |tx: &mut Tx<'_>| {
        let found = store::record_at(tx, seq).await?;
        let is_it = |(hash, _): &(String, _)| hash.get(..PRINTED) == Some(printed.as_str());
        let Some((hash, at)) = found.filter(is_it) else {
            return Ok(None);
        };
        Ok(Some(Stands {
            entity: store::name(tx).await?,
            at,
            paper: paper(tx, seq, &hash).await?,
        }))
    };
    // Whoever has not the paper is told no name.
    let stands = state.db.read(auth, work).await?;
    let mut told = told(stands);
    if told.matches {
        let newest = proof_of(&state, entity).await?;
        told.sealed = newest.filter(|proof| proof.seq >= seq);
    }
    Ok(Json(told))
}

/// The paper that was signed with this head, where one was.
async fn paper(tx: &mut Tx<'_>, seq: i64, hash: &str) -> Result<Option<WitnessedPaper>, Error> {
    let subject = store::signed_with(tx, seq, hash).await?;
    let Some((_, which)) = subject.as_deref().and_then(|of| of.split_once('/')) else {
        return Ok(None);
    };
    let Ok(id) = which.parse() else {
        let half = which.parse().ok();
        return Ok(half.map(|on| WitnessedPaper {
            kind: None,
            number: None,
            on,
            status: None,
        }));
    };
    let header = header_row(tx, id).await?;
    let number = header.numbers.last().map(|number| number.text.clone());
    Ok(Some(WitnessedPaper {
        kind: Some(header.kind),
        number: number.or(header.voucher),
        on: header.document_on.unwrap_or(header.entered_on),
        status: Some(header.status),
    }))
}

/// A record that stands, as it is told of.
struct Stands {
    entity: Option<String>,
    at: DateTime<Utc>,
    paper: Option<WitnessedPaper>,
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
