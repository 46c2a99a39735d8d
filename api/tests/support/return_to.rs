//! Back to an office that stands already, in a database of a release before.

use super::app::{NOW, TestApp};
use super::office::{Member, Office};
use super::walk::Doc;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::document::{Kind, StepName, spec};
use shared::permission::Role;
use shared::{DocumentId, EntityId, PersonId};
use std::sync::atomic::AtomicU32;
use uuid::Uuid;

#[derive(Deserialize)]
struct Person {
    id: PersonId,
    roles: Vec<Role>,
    department: Option<Uuid>,
}

#[derive(Deserialize)]
struct Things {
    name: String,
    departments: [Uuid; 2],
    public: Uuid,
    supplier: Uuid,
    savings: Uuid,
    current: Uuid,
    line: Option<Uuid>,
    central: Option<Uuid>,
}

const PEOPLE: &str = "SELECT p.id, jsonb_agg(a.role) AS roles,
        min(a.department_id::text)::uuid AS department
    FROM role_assignments AS a JOIN persons AS p ON p.id = a.person_id WHERE a.entity_id = $1
    GROUP BY p.id, p.name_th ORDER BY split_part(p.name_th, ' ', 2)::int";

const THINGS: &str = "SELECT e.name_th AS name,
        (SELECT jsonb_agg(id ORDER BY code) FROM departments WHERE entity_id = e.id) AS departments,
        (SELECT id FROM parties WHERE entity_id = e.id AND code = 'PUBLIC') AS public,
        (SELECT id FROM parties WHERE entity_id = e.id AND code = 'SUPPLIER') AS supplier,
        (SELECT id FROM bank_accounts WHERE entity_id = e.id AND code = 'SAVINGS') AS savings,
        (SELECT id FROM bank_accounts WHERE entity_id = e.id AND code = 'CURRENT') AS current,
        (SELECT id FROM budget_lines WHERE entity_id = e.id AND work = '00111'
             AND expenditure_type = '330800' ORDER BY code LIMIT 1) AS line,
        (SELECT id FROM budget_lines WHERE entity_id = e.id AND work = '00411'
             ORDER BY code LIMIT 1) AS central
    FROM entities AS e WHERE e.id = $1";

const SESSION: &str = "INSERT INTO sessions (token_hash, person_id, entity_id, created_at, used_at,
        expires_at, proved_at) VALUES ('\\x{hash}', '{person}', '{entity}', '{now}', '{now}',
        timestamptz '{now}' + interval '12 hours', '{now}')
    ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, is_locked = false,
        used_at = excluded.used_at, expires_at = excluded.expires_at,
        proved_at = excluded.proved_at";

impl Office {
    /// An office that [`Office::found`] made in an earlier life of the database, its people logged
    /// in anew.
    pub async fn return_to(app: &TestApp, id: EntityId) -> Office {
        let mut sql = app.owner_sql().await;
        let things: Things = sql.rows(THINGS, &[id.into()]).await.remove(0);
        let mut members = Vec::new();
        for person in sql.rows::<Person>(PEOPLE, &[id.into()]).await {
            let token = Uuid::new_v4().simple().to_string();
            let hash = api::platform::record::hex(&Sha256::digest(token.as_bytes()));
            let login = SESSION
                .replace("{hash}", &hash)
                .replace("{person}", &person.id.to_string())
                .replace("{entity}", &id.to_string())
                .replace("{now}", NOW);
            sql.run(&login).await.expect("a session");
            members.push(Member {
                person: person.id,
                roles: person.roles,
                department: person.department,
                client: app.with_token(&token),
                token,
            });
        }
        let canary = things.name.trim_start_matches("อบต.").to_owned();
        let lines = [things.line, things.central].map(Option::unwrap_or_default);
        Office {
            id,
            canary,
            members,
            departments: things.departments,
            public: things.public,
            supplier: things.supplier,
            savings: things.savings,
            current: things.current,
            lines,
            // Beyond every number that was used in its earlier life.
            counter: AtomicU32::new(100_000),
        }
    }

    /// Documents that wait for a step, with those who took the steps before, of what they pay too.
    pub async fn under_way(&self, app: &TestApp) -> Vec<Doc> {
        #[derive(Deserialize)]
        struct Row {
            id: DocumentId,
            kind: Kind,
            actors: Vec<(StepName, PersonId)>,
        }
        let sql = "SELECT d.id, d.kind, jsonb_build_array(jsonb_build_array('draft', d.created_by))
                || coalesce((SELECT jsonb_agg(jsonb_build_array(e.step, e.person_id) ORDER BY e.seq)
                    FROM document_events AS e WHERE e.entity_id = d.entity_id
                      AND e.document_id = d.id AND e.step IS NOT NULL), '[]')
                || coalesce((SELECT jsonb_agg(jsonb_build_array(h.duty, h.person_id))
                    FROM duties_held AS h WHERE h.entity_id = d.entity_id AND h.document_id = d.id
                      AND h.is_of_paid AND h.duty NOT IN ('draft', 'payee')), '[]') AS actors
            FROM documents AS d WHERE d.entity_id = $1
              AND d.status IN ('draft', 'submitted', 'approved') ORDER BY d.created_at, d.id";
        let rows: Vec<Row> = app.owner_sql().await.rows(sql, &[self.id.into()]).await;
        let mut found = Vec::new();
        for row in rows {
            let path = format!("/{}/{}", spec(row.kind).path, row.id);
            let answer = self.everything().client.get(&path).await.ok();
            let place = |person: PersonId| self.members.iter().position(|of| of.person == person);
            let actors = row.actors.into_iter();
            let actors = actors.filter_map(|(step, person)| Some((step, place(person)?)));
            let (header, body) = Doc::read(&answer);
            found.push(Doc {
                id: row.id,
                kind: row.kind,
                header,
                body,
                actors: actors.collect(),
            });
        }
        found
    }
}
