//! The commands: words to options, the report to lines, damage to an exit code.

use super::bundle::examine_bundle;
use super::checkpoint;
use super::definitions::made_anew;
use super::finding::Report;
use super::operations::{Options, Witness, examine, heads};
use super::progress::Progress;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::owner_connection;
use crate::platform::error::Error;
use crate::platform::say::say;
use crate::reporting::note;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How `laas verify` is called.
const USAGE: &str = "laas verify [--entity UUID] [--against FILE] [--roots FOLDER] [--kept FILE]
            [--witness CODE] [--note FILE] [--json]
  --entity UUID    only this entity
  --against FILE   also compare with the checkpoints that `laas seal FILE` wrote
  --roots FOLDER   also compare with the signed roots (LAAS_ROOTS), and prove those
  --kept FILE      also hold what somebody kept against them: roots, or the proof of one entity
  --witness CODE   also compare with the code on a daily report (needs --entity)
  --note FILE      leaves the result there, for the pages of the offices (not with --entity)
  --json           for machines
laas verify --bundle FOLDER [--key ID] [--json]
  --bundle FOLDER  a bundle that was handed out, unpacked, instead of the database
  --key ID         of a key of ours that is known from elsewhere
Answers 0 when everything is as recorded, 1 when something is damaged, 2 when it could not run.
";

/// So many connections at most share the organisations among them.
const MOST_SHARES: usize = 8;

/// The exit code when nothing was verified.
const COULD_NOT_RUN: u8 = 2;

/// `laas verify`: 0 clean, 1 damage, 2 could not run.
pub async fn verify(words: &[&str]) -> ExitCode {
    let Some(asked) = asked(words) else {
        eprint!("{USAGE}");
        return ExitCode::from(COULD_NOT_RUN);
    };
    match run(&asked).await {
        Ok(report) => {
            print(&report, asked.json);
            match report.findings.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => could_not_run(&error),
    }
}

/// `laas seal FILE`: appends where every record stands to a file outside the database.
pub async fn seal(file: &str) -> ExitCode {
    match seal_to(Path::new(file)).await {
        Ok((entities, root)) => {
            say(format_args!(
                "✓ ปิดผนึก (sealed) {entities} หน่วยงาน (entities) · {root}"
            ));
            ExitCode::SUCCESS
        }
        Err(error) => could_not_run(&error),
    }
}

fn could_not_run(error: &Error) -> ExitCode {
    eprintln!("ตรวจสอบไม่ได้ (could not run): {error}");
    ExitCode::from(COULD_NOT_RUN)
}

/// How `laas verify` was called.
#[derive(Default)]
struct Asked {
    options: Options,
    note: Option<PathBuf>,
    bundle: Option<PathBuf>,
    key: Option<String>,
    json: bool,
}

fn asked(words: &[&str]) -> Option<Asked> {
    let mut asked = Asked::default();
    let options = &mut asked.options;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--json" => asked.json = true,
            "--bundle" => asked.bundle = Some(words.next()?.into()),
            "--key" => asked.key = Some((*words.next()?).to_owned()),
            "--note" => asked.note = Some(words.next()?.into()),
            "--entity" => options.entity = Some(words.next()?.parse().ok()?),
            "--against" => options.against = Some(words.next()?.into()),
            "--roots" => options.roots = Some(words.next()?.into()),
            "--kept" => options.kept.push(words.next()?.into()),
            "--witness" => options.witness = Some(Witness::parse(words.next()?)?),
            _ => return None,
        }
    }
    let is_of_one = options.entity.is_some();
    let fits = (options.witness.is_none() || is_of_one) && !(asked.note.is_some() && is_of_one);
    let fits = fits && (asked.key.is_none() || asked.bundle.is_some());
    fits.then_some(asked)
}

async fn run(asked: &Asked) -> Result<Report, Error> {
    if let Some(folder) = &asked.bundle {
        return Ok(examine_bundle(folder, asked.key.as_deref()));
    }
    let config = Config::from_environment()?;
    let url = &config.owner_database_url;
    let mut options = asked.options.clone();
    // What concerns everybody is not asked of one.
    if options.entity.is_none() {
        let made = made_anew(url).await;
        options.definitions = Some(made.map_err(|error| error.to_string()));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        options.beside = Some((url.clone(), cores.min(MOST_SHARES)));
    }
    options.progress = Progress::to(|word| eprintln!("{word}"));
    let mut conn = owner_connection(url).await?;
    let report = examine(&mut conn, &options).await?;
    if let Some(file) = &asked.note {
        note(file, &report.noted(Clock::System.now()))?;
    }
    Ok(report)
}

async fn seal_to(path: &Path) -> Result<(usize, String), Error> {
    let config = Config::from_environment()?;
    let mut conn = owner_connection(&config.owner_database_url).await?;
    let heads = heads(&mut conn).await?;
    let entities = heads.len();
    let root = checkpoint::append(path, Clock::System.now(), heads)?;
    Ok((entities, root))
}

fn print(report: &Report, json: bool) {
    if json {
        match serde_json::to_string_pretty(report) {
            Ok(text) => say(text),
            Err(error) => eprintln!("{error}"),
        }
        return;
    }
    for finding in &report.findings {
        say(finding);
    }
    say(report.summary());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_options_or_usage() {
        let id = "018f4e5a-0000-7000-8000-000000000001";
        let code = "3-0a1b-2c3d-4e5f-6789";
        let read = asked(&["--entity", id, "--witness", code, "--json"]).expect("options");
        let options = read.options;
        assert!(read.json && options.entity.is_some() && options.witness.is_some());
        assert!(asked(&[]).is_some());
        assert!(asked(&["--note", "file"]).is_some_and(|read| read.note.is_some()));
        for wrong in [
            &["--entity"][..],
            &["--entity", "x"],
            &["--witness", code],
            &["--entity", id, "--witness", "3"],
            &["--all"],
            &["--note"],
            &["--roots"],
            &["--kept"],
            &["--bundle"],
            &["--key", "x"],
            &["--note", "file", "--entity", id],
        ] {
            assert!(asked(wrong).is_none(), "{wrong:?}");
        }
    }
}
