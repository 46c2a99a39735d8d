//! Founding an entity with its people and reference data.

use super::store;
use crate::identity::{NewPerson, assign_role, create_person, open_session};
use crate::organisation::{Settings, insert_all, new_entity};
use crate::platform::access::Authorized;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::identity::RoleHeld;
use shared::organisation::{BankAccount, CatalogueEntry, Department, Entity, EntityType, Party};
use shared::problem::{FieldCode, FieldError};
use shared::{EntityId, FiscalYear, PersonId};
use utoipa::ToSchema;
use uuid::Uuid;

/// An entity to found.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    pub entity_type: EntityType,
    pub name_th: String,
    /// Its first day.
    #[serde(deserialize_with = "shared::calendar::day")]
    pub today: NaiveDate,
    /// Settings; defaults where not given.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub settings: Option<Settings>,
    pub departments: Vec<Department>,
    pub parties: Vec<Party>,
    pub bank_accounts: Vec<BankAccount>,
    pub people: Vec<Person>,
}

/// Somebody of the practice organisation, with what to log in by.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name with title.
    pub name_th: String,
    /// ตำแหน่ง
    pub position_th: String,
    pub roles: Vec<RoleHeld>,
    /// To log in with, or to prove with who that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// By which ThaiD knows the person: one that no citizen has, beginning with 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<String>,
}

/// What was founded.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Founded {
    pub entity_id: EntityId,
    /// A session for each person, in order: the value of the cookie.
    pub sessions: Vec<String>,
}

/// Checks of reference data, with the place in the request.
fn check<T: CatalogueEntry>(field: &str, entries: &[T]) -> Vec<FieldError> {
    let at = |index: usize, error: FieldError| {
        FieldError::new(format!("{field}[{index}].{}", error.path), error.code)
    };
    let checked = entries.iter().enumerate();
    checked
        .flat_map(|(index, entry)| entry.check().into_iter().map(move |e| at(index, e)))
        .collect()
}

/// Founds the entity and logs its people in.
pub async fn found(state: &State, practice: Practice) -> Result<Founded, Error> {
    let mut wrong = check("departments", &practice.departments);
    wrong.extend(check("parties", &practice.parties));
    wrong.extend(check("bank_accounts", &practice.bank_accounts));
    let pids = practice.people.iter().map(|person| person.pid.as_deref());
    let real = pids.flatten().any(|pid| !pid.starts_with('0'));
    wrong.extend(real.then(|| FieldError::new("people", FieldCode::UnknownValue)));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let now = state.clock.now();
    let entity = Entity {
        id: EntityId(Uuid::now_v7()),
        entity_type: practice.entity_type,
        name_th: practice.name_th.clone(),
        district: String::new(),
        province: String::new(),
        is_practice: true,
        today: practice.today,
        fiscal_year: FiscalYear::of(practice.today),
        amount_words: practice
            .settings
            .as_ref()
            .map(|settings| settings.amount_words)
            .unwrap_or_default(),
    };
    let secret = &state.config.secret;
    let people = state
        .db
        .write_unrecorded(
            Authorized::system(entity.id, "practice", now, entity.today),
            async |tx| {
                new_entity(tx, &entity).await?;
                let mut people = Vec::new();
                for person in &practice.people {
                    let username = format!("p-{}", Uuid::new_v4().simple());
                    let pid = person.pid.clone().unwrap_or_else(practice_pid);
                    let name_th = person.name_th.clone();
                    let new = NewPerson {
                        username,
                        name_th,
                        pid,
                        password: person.password.clone(),
                        email: None,
                    };
                    people.push(create_person(tx, secret, new).await?);
                }
                Ok(people)
            },
        )
        .await?;
    furnish(state, &entity, &practice, &people).await?;
    let mut sessions = Vec::new();
    for person in people {
        let auth = Authorized::public("practice", now);
        let work =
            async |tx: &mut crate::platform::db::Tx<'_>| open_session(tx, person, entity.id).await;
        sessions.push(state.db.write_unrecorded(auth, work).await?);
    }
    Ok(Founded {
        entity_id: entity.id,
        sessions,
    })
}

async fn furnish(
    state: &State,
    entity: &Entity,
    practice: &Practice,
    people: &[PersonId],
) -> Result<(), Error> {
    let now = state.clock.now();
    let auth = Authorized::system(entity.id, "practice", now, practice.today);
    state
        .db
        .write(auth, async |tx| {
            tx.subject = "entity".to_owned();
            if let Some(settings) = &practice.settings {
                store::settings(tx, settings).await?;
            }
            insert_all(tx, &practice.departments).await?;
            insert_all(tx, &practice.parties).await?;
            insert_all(tx, &practice.bank_accounts).await?;
            for (person, id) in practice.people.iter().zip(people) {
                for held in &person.roles {
                    assign_role(tx, *id, &person.position_th, held).await?;
                }
            }
            Ok(())
        })
        .await
}

/// A made-up citizen number that no citizen has: the first digit 0 is not given out.
fn practice_pid() -> String {
    let number = Uuid::new_v4().as_u128() % 1_000_000_000_000;
    format!("0{number:012}")
}
