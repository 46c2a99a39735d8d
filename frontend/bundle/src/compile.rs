//! Compiles the crate `frontend` for the browser with whatever compiler can do it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::{Options, Result};

const TARGET: &str = "wasm32-unknown-unknown";
/// Where Debian's `rustc-web` and `cargo-web` put their compiler.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const LINKERS: [&str; 5] = [
    "wasm-ld-22",
    "wasm-ld",
    "rust-lld",
    "wasm-ld-21",
    "wasm-ld-19",
];

/// Builds the application and tells where its raw WASM file is.
pub fn frontend(root: &Path, options: Options) -> Result<PathBuf> {
    let (profile, folder) = if options.dev {
        ("dev", "debug")
    } else {
        ("web", "web")
    };
    // A folder of its own: two compilers and a rebuilt std must not churn the native one.
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("web");
    let mut cargo = compiler()?;
    cargo
        .current_dir(root)
        .args([
            "--locked",
            "--profile",
            profile,
            "-p",
            "frontend",
            "--bin",
            "frontend",
        ])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&target);
    if options.split {
        // Not RUSTFLAGS, which would rebuild every dependency whenever it changes.
        cargo.args(["--", "-Clink-args=--emit-relocs"]);
    }
    if !cargo.status()?.success() {
        return Err("the frontend does not compile".into());
    }
    Ok(target.join(TARGET).join(folder).join("frontend.wasm"))
}

/// `cargo rustc` with a standard library for WASM: a ready one where there is one, else built from
/// Debian's sources, which its stable compiler allows only with `RUSTC_BOOTSTRAP`.
fn compiler() -> Result<Command> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    if has_std(&rustc) {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg("rustc");
        return Ok(cargo);
    }
    let linker = LINKERS.iter().find_map(|name| find(name));
    let Some(linker) = linker.filter(|_| has_std_sources(DEBIAN_RUSTC)) else {
        return Err(
            "no WASM standard library. Either: rustup target add wasm32-unknown-unknown, \
                    or: apt-get install rustc-web cargo-web rust-web-src lld-22"
                .into(),
        );
    };
    let mut cargo = Command::new(DEBIAN_CARGO);
    cargo
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
        .args(["rustc", "-Zbuild-std=std,panic_abort"]);
    Ok(cargo)
}

fn has_std(rustc: &str) -> bool {
    ask(rustc, &["--print", "target-libdir", "--target", TARGET])
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|files| {
            files
                .flatten()
                .any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
}

fn has_std_sources(rustc: &str) -> bool {
    ask(rustc, &["--print", "sysroot"]).is_some_and(|sysroot| {
        sysroot
            .join("lib/rustlib/src/rust/library/std/Cargo.toml")
            .is_file()
    })
}

/// The path a compiler prints when asked.
fn ask(rustc: &str, arguments: &[&str]) -> Option<PathBuf> {
    let output = Command::new(rustc).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(text.trim()))
}

fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
