//! Where programs are kept.

use crate::platform::access::Authorized;
use crate::platform::db::schema::programs;
use crate::platform::db::{Db, Tx, sql};
use crate::platform::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Date, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::programs::{NewProgram, Program, ProgramProof, Scope};
use shared::{EntityId, ProgramId};

/// A program that is in, as it is known at the door; nothing prints it.
#[derive(QueryableByName)]
pub struct Known {
    #[diesel(sql_type = Uuid)]
    pub entity_id: EntityId,
    /// Its name, where people have theirs.
    #[diesel(sql_type = Text)]
    pub name_th: String,
    /// What it is in for.
    #[diesel(sql_type = Text)]
    pub scopes: String,
    #[diesel(sql_type = Date)]
    pub valid_until: NaiveDate,
    #[diesel(sql_type = Nullable<Binary>)]
    pub secret_hash: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub public_key: Option<String>,
    /// Today, for an entity to practise in.
    #[diesel(sql_type = Nullable<Date>)]
    pub practice_today: Option<NaiveDate>,
}

/// The program of this id, if it is in.
pub async fn known(db: &Db, auth: Authorized, id: ProgramId) -> Result<Option<Known>, Error> {
    let ask = async |tx: &mut Tx<'_>| {
        let program = sql("SELECT * FROM program_of($1)").bind::<Uuid, _>(id);
        Ok(program.get_result(tx).await.optional()?)
    };
    db.ask(auth, ask).await
}

/// Notes that it is given a token; false where it is in no longer.
pub async fn touch(tx: &mut Tx<'_>, id: ProgramId, entity: EntityId) -> Result<bool, Error> {
    #[derive(QueryableByName)]
    struct Touched {
        #[diesel(sql_type = Bool)]
        is_in: bool,
    }
    let touched: Touched = sql("SELECT touch_program($1, $2, $3) AS is_in")
        .bind::<Uuid, _>(id)
        .bind::<Uuid, _>(entity)
        .bind::<Timestamptz, _>(tx.now)
        .get_result(tx)
        .await?;
    Ok(touched.is_in)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: ProgramId,
    #[diesel(sql_type = Text)]
    program_th: String,
    #[diesel(sql_type = Text)]
    contact_name: String,
    #[diesel(sql_type = Text)]
    contact_email: String,
    #[diesel(sql_type = Text)]
    scopes: String,
    #[diesel(sql_type = Bool)]
    has_key: bool,
    #[diesel(sql_type = Date)]
    valid_until: NaiveDate,
    #[diesel(sql_type = Date)]
    registered_on: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    registered_by: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    withdrawn_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    used_at: Option<DateTime<Utc>>,
}

impl From<Row> for Program {
    fn from(row: Row) -> Program {
        Program {
            id: row.id,
            name: row.program_th,
            contact_name: row.contact_name,
            contact_email: row.contact_email,
            scopes: Scope::list(&row.scopes).unwrap_or_default(),
            proof: match row.has_key {
                true => ProgramProof::Key,
                false => ProgramProof::Secret,
            },
            valid_until: row.valid_until,
            registered_on: row.registered_on,
            registered_by: row.registered_by,
            withdrawn_on: row.withdrawn_on,
            used_at: row.used_at,
        }
    }
}

const PROGRAMS: &str = "SELECT g.id, g.program_th, g.contact_name, g.contact_email, g.scopes,
        g.public_key IS NOT NULL AS has_key, g.valid_until, g.registered_on,
        p.name_th AS registered_by, g.withdrawn_on, u.used_at
    FROM programs AS g LEFT JOIN persons AS p ON p.id = g.registered_by
    LEFT JOIN programs_used() AS u ON u.program_id = g.id
    WHERE g.entity_id = $1 AND ($2::uuid IS NULL OR g.id = $2)
    ORDER BY g.withdrawn_on IS NOT NULL, g.registered_on DESC, g.id DESC";

/// Programs, those that are in first; a page of them.
pub async fn list(tx: &mut Tx<'_>, limit: i64, offset: i64) -> Result<Vec<Program>, Error> {
    let page = sql(format!("{PROGRAMS} LIMIT $3 OFFSET $4"))
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(None::<ProgramId>)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset);
    let rows: Vec<Row> = page.load(tx).await?;
    Ok(rows.into_iter().map(Program::from).collect())
}

/// How many there are and were.
pub async fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let all = programs::table.filter(programs::entity_id.eq(tx.entity));
    Ok(all.count().get_result(tx).await?)
}

/// One of them.
pub async fn find(tx: &mut Tx<'_>, id: ProgramId) -> Result<Option<Program>, Error> {
    let one = sql(PROGRAMS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(id);
    let row: Option<Row> = one.get_result(tx).await.optional()?;
    Ok(row.map(Program::from))
}

/// Keeps a program that is let in, and the hash of its secret where it has one.
pub async fn insert(
    tx: &mut Tx<'_>,
    new: &NewProgram,
    secret_hash: Option<Vec<u8>>,
) -> Result<(), Error> {
    sql("SELECT register_program($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<Uuid, _>(new.id)
        .bind::<Text, _>(new.name.clone())
        .bind::<Text, _>(new.contact_name.clone())
        .bind::<Text, _>(new.contact_email.clone())
        .bind::<Text, _>(Scope::text(&new.scopes))
        .bind::<Date, _>(new.valid_until)
        .bind::<Nullable<Binary>, _>(secret_hash)
        .bind::<Nullable<Text>, _>(new.public_key.clone())
        .execute(tx)
        .await?;
    Ok(())
}

/// Shuts one out.
pub async fn withdraw(tx: &mut Tx<'_>, id: ProgramId) -> Result<(), Error> {
    sql("SELECT withdraw_program($1)")
        .bind::<Uuid, _>(id)
        .execute(tx)
        .await?;
    Ok(())
}
