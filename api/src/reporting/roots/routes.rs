//! The addresses of roots: all of them for everybody, of one's own organisation the proof.

use super::files;
use super::operations::latest_proof;
use super::rules::Entry;
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::turns::Turns;
use actix_web::web::{Data, Json};
use shared::EntityId;
use shared::permission::{Operation, Resource};
use shared::reporting::{Inclusion, InclusionProof, PublishedRoot, PublishedRoots, SignedRoot};
use std::path::{Path, PathBuf};

/// Roots that are told: of a month.
const NEWEST: usize = 31;

/// The whole tree of a root is made for a proof.
static TURNS: Turns = Turns::new(1, 30);

/// Adds the routes.
pub fn register(api: &mut Api) {
    let access = Access::Public("anybody may keep the roots and sign them");
    let list = Endpoint::get("/roots", "get_roots", "record", access)
        .says("The newest signed roots over all records, and every key that ever signed one")
        .answers::<PublishedRoots>();
    api.route(list, get_roots);
    let access = Access::Permission(Resource::Record.to(Operation::Read));
    let proof = Endpoint::get(
        "/record/inclusion",
        "get_record_inclusion",
        "record",
        access,
    )
    .says("The proof that the record of the organisation stands in the newest signed root")
    .answers::<Inclusion>();
    api.route(proof, get_record_inclusion);
}

async fn get_roots(state: Data<State>) -> Result<Json<PublishedRoots>, Error> {
    match folder(&state) {
        Some(path) => Ok(Json(TURNS.run(move || published(&path)).await?)),
        None => Ok(Json(PublishedRoots::default())),
    }
}

fn published(path: &Path) -> Result<PublishedRoots, Error> {
    let folder = files::read(path)?;
    let told = |root: &SignedRoot| {
        let hash = Entry::Root(root.clone()).hash();
        let by_others = folder.countersigned.iter().filter(|of| of.root == hash);
        PublishedRoot {
            root: root.clone(),
            countersigned: by_others.cloned().collect(),
            hash,
        }
    };
    let newest = folder.chain.roots().rev().take(NEWEST);
    Ok(PublishedRoots {
        keys: folder.chain.keys().cloned().collect(),
        roots: newest.map(told).collect(),
    })
}

async fn get_record_inclusion(ctx: Ctx, state: Data<State>) -> Result<Json<Inclusion>, Error> {
    ctx.authorize(Resource::Record.to(Operation::Read))?;
    let proof = proof_of(&state, ctx.entity).await?;
    Ok(Json(Inclusion { proof }))
}

fn folder(state: &State) -> Option<PathBuf> {
    (state.config.signing.as_ref()).map(|signing| signing.roots.clone())
}

/// The newest proof of an organisation, when its turn comes.
pub async fn proof_of(state: &State, entity: EntityId) -> Result<Option<InclusionProof>, Error> {
    match folder(state) {
        Some(path) => TURNS.run(move || latest_proof(&path, entity)).await,
        None => Ok(None),
    }
}
