//! Files of the database damaged under it.

use super::field::Field;
use crate::verify::bench::Bench;
use crate::verify::definitions::with_definitions;
use crate::verify::unreadable;
use api::verify::{DamageKind, Finding};
use rand::Rng;
use serde::Deserialize;

/// Files of these are cut off.
const CUT: [&str; 5] = [
    "bank_receipts",
    "cheque_items",
    "parties",
    "payments",
    "receipts",
];

impl Field {
    /// A file under the database, in a copy that nobody has read yet.
    pub async fn file(&mut self, kind: &str) -> Result<(), String> {
        #[derive(Debug, Clone, Deserialize)]
        struct File {
            name: String,
            of: String,
        }
        let mut copy = Bench::start().await;
        let filled = match kind {
            "bytes of an index" => "i",
            _ => "r",
        };
        let sql = format!(
            "SELECT c.relname AS name, coalesce(t.relname, c.relname) AS of
             FROM pg_class AS c LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
             LEFT JOIN pg_class AS t ON t.oid = x.indrelid
             JOIN pg_am AS m ON m.oid = c.relam AND m.amname IN ('heap', 'btree')
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = '{filled}' AND c.relname <> 'sessions'
               AND pg_relation_size(c.oid) >= 8192 * CASE c.relkind WHEN 'i' THEN 2 ELSE 1 END
               AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attname = 'entity_id'
                   AND a.attrelid = coalesce(t.oid, c.oid))
             ORDER BY 1"
        );
        let files: Vec<File> = copy.sql.rows(&sql, &[]).await;
        let file = self.any(&files).clone();
        let name = match kind {
            "a file cut off" => (*self.any(&CUT)).to_owned(),
            _ => file.name.clone(),
        };
        match kind {
            "a file cut off" => unreadable::overwrite(&mut copy, &name, 0).await,
            _ => {
                let at = self.rng.random_range(0..8192);
                let flip = format!(
                    "SELECT lo_from_bytea(1234568, set_byte(f, s + {at}, get_byte(f, s + {at}) # 255))
                     FROM pg_read_binary_file(pg_relation_filepath('{name}')) AS f,
                         LATERAL (SELECT length(f) / 8192 / 2 * 8192 AS s) AS page;
                     SELECT lo_export(1234568, current_setting('data_directory') || '/'
                         || pg_relation_filepath('{name}'))"
                );
                copy.run(&flip).await;
            }
        }
        let report = copy.verify_with(&with_definitions(&copy.url)).await;
        let of = if kind == "a file cut off" {
            &name
        } else {
            &file.of
        };
        let located = report.findings.iter().any(|found| found.table == *of);
        // What was to be compared with it cannot be, or misses what was in it.
        let follows = |found: &Finding| {
            let books = found.kind == DamageKind::Unreadable || found.kind.is_of_books();
            found.table == *of || books
        };
        match located && report.findings.iter().all(follows) {
            true => Ok(()),
            false => Err(format!("{name}\n{:#?}", report.findings)),
        }
    }
}
