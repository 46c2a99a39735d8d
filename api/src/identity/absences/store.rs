//! Where absences are kept.

use super::rules::Holder;
use crate::platform::db::schema::{absences, departments};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Nullable, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::absences::{Absence, NewAbsence};
use shared::permission::Role;
use shared::{AbsenceId, DepartmentId, PersonId};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: AbsenceId,
    #[diesel(sql_type = Uuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Date)]
    first_day: NaiveDate,
    #[diesel(sql_type = Date)]
    last_day: NaiveDate,
}

const ABSENCES: &str = "SELECT a.id, a.person_id, p.name_th AS name, a.first_day, a.last_day
    FROM absences AS a JOIN persons AS p ON p.id = a.person_id
    WHERE a.entity_id = $1 AND a.last_day >= $2 AND ($3::uuid IS NULL OR a.id = $3)
    ORDER BY a.first_day, p.name_th, a.id LIMIT 500";

/// Those of today and to come; of these the one asked for, where one is.
pub async fn list(tx: &mut Tx<'_>, only: Option<AbsenceId>) -> Result<Vec<Absence>, Error> {
    let all = sql(ABSENCES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(tx.today)
        .bind::<Nullable<Uuid>, _>(only);
    let rows: Vec<Row> = all.load(tx).await?;
    let absence = |row: Row| Absence {
        id: row.id,
        person_id: row.person_id,
        name: row.name,
        first_day: row.first_day,
        last_day: row.last_day,
    };
    Ok(rows.into_iter().map(absence).collect())
}

/// Keeps one.
pub async fn insert(tx: &mut Tx<'_>, id: AbsenceId, new: NewAbsence) -> Result<(), Error> {
    let values = (
        absences::entity_id.eq(tx.entity),
        absences::id.eq(id),
        absences::person_id.eq(new.person_id),
        absences::first_day.eq(new.first_day),
        absences::last_day.eq(new.last_day),
    );
    let insert = diesel::insert_into(absences::table).values(values);
    insert.execute(tx).await?;
    Ok(())
}

/// Takes one back.
pub async fn delete(tx: &mut Tx<'_>, id: AbsenceId) -> Result<(), Error> {
    let one = absences::table.find((tx.entity, id));
    diesel::delete(one).execute(tx).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct HolderRow {
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = Nullable<Uuid>)]
    department_id: Option<DepartmentId>,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    position: String,
    #[diesel(sql_type = Nullable<Date>)]
    until: Option<NaiveDate>,
}

const HOLDERS: &str =
    "SELECT r.role, r.department_id, p.name_th AS name, r.position_th AS position,
        (SELECT max(a.last_day) FROM absences AS a WHERE a.entity_id = $1
            AND a.person_id = r.person_id AND $2 BETWEEN a.first_day AND a.last_day) AS until
    FROM role_assignments AS r JOIN persons AS p ON p.id = r.person_id
    WHERE r.entity_id = $1 AND NOT r.is_suspended AND is_within(r.valid_from, r.valid_until, $2)
    ORDER BY p.name_th, p.id, r.role";

/// Everybody who has a role today, with the end of an absence.
pub async fn holders(tx: &mut Tx<'_>) -> Result<Vec<Holder>, Error> {
    let all = sql(HOLDERS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(tx.today);
    let rows: Vec<HolderRow> = all.load(tx).await?;
    let holder = |row: HolderRow| Holder {
        role: row.role,
        department: row.department_id,
        name: row.name,
        position: row.position,
        until: row.until,
    };
    Ok(rows.into_iter().map(holder).collect())
}

/// The departments of the entity.
pub async fn departments(tx: &mut Tx<'_>) -> Result<Vec<DepartmentId>, Error> {
    let all = departments::table
        .filter(departments::entity_id.eq(tx.entity))
        .select(departments::id);
    Ok(all.load(tx).await?)
}
