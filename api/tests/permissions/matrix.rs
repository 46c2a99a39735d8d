//! Every route × every role × own and foreign things: exactly the status the table of rights says;
//! what is refused changes nothing, what belongs to another office answers like what is absent, and
//! no name of another office is ever told.

use super::refused;
use crate::support::{Answer, Client, Doc, Office, Sql, TestApp, YEAR};
use api::platform::openapi::{Access, RouteInfo};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::{Action, Kind};
use shared::permission::{Operation, Role, allows};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Routes of logging in and of practice: their tests are in `sessions.rs` and `identity`. This list
/// may only shrink.
const ELSEWHERE: [&str; 14] = [
    "choose_post",
    "finish_thaid",
    "found_practice_entity",
    "get_enrolment",
    "give_code",
    "give_email",
    "give_password",
    "log_in",
    "log_out",
    "prove_session",
    "set_practice_proof",
    "set_practice_today",
    "start_thaid",
    "unlock_session",
];

/// Whose thing is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Whose {
    Own,
    Foreign,
    Absent,
}

/// One request.
pub(super) struct Case {
    pub(super) path: String,
    body: Option<Value>,
    pub(super) whose: Whose,
    /// What the permission is about, where the route alone does not say.
    operation: Option<Operation>,
    /// What a person of the right role is told; `None` for success.
    allowed: Option<ProblemCode>,
}

/// What is asked for, of one office.
pub(super) struct Things {
    docs: BTreeMap<Kind, Doc>,
    pub(super) office: Office,
    deputy: Uuid,
    absence: Uuid,
    program: Uuid,
}

impl Things {
    pub(super) async fn of(app: &TestApp, kinds: &[Kind]) -> Things {
        let office = app.office().await;
        let mut docs = BTreeMap::new();
        for kind in kinds {
            let doc = match kind {
                // Its draft needs empty books; the one that furnished the office will do.
                Kind::Opening => opening(&office).await,
                _ => office.draft(*kind, office.body(*kind).await).await,
            };
            docs.insert(*kind, doc);
        }
        // Of somebody whom no other request is tried as.
        let [deputy, absence] = office.order_and_absence().await;
        let program = crate::programs::registered(&office, "journal:read").await;
        Things {
            docs,
            office,
            deputy,
            absence,
            program: program.id,
        }
    }

    /// The id at `{id}` in a path.
    fn id(&self, path: &str) -> Uuid {
        let office = &self.office;
        match path.split('/').nth(1).unwrap_or_default() {
            "budget-lines" => office.lines[0],
            "departments" => office.departments[0],
            "parties" => office.supplier,
            "bank-accounts" => office.savings,
            "users" => office.member(Role::Executive).person.0,
            "documents" => self.docs.values().next().expect("a document").id.0,
            "deputies" => self.deputy,
            "absences" => self.absence,
            "programs" => self.program,
            "witness" | "papers" => office.id.0,
            // A browser that nobody has logged in with.
            "session" => Uuid::now_v7(),
            first => {
                let kind = Kind::at(first).unwrap_or_else(|| panic!("no thing for {path}"));
                self.docs[&kind].id.0
            }
        }
    }
}

async fn opening(office: &Office) -> Doc {
    let officer = office.as_role(Role::FinanceOfficer);
    let list = officer.get("/openings").await.ok();
    let id = list["items"][0]["id"].as_str().expect("an id").to_owned();
    let answer = officer.get(&format!("/openings/{id}")).await.ok();
    let header: shared::document::DocumentHeader =
        serde_json::from_value(answer["header"].clone()).expect("a header");
    Doc {
        id: header.id,
        kind: Kind::Opening,
        header,
        body: answer["body"].clone(),
        actors: Vec::new(),
    }
}

/// The requests that try a route.
pub(super) fn cases(route: &RouteInfo, own: &Things, foreign: &Things) -> Vec<Case> {
    let first = route.path.split('/').nth(1).unwrap_or_default();
    if !route.path.contains("{id}") {
        return vec![plain_case(route, own, Kind::at(first))];
    }
    let ids = [
        (Whose::Own, own.id(&route.path)),
        (Whose::Foreign, foreign.id(&route.path)),
        (Whose::Absent, Uuid::now_v7()),
    ];
    let of = |(whose, id)| match Kind::at(first) {
        Some(kind) => cases_of_kind(route, kind, own, whose, id),
        None => other_cases(route, first, whose, id),
    };
    ids.into_iter().flat_map(of).collect()
}

