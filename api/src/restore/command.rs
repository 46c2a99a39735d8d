//! The command: what was done as lines, damage as an exit code.

use super::operations::{Restored, restore};
use super::rules::Asked;
use crate::platform::config::{Config, Signing};
use crate::platform::error::Error;
use crate::platform::say::say;
use crate::reporting::read_roots;
use std::path::PathBuf;
use std::process::ExitCode;

/// How `laas restore-entity` is called.
const USAGE: &str = "laas restore-entity ENTITY [--to TIME | --record NUMBER] [--from ADDRESS] [--try]
  ENTITY           the id of one organisation; all others go on working
  --to TIME        as it stood then: '2026-11-29 10:00:00', Thai time unless it says otherwise
  --record NUMBER  as that record had left it
                   without either: as its record says it is; what was damaged is put back
  --from ADDRESS   a database restored beside, for what is damaged of the record itself
  --try            does and proves it, and keeps nothing
Answers 0 when it was done and proved, 1 when something stands in the way and nothing was done, 2 when
it could not run.
";

/// Could not run.
const COULD_NOT_RUN: u8 = 2;

/// `laas restore-entity`.
pub async fn restore_entity(words: &[&str]) -> ExitCode {
    let Some(asked) = Asked::read(words) else {
        eprint!("{USAGE}");
        return ExitCode::from(COULD_NOT_RUN);
    };
    match run(&asked).await {
        Ok(restored) => {
            tell(&restored, asked.tries);
            match restored.findings() {
                [] => ExitCode::SUCCESS,
                _ => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("กู้คืนไม่ได้ ไม่มีสิ่งใดเปลี่ยน (could not restore, nothing was changed): {error}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

async fn run(asked: &Asked) -> Result<Restored, Error> {
    let config = Config::from_environment()?;
    let roots = Signing::from_environment()
        .ok()
        .map(|signing| signing.roots);
    // Before the first night there is none to agree with.
    let has_roots =
        |folder: &PathBuf| read_roots(folder).is_ok_and(|read| read.chain.roots().next().is_some());
    let roots = roots.filter(has_roots);
    restore(&config.owner_database_url, asked, roots).await
}

/// So many of a list are shown.
const SHOWN: usize = 1000;

fn show(what: &str, names: &[String]) {
    for name in names.iter().take(SHOWN) {
        say(format_args!("{what} | {name}"));
    }
    if names.len() > SHOWN {
        say(format_args!("{what} | … ทั้งหมด (in all) {}", names.len()));
    }
}

fn tell(restored: &Restored, tried: bool) {
    if !restored.findings().is_empty() {
        restored.findings().iter().for_each(say);
        say("✗ กู้คืนไม่ได้ ไม่มีสิ่งใดเปลี่ยน (this stands in the way; nothing was changed)");
        return;
    }
    let damaged = restored.damaged.iter();
    let damaged: Vec<String> = damaged
        .map(|(table, key)| format!("{table} {key}"))
        .collect();
    show("✓ ซ่อมแล้ว (repaired)", &damaged);
    for scar in &restored.scars {
        say(format_args!("• ยังอยู่ในบันทึก (stays in the record) {scar}"));
    }
    show("↶ ต้องบันทึกใหม่ (enter again)", &restored.gone);
    show("↶ กลับสู่สถานะเดิม (back where it stood)", &restored.back);
    say(restored.report.summary());
    say(format_args!(
        "✓ {} บันทึกที่ (as of record) {} · ย้อน (records undone) {} · แถว (rows) {} · \
         ซ่อม (repaired) {} · เวลา (time) {} ms",
        match tried {
            true => "ลองแล้ว ไม่ได้เก็บ (tried, kept nothing)",
            false => "กู้คืนและพิสูจน์แล้ว (restored and proved)",
        },
        restored.until,
        restored.undone,
        restored.lines,
        restored.damaged.len() as u64 + restored.mended,
        restored.took.as_millis(),
    ));
}
