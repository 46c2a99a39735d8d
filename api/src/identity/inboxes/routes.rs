//! `/inbox/posts` and `/inbox/changes`.

use super::operations;
use crate::identity::TAG;
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::{QueryOf, session};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::identity::{InboxChange, PostInbox};
use shared::problem::FieldCode;

/// As long as anybody waits, in seconds: less than the minute after which gateways give up.
const LONGEST: u32 = 50;

/// From when on, and how long.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ChangeQuery {
    /// `mark` of the answer before; without it the answer is at once.
    #[param(max_length = 100)]
    after: Option<String>,
    /// Seconds to wait for a change, at most 50; none when not given.
    #[param(maximum = 50)]
    wait: Option<u32>,
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let posts = Endpoint::get("/inbox/posts", "list_inbox_posts", TAG, Access::Session)
        .says("How much waits for me in each of my posts")
        .answers_list::<PostInbox>();
    api.route(posts, list_inbox_posts);
    let changes = Endpoint::get("/inbox/changes", "get_inbox_changes", TAG, Access::Session)
        .says("Waits until there may be something else in my inboxes than before, of all my posts")
        .query::<ChangeQuery>()
        .answers::<InboxChange>();
    api.route(changes, get_inbox_changes);
}

async fn list_inbox_posts(ctx: Ctx, state: Data<State>) -> Result<Json<Vec<PostInbox>>, Error> {
    Ok(Json(operations::inboxes(&state, &ctx).await?))
}

async fn get_inbox_changes(
    request: HttpRequest,
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<ChangeQuery>,
) -> Result<Json<InboxChange>, Error> {
    let wait = query.wait.unwrap_or_default();
    if wait > LONGEST {
        return Err(Error::field("wait", FieldCode::Malformed));
    }
    let after = query.after.as_deref();
    let change = operations::changes(&state, &ctx, after, wait).await?;
    // The session may have ended while it waited, or have another name since a fresh proof: whoever asks
    // again is told which.
    let is_over = session(&request).await.is_err();
    let nothing = || InboxChange {
        mark: query.after.clone().unwrap_or_default(),
        has_changed: false,
    };
    Ok(Json(if is_over { nothing() } else { change }))
}
