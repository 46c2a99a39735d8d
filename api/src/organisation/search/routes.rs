//! `/search`.

use crate::documents;
use crate::organisation::catalogue::list_catalogue;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::QueryOf;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::KeyText;
use shared::document::DocumentHeader;
use shared::organisation::Party;
use shared::permission::{Operation, Resource};
use shared::search::{Found, FoundEntry};

/// Parties that are looked at, and those that are told.
const LOOKED_AT: u32 = 50;
const TOLD: usize = 8;

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct SearchQuery {
    /// A number of any kind with or without what stands before it and zeros, a cheque, an amount, a code,
    /// words; however it is typed.
    #[param(min_length = 1, max_length = 200)]
    q: String,
}

/// Adds the route.
pub fn register(api: &mut Api) {
    let search = Endpoint::get("/search", "ask_everything", "documents", Access::Session)
        .says("What one question finds, of what one may read: some of it, exact hits first")
        .query::<SearchQuery>()
        .answers::<Found>()
        .also::<DocumentHeader>();
    api.route(search, ask_everything);
}

async fn ask_everything(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<SearchQuery>,
) -> Result<Json<Found>, Error> {
    let auth = documents::any_read(&ctx)?;
    let work = async |tx: &mut Tx<'_>| {
        let found = documents::search(tx, &ctx, &query.q).await?;
        let parties = match ctx.may(Resource::Party.to(Operation::Read)) {
            true => parties(tx, query.q.trim()).await?,
            false => Vec::new(),
        };
        Ok(Found { parties, ..found })
    };
    Ok(Json(state.db.read(auth, work).await?))
}

/// Parties with these words in code or name, first the one with this very code.
async fn parties(tx: &mut Tx<'_>, words: &str) -> Result<Vec<FoundEntry>, Error> {
    let mut found = list_catalogue::<Party>(tx, Some(words), 1, LOOKED_AT)
        .await?
        .items;
    let code = KeyText::new(words);
    found.sort_by_key(|party| party.code != code);
    found.truncate(TOLD);
    let entry = |party: Party| FoundEntry {
        id: party.id.0,
        code: party.code,
        name_th: party.name_th,
    };
    Ok(found.into_iter().map(entry).collect())
}
