//! A PostgreSQL cluster of the test's own, made to be killed.

use crate::power::Volume;
use crate::process::{Home, children, free_port, guarded, run, signal};
use anyhow::{Context, Result, bail};
use api::args;
use api::platform::db::{owner_connection, owner_rows};
use serde::Deserialize;
use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Does an acknowledged commit outlive a crash?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// As it must be.
    Kept,
    /// The negative control: commits are acknowledged from memory that dies with the postmaster,
    /// as with `fsync = off` in a power cut. Together with [`Cluster::freeze_wal_writer`].
    Forgotten,
    /// As it must be, on a disk whose power is cut.
    KeptInCuts,
    /// The negative control of that: nothing is flushed to the disk.
    ForgottenInCuts,
}

impl Durability {
    /// Does it need a disk whose power can be cut?
    fn is_cut(self) -> bool {
        matches!(self, Durability::KeptInCuts | Durability::ForgottenInCuts)
    }

    fn settings(self) -> &'static [&'static str] {
        match self {
            Durability::ForgottenInCuts => &["fsync = off"],
            Durability::Kept | Durability::KeptInCuts => &[
                "fsync = on",
                "synchronous_commit = on",
                "full_page_writes = on",
            ],
            Durability::Forgotten => &[
                "fsync = off",
                "wal_buffers = 64MB",
                "bgwriter_lru_maxpages = 0",
                "autovacuum = off",
            ],
        }
    }
}

/// Where PostgreSQL's programs are: the newest version from 15 on.
pub fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    for entry in std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
    {
        folders.push(entry.path().join("bin"));
    }
    let with_version = |folder: PathBuf| {
        // A mere link to initdb, without its neighbours, does not do.
        let is_whole = folder.join("postgres").is_file();
        let output = Command::new(folder.join("initdb"))
            .arg("--version")
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = text
            .split_whitespace()
            .find_map(|word| word.split('.').next()?.parse().ok());
        version
            .filter(|version: &u32| is_whole && *version >= 15)
            .map(|version| (version, folder))
    };
    folders
        .into_iter()
        .filter_map(with_version)
        .max()
        .map(|(_, folder)| folder)
}

/// A running cluster; stopped at the end.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    as_postgres: bool,
    port: u16,
    password: String,
    postmaster: Option<Child>,
    frozen: Option<u32>,
    volume: Option<Volume>,
}

#[derive(Deserialize)]
struct Process {
    pid: u32,
}

impl Cluster {
    /// Makes and starts one.
    pub async fn new(home: &Home, programs: &Path, durability: Durability) -> Result<Cluster> {
        let volume = match durability.is_cut() {
            true => Some(Volume::new(home).await?),
            false => None,
        };
        let place = volume.as_ref().map_or(&home.path, |volume| &volume.folder);
        let folder = place.join("postgres");
        std::fs::create_dir(&folder)?;
        std::fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
        let mut cluster = Cluster {
            programs: programs.to_owned(),
            folder,
            as_postgres: home.is_roots()?,
            port: free_port()?,
            password: Uuid::new_v4().simple().to_string(),
            postmaster: None,
            frozen: None,
            volume,
        };
        cluster.init(durability).await?;
        cluster.launch().await?;
        Ok(cluster)
    }

