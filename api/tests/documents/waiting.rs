//! What waits for a person is what is judged of all documents, each by itself: over some thousands of
//! every kind, made, moved, sent back and changed by everybody at random.

use crate::support::{Member, Office, TestApp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::document::{Kind, Scope, StepName, spec};
use shared::{DocumentId, PersonId};
use std::collections::HashSet;

/// Fills the tables as `laas bench lists` does.
const FILL: &str = include_str!("../../src/bench/lists.sql");
const SIZE: usize = 2500;

/// Puts documents anywhere on their routes, with makers and histories of anybody. Whoever a header calls
/// the maker made the draft.
const MIX: &str = "SET session_replication_role = replica;
    CREATE FUNCTION pg_temp.any_of(texts text[], document uuid, salt text) RETURNS text LANGUAGE sql AS
        $$ SELECT texts[1 + abs(hashtext(document || salt)) % cardinality(texts)] $$;
    CREATE TEMP TABLE people AS SELECT array_agg(DISTINCT person_id::text ORDER BY person_id::text) AS ids
        FROM role_assignments WHERE entity_id::text = current_setting('bench.entity');
    CREATE TEMP TABLE ways AS SELECT kind, array_agg(DISTINCT step ORDER BY step) AS steps
        FROM step_roles WHERE route = 'ordinary' GROUP BY kind;
    CREATE TEMP TABLE mixed AS SELECT d.entity_id, d.id, d.kind,
            pg_temp.any_of(ids, d.id, 'maker')::uuid AS maker, pg_temp.any_of(steps, d.id, 'step') AS step
        FROM documents AS d JOIN ways USING (kind), people
        WHERE d.entity_id::text = current_setting('bench.entity') AND abs(hashtext(d.id || 'mixed')) % 3 > 0;
    UPDATE documents AS d SET created_by = m.maker, next_step = m.step, has_effect = false, status = CASE
            WHEN m.step = 'submit' THEN 'draft' WHEN abs(hashtext(d.id || 'status')) % 4 = 0 THEN 'approved'
            ELSE 'submitted' END
        FROM mixed AS m WHERE d.entity_id = m.entity_id AND d.id = m.id;
    DELETE FROM document_events AS e USING mixed AS m
        WHERE e.entity_id = m.entity_id AND e.document_id = m.id;
    INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position, step,
            action, status, comment, on_day)
        SELECT m.entity_id, m.id, n, now(), CASE n WHEN 1 THEN m.maker
                ELSE pg_temp.any_of(ids, m.id, 'person' || n)::uuid END, 'บุคคลสมมติ', 'ผู้ทดสอบ',
            CASE what WHEN 'step' THEN pg_temp.any_of(steps, m.id, 'step' || n) END,
            CASE what WHEN 'step' THEN 'examine' WHEN 'return' THEN what END, 'draft',
            CASE what WHEN 'return' THEN 'ขอเอกสารเพิ่ม' END, current_date
        FROM mixed AS m JOIN ways USING (kind), people, generate_series(1, 5) AS n,
            LATERAL (SELECT CASE n WHEN 1 THEN 'draft'
                ELSE pg_temp.any_of('{step,step,draft,return}', m.id, 'what' || n) END AS what) AS w;
    SET session_replication_role = origin";

/// Of every document: what was done last, and whose draft it is.
const LAST: &str = "SELECT DISTINCT ON (d.id) d.id, e.action,
        CASE d.status WHEN 'draft' THEN d.created_by END AS drafter
    FROM documents AS d JOIN document_events AS e ON e.entity_id = d.entity_id AND e.document_id = d.id
    WHERE d.entity_id::text = $1 ORDER BY d.id, e.seq DESC";

#[derive(Deserialize)]
struct Last {
    id: DocumentId,
    action: Option<String>,
    drafter: Option<PersonId>,
}

impl Last {
    fn is_return(&self) -> bool {
        self.action.as_deref() == Some("return")
    }
}

/// All documents that a person may read, as that person sees them.
async fn all(member: &Member) -> Vec<Value> {
    let (mut all, mut path) = (Vec::new(), "/documents?sort=id&per_page=200".to_owned());
    loop {
        let page = member.client.get(&path).await.ok();
        let rows = page["items"].as_array().expect("items").clone();
        let Some(last) = rows.last() else {
            return all;
        };
        path = format!(
            "/documents?sort=id&per_page=200&after={}",
            last["id"].as_str().expect("an id")
        );
        all.extend(rows);
    }
}

