//! A list of acts, and one of them with all it changed.

use super::labels;
use super::rules::Step;
use super::store::{self, Field, OfRecord, Wanted};
use super::values::{self, Telling};
use super::words::{self, LOG_INS, NamedThings};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{check_depth, nearest};
use chrono::TimeDelta;
use shared::activity::{
    Activity, ActivityDetail, Became, CameFrom, ChangedField, ChangedRow, ROWS_AT_ONCE,
};
use shared::page::Page;
use shared::{PersonId, ProblemCode};
use std::collections::{BTreeMap, HashMap};

/// Acts that are counted; farther down there are only more.
const COUNTED: u32 = 1_000;

/// The life of a session (`identity/sessions`): who acts had logged in within it.
const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);

/// A page of acts, newest first.
pub async fn list(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    (page, per_page): (u32, u32),
) -> Result<Page<Activity>, Error> {
    let read = nearest(page, per_page);
    let before = (read - 1).saturating_mul(per_page);
    let most = COUNTED.max(before.saturating_add(per_page)) + 1;
    let numbers = store::numbers(tx, wanted, i64::from(most)).await?;
    let more = numbers.len() >= most as usize;
    let total = numbers.len() - usize::from(more);
    let shown = numbers.into_iter().skip(before as usize);
    let shown: Vec<i64> = shown.take(per_page as usize).collect();
    check_depth(page, read, !shown.is_empty())?;
    Ok(Page {
        items: told(tx, &shown).await?,
        total: i64::try_from(total).unwrap_or(i64::MAX),
        more,
        page,
        per_page,
    })
}

/// At most so many acts, newest first.
pub async fn rows(tx: &mut Tx<'_>, wanted: &Wanted, most: u32) -> Result<Vec<Activity>, Error> {
    let numbers = store::numbers(tx, wanted, i64::from(most)).await?;
    told(tx, &numbers).await
}

async fn told(tx: &mut Tx<'_>, numbers: &[i64]) -> Result<Vec<Activity>, Error> {
    let records = store::records(tx, numbers).await?;
    let things = records.iter();
    let things = things.filter_map(|record| words::thing(&record.subject));
    let names = store::names(tx, things.collect()).await?;
    Ok(records.iter().map(|record| record.told(&names)).collect())
}

