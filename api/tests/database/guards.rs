//! What the database refuses at the commit it refuses whatever organisation the transaction names by then,
//! and by every figure: attacks by the role of the server that once went through.

use super::causes::{REACHED, act, obliged, paid, submitted};
use super::leaps::{Act, record, refused};
use super::{names, nothing};
use crate::support::{Doc, Office, Sql, TestApp, fresh_database};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

#[tokio::test]
async fn every_check_at_the_commit_stands_in_the_organisation_of_its_row() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let behind = "SELECT DISTINCT p.proname::text AS name
        FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
        WHERE t.tgdeferrable AND NOT t.tgisinternal
          AND p.prosrc !~ '\\nBEGIN\\n    (PERFORM|IF) stands_in\\('";
    nothing(&mut sql, "may be asked behind another wall", behind).await;
    let planted = "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER planted AFTER INSERT ON documents DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION planted()";
    sql.run(planted).await.expect("the owner may");
    assert!(names(&mut sql, behind).await.contains("planted"));
}

#[tokio::test]
async fn nothing_is_asked_behind_the_wall_of_another_organisation() {
    let app = TestApp::start().await;
    let (office, other) = (app.office().await, app.bare_office().await);
    let receipt = office.walk(Kind::BankReceipt).await;
    let body = office.request_body("200.00");
    let request = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let mut sql = app.app_sql().await;
    let behind = format!(
        "SET CONSTRAINTS recorded IMMEDIATE; SET LOCAL laas.entity = '{}'",
        other.id
    );
    let auditor = office.member(Role::InternalAuditor).person.0;
    let void = Act {
        effect: true,
        ..act("cancel", "cancelled", Kind::BankReceipt.spec().route.len())
    };
    let step = request.next_step().expect("a step");
    let actor = office.actor(&request, step).person.0;
    let back = Act {
        next: Some("submit"),
        ..act("return", "draft", 0)
    };
    let voided = format!("{}; {}", void.alone(&receipt, auditor), record(auditor));
    let returned = format!("{}; {}", back.alone(&request, actor), record(actor));
    for done in [voided, returned] {
        refused(&mut sql, &office, &done, "laas:wrong_state").await;
        let done = format!("{done}; {behind}");
        refused(&mut sql, &office, &done, "laas:forbidden").await;
    }
    app.check_books().await;
}

#[tokio::test]
async fn what_is_no_number_is_posted_nowhere() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let step = doc.next_step().expect("a step");
    let person = office.actor(&doc, step).person.0;
    let mut sql = app.app_sql().await;
    let none = "'NaN'::numeric";
    let done = obliged(&doc, person, "request.registered", none, none);
    refused(&mut sql, &office, &done, "journal_lines_debit_number").await;
    app.check_books().await;
}

#[tokio::test]
async fn money_stands_for_no_expense() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let step = doc.next_step().expect("a step");
    let person = office.actor(&doc, step).person.0;
    let mut sql = app.app_sql().await;
    let honest = obliged(&doc, person, "request.registered", "200", "200");
    let reached = format!("{honest}; {REACHED}");
    refused(&mut sql, &office, &reached, "reached").await;
    let other = honest.replace("'5104010110'", "'1101010101'");
    refused(&mut sql, &office, &other, "laas:wrong_state").await;
    // Nor is it of another movement than its rule says.
    let moved = honest.replace("event, is_register)", "event, movement, is_register)");
    let moved = moved.replace(
        "'request.registered', false",
        "'request.registered', 'brought_forward', false",
    );
    assert_ne!(moved, honest);
    refused(&mut sql, &office, &moved, "laas:wrong_state").await;
    app.check_books().await;
}

/// A payment of one request that waits for its last step, another one that is paid, and who confirms.
async fn to_confirm(office: &Office) -> (Doc, Doc, Doc, Uuid) {
    let before = office.walk(Kind::DisbursementRequest).await;
    let own = office.walk(Kind::DisbursementRequest).await;
    let like = office.transfer_body(&[before.id]);
    let like = office.walk_body(Kind::Payment, like).await;
    let body = office.transfer_body(&[own.id]);
    let payment = office.walk_until(Kind::Payment, body, 4).await;
    let step = payment.next_step().expect("a step");
    let person = office.actor(&payment, step).person.0;
    (payment, like, own, person)
}

