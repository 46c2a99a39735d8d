//! Many at once: exactly as many succeed as can, nothing is overdrawn, nobody sees an error of ours.

use crate::support::{Answer, Doc, Member, Office, Sql, TestApp};
use futures_util::StreamExt;
use futures_util::future::join_all;
use serde_json::json;
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Answers by status and code.
fn tally(answers: &[Answer]) -> BTreeMap<(u16, String), usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry((answer.status, answer.code())).or_default() += 1;
    }
    counts
}

/// A new line with so much money.
async fn line_of(office: &Office, amount: &str) -> Uuid {
    let line = Uuid::now_v7();
    let body = office.ordinance_body(&[(line, "00111", "330800", amount)]);
    office.walk_body(Kind::Ordinance, body).await;
    line
}

/// Requests handed in, all fitting alone, ready to be registered.
async fn handed_in(office: &Office, line: Uuid, amount: &str, count: usize) -> Vec<Doc> {
    let one = async |_| {
        let body = office.request_on(line, amount);
        office.walk_until(Kind::DisbursementRequest, body, 1).await
    };
    futures_util::stream::iter(0..count)
        .map(one)
        .buffer_unordered(4)
        .collect()
        .await
}

#[tokio::test]
async fn of_two_hundred_registrations_exactly_those_the_line_affords_succeed() {
    let app = TestApp::start_with(|config| config.database_connections = 20).await;
    let office = app.office().await;
    // 20 × 50.00, and one satang more that helps nobody.
    let line = line_of(&office, "1000.01").await;
    let docs = handed_in(&office, line, "50.00", 200).await;
    let officer = office.as_role(Role::FinanceOfficer);
    // Sixty at a time: more are asked to come again.
    let asked = docs.iter().map(|doc| doc.ask(officer, "examine", None));
    let asked = futures_util::stream::iter(asked).buffer_unordered(60);
    let answers: Vec<Answer> = asked.collect().await;
    let short = ProblemCode::INSUFFICIENT_BUDGET;
    let expected = BTreeMap::from([
        ((200, String::new()), 20),
        ((short.status(), short.to_string()), 180),
    ]);
    assert_eq!(tally(&answers), expected);
    assert_eq!(office.remaining(line).await, "0.01");
    for problem in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(
            problem.json()["context"]["free"],
            "0.01",
            "told what is left"
        );
    }
    app.check_books().await;
}

#[tokio::test]
async fn making_handing_in_and_registering_at_once_never_overdraws() {
    let app = TestApp::start_with(|config| config.database_connections = 20).await;
    let office = app.office().await;
    let line = line_of(&office, "700.00").await;
    let (clerk, head) = (
        office.as_role(Role::DepartmentClerk),
        office.as_role(Role::DepartmentHead),
    );
    let officer = office.as_role(Role::FinanceOfficer);
    let whole = async || {
        let made = clerk
            .create("/disbursement-requests", &office.request_on(line, "100.00"))
            .await;
        if made.status != 201 {
            return made;
        }
        let id = made.json()["header"]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let path = format!("/disbursement-requests/{id}");
        let handed = head
            .post(&format!("{path}/submit"), &json!({ "version": 1 }))
            .await;
        if handed.status != 200 {
            return handed;
        }
        officer
            .post(&format!("{path}/examine"), &json!({ "version": 2 }))
            .await
    };
    let answers = join_all((0..60).map(|_| whole())).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(done, 7, "{:?}", tally(&answers));
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(ProblemCode::INSUFFICIENT_BUDGET);
    }
    assert_eq!(office.remaining(line).await, "0.00");
    app.check_books().await;
}

/// Taking and giving back interleaved: what is left is what was not taken.
#[tokio::test]
async fn registering_and_voiding_at_once_keeps_the_sum() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let line = line_of(&office, "500.00").await;
    let mut taken = handed_in(&office, line, "100.00", 5).await;
    for doc in &mut taken {
        office.step(doc).await;
    }
    assert_eq!(office.remaining(line).await, "0.00");
    let waiting = {
        // They were handed in while there was money; make it look so by voiding and taking again.
        let voided = office.void(taken[0].id).await;
        assert!(voided.header.has_effect);
        handed_in(&office, line, "100.00", 12).await
    };
    let mut voidings = Vec::new();
    for doc in &taken[1..] {
        let body = office.cancellation_body(doc.id);
        voidings.push(office.walk_until(Kind::Cancellation, body, 1).await);
    }
    let (officer, head) = (
        office.as_role(Role::FinanceOfficer),
        office.as_role(Role::FinanceHead),
    );
    let back = join_all(voidings.iter().map(|doc| doc.ask(head, "approve", None)));
    let take = join_all(waiting.iter().map(|doc| doc.ask(officer, "examine", None)));
    let (back, take) = futures_util::future::join(back, take).await;
    assert!(
        back.iter().all(|answer| answer.status == 200),
        "{:?}",
        tally(&back)
    );
    let registered = take.iter().filter(|answer| answer.status == 200).count();
    assert!((1..=5).contains(&registered), "{:?}", tally(&take));
    let left = format!("{}.00", 500 - 100 * registered);
    assert_eq!(office.remaining(line).await, left);
    app.check_books().await;
}

/// The last money at the bank, and the last deposit held.
#[tokio::test]
async fn the_last_money_at_the_bank_is_paid_out_once() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let mut opening = office.opening_body();
    opening["lines"][2]["debit"] = json!("300.00");
    opening["reserve"] = json!("0.00");
    office.walk_body(Kind::Opening, opening).await;
    let line = line_of(&office, "10000.00").await;
    let mut payments = Vec::new();
    for _ in 0..8 {
        let request = office
            .walk_body(Kind::DisbursementRequest, office.request_on(line, "100.00"))
            .await;
        let body = office.transfer_body(&[request.id]);
        payments.push(office.walk_until(Kind::Payment, body, 4).await);
    }
    let officer = office.as_role(Role::FinanceOfficer);
    let answers = join_all(payments.iter().map(|doc| doc.ask(officer, "post", None))).await;
    let paid = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(paid, 3, "{:?}", tally(&answers));
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(ProblemCode::INSUFFICIENT_BANK_BALANCE);
    }
    app.check_books().await;
}

