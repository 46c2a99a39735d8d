//! Whose a table is, and where the record stands.

use crate::platform::db::Tx;
use crate::platform::db::schema::entities;
use crate::platform::error::Error;
use crate::platform::record;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use export::paper::Organisation;
use shared::reporting::RecordHead;

/// The organisation whose books are open, and the head of its record.
pub async fn whose(tx: &mut Tx<'_>) -> Result<(Organisation, RecordHead), Error> {
    let entity = entities::table.find(tx.entity).select((
        entities::name_th,
        entities::district,
        entities::province,
    ));
    let (name, district, province) = entity.first(tx).await?;
    let organisation = Organisation {
        name,
        district,
        province,
    };
    Ok((organisation, record::head(tx).await?))
}
