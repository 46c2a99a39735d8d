//! How the types of this crate stand in columns of PostgreSQL: ids as `uuid`, codes and numbers people
//! copy as `text`, years as `integer`, amounts as `numeric`. What is not a code or not a whole satang
//! is refused when it is read, not passed on.

use crate::{KeyText, Money};
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Numeric, Text};
use rust_decimal::Decimal;

/// A type that is kept as the one value it holds: `column_of_inner!(EntityId(Uuid) as Uuid)`.
macro_rules! column_of_inner {
    ($name:ident($inner:ty) as $sql:ident) => {
        impl diesel::serialize::ToSql<diesel::sql_types::$sql, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                <$inner as diesel::serialize::ToSql<diesel::sql_types::$sql, diesel::pg::Pg>>::to_sql(
                    &self.0, out,
                )
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::$sql, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                <$inner as diesel::deserialize::FromSql<
                    diesel::sql_types::$sql,
                    diesel::pg::Pg,
                >>::from_sql(value)
                .map($name)
            }
        }
    };
}

/// A code is kept as its text.
macro_rules! column_of_code {
    ($name:ident) => {
        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg>>::to_sql(
                    self.as_str(),
                    out,
                )
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = std::str::from_utf8(value.as_bytes())?;
                let unknown = |()| format!("no {} is called {text}", stringify!($name)).into();
                text.parse().map_err(unknown)
            }
        }
    };
}

impl ToSql<Numeric, Pg> for Money {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Decimal as ToSql<Numeric, Pg>>::to_sql(&self.decimal(), &mut out.reborrow())
    }
}

impl FromSql<Numeric, Pg> for Money {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let value = <Decimal as FromSql<Numeric, Pg>>::from_sql(value)?;
        Money::exact(value).map_err(|why| format!("{value} is no amount: {why:?}").into())
    }
}

impl ToSql<Text, Pg> for KeyText {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <str as ToSql<Text, Pg>>::to_sql(self.as_str(), out)
    }
}

impl FromSql<Text, Pg> for KeyText {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(KeyText::new(std::str::from_utf8(value.as_bytes())?))
    }
}