/// One act and a page of what it changed, the first of which is there though it may be empty. `is_masked`:
/// numbers are shown by their last digits.
pub async fn detail(
    tx: &mut Tx<'_>,
    seq: i64,
    page: u32,
    is_masked: bool,
) -> Result<ActivityDetail, Error> {
    let records = store::records(tx, &[seq]).await?;
    let Some(record) = records.into_iter().next() else {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    };
    let most = i64::from(ROWS_AT_ONCE);
    let offset = i64::from(page - 1) * most;
    let (steps, total) = store::steps(tx, seq, most, offset).await?;
    if steps.is_empty() && page > 1 {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let read = Read::of(tx, &record, steps).await?;
    let came_from = match record.actor {
        None => None,
        Some(person) => came_from(tx, &record, person).await?,
    };
    Ok(ActivityDetail {
        activity: record.told(&read.names),
        hash: record.hash.clone(),
        came_from,
        rows: read.told(is_masked),
        total,
        page,
        is_masked,
    })
}

async fn came_from(
    tx: &mut Tx<'_>,
    record: &OfRecord,
    person: PersonId,
) -> Result<Option<CameFrom>, Error> {
    let since = record.at - SESSION_LIFE;
    let log_in = store::logged_in(tx, person, record.seq, since, &LOG_INS).await?;
    Ok(log_in.map(|log_in| words::came_from(&log_in)))
}

/// The rows of an act, with what was before them and what they name.
struct Read {
    steps: Vec<Step>,
    /// By table and key, where it was found and its hash is right.
    before: HashMap<String, Fields>,
    after: HashMap<String, Fields>,
    names: NamedThings,
}

/// The fields of a row by name.
type Fields = BTreeMap<String, Field>;

impl Read {
    async fn of(tx: &mut Tx<'_>, record: &OfRecord, steps: Vec<Step>) -> Result<Read, Error> {
        let mut things = Vec::from_iter(words::thing(&record.subject));
        for step in &steps {
            things.extend(values::ids(&step.key));
            things.extend(step.after.iter().flat_map(|image| values::ids(image)));
        }
        things.retain(|id| *id != tx.entity.0);
        things.sort_unstable();
        things.dedup();
        let had = steps.iter().filter(|step| step.had_before());
        let had: Vec<String> = had.map(Step::begins).collect();
        let left = match had.is_empty() {
            true => Vec::new(),
            false => store::before(tx, record.seq, &things, had).await?,
        };
        let left: HashMap<String, String> =
            left.into_iter().map(|of| (of.begins, of.image)).collect();
        let proved = |step: &Step| {
            let image = left.get(&step.begins())?;
            step.found_as(image).then(|| (step.begins(), image.clone()))
        };
        let before: Vec<(String, String)> = steps.iter().filter_map(proved).collect();
        things.extend(before.iter().flat_map(|(_, image)| values::ids(image)));
        let after = steps.iter();
        let after = after.filter_map(|step| Some((step.begins(), step.after.clone()?)));
        Ok(Read {
            before: fields(tx, before).await?,
            after: fields(tx, after.collect()).await?,
            names: store::names(tx, things).await?,
            steps,
        })
    }

    fn told(&self, is_masked: bool) -> Vec<ChangedRow> {
        self.steps
            .iter()
            .map(|step| self.changed(step, is_masked))
            .collect()
    }

    fn changed(&self, step: &Step, is_masked: bool) -> ChangedRow {
        let (before, after) = (
            self.before.get(&step.begins()),
            self.after.get(&step.begins()),
        );
        let telling = Telling {
            table: &step.table,
            names: &self.names,
            is_masked,
        };
        let fields = match step.became {
            Became::Reshaped => values::reshaped(&step.table, &step.key),
            _ => differing(&telling, before, after),
        };
        ChangedRow {
            table: labels::table(&step.table).unwrap_or_else(words::gone),
            of: telling.of(&step.key, after.or(before)),
            became: step.became,
            is_before_known: !step.had_before() || before.is_some(),
            fields,
        }
    }
}

async fn fields(
    tx: &mut Tx<'_>,
    images: Vec<(String, String)>,
) -> Result<HashMap<String, Fields>, Error> {
    let (keys, images): (Vec<String>, Vec<String>) = images.into_iter().unzip();
    let mut by_key: HashMap<String, Fields> = HashMap::new();
    for field in store::fields(tx, images).await? {
        let place = usize::try_from(field.place - 1).unwrap_or_default();
        if let Some(key) = keys.get(place) {
            let fields = by_key.entry(key.clone()).or_default();
            fields.insert(field.name.clone(), field);
        }
    }
    Ok(by_key)
}

/// The fields that are not the same before and after, as they are called and said.
fn differing(
    telling: &Telling<'_>,
    before: Option<&Fields>,
    after: Option<&Fields>,
) -> Vec<ChangedField> {
    let none = Fields::new();
    let (before, after) = (before.unwrap_or(&none), after.unwrap_or(&none));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let text = |fields: &Fields, name: &str| fields.get(name).and_then(|of| of.text.clone());
    let differing = names
        .into_iter()
        .filter(|name| !labels::is_hidden(name) && text(before, name) != text(after, name));
    let told = |name: &String| ChangedField {
        field: labels::column(telling.table, name).unwrap_or_else(words::gone),
        before: before.get(name).and_then(|field| telling.value(field)),
        after: after.get(name).and_then(|field| telling.value(field)),
    };
    differing.map(told).collect()
}

/// What a look is recorded to be about.
pub fn look(seq: i64, reason: &str) -> String {
    format!("activity/{seq}: {reason}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_says_at_what_and_why() {
        let subject = look(7, "ตรวจบัญชีผู้รับเงิน");
        let about = words::about(&subject, &NamedThings::new());
        assert_eq!(about.th, "ลำดับที่ 7: ตรวจบัญชีผู้รับเงิน");
    }
}
