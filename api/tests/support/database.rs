//! A database for each test: a copy of a template that is migrated and filled once.
//!
//! `LAAS_TEST_DATABASE_URL` names the superuser of a throw-away PostgreSQL. The template is named by
//! the hash of migrations and master data, so that a later run finds it. Copies are named by the
//! process that made them and dropped in bulk by a later one.

use api::platform::db::{Arg, migrate, owner_connection, owner_rows};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// Where a database is, for the server and for its owner.
#[derive(Debug, Clone)]
pub struct Urls {
    /// As the role that owns no table.
    pub app: String,
    /// As the owner, who is the superuser of the throw-away PostgreSQL.
    pub owner: String,
}

/// What the server's role logs in with; the whole PostgreSQL is thrown away.
const PASSWORD: &str = "laas-test";
/// Any number, the same in every process: one builds the template, the others wait.
const BUILDING: &str = "7110001";

fn superuser() -> reqwest::Url {
    let default = "postgres://postgres@127.0.0.1:54330/postgres".to_owned();
    let url = std::env::var("LAAS_TEST_DATABASE_URL").unwrap_or(default);
    reqwest::Url::parse(&url).expect("LAAS_TEST_DATABASE_URL is an address")
}

/// The addresses of a database of the cluster of the tests.
pub fn urls(database: &str) -> Urls {
    let mut owner = superuser();
    owner.set_path(database);
    let mut app = owner.clone();
    app.set_username("laas_app")
        .expect("an address with a host");
    app.set_password(Some(PASSWORD))
        .expect("an address with a host");
    let [owner, app] = [owner, app].map(|url| url.to_string());
    Urls { app, owner }
}

/// A migrated database with the master data of the nation, for one test alone.
pub async fn fresh_database() -> Urls {
    let mut admin = Sql::connect(superuser().as_str()).await;
    let template = template(&mut admin).await;
    drop_some_old();
    let name = new_name();
    copy(&mut admin, &template, &name).await;
    urls(&name)
}

/// A copy of a database that nobody is connected to.
pub async fn copy_of(source: &Urls) -> Urls {
    let mut admin = Sql::connect(superuser().as_str()).await;
    let source: reqwest::Url = source.owner.parse().expect("an address");
    let name = new_name();
    copy(&mut admin, source.path().trim_start_matches('/'), &name).await;
    urls(&name)
}

/// A database made by SQL alone: the dump of a release.
pub async fn restored(dump: &str) -> Urls {
    restored_by(dump, None).await
}

/// The same, of an owner who is no superuser and may make no role: its name and password.
pub async fn restored_by(dump: &str, owner: Option<&str>) -> Urls {
    let mut admin = Sql::connect(superuser().as_str()).await;
    let name = new_name();
    let made = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.run(&made).await.expect("a new database");
    // A dump names the role it grants to, which belongs to the whole cluster.
    let role =
        "DO $$ BEGIN CREATE ROLE laas_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN END $$";
    admin.run(role).await.expect("the role");
    let mut urls = urls(&name);
    if let Some(owner) = owner {
        let given = format!(
            "CREATE ROLE {owner} LOGIN PASSWORD '{PASSWORD}'; ALTER DATABASE {name} OWNER TO {owner}"
        );
        admin.run(&given).await.expect("an owner");
        urls.owner = urls.app.replace("laas_app", owner);
    }
    let mut sql = Sql::connect(&urls.owner).await;
    sql.run(dump).await.expect("the dump runs");
    urls
}

fn new_name() -> String {
    format!(
        "laas_test_{}_{}",
        std::process::id(),
        Uuid::new_v4().simple()
    )
}

async fn copy(admin: &mut Sql, template: &str, name: &str) {
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    // A connection to the template may take a moment to go away.
    for _ in 0..100 {
        match admin.run(&sql).await {
            Ok(()) => return keep_rights(admin, name).await,
            Err(why) if why.contains("being accessed") => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(why) => panic!("{sql}: {why}"),
        }
    }
    panic!("somebody stays connected to {template}");
}

/// The rights to a database itself are not copied with it.
pub async fn keep_rights(admin: &mut Sql, name: &str) {
    let revoke = format!("REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC, laas_app");
    admin.run(&revoke).await.expect("the rights of a copy");
}

async fn exists(admin: &mut Sql, name: &str) -> bool {
    let sql = "SELECT 1 AS one FROM pg_database WHERE datname = $1";
    !admin
        .rows::<serde_json::Value>(sql, &[name.into()])
        .await
        .is_empty()
}

/// The name of the template, built if it is not there.
async fn template(admin: &mut Sql) -> String {
    let name = format!("laas_template_{}", fingerprint());
    if exists(admin, &name).await {
        return name;
    }
    admin
        .run(&format!("SELECT pg_advisory_lock({BUILDING})"))
        .await
        .expect("the lock");
    if !exists(admin, &name).await {
        build_template(admin, &name).await;
    }
    admin
        .run(&format!("SELECT pg_advisory_unlock({BUILDING})"))
        .await
        .expect("the lock");
    name
}

