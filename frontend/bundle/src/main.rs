//! Builds the browser application: WASM, its JavaScript glue, styles and assets, all compressed.
//!
//! Run at the top of the checkout: `cargo run -p bundle -- [--dev] [--split]`.
//! `--dev` compiles fast and compresses lightly; `--split` makes a file of its own of each function marked `wasm_split`.
//! The result lies in `$LAAS_DIST`, else in `.laas/dist`.

mod browsers;
mod compile;
mod help;
mod site;
mod sizes;
mod slim;
mod wasm;

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io, process};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How to build.
#[derive(Debug, Clone, Copy)]
struct Options {
    /// Fast to compile, large to download.
    dev: bool,
    /// A WASM file for each function marked `wasm_split`.
    split: bool,
}

fn main() {
    if let Err(error) = options().and_then(build) {
        eprintln!("bundle: {error}");
        process::exit(1);
    }
}

fn options() -> Result<Options> {
    let mut options = Options {
        dev: false,
        split: false,
    };
    for argument in env::args().skip(1) {
        match argument.as_str() {
            "--dev" => options.dev = true,
            "--split" => options.split = true,
            other => return Err(format!("unknown option {other}; known: --dev --split").into()),
        }
    }
    Ok(options)
}

fn build(options: Options) -> Result<()> {
    let start = Instant::now();
    let root = env::current_dir()?;
    if !root.join("frontend/index.html").is_file() {
        return Err("run me at the top of the checkout".into());
    }
    let dist = env::var_os("LAAS_DIST").map_or_else(|| root.join(".laas/dist"), PathBuf::from);
    let stamp = format!("{options:?} {}", site::hash_inputs(&root)?);
    if fs::read_to_string(dist.join(".stamp")).is_ok_and(|old| old == stamp) {
        eprintln!("bundle: unchanged ({:.2} s)", start.elapsed().as_secs_f32());
        return Ok(());
    }
    // First, because it is quick to complain.
    let help = help::compile(&root.join("shared/help"))?;
    let application = compile::frontend(&root, options)?;
    // Beside the old one and swapped at the end, so that a running server never serves half of it.
    let fresh = dist.with_extension("new");
    remove_folder(&fresh)?;
    let code = fresh.join("app");
    fs::create_dir_all(&code)?;
    wasm::bind(&application, &code, options)?;
    browsers::check(&code, &root.join("frontend/style"))?;
    site::assemble(&root.join("frontend"), &help, &fresh)?;
    let sizes = sizes::compress(&fresh, options)?;
    if !options.dev {
        sizes.within_budget().inspect_err(|_| eprint!("{sizes}"))?;
    }
    fs::write(fresh.join(".stamp"), stamp)?;
    remove_folder(&dist)?;
    fs::rename(&fresh, &dist)?;
    eprint!("{sizes}");
    eprintln!("bundle: built in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
