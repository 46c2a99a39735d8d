//! What is done because of something else is done because of that, and not of whatever else happened in the
//! same transaction: attacks by the role of the server that once went through.

use super::leaps::{Act, record, refused};
use super::walls::within;
use crate::support::{Doc, Office, TestApp};
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

/// What is asked at the end of a transaction is asked, and nothing is kept.
pub const REACHED: &str =
    "DO $$ BEGIN SET CONSTRAINTS ALL IMMEDIATE; RAISE EXCEPTION 'reached'; END $$";
/// Whether entries are caused is asked at once, as whoever has the role of the server may wish.
const AT_ONCE: &str = "SET CONSTRAINTS entry_caused IMMEDIATE";

/// A return or a refusal, cancellation or step without effect.
pub fn act(action: &'static str, status: &'static str, steps: usize) -> Act {
    Act {
        status,
        steps,
        effect: false,
        next: None,
        step: None,
        action,
    }
}

pub fn submitted(steps: usize, next: &'static str) -> Act {
    Act {
        next: Some(next),
        step: Some("submit"),
        ..act("submit", "submitted", steps)
    }
}

/// A payment that is posted, and a request that has nothing to do with it.
async fn payment_and_draft(office: &Office) -> (Doc, Doc) {
    let payment = office.walk(Kind::Payment).await;
    let body = office.request_body("10.00");
    (payment, office.draft(Kind::DisbursementRequest, body).await)
}

#[tokio::test]
async fn a_moment_long_ago_proves_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.app_sql().await;
    let believed = |at: &str, wanted: bool| {
        format!(
            "DO $$ BEGIN IF is_of_record({at}) <> {wanted} THEN RAISE EXCEPTION 'believed'; END IF;
             END $$"
        )
    };
    let now = "(SELECT r.at FROM records AS r JOIN entity_heads AS h USING (entity_id, seq))";
    for (at, wanted) in [
        ("'1999-01-01'", false),
        ("'infinity'", false),
        ("now() - interval '30 days'", false),
        (now, true),
    ] {
        let asked = within(&mut sql, &office, &believed(at, wanted)).await;
        asked.unwrap_or_else(|why| panic!("{at}: {why}"));
    }
}

#[tokio::test]
async fn only_who_may_take_the_next_step_turns_down() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let mut sql = app.app_sql().await;
    let refuse = act("refuse", "cancelled", 2);
    let back = Act {
        next: Some("submit"),
        ..act("return", "draft", 0)
    };
    for role in [Role::RevenueOfficer, Role::InternalAuditor] {
        let person = office.member(role).person.0;
        for act in [&refuse, &back] {
            let done = format!("{}; {}", act.alone(&doc, person), record(person));
            refused(&mut sql, &office, &done, "laas:not_permitted").await;
        }
    }
    let step = doc.next_step().expect("a step");
    let client = &office.actor(&doc, step).client;
    doc.ask(client, "return", Some("แก้ไข")).await.ok();
    app.check_books().await;
}

#[tokio::test]
async fn a_step_of_another_document_voids_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (payment, other) = payment_and_draft(&office).await;
    let submitter = other.next_step().expect("a step");
    let person = office.actor(&other, submitter).person.0;
    let mut sql = app.app_sql().await;
    let honest = submitted(1, "register").alone(&other, person);
    let void = Act {
        effect: true,
        ..act("cancel", "cancelled", Kind::Payment.spec().route.len())
    };
    let void = void.alone(&payment, person);
    let record = record(person);
    let both = format!("{honest}; {void}; {record}");
    refused(&mut sql, &office, &both, "laas:wrong_state").await;
    // The step alone would have been taken.
    let alone = format!("{honest}; {record}; {REACHED}");
    refused(&mut sql, &office, &alone, "reached").await;
    app.check_books().await;
}