/// The requests about one document; whoever may is told that it has changed meanwhile.
fn cases_of_kind(route: &RouteInfo, kind: Kind, own: &Things, whose: Whose, id: Uuid) -> Vec<Case> {
    let path = route.path.replace("{id}", &id.to_string());
    let missing = (whose != Whose::Own).then_some(ProblemCode::NOT_FOUND);
    let case = |path: String, body, operation, allowed: Option<ProblemCode>| Case {
        path,
        body,
        whose,
        operation,
        allowed: missing.or(allowed),
    };
    let stale = Some(ProblemCode::VERSION_CONFLICT);
    if route.path.contains("/attachments") {
        let path = path.replace("{attachment_id}", &Uuid::now_v7().to_string());
        // A file without a name, and files that are not there.
        let nameless = json!({ "id": Uuid::now_v7(), "file_name": "", "content": "JVBERi0=" });
        let one = route.path.contains("{attachment_id}");
        return vec![match (route.method, one) {
            ("POST", false) => case(
                path,
                Some(nameless),
                None,
                Some(ProblemCode::INVALID_FIELDS),
            ),
            (_, true) => case(path, None, None, Some(ProblemCode::NOT_FOUND)),
            _ => case(path, None, None, None),
        }];
    }
    match route.method {
        "POST" => {
            let act = |action: &Action| {
                let path = path.replace("{action}", action.as_str());
                let body = Some(json!({ "version": 0 }));
                case(path, body, Some(Operation::from(*action)), stale)
            };
            Action::ALL.iter().map(act).collect()
        }
        "PUT" => {
            let body = json!({ "version": 0, "body": own.docs[&kind].body });
            vec![case(path, Some(body), None, stale)]
        }
        // Rendering takes long and is tried once, as the person of every role.
        _ if prints(route) && whose == Whose::Own => Vec::new(),
        _ => vec![case(path, None, None, None)],
    }
}

/// The requests about one other thing.
fn other_cases(route: &RouteInfo, first: &str, whose: Whose, id: Uuid) -> Vec<Case> {
    let path = route.path.replace("{id}", &id.to_string());
    let path = path.replace("{code}", "1-0000-0000-0000-0000");
    let missing = (whose != Whose::Own).then_some(ProblemCode::NOT_FOUND);
    let (body, allowed) = match (route.method, first) {
        // What is done to somebody of one's own is done: `sessions.rs`, `roster.rs`.
        ("PUT" | "DELETE", "users") if whose == Whose::Own => return Vec::new(),
        // Everybody takes back the own: `deputies.rs`; the head shuts out: `programs/`.
        ("DELETE", "absences" | "programs") if whose == Whose::Own => return Vec::new(),
        ("PUT", "users") if path.ends_with("/roles") => {
            let roles = json!([{ "role": "revenue_officer" }]);
            (Some(json!({ "position_th": "x", "roles": roles })), missing)
        }
        ("PUT", "users") if path.ends_with("/departure") => {
            (Some(json!({ "last_day": "2025-10-20" })), missing)
        }
        ("PUT", "users") => (Some(json!({ "is_suspended": true })), missing),
        // No later than it ends anyway.
        ("PUT", "deputies") => (
            Some(json!({ "last_day": "2099-01-01" })),
            missing.or(Some(ProblemCode::INVALID_FIELDS)),
        ),
        // An empty name is refused after the permission and before anything is written.
        ("PUT", _) => (
            Some(refused::nameless(first, id)),
            Some(ProblemCode::INVALID_FIELDS),
        ),
        (_, "witness" | "papers") => (None, None),
        (_, "session") => (None, Some(ProblemCode::NOT_FOUND)),
        _ => (None, missing),
    };
    vec![Case {
        path,
        body,
        whose,
        operation: None,
        allowed,
    }]
}

fn prints(route: &RouteInfo) -> bool {
    route.path.ends_with("/print") || route.path.ends_with("/spreadsheet")
}

fn plain_case(route: &RouteInfo, own: &Things, kind: Option<Kind>) -> Case {
    let mut path = super::filled(&route.path);
    let (mut body, mut allowed, none) = (None, None, Some(ProblemCode::NOT_FOUND));
    if let (Some(kind), "POST") = (kind, route.method) {
        // The id is taken, so nothing is ever made.
        let doc = &own.docs[&kind];
        body = Some(json!({ "id": doc.id, "fiscal_year": YEAR, "body": doc.body }));
        allowed = Some(ProblemCode::DUPLICATE_REQUEST);
    }
    // Nothing is of that day, and nothing is signed yet.
    match route.path.as_str() {
        "/search" => path += "?q=2568",
        "/documents/papers" => (path, allowed) = (path + "?day=2025-09-01", none),
        "/users/reviews/{half_begins}/print" => allowed = none,
        _ => (),
    }
    if let Some(wrong) = refused::body(route, &own.office) {
        body = Some(wrong);
        allowed = Some(ProblemCode::INVALID_FIELDS);
    }
    if route.method == "GET" && kind.is_some() {
        path += "?per_page=200";
    }
    Case {
        path,
        body,
        whose: Whose::Own,
        operation: None,
        allowed,
    }
}

