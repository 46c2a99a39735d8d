//! Where reviews are kept.

use crate::platform::db::schema::{departments, entities, entity_heads};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use crate::platform::record::hex;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Jsonb, Nullable, Text, Timestamptz, Uuid};
use diesel_async::RunQueryDsl;
use shared::deputies::Acting;
use shared::reporting::RecordHead;
use shared::reviews::{SignedReview, UnderReview, Verdict};
use shared::{DepartmentId, PersonId, ProblemCode};
use std::collections::HashMap;

/// A review as it was signed.
#[derive(Debug, Clone, QueryableByName)]
pub struct Review {
    #[diesel(sql_type = Date)]
    pub half_begins: NaiveDate,
    #[diesel(sql_type = Date)]
    pub rights_until: NaiveDate,
    #[diesel(sql_type = Date)]
    pub signed_on: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub signed_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub signer_name: String,
    #[diesel(sql_type = Text)]
    pub signer_position: String,
    /// In whose post it was signed.
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Option<Acting>>)]
    pub signer_acting: Option<Acting>,
    #[diesel(sql_type = BigInt)]
    pub head_seq: i64,
    #[diesel(sql_type = Text)]
    pub head_hash: String,
}

/// Somebody of a review.
#[derive(Debug, Clone, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Uuid)]
    pub person_id: PersonId,
    #[diesel(sql_type = Text)]
    pub name_th: String,
    #[diesel(sql_type = Text)]
    pub position_th: String,
    #[diesel(sql_type = Text)]
    pub roles_th: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub before_th: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub last_login_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub acts: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub last_act_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    pub verdict: Verdict,
}

const REVIEW: &str =
    "SELECT v.half_begins, v.rights_until, v.signed_on, v.signed_at, v.signer_name,
        v.signer_position, coalesce(acting(d), 'null') AS signer_acting, v.head_seq, v.head_hash
    FROM user_reviews AS v
    LEFT JOIN deputies AS d ON d.entity_id = v.entity_id AND d.id = v.deputy_id
    WHERE v.entity_id = $1 AND ($2::date IS NULL OR v.half_begins = $2)
    ORDER BY v.half_begins DESC LIMIT 1";

/// The review of a half-year, or the latest.
pub async fn find(tx: &mut Tx<'_>, half: Option<NaiveDate>) -> Result<Option<Review>, Error> {
    let review = sql(REVIEW)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Date>, _>(half);
    Ok(review.get_result(tx).await.optional()?)
}

const ROWS: &str =
    "SELECT person_id, name_th, position_th, roles_th, before_th, last_login_at, acts,
        last_act_on, verdict
    FROM user_review_rows WHERE entity_id = $1 AND half_begins = $2 ORDER BY name_th, person_id";

/// Everybody of a review.
pub async fn rows(tx: &mut Tx<'_>, half: NaiveDate) -> Result<Vec<Row>, Error> {
    let rows = sql(ROWS).bind::<Uuid, _>(tx.entity).bind::<Date, _>(half);
    Ok(rows.load(tx).await?)
}

const SIGNED: &str = "SELECT v.half_begins, v.signed_on, v.signer_name, v.rights_until,
        count(*) FILTER (WHERE r.verdict = 'confirmed') AS confirmed,
        count(*) FILTER (WHERE r.verdict = 'suspended') AS suspended,
        count(*) FILTER (WHERE r.verdict = 'unconfirmed') AS unconfirmed
    FROM user_reviews AS v JOIN user_review_rows AS r
        ON r.entity_id = v.entity_id AND r.half_begins = v.half_begins
    WHERE v.entity_id = $1 GROUP BY v.entity_id, v.half_begins
    ORDER BY v.half_begins DESC LIMIT 100";

/// Those that were signed, the latest first.
pub async fn signed(tx: &mut Tx<'_>) -> Result<Vec<SignedReview>, Error> {
    #[derive(QueryableByName)]
    struct Listed {
        #[diesel(sql_type = Date)]
        half_begins: NaiveDate,
        #[diesel(sql_type = Date)]
        signed_on: NaiveDate,
        #[diesel(sql_type = Text)]
        signer_name: String,
        #[diesel(sql_type = Date)]
        rights_until: NaiveDate,
        #[diesel(sql_type = BigInt)]
        confirmed: i64,
        #[diesel(sql_type = BigInt)]
        suspended: i64,
        #[diesel(sql_type = BigInt)]
        unconfirmed: i64,
    }
    let all = sql(SIGNED).bind::<Uuid, _>(tx.entity);
    let listed: Vec<Listed> = all.load(tx).await?;
    let review = |row: Listed| SignedReview {
        half_begins: row.half_begins,
        signed_on: row.signed_on,
        signer_name: row.signer_name,
        rights_until: row.rights_until,
        confirmed: row.confirmed,
        suspended: row.suspended,
        unconfirmed: row.unconfirmed,
    };
    Ok(listed.into_iter().map(review).collect())
}

