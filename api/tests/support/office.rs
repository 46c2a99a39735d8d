//! An LAO to test in: people of every role, departments, parties, bank accounts.

use super::app::TestApp;
use super::client::Client;
use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::document::{Kind, spec};
use shared::permission::Role;
use shared::{EntityId, PersonId};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// The fiscal year tests live in.
pub const YEAR: i32 = 2569;

/// The day tests live in.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 10, 15).expect("a day")
}

/// A person of an office, logged in.
#[derive(Debug, Clone)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// The roles held.
    pub roles: Vec<Role>,
    /// The department clerks and heads are limited to.
    pub department: Option<Uuid>,
    /// The value of the session cookie.
    pub token: String,
    /// Sends requests as this person.
    pub client: Client,
}

/// An LAO of its own.
pub struct Office {
    /// The entity.
    pub id: EntityId,
    /// Stands in every name of this office, so that a leak is seen.
    pub canary: String,
    /// Its people: one of each role in order of [`Role::ALL`], then a few more, last of all one who
    /// holds every role.
    pub members: Vec<Member>,
    /// Two departments.
    pub departments: [Uuid; 2],
    /// The public, from whom nothing is withheld.
    pub public: Uuid,
    /// A supplier.
    pub supplier: Uuid,
    /// The savings account.
    pub savings: Uuid,
    /// The current account.
    pub current: Uuid,
    /// The line requests are charged to, with 10 million baht, and one of งบกลาง.
    pub lines: [Uuid; 2],
    pub(super) counter: AtomicU32,
}

/// Two offices, so that there is one for every kind.
pub struct Offices {
    /// With money and a budget.
    pub furnished: Office,
    /// With empty books.
    pub bare: Office,
}

impl Offices {
    /// The office in which documents of a kind can be made.
    pub fn of(&self, kind: Kind) -> &Office {
        match kind {
            Kind::Opening => &self.bare,
            _ => &self.furnished,
        }
    }
}

impl Office {
    /// Founds an office in a running server.
    pub async fn found(app: &TestApp) -> Office {
        let ids: [Uuid; 8] = std::array::from_fn(|_| Uuid::now_v7());
        let [
            first,
            second,
            public,
            supplier,
            savings,
            current,
            line,
            central,
        ] = ids;
        let canary = format!("กาเหว่า{}", &Uuid::new_v4().simple().to_string()[..8]);
        let posts = posts(first, second);
        let founding = founding(&canary, &posts, ids);
        let founded = app
            .anonymous()
            .post("/practice/entities", &founding)
            .await
            .ok();
        let sessions = founded["sessions"].as_array().expect("sessions");
        let mut members = Vec::new();
        for ((roles, department), token) in posts.into_iter().zip(sessions) {
            let token = token.as_str().expect("a token").to_owned();
            let client = app.with_token(&token);
            let person = PersonId::default();
            members.push(Member {
                person,
                roles,
                department,
                token,
                client,
            });
        }
        let entity = founded["entity_id"].as_str().expect("an id");
        let mut office = Office {
            id: entity.parse().expect("an id"),
            canary,
            members,
            departments: [first, second],
            public,
            supplier,
            savings,
            current,
            lines: [line, central],
            counter: AtomicU32::new(0),
        };
        office.learn_ids(app).await;
        office
    }

    /// The ids of its people, in the order they were founded in.
    async fn learn_ids(&mut self, app: &TestApp) {
        #[derive(serde::Deserialize)]
        struct Row {
            id: PersonId,
            place: usize,
        }
        let sql = "SELECT DISTINCT p.id, split_part(p.name_th, ' ', 2)::int AS place
                   FROM persons p WHERE p.name_th LIKE '%' || $1";
        let canary = self.canary.as_str().into();
        for row in app.owner_sql().await.rows::<Row>(sql, &[canary]).await {
            self.members[row.place].person = row.id;
        }
    }

