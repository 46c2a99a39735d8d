//! Duties, departments and the last head, around the program.

use crate::support::{Office, Sql, TestApp};
use serde::Deserialize;
use shared::document::Kind;
use shared::expenditure::PAYABLE;
use shared::permission::Role;
use shared::{DocumentId, PersonId};
use uuid::Uuid;

/// Writes around the program in one transaction, as one person, and takes it back: as the owner where
/// the role of the server may not write at all. Who has the role for a step is another question
/// (`permissions/roster.rs`).
struct Around<'a> {
    office: &'a Office,
    sql: Sql,
}

impl Around<'_> {
    async fn try_as(&mut self, person: PersonId, statements: &str) -> Result<(), String> {
        let entity = self.office.id;
        let work = format!(
            "BEGIN; DO $$ BEGIN IF (SELECT relowner = current_user::regrole FROM pg_class
                 WHERE oid = 'document_events'::regclass) THEN
                 ALTER TABLE document_events DISABLE TRIGGER step_right; END IF; END $$;
             SET LOCAL laas.entity = '{entity}'; SET LOCAL laas.person = '{person}'; {statements}"
        );
        let result = self.sql.run(&work).await;
        self.sql.run("ROLLBACK").await.expect("a way back");
        result
    }

    async fn refused(&mut self, person: PersonId, statements: &str, word: &str) {
        let tried = self.try_as(person, statements).await;
        let why = tried.expect_err(statements);
        assert!(why.contains(word), "{statements}: {why}");
    }

    /// That a person did something to a document.
    fn event(&self, document: DocumentId, person: PersonId, step: &str, action: &str) -> String {
        let entity = self.office.id;
        format!(
            "INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name,
                 position, step, action, status, on_day)
             SELECT '{entity}', '{document}', max(seq) + 1, now(), '{person}', '', '', {step}, {action},
                 'submitted', '2025-10-15'
             FROM document_events WHERE document_id = '{document}'; "
        )
    }

    /// That a person had a duty with a document.
    fn duty(&self, document: DocumentId, person: PersonId, duty: &str) -> String {
        let entity = self.office.id;
        match duty {
            "draft" => self.event(document, person, "NULL", "NULL"),
            "payee" => format!(
                "INSERT INTO party_editors (entity_id, party_id, person_id)
                 SELECT '{entity}', party_id, '{person}' FROM payees WHERE document_id = '{document}'; "
            ),
            step => self.event(document, person, &format!("'{step}'"), "'examine'"),
        }
    }
}

#[derive(Deserialize)]
struct Separated {
    kind: Kind,
    step: String,
    not_by: String,
    is_of_paid: bool,
}

/// Every pair of duties that one person does not have: the second is refused to whoever had the first,
/// is open to others, and open again after the document was sent back.
#[tokio::test]
async fn nobody_has_two_duties_kept_apart_whoever_writes_them() {
    let app = TestApp::start().await;
    let offices = app.offices().await;
    let all = "SELECT kind, step, not_by, is_of_paid FROM separated_duties";
    let pairs: Vec<Separated> = app.owner_sql().await.rows(all, &[]).await;
    assert!(pairs.len() > 80, "{} pairs", pairs.len());
    for kind in Kind::ALL.iter().copied() {
        let office = offices.of(kind);
        let sql = app.owner_sql().await;
        let mut around = Around { office, sql };
        let request = office.walk(Kind::DisbursementRequest);
        let (paid, doc) = match kind {
            Kind::Payment | Kind::ChequeReport => {
                let paid = request.await.id;
                let body = match kind {
                    Kind::Payment => office.transfer_body(&[paid]),
                    _ => office.cheque_report_body(&[paid], Uuid::now_v7()),
                };
                (paid, office.draft(kind, body).await)
            }
            _ => {
                let mut body = office.body(kind).await;
                if kind == Kind::AdvanceRequest {
                    body["borrower_id"] = office.supplier.to_string().into();
                }
                (DocumentId::default(), office.draft(kind, body).await)
            }
        };
        let (one, other) = (
            office.everything().person,
            office.member(Role::InternalAuditor).person,
        );
        for pair in pairs.iter().filter(|pair| pair.kind == kind) {
            let of = if pair.is_of_paid { paid } else { doc.id };
            let had = around.duty(of, one, &pair.not_by);
            let step =
                |person| around.event(doc.id, person, &format!("'{}'", pair.step), "'examine'");
            let (by_one, by_other) = (step(one), step(other));
            let back = around.event(of, other, "NULL", "'return'");
            let name = format!("{kind} {} {}", pair.step, pair.not_by);
            let twice = format!("{had}{by_one}");
            around
                .refused(one, &twice, "laas:separation_of_duties")
                .await;
            let two = around.try_as(one, &format!("{had}{by_other}")).await;
            two.unwrap_or_else(|why| panic!("{name}: {why}"));
            let anew = format!("{had}{back}{by_one}");
            match pair.not_by.as_str() {
                // What somebody made stays of that making.
                "draft" | "payee" => {
                    around
                        .refused(one, &anew, "laas:separation_of_duties")
                        .await
                }
                _ => around
                    .try_as(one, &anew)
                    .await
                    .unwrap_or_else(|why| panic!("{name}: {why}")),
            }
        }
    }
}

