//! Two checkouts on one machine, and what of a checkout is its owner's alone (`faults.md` E1, E4).

use crate::support::{TestApp, root};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use uuid::Uuid;

/// What the scripts of `./laas` print, read in a shell with this folder as the checkout, and whether
/// they went through.
fn in_checkout(checkout: &Path, cache: &Path, commands: &str) -> (String, bool) {
    let scripts = root().join(".ci");
    let prepared = format!(
        "set -eu; say() {{ :; }}; die() {{ echo \"$*\"; exit 1; }}; step() {{ shift; \"$@\"; }}
         . {0}/target.sh; . {0}/postgres.sh; {commands}",
        scripts.display()
    );
    let shell = Command::new("sh")
        .args(["-c", &prepared])
        .env("root", checkout)
        .env("cache", cache)
        .env("state", checkout)
        .env("own", checkout)
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .expect("a shell");
    let printed = String::from_utf8_lossy(&shell.stdout).trim().to_owned();
    (printed, shell.status.success())
}

fn mode(file: &Path) -> u32 {
    let known = std::fs::metadata(file).expect("a file");
    known.permissions().mode() & 0o777
}

/// A folder of a test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("checkouts-{}", Uuid::new_v4()));
        std::fs::create_dir(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn each_checkout_builds_in_a_folder_of_its_own_and_in_no_other() {
    let folder = Folder::new();
    let place = |name: &str| {
        let path = folder.0.join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        path
    };
    let (one, other, cache) = (place("one"), place("other"), place("cache"));
    let claim = "export CARGO_TARGET_DIR=$(own_target); claim_target; echo \"$CARGO_TARGET_DIR\"";
    let (of_one, claimed) = in_checkout(&one, &cache, claim);
    assert!(claimed, "{of_one}");
    let built = Path::new(&of_one).join("debug/deps/libapi-1.rlib");
    std::fs::create_dir_all(built.parent().expect("deps")).expect("a folder");
    std::fs::write(&built, "built by one").expect("a file");
    let (of_other, claimed) = in_checkout(&other, &cache, claim);
    assert!(claimed && of_other != of_one, "{of_other}");
    let taken = format!("export CARGO_TARGET_DIR={of_one}; claim_target");
    let (refused, claimed) = in_checkout(&other, &cache, &taken);
    assert!(
        !claimed && refused.contains("CARGO_TARGET_DIR"),
        "{refused}"
    );
    let kept = std::fs::read_to_string(&built).expect("what one built");
    assert_eq!(kept, "built by one");
    // Its own, claimed again, stays.
    let (_, claimed) = in_checkout(&one, &cache, claim);
    assert!(claimed && built.exists());
}

#[tokio::test]
async fn what_opens_doors_is_its_owners_alone() {
    let folder = Folder::new();
    let (secret, made) = in_checkout(&folder.0, &folder.0, "secret a.secret");
    assert!(made && !secret.is_empty());
    assert_eq!(mode(&folder.0.join("a.secret")), 0o600);
    let state = folder.0.clone();
    let citizens = state.join("citizens.json");
    std::fs::write(&citizens, "of an older release").expect("a file");
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&citizens, open).expect("everybody's");
    let app = TestApp::start_with(|config| config.state = state).await;
    let users = api::demo::seed(&app.app.state)
        .await
        .expect("the demonstration");
    assert!(users.contains("รหัสผ่าน"));
    assert_eq!(mode(&citizens), 0o600);
}