/// Can whoever made a document still make such documents?
fn has_maker(office: &Office, document: &Value, kind: Kind) -> bool {
    let (spec, department) = (spec(kind), &document["department_id"]);
    let makes = |member: &Member| {
        let is_theirs = !spec.of_department || department.is_null();
        json!(member.person) == document["created_by"]
            && member.roles.iter().any(|role| spec.makers.contains(role))
            && (is_theirs || member.department.is_none() || json!(member.department) == *department)
    };
    office.members.iter().any(makes)
}

/// The ids of what waits for a person, in order, judged document by document: what came back to that
/// person, then whatever step that person is offered.
fn judged(office: &Office, member: &Member, all: &[Value], last: &[Last]) -> Vec<DocumentId> {
    let is_back = |last: &&Last| last.drafter == Some(member.person) && last.is_return();
    let returned = last.iter().filter(is_back).map(|last| last.id);
    let returns: HashSet<DocumentId> = last
        .iter()
        .filter(|last| last.is_return())
        .map(|last| last.id)
        .collect();
    let waits = |document: &&Value| {
        let id: DocumentId = read(&document["id"]);
        let kind: Kind = read(&document["kind"]);
        let next = &document["next_step"];
        let offered = document["actions"].as_array().expect("actions");
        if next.is_null() || !offered.contains(&next["action"]) {
            return false;
        }
        let name: StepName = read(&next["name"]);
        let mut steps = spec(kind).steps(None).iter();
        let step = steps.find(|step| step.name == name).expect("of the route");
        let of_department = member.department.is_some() && step.scope == Scope::Department;
        let is_own = document["created_by"] == json!(member.person);
        match (document["status"] == "draft", returns.contains(&id)) {
            (false, _) => true,
            (true, true) => !is_own && !has_maker(office, document, kind),
            (true, false) => is_own || of_department,
        }
    };
    let waiting = all.iter().filter(waits);
    let waiting = waiting.map(|document| read(&document["id"]));
    returned.chain(waiting).collect()
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("as the API has it")
}

/// The ids of the inbox of a person, page by page, and what its first page says of how many there are.
async fn listed(member: &Member) -> (Vec<DocumentId>, (i64, bool)) {
    let (mut ids, mut told) = (Vec::new(), None);
    for page in 1.. {
        let inbox = format!("/inbox?per_page=70&page={page}");
        let answer = member.client.get(&inbox).await.ok();
        told.get_or_insert((
            answer["total"].as_i64().expect("a number"),
            answer["more"] == true,
        ));
        let rows = answer["items"].as_array().expect("items");
        if rows.is_empty() {
            break;
        }
        ids.extend(rows.iter().map(|row| read::<DocumentId>(&row["id"])));
    }
    (ids, told.expect("a page"))
}

#[tokio::test]
async fn what_waits_is_what_is_judged_of_all() {
    let app = TestApp::start().await;
    let (office, _other) = (app.bare_office().await, app.bare_office().await);
    let mut owner = app.owner_sql().await;
    let entity = office.id.to_string();
    let fill = format!("SET bench.entity = '{entity}'; SET bench.size = {SIZE}; {FILL}; {MIX}");
    owner.run(&fill).await.expect("it can be filled");
    owner.run("ANALYZE").await.expect("statistics");
    let last: Vec<Last> = owner.rows(LAST, &[entity.as_str().into()]).await;
    let mut longest = 0;
    for member in &office.members {
        if member.client.get("/inbox").await.status == 403 {
            continue; // roles that see no documents at all
        }
        let judged = judged(&office, member, &all(member).await, &last);
        let (listed, told) = listed(member).await;
        assert_eq!(listed, judged, "{:?}", member.roles);
        let count = i64::try_from(judged.len()).expect("a number");
        assert_eq!(told, (count.min(200), count > 200), "{:?}", member.roles);
        longest = longest.max(judged.len());
    }
    assert!(longest > 400, "more than two questions: {longest}");
}
