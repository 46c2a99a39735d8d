//! What is planted: drawn from the tables and from the catalogue.

use super::field::{Field, Object, list};
use crate::verify::bench::Row;
use crate::verify::damage::{Beside, Damage, Wanted};
use crate::verify::records::to_records;
use crate::verify::witnesses::rewrite;
use crate::verify::{columns, planted};
use api::verify::DamageKind;
use uuid::Uuid;

/// Tables that nobody at work writes: with their triggers off nothing honest goes unrecorded.
const QUIET: [&str; 12] = [
    "advance_clearings",
    "advance_requests",
    "attachments",
    "bank_accounts",
    "cheque_items",
    "daily_reports",
    "departments",
    "entity_settings",
    "number_formats",
    "openings",
    "payments",
    "role_assignments",
];

impl Field {
    /// A damage to rows of a kind, where the draw gave one.
    pub async fn rows(&mut self, kind: &str) -> Option<Damage> {
        let all = self.tables.clone();
        let victims = self.victims.clone();
        let busiest = victims[0];
        match kind {
            "a column changed" => {
                let table = self.any(&all).clone();
                let row = self.row(&table).await?;
                let own: Vec<_> = table
                    .columns
                    .iter()
                    .filter(|of| of.0 != "entity_id")
                    .collect();
                let (column, of) = *self.any(&own);
                let (wanted, beside) = columns::wanted(&table, column, &row, Uuid::nil());
                let value = columns::other(column, of);
                let (name, tid) = (&table.name, &row.tid);
                let sql = format!("UPDATE {name} SET {column} = {value} WHERE ctid = '{tid}'");
                Some(Damage::new(name, sql, wanted).beside(beside))
            }
            "a row dropped" | "a row inserted" | "a row moved to another organisation" => {
                let table = self.facts();
                let row = self.row(&table).await?;
                let others: Vec<Uuid> = (victims.iter())
                    .filter(|id| **id != row.entity_id)
                    .copied()
                    .collect();
                match kind {
                    "a row dropped" => Some(planted::lost(&table, &row)),
                    "a row inserted" => planted::added(&table, &row),
                    _ => planted::moved(&table, &row, *self.any(&others)),
                }
            }
            "rows swapped" => {
                let table = self.facts();
                let within = format!("entity_id = ANY ({})", list(&victims));
                let (rest, sql) = planted::two_rows(&table, &within)?;
                let rows: Vec<Row> = self.bench.sql.rows(&sql, &[]).await;
                match rows.as_slice() {
                    [one, two] => Some(planted::swapped(&table, &rest, one, two)),
                    _ => None,
                }
            }
            "books and what is derived" => {
                let mut list = planted::rows_and_derived(busiest);
                list.extend(planted::entries_and_lines(busiest));
                Some(self.any(&list).clone())
            }
            "the record" => {
                let last =
                    format!("SELECT max(seq) AS value FROM records WHERE entity_id = '{busiest}'");
                let last: i64 = self.bench.value(&last).await;
                let list = to_records(busiest, last);
                Some(self.any(&list).clone())
            }
            "a table of yesterday" => {
                let table = self.facts();
                let row = self.row(&table).await?;
                let (name, own) = (
                    &table.name,
                    format!("WHERE entity_id = '{}'", row.entity_id),
                );
                let sql = format!(
                    "DELETE FROM {name} {own} AND ctid IN (SELECT ctid FROM {name} {own}
                     ORDER BY ctid DESC LIMIT (SELECT (count(*) + 1) / 2 FROM {name} {own}))"
                );
                let lost = Wanted::new(DamageKind::RowMissing, row.entity_id, name);
                Some(Damage::new(name, sql, vec![lost]))
            }
            "a recomputed chain" => {
                let victim = *self.any(&victims[..2]);
                let broken = Wanted::new(DamageKind::SealBroken, victim, "records");
                let mut damage = Damage::new("records", rewrite(victim), vec![broken]);
                damage.restore = ["receipts", "records", "entity_heads"]
                    .map(str::to_owned)
                    .to_vec();
                Some(damage.beside(Beside::Anything))
            }
            "a person" => {
                let seed = self.seed();
                let set = *self.any(&[
                    ("persons", "id", "name_th = name_th || 'ก'", "name_th"),
                    ("persons", "id", "salt = NULL, name_th = 'ใคร'", "salt"),
                    (
                        "logins",
                        "person_id",
                        "pid_hash = pid_hash || 'x'",
                        "username",
                    ),
                    (
                        "logins",
                        "person_id",
                        "username = 'somebody-else'",
                        "username",
                    ),
                ]);
                let (table, key, change, column) = set;
                let sql = format!(
                    "UPDATE {table} SET {change} WHERE {key} = (SELECT person_id FROM person_seals
                     WHERE entity_id = '{busiest}' ORDER BY md5(person_id::text || '{seed}') LIMIT 1)"
                );
                let other = Wanted::new(DamageKind::RowChanged, busiest, "persons").column(column);
                let undo = format!(
                    "DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM spare_{table});
                     INSERT INTO {table} SELECT * FROM spare_{table}"
                );
                Some(Damage::new(table, sql, vec![other]).undone_by(&undo))
            }
            _ => None,
        }
    }

    /// A damage to what the database is made of.
    pub async fn object(&mut self, kind: &str) -> Option<Object> {
        let seed = self.seed();
        let quiet = QUIET.map(|name| format!("'{name}'")).join(", ");
        let sql = match kind {
            // The same function, and yet another one.
            "a function replaced" => "SELECT proname AS of, def AS undo,
                    regexp_replace(def, 'BEGIN', 'BEGIN PERFORM 1;') AS sql, p.oid AS id
                FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang,
                    pg_get_functiondef(p.oid) AS def
                WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'"
                .to_owned(),
            "a right granted" => "SELECT c.relname AS of, c.oid AS id,
                    format('GRANT %s ON %I TO laas_app', r, c.relname) AS sql,
                    format('REVOKE %s ON %I FROM laas_app', r, c.relname) AS undo
                FROM pg_class AS c, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS r
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                  AND NOT has_any_column_privilege('laas_app', c.oid, replace(replace(replace(r,
                      'DELETE', 'UPDATE'), 'TRUNCATE', 'UPDATE'), 'TRIGGER', 'UPDATE'))
                  AND NOT has_table_privilege('laas_app', c.oid, r)"
                .to_owned(),
            "a constraint dropped" => "SELECT c.relname AS of, k.oid AS id,
                    format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname) AS sql,
                    format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname,
                        pg_get_constraintdef(k.oid)) AS undo
                FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
                WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'c'
                  AND obj_description(k.oid) IS NULL
                UNION ALL SELECT c.relname, i.oid, format('DROP INDEX %I', i.relname),
                    pg_get_indexdef(i.oid)
                FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
                    JOIN pg_class AS c ON c.oid = x.indrelid
                WHERE i.relnamespace = 'public'::regnamespace AND NOT x.indisunique"
                .to_owned(),
            "a trigger off" => format!(
                "SELECT c.relname AS of, t.oid AS id,
                    format('ALTER TABLE %I DISABLE TRIGGER %I', c.relname, t.tgname) AS sql,
                    format('ALTER TABLE %I ENABLE TRIGGER %I', c.relname, t.tgname) AS undo
                FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND c.relname IN ({quiet})"
            ),
            "a wall opened" => "SELECT tablename AS of, tablename::regclass::oid AS id,
                    format('ALTER POLICY own_entity ON %I USING (true)', tablename) AS sql,
                    format('ALTER POLICY own_entity ON %I USING (entity_id = laas_entity())',
                        tablename) AS undo
                FROM pg_policies WHERE schemaname = 'public' AND policyname = 'own_entity'"
                .to_owned(),
            "master data" => "SELECT relname AS of, oid AS id,
                    format('UPDATE %I SET %s = %s || ''x'' WHERE ctid = (SELECT ctid FROM %I
                        WHERE %s IS NOT NULL ORDER BY md5(ctid::text || ''SEED'') LIMIT 1)',
                        relname, name, name, relname, name)
                        AS sql,
                    format('DELETE FROM %I; INSERT INTO %I SELECT * FROM spare_%s', relname, relname,
                        relname) AS undo
                FROM pg_class JOIN LATERAL (SELECT quote_ident(attname) AS name FROM pg_attribute
                    WHERE attrelid = pg_class.oid AND attnum > 0 AND atttypid = 'text'::regtype
                    ORDER BY md5(attname || 'SEED') LIMIT 1) AS a ON true
                WHERE relnamespace = 'public'::regnamespace
                  AND relname IN ('accounts', 'classifications', 'separated_duties', 'step_roles',
                      'voiding_roles')"
                .replace("SEED", &seed.to_string()),
            _ => return None,
        };
        let sql = format!(
            "SELECT sql, undo, of FROM ({sql}) AS o ORDER BY md5(id::text || sql || '{seed}') LIMIT 1"
        );
        self.bench.sql.rows(&sql, &[]).await.pop()
    }
}