#[tokio::test]
async fn what_is_posted_lets_nothing_go() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (payment, like, own, person) = to_confirm(&office).await;
    let mut sql = app.app_sql().await;
    let honest = paid(&payment, &like, &own, person);
    let (done, record) = honest.rsplit_once("; SET LOCAL").expect("a record");
    let free = format!(
        "{done}; SET CONSTRAINTS entry_caused IMMEDIATE;
         UPDATE document_takes SET released_at = now(), days = array_append(days, '2025-10-15')
         WHERE document_id = '{}'; SET LOCAL{record}",
        payment.id
    );
    refused(&mut sql, &office, &free, "laas:wrong_state").await;
    let reached = format!("{honest}; {REACHED}");
    refused(&mut sql, &office, &reached, "reached").await;
    app.check_books().await;
}

/// Said to be paid while the payment is on its way, or when nothing of it is posted.
#[tokio::test]
async fn nothing_is_settled_that_is_not_posted() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (payment, like, own, person) = to_confirm(&office).await;
    let mut sql = app.app_sql().await;
    let settled = Act {
        effect: true,
        ..act("settle", "posted", own.header.steps_taken as usize)
    };
    let settled = settled.alone(&own, person);
    let alone = format!("{settled}; {}", record(person));
    refused(&mut sql, &office, &alone, "laas:wrong_state").await;
    let confirmed = Act {
        effect: true,
        step: Some("confirm"),
        ..act("post", "posted", 5)
    };
    let empty = format!("{}; {alone}", confirmed.alone(&payment, person));
    refused(&mut sql, &office, &empty, "laas:wrong_state").await;
    let honest = paid(&payment, &like, &own, person);
    let both = honest.replacen("INSERT INTO", &format!("{settled}; INSERT INTO"), 1);
    refused(&mut sql, &office, &format!("{both}; {REACHED}"), "reached").await;
    app.check_books().await;
}

/// A payment pays requests that are approved: no draft, no other payment, nothing that its body takes as
/// another kind would.
#[tokio::test]
async fn a_kind_takes_what_is_its_to_take() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let body = office.body(Kind::DisbursementRequest).await;
    let unpaid = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let body = office.transfer_body(&[request.id]);
    let payment = office.draft(Kind::Payment, body).await;
    let person = office.maker(Kind::Payment).person.0;
    let submit = submitted(1, "examine").alone(&payment, person);
    let mut sql = app.app_sql().await;
    let record = record(person);
    let take = |taken: &Doc, relation: &str, settles: bool| {
        format!(
            "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles, days)
             VALUES (laas_entity(), '{}', '{}', '{relation}', {settles}, '{{2025-10-15}}')",
            payment.id, taken.id
        )
    };
    let says = |taken: &Doc| {
        format!(
            "SET LOCAL laas.person = '{person}';
             UPDATE payments SET requests = '{{{}}}' WHERE document_id = '{}'",
            taken.id, payment.id
        )
    };
    let slip = format!(
        "SET LOCAL laas.person = '{person}';
         INSERT INTO remittance_slips (entity_id, document_id, receipts, total)
         SELECT entity_id, document_id, requests, net FROM payments WHERE document_id = '{0}';
         DELETE FROM payments WHERE document_id = '{0}'",
        payment.id
    );
    let paid = take(&request, "payment", true);
    let other = take(&unpaid, "payment", true);
    let loose = take(&request, "payment", false);
    let as_slip = take(&request, "remittance_slip", true);
    for done in [
        format!("{}; {submit}; {other}", says(&unpaid)),
        format!("{submit}; {loose}"),
        format!("{slip}; {submit}; {as_slip}"),
    ] {
        let done = format!("{done}; {record}");
        refused(&mut sql, &office, &done, "laas:wrong_state").await;
    }
    let honest = format!("{submit}; {paid}; {record}; {REACHED}");
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}

/// The ceiling of whoever approves is asked about the amount of the document: the body does not say another
/// one than what it pays.
#[tokio::test]
async fn a_payment_is_of_the_amount_of_what_it_pays() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let body = office.transfer_body(&[request.id]);
    let payment = office.draft(Kind::Payment, body).await;
    let person = office.maker(Kind::Payment).person.0;
    let mut sql = app.app_sql().await;
    let take = format!(
        "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles, days)
         VALUES (laas_entity(), '{}', '{}', 'payment', true, '{{2025-10-15}}')",
        payment.id, request.id
    );
    let less = format!(
        "SET LOCAL laas.person = '{person}'; UPDATE payments SET net = 1 WHERE document_id = '{}'",
        payment.id
    );
    let submit = submitted(1, "examine").alone(&payment, person);
    let cheap = submit.replace("department_id, amount,", "department_id, 1.00,");
    assert_ne!(cheap, submit);
    let record = record(person);
    let done = format!("{less}; {cheap}; {take}; {record}");
    refused(&mut sql, &office, &done, "laas:wrong_state").await;
    let honest = format!("{submit}; {take}; {record}; {REACHED}");
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}

