//! What the constraints of the database mean to people, read once from their comments:
//! `problem:wrong_state`, `field:code:duplicate`. The code knows no constraint by name.

use super::sql;
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ProblemCode;
use shared::problem::FieldCode;
use std::collections::BTreeMap;
use std::sync::OnceLock;

static MEANINGS: OnceLock<BTreeMap<String, Meaning>> = OnceLock::new();

/// What a person is told when a constraint refuses.
#[derive(Debug, Clone, PartialEq)]
enum Meaning {
    Problem(ProblemCode),
    Field(String, FieldCode),
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    comment: String,
}

const COMMENTS: &str = "SELECT name, comment FROM (
        SELECT conname::text AS name, obj_description(oid, 'pg_constraint') AS comment
        FROM pg_constraint
        UNION ALL
        SELECT relname::text, obj_description(oid, 'pg_class') FROM pg_class WHERE relkind = 'i'
    ) AS commented WHERE comment ~ '^(problem|field):'";

/// Reads the comments, the first time a connection is used.
pub async fn learn(conn: &mut AsyncPgConnection) -> Result<(), Error> {
    if MEANINGS.get().is_some() {
        return Ok(());
    }
    let rows: Vec<Row> = sql(COMMENTS).load(conn).await?;
    let mut meanings = BTreeMap::new();
    for Row { name, comment } in rows {
        let meaning = parsed(&comment);
        let meaning = meaning.ok_or_else(|| Error::setting(&name, &format!("says {comment}")))?;
        meanings.insert(name, meaning);
    }
    // A database that is not migrated yet has nothing to say.
    if !meanings.is_empty() {
        let _ = MEANINGS.set(meanings);
    }
    Ok(())
}

fn parsed(comment: &str) -> Option<Meaning> {
    let (what, rest) = comment.split_once(':')?;
    if what == "problem" {
        return rest.parse().map(Meaning::Problem).ok();
    }
    let (path, code) = rest.split_once(':')?;
    let code = code.parse().ok()?;
    Some(Meaning::Field(path.to_owned(), code))
}

/// The refusal a constraint stands for, if its comment says so.
pub fn refusal(constraint: &str) -> Option<Error> {
    match MEANINGS.get()?.get(constraint)? {
        Meaning::Problem(code) => Some(Error::Problem(*code)),
        Meaning::Field(path, code) => Some(Error::field(path, *code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_a_problem_or_a_field() {
        let state = Meaning::Problem(ProblemCode::WRONG_STATE);
        assert_eq!(parsed("problem:wrong_state"), Some(state));
        let code = Meaning::Field("lines.code".to_owned(), FieldCode::Duplicate);
        assert_eq!(parsed("field:lines.code:duplicate"), Some(code));
        for wrong in ["problem:unheard_of", "field:code", "field:code:odd", "x"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
