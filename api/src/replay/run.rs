//! The order of a replay: found, open, play, look at reports when their day ends, compare.

use super::client::{Client, Stop, Trouble};
use super::compare::{Comparison, compare};
use super::file::{Operation, Scenario};
use super::founding::{found, unsupported};
use super::names::Names;
use super::observed::Observed;
use super::opening::statement;
use super::operations::{Draft, Stage, acts, is_supported};
use super::partial::LeftOut;
use super::play::Player;
use super::report::{Report, Skipped};
use chrono::NaiveDate;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::EntityId;
use shared::document::Kind;
use shared::page::Page;
use shared::permission::Role;

/// How strict a replay is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What is not supported is a difference.
    Strict,
    /// What is not supported, and what depends on it, is left out.
    Partial,
}

/// When a report is to be looked at.
#[derive(Debug, Clone, Deserialize)]
struct When {
    #[serde(default, alias = "date", alias = "to")]
    as_at: Option<NaiveDate>,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    from: Option<NaiveDate>,
}

/// The reports whose place in time matters.
const TIMED: [&str; 4] = [
    "daily_reports",
    "trial_balances",
    "budget_registers",
    "receipts_payments_reports",
];

/// A report that was not looked at yet.
struct Due {
    key: &'static str,
    index: usize,
    when: When,
}

/// Plays a scenario against the server at this address.
pub async fn replay(base_url: &str, scenario: &Scenario, mode: Mode) -> Result<Report, Trouble> {
    let client = Client::new(base_url)?;
    let names = Names::new(scenario);
    let (entity, people) = found(&client, scenario, &names).await?;
    let mut run = Run {
        scenario,
        mode,
        entity,
        today: scenario.master.opening.as_at,
        player: Player {
            client: &client,
            people,
            names,
            observed: Observed::default(),
            unfinished: Vec::new(),
        },
        left_out: LeftOut::of(scenario),
        due: due(scenario)?,
        comparison: Comparison::default(),
        report: Report::default(),
    };
    run.open().await?;
    run.play_all().await?;
    run.player.observed.entries = client
        .get_all("/journal/entries", run.player.people.reader())
        .await?;
    let Run {
        player,
        mut comparison,
        mut report,
        ..
    } = run;
    let played = (mode == Mode::Partial).then_some(report.played.as_slice());
    compare(
        &mut comparison,
        scenario,
        &player.observed,
        &player.names,
        played,
    )?;
    report.figures = comparison.figures;
    report.differences = comparison.differences;
    Ok(report)
}

fn due(scenario: &Scenario) -> Result<Vec<Due>, Trouble> {
    let mut all = Vec::new();
    for key in TIMED {
        for (index, value) in scenario.expected::<Value>(key)?.into_iter().enumerate() {
            let when = serde_json::from_value(when_of(&value))
                .map_err(|error| Trouble::File(format!("expected.{key}[{index}]: {error}")))?;
            all.push(Due { key, index, when });
        }
    }
    Ok(all)
}

/// Only the fields that say when.
fn when_of(report: &Value) -> Value {
    let fields = ["as_at", "date", "to", "after", "from"];
    let given = fields.iter().filter_map(|field| {
        let value = report.get(field)?;
        Some(((*field).to_owned(), value.clone()))
    });
    Value::Object(given.collect())
}

struct Run<'a> {
    scenario: &'a Scenario,
    mode: Mode,
    entity: EntityId,
    today: NaiveDate,
    player: Player<'a>,
    left_out: LeftOut,
    due: Vec<Due>,
    comparison: Comparison,
    report: Report,
}