async fn build_template(admin: &mut Sql, name: &str) {
    let building = format!("{name}_building");
    for sql in [
        format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)"),
        format!("CREATE DATABASE {building} TEMPLATE template0 ENCODING 'UTF8'"),
    ] {
        admin.run(&sql).await.expect("a new database");
    }
    let owner = urls(&building).owner;
    prepare(&owner);
    let mut sql = Sql::connect(&owner).await;
    let count = "SELECT count(*) AS n FROM __diesel_schema_migrations";
    let run = sql.rows::<serde_json::Value>(count, &[]).await;
    assert_eq!(
        run[0]["n"].as_u64(),
        Some(migration_folders().len() as u64),
        "the server was compiled before a migration was added: touch platform/db/migrate.rs"
    );
    sql.run("VACUUM ANALYZE").await.expect("statistics");
    drop(sql);
    for _ in 0..100 {
        if admin
            .run(&format!("ALTER DATABASE {building} RENAME TO {name}"))
            .await
            .is_ok()
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{building} could not be renamed");
}

/// Runs work that wants a runtime of several threads, as migrations do, and waits for it.
pub fn on_threads<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let run = move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(work)
    };
    std::thread::spawn(run).join().expect("the work ends")
}

/// Migrates a database and loads the master data of the nation, as `laas migrate` does.
pub fn prepare(owner: &str) {
    let owner = owner.to_owned();
    on_threads(async move {
        migrate(&owner, Some(PASSWORD))
            .await
            .expect("migrations run");
        let mut conn = owner_connection(&owner).await.expect("a connection");
        api::organisation::load_national(&mut conn)
            .await
            .expect("master data loads");
    });
}

/// Folders of migrations, in order.
pub fn migration_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = entries(&root().join("migrations"));
    folders.retain(|path| path.is_dir());
    folders
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// A hash of everything the template is made of.
fn fingerprint() -> String {
    let mut files = entries(&root().join("migrations"));
    for folder in migration_folders() {
        files.extend(entries(&folder));
    }
    files.extend(entries(&root().join("api/src/organisation/master/data")));
    let mut hasher = Sha256::new();
    for file in files.iter().filter(|path| path.is_file()) {
        hasher.update(std::fs::read(file).expect("a file"));
    }
    api::platform::record::hex(&hasher.finalize()[..8])
}

/// Drops a few copies whose process has ended, beside the test that starts now; nobody waits.
fn drop_some_old() {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(drop_old());
    };
    std::thread::spawn(run);
}

async fn drop_old() {
    #[derive(serde::Deserialize)]
    struct Row {
        name: String,
    }
    // Databases of processes that are gone, and all templates but the latest few.
    let sql = "SELECT name FROM (SELECT datname::text AS name, row_number() OVER (PARTITION BY
                   starts_with(datname, 'laas_test_') ORDER BY oid DESC) AS age
               FROM pg_database WHERE datname LIKE 'laas_te%') AS d
               WHERE starts_with(name, 'laas_test_') OR age > 6";
    let mut admin = Sql::connect(superuser().as_str()).await;
    let dead = |row: &Row| {
        let pid = row.name.split('_').nth(2).unwrap_or_default();
        let known = row.name.starts_with("laas_test_") && Path::new("/proc/self").exists();
        !known || !Path::new("/proc").join(pid).exists()
    };
    let mut found = admin.rows::<Row>(sql, &[]).await;
    found.retain(dead);
    found.truncate(3);
    for row in found {
        // Another process may be quicker, or a template still in use.
        let _ = admin
            .run(&format!("DROP DATABASE IF EXISTS {}", row.name))
            .await;
    }
}

/// A connection of one's own, around the server.
pub struct Sql {
    conn: AsyncPgConnection,
}

impl Sql {
    /// Connects.
    pub async fn connect(url: &str) -> Sql {
        let conn = owner_connection(url)
            .await
            .expect("the test database answers");
        Sql { conn }
    }

    /// The rows of a statement.
    pub async fn rows<T: DeserializeOwned>(&mut self, sql: &str, args: &[Arg]) -> Vec<T> {
        match owner_rows(&mut self.conn, sql, args).await {
            Ok(rows) => rows,
            Err(why) => panic!("{sql}: {why}"),
        }
    }

    /// The only value of a statement that selects `value`.
    pub async fn value<T: DeserializeOwned>(&mut self, sql: &str, args: &[Arg]) -> T {
        #[derive(serde::Deserialize)]
        struct Row<T> {
            value: T,
        }
        let mut rows: Vec<Row<T>> = self.rows(sql, args).await;
        assert_eq!(rows.len(), 1, "{sql}");
        rows.remove(0).value
    }

    /// Runs statements as they are; what PostgreSQL says when it refuses.
    pub async fn run(&mut self, sql: &str) -> Result<(), String> {
        self.conn
            .batch_execute(sql)
            .await
            .map_err(|why| why.to_string())
    }
}
