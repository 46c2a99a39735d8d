//! The whole: a cluster, the real server on it, and offices in it.

use crate::client::Client;
use crate::office::Office;
use crate::postgres::{Cluster, Durability};
use crate::process::{Home, free_port, guarded, run};
use anyhow::{Context, Result, bail};
use api::args;
use api::platform::db::{owner_connection, owner_rows};
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Victim {
    /// The server process.
    Server,
    /// One backend of PostgreSQL.
    Backend,
    /// The postmaster.
    Postmaster,
    /// Not killed: the power of its disk is cut.
    Power,
}

/// Everything that runs. Fields are dropped in this order.
pub struct System {
    server: Option<Child>,
    port: u16,
    /// The database.
    pub cluster: Cluster,
    /// A client of the server.
    pub client: Client,
    /// Where its files are.
    pub home: Home,
}

impl System {
    /// Starts all of it with an empty database.
    pub async fn new(programs: &Path, durability: Durability) -> Result<System> {
        let home = Home::new()?;
        let cluster = Cluster::new(&home, programs, durability).await?;
        let port = free_port()?;
        let client = Client::new(port)?;
        let mut system = System {
            server: None,
            port,
            cluster,
            client,
            home,
        };
        system.superuser("postgres", "CREATE DATABASE laas").await?;
        run(system.laas("migrate"), 60).await?;
        system.start_server()?;
        system.ready().await?;
        Ok(system)
    }

    /// Founds offices, and puts what was done so far beyond the reach of any crash.
    pub async fn found(&self, count: usize) -> Result<Vec<Office>> {
        let mut offices = Vec::new();
        for index in 0..count {
            offices.push(Office::found(&self.client, index).await?);
        }
        self.superuser("laas", "CHECKPOINT").await?;
        self.cluster.flush().await?;
        Ok(offices)
    }

    /// Everybody has proved a moment ago who that is, as those do who approve payments.
    pub async fn prove(&self) -> Result<()> {
        let proofs = "UPDATE sessions SET proved_at = clock_timestamp()";
        self.superuser("laas", proofs).await
    }

    /// Commits no longer wait for the disk. The server asks for waiting as it connects, whatever
    /// the database is set to; so a trigger of the superuser takes it back in every write.
    pub async fn wait_for_nothing(&self) -> Result<()> {
        let trigger = "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN PERFORM set_config('synchronous_commit', 'off', true); RETURN NULL; END $$;
             CREATE TRIGGER forget AFTER INSERT ON records EXECUTE FUNCTION forget()";
        self.superuser("laas", trigger).await
    }

    async fn superuser(&self, database: &str, sql: &str) -> Result<()> {
        use diesel_async::SimpleAsyncConnection;
        let mut conn = owner_connection(&self.cluster.url("postgres", database)).await?;
        Ok(conn.batch_execute(sql).await?)
    }

    /// The rows of a statement of the owner.
    pub async fn rows<T: serde::de::DeserializeOwned>(
        &self,
        sql: &str,
        args: &[api::platform::db::Arg],
    ) -> Result<Vec<T>> {
        let asked = async {
            let mut conn = owner_connection(&self.cluster.url("postgres", "laas")).await?;
            owner_rows(&mut conn, sql, args).await
        };
        let limit = Duration::from_secs(60);
        Ok(tokio::time::timeout(limit, asked)
            .await
            .context("the database does not answer")??)
    }

    /// A command of the server's program on this database.
    fn laas(&self, command: &str) -> Command {
        let mut laas = guarded(Path::new(env!("CARGO_BIN_EXE_laas")), false);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("LAAS_") {
                laas.env_remove(name);
            }
        }
        laas.arg(command)
            .current_dir(&self.home.path)
            .env("LAAS_DATABASE_URL", self.cluster.url("laas_app", "laas"))
            .env(
                "LAAS_OWNER_DATABASE_URL",
                self.cluster.url("postgres", "laas"),
            )
            .env("LAAS_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("LAAS_STATE", &self.home.path)
            .env("LAAS_DEVELOPMENT", "1")
            .env("LAAS_IDLE_SECONDS", "86400")
            .env("LAAS_LOG", "warn");
        laas
    }

    fn start_server(&mut self) -> Result<()> {
        let log = self.home.path.join("server.log");
        let log = File::options().create(true).append(true).open(log)?;
        let mut command = self.laas("serve");
        command
            .env_remove("LAAS_OWNER_DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        self.server = Some(command.spawn()?);
        Ok(())
    }

    fn kill_server(&mut self) -> Result<()> {
        if let Some(mut child) = self.server.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Waits until the server answers and reaches its database.
    async fn ready(&self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if self.client.is_ready().await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the server does not come (back) to work:\n{}", self.log())
    }

    /// The end of the server's log, without what it says while it waits for the database.
    pub fn log(&self) -> String {
        let log = std::fs::read_to_string(self.home.path.join("server.log")).unwrap_or_default();
        let telling = |line: &&str| !line.contains("creating a new object");
        let mut end: Vec<&str> = log.lines().rev().filter(telling).take(20).collect();
        end.reverse();
        end.join("\n")
    }

    /// kill -9, and up again: how long that took. The server is started anew only when it was
    /// itself the victim; it must find back to its database alone.
    pub async fn strike(&mut self, victim: Victim) -> Result<Duration> {
        let started = Instant::now();
        match victim {
            Victim::Server => {
                self.kill_server()?;
                self.start_server()?;
            }
            Victim::Backend => {
                self.cluster.kill_backend().await?;
                self.cluster.recovered().await?;
            }
            Victim::Postmaster => {
                self.cluster.kill_postmaster()?;
                self.cluster.launch().await?;
            }
            Victim::Power => {
                self.cluster.cut_power().await?;
                self.cluster.launch().await?;
            }
        }
        self.ready().await?;
        Ok(started.elapsed())
    }

    /// True once no transaction of the server is open any more.
    pub async fn quiet(&self) -> Result<bool> {
        let sql = "SELECT pid, state, query FROM pg_stat_activity
                   WHERE usename = 'laas_app' AND xact_start IS NOT NULL";
        for _ in 0..150 {
            if self.rows::<Value>(sql, args![]).await?.is_empty() {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(false)
    }

    /// `laas verify`, if the server has it: `None` if not, else what it says against the data.
    pub async fn verify(&self) -> Result<Option<Result<String>>> {
        let mut command = self.laas("help");
        let help = command.stdin(Stdio::null()).output()?;
        let has = |text: &[u8]| {
            let text = String::from_utf8_lossy(text).into_owned();
            text.lines()
                .any(|line| line.split_whitespace().next() == Some("verify"))
        };
        match has(&help.stdout) || has(&help.stderr) {
            true => Ok(Some(run(self.laas("verify"), 300).await)),
            false => Ok(None),
        }
    }
}

impl Drop for System {
    fn drop(&mut self) {
        let _ = self.kill_server();
    }
}
