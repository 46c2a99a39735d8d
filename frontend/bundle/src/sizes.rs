//! Compresses what compresses, and says how much a visitor has to load.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::thread;

use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

use crate::site::{files_below, relative};
use crate::{Options, Result};

const COMPRESSIBLE: [&str; 8] = [
    "wasm",
    "js",
    "css",
    "html",
    "svg",
    "json",
    "webmanifest",
    "txt",
];
/// How many files the table names one by one.
const NAMED: usize = 12;

/// Bytes of one file: as it is, and as a browser loads it.
struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// The table printed after a build.
pub struct Sizes(Vec<Size>);

/// Writes `.br` and `.gz` beside every file that gains by it.
pub fn compress(dist: &Path, options: Options) -> Result<Sizes> {
    let files = files_below(dist)?;
    let workers = thread::available_parallelism()?.get();
    let mut sizes = Vec::new();
    thread::scope(|scope| -> Result<()> {
        let running: Vec<_> = (0..workers)
            .map(|worker| {
                let share = files.iter().skip(worker).step_by(workers);
                scope.spawn(move || -> std::io::Result<Vec<Size>> {
                    share
                        .map(|file| compress_file(file, dist, options))
                        .collect()
                })
            })
            .collect();
        for worker in running {
            sizes.extend(worker.join().map_err(|_| "a compressing thread died")??);
        }
        Ok(())
    })?;
    sizes.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    Ok(Sizes(sizes))
}

fn compress_file(file: &Path, dist: &Path, options: Options) -> std::io::Result<Size> {
    let content = fs::read(file)?;
    let name = relative(file, dist);
    let raw = content.len();
    let extension = file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    if !COMPRESSIBLE.contains(&extension) {
        return Ok(Size {
            name,
            raw,
            gzip: raw,
            brotli: raw,
        });
    }
    let (quality, level) = if options.dev { (4, 4) } else { (11, 9) };
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(&content)?;
    let brotli = writer.into_inner();
    let mut writer = GzEncoder::new(Vec::new(), Compression::new(level));
    writer.write_all(&content)?;
    let gzip = writer.finish()?;
    fs::write(file.with_extension(format!("{extension}.br")), &brotli)?;
    fs::write(file.with_extension(format!("{extension}.gz")), &gzip)?;
    Ok(Size {
        name,
        raw,
        gzip: gzip.len(),
        brotli: brotli.len(),
    })
}

/// What a visitor may have to load (ux E11), packed with brotli: until the box of the log-in, and in all.
const UNTIL_LOG_IN: usize = 300_000;
const IN_ALL: usize = 1_500_000;

impl Sizes {
    /// Complains when there is more to load than there may be.
    pub fn within_budget(&self) -> Result<()> {
        let of = |wanted: &dyn Fn(&Size) -> bool| -> usize {
            let wanted = self.0.iter().filter(|size| wanted(size));
            wanted.map(|size| size.brotli).sum()
        };
        let first = of(&|size| is_first(&size.name));
        let all = of(&|_| true);
        for (what, bytes, most) in [
            ("until the log-in", first, UNTIL_LOG_IN),
            ("in all", all, IN_ALL),
        ] {
            if bytes > most {
                return Err(format!("{bytes} bytes {what}, {most} at most").into());
            }
        }
        Ok(())
    }
}

/// Is it loaded before anybody can log in? Of the code all but what comes afterwards; the letters in which
/// the first page is written, of the ordinary weight.
fn is_first(name: &str) -> bool {
    let is_letters = name.contains("-400-");
    let is_later = ["split", "chunk", "help-", "pages-", "-600-"]
        .iter()
        .any(|part| name.contains(part));
    let is_code = ["wasm", "js", "css", "html"]
        .iter()
        .any(|ending| name.ends_with(&format!(".{ending}")));
    !is_later && (is_code || is_letters)
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>10} {:>10} {:>10}  file", "bytes", "gzip", "brotli")?;
        for Size {
            name,
            raw,
            gzip,
            brotli,
        } in self.0.iter().take(NAMED)
        {
            writeln!(f, "{raw:>10} {gzip:>10} {brotli:>10}  {name}")?;
        }
        if self.0.len() > NAMED {
            writeln!(f, "{:>34} and {} smaller files", "", self.0.len() - NAMED)?;
        }
        let sum = |size: fn(&Size) -> usize| self.0.iter().map(size).sum::<usize>();
        let (raw, gzip, brotli) = (sum(|s| s.raw), sum(|s| s.gzip), sum(|s| s.brotli));
        writeln!(
            f,
            "{raw:>10} {gzip:>10} {brotli:>10}  total, brotli {} KiB",
            brotli / 1024
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(first: usize, later: usize) -> Sizes {
        let size = |name: &str, brotli| Size {
            name: name.to_owned(),
            raw: brotli,
            gzip: brotli,
            brotli,
        };
        Sizes(vec![
            size("app-0/app_bg.wasm", first),
            size("app-0/split_pages.wasm", later),
        ])
    }

    #[test]
    fn what_is_too_much_to_load_is_no_release() {
        assert!(
            sizes(UNTIL_LOG_IN, IN_ALL - UNTIL_LOG_IN)
                .within_budget()
                .is_ok()
        );
        assert!(sizes(UNTIL_LOG_IN + 1, 0).within_budget().is_err());
        assert!(sizes(0, IN_ALL + 1).within_budget().is_err());
    }
}