/// What somebody did with documents: how often, and when the last time.
#[derive(Debug, Clone, Default, QueryableByName)]
pub struct Acts {
    #[diesel(sql_type = Uuid)]
    pub person_id: PersonId,
    #[diesel(sql_type = BigInt)]
    pub acts: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub last_act_on: Option<NaiveDate>,
}

const ACTS: &str = "SELECT person_id, count(*) AS acts,
        max(coalesce(on_day, (at AT TIME ZONE 'Asia/Bangkok')::date)) AS last_act_on
    FROM document_events
    WHERE entity_id = $1 AND ($2::timestamptz IS NULL OR at > $2) GROUP BY person_id";

/// What each did since a moment.
pub async fn acts(
    tx: &mut Tx<'_>,
    since: Option<DateTime<Utc>>,
) -> Result<HashMap<PersonId, Acts>, Error> {
    let acts = sql(ACTS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Nullable<Timestamptz>, _>(since);
    let acts: Vec<Acts> = acts.load(tx).await?;
    Ok(acts.into_iter().map(|of| (of.person_id, of)).collect())
}

/// What departments are called.
pub async fn departments(tx: &mut Tx<'_>) -> Result<HashMap<DepartmentId, String>, Error> {
    let all = departments::table
        .filter(departments::entity_id.eq(tx.entity))
        .select((departments::id, departments::name_th));
    let all: Vec<(DepartmentId, String)> = all.load(tx).await?;
    Ok(all.into_iter().collect())
}

/// The name of the organisation, its district and its province, as on paper.
pub async fn organisation(tx: &mut Tx<'_>) -> Result<(String, String, String), Error> {
    let entity = entities::table.find(tx.entity).select((
        entities::name_th,
        entities::district,
        entities::province,
    ));
    Ok(entity.first(tx).await?)
}

/// Where the record stands.
pub async fn head(tx: &mut Tx<'_>) -> Result<RecordHead, Error> {
    let head = entity_heads::table
        .find(tx.entity)
        .select((entity_heads::seq, entity_heads::hash));
    let (seq, hash): (i64, Vec<u8>) = head.first(tx).await?;
    Ok(RecordHead {
        seq,
        hash: hex(&hash),
    })
}

const SIGN: &str = "INSERT INTO user_reviews (entity_id, half_begins, rights_until, signed_on,
        signed_at, signed_by, signer_name, signer_position, head_seq, head_hash, deputy_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (entity_id, half_begins) DO NOTHING";

/// Keeps a signed review; of a half-year there is one.
pub async fn insert(tx: &mut Tx<'_>, review: &Review) -> Result<(), Error> {
    let sign = sql(SIGN)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(review.half_begins)
        .bind::<Date, _>(review.rights_until)
        .bind::<Date, _>(review.signed_on)
        .bind::<Timestamptz, _>(review.signed_at)
        .bind::<Uuid, _>(tx.person)
        .bind::<Text, _>(review.signer_name.clone())
        .bind::<Text, _>(review.signer_position.clone())
        .bind::<BigInt, _>(review.head_seq)
        .bind::<Text, _>(review.head_hash.clone())
        .bind::<Nullable<Uuid>, _>(review.signer_acting.as_ref().map(|acting| acting.id));
    match sign.execute(tx).await? {
        1 => Ok(()),
        _ => Err(Error::Problem(ProblemCode::REVIEW_SIGNED)),
    }
}

const JUDGE: &str = "INSERT INTO user_review_rows (entity_id, half_begins, person_id, name_th,
        position_th, roles_th, before_th, last_login_at, acts, last_act_on, verdict)
    SELECT $1, $2, r.* FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::timestamptz[], $9::bigint[], $10::date[], $11::text[]) AS r";

/// Keeps what was seen of everybody, and decided.
pub async fn insert_rows(
    tx: &mut Tx<'_>,
    half: NaiveDate,
    rows: &[(UnderReview, Verdict)],
) -> Result<(), Error> {
    fn column<T>(rows: &[(UnderReview, Verdict)], of: impl Fn(&UnderReview) -> T) -> Vec<T> {
        rows.iter().map(|(user, _)| of(user)).collect()
    }
    let verdicts: Vec<Verdict> = rows.iter().map(|(_, verdict)| *verdict).collect();
    sql(JUDGE)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(half)
        .bind::<Array<Uuid>, _>(column(rows, |user| user.person_id))
        .bind::<Array<Text>, _>(column(rows, |user| user.name.clone()))
        .bind::<Array<Text>, _>(column(rows, |user| user.position.clone()))
        .bind::<Array<Text>, _>(column(rows, |user| user.roles_th.clone()))
        .bind::<Array<Nullable<Text>>, _>(column(rows, |user| user.before_th.clone()))
        .bind::<Array<Nullable<Timestamptz>>, _>(column(rows, |user| user.last_login_at))
        .bind::<Array<BigInt>, _>(column(rows, |user| user.acts))
        .bind::<Array<Nullable<Date>>, _>(column(rows, |user| user.last_act_on))
        .bind::<Array<Text>, _>(verdicts)
        .execute(tx)
        .await?;
    Ok(())
}
