//! What a store asks with: Diesel's query builder over [`super::schema`], or [`sql`] where SQL says
//! it better. A [`Tx`] is the connection of both: `query.load(tx).await?`.

use super::Tx;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::{
    AsQuery, AstPass, BoxedSqlQuery, Query, QueryFragment, QueryId, SqlQuery,
};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Jsonb, Untyped};
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::TryFutureExt;
use futures_util::future::{BoxFuture, FutureExt, try_join, try_join_all};
use serde::de::DeserializeOwned;

/// A statement in SQL with `$1` in it: `sql("SELECT …").bind::<Uuid, _>(id).get_result(tx)`, read
/// into a row that derives `QueryableByName`.
///
/// Unlike Diesel's `sql_query` it is prepared once per connection and kept, so its text must never
/// hold a value. The test `every_statement_can_be_prepared` finds it in the source and prepares it;
/// a parameter whose type does not follow from the text therefore says it (`$2::text[]`).
pub fn sql<'f>(text: impl Into<String>) -> Sql<'f> {
    Sql(diesel::sql_query(text).into_boxed())
}

/// See [`sql`].
#[must_use = "a statement does nothing until it is run"]
pub struct Sql<'f>(BoxedSqlQuery<'f, Pg, SqlQuery>);

impl<'f> Sql<'f> {
    /// The value of the next parameter, as a value of this SQL type.
    pub fn bind<T: Send + 'f, V: ToSql<T, Pg> + Send + 'f>(self, value: V) -> Sql<'f>
    where
        Pg: HasSqlType<T>,
    {
        Sql(self.0.bind::<T, V>(value))
    }
}

impl QueryFragment<Pg> for Sql<'_> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

impl QueryId for Sql<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Sql<'_> {
    type SqlType = Untyped;
}

/// A `jsonb` column read into a type of one's own; nested rows by
/// `#[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<Line>>)] lines: Vec<Line>`.
#[derive(Debug, Clone, Default, FromSqlRow)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromSql<Jsonb, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        // The binary form is the text behind the number of its version.
        match value.as_bytes() {
            [1, text @ ..] => Ok(Json(serde_json::from_slice(text)?)),
            _ => Err("jsonb of an unknown version".into()),
        }
    }
}

impl<T> From<Json<Vec<T>>> for Vec<T> {
    fn from(json: Json<Vec<T>>) -> Vec<T> {
        json.0
    }
}

/// From a `jsonb` that may be `null`, not from a column that is.
impl<T> From<Json<Option<T>>> for Option<T> {
    fn from(json: Json<Option<T>>) -> Option<T> {
        json.0
    }
}

impl Tx<'_> {
    /// Sends what was to be sent later, then this, in one go. What comes first is sent first, also
    /// where it must be prepared first; when it fails here, before it is sent, this is not sent
    /// either: no commit goes without the statements before it.
    pub(super) async fn after_unsent<T, E: From<diesel::result::Error>>(
        &self,
        asked: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let unsent = std::mem::take(&mut *self.unsent());
        if unsent.is_empty() {
            return asked.await;
        }
        let sent = unsent.into_iter().map(|statement| {
            let mut conn = self.conn;
            conn.execute_returning_count(statement)
        });
        let sent = try_join_all(sent).map_err(E::from);
        let (_, answer) = try_join(sent, asked).await?;
        Ok(answer)
    }
}

type Core = AsyncPgConnection;
type Stream = <Core as AsyncConnectionCore>::Stream<'static, 'static>;

impl SimpleAsyncConnection for &Tx<'_> {
    async fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        let mut conn = self.conn;
        self.after_unsent(conn.batch_execute(query)).await
    }
}

/// Diesel runs statements on a transaction, and cannot begin, end or nest one.
impl<'a> AsyncConnectionCore for &'a Tx<'_> {
    type ExecuteFuture<'conn, 'query> = BoxFuture<'a, QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = BoxFuture<'a, QueryResult<Stream>>;
    type Stream<'conn, 'query> = Stream;
    type Row<'conn, 'query> = <Core as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let (tx, mut conn) = (*self, self.conn);
        tx.after_unsent(conn.load(source)).boxed()
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let (tx, mut conn) = (*self, self.conn);
        tx.after_unsent(conn.execute_returning_count(source))
            .boxed()
    }
}

impl SimpleAsyncConnection for Tx<'_> {
    async fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        let mut tx = &*self;
        tx.batch_execute(query).await
    }
}

impl AsyncConnectionCore for Tx<'_> {
    type ExecuteFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<Stream>>;
    type Stream<'conn, 'query> = Stream;
    type Row<'conn, 'query> = <Core as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let mut tx: &'conn Self = self;
        tx.load(source)
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Self::Backend> + QueryId + 'query,
    {
        let mut tx: &'conn Self = self;
        tx.execute_returning_count(source)
    }
}