/// Duties are judged by the route of the document, as the program does; by the ordinary one where its
/// own is not known. No kind has another route yet: one is made up, and not kept.
#[tokio::test]
async fn duties_are_kept_apart_by_the_route_of_the_document() {
    let app = TestApp::start().await;
    let office = &app.office().await;
    let sql = app.owner_sql().await;
    let mut around = Around { office, sql };
    let kind = Kind::BankDeposit;
    let doc = office.draft(kind, office.body(kind).await).await;
    let one = office.everything().person;
    let made = around.duty(doc.id, one, "draft");
    let counted = around.duty(doc.id, one, "examine");
    let approved = around.event(doc.id, one, "'approve'", "'approve'");
    let on = |route: &str| {
        format!(
            "INSERT INTO separated_duties (kind, route, step, not_by, is_of_paid)
             VALUES ('{kind}', 'unit', 'approve', 'examine', false);
             UPDATE documents SET route = '{route}' WHERE id = '{}'; ",
            doc.id
        )
    };
    let apart = "laas:separation_of_duties";
    for (route, had, is_apart) in [
        ("unit", &made, false),
        ("unit", &counted, true),
        ("gone", &made, true),
        ("gone", &counted, false),
    ] {
        let all = format!("{}{had}{approved}", on(route));
        let tried = around.try_as(one, &all).await;
        let refused = tried.err().map(|why| why.contains(apart));
        assert_eq!(refused, is_apart.then_some(true), "{route}: {had}");
    }
}

/// Whoever entered a payee does not decide on the money (`payees`), nor on what pays it
/// (`documents_paid`): of every kind that can be paid, by every kind that pays.
#[tokio::test]
async fn every_kind_that_is_paid_has_a_payee_and_payers_that_are_known() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.owner_sql().await;
    let pays = |kind: &&Kind| {
        let mut steps = kind.spec().every_step();
        steps.any(|step| !step.not_by_of_paid.is_empty())
    };
    let payers: Vec<Kind> = Kind::ALL.iter().filter(pays).copied().collect();
    assert_eq!(payers, [Kind::ChequeReport, Kind::Payment]);
    for kind in PAYABLE.iter().copied() {
        let payable = || async {
            let mut body = office.body(kind).await;
            if kind == Kind::AdvanceRequest {
                body["borrower_id"] = office.supplier.to_string().into();
                body["borrower_name"] = office.text("ผู้ยืม").into();
            }
            office.walk_body(kind, body).await
        };
        let by_transfer = payable().await;
        let payee = "SELECT party_id::text AS value FROM payees WHERE document_id = $1";
        let payee: String = sql.value(payee, &[by_transfer.id.0.into()]).await;
        assert_eq!(payee, office.supplier.to_string(), "{kind}");
        let body = office.transfer_body(&[by_transfer.id]);
        let transfer = office.walk_body(Kind::Payment, body).await;
        if kind == Kind::AdvanceRequest {
            // One at a time.
            office.void(transfer.id).await;
            office.void(by_transfer.id).await;
        }
        let (by_cheque, item) = (payable().await, Uuid::now_v7());
        let report = office.walk_cheque(&by_cheque, item).await;
        let body = office.cheque_payment_body(item);
        let handed_over = office.draft(Kind::Payment, body).await;
        for (payer, paid) in [
            (&transfer, &by_transfer),
            (&report, &by_cheque),
            (&handed_over, &by_cheque),
        ] {
            let known = "SELECT count(*) > 0 AS value FROM documents_paid
                WHERE document_id = $1 AND paid_id = $2";
            let known: bool = sql
                .value(known, &[payer.id.0.into(), paid.id.0.into()])
                .await;
            assert!(known, "{} of {kind}", payer.kind);
        }
    }
}

