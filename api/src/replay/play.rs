//! Makes documents through the API and walks them along their routes.

use super::client::{Client, Stop};
use super::file::Operation;
use super::names::{Cheque, Made, Names};
use super::observed::{Observed, Reader};
use super::operations::{Act, Draft};
use super::people::People;
use reqwest::Method;
use serde_json::{Map, Value, json};
use shared::document::{Action, Document, DocumentHeader, Kind, Status, spec};
use shared::expenditure::PAYABLE;
use shared::permission::Role;
use shared::treasury::{DailyReport, Denomination};
use shared::{DocumentId, Money};
use uuid::Uuid;

/// Plays the acts of one operation after the other.
pub struct Player<'a> {
    pub client: &'a Client,
    pub people: People,
    /// What the names of the file stand for.
    pub names: Names,
    /// What was seen.
    pub observed: Observed,
    /// Documents of the operation being played that are not finished.
    pub unfinished: Vec<Unfinished>,
}

/// A document whose route was not walked to its end.
#[derive(Clone)]
pub struct Unfinished {
    id: DocumentId,
    kind: Kind,
    department: Option<String>,
}

/// A document as the API shows it.
type Shown = Document<Value>;

impl<'a> Player<'a> {
    /// Does an act of an operation.
    pub async fn perform(&mut self, act: Act, operation: &Operation) -> Result<(), Stop> {
        match act {
            Act::Make(draft) => self.make(draft, operation.by, &operation.id).await,
            Act::Cancel { target, reason } => {
                let made = self.names.document(&target)?;
                self.cancel(made.id, made.kind, operation.by, None, &reason)
                    .await
            }
            Act::CloseDay { counted, reason } => self.close_day(counted, reason, operation).await,
        }
    }

