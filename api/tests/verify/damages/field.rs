//! Where damage is planted, judged and undone.

use crate::support::Office;
use crate::verify::bench::{Bench, Row, Table};
use crate::verify::damage::{Beside, Damage, Wanted};
use crate::verify::definitions::with_definitions;
use crate::verify::planted::DERIVED;
use api::verify::{DamageKind, Finding, Options};
use rand::Rng;
use rand::rngs::StdRng;
use serde::Deserialize;
use serde_json::json;
use shared::permission::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

/// A thing the database is made of, spoilt: what must be named, how it is undone.
#[derive(Debug, Deserialize)]
pub struct Object {
    pub sql: String,
    pub undo: String,
    pub of: String,
}

/// Where damage is planted.
pub struct Field {
    pub bench: Bench,
    pub rng: StdRng,
    /// Organisations that stand still, the busiest first.
    pub victims: Vec<Uuid>,
    /// Those at work; what is put back leaves theirs alone.
    pub working: Vec<Uuid>,
    pub tables: Vec<Table>,
    /// What cannot be undone: the record keeps it for ever.
    pub known: BTreeSet<Finding>,
    pub seals: PathBuf,
    pub launderer: Office,
    pub wrong: Vec<String>,
    pub tally: BTreeMap<&'static str, (usize, usize)>,
}

pub fn list(ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    format!("'{{{}}}'::uuid[]", ids.join(","))
}

impl Field {
    pub fn any<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.rng.random_range(0..of.len())]
    }

    pub fn seed(&mut self) -> u32 {
        self.rng.random()
    }

    pub fn facts(&mut self) -> Table {
        let facts = self.tables.iter();
        let facts = facts.filter(|table| !DERIVED.contains(&table.name.as_str()));
        let facts: Vec<Table> = facts.cloned().collect();
        self.any(&facts).clone()
    }

    /// A row of an organisation that stands still; of a record, one with others around it.
    pub async fn row(&mut self, table: &Table) -> Option<Row> {
        let (name, key, seed) = (&table.name, table.key.join(", "), self.seed());
        let busiest = self.victims[0];
        let within = match name.as_str() {
            "records" => format!("seq = 20 AND entity_id = '{busiest}'"),
            "entity_heads" => format!("entity_id = '{busiest}'"),
            _ => format!("entity_id = ANY ({})", list(&self.victims)),
        };
        let sql = format!(
            "SELECT entity_id, jsonb_build_array({key})::text AS key, ctid::text AS tid FROM {name}
             WHERE {within} ORDER BY md5(ctid::text || '{seed}') LIMIT 1"
        );
        self.bench.sql.rows(&sql, &[]).await.pop()
    }

    /// Verifies everything; what was not known before.
    pub async fn verify(&mut self, against: bool) -> Vec<Finding> {
        let made = with_definitions(&self.bench.url);
        let shared = self.bench.planted % 2 == 1;
        let options = Options {
            against: against.then(|| self.seals.clone()),
            beside: shared.then(|| (self.bench.url.clone(), 2)),
            ..made
        };
        self.bench.planted += 1;
        let report = self.bench.verify_with(&options).await;
        let known = |found: &Finding| self.known.contains(found);
        report
            .findings
            .into_iter()
            .filter(|found| !known(found))
            .collect()
    }

    /// Puts a table back as it was, but for the rows of those at work.
    async fn put_back(&mut self, name: &str) {
        let of = if name == "entities" {
            "id"
        } else {
            "entity_id"
        };
        let plain = format!(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS value FROM pg_attribute
             WHERE attrelid = '{name}'::regclass AND attnum > 0 AND NOT attisdropped
               AND attgenerated = ''"
        );
        let columns: String = self.bench.value(&plain).await;
        let working = list(&self.working);
        let sql = format!(
            "DELETE FROM {name} WHERE {of} <> ALL ({working});
             INSERT INTO {name} ({columns}) SELECT {columns} FROM spare_{name}"
        );
        self.bench.run(&sql).await;
    }

    /// Draws until a damage of this kind can be done, plants it, judges what is said, undoes it.
    pub async fn plant(&mut self, kind: &'static str) {
        let verdict = match kind {
            "bytes of a table" | "bytes of an index" | "a file cut off" => self.file(kind).await,
            "laundered by a later honest write" => self.launder().await,
            "a function replaced"
            | "a right granted"
            | "a constraint dropped"
            | "a trigger off"
            | "a wall opened"
            | "master data" => self.spoil_object(kind).await,
            _ => self.spoil_rows(kind).await,
        };
        let (planted, located) = self.tally.entry(kind).or_default();
        *planted += 1;
        match verdict {
            Ok(()) => *located += 1,
            Err(why) => self.wrong.push(format!("{kind}: {why}")),
        }
    }

    async fn spoil_rows(&mut self, kind: &str) -> Result<(), String> {
        for _ in 0..100 {
            let Some(damage) = self.rows(kind).await else {
                continue;
            };
            // A constraint stands in the way of some.
            if self.bench.sql.run(&damage.sql).await.is_err() {
                continue;
            }
            let found = self.verify(kind == "a recomputed chain").await;
            let verdict = damage.verdict(&found);
            for table in &damage.restore {
                self.put_back(table).await;
            }
            if let Some(undo) = &damage.undo {
                self.bench.run(undo).await;
            }
            return verdict;
        }
        Err("none could be planted".to_owned())
    }

    async fn spoil_object(&mut self, kind: &str) -> Result<(), String> {
        for _ in 0..100 {
            let Some(object) = self.object(kind).await else {
                continue;
            };
            if self.bench.sql.run(&object.sql).await.is_err() {
                continue;
            }
            let found = self.verify(false).await;
            // Those at work hold locks for a moment.
            while self.bench.sql.run(&object.undo).await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let named = |one: &Finding| one.table == object.of && one.entity_id.is_none();
            return match found.iter().all(named) && !found.is_empty() {
                true => Ok(()),
                false => Err(format!("{object:?}\n{found:#?}")),
            };
        }
        Err("none could be planted".to_owned())
    }

    /// Alters a row, lets an honest step write it, and asks who saw what.
    async fn launder(&mut self) -> Result<(), String> {
        let (id, entity) = (Uuid::now_v7(), self.launderer.id.0);
        let code = format!("L-{}", self.known.len());
        let mut party = json!({
            "id": id, "code": code, "name_th": self.launderer.text("ผู้ขาย"), "kind": "supplier",
            "taxpayer_kind": "none", "vat_registered": false,
        });
        let officer = self.launderer.as_role(Role::FinanceOfficer);
        let path = format!("/parties/{id}");
        party = officer.put(&path, &party).await.ok();
        let sql = format!("UPDATE parties SET taxpayer_kind = 'juristic' WHERE id = '{id}'");
        self.bench.run(&sql).await;
        party["name_th"] = json!(self.launderer.text("ผู้ขายรายเดิม"));
        officer.put(&path, &party).await.ok();
        let found = self.verify(false).await;
        let wanted = Wanted::new(DamageKind::RowChanged, entity, "parties");
        let damage = Damage::new("parties", sql, vec![wanted]).beside(Beside::Nothing);
        let verdict = damage.verdict(&found);
        self.known.extend(found);
        verdict
    }
}
