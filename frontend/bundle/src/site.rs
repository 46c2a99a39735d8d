//! Puts page, code, styles and assets together under names that change with their content, so
//! that everything but the page itself may be cached for ever.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::{Result, browsers, slim};

/// One value for everything the bundle is made of.
pub fn hash_inputs(root: &Path) -> Result<String> {
    let mut inputs = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in ["frontend", "shared", ".cargo"] {
        inputs.extend(files_below(&root.join(folder))?);
    }
    // What explains folders to people; the articles of help are Markdown, too.
    inputs.retain(|path| path.file_name().is_none_or(|name| name != "README.md"));
    hash_files(&inputs, root)
}

/// Adds loader, styles, assets and page to the code in `dist/app` and gives all its final name.
///
/// - code: `app/` becomes `app-<hash>/`; its files name each other relatively.
/// - styles: all `style/*.css` in the order of their names become `style-<hash>.css`, which the page loads, and
///   from [`OF_PAGES`] on `pages-<hash>.css`, which it names.
/// - assets: `assets/**` as they are; what page or styles name as `<name>-<hash>`.
/// - help: the articles as `help-<hash>.json`, which the page names and does not load.
/// - `sw.js`, if there is one: at the top, told what to keep.
pub fn assemble(frontend: &Path, help: &str, dist: &Path) -> Result<()> {
    fs::write(dist.join("app/boot.js"), include_str!("../boot.js"))?;
    fs::write(
        dist.join("app/old.js"),
        browsers::named(include_str!("../old.js")),
    )?;
    for path in files_below(&dist.join("app"))? {
        if path.extension().is_some_and(|ending| ending == "js") {
            fs::write(&path, slim::script(&fs::read_to_string(&path)?))?;
        }
    }
    let code = format!(
        "app-{}",
        hash_files(&files_below(&dist.join("app"))?, dist)?
    );
    fs::rename(dist.join("app"), dist.join(&code))?;

    let mut page =
        fs::read_to_string(frontend.join("index.html"))?.replace("/app/", &format!("/{code}/"));
    let [mut style, mut pages] = joined_styles(&frontend.join("style"))?;
    for asset in files_below(&frontend.join("assets"))? {
        let name = relative(&asset, frontend);
        let hashed = hashed_name(&name, &fs::read(&asset)?);
        let (plain_url, hashed_url) = (format!("/{name}"), format!("/{hashed}"));
        let in_style = style.contains(&plain_url) || pages.contains(&plain_url);
        let in_page = page.contains(&plain_url);
        if in_page || in_style {
            copy(&asset, &dist.join(&hashed))?;
            page = page.replace(&plain_url, &hashed_url);
            style = style.replace(&plain_url, &hashed_url);
            pages = pages.replace(&plain_url, &hashed_url);
        }
        // Code may name what the page names too; what styles name is theirs alone.
        if in_page || !in_style {
            copy(&asset, &dist.join(&name))?;
        }
    }
    for (plain, sheet) in [("style.css", style), ("pages.css", pages)] {
        let name = hashed_name(plain, sheet.as_bytes());
        fs::write(dist.join(&name), sheet)?;
        page = page.replace(&format!("/{plain}"), &format!("/{name}"));
    }
    let help_name = hashed_name("help.json", help.as_bytes());
    fs::write(dist.join(&help_name), help)?;
    page = page.replace("/help.json", &format!("/{help_name}"));
    fs::write(dist.join("index.html"), page)?;
    write_service_worker(&frontend.join("sw.js"), dist)
}

/// The first sheet of the pages behind the log-in; those before it are all that the log-in needs.
const OF_PAGES: &str = "45-";

/// What the log-in needs, and what the pages need beside.
fn joined_styles(folder: &Path) -> Result<[String; 2]> {
    let mut styles = [String::new(), String::new()];
    for file in files_below(folder)? {
        if file.extension().is_some_and(|extension| extension == "css") {
            let is_of_pages = relative(&file, folder).as_str() >= OF_PAGES;
            styles[usize::from(is_of_pages)].push_str(&slim::style(&fs::read_to_string(&file)?));
        }
    }
    Ok(styles)
}

/// Every build makes another worker, so browsers notice: `__VERSION__` and the list `__FILES__`.
fn write_service_worker(source: &Path, dist: &Path) -> Result<()> {
    if !source.is_file() {
        return Ok(());
    }
    let files = files_below(dist)?;
    let list: Vec<_> = files
        .iter()
        .map(|file| format!("\"/{}\"", relative(file, dist)))
        .collect();
    let worker = fs::read_to_string(source)?
        .replace("__VERSION__", &format!("\"{}\"", hash_files(&files, dist)?))
        .replace("__FILES__", &format!("[{}]", list.join(",")));
    Ok(fs::write(dist.join("sw.js"), worker)?)
}

/// All files of a folder and its sub-folders, sorted; none if there is no such folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(files_below(&path)?);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The path below `folder` as a URL writes it.
pub fn relative(path: &Path, folder: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.iter()
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)?;
    Ok(())
}

/// `style.css` → `style-0123456789abcdef.css`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let hash = hasher.finish();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash:016x}.{extension}"),
        None => format!("{name}-{hash:016x}"),
    }
}

fn hash_files(files: &[PathBuf], folder: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        relative(file, folder).hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
