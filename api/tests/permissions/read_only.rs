//! Who watches writes nothing: over the router itself, province, district, Department, internal and
//! state auditor are refused by every route that writes, of every kind, and nothing changes (domain
//! `README.md` section 3: read only; the Department never enters an organisation's transactions).

use super::matrix::{Things, Whose, ask, cases};
use crate::support::{Sql, TestApp};
use api::platform::openapi::{Access, RouteInfo};
use shared::document::Kind;
use shared::permission::{Operation, Resource, Role, allows};

/// Those who watch.
const WATCHERS: [Role; 6] = [
    Role::InternalAuditor,
    Role::StateAuditor,
    Role::ProvinceViewer,
    Role::DistrictViewer,
    Role::DlaAdmin,
    Role::DlaViewer,
];

/// What everybody does about oneself: come, go, say when one is away. This list may only shrink.
const OF_ONESELF: [&str; 8] = [
    "choose_post",
    "create_absence",
    "forget_absence",
    "forget_device",
    "log_out",
    "prove_session",
    "set_practice_proof",
    "unlock_session",
];

/// What auditors do that leaves nothing but that they did it. This list may only shrink.
const LOOKS: [&str; 1] = ["get_activity_whole"];

fn writes(route: &&RouteInfo) -> bool {
    let looks = LOOKS.contains(&route.operation_id.as_str());
    route.method != "GET" && !looks && !matches!(route.access, Access::Public(_))
}

/// Everything in the books of an organisation, its record included.
async fn books(sql: &mut Sql, entity: shared::EntityId) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Row {
        value: String,
    }
    let tables = "SELECT c.relname::text AS value FROM pg_class AS c
        WHERE c.relkind = 'r' AND EXISTS (SELECT FROM pg_policy AS p
            WHERE p.polrelid = c.oid AND p.polname = 'own_entity') ORDER BY 1";
    let tables: Vec<Row> = sql.rows(tables, &[]).await;
    assert!(tables.len() > 40, "{}", tables.len());
    let mut found = Vec::new();
    for Row { value: table } in tables {
        let hash = format!(
            "SELECT '{table} ' || count(*) || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '')
             AS value FROM {table} AS t WHERE entity_id = $1"
        );
        found.push(sql.value(&hash, &[entity.into()]).await);
    }
    found
}

#[tokio::test]
async fn who_watches_is_refused_by_every_route_that_writes() {
    let app = TestApp::start().await;
    let own = Things::of(&app, Kind::ALL).await;
    let mut sql = app.owner_sql().await;
    let before = books(&mut sql, own.office.id).await;
    let mut tried = 0;
    for route in app.app.api.registered().iter().filter(writes) {
        if OF_ONESELF.contains(&route.operation_id.as_str()) {
            continue;
        }
        let mut asked = cases(route, &own, &own);
        asked.retain(|case| case.whose == Whose::Own);
        if asked.is_empty() {
            asked = cases(route, &own, &own);
        }
        assert!(!asked.is_empty(), "{} is not tried", route.operation_id);
        for case in &asked {
            for role in WATCHERS {
                let answer = ask(own.office.as_role(role), route, case).await;
                assert_eq!(
                    (answer.status, answer.code().as_str()),
                    (403, "not_permitted"),
                    "{} {} as {role}: {}",
                    route.method,
                    case.path,
                    answer.text()
                );
                tried += 1;
            }
        }
    }
    assert!(
        tried > Kind::ALL.len() * WATCHERS.len() * 10,
        "{tried} requests"
    );
    assert_eq!(books(&mut sql, own.office.id).await, before);
}

/// What is left out above is there, and is about oneself alone: no right of the organisation opens it.
#[test]
fn what_everybody_does_about_oneself_is_no_right() {
    let (api, _) = api::app::api();
    let of_session = |route: &&RouteInfo| matches!(route.access, Access::Session);
    let not_of_kind = |route: &&RouteInfo| {
        let first = route.path.split('/').nth(1).unwrap_or_default();
        Kind::at(first).is_none()
    };
    let routes = api.registered().iter().filter(writes).filter(of_session);
    let mut names: Vec<&str> = routes
        .filter(not_of_kind)
        .map(|route| route.operation_id.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, OF_ONESELF);
}

/// By the table of rights: they read, and of a number the auditors give a reason.
#[test]
fn who_watches_has_no_right_to_write() {
    for role in WATCHERS {
        for resource in Resource::ALL {
            for operation in Operation::ALL {
                let permission = resource.to(*operation);
                let reads = *operation == Operation::Read || *resource == Resource::Activity;
                assert!(reads || !allows(role, permission), "{role} {permission}");
            }
        }
        let mut steps = Kind::ALL.iter().flat_map(|kind| kind.spec().every_step());
        assert!(steps.all(|step| !step.roles.contains(&role)), "{role}");
    }
}
