//! Where orders are kept.

use crate::platform::db::schema::{deputies, role_assignments};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::deputies::{Acting, Deputy, NewDeputy};
use shared::permission::Role;
use shared::{DepartmentId, DeputyId, Money, PersonId};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: DeputyId,
    #[diesel(sql_type = Uuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Jsonb)]
    acting: Json<Acting>,
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = Nullable<Uuid>)]
    department_id: Option<DepartmentId>,
    #[diesel(sql_type = Nullable<Numeric>)]
    amount_ceiling: Option<Money>,
    #[diesel(sql_type = Date)]
    valid_from: NaiveDate,
    #[diesel(sql_type = Date)]
    valid_until: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    ended_on: Option<NaiveDate>,
    #[diesel(sql_type = Bool)]
    is_suspended: bool,
}

impl From<Row> for Deputy {
    fn from(row: Row) -> Deputy {
        Deputy {
            id: row.id,
            person_id: row.person_id,
            name: row.name,
            acting: row.acting.0,
            role: row.role,
            department_id: row.department_id,
            amount_ceiling: row.amount_ceiling,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            ended_on: row.ended_on,
            is_suspended: row.is_suspended,
        }
    }
}

/// The order as it was entered, and what is left of the role it gave.
const DEPUTIES: &str = "SELECT d.id, d.person_id, p.name_th AS name, acting(d) AS acting, d.role,
        d.department_id, d.amount_ceiling, d.valid_from, d.valid_until,
        CASE WHEN a.id IS NULL THEN d.valid_from - 1
            WHEN a.valid_until < d.valid_until THEN a.valid_until END AS ended_on,
        coalesce(a.is_suspended, false) AS is_suspended
    FROM deputies AS d JOIN persons AS p ON p.id = d.person_id
    LEFT JOIN role_assignments AS a ON a.entity_id = d.entity_id AND a.deputy_id = d.id
    WHERE d.entity_id = $1 AND ($2::uuid IS NULL OR d.id = $2)
    ORDER BY d.valid_from DESC, d.id DESC";

/// Orders, those of the latest days first; a page of them.
pub async fn list(tx: &mut Tx<'_>, limit: i64, offset: i64) -> Result<Vec<Deputy>, Error> {
    let page = sql(format!("{DEPUTIES} LIMIT $3 OFFSET $4"))
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(None::<DeputyId>)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset);
    let rows: Vec<Row> = page.load(tx).await?;
    Ok(rows.into_iter().map(Deputy::from).collect())
}

/// How many there are.
pub async fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let all = deputies::table.filter(deputies::entity_id.eq(tx.entity));
    Ok(all.count().get_result(tx).await?)
}

/// One of them.
pub async fn find(tx: &mut Tx<'_>, id: DeputyId) -> Result<Option<Deputy>, Error> {
    let one = sql(DEPUTIES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Uuid>, _>(id);
    let row: Option<Row> = one.get_result(tx).await.optional()?;
    Ok(row.map(Deputy::from))
}

/// Keeps an order, and gives the role of the post.
pub async fn insert(tx: &mut Tx<'_>, id: DeputyId, new: &NewDeputy) -> Result<(), Error> {
    sql("SELECT appoint_deputy($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind::<Uuid, _>(id)
        .bind::<Uuid, _>(new.person_id)
        .bind::<Text, _>(new.kind)
        .bind::<Text, _>(new.role)
        .bind::<Nullable<Uuid>, _>(new.department_id)
        .bind::<Text, _>(new.post_th.clone())
        .bind::<Nullable<Uuid>, _>(new.holder_id)
        .bind::<Text, _>(new.order_no.clone())
        .bind::<Date, _>(new.ordered_on)
        .bind::<Date, _>(new.valid_from)
        .bind::<Date, _>(new.valid_until)
        .bind::<Nullable<Numeric>, _>(new.amount_ceiling)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends what an order gave with a day.
pub async fn end(tx: &mut Tx<'_>, id: DeputyId, last: NaiveDate) -> Result<(), Error> {
    sql("SELECT end_deputy($1, $2)")
        .bind::<Uuid, _>(id)
        .bind::<Date, _>(last)
        .execute(tx)
        .await?;
    Ok(())
}

/// The head of finance of the entity, where there is one and no more.
pub async fn only_head(tx: &mut Tx<'_>) -> Result<Option<PersonId>, Error> {
    let heads = role_assignments::table
        .filter(role_assignments::entity_id.eq(tx.entity))
        .filter(role_assignments::role.eq(Role::FinanceHead.as_str()))
        .filter(role_assignments::deputy_id.is_null())
        .select(role_assignments::person_id)
        .limit(2);
    let heads: Vec<PersonId> = heads.load(tx).await?;
    Ok(<[PersonId; 1]>::try_from(heads).ok().map(|[head]| head))
}