/// May somebody of this role do this at all?
fn may(route: &RouteInfo, case: &Case, role: Role) -> bool {
    let first = route.path.split('/').nth(1).unwrap_or_default();
    match (route.access, case.operation, Kind::at(first)) {
        (_, Some(operation), Some(kind)) => allows(role, kind.to(operation)),
        (Access::Permission(permission), ..) => allows(role, permission),
        (Access::Public(_), ..) => true,
        // What waits where is told to everybody, and is nothing for who reads nothing.
        (Access::Session, ..) if ["/inbox/changes", "/inbox/posts"].contains(&&*route.path) => true,
        (Access::Session, ..) if matches!(first, "inbox" | "documents" | "claims" | "search") => {
            Kind::ALL
                .iter()
                .any(|kind| kind.spec().allows(role, Operation::Read))
        }
        (Access::Session, ..) => true,
    }
}

/// What a person of a role is told; `None` for success.
fn expected(route: &RouteInfo, case: &Case, role: Role, own: &Things) -> Option<ProblemCode> {
    if !may(route, case, role) {
        return Some(ProblemCode::NOT_PERMITTED);
    }
    if route.path.starts_with("/documents/{id}") && case.whose == Whose::Own {
        // A header is shown to those who may read its kind; to others it does not exist.
        let kind = *own.docs.keys().next().expect("a document");
        let reads = kind.spec().allows(role, Operation::Read);
        return (!reads).then_some(ProblemCode::NOT_FOUND);
    }
    case.allowed
}

pub(super) async fn ask(client: &Client, route: &RouteInfo, case: &Case) -> Answer {
    let method: Method = route.method.parse().expect("a method");
    client
        .send(method, &case.path, case.body.as_ref(), None)
        .await
}

fn told(answer: &Answer) -> (bool, String) {
    ((200..300).contains(&answer.status), answer.code())
}

/// Where the records of both offices stand, and how many rows sessions have.
async fn heads(sql: &mut Sql, offices: [&Office; 2]) -> i64 {
    let query = "SELECT sum(seq)::bigint AS value FROM entity_heads WHERE entity_id IN ($1, $2)";
    sql.value(query, &[offices[0].id.into(), offices[1].id.into()])
        .await
}

/// Every role for one's own things. For those of others the roles that may, whom nothing but the
/// wall keeps out, and one that may not; that absent things answer alike is compared once, below.
fn roles(route: &RouteInfo, case: &Case) -> Vec<Role> {
    let mut roles = Role::ALL.to_vec();
    match case.whose {
        Whose::Own => {}
        Whose::Foreign => {
            let refused = roles.iter().copied().find(|role| !may(route, case, *role));
            roles.retain(|role| may(route, case, *role) || Some(*role) == refused);
        }
        Whose::Absent => roles.clear(),
    }
    roles
}

async fn tries_every_role(routes: impl Fn(&RouteInfo) -> bool, kinds: &[Kind]) {
    let app = TestApp::start().await;
    let (own, foreign) = (Things::of(&app, kinds).await, Things::of(&app, kinds).await);
    let mut sql = app.owner_sql().await;
    let mut before = heads(&mut sql, [&own.office, &foreign.office]).await;
    let mut tried = 0;
    let all = app.app.api.registered().iter();
    for route in all.filter(|route| routes(route)) {
        for case in cases(route, &own, &foreign) {
            for role in roles(route, &case) {
                let client = own.office.as_role(role);
                let answer = ask(client, route, &case).await;
                let wanted = expected(route, &case, role, &own);
                let wanted = (
                    wanted.is_none(),
                    wanted.map(|code| code.to_string()).unwrap_or_default(),
                );
                let what = || {
                    format!(
                        "{} {} as {role}, {:?}: {}",
                        route.method,
                        case.path,
                        case.whose,
                        answer.text()
                    )
                };
                assert_eq!(told(&answer), wanted, "{}", what());
                assert!(
                    !answer.text().contains(&foreign.office.canary),
                    "a leak: {}",
                    what()
                );
                tried += 1;
            }
            if case.whose == Whose::Own && !matches!(route.access, Access::Public(_)) {
                let anonymous = ask(&app.anonymous(), route, &case).await;
                assert_eq!(
                    anonymous.code(),
                    "unauthenticated",
                    "{} {}",
                    route.method,
                    case.path
                );
            }
        }
        // Who takes the books home stands in the record.
        if let ("get_record_bundle", Access::Permission(wanted)) =
            (&*route.operation_id, route.access)
        {
            let may = Role::ALL.iter().filter(|role| allows(**role, wanted));
            before += i64::try_from(may.count()).expect("a number");
        }
        assert_eq!(
            heads(&mut sql, [&own.office, &foreign.office]).await,
            before,
            "{} {} wrote",
            route.method,
            route.path
        );
        foreign_like_absent(route, &own, &foreign).await;
    }
    assert!(tried > 100, "{tried} requests");
}

