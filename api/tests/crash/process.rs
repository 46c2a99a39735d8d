//! Processes and files that go when the test goes, however it ends.

use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// A folder of its own, removed at the end.
pub struct Home {
    /// Where it is.
    pub path: PathBuf,
}

const NAME: &str = "laas-crash";

impl Home {
    /// Makes one on a disk, and removes those of runs that were killed.
    pub fn new() -> Result<Home> {
        static COUNT: AtomicU16 = AtomicU16::new(0);
        // `/var/tmp` is no memory disk.
        let place = match Path::new("/var/tmp") {
            lasting if lasting.is_dir() => lasting.to_owned(),
            _ => std::env::temp_dir(),
        };
        remove_left_over(&place);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!("{NAME}.{}.{count}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Home { path })
    }

    /// Does this process run as root? PostgreSQL refuses to.
    pub fn is_roots(&self) -> Result<bool> {
        use std::os::unix::fs::MetadataExt;
        Ok(std::fs::metadata(&self.path)?.uid() == 0)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Processes that are just ending may still write.
        for _ in 0..20 {
            match std::fs::remove_dir_all(&self.path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    std::thread::sleep(Duration::from_millis(100));
                }
                _ => return,
            }
        }
    }
}

/// A postmaster whose folder is gone ends by itself within a minute.
fn remove_left_over(place: &Path) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut parts = name.split('.');
        let process = (parts.next() == Some(NAME)).then(|| parts.next()).flatten();
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            let volume = entry.path().join("volume");
            if volume.exists() {
                let _ = Command::new("umount").arg("-l").arg(&volume).output();
            }
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// A command that the kernel kills when this thread ends, where it can; as the user `postgres`
/// when asked.
pub fn guarded(program: &Path, as_postgres: bool) -> Command {
    static KILLS: OnceLock<bool> = OnceLock::new();
    let kills = KILLS.get_or_init(|| {
        let mut probe = Command::new("setpriv");
        probe.args(["--pdeathsig", "KILL", "--", "true"]);
        let status = probe.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    });
    if !kills && !as_postgres {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    if as_postgres {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    if *kills {
        command.args(["--pdeathsig", "KILL"]);
    }
    command.arg("--").arg(program);
    command
}

/// Runs a command to its end and returns what it printed.
pub async fn run(command: Command, seconds: u64) -> Result<String> {
    let name = format!("{command:?}");
    let mut command = tokio::process::Command::from(command);
    let ended = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(Duration::from_secs(seconds), ended)
        .await
        .with_context(|| format!("{name} does not end"))??;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if !output.status.success() {
        bail!(
            "{name}: {}\n{}{}",
            output.status,
            text(&output.stdout),
            text(&output.stderr)
        );
    }
    Ok(text(&output.stdout))
}

/// The processes that a process has started and that still run.
pub fn children(of: u32) -> Result<Vec<u32>> {
    let mut children = Vec::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Some(process) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        // `pid (name) state parent …`; a name may hold anything.
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map(|(_, rest)| rest);
        let parent = after_name.and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
        if parent == Some(of) {
            children.push(process);
        }
    }
    Ok(children)
}

/// Sends a signal to a process.
pub fn signal(name: &str, process: u32) -> Result<()> {
    let status = Command::new("kill")
        .arg(format!("-{name}"))
        .arg(process.to_string())
        .status()?;
    match status.success() {
        true => Ok(()),
        false => bail!("no process {process}"),
    }
}

/// A free port below those given to outgoing connections, so that it is still free later.
pub fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 1000)? * 10;
    for _ in 0..1000 {
        let port = 20000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 12000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no free port")
}