    /// The head of finance, who reads everything.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            client: self.client,
            session: self.people.reader(),
        }
    }

    /// Makes a draft and takes every step of its route.
    pub async fn make(&mut self, draft: Draft, by: Role, operation: &str) -> Result<(), Stop> {
        let id = DocumentId(Uuid::now_v7());
        let department = draft.department.as_deref();
        let nobody = |role: Role| Stop::Unsupported(format!("nobody is {role}"));
        let maker = self.people.first(by, department);
        let path = spec(draft.kind).path;
        let body = json!({
            "id": id, "fiscal_year": self.names.fiscal_year, "body": draft.body,
        });
        let mut shown: Shown = self
            .client
            .send(
                Method::POST,
                &format!("/{path}"),
                maker.ok_or_else(|| nobody(by))?,
                Some(&body),
            )
            .await?;
        self.observed.operations.insert(id, operation.to_owned());
        self.unfinished.push(Unfinished {
            id,
            kind: draft.kind,
            department: draft.department.clone(),
        });
        while let Some(next) = shown.header.next_step.clone() {
            let actor = self.people.actor(draft.kind, &next, by, department);
            let wanted = next.roles.first().copied().unwrap_or(by);
            let actor = actor.ok_or_else(|| nobody(wanted))?;
            let path = format!("/{path}/{id}/{}", next.action);
            let fields = answers(&shown.header, &shown.body);
            let request = json!({ "version": shown.header.version, "fields": fields });
            shown = self
                .client
                .send(Method::POST, &path, actor, Some(&request))
                .await?;
        }
        self.unfinished.retain(|left| left.id != id);
        self.finish(draft, id, &shown);
        Ok(())
    }

    fn finish(&mut self, draft: Draft, id: DocumentId, shown: &Shown) {
        let kind = draft.kind;
        self.observed.note_numbers(&draft.of, &shown.header);
        if PAYABLE.contains(&kind) {
            self.observed.note_figures(&draft.of, shown);
        }
        self.names.add(&draft.of, Made { id, kind });
        let of = draft.cheques.len();
        for (name, item, method) in draft.cheques {
            let report = draft.of.clone();
            let cheque = Cheque {
                item,
                report,
                of,
                method,
            };
            self.names.add_cheque(name, cheque);
        }
    }

    /// Voids a document that has had no effect.
    async fn cancel(
        &self,
        id: DocumentId,
        kind: Kind,
        by: Role,
        department: Option<&str>,
        reason: &str,
    ) -> Result<(), Stop> {
        let person = self.people.canceller(kind, by, department);
        let person = person.unwrap_or_else(|| self.people.reader());
        let path = format!("/{}/{id}", spec(kind).path);
        let shown: Shown = self
            .client
            .send(Method::GET, &path, self.people.reader(), None)
            .await?;
        let request = json!({ "version": shown.header.version, "comment": reason });
        let path = format!("{path}/{}", Action::Cancel);
        let shown: Shown = self
            .client
            .send(Method::POST, &path, person, Some(&request))
            .await?;
        match shown.header.status {
            Status::Cancelled => Ok(()),
            status => Err(Stop::Unsupported(format!("voided, it is {status}"))),
        }
    }

    /// The addresses of the documents that the operation left unfinished.
    pub fn unfinished_kinds(&self) -> Vec<String> {
        let left = self.unfinished.iter();
        left.map(|document| spec(document.kind).path.to_owned())
            .collect()
    }

    /// Voids what a refused operation left behind; answers the numbers that stay used.
    pub async fn clear_away(&mut self, by: Role) -> Result<Vec<String>, Stop> {
        let left = std::mem::take(&mut self.unfinished);
        let mut numbers = Vec::new();
        for document in left.iter().rev() {
            let Unfinished {
                id,
                kind,
                department,
            } = document.clone();
            let path = format!("/{}/{id}", spec(kind).path);
            let reader = self.people.reader();
            let shown: Shown = self.client.send(Method::GET, &path, reader, None).await?;
            let texts = shown.header.numbers.iter();
            numbers.extend(texts.map(|number| number.text.clone()));
            self.cancel(id, kind, by, department.as_deref(), "refused")
                .await?;
        }
        Ok(numbers)
    }

    /// Makes and signs the report of the day.
    async fn close_day(
        &mut self,
        counted: Option<Money>,
        reason: Option<String>,
        operation: &Operation,
    ) -> Result<(), Stop> {
        let figures = self.reader().daily(operation.date).await?;
        let counted = counted.unwrap_or(figures.cash.carried_forward);
        let body = DailyReport {
            report_date: operation.date,
            counted_cash: denominations(counted),
            difference_reason: reason.clone(),
            unremitted_reason: reason,
            ..DailyReport::default()
        };
        let draft = Draft {
            of: operation.id.clone(),
            kind: Kind::DailyReport,
            body: serde_json::to_value(body)
                .map_err(|error| Stop::Unsupported(error.to_string()))?,
            department: None,
            cheques: Vec::new(),
        };
        self.make(draft, operation.by, &operation.id).await
    }
}

/// Notes, coins and what is left in satang that make up an amount.
fn denominations(amount: Money) -> Vec<Denomination> {
    let values = [100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100];
    let mut left = amount.satang().unwrap_or(0).max(0);
    let mut rows = Vec::new();
    for satang in values.into_iter().chain([50, 25, 1]) {
        let count = left.div_euclid(satang);
        left -= count * satang;
        if count > 0 {
            rows.push(Denomination {
                value: Money::from_satang(satang),
                count: i32::try_from(count).unwrap_or(i32::MAX),
            });
        }
    }
    rows
}

/// What the next step asks for: as the draft says, or the whole of the money was counted.
fn answers(header: &DocumentHeader, body: &Value) -> Map<String, Value> {
    let next = header.next_step.as_ref().map(|next| next.name);
    let mut steps = spec(header.kind).steps(header.route.as_deref()).iter();
    let asks = steps
        .find(|step| Some(step.name) == next)
        .map(|step| step.asks);
    let said = asks.unwrap_or_default().iter().map(|name| {
        let counted = *name == "counted" && body[*name].is_null();
        let said = if counted { "total" } else { *name };
        ((*name).to_owned(), body[said].clone())
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_amount_can_be_counted() {
        for satang in [0, 1, 199, 12_345_678, 2_145_800] {
            let counted_cash = denominations(Money::from_satang(satang));
            let report = DailyReport {
                counted_cash,
                ..DailyReport::default()
            };
            assert_eq!(report.counted(), Money::from_satang(satang));
        }
    }
}
