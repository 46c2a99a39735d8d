//! Asking the inbox of each post, and waiting for changes of any.

use crate::documents::waiting_count;
use crate::identity::{before_login, inside, people};
use crate::organisation::entity;
use crate::platform::access::{Ctx, Held};
use crate::platform::db::{Concern, Tx};
use crate::platform::error::Error;
use crate::platform::state::State;
use shared::ProblemCode;
use shared::identity::{InboxChange, Post, PostInbox};
use std::time::Duration;

async fn posts(state: &State, ctx: &Ctx) -> Result<Vec<Post>, Error> {
    let work = async |tx: &mut Tx<'_>| people::posts(tx, ctx.person).await;
    state.db.read(before_login(ctx.now), work).await
}

/// How much waits for the person in each post.
pub async fn inboxes(state: &State, ctx: &Ctx) -> Result<Vec<PostInbox>, Error> {
    let mut inboxes = Vec::new();
    for post in posts(state, ctx).await? {
        let there = at(state, ctx, &post).await?;
        let (count, more) = waiting_count(&state.db, &there).await?;
        inboxes.push(PostInbox {
            entity_id: post.entity_id,
            entity_name: post.entity_name,
            count,
            more,
        });
    }
    Ok(inboxes)
}

/// The person at another post.
async fn at(state: &State, ctx: &Ctx, post: &Post) -> Result<Ctx, Error> {
    if post.entity_id == ctx.entity {
        return Ok(ctx.clone());
    }
    let auth = inside(post.entity_id, ctx.person, ctx.now);
    let day = async |tx: &mut Tx<'_>| entity(tx, post.entity_id).await;
    let today = state.db.read(auth, day).await?.today;
    let held = post.roles.iter().filter(|held| held.is_in_force(today));
    let held = held.map(Held::from);
    Ok(Ctx {
        entity: post.entity_id,
        position: post.position.clone(),
        roles: held.collect(),
        given: post.roles.clone(),
        today,
        ..ctx.clone()
    })
}

/// Waits until something is heard that concerns a post of the person and comes after the mark, for so
/// many seconds at most; no connection of the database is held meanwhile.
pub async fn changes(
    state: &State,
    ctx: &Ctx,
    after: Option<&str>,
    seconds: u32,
) -> Result<InboxChange, Error> {
    let changes = state.db.changes();
    let Some(after) = after else {
        return Ok(InboxChange {
            mark: changes.mark(),
            has_changed: false,
        });
    };
    let posts = posts(state, ctx).await?;
    let of_post = |post: &Post| {
        let entity = post.entity_id;
        let roles: Vec<_> = post.roles.iter().map(|held| held.role).collect();
        roles.into_iter().map(move |role| (entity, role))
    };
    let concerns: Vec<Concern> = posts.iter().flat_map(of_post).collect();
    let wait = Duration::from_secs(u64::from(seconds));
    let heard = tokio::time::timeout(wait, changes.wait(after, ctx.person, &concerns)).await;
    match heard {
        Ok(false) => Err(Error::come_again(ProblemCode::TOO_MANY_REQUESTS, 5)),
        heard => {
            // What is heard from here on comes after the mark.
            let mark = changes.mark();
            let has_changed = heard.is_ok() || changes.has_changed(after, &concerns);
            Ok(InboxChange { mark, has_changed })
        }
    }
}
