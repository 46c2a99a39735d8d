//! Migrations: there and back leaves nothing, there again leaves the same.

use crate::support::{Sql, fresh_database, migration_folders, on_threads, prepare, root};
use serde_json::Value;
use std::collections::BTreeSet;

/// Everything the catalogue knows about the schema, one fact a line.
const SCHEMA: &str = "
    SELECT format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)) AS fact
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        AND NOT a.attisdropped LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
    UNION ALL SELECT format('relation %s %s %s %s %s %s %s', relname, relkind, relrowsecurity,
        relforcerowsecurity, reloptions, relacl, obj_description(oid, 'pg_class'))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'view ' || viewname || definition FROM pg_views WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || pg_get_functiondef(oid) || coalesce(proacl::text, '')
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check)
    FROM pg_policies
    UNION ALL SELECT format('type %s', typname) FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
    UNION ALL SELECT 'rule ' || to_jsonb(r)::text FROM posting_rules AS r
    UNION ALL SELECT 'duty ' || to_jsonb(s)::text FROM separated_duties AS s
    UNION ALL SELECT 'step ' || to_jsonb(s)::text FROM step_roles AS s
    UNION ALL SELECT 'voiding ' || to_jsonb(v)::text FROM voiding_roles AS v
    UNION ALL SELECT 'limit ' || to_jsonb(l)::text FROM account_limits AS l
    UNION ALL SELECT 'migration ' || version FROM __diesel_schema_migrations";

async fn facts(sql: &mut Sql, query: &str) -> BTreeSet<String> {
    let rows: Vec<Value> = sql.rows(query, &[]).await;
    let fact = |row: &Value| row["fact"].as_str().unwrap_or_default().to_owned();
    rows.iter().map(fact).collect()
}

fn revert(owner: &str) {
    let owner = owner.to_owned();
    on_threads(async move {
        api::platform::db::revert(&owner)
            .await
            .expect("every migration has its way back");
    });
}

#[tokio::test]
async fn there_and_back_and_there_again_leaves_no_difference() {
    let urls = fresh_database().await;
    let mut sql = Sql::connect(&urls.owner).await;
    let before = facts(&mut sql, SCHEMA).await;
    assert!(before.len() > 500, "{} facts", before.len());
    // A planted difference is seen.
    sql.run("ALTER TABLE parties ALTER COLUMN address SET DEFAULT ''")
        .await
        .expect("the owner may");
    assert_ne!(facts(&mut sql, SCHEMA).await, before);
    revert(&urls.owner);
    let left = "SELECT relname AS fact FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    AND relkind IN ('r', 'v', 'S') AND relname NOT LIKE '\\_\\_diesel%'
                UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                    AND proname NOT LIKE 'diesel\\_%'
                UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
                    AND typtype IN ('e', 'd')";
    let left = facts(&mut sql, left).await;
    // The function of the policies is kept by functions.sql, which replaces it in place.
    let left: Vec<&String> = left.iter().filter(|name| *name != "laas_entity").collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    prepare(&urls.owner);
    let after = facts(&mut sql, SCHEMA).await;
    let lost: Vec<&String> = before.difference(&after).collect();
    let new: Vec<&String> = after.difference(&before).collect();
    assert!(
        lost.is_empty() && new.is_empty(),
        "lost {lost:#?}, new {new:#?}"
    );
}

/// `laas migrate` on a database that is up to date changes nothing, with data in it or without.
#[tokio::test]
async fn migrating_twice_is_migrating_once() {
    let app = crate::support::TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.owner_sql().await;
    let before = facts(&mut sql, SCHEMA).await;
    prepare(&app.urls.owner);
    assert_eq!(facts(&mut sql, SCHEMA).await, before);
    office.walk(shared::document::Kind::Payment).await;
    app.check_books().await;
}

#[test]
fn every_migration_has_a_way_there_a_way_back_and_a_telling_name() {
    // A slice is a folder of the server.
    let is_slice = |name: &str| root().join("api/src").join(name).is_dir();
    let verbs = [
        "create",
        "add",
        "drop",
        "rename",
        "backfill",
        "seed",
        "constrain",
    ];
    let name_is_good = |name: &str| {
        let Some((date, rest)) = name.split_once('_') else {
            return false;
        };
        let parts: Vec<&str> = rest.splitn(3, '_').collect();
        let made = chrono::NaiveDateTime::parse_from_str(date, "%Y-%m-%d-%H%M%S").is_ok();
        made && parts.len() == 3 && is_slice(parts[0]) && verbs.contains(&parts[1])
    };
    assert!(!name_is_good("2026-11-22-000100_treasury_fix_payments"));
    assert!(!name_is_good("2026-11-22_treasury_add_payments"));
    assert!(!name_is_good("2026-11-22-006100_treasury_add_payments"));
    assert!(!name_is_good("2026-11-22-000100_treasures_add_payments"));
    let folders = migration_folders();
    assert!(folders.len() >= 12);
    for folder in folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        assert!(name_is_good(&name), "{name}");
        for file in ["up.sql", "down.sql"] {
            let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
            assert!(!text.trim().is_empty(), "{name}/{file}");
        }
    }
}