/// To somebody of every role, foreign and absent things answer alike, word for word.
async fn foreign_like_absent(route: &RouteInfo, own: &Things, foreign: &Things) {
    let client = &own.office.everything().client;
    let cases = cases(route, own, foreign);
    let of = |whose| cases.iter().filter(move |case| case.whose == whose);
    for (theirs, absent) in of(Whose::Foreign).zip(of(Whose::Absent)) {
        let (theirs, absent) = (
            ask(client, route, theirs).await,
            ask(client, route, absent).await,
        );
        let plain = |answer: &Answer| {
            let mut body = answer.json();
            body["instance"] = Value::Null;
            (answer.status, body)
        };
        assert_eq!(plain(&theirs), plain(&absent), "{}", theirs.asked);
    }
}

fn is_of(route: &RouteInfo, kinds: &[Kind]) -> bool {
    let first = route.path.split('/').nth(1).unwrap_or_default();
    Kind::at(first).is_some_and(|kind| kinds.contains(&kind))
}

#[tokio::test]
async fn every_role_at_the_routes_of_the_first_kinds() {
    let kinds = &Kind::ALL[..3];
    tries_every_role(|route| is_of(route, kinds), kinds).await;
}

#[tokio::test]
async fn every_role_at_the_routes_of_the_second_kinds() {
    let kinds = &Kind::ALL[3..6];
    tries_every_role(|route| is_of(route, kinds), kinds).await;
}

#[tokio::test]
async fn every_role_at_the_routes_of_the_third_kinds() {
    let kinds = &Kind::ALL[6..9];
    tries_every_role(|route| is_of(route, kinds), kinds).await;
}

#[tokio::test]
async fn every_role_at_the_routes_of_the_other_kinds() {
    let kinds = &Kind::ALL[9..];
    tries_every_role(|route| is_of(route, kinds), kinds).await;
}

#[tokio::test]
async fn every_role_at_every_other_route() {
    let other = |route: &RouteInfo| {
        !is_of(route, Kind::ALL) && !ELSEWHERE.contains(&route.operation_id.as_str())
    };
    tries_every_role(other, &[Kind::DisbursementRequest]).await;
    let (api, _) = api::app::api();
    for name in ELSEWHERE {
        let there = api
            .registered()
            .iter()
            .any(|route| route.operation_id == name);
        assert!(there, "{name} is gone: take it off the list");
    }
}

/// The forms themselves, for whoever may see everything; and those of others like absent ones.
#[tokio::test]
async fn every_form_is_printed_for_its_own_office() {
    let app = TestApp::start().await;
    let kinds = Kind::ALL;
    let (own, foreign) = (Things::of(&app, kinds).await, Things::of(&app, kinds).await);
    let client = &own.office.everything().client;
    for route in app
        .app
        .api
        .registered()
        .iter()
        // What is printed by a day is in the tests of its own (`review.rs`).
        .filter(|route| prints(route) && route.path.contains("{id}"))
    {
        let path = |things: &Things| {
            route
                .path
                .replace("{id}", &things.id(&route.path).to_string())
        };
        let answer = client.get(&path(&own)).await;
        let done = match answer.status {
            200 => answer.bytes.starts_with(b"%PDF") || answer.bytes.starts_with(b"PK"),
            _ => answer.code() == "wrong_state", // kinds and states without a form
        };
        assert!(done, "{}: {} {}", route.path, answer.status, answer.text());
        client
            .get(&path(&foreign))
            .await
            .refused(ProblemCode::NOT_FOUND);
    }
}
