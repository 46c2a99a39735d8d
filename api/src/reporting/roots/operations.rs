//! Makes a root, and proves what is in one.

use super::files::{self, Folder};
use super::merkle::{self, SealedHead};
use super::signing::SigningKey;
use super::store;
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::config::Signing;
use crate::platform::db::{Db, Tx};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, Utc};
use shared::EntityId;
use shared::reporting::{InclusionProof, SignedRoot};
use std::path::Path;

/// Makes the root of this night, once; or one more, where it is asked for.
pub async fn seal(
    db: &Db,
    signing: &Signing,
    now: DateTime<Utc>,
    is_asked_for: bool,
) -> Result<Option<SignedRoot>, Error> {
    let Signing { roots, key } = signing;
    let key = SigningKey::read(key)?;
    if !is_asked_for && !files::read(roots)?.chain.is_due(now) {
        return Ok(None);
    }
    let heads = heads(db, now).await?;
    files::append_root(roots, &key, now, heads, is_asked_for)
}

/// Where every record stands. Each organisation shows its own, as to all that the server does: no
/// two need be of the same moment, for each head stands for itself.
async fn heads(db: &Db, now: DateTime<Utc>) -> Result<Vec<SealedHead>, Error> {
    let mut heads = Vec::new();
    for entity in entities(db, now).await? {
        let auth = Authorized::system(entity, "seal", now, bangkok_day(now));
        let work = async |tx: &mut Tx<'_>| store::head(tx).await;
        let Some((seq, hash)) = db.read(auth, work).await? else {
            continue;
        };
        heads.push(SealedHead {
            entity_id: entity.0,
            seq,
            hash: hex(&hash),
        });
    }
    Ok(heads)
}

/// Every organisation, and the nation.
pub async fn entities(db: &Db, now: DateTime<Utc>) -> Result<Vec<EntityId>, Error> {
    let auth = Authorized::public("seal", now);
    let work = async |tx: &mut Tx<'_>| store::entities(tx).await;
    db.read(auth, work).await
}

/// That the record of an organisation stands in the newest root; none before the first that holds it.
pub fn latest_proof(folder: &Path, entity: EntityId) -> Result<Option<InclusionProof>, Error> {
    let folder = files::read(folder)?;
    let root = folder.chain.roots().next_back();
    Ok(root.and_then(|root| proof(&folder, root, entity)))
}

fn proof(folder: &Folder, root: &SignedRoot, entity: EntityId) -> Option<InclusionProof> {
    let heads = folder.heads(root)?;
    let index = heads.iter().position(|head| head.entity_id == entity.0)?;
    let own = heads.get(index)?;
    Some(InclusionProof {
        entity_id: entity,
        seq: own.seq,
        hash: own.hash.clone(),
        index: index as u64,
        path: merkle::path(&heads, index)?,
        root: root.clone(),
    })
}
