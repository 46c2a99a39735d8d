//! The fresh entity: master data, people, settings.

use super::client::{Client, Stop, Trouble};
use super::file::{Person, Scenario};
use super::names::Names;
use super::people::People;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use shared::EntityId;
use shared::identity::RoleHeld;
use shared::organisation::{BankAccount, Department, Party, PartyKind, TaxpayerKind};

/// Settings that figures depend on and the server knows, with the defaults of the format.
const SETTINGS: [(&str, &str); 3] = [
    ("wht_rate", "0.01"),
    ("wht_min_juristic", "500.00"),
    ("wht_min_individual", "10000.00"),
];

/// What was founded.
#[derive(Deserialize)]
struct Founded {
    entity_id: EntityId,
    sessions: Vec<String>,
}

/// Founds the entity of the file.
pub async fn found(
    client: &Client,
    scenario: &Scenario,
    names: &Names,
) -> Result<(EntityId, People), Trouble> {
    let body = practice(scenario, names).map_err(|stop| stop.into_trouble("master"))?;
    let founded: Founded = client
        .send(Method::POST, "/practice/entities", "", Some(&body))
        .await
        .map_err(|stop| stop.into_trouble("founding the entity"))?;
    let people = People::new(&scenario.master.people, founded.sessions);
    Ok((founded.entity_id, people))
}

fn practice(scenario: &Scenario, names: &Names) -> Result<Value, Stop> {
    let master = &scenario.master;
    let departments = master.departments.iter().map(|row| {
        Ok(Department {
            id: names.department(&row.id)?,
            code: row.code.as_str().into(),
            name_th: row.name_th.clone(),
            ..Department::default()
        })
    });
    let banks = master.bank_accounts.iter().map(|row| {
        Ok(BankAccount {
            id: names.bank(&row.id)?,
            code: row.id.as_str().into(),
            name_th: row.name_th.clone(),
            bank: row.bank.clone(),
            number: row.number.clone().unwrap_or_default(),
            account: row.account.clone(),
            ..BankAccount::default()
        })
    });
    let people = master.people.iter().map(|person| {
        Ok(json!({
            "name_th": person.name_th,
            "position_th": person.position_th,
            "roles": roles(person, names)?,
        }))
    });
    Ok(json!({
        "entity_type": scenario.entity.entity_type,
        "name_th": scenario.entity.name_th,
        "today": master.opening.as_at,
        "settings": settings(&scenario.entity.settings),
        "departments": departments.collect::<Result<Vec<_>, Stop>>()?,
        "parties": parties(scenario, names)?,
        "bank_accounts": banks.collect::<Result<Vec<_>, Stop>>()?,
        "people": people.collect::<Result<Vec<_>, Stop>>()?,
    }))
}

fn settings(given: &Map<String, Value>) -> Value {
    let value = |(name, default): (&str, &str)| {
        let value = given.get(name).cloned();
        (name.to_owned(), value.unwrap_or_else(|| json!(default)))
    };
    Value::Object(SETTINGS.into_iter().map(value).collect())
}

/// Roles within affiliated units are left out: units are not supported yet.
fn roles(person: &Person, names: &Names) -> Result<Vec<RoleHeld>, Stop> {
    let own = person.roles.iter().filter(|held| held.unit.is_none());
    own.map(|held| {
        let department = held.department.as_deref();
        let department = department.map(|id| names.department(id)).transpose()?;
        Ok(RoleHeld::of(held.role, department))
    })
    .collect()
}

const SOME_BANK: &str = "ธนาคารสมมติ";
const SOME_ACCOUNT: &str = "0000000000";

/// Parties, and taxpayers as payers.
fn parties(scenario: &Scenario, names: &Names) -> Result<Vec<Party>, Stop> {
    let mut all = Vec::new();
    for row in &scenario.master.parties {
        all.push(Party {
            id: names.party(&row.id)?,
            code: row.id.as_str().into(),
            name_th: row.name_th.clone(),
            kind: party_kind(&row.kind)?,
            taxpayer_kind: row.taxpayer_kind,
            vat_registered: row.vat_registered,
            // Scenarios transfer to whom they like; which account it is changes no figure.
            bank: Some(SOME_BANK.to_owned()),
            bank_account_no: Some(SOME_ACCOUNT.to_owned()),
            ..Party::default()
        });
    }
    for row in &scenario.master.taxpayers {
        // A taxpayer may bear the id of a party; codes are used once.
        let is_taken = all.iter().any(|party| party.code == row.id.as_str());
        all.push(Party {
            id: names.taxpayer(&row.id)?,
            code: format!("{}{}", if is_taken { "TAX-" } else { "" }, row.id).into(),
            name_th: row.name_th.clone(),
            kind: PartyKind::Payer,
            taxpayer_kind: match row.kind {
                TaxpayerKind::None => TaxpayerKind::Individual,
                kind => kind,
            },
            vat_registered: false,
            ..Party::default()
        });
    }
    Ok(all)
}

/// The format knows more kinds; those have the figures of a creditor (section 3).
fn party_kind(kind: &str) -> Result<PartyKind, Stop> {
    match kind {
        "staff" => Ok(PartyKind::Employee),
        "lao" | "special_enterprise" => Ok(PartyKind::Creditor),
        kind => kind
            .parse()
            .map_err(|()| Stop::Unsupported(format!("kind of party {kind}"))),
    }
}

/// Parts of the file that change figures and that the server does not know yet.
pub fn unsupported(scenario: &Scenario) -> Vec<(String, String)> {
    let opening = &scenario.master.opening;
    let mut found = Vec::new();
    for (path, is_there) in [
        ("master.units", !scenario.master.units.is_empty()),
        ("master.opening.advances", !opening.advances.is_empty()),
        ("master.opening.loans", !opening.loans.is_empty()),
        ("master.opening.lines", !opening.lines.is_empty()),
        (
            "master.opening.year_to_date",
            opening.year_to_date.is_some(),
        ),
        (
            "master.opening.last_numbers",
            !opening.last_numbers.is_empty(),
        ),
    ] {
        if is_there {
            found.push((path.to_owned(), "what is given".to_owned()));
        }
    }
    let recognition = scenario.entity.settings.get("tax_recognition");
    if recognition.is_some_and(|value| value != "at_assessment") {
        let path = "entity.settings.tax_recognition".to_owned();
        found.push((path, "at_year_end".to_owned()));
    }
    found
}