impl Run<'_> {
    /// Enters the opening statement, and looks at the balances it gives.
    async fn open(&mut self) -> Result<(), Trouble> {
        if self.mode == Mode::Strict {
            for (path, what) in unsupported(self.scenario) {
                self.comparison.differ(&path, None, what, "not supported");
            }
        }
        let trouble = |stop: Stop| stop.into_trouble("opening");
        let body = statement(self.scenario, &self.player.names).map_err(trouble)?;
        if let Some(body) = body {
            let draft = Draft {
                of: "opening".to_owned(),
                kind: Kind::Opening,
                body: serde_json::to_value(body)
                    .map_err(|error| Trouble::File(error.to_string()))?,
                department: None,
                cheques: Vec::new(),
            };
            let entered = self.player.make(draft, Role::FinanceOfficer, "opening");
            entered.await.map_err(trouble)?;
        }
        let opening = self.player.reader().trial(self.today, self.today).await?;
        self.player.observed.opening = opening;
        Ok(())
    }

    async fn play_all(&mut self) -> Result<(), Trouble> {
        for (index, operation) in self.scenario.operations.iter().enumerate() {
            if operation.date > self.today {
                self.end_days_before(operation.date).await?;
                self.set_today(operation.date).await?;
            }
            let path = format!("operations[{index}]");
            self.play(operation, &path).await?;
            let after = |due: &Due| due.when.after.as_deref() == Some(operation.id.as_str());
            self.look(after).await?;
        }
        self.end_days_before(NaiveDate::MAX).await
    }

    async fn set_today(&mut self, date: NaiveDate) -> Result<(), Trouble> {
        let path = format!("/practice/entities/{}/today", self.entity);
        let body = json!({ "today": date });
        let set = self.player.client;
        set.send::<Value>(Method::PUT, &path, "", Some(&body))
            .await
            .map_err(|stop| stop.into_trouble("setting the day"))?;
        self.today = date;
        Ok(())
    }

    /// Looks at every report of the days that are over.
    async fn end_days_before(&mut self, date: NaiveDate) -> Result<(), Trouble> {
        let days = self.due.iter().filter_map(|due| due.when.as_at);
        let mut days: Vec<NaiveDate> = days.filter(|day| *day < date).collect();
        days.sort();
        days.dedup();
        for day in days {
            if day > self.today {
                self.set_today(day).await?;
            }
            self.look(|due| due.when.after.is_none() && due.when.as_at == Some(day))
                .await?;
        }
        Ok(())
    }

    async fn look(&mut self, is_wanted: impl Fn(&Due) -> bool) -> Result<(), Trouble> {
        let all = self.due.drain(..);
        let (now, later): (Vec<Due>, Vec<Due>) = all.partition(|due| is_wanted(due));
        self.due = later;
        for due in now {
            let to = due.when.as_at.unwrap_or(self.today);
            let first = self.scenario.master.opening.as_at;
            let from = due.when.from.unwrap_or(first);
            let year = self.scenario.entity.fiscal_year;
            let (reader, index) = (self.player.reader(), due.index);
            match due.key {
                "daily_reports" => {
                    let figures = reader.daily(to).await?;
                    self.player.observed.daily.insert(index, figures);
                }
                "trial_balances" => {
                    let rows = reader.trial(from, to).await?;
                    self.player.observed.trial.insert(index, rows);
                }
                "budget_registers" => {
                    let path = format!("/budget-lines?fiscal_year={year}");
                    let lines = reader.get(&path).await?;
                    self.player.observed.registers.insert(index, lines);
                }
                _ => {
                    let report = reader.money(from, to).await?;
                    self.player.observed.money.insert(index, report);
                }
            }
        }
        Ok(())
    }

    async fn play(&mut self, operation: &Operation, path: &str) -> Result<(), Trouble> {
        if self.mode == Mode::Partial && is_supported(operation) {
            let needed = self.left_out.needed_by(operation);
            let touched = || match operation.refused {
                Some(_) => self.left_out.touched_by(operation),
                None => None,
            };
            if let Some(id) = needed.or_else(touched) {
                self.skip(operation, format!("depends on {id}, which was left out"));
                return Ok(());
            }
        }
        let before = match operation.refused {
            Some(_) => Some(self.snapshot().await?),
            None => None,
        };
        let outcome = self.act(operation).await;
        match (outcome, before) {
            (Err(Stop::Trouble(trouble)), _) => Err(trouble),
            (Ok(()), None) => {
                self.report.played.push(operation.id.clone());
                Ok(())
            }
            (Ok(()), Some(_)) => {
                let id = operation.id.clone();
                self.report.played.push(id.clone());
                let accepted = (id, "accepted".to_owned());
                self.player.observed.refusals.push(accepted);
                Ok(())
            }
            (Err(Stop::Refused(refusal)), Some(before)) => {
                let id = operation.id.clone();
                self.report.played.push(id.clone());
                self.player.observed.refusals.push((id, refusal.code));
                self.check_unchanged(operation, path, before).await
            }
            (Err(stop), _) => self.not_played(operation, path, stop).await,
        }
    }

    async fn act(&mut self, operation: &Operation) -> Result<(), Stop> {
        let stage = Stage {
            scenario: self.scenario,
            names: &self.player.names,
            operation,
        };
        for act in acts(&stage)? {
            self.player.perform(act, operation).await?;
        }
        Ok(())
    }

    fn skip(&mut self, operation: &Operation, why: String) {
        self.left_out.add(operation);
        self.report.skipped.push(Skipped {
            operation: operation.id.clone(),
            op: operation.op.clone(),
            why,
        });
    }

    /// An operation that should have been done and was not.
    async fn not_played(
        &mut self,
        operation: &Operation,
        path: &str,
        stop: Stop,
    ) -> Result<(), Trouble> {
        let partial = self.mode == Mode::Partial;
        let (why, is_skipped) = match stop {
            Stop::Unsupported(why) => (why, partial),
            Stop::Missing(id) => (format!("{id} was not played"), false),
            // Money, deposits and budget may be short because of what was left out.
            Stop::Refused(refusal) => {
                let short = refusal.code.starts_with("insufficient_");
                let is_skipped = partial && short && self.left_out.is_any();
                (refusal.to_string(), is_skipped)
            }
            Stop::Trouble(trouble) => return Err(trouble),
        };
        if let Err(stop) = self.player.clear_away(operation.by).await {
            let found = stop.into_trouble("voiding what is left").to_string();
            self.comparison
                .differ(path, Some(&operation.id), "nothing left", found);
        }
        match is_skipped {
            true => self.skip(operation, why),
            false => self
                .comparison
                .differ(path, Some(&operation.id), "played", why),
        }
        Ok(())
    }

    /// Everything a refused operation must not change.
    async fn snapshot(&self) -> Result<Vec<(String, Value)>, Trouble> {
        let first = self.scenario.master.opening.as_at;
        let mut all = Vec::new();
        let reader = self.player.reader();
        for path in [
            format!("/reports/trial-balance?from={first}&to={}", self.today),
            format!("/reports/receipts-payments?from={first}&to={}", self.today),
            format!("/reports/daily-status?date={}", self.today),
            "/budget-lines".to_owned(),
        ] {
            let value = reader.get(&path).await?;
            all.push((path, value));
        }
        for path in Kind::ALL
            .iter()
            .map(|kind| kind.spec().path)
            .chain(["journal/entries"])
        {
            let page: Page<Value> = reader.get(&format!("/{path}?per_page=1")).await?;
            all.push((path.to_owned(), json!(page.total)));
        }
        Ok(all)
    }

    async fn check_unchanged(
        &mut self,
        operation: &Operation,
        path: &str,
        before: Vec<(String, Value)>,
    ) -> Result<(), Trouble> {
        let id = Some(operation.id.as_str());
        let kinds = self.player.unfinished_kinds();
        match self.player.clear_away(operation.by).await {
            Ok(numbers) => {
                for number in numbers {
                    self.comparison.differ(path, id, "no number used", number);
                }
            }
            Err(stop) => {
                let found = stop.into_trouble("voiding what is left").to_string();
                self.comparison.differ(path, id, "nothing left", found);
            }
        }
        for ((what, was), (_, is)) in before.into_iter().zip(self.snapshot().await?) {
            // Drafts that were refused at a step are void now, without number or effect.
            let drafts = kinds.iter().filter(|kind| kind.as_str() == what).count();
            let is = match is.as_u64() {
                Some(total) => json!(total.saturating_sub(drafts as u64)),
                None => is,
            };
            if was != is {
                let (was, is) = (was.to_string(), is.to_string());
                self.comparison
                    .differ(&format!("{path} {what}"), id, was, is);
            }
        }
        Ok(())
    }
}
