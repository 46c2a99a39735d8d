//! What the database is made of: tables, columns, constraints, indexes, triggers, functions, views,
//! rights, the lists of the nation. All of it is as the migrations of this program make it: they are run
//! once more, in a database of its own that is thrown away, and the two are compared. So it holds for
//! every version of PostgreSQL, and nobody keeps a list.

mod operations;
mod rules;
mod store;

pub(super) use operations::examine;
pub use operations::made_anew;
pub use store::Definition;