/// A draft is changed by nobody who does not stand in its history.
#[tokio::test]
async fn whoever_changes_a_draft_is_noted() {
    let app = TestApp::start().await;
    let office = &app.office().await;
    let sql = app.owner_sql().await;
    let mut around = Around { office, sql };
    let body = office.request_body("5.00");
    let doc = office.draft(Kind::DisbursementRequest, body).await;
    let (maker, other) = (
        office.maker(Kind::DisbursementRequest).person,
        office.everything().person,
    );
    let change = format!(
        "UPDATE documents SET title = 'x', version = version + 1 WHERE id = '{}'; ",
        doc.id
    );
    around.refused(other, &change, "laas:maker_not_noted").await;
    around.try_as(maker, &change).await.expect("the maker may");
    let noted = around.event(doc.id, other, "NULL", "NULL") + &change;
    around.refused(maker, &noted, "laas:maker_not_noted").await;
    around.try_as(other, &noted).await.expect("a second maker");
    // Who says where money goes is noted by the database itself, and stays.
    let rename = format!(
        "UPDATE parties SET name_th = 'x', version = version + 1 WHERE id = '{}'; ",
        office.supplier
    );
    around.sql = app.app_sql().await;
    let count = "DO $$ BEGIN ASSERT (SELECT count(*) FROM party_editors) = 1; END $$";
    around
        .try_as(other, &format!("{rename}{rename}{count}"))
        .await
        .expect("noted once");
    for forget in [
        "DELETE FROM party_editors",
        "UPDATE party_editors SET person_id = NULL",
    ] {
        around
            .refused(other, &format!("{rename}{forget}"), "permission denied")
            .await;
    }
}

#[tokio::test]
async fn a_line_of_another_department_is_not_charged_whoever_writes_it() {
    let app = TestApp::start().await;
    let office = &app.office().await;
    let sql = app.app_sql().await;
    let mut around = Around { office, sql };
    let advance = office.advance_body("5.00");
    office
        .draft(Kind::DisbursementRequest, office.request_body("5.00"))
        .await;
    office.draft(Kind::AdvanceRequest, advance).await;
    for table in ["disbursement_requests", "advance_requests"] {
        let change = format!(
            "UPDATE {table} SET department_id = '{}'",
            office.departments[1]
        );
        let own_line = format!("{table}_own_line");
        around
            .refused(office.everything().person, &change, &own_line)
            .await;
    }
}

/// The last head of finance is not suspended, nor two at once by two who do not see each other.
#[tokio::test]
async fn one_head_of_finance_is_left_whoever_suspends() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let begin = format!("BEGIN; SET LOCAL laas.entity = '{}'; ", office.id);
    let suspend = |person: PersonId| {
        format!(
            "{begin}UPDATE role_assignments SET is_suspended = true WHERE person_id = '{person}'"
        )
    };
    let (mut one, mut other) = (app.owner_sql().await, app.owner_sql().await);
    let all = format!(
        "{begin}UPDATE role_assignments SET is_suspended = true WHERE entity_id = laas_entity()"
    );
    let why = one.run(&all).await.expect_err("nobody is left");
    assert!(why.contains("laas:last_head"), "{why}");
    one.run("ROLLBACK").await.expect("a way back");
    let (head, everything) = (
        office.member(Role::FinanceHead).person,
        office.everything().person,
    );
    one.run(&suspend(head)).await.expect("one of two");
    let second = suspend(everything);
    let (refused, done) = futures_util::future::join(other.run(&second), async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        one.run("COMMIT").await
    })
    .await;
    done.expect("the first one is suspended");
    let why = refused.expect_err("the second one is the last");
    assert!(why.contains("laas:last_head"), "{why}");
}
