//! Where documents are found by the fund they charge, and by who did something to them.

use crate::platform::db::{Sql, Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::budget::Fund;
use shared::document::Doer;
use shared::{DocumentId, PersonId};

/// The documents of a fund: line by line, so that reading stops where there are too many.
const OF_FUND: &str = "SELECT c.document_id AS id FROM funds_charged AS c
    WHERE c.entity_id = $1 AND c.fund = $2 LIMIT $3";

/// The same of a person.
const OF_PERSON: &str = "SELECT DISTINCT document_id AS id FROM document_events
    WHERE entity_id = $1 AND person_id = $2 LIMIT $3";

/// Everybody who did something to a document, each met by the index of whom the events are of, and named
/// as in the newest document.
const PEOPLE: &str = "WITH RECURSIVE met(person_id) AS (
        (SELECT e.person_id FROM document_events AS e WHERE e.entity_id = $1
         ORDER BY e.person_id LIMIT 1)
        UNION ALL
        SELECT (SELECT e.person_id FROM document_events AS e
            WHERE e.entity_id = $1 AND e.person_id > m.person_id ORDER BY e.person_id LIMIT 1)
        FROM met AS m WHERE m.person_id IS NOT NULL)
    SELECT f.id, f.name FROM (SELECT m.person_id AS id, (SELECT e.person_name FROM document_events AS e
            WHERE e.entity_id = $1 AND e.person_id = m.person_id
            ORDER BY e.document_id DESC LIMIT 1) AS name
        FROM met AS m WHERE m.person_id IS NOT NULL) AS f
    ORDER BY f.name COLLATE \"th-TH-x-icu\", f.id";

/// The documents, of whatever kind, of a fund or of a person, where they are at most `most`; none where they
/// are more, or where neither is asked for.
pub async fn few_of(
    tx: &mut Tx<'_>,
    fund: Option<Fund>,
    person: Option<PersonId>,
    most: i64,
) -> Result<Option<Vec<DocumentId>>, Error> {
    let of_fund = fund.map(|fund| {
        let query = sql(OF_FUND).bind::<Uuid, _>(tx.entity);
        query.bind::<Text, _>(fund).bind::<BigInt, _>(most + 1)
    });
    let of_person = person.map(|person| {
        let query = sql(OF_PERSON).bind::<Uuid, _>(tx.entity);
        query.bind::<Uuid, _>(person).bind::<BigInt, _>(most + 1)
    });
    for query in [of_fund, of_person].into_iter().flatten() {
        if let Some(found) = ids(tx, query, most).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What a query finds, where its rows are at most `most`.
async fn ids(tx: &mut Tx<'_>, query: Sql<'_>, most: i64) -> Result<Option<Vec<DocumentId>>, Error> {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Uuid)]
        id: DocumentId,
    }
    let rows: Vec<Id> = query.load(tx).await?;
    // Rows, not documents: one ordinance may fill them all, and what comes behind it was not read.
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > most) {
        return Ok(None);
    }
    let mut ids: Vec<DocumentId> = rows.into_iter().map(|row| row.id).collect();
    // A document that charges two lines of a fund is one.
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids))
}

/// Who made documents of the organisation or did something to one, in the order of their names.
pub async fn people(tx: &mut Tx<'_>) -> Result<Vec<Doer>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Uuid)]
        id: PersonId,
        #[diesel(sql_type = Text)]
        name: String,
    }
    let query = sql(PEOPLE).bind::<Uuid, _>(tx.entity);
    let rows: Vec<Row> = query.load(tx).await?;
    let doers = rows.into_iter().map(|row| Doer {
        id: row.id,
        name: row.name,
    });
    Ok(doers.collect())
}
