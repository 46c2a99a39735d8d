//! Along the route of a kind: each step by somebody who may take it.

use super::client::{Answer, Client};
use super::files::words_of_pdf;
use super::office::{Member, Office, YEAR};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::DocumentId;
use shared::document::{DocumentHeader, Kind, Scope, Step, StepName, spec};
use std::pin::Pin;
use uuid::Uuid;

/// A document on its way, as last answered.
#[derive(Debug, Clone)]
pub struct Doc {
    /// Its id.
    pub id: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// Its header.
    pub header: DocumentHeader,
    /// Its body.
    pub body: Value,
    /// Who took which step, by place among the members.
    pub actors: Vec<(StepName, usize)>,
}

impl Doc {
    /// Header and body of an answer.
    pub fn read(answer: &Value) -> (DocumentHeader, Value) {
        let header = serde_json::from_value(answer["header"].clone()).expect("a header");
        (header, answer["body"].clone())
    }

    /// Takes over what the server answered.
    pub fn refresh(&mut self, answer: &Value) {
        (self.header, self.body) = Doc::read(answer);
    }

    /// `/receipts/…`
    pub fn path(&self) -> String {
        format!("/{}/{}", spec(self.kind).path, self.id)
    }

    /// The step it waits for.
    pub fn next_step(&self) -> Option<&'static Step> {
        let next = self.header.next_step.as_ref()?.name;
        let mut route = spec(self.kind).route.iter();
        route.find(|step| step.name == next)
    }

    /// Asks for an action, seen at the version known.
    pub async fn ask(&self, client: &Client, action: &str, comment: Option<&str>) -> Answer {
        let fields = match self
            .next_step()
            .filter(|step| step.action.as_str() == action)
        {
            Some(step) => self.answers(step),
            None => json!({}),
        };
        let request =
            json!({ "version": self.header.version, "comment": comment, "fields": fields });
        client
            .post(&format!("{}/{action}", self.path()), &request)
            .await
    }

    /// What a step asks for: as it stands in the body, and of money the whole of it was counted.
    pub fn answers(&self, step: &Step) -> Value {
        let said = step.asks.iter().map(|name| {
            let of_all = *name == "counted" && self.body[*name].is_null();
            let said = if of_all { "total" } else { *name };
            ((*name).to_owned(), self.body[said].clone())
        });
        Value::Object(said.collect())
    }

    /// Reads it again.
    pub async fn reload(&mut self, client: &Client) {
        let answer = client.get(&self.path()).await.ok();
        self.refresh(&answer);
    }
}

impl Office {
    /// Attaches a file to a document, as its maker; what is in it stands before the document's id.
    pub async fn attach(&self, doc: &Doc, content: &str) -> Value {
        let content = STANDARD.encode(format!("{content} {}", doc.id));
        let new = json!({ "id": Uuid::now_v7(), "file_name": "ใบเสร็จ 1.pdf", "content": content });
        let path = format!("{}/attachments", doc.path());
        let maker = self.maker(doc.kind);
        maker.client.post(&path, &new).await.ok()
    }
}

impl Office {
    /// What stands on the paper of a document, as a reader of PDF finds it, without spaces.
    pub async fn on_paper(&self, doc: &Doc) -> String {
        let path = format!("{}/print", doc.path());
        let answer = self.everything().client.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        words_of_pdf(&answer.bytes)
    }
}

type Walking<'a> = Pin<Box<dyn Future<Output = Doc> + 'a>>;

impl Office {
    /// A draft.
    pub async fn draft(&self, kind: Kind, body: Value) -> Doc {
        let place = self.place_of(self.maker(kind));
        let id = DocumentId(Uuid::now_v7());
        let new = json!({ "id": id, "fiscal_year": YEAR, "body": body });
        let path = format!("/{}", spec(kind).path);
        let answer = self.members[place].client.post(&path, &new).await.ok();
        let (header, body) = Doc::read(&answer);
        let actors = vec![(StepName::Draft, place)];
        Doc {
            id,
            kind,
            header,
            body,
            actors,
        }
    }