    async fn init(&self, durability: Durability) -> Result<()> {
        let password = self.folder.join("password");
        std::fs::write(&password, &self.password)?;
        if self.as_postgres {
            let mut command = Command::new("chown");
            command.args(["-R", "postgres:"]).arg(&self.folder);
            run(command, 10).await?;
        }
        let mut command = guarded(&self.programs.join("initdb"), self.as_postgres);
        command
            .current_dir("/")
            .arg("-D")
            .arg(self.data())
            .arg("--pwfile")
            .arg(&password);
        command.args(["-U", "postgres", "-k", "--no-sync", "--auth=scram-sha-256"]);
        command.args(["--encoding=UTF8", "--locale=C"]);
        run(command, 60).await?;
        std::fs::remove_file(password)?;
        let mut file = File::options()
            .append(true)
            .open(self.data().join("postgresql.conf"))?;
        writeln!(file, "listen_addresses = '127.0.0.1'\nport = {}", self.port)?;
        writeln!(file, "unix_socket_directories = ''\nmax_connections = 40")?;
        if cfg!(target_os = "linux") {
            // One call instead of a thousand before every recovery.
            writeln!(file, "recovery_init_sync_method = syncfs")?;
        }
        for line in durability.settings() {
            writeln!(file, "{line}")?;
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The address of a database in it.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!(
            "postgres://{role}:{}@127.0.0.1:{}/{database}",
            self.password, self.port
        )
    }

    /// Starts the postmaster and waits until it answers. `postmaster.pid` of a killed one is left
    /// for it to judge: it is what keeps two of them, with the last backends of the first, off the
    /// same files; so the first tries may be refused.
    pub async fn launch(&mut self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            let is_running = match &mut self.postmaster {
                Some(child) => child.try_wait()?.is_none(),
                None => false,
            };
            if !is_running {
                self.postmaster = Some(self.spawn()?);
            }
            if self.answers().await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let end: Vec<&str> = log.lines().rev().take(20).collect();
        bail!("PostgreSQL does not start:\n{}", end.join("\n"))
    }

    fn spawn(&self) -> Result<Child> {
        let log = self.folder.join("log");
        let log = File::options().create(true).append(true).open(log)?;
        let mut command = guarded(&self.programs.join("postgres"), self.as_postgres);
        command.current_dir("/").arg("-D").arg(self.data());
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        command.spawn().context("PostgreSQL cannot be run")
    }

    /// Waits until it answers again after a crash it recovers from by itself.
    pub async fn recovered(&self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if self.answers().await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("PostgreSQL does not recover from the death of a backend")
    }

    async fn answers(&self) -> bool {
        let connection = owner_connection(&self.url("postgres", "postgres")).await;
        connection.is_ok()
    }

    /// kill -9 of the postmaster: shared memory is gone, backends end when they notice.
    pub fn kill_postmaster(&mut self) -> Result<()> {
        if let Some(mut child) = self.postmaster.take() {
            child.kill()?;
            child.wait()?;
        }
        if let Some(process) = self.frozen.take() {
            signal("KILL", process)?;
        }
        Ok(())
    }

    /// Everything written so far is on the disk, whatever the settings say.
    pub async fn flush(&self) -> Result<()> {
        match &self.volume {
            Some(volume) => volume.flush().await,
            None => Ok(()),
        }
    }

    /// The power fails: what was not flushed to the disk is gone, and so is every process.
    pub async fn cut_power(&mut self) -> Result<()> {
        let volume = self.volume.take().context("a disk whose power is cut")?;
        volume.cut().await?;
        let postmaster = self.postmaster.as_ref().map(Child::id);
        let children = postmaster.map(children).transpose()?.unwrap_or_default();
        self.kill_postmaster()?;
        for process in children {
            // Most have gone with their postmaster.
            let _ = signal("KILL", process);
        }
        self.volume = Some(volume.again().await?);
        Ok(())
    }

    /// From here on nothing reaches the files but what a commit itself waits for: nothing, where
    /// it waits for nothing.
    pub async fn freeze_wal_writer(&mut self) -> Result<()> {
        let sql = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'";
        let process = self.process(sql).await?.context("no walwriter")?;
        self.frozen = Some(process);
        signal("STOP", process)
    }

    async fn process(&self, sql: &str) -> Result<Option<u32>> {
        let mut conn = owner_connection(&self.url("postgres", "postgres")).await?;
        let found: Vec<Process> = owner_rows(&mut conn, sql, args![]).await?;
        Ok(found.first().map(|process| process.pid))
    }

    /// kill -9 of one backend of the server, one at work if there is one: all others are thrown
    /// out and the cluster recovers.
    pub async fn kill_backend(&self) -> Result<()> {
        let sql = "SELECT pid FROM pg_stat_activity WHERE usename = 'laas_app'
                   ORDER BY (state = 'active') DESC, random() LIMIT 1";
        let process = self
            .process(sql)
            .await?
            .context("the server has no connection")?;
        signal("KILL", process)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(process) = self.frozen.take() {
            let _ = signal("KILL", process);
        }
        let Some(mut child) = self.postmaster.take() else {
            return;
        };
        // Immediate shutdown: takes the backends along.
        let _ = signal("QUIT", child.id());
        for _ in 0..100 {
            if !matches!(child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = child.kill();
        let _ = child.wait();
    }
}