    /// A number not used in this office before.
    pub fn next(&self) -> u32 {
        self.counter.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The person of a role; of several the first.
    pub fn member(&self, role: Role) -> &Member {
        let found = self.members.iter().find(|member| member.roles == [role]);
        found.expect("every role is held")
    }

    /// The browser of the person of a role.
    pub fn as_role(&self, role: Role) -> &Client {
        &self.member(role).client
    }

    /// The person who holds every role.
    pub fn everything(&self) -> &Member {
        self.members.last().expect("people")
    }

    /// The first person who makes drafts of a kind.
    pub fn maker(&self, kind: Kind) -> &Member {
        self.member(spec(kind).makers[0])
    }

    /// Opening balances and an ordinance in force.
    pub async fn furnish(&self) {
        self.walk_body(Kind::Opening, self.opening_body()).await;
        let body = self.ordinance_body(&[
            (self.lines[0], "00111", "330800", "10000000.00"),
            (self.lines[1], "00411", "110700", "1000000.00"),
        ]);
        self.walk_body(Kind::Ordinance, body).await;
    }
}

/// Roles that are limited to a department.
fn limited(role: Role) -> bool {
    matches!(role, Role::DepartmentClerk | Role::DepartmentHead)
}

/// Who works in an office: roles and department.
fn posts(first: Uuid, second: Uuid) -> Vec<(Vec<Role>, Option<Uuid>)> {
    let one = |role: Role, department| (vec![role], limited(role).then_some(department));
    let mut posts: Vec<_> = Role::ALL.iter().map(|role| one(*role, first)).collect();
    posts.extend([
        one(Role::FinanceOfficer, first),
        one(Role::FinanceOfficer, first),
        one(Role::CashCustodian, first),
        one(Role::CashCustodian, first),
        one(Role::DepartmentClerk, second),
        one(Role::DepartmentHead, second),
        (Role::ALL.to_vec(), Some(first)),
    ]);
    posts
}

/// What an office is founded with.
fn founding(canary: &str, posts: &[(Vec<Role>, Option<Uuid>)], ids: [Uuid; 8]) -> Value {
    let [first, second, public, supplier, savings, current, ..] = ids;
    let people = posts
        .iter()
        .enumerate()
        .map(|(index, (roles, department))| {
            let held = roles.iter().map(|role| match limited(*role) {
                true => json!({ "role": role, "department_id": department }),
                false => json!({ "role": role }),
            });
            json!({
                "name_th": format!("คนที่ {index} {canary}"),
                "position_th": format!("ตำแหน่ง {index} {canary}"),
                "roles": held.collect::<Vec<_>>(),
            })
        });
    json!({
        "entity_type": "sao",
        "name_th": format!("อบต.{canary}"),
        "today": today(),
        "departments": [
            { "id": first, "code": "01", "name_th": format!("สำนักปลัด {canary}") },
            { "id": second, "code": "04", "name_th": format!("กองคลัง {canary}") },
        ],
        "parties": [
            party(public, "PUBLIC", canary, "payer", "none"),
            party(supplier, "SUPPLIER", canary, "supplier", "juristic"),
        ],
        "bank_accounts": [
            bank(savings, "SAVINGS", canary, "1101030102"),
            bank(current, "CURRENT", canary, "1101030101"),
        ],
        "people": people.collect::<Vec<_>>(),
    })
}

fn party(id: Uuid, code: &str, canary: &str, kind: &str, taxpayer: &str) -> Value {
    json!({
        "id": id, "code": code, "name_th": format!("คู่ค้า {code} {canary}"), "kind": kind,
        "taxpayer_kind": taxpayer, "vat_registered": false, "bank": "ธนาคารสมมติ",
        "bank_account_no": "1234567890",
    })
}

fn bank(id: Uuid, code: &str, canary: &str, account: &str) -> Value {
    json!({
        "id": id, "code": code, "name_th": format!("บัญชี {code} {canary}"), "bank": "ธนาคารสมมติ",
        "number": "000-0-00000-0", "account": account,
    })
}
