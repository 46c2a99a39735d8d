//! Who is not there, and who goes: what waits for the absent is shown, and the rights of whoever is moved
//! end with the day.

use super::deputies::{around, it_becomes, waiting};
use crate::support::{Client, TestApp};
use serde_json::{Value, json};
use shared::permission::Role;
use shared::{PersonId, ProblemCode};

/// What waits for an approver who is absent, and for whom nobody acts, is shown to the head of finance
/// and on the document; a deputy, or the day of return, takes it off.
#[tokio::test]
async fn what_waits_for_the_absent_is_shown() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let doc = waiting(&office).await;
    let head = office.as_role(Role::FinanceHead);
    let (executive, other) = (office.member(Role::Executive), office.everything());
    let named = async || {
        let path = format!("/documents/{}/absent", doc.id);
        let absent = head.get(&path).await.ok();
        let absent = absent.as_array().expect("a list").iter();
        let name = |one: &Value| one["name"].as_str().unwrap_or_default().to_owned();
        absent.map(name).collect::<Vec<_>>()
    };
    let shown = async || {
        let inbox = head.get("/inbox/absent").await.ok();
        let items = inbox["items"].as_array().expect("items").clone();
        items.iter().any(|item| item["id"] == json!(doc.id))
    };
    let absent = |person: PersonId, first: &str, last: &str| json!({ "person_id": person, "first_day": first, "last_day": last });
    let own = absent(executive.person, "2025-10-15", "2025-10-20");
    let noted = executive.client.post("/absences", &own).await.ok();
    // Somebody else may approve still.
    assert_eq!((named().await.len(), shown().await), (0, false));
    let theirs = absent(other.person, "2025-10-15", "2025-10-16");
    office
        .as_role(Role::RevenueOfficer)
        .post("/absences", &theirs)
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    head.post("/absences", &theirs).await.ok();
    // Of the roles that approve somebody may be there besides.
    let step = doc.next_step().expect("the approval");
    for role in step.roles.iter().filter(|role| **role != Role::Executive) {
        for member in office.members.iter().filter(|of| of.roles == [*role]) {
            let away = absent(member.person, "2025-10-15", "2025-10-16");
            head.post("/absences", &away).await.ok();
        }
    }
    assert!(named().await.len() >= 2);
    assert!(shown().await);
    // Somebody acts.
    let deputy = office.member(Role::BudgetOfficer);
    let order = office.order(deputy.person, ["2025-10-15", "2025-10-15", "2025-10-15"]);
    head.post("/deputies", &order).await.ok();
    assert_eq!((named().await.len(), shown().await), (0, false));
    it_becomes(&app, &office, "2025-10-16").await;
    assert!(shown().await);
    // One comes back, or says so before.
    it_becomes(&app, &office, "2025-10-17").await;
    assert_eq!((named().await.len(), shown().await), (0, false));
    let path = format!("/absences/{}", noted["id"].as_str().expect("an id"));
    let take_back = async |client: &Client| {
        client
            .send(reqwest::Method::DELETE, &path, None, None)
            .await
    };
    take_back(office.as_role(Role::RevenueOfficer))
        .await
        .refused(ProblemCode::NOT_PERMITTED);
    let why = around(&app, &office, deputy.person, "DELETE FROM absences").await;
    assert!(why.contains("laas:not_permitted"), "{why}");
    assert_eq!(take_back(&executive.client).await.status, 204);
    let left = head.get("/absences").await.ok();
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
    app.check_books().await;
}

/// Whoever is moved elsewhere has the rights of the old office until the day, and none after it, in the
/// post of others neither; past the program the same.
#[tokio::test]
async fn rights_end_with_the_day_of_a_move() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let moved = office.member(Role::BudgetOfficer);
    let head = office.as_role(Role::FinanceHead);
    let order = office.order(moved.person, ["2025-10-14", "2025-10-15", "2025-10-31"]);
    head.post("/deputies", &order).await.ok();
    let later = office.order(moved.person, ["2025-10-14", "2025-11-01", "2025-11-02"]);
    head.post("/deputies", &later).await.ok();
    let path = format!("/users/{}/departure", moved.person);
    let asked = |day: &str| json!({ "last_day": day });
    for day in ["2025-10-13", "2035-01-01"] {
        head.put(&path, &asked(day))
            .await
            .refused(ProblemCode::INVALID_FIELDS);
    }
    let own = format!(
        "/users/{}/departure",
        office.member(Role::FinanceHead).person
    );
    head.put(&own, &asked("2025-10-20"))
        .await
        .refused(ProblemCode::OWN_RIGHTS);
    let ended = head.put(&path, &asked("2025-10-20")).await.ok();
    let roles = ended["roles"].as_array().expect("roles");
    assert_eq!(roles.len(), 2, "what would begin later is gone: {ended}");
    assert!(
        roles.iter().all(|held| held["valid_until"] == "2025-10-20"),
        "{ended}"
    );
    it_becomes(&app, &office, "2025-10-20").await;
    moved.client.get("/session").await.ok();
    it_becomes(&app, &office, "2025-10-21").await;
    moved
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
    let line = format!(
        "SELECT 1 / CASE WHEN has_post('{}', '{{budget_officer,executive}}', NULL, '2025-10-21')
             THEN 0 ELSE 1 END",
        moved.person
    );
    assert_eq!(around(&app, &office, moved.person, &line).await, "");
    // At once, with the pages open.
    let other = office.member(Role::RevenueOfficer);
    let path = format!("/users/{}/departure", other.person);
    other.client.get("/session").await.ok();
    head.put(&path, &asked("2025-10-20")).await.ok();
    other
        .client
        .get("/session")
        .await
        .refused(ProblemCode::UNAUTHENTICATED);
    app.check_books().await;
}