#[tokio::test]
async fn a_draft_that_goes_takes_back_nothing_of_others() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (payment, other) = payment_and_draft(&office).await;
    let person = office.maker(Kind::DisbursementRequest).person.0;
    let mut sql = app.app_sql().await;
    let (entry, draft) = (Uuid::now_v7(), other.id);
    let cancel = Act {
        next: Some("submit"),
        ..act("cancel", "cancelled", 0)
    };
    let done = format!(
        "{}; INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event,
             movement, reverses, is_register)
         SELECT entity_id, '{entry}', (SELECT max(seq) + 1 FROM journal_entries), '2025-10-15',
             fiscal_year, '{draft}', event, movement, id, is_register FROM journal_entries
         WHERE document_id = '{}' ORDER BY seq LIMIT 1;
         INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
             bank_account_id, budget_line_id, reference, debit, credit, source_id)
         SELECT l.entity_id, '{entry}', l.line_no, '2025-10-15', l.ledger, l.account, l.bank_account_id,
             l.budget_line_id, l.reference, l.credit, l.debit, l.source_id FROM journal_lines AS l
         JOIN journal_entries AS e ON e.id = '{entry}' AND e.reverses = l.entry_id; {}",
        cancel.alone(&other, person),
        payment.id,
        record(person)
    );
    refused(&mut sql, &office, &done, "laas:wrong_state").await;
    app.check_books().await;
}

#[tokio::test]
async fn a_cheque_that_nobody_signed_spares_no_step() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let request = office.walk(Kind::DisbursementRequest).await;
    let item = Uuid::now_v7();
    let report = office.walk_cheque(&request, item).await;
    let payment = office
        .draft(Kind::Payment, office.cheque_payment_body(item))
        .await;
    let officer = office.as_role(Role::FinanceOfficer);
    report.ask(officer, "cancel", Some("ผิด")).await.ok();
    let person = office.maker(Kind::Payment).person.0;
    let mut sql = app.app_sql().await;
    let act = submitted(4, "confirm").alone(&payment, person);
    let done = format!("{act}; {}", record(person));
    refused(&mut sql, &office, &done, "laas:wrong_state").await;
    app.check_books().await;
}

#[tokio::test]
async fn what_is_done_is_of_today() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let person = office
        .actor(&doc, doc.next_step().expect("a step"))
        .person
        .0;
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
    for (is, other) in [
        ("'2025-10-15', 'examine'", "'2025-10-16', 'examine'"),
        ("now(),", "now() + interval '6 minutes',"),
    ] {
        assert!(honest.contains(is));
        let other = format!("{}; {record}", honest.replace(is, other));
        refused(&mut sql, &office, &other, "laas:clock_wrong").await;
    }
    let done = within(&mut sql, &office, &format!("{honest}; {record}")).await;
    done.expect("the step of today");
    app.check_books().await;
}

/// The step by which a request is obliged, with an entry of it in a budget of so many baht and of an
/// expense of so many, by an event.
pub fn obliged(doc: &Doc, person: Uuid, event: &str, budget: &str, expense: &str) -> String {
    let step = Act {
        status: "submitted",
        steps: 2,
        effect: true,
        next: Some("examine"),
        step: Some("register"),
        action: "examine",
    };
    let (entry, id) = (Uuid::now_v7(), doc.id);
    format!(
        "{}; INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, voucher_type,
             voucher_n, voucher_no, document_id, event, is_register)
         SELECT d.entity_id, '{entry}', (SELECT max(seq) + 1 FROM journal_entries), '2025-10-15',
             2569, 'AP', n.last_number, 'AP-1', d.id, '{event}', false
         FROM documents AS d, take_numbers(2569, '{{payable_voucher}}', '{{\"\"}}') AS n
         WHERE d.id = '{id}';
         INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
             budget_line_id, debit, credit, source_id)
         SELECT d.entity_id, '{entry}', v.n, '2025-10-15', v.ledger, v.account,
             CASE v.ledger WHEN 'budgetary' THEN r.budget_line_id END, v.debit, v.credit, d.id
         FROM documents AS d JOIN disbursement_requests AS r ON r.document_id = d.id
         CROSS JOIN (VALUES (1, 'financial', '5104010110', {expense}, 0),
             (2, 'financial', '2102040102', 0, {expense}), (3, 'budgetary', 'obligated', {budget}, 0),
             (4, 'budgetary', 'available', 0, {budget})) AS v (n, ledger, account, debit, credit)
         WHERE d.id = '{id}' AND v.debit + v.credit > 0; {}",
        step.alone(doc, person),
        record(person)
    )
}

