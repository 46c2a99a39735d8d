//! The releases before: a filled database of each is kept in `data/releases`, and what today's
//! program makes of it is proved. Then what a later release may do to it.

mod claims;
mod dump;
mod growth;
mod owner;
mod upgrade;

use crate::support::{Sql, Urls, copy_of, on_threads, prepare, restored, root};
use crate::verify::with_definitions;
use api::platform::db::{migrate_from, owner_connection};
use api::verify::{Finding, Known, Options, examine};
use diesel_migrations::FileBasedMigrations;
use flate2::read::GzDecoder;
use std::io::Read;
use std::path::PathBuf;

/// Every dump, oldest first.
fn dumps() -> Vec<PathBuf> {
    let folder = root().join("api/tests/data/releases");
    let read = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "gz"));
    paths.sort();
    paths
}

/// The SQL that makes a database as a release left it.
fn read(dump: &PathBuf) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(dump).expect("a dump");
    GzDecoder::new(file).read_to_string(&mut text).expect("SQL");
    text
}

/// A database as a release left it.
async fn left_by(dump: &PathBuf) -> Urls {
    restored(&read(dump)).await
}

/// Databases of the latest dump, brought up to date, to do things to.
async fn upgraded(copies: usize) -> Vec<Urls> {
    let urls = left_by(dumps().last().expect("a dump")).await;
    prepare(&urls.owner);
    let mut all = Vec::new();
    for _ in 1..copies {
        all.push(copy_of(&urls).await);
    }
    all.push(urls);
    all
}

/// What verification finds; `later` are migrations it shall know besides those of the program,
/// whatever they do.
async fn found(urls: &Urls, later: &[&str]) -> Vec<Finding> {
    let known = later.iter().map(|name| ((*name).to_owned(), None));
    found_knowing(urls, known.collect()).await
}

/// What verification finds, which compares what the database is made of with a new one, too.
async fn found_in_all(urls: &Urls) -> Vec<Finding> {
    let mut conn = owner_connection(&urls.owner).await.expect("a connection");
    let report = examine(&mut conn, &with_definitions(&urls.owner)).await;
    report.expect("verification runs").findings
}

/// What verification finds that knows these migrations besides those of the program.
async fn found_knowing(urls: &Urls, migrations: Known) -> Vec<Finding> {
    let mut conn = owner_connection(&urls.owner).await.expect("a connection");
    let options = Options {
        migrations,
        ..Options::default()
    };
    let report = examine(&mut conn, &options).await;
    report.expect("verification runs").findings
}

/// Migrates with the migrations of a later release: name and SQL.
fn migrate_later(urls: &Urls, later: &[(&str, &str)]) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("later-{}", uuid::Uuid::new_v4()));
    for (name, sql) in later {
        let own = folder.join(name);
        std::fs::create_dir_all(&own).expect("a folder");
        std::fs::write(own.join("up.sql"), sql).expect("a file");
        std::fs::write(own.join("down.sql"), "SELECT 1").expect("a file");
    }
    let source = FileBasedMigrations::from_path(&folder).expect("migrations");
    let owner = urls.owner.clone();
    let done = on_threads(async move { migrate_from(&owner, None, source).await });
    std::fs::remove_dir_all(&folder).expect("a folder");
    done.map_err(|why| why.to_string())
}

/// Runs SQL as somebody for whom no trigger fires.
async fn behind_the_back(urls: &Urls, sql: &str) {
    let mut conn = Sql::connect(&urls.owner).await;
    let sql = format!("SET session_replication_role = replica; {sql}");
    if let Err(why) = conn.run(&sql).await {
        panic!("{sql}: {why}");
    }
}
