//! A disk whose power can be cut. What is simulated: a file system of its own (ext4 in a file, on a loop
//! device) that is told at one instant to take nothing more and to forget what it had not flushed
//! (`EXT4_IOC_SHUTDOWN` without flushing the log, which is how the tests of file systems cut the power).
//! Then every process on it dies, and it is mounted again from what had reached the device: writes that
//! were not followed by an fsync are gone, wherever they were; those that were are there. Not simulated:
//! a device that lies about its own cache, or tears a sector.

use crate::process::{Home, run};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Room for the database and its log.
const SIZE: &str = "2G";

/// Shuts a file system down without flushing anything.
const SHUTDOWN: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

/// The disk, mounted; unmounted at the end.
pub struct Volume {
    image: PathBuf,
    /// Where it is mounted.
    pub folder: PathBuf,
}

fn command(program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words);
    command
}

/// Can such a disk be made here? Only root mounts one.
pub fn is_possible() -> bool {
    let Ok(home) = Home::new() else {
        return false;
    };
    let made = ["mkfs.ext4", "mount", "umount", "python3"]
        .iter()
        .all(|program| {
            let found = command("sh", &["-c", &format!("command -v {program}")]).output();
            found.is_ok_and(|found| found.status.success())
        });
    made && home.is_roots().unwrap_or(false) && std::path::Path::new("/dev/loop-control").exists()
}

impl Volume {
    /// Makes one in a folder.
    pub async fn new(home: &Home) -> Result<Volume> {
        let (image, folder) = (home.path.join("disk"), home.path.join("volume"));
        std::fs::create_dir(&folder)?;
        let path = image.to_str().context("a path")?;
        run(command("truncate", &["-s", SIZE, path]), 10).await?;
        run(command("mkfs.ext4", &["-q", "-F", path]), 60).await?;
        let volume = Volume { image, folder };
        volume.mount().await?;
        Ok(volume)
    }

    async fn mount(&self) -> Result<()> {
        let mut mount = command("mount", &["-o", "loop"]);
        mount.arg(&self.image).arg(&self.folder);
        run(mount, 60).await?;
        Ok(())
    }

    /// Brings everything written to the device.
    pub async fn flush(&self) -> Result<()> {
        let mut sync = command("sync", &["-f"]);
        sync.arg(&self.folder);
        run(sync, 60).await?;
        Ok(())
    }

    /// From this instant on nothing reaches the device.
    pub async fn cut(&self) -> Result<()> {
        let mut cut = command("python3", &["-c", SHUTDOWN]);
        cut.arg(&self.folder);
        run(cut, 10).await?;
        Ok(())
    }

    /// Comes back with what had reached the device, once the last process has left it.
    pub async fn again(self) -> Result<Volume> {
        let started = Instant::now();
        while !self.unmount(&[]) {
            if started.elapsed() > Duration::from_secs(30) {
                bail!("somebody stays on the disk without power");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.mount().await?;
        Ok(self)
    }

    fn unmount(&self, options: &[&str]) -> bool {
        let mut umount = command("umount", options);
        umount
            .arg(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        umount.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        for _ in 0..40 {
            if self.unmount(&[]) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.unmount(&["-l"]);
    }
}