#[tokio::test]
async fn what_is_posted_is_what_the_document_says() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let step = doc.next_step().expect("a step");
    let person = office.actor(&doc, step).person.0;
    let mut sql = app.app_sql().await;
    for (event, budget, expense, word) in [
        ("request.registered", "200", "200", "reached"),
        ("request.registered", "2000", "2000", "laas:wrong_state"),
        ("request.registered", "1", "200", "laas:wrong_state"),
        // The budget alone, or the books alone.
        ("request.registered", "200", "0", "laas:wrong_state"),
        ("request.registered", "0", "200", "laas:wrong_state"),
        ("request.paid", "200", "200", "laas:wrong_state"),
        ("ordinance.in_force", "200", "200", "laas:wrong_state"),
    ] {
        let done = obliged(&doc, person, event, budget, expense);
        refused(&mut sql, &office, &format!("{done}; {REACHED}"), word).await;
    }
    let other = obliged(&doc, person, "request.registered", "200", "200");
    let other = other.replace("'5104010110'", "'1101010101'");
    let other = format!("{}; {REACHED}", other.replace("'available'", "'approved'"));
    refused(&mut sql, &office, &other, "laas:wrong_state").await;
    app.check_books().await;
}

#[tokio::test]
async fn a_document_is_of_the_amount_of_its_body() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.draft(Kind::DisbursementRequest, body).await;
    let person = office
        .actor(&doc, doc.next_step().expect("a step"))
        .person
        .0;
    let mut sql = app.app_sql().await;
    let honest = submitted(1, "register").alone(&doc, person);
    let record = record(person);
    refused(
        &mut sql,
        &office,
        &format!("{honest}; {record}; {REACHED}"),
        "reached",
    )
    .await;
    // The ceiling of whoever approves is asked about the amount of the document.
    let less = honest.replace("department_id, amount,", "department_id, 1.00,");
    let bodyless = format!("DELETE FROM request_items WHERE document_id = '{}'", doc.id);
    let more = format!(
        "UPDATE request_items SET amount = 9999 WHERE document_id = '{}'",
        doc.id
    );
    let named = format!("SET LOCAL laas.person = '{person}'");
    for done in [
        less,
        format!("{named}; {bodyless}; {honest}"),
        format!("{named}; {more}; {honest}"),
    ] {
        refused(
            &mut sql,
            &office,
            &format!("{done}; {record}"),
            "laas:wrong_state",
        )
        .await;
    }
    app.check_books().await;
}

/// What a document takes, it says: nothing of others is kept from them, and nothing is taken out of the
/// hands of who has it.
#[tokio::test]
async fn nothing_is_taken_that_the_document_does_not_say() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let own = office.walk(Kind::DisbursementRequest).await;
    let other = office.walk(Kind::DisbursementRequest).await;
    let held = office.walk(Kind::DisbursementRequest).await;
    let holder = office.walk_cheque(&held, Uuid::now_v7()).await;
    let payment = office
        .draft(Kind::Payment, office.transfer_body(&[own.id]))
        .await;
    let person = office.maker(Kind::Payment).person.0;
    let submit = submitted(1, "examine").alone(&payment, person);
    let take = |taken: &Doc, relation: &str| {
        format!(
            "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles, days)
             VALUES (laas_entity(), '{}', '{}', '{relation}', true, '{{2025-10-15}}')",
            payment.id, taken.id
        )
    };
    let record = record(person);
    let mut sql = app.app_sql().await;
    let steal = format!(
        "UPDATE document_takes SET released_at = now(), days = array_append(days, '2025-10-15')
         WHERE document_id = '{}'; {}",
        holder.id,
        take(&held, "payment")
    );
    for taking in [
        take(&other, "payment"),
        take(&own, "remittance_slip"),
        take(&own, "payment").replace("{2025-10-15}", "{2025-10-15,2025-10-15}"),
        steal,
    ] {
        let done = format!("{submit}; {taking}; {record}");
        refused(&mut sql, &office, &done, "laas:wrong_state").await;
    }
    let taking = take(&own, "payment");
    let honest = format!("{submit}; {taking}; {record}; {REACHED}");
    refused(&mut sql, &office, &honest, "reached").await;
    app.check_books().await;
}

