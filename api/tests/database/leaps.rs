//! No step is passed over, nothing moves by itself, and nothing is told otherwise than it was done, also
//! by whoever has the role of the server and the session of somebody with rights.

use super::walls::within;
use crate::support::{Doc, Office, Sql, TestApp};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// What is done to a document, as `change_document` takes it.
pub struct Act {
    pub status: &'static str,
    pub steps: usize,
    pub effect: bool,
    pub next: Option<&'static str>,
    pub step: Option<&'static str>,
    pub action: &'static str,
}

impl Act {
    /// Done by a person, with its record.
    fn of(&self, doc: &Doc, person: Uuid) -> String {
        format!("{}; {}", self.alone(doc, person), record(person))
    }

    /// Done by a person.
    pub fn alone(&self, doc: &Doc, person: Uuid) -> String {
        let quoted =
            |word: Option<&str>| word.map_or("NULL".to_owned(), |word| format!("'{word}'"));
        let (next, step) = (quoted(self.next), quoted(self.step));
        let Act {
            status,
            steps,
            effect,
            action,
            ..
        } = self;
        format!(
            "SET LOCAL laas.person = '{person}';
             SELECT change_document(id, '{status}', {steps}, {effect}, title, party_name,
                 department_id, amount, version + 1, route, {next}, document_on, fiscal_year, now(),
                 '{person}', 'x', 'x', '2025-10-15', {step}, '{action}', 'x', NULL)
             FROM documents WHERE id = '{}'",
            doc.id
        )
    }
}

pub fn record(person: Uuid) -> String {
    format!(
        "SET LOCAL laas.person = '{person}';
         SELECT append_record(now(), '{person}', 'x', 'x', NULL, '', '')"
    )
}

pub async fn refused(sql: &mut Sql, office: &Office, statement: &str, word: &str) {
    let head = office.head().await;
    let why = within(sql, office, statement).await.expect_err(statement);
    assert!(why.contains(word), "{statement}: {why}");
    assert_eq!(office.head().await, head);
}

#[tokio::test]
async fn no_step_is_passed_over() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let step = doc.next_step().expect("a step");
    assert_eq!(step.name.as_str(), "examine");
    let person = office.actor(&doc, step).person.0;
    let mut sql = app.app_sql().await;
    let honest = || Act {
        status: "submitted",
        steps: 3,
        effect: true,
        next: Some("recommend"),
        step: Some("examine"),
        action: "examine",
    };
    for leap in [
        Act {
            status: "approved",
            next: None,
            action: "approve",
            ..honest()
        },
        Act {
            status: "approved",
            steps: 6,
            next: None,
            action: "approve",
            ..honest()
        },
        Act {
            steps: 5,
            next: Some("approve"),
            ..honest()
        },
        Act {
            next: Some("approve"),
            ..honest()
        },
        Act {
            next: None,
            ..honest()
        },
        Act {
            effect: false,
            ..honest()
        },
        // Back to the maker, and from there to the end.
        Act {
            status: "draft",
            steps: 5,
            effect: false,
            next: Some("approve"),
            step: None,
            action: "return",
        },
        // On its own account.
        Act {
            status: "cancelled",
            next: None,
            step: None,
            action: "cancel",
            steps: 2,
            ..honest()
        },
    ] {
        refused(
            &mut sql,
            &office,
            &leap.of(&doc, person),
            "laas:wrong_state",
        )
        .await;
    }
    let honest = honest().of(&doc, person);
    within(&mut sql, &office, &honest)
        .await
        .expect("the step there is");
    app.check_books().await;
}

#[tokio::test]
async fn nothing_moves_by_itself() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let payment = office.walk(Kind::Payment).await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let person = office.member(Role::FinanceHead).person.0;
    let mut sql = app.app_sql().await;
    let steps = |kind: Kind| kind.spec().route.len();
    let cancel = Act {
        status: "cancelled",
        steps: steps(Kind::Payment),
        effect: true,
        next: None,
        step: None,
        action: "cancel",
    };
    let settle = Act {
        status: "posted",
        steps: steps(Kind::DisbursementRequest),
        action: "settle",
        ..cancel
    };
    for act in [cancel.of(&payment, person), settle.of(&request, person)] {
        refused(&mut sql, &office, &act, "laas:wrong_state").await;
    }
    let record = record(person);
    for (change, word) in [
        (
            "INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
                 SELECT d.entity_id, d.id, b.ledger, b.account, b.dimension, 0.01, 0
                 FROM documents AS d JOIN current_balances AS b USING (entity_id)
                 WHERE b.account = 'available' LIMIT 1",
            "laas:wrong_state",
        ),
        (
            "UPDATE document_takes SET released_at = now()",
            "laas:wrong_state",
        ),
        (
            "UPDATE parties SET bank_account_no = '9876543210', version = version + 1",
            "laas:forbidden",
        ),
        (
            "INSERT INTO absences SELECT entity_id, gen_random_uuid(), person_id,
              '2025-10-16', '2025-10-17' FROM role_assignments LIMIT 1",
            "laas:forbidden",
        ),
    ] {
        let named = match word {
            "laas:wrong_state" => format!("SET LOCAL laas.person = '{person}'"),
            _ => "SET LOCAL laas.person = ''".to_owned(),
        };
        refused(&mut sql, &office, &format!("{named}; {change}; {record}"), word).await;
    }
    app.check_books().await;
}

/// What is done stands in the record of the same transaction, line for line.
#[tokio::test]
async fn nothing_is_done_that_the_record_does_not_tell() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let person = office.maker(Kind::Cancellation).person.0;
    let mut sql = app.app_sql().await;
    let id = Uuid::now_v7();
    let make = format!(
        "SET LOCAL laas.person = '{person}';
         SELECT make_document('{id}', 'cancellation', 2569, '2025-10-15', 'x', NULL, NULL, 1,
             '{person}', now(), 'x', 'x', NULL, 'submit', NULL, NULL, NULL, NULL, NULL);
         INSERT INTO cancellations (entity_id, document_id, target_id, reason, document_title,
             document_amount)
         SELECT laas_entity(), '{id}', '{id}', 'x', 'x', 1"
    );
    let rename = format!(
        "SET LOCAL laas.person = '{person}'; UPDATE parties SET name_th = 'x', version = version + 1
             WHERE code = 'PUBLIC'"
    );
    let record = record(person);
    let outside = "laas:write_outside_record";
    for done in [&make, &rename] {
        refused(&mut sql, &office, done, outside).await;
        let tell = |tale: &str| {
            format!("{done}; SELECT set_config('laas.changes', {tale}, true); {record}")
        };
        for tale in [
            "''",
            // Under another key; without the header or the row itself.
            "replace(current_setting('laas.changes'), E'\\t[', E'\\t[0,')",
            "regexp_replace(current_setting('laas.changes'), E'^(documents|parties)\\t.*$', '', 'n')",
        ] {
            refused(&mut sql, &office, &tell(tale), outside).await;
        }
        let other =
            format!("{done}; SELECT append_record(now(), '{person}', 'x', 'x', NULL, '', '', 'x')");
        refused(&mut sql, &office, &other, "laas:forbidden").await;
        let told = format!("{done}; {record}");
        within(&mut sql, &office, &told)
            .await
            .expect("what was done");
    }
    app.check_books().await;
}