#[tokio::test]
async fn a_deposit_held_is_claimed_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let claim = || {
        json!({
            "request_kind": "deposit", "department_id": office.departments[0],
            "payee_id": office.supplier, "purpose": office.text("คืนเงินประกัน"),
            "deposits": [{ "item_type": "deposit", "deposit_kind": "performance_guarantee",
                           "reference": "สัญญา 1", "amount": "30000.00" }],
        })
    };
    let mut drafts = Vec::new();
    for _ in 0..6 {
        drafts.push(office.draft(Kind::DisbursementRequest, claim()).await);
    }
    let head = office.as_role(Role::DepartmentHead);
    let answers = join_all(drafts.iter().map(|doc| doc.ask(head, "submit", None))).await;
    let handed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(handed, 1, "{:?}", tally(&answers));
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(ProblemCode::INSUFFICIENT_DEPOSIT);
    }
    app.check_books().await;
}

/// Offices do not wait for each other, and each keeps its own order.
#[tokio::test]
async fn offices_work_side_by_side() {
    let app = TestApp::start().await;
    let mut offices = Vec::new();
    for _ in 0..4 {
        offices.push(app.office().await);
    }
    let work = offices.iter().map(async |office| {
        for _ in 0..3 {
            office.walk(Kind::RemittanceSummary).await;
            office.walk(Kind::Payment).await;
        }
        office.head().await
    });
    let heads = join_all(work).await;
    assert!(heads.iter().all(|head| *head == heads[0]), "{heads:?}");
    app.check_books().await;
}

/// The same step asked by several people at once is taken by one of them.
#[tokio::test]
async fn a_step_is_taken_by_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let all: Vec<_> = office
        .members
        .iter()
        .filter(|m| m.roles == [Role::FinanceOfficer])
        .collect();
    assert_eq!(all.len(), 3);
    for _ in 0..5 {
        let body = office.request_body("1.00");
        let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
        let asked = all
            .iter()
            .cycle()
            .take(9)
            .map(|member| doc.ask(&member.client, "examine", None));
        let answers = join_all(asked).await;
        let conflict = ProblemCode::VERSION_CONFLICT;
        let expected = BTreeMap::from([
            ((200, String::new()), 1),
            ((conflict.status(), conflict.to_string()), 8),
        ]);
        assert_eq!(tally(&answers), expected);
    }
    app.check_books().await;
}

/// Holds the head of an office while requests wait for it that were let in before.
struct Held {
    sql: Sql,
    watch: Sql,
}

impl Held {
    async fn by(app: &TestApp, office: &Office) -> Held {
        let mut sql = app.owner_sql().await;
        let lock = format!(
            "BEGIN; SET LOCAL laas.entity = '{}'; SELECT begin_write(now())",
            office.id
        );
        sql.run(&lock).await.expect("the lock");
        let watch = app.owner_sql().await;
        Held { sql, watch }
    }

    /// Lets go when so many wait, after doing this.
    async fn release(mut self, waiting: i64, work: &str) {
        let blocked = "SELECT count(*) AS value FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while self.watch.value::<i64>(blocked, &[]).await < waiting {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let work = format!("{work}; COMMIT");
        self.sql.run(&work).await.expect("the owner may");
    }
}

/// Rights are read under the lock: of two heads who suspend each other at once one is left.
#[tokio::test]
async fn two_heads_who_suspend_each_other_at_once_leave_one() {
    let app = TestApp::start().await;
    let suspend = async |by: &Member, whom: &Member| {
        let path = format!("/users/{}/suspension", whom.person);
        let asked = json!({ "is_suspended": true });
        by.client.put(&path, &asked).await
    };
    for _ in 0..3 {
        let office = app.bare_office().await;
        let (one, other) = (office.member(Role::FinanceHead), office.everything());
        let held = Held::by(&app, &office).await;
        let (first, second, ()) = futures_util::future::join3(
            suspend(one, other),
            suspend(other, one),
            held.release(2, "SELECT"),
        )
        .await;
        let mut answers = [(first, one), (second, other)];
        answers.sort_by_key(|(answer, _)| answer.status);
        let [(done, left), (refused, _)] = answers;
        done.ok();
        refused.refused(ProblemCode::UNAUTHENTICATED);
        left.client.get("/users").await.ok();
    }
    app.check_books().await;
}

/// The same for any write: who lost the right meanwhile writes nothing.
#[tokio::test]
async fn a_write_that_waited_while_its_rights_went_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let body = office.request_body("1.00");
    let doc = office.walk_until(Kind::DisbursementRequest, body, 1).await;
    let of = |member: &Member, role: &str| {
        format!(
            "UPDATE role_assignments SET is_suspended = true WHERE person_id = '{}' AND role LIKE '{role}'",
            member.person
        )
    };
    for (member, role, code) in [
        (
            office.everything(),
            "finance_officer",
            ProblemCode::RIGHTS_CHANGED,
        ),
        (
            office.member(Role::FinanceOfficer),
            "%",
            ProblemCode::UNAUTHENTICATED,
        ),
    ] {
        let held = Held::by(&app, &office).await;
        let asked = doc.ask(&member.client, "examine", None);
        let (answer, ()) =
            futures_util::future::join(asked, held.release(1, &of(member, role))).await;
        answer.refused(code);
    }
}
