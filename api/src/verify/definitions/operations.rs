//! Makes a database anew, and compares.

use super::rules;
use super::store::{self, Definition};
use crate::organisation::load_national;
use crate::platform::db::{OwnerConnection, beside, migrate, owner_connection, owner_execute};
use crate::platform::error::Error;
use crate::verify::finding::{DamageKind, Finding, Report};
use crate::verify::store::{begin, end};
use uuid::Uuid;

/// What the migrations of this program make, in a database of its own beside the one at an address,
/// as the same owner, who may make databases.
pub async fn made_anew(owner_url: &str) -> Result<Vec<Definition>, Error> {
    let name = format!("laas_definitions_{}", Uuid::new_v4().simple());
    let mut server = owner_connection(&beside(owner_url, "postgres")?).await?;
    let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    owner_execute(&mut server, &create).await?;
    let made = read_anew(&beside(owner_url, &name)?).await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    owner_execute(&mut server, &drop).await?;
    made
}

async fn read_anew(url: &str) -> Result<Vec<Definition>, Error> {
    migrate(url, None).await?;
    let mut conn = owner_connection(url).await?;
    load_national(&mut conn).await?;
    begin(&mut conn, None).await?;
    let read = store::catalogue(&mut conn).await?;
    end(&mut conn).await?;
    read.map_err(|refusal| Error::unexpected(anyhow::anyhow!(refusal)))
}

/// Compares with what was made anew, or says why that could not be made; and checks the indexes.
pub async fn examine(
    conn: &mut OwnerConnection,
    made: &Result<Vec<Definition>, String>,
    report: &mut Report,
) -> Result<(), Error> {
    let unreadable = |what: &str, refusal: &str| {
        Finding::new(DamageKind::Unreadable, None, what, "").detail(refusal)
    };
    match (store::catalogue(conn).await?, made) {
        (Ok(there), Ok(made)) => report.findings.extend(rules::differences(&there, made)),
        (Err(refusal), _) => report.findings.push(unreadable("pg_catalog", &refusal)),
        (_, Err(refusal)) => {
            let refusal = format!("not compared with what the migrations make: {refusal}");
            report.findings.push(unreadable("pg_catalog", &refusal));
        }
    }
    let indexes = match store::indexes(conn).await? {
        Ok(indexes) => indexes,
        Err(refusal) => {
            report.findings.push(unreadable("pg_index", &refusal));
            return Ok(());
        }
    };
    for index in indexes {
        if let Err(refusal) = store::check(conn, &index).await? {
            let found = Finding::new(DamageKind::IndexDamaged, None, &index.of, index.name);
            report.findings.push(found.detail(refusal));
        }
    }
    Ok(())
}
