//! `/claims`: what every "choose what to draw on" is chosen from.

use super::store::{self, ClaimFilter};
use crate::documents::rights;
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::{QueryOf, paging, several};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::claims::Claim;
use shared::document::Kind;
use shared::page::Portion;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ClaimQuery {
    /// Only on these accounts: `claim.cheque`.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    account: Vec<String>,
    /// Only those that stem from documents of these kinds.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    kind: Vec<Kind>,
    /// `true`: only those of which something is free to be drawn on. Else those, too, of which
    /// documents on their way keep what is left.
    #[serde(default)]
    open: bool,
    /// Only of this party.
    party_id: Option<Uuid>,
    /// Text within label or party, however it is typed.
    q: Option<String>,
    /// After this place: `next` of the answer before.
    after: Option<String>,
    /// Rows in one answer, at most 200.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    let list = Endpoint::get("/claims", "list_claims", "documents", Access::Session)
        .says("What has something left to be drawn on, by the documents one may read")
        .query::<ClaimQuery>()
        .answers_portion::<Claim>()
        .for_programs();
    api.route(list, list_claims);
}

async fn list_claims(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<ClaimQuery>,
) -> Result<Json<Portion<Claim>>, Error> {
    let (_, per_page) = paging(None, query.per_page)?;
    let mut readable = rights::readable(&ctx);
    readable.retain(|of| query.kind.is_empty() || query.kind.contains(&of.kind));
    let filter = ClaimFilter {
        readable,
        accounts: query.account,
        open: query.open,
        party: query.party_id,
        text: query.q.filter(|text| !text.trim().is_empty()),
        after: query.after,
        limit: per_page,
    };
    let auth = rights::any_read(&ctx)?;
    let answer = state
        .db
        .read(auth, async |tx| store::list(tx, &filter).await)
        .await?;
    Ok(Json(answer))
}