    /// A valid document of a kind, along its whole route. Boxed, because bodies walk too.
    pub fn walk(&self, kind: Kind) -> Walking<'_> {
        Box::pin(async move { self.walk_body(kind, self.body(kind).await).await })
    }

    /// A document with this body, along its whole route.
    pub async fn walk_body(&self, kind: Kind, body: Value) -> Doc {
        self.walk_until(kind, body, usize::MAX).await
    }

    /// A document with this body, along its route until so many steps are taken.
    pub async fn walk_until(&self, kind: Kind, body: Value, steps: usize) -> Doc {
        let mut doc = self.draft(kind, body).await;
        while doc.next_step().is_some() && (doc.header.steps_taken as usize) < steps {
            self.step(&mut doc).await;
        }
        doc
    }

    /// Takes the next step.
    pub async fn step(&self, doc: &mut Doc) {
        let step = doc.next_step().expect("a next step");
        let place = self.place_of(self.actor(doc, step));
        let answer = doc
            .ask(&self.members[place].client, step.action.as_str(), None)
            .await;
        doc.actors.push((step.name, place));
        let answer = answer.ok();
        doc.refresh(&answer);
    }

    /// Somebody of one role who may take this step of this document now.
    pub fn actor(&self, doc: &Doc, step: &Step) -> &Member {
        let own = doc.header.department_id.map(|id| id.0);
        let free = |place: usize| {
            let took = |name: &StepName| doc.actors.contains(&(*name, place));
            let mut apart = step.not_by.iter().chain(step.not_by_of_paid);
            !apart.any(took)
        };
        let fits = |member: &Member| {
            member.roles.len() == 1
                && step.roles.contains(&member.roles[0])
                && (step.scope != Scope::Department || member.department == own)
        };
        let found = self.members.iter().enumerate();
        let mut found = found.filter(|(place, member)| free(*place) && fits(member));
        // Whoever examines a request does not pay it: of several officers the last one examines.
        let found = match step.name {
            StepName::Examine => found.next_back(),
            _ => found.next(),
        };
        found
            .map(|(_, member)| member)
            .expect("somebody for every step")
    }

    /// The place of a person among the members.
    pub fn place_of(&self, member: &Member) -> usize {
        let place = self
            .members
            .iter()
            .position(|other| other.token == member.token);
        place.expect("one of ours")
    }

    /// A signed cheque for a request.
    pub async fn walk_cheque(&self, request: &Doc, item: Uuid) -> Doc {
        let body = self.cheque_report_body(&[request.id], item);
        self.walk_body(Kind::ChequeReport, body).await
    }

    /// An advance that was paid.
    pub async fn walk_advance(&self, amount: &str) -> Doc {
        let request = self
            .walk_body(Kind::AdvanceRequest, self.advance_body(amount))
            .await;
        self.walk_body(Kind::Payment, self.transfer_body(&[request.id]))
            .await;
        request
    }

    /// Money that came in, put into the books by its summary.
    pub async fn walk_receipt(&self, body: Value) -> Doc {
        let receipt = self.walk_body(Kind::Receipt, body).await;
        let slip = json!({ "receipts": [receipt.id] });
        let slip = self.walk_body(Kind::RemittanceSlip, slip).await;
        let summary = json!({ "slips": [slip.id] });
        self.walk_body(Kind::RemittanceSummary, summary).await;
        receipt
    }

    /// A line of the second department with 1,000 baht.
    pub async fn line_of_second_department(&self) -> Uuid {
        let line = Uuid::now_v7();
        let mut body = self.ordinance_body(&[(line, "00111", "330800", "1000.00")]);
        body["lines"][0]["department_id"] = json!(self.departments[1]);
        self.walk_body(Kind::Ordinance, body).await;
        line
    }

    /// Voids a document that has had effects.
    pub async fn void(&self, target: DocumentId) -> Doc {
        self.walk_body(Kind::Cancellation, self.cancellation_body(target))
            .await
    }

    /// What is left of a budget line, in baht.
    pub async fn remaining(&self, line: Uuid) -> String {
        let client = self.as_role(shared::permission::Role::FinanceOfficer);
        let line = client.get(&format!("/budget-lines/{line}")).await.ok();
        line["remaining"].as_str().expect("an amount").to_owned()
    }

    /// Number of the last record of the office.
    pub async fn head(&self) -> i64 {
        let client = self.as_role(shared::permission::Role::FinanceHead);
        client.get("/record/head").await.ok()["seq"]
            .as_i64()
            .expect("a number")
    }
}
