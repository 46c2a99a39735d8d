//! The raw way to ask, for `laas verify` alone, which must not trust the mapping it checks: SQL with
//! `$1` in it, rows as JSON read into a serde struct. Amounts are selected as `amount::text`, because
//! JSON numbers are not exact.

use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// An argument of a statement.
#[derive(Debug, Clone)]
pub enum Arg {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    /// `bigint`; cast in the SQL where a column is `int`.
    Integer(Option<i64>),
    Date(NaiveDate),
    /// `boolean`
    Bool(bool),
    /// `jsonb`
    Json(Value),
    Uuids(Vec<Uuid>),
    Texts(Vec<String>),
}

macro_rules! from {
    ($($from:ty => |$value:ident| $arg:expr),* $(,)?) => {$(
        impl From<$from> for Arg { fn from($value: $from) -> Arg { $arg } }
    )*};
}
from! {
    Uuid => |v| Arg::Uuid(Some(v)),
    &str => |v| Arg::Text(Some(v.to_owned())),
    String => |v| Arg::Text(Some(v)),
    &String => |v| Arg::Text(Some(v.clone())),
    i64 => |v| Arg::Integer(Some(v)),
    NaiveDate => |v| Arg::Date(v),
    bool => |v| Arg::Bool(v),
    Value => |v| Arg::Json(v),
    Vec<Uuid> => |v| Arg::Uuids(v),
    Vec<String> => |v| Arg::Texts(v),
    shared::DocumentId => |v| Arg::Uuid(Some(v.0)),
    shared::EntityId => |v| Arg::Uuid(Some(v.0)),
    shared::PersonId => |v| Arg::Uuid(Some(v.0)),
}

/// The arguments of a statement, converted: `args![id, "text", date]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::platform::db::Arg::from($value)),*] };
}

struct Statement<'a> {
    sql: String,
    args: &'a [Arg],
}

impl QueryId for Statement<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Statement<'_> {
    type SqlType = sql_types::Jsonb;
}

impl QueryFragment<Pg> for Statement<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // `$n` may stand several times; each becomes a bind of its own.
        let mut rest = self.sql.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let (number, tail) = after.split_at(digits);
            let arg = number
                .parse::<usize>()
                .ok()
                .and_then(|n| self.args.get(n.wrapping_sub(1)));
            out.push_sql(before);
            match arg {
                Some(arg) => push(&mut out, arg)?,
                None => {
                    let text = format!("statement without argument ${number}: {}", self.sql);
                    return Err(diesel::result::Error::QueryBuilderError(text.into()));
                }
            }
            rest = tail;
        }
        out.push_sql(rest);
        Ok(())
    }
}

fn push<'b>(out: &mut AstPass<'_, 'b, Pg>, arg: &'b Arg) -> QueryResult<()> {
    use sql_types::*;
    match arg {
        Arg::Uuid(v) => out.push_bind_param::<Nullable<Uuid>, _>(v),
        Arg::Text(v) => out.push_bind_param::<Nullable<Text>, _>(v),
        Arg::Integer(v) => out.push_bind_param::<Nullable<BigInt>, _>(v),
        Arg::Date(v) => out.push_bind_param::<Date, _>(v),
        Arg::Bool(v) => out.push_bind_param::<Bool, _>(v),
        Arg::Json(v) => out.push_bind_param::<Jsonb, _>(v),
        Arg::Uuids(v) => out.push_bind_param::<Array<Uuid>, _>(v),
        Arg::Texts(v) => out.push_bind_param::<Array<Text>, _>(v),
    }
}

/// A row as JSON, not read yet.
#[derive(FromSqlRow)]
struct Printed(Vec<u8>);

impl FromSql<sql_types::Jsonb, Pg> for Printed {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            [1, text @ ..] => Ok(Printed(text.to_vec())),
            _ => Err("jsonb of an unknown version".into()),
        }
    }
}

/// The rows of a statement (a query, or a change with `RETURNING`), each read into `T`.
pub async fn rows<T: DeserializeOwned>(
    mut conn: &AsyncPgConnection,
    sql: &str,
    args: &[Arg],
) -> Result<Vec<T>, Error> {
    let sql = format!("WITH q AS ({sql}) SELECT to_jsonb(q) FROM q");
    let rows: Vec<Printed> = Statement { sql, args }.load(&mut conn).await?;
    let read = |Printed(row)| serde_json::from_slice(&row).map_err(Error::unexpected);
    rows.into_iter().map(read).collect()
}

impl<Conn> diesel::RunQueryDsl<Conn> for Statement<'_> {}
