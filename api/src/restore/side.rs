//! What is damaged of the record, and files that are gone, brought from a database that was restored
//! beside. It is not trusted: what comes from it must make the record whole, or nothing has happened.

use super::store;
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use crate::platform::record::RecordRow;
use crate::verify::{head_of, records_after};
use uuid::Uuid;

/// Puts the records of the database beside in the place of those that are otherwise or not there; its
/// head too, where that is not older. Gives how many.
pub async fn mend_record(
    conn: &mut OwnerConnection,
    side: &mut OwnerConnection,
    entity: Uuid,
) -> Result<u64, Error> {
    let (mut after, mut mended) = (0, 0);
    let mut last: Option<RecordRow> = None;
    loop {
        let theirs = page(side, entity, after).await?;
        let own = page(conn, entity, after).await.unwrap_or_default();
        let Some(end) = theirs.last().cloned() else {
            break;
        };
        for record in &theirs {
            if !own.contains(record) {
                store::replace_record(conn, record).await?;
                mended += 1;
            }
        }
        after = end.seq;
        last = Some(end);
    }
    let own = head_of(conn, entity).await?;
    if let Some(end) = last
        && own.is_none_or(|seq| seq <= end.seq)
    {
        store::set_head(conn, entity, end.seq, &end.hash).await?;
    }
    Ok(mended)
}

async fn page(
    conn: &mut OwnerConnection,
    entity: Uuid,
    after: i64,
) -> Result<Vec<RecordRow>, Error> {
    let page = records_after(conn, entity, after).await?;
    page.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// Brings the files that documents name and that are not there.
pub async fn bring_files(
    conn: &mut OwnerConnection,
    side: &mut OwnerConnection,
    entity: Uuid,
) -> Result<(), Error> {
    for missing in store::missing_files(conn, entity).await? {
        if let Some(file) = store::file(side, entity, &missing.hash).await? {
            store::add_file(conn, entity, file).await?;
        }
    }
    Ok(())
}