/// The last step of a payment, with the entries of another one, of such a request.
pub fn paid(payment: &Doc, like: &Doc, request: &Doc, person: Uuid) -> String {
    let step = Act {
        status: "posted",
        steps: 5,
        effect: true,
        next: None,
        step: Some("confirm"),
        action: "post",
    };
    let (id, like, request) = (payment.id, like.id, request.id);
    format!(
        "{};
         INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, voucher_type,
             voucher_n, voucher_no, document_id, event, movement, is_register)
         SELECT e.entity_id, md5(e.id || '{id}')::uuid,
             (SELECT max(seq) FROM journal_entries) + row_number() OVER (ORDER BY e.seq),
             e.posted_on, e.fiscal_year, e.voucher_type, n.last_number, 'PV-2', '{id}', e.event,
             e.movement, e.is_register
         FROM journal_entries AS e,
             take_numbers(2569, '{{payment_voucher}}', '{{\"\"}}') AS n
         WHERE e.document_id = '{like}';
         INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
             bank_account_id, budget_line_id, reference, debit, credit, source_id)
         SELECT l.entity_id, md5(e.id || '{id}')::uuid, l.line_no, l.posted_on, l.ledger, l.account,
             l.bank_account_id, l.budget_line_id, l.reference, l.debit, l.credit, '{request}'
         FROM journal_lines AS l JOIN journal_entries AS e
             ON e.entity_id = l.entity_id AND e.id = l.entry_id
         WHERE e.document_id = '{like}'; {}",
        step.alone(payment, person),
        record(person)
    )
}

#[tokio::test]
async fn a_payment_pays_what_it_holds_and_nothing_else() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut requests = Vec::new();
    for _ in 0..3 {
        requests.push(office.walk(Kind::DisbursementRequest).await);
    }
    let [before, own, other] = &requests[..] else {
        panic!("three")
    };
    let like = office.transfer_body(&[before.id]);
    let like = office.walk_body(Kind::Payment, like).await;
    let body = office.transfer_body(&[own.id]);
    let payment = office.walk_until(Kind::Payment, body, 4).await;
    let step = payment.next_step().expect("a step");
    let person = office.actor(&payment, step).person.0;
    let mut sql = app.app_sql().await;
    for (request, word) in [(own, "reached"), (other, "laas:wrong_state")] {
        let done = paid(&payment, &like, request, person);
        refused(&mut sql, &office, &format!("{done}; {REACHED}"), word).await;
    }
    app.check_books().await;
}

#[tokio::test]
async fn an_entry_is_asked_for_when_its_lines_are_there_and_gets_no_more() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let person = office
        .actor(&doc, doc.next_step().expect("a step"))
        .person
        .0;
    let mut sql = app.app_sql().await;
    let (entries, lines) = ("INSERT INTO journal_entries", "INSERT INTO journal_lines");
    let early = obliged(&doc, person, "request.registered", "2000", "2000")
        .replace(entries, &format!("{AT_ONCE}; {entries}"));
    refused(&mut sql, &office, &early, "laas:wrong_state").await;
    // Asked for with its lines, and then some more.
    let honest = obliged(&doc, person, "request.registered", "200", "200");
    let (all, record) = honest.rsplit_once("; SET LOCAL").expect("a record");
    let (before, own) = all.split_once(lines).expect("lines");
    let more = own.replace("(1, '", "(11, '").replace("(2, '", "(12, '");
    let more = more.replace("(3, '", "(13, '").replace("(4, '", "(14, '");
    let late = format!(
        "{before}{lines}{own}; {AT_ONCE};
         {lines}{more}; SET LOCAL{record}"
    );
    refused(&mut sql, &office, &late, "laas:immutable_journal_entries").await;
    // The higher number first, asked for at once; the lower one is asked for too.
    let first = all.replace("max(seq) + 1", "max(seq) + 2");
    let other = obliged(&doc, person, "request.registered", "2000", "2000");
    let (_, other) = other.split_once(entries).expect("an entry");
    let other = other.replace("max(seq) + 1", "max(seq) - 1");
    let other = other.replace("'AP-1'", "'AP-2'");
    let both =
        format!("{first}; {AT_ONCE}; SET CONSTRAINTS entry_caused DEFERRED; {entries}{other}");
    refused(&mut sql, &office, &both, "laas:wrong_state").await;
    app.check_books().await;
}

#[tokio::test]
async fn what_is_sent_back_leaves_nothing_in_the_books() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("200.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 2).await;
    let step = doc.next_step().expect("a step");
    let actor = office.actor(&doc, step);
    let mut sql = app.app_sql().await;
    let back = Act {
        next: Some("submit"),
        ..act("return", "draft", 0)
    };
    let person = actor.person.0;
    let done = format!("{}; {}", back.alone(&doc, person), record(person));
    refused(&mut sql, &office, &done, "laas:wrong_state").await;
    doc.ask(&actor.client, "return", Some("แก้ไข")).await.ok();
    app.check_books().await;
}
