//! `laas replay FILE`.

use super::client::Trouble;
use super::file::Scenario;
use super::report::Report;
use super::run::{Mode, replay};
use crate::platform::say::say;
use std::process::ExitCode;

const HELP: &str = "laas replay FILE [--url http://127.0.0.1:8080] [--partial]
  plays the scenario through the REST API against a fresh practice entity and compares every
  expected figure; --partial leaves out what is not supported yet and all that depends on it
";

/// What was asked for.
struct Wanted<'a> {
    file: &'a str,
    url: String,
    mode: Mode,
}

/// Runs the command: 0 when everything is as expected, 1 when not, 2 when it cannot run.
pub async fn command(words: &[&str]) -> ExitCode {
    let Some(wanted) = wanted(words) else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    match play(&wanted).await {
        Ok(report) => {
            say(&report);
            match report.differences.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::from(1),
            }
        }
        Err(trouble) => {
            eprintln!("laas replay: {trouble}");
            ExitCode::from(2)
        }
    }
}

fn wanted<'a>(words: &[&'a str]) -> Option<Wanted<'a>> {
    let default = "http://127.0.0.1:8080".to_owned();
    let (mut file, mut url) = (None, None);
    let mut mode = Mode::Strict;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--partial" => mode = Mode::Partial,
            "--url" => url = Some((*words.next()?).to_owned()),
            word if word.starts_with('-') || file.is_some() => return None,
            word => file = Some(word),
        }
    }
    Some(Wanted {
        file: file?,
        url: url
            .or_else(|| std::env::var("LAAS_PUBLIC_URL").ok())
            .unwrap_or(default),
        mode,
    })
}

async fn play(wanted: &Wanted<'_>) -> Result<Report, Trouble> {
    let text = tokio::fs::read_to_string(wanted.file).await;
    let text = text.map_err(|error| Trouble::File(format!("{}: {error}", wanted.file)))?;
    replay(&wanted.url, &Scenario::read(&text)?, wanted.mode).await
}