/// The day, the year and the count of what left its draft are its own, and no moment lies before the record.
#[tokio::test]
async fn what_left_its_draft_stays_of_its_year() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let step = doc.next_step().expect("a step");
    let person = office.actor(&doc, step).person.0;
    let mut sql = app.app_sql().await;
    let step = Act {
        status: "submitted",
        steps: 3,
        effect: true,
        next: Some("recommend"),
        step: Some("examine"),
        action: "examine",
    };
    let honest = step.alone(&doc, person);
    let record = record(person);
    for (is, other, word) in [
        ("fiscal_year,", "2699,", "laas:wrong_state"),
        ("document_on,", "'2025-10-14',", "laas:wrong_state"),
        ("version + 1", "2147483647", "laas:wrong_state"),
        ("now(),", "'1999-01-01',", "laas:clock_wrong"),
    ] {
        let done = honest.replace(is, other);
        assert_ne!(done, honest);
        refused(&mut sql, &office, &format!("{done}; {record}"), word).await;
    }
    let reached = format!("{honest}; {record}; {REACHED}");
    refused(&mut sql, &office, &reached, "reached").await;
    app.check_books().await;
}

/// What has no effect yet is voided by whoever has a role that voids it.
#[tokio::test]
async fn only_who_may_void_voids() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let request = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let receipt = office.walk(Kind::Receipt).await;
    let mut sql = app.app_sql().await;
    for (doc, may) in [
        (&request, Role::DepartmentClerk),
        (&receipt, Role::RevenueOfficer),
    ] {
        let void = act("cancel", "cancelled", 1);
        for role in [Role::InternalAuditor, Role::Executive] {
            let person = office.member(role).person.0;
            let done = format!("{}; {}", void.alone(doc, person), record(person));
            refused(&mut sql, &office, &done, "laas:not_permitted").await;
        }
        let person = office.member(may).person.0;
        let honest = format!("{}; {}", void.alone(doc, person), record(person));
        refused(
            &mut sql,
            &office,
            &format!("{honest}; {REACHED}"),
            "reached",
        )
        .await;
    }
    app.check_books().await;
}

/// A cancellation is not decided and the document it names left as it was.
#[tokio::test]
async fn a_cancellation_that_is_decided_voids() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let receipt = office.walk(Kind::BankReceipt).await;
    let body = office.cancellation_body(receipt.id);
    let cancellation = office.walk_until(Kind::Cancellation, body, 1).await;
    let step = cancellation.next_step().expect("a step");
    let head = office.actor(&cancellation, step);
    let approve = Act {
        effect: true,
        step: Some("approve"),
        ..act("approve", "posted", 2)
    };
    let empty = format!(
        "{}; {}",
        approve.alone(&cancellation, head.person.0),
        record(head.person.0)
    );
    // The statements are of this moment, the log-in is not.
    let (mut owner, mut sql) = (app.owner_sql().await, app.app_sql().await);
    let proved = |when: &str| format!("UPDATE sessions SET proved_at = {when}");
    owner.run(&proved("now()")).await.expect("a proof");
    refused(&mut sql, &office, &empty, "laas:wrong_state").await;
    owner.run(&proved("created_at")).await.expect("a proof");
    cancellation.ask(&head.client, "approve", None).await.ok();
    app.check_books().await;
}

/// Who did something to a document is who the record says did it.
#[tokio::test]
async fn nothing_is_done_in_the_name_of_another_than_the_record_says() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let request = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let clerk = office.member(Role::DepartmentClerk).person.0;
    let auditor = office.member(Role::InternalAuditor).person.0;
    let mut sql = app.app_sql().await;
    let void = act("cancel", "cancelled", 1).alone(&request, clerk);
    let other = format!("{void}; {}", record(auditor));
    refused(&mut sql, &office, &other, "laas:write_outside_record").await;
    let honest = format!("{void}; {}; {REACHED}", record(clerk));
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}
