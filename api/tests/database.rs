//! The database defends itself: what the Rust side refuses first is refused here too, for whoever
//! goes around it as the role of the server.

use crate::support::{Office, Sql, TestApp, fresh_database};
use serde::Deserialize;
use shared::document::{Kind, Status};
use shared::permission::Role;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Tables that verification recomputes from facts; all others of an entity are captured.
const DERIVED: [&str; 4] = ["balances", "current_balances", "entity_heads", "records"];
/// Tables without an entity: the nation's, and those of logging in.
const NOT_TENANT: [&str; 9] = [
    "accounts",
    "account_limits",
    "classifications",
    "credentials",
    "entities",
    "login_attempts",
    "persons",
    "posting_rules",
    "throttles",
];
/// Tables to which rows are only ever added.
const APPEND_ONLY: [&str; 5] = [
    "document_events",
    "document_numbers",
    "journal_entries",
    "journal_lines",
    "records",
];

#[derive(Deserialize)]
struct Name {
    name: String,
}

async fn names(sql: &mut Sql, query: &str) -> BTreeSet<String> {
    sql.rows::<Name>(query, &[])
        .await
        .into_iter()
        .map(|row| row.name)
        .collect()
}

/// Nothing is selected, or the test fails with what was.
async fn nothing(sql: &mut Sql, what: &str, query: &str) {
    let found = names(sql, query).await;
    assert!(found.is_empty(), "{what}: {found:?}");
}

const TABLES: &str = "SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '__diesel_schema_migrations'";

/// Tables of an entity; `sessions` names one but belongs to a person.
const TENANT: &str = "SELECT c.relname::text AS name FROM pg_class AS c JOIN pg_attribute AS a
    ON a.attrelid = c.oid AND a.attname = 'entity_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'sessions'";

#[tokio::test]
async fn every_table_is_of_an_entity_or_said_not_to_be() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let (all, tenant) = (names(&mut sql, TABLES).await, names(&mut sql, TENANT).await);
    let rest: BTreeSet<String> = all.difference(&tenant).cloned().collect();
    let expected = NOT_TENANT
        .into_iter()
        .chain(["sessions"])
        .map(str::to_owned)
        .collect();
    assert_eq!(rest, expected);
}

#[tokio::test]
async fn every_table_and_column_says_what_it_is() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let uncommented = format!(
        "SELECT t.name || coalesce('.' || a.attname, '') AS name FROM ({TABLES}) AS t
         LEFT JOIN LATERAL (SELECT NULL AS attname, 0 AS attnum UNION ALL
             SELECT attname, attnum FROM pg_attribute WHERE attrelid = t.name::regclass
                 AND attnum > 0 AND NOT attisdropped) AS a ON true
         WHERE length(coalesce(col_description(t.name::regclass, a.attnum::int),
             CASE a.attnum WHEN 0 THEN obj_description(t.name::regclass, 'pg_class') END, '')) < 3"
    );
    nothing(&mut sql, "without COMMENT", &uncommented).await;
    sql.run("CREATE TABLE planted (planted int)")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &uncommented).await.len(),
        2,
        "the check sees a planted table"
    );
}

#[tokio::test]
async fn every_table_of_an_entity_is_walled_off() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let open = format!(
        "SELECT name FROM ({TENANT}) AS t JOIN pg_class AS c ON c.oid = t.name::regclass
         WHERE NOT relrowsecurity OR NOT relforcerowsecurity OR NOT EXISTS (SELECT FROM pg_policies
             WHERE tablename = t.name AND policyname = 'own_entity' AND cmd = 'ALL'
               AND permissive = 'PERMISSIVE' AND qual = '(entity_id = laas_entity())')"
    );
    nothing(&mut sql, "without forced row-level security", &open).await;
    let other = "SELECT tablename || '.' || policyname AS name FROM pg_policies
        WHERE NOT (policyname = 'own_entity' AND roles = '{public}')
          AND NOT (policyname = 'owner_reads' AND cmd = 'SELECT' AND roles = '{postgres}')";
    nothing(&mut sql, "a policy nobody knows", other).await;
    sql.run("CREATE TABLE planted (entity_id uuid)")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &open).await.len(),
        1,
        "the check sees a planted table"
    );
}

#[tokio::test]
async fn the_entity_comes_first_in_every_key() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    // Primary keys, unique constraints and unique indexes.
    let keys = format!(
        "SELECT i.indexrelid::regclass::text AS name FROM ({TENANT}) AS t
         JOIN pg_index AS i ON i.indrelid = t.name::regclass AND i.indisunique
         JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE a.attname <> 'entity_id'"
    );
    nothing(&mut sql, "a key without the entity in front", &keys).await;
    let without = format!(
        "SELECT name FROM ({TENANT}) AS t WHERE NOT EXISTS (SELECT FROM pg_index
             WHERE indrelid = t.name::regclass AND indisprimary)"
    );
    nothing(&mut sql, "a table without primary key", &without).await;
    // Foreign keys to tables of an entity carry the entity; to entities it is the entity itself.
    let foreign = format!(
        "SELECT conname::text AS name FROM pg_constraint AS f
         JOIN ({TENANT}) AS own ON f.conrelid = own.name::regclass
         JOIN ({TENANT}) AS other ON f.confrelid = other.name::regclass
         JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
         JOIN pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
         WHERE f.contype = 'f' AND (a.attname <> 'entity_id' OR b.attname <> 'entity_id')"
    );
    nothing(&mut sql, "a foreign key that crosses entities", &foreign).await;
    // And every table of an entity hangs on an entity, itself or through another.
    let loose = format!(
        "SELECT name FROM ({TENANT}) AS t WHERE NOT EXISTS (SELECT FROM pg_constraint AS f
             JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
             WHERE f.contype = 'f' AND f.conrelid = t.name::regclass AND a.attname = 'entity_id')"
    );
    nothing(&mut sql, "a table that hangs on no entity", &loose).await;
    sql.run("CREATE TABLE planted (entity_id uuid, id uuid PRIMARY KEY)")
        .await
        .expect("may");
    assert_eq!(
        names(&mut sql, &keys).await.len(),
        1,
        "the check sees a planted key"
    );
    assert_eq!(
        names(&mut sql, &loose).await.len(),
        1,
        "the check sees a planted table"
    );
}

#[tokio::test]
async fn every_fact_is_captured_or_declared_derived() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let missing = format!(
        "SELECT t.name || ' ' || e AS name FROM ({TENANT}) AS t
         CROSS JOIN unnest(ARRAY['insert', 'update', 'delete']) AS e
         WHERE t.name <> ALL ('{{{}}}') AND NOT EXISTS (SELECT FROM pg_trigger AS g
             JOIN pg_proc AS p ON p.oid = g.tgfoid
             WHERE g.tgrelid = t.name::regclass AND g.tgname = 'capture_' || e AND g.tgenabled = 'O'
               AND p.proname = 'capture_changes')",
        DERIVED.join(",")
    );
    nothing(&mut sql, "not captured", &missing).await;
    sql.run("DROP TRIGGER capture_update ON parties")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &missing).await.len(),
        1,
        "the check sees a dropped trigger"
    );
}

#[tokio::test]
async fn the_role_of_the_server_owns_nothing_and_may_only_add_to_the_books() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let owned = "SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_roles AS r
        ON r.oid = c.relowner WHERE r.rolname = 'laas_app' UNION ALL
        SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner
        WHERE r.rolname = 'laas_app' UNION ALL SELECT datname FROM pg_database AS d
        JOIN pg_roles AS r ON r.oid = d.datdba WHERE r.rolname = 'laas_app'";
    nothing(&mut sql, "owned by the server's role", owned).await;
    let strong = "SELECT rolname::text AS name FROM pg_roles WHERE rolname = 'laas_app'
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
        UNION ALL SELECT rolname::text FROM pg_roles AS r WHERE rolname <> 'laas_app'
        AND pg_has_role('laas_app', r.oid, 'MEMBER')";
    nothing(&mut sql, "powers of the server's role", strong).await;
    let create =
        "SELECT 'schema' AS name WHERE has_schema_privilege('laas_app', 'public', 'CREATE')";
    nothing(&mut sql, "may create", create).await;
    let changes = format!(
        "SELECT t || ' ' || p AS name FROM unnest('{{{}}}'::text[]) AS t
         CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p
         WHERE has_table_privilege('laas_app', t, p) OR (p = 'UPDATE'
             AND has_any_column_privilege('laas_app', t, p))",
        APPEND_ONLY.join(",")
    );
    nothing(&mut sql, "may be changed", &changes).await;
    let truncate = format!(
        "SELECT name FROM ({TABLES}) AS t WHERE has_table_privilege('laas_app', name, 'TRUNCATE')
         OR has_table_privilege('laas_app', name, 'REFERENCES')
         OR has_table_privilege('laas_app', name, 'TRIGGER')"
    );
    nothing(&mut sql, "may be truncated", &truncate).await;
    let nation = "SELECT t || ' ' || p AS name FROM unnest(ARRAY['accounts', 'account_limits',
            'classifications', 'posting_rules', '__diesel_schema_migrations']) AS t
        CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p
        WHERE has_table_privilege('laas_app', t, p)";
    nothing(&mut sql, "master data may be changed", nation).await;
    sql.run("GRANT UPDATE (debit) ON journal_lines TO laas_app")
        .await
        .expect("the owner may");
    assert_eq!(
        names(&mut sql, &changes).await.len(),
        1,
        "the check sees a planted grant"
    );
}

/// Not even the owner changes what is written, unless triggers are taken away first.
#[tokio::test]
async fn written_is_written() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.owner_sql().await;
    for table in APPEND_ONLY {
        for change in [
            format!("UPDATE {table} SET entity_id = entity_id"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table} CASCADE"),
        ] {
            let work = format!(
                "BEGIN; SET LOCAL laas.entity = '{}'; {change}; COMMIT",
                office.id
            );
            let why = sql.run(&work).await.expect_err(&change);
            assert!(why.contains("laas:immutable_"), "{change}: {why}");
            sql.run("ROLLBACK").await.expect("a way back");
        }
    }
    app.check_books().await;
}

/// An office with a posted document, and a connection of the server's role that works there.
struct Around {
    app: TestApp,
    office: Office,
    sql: Sql,
    document: Uuid,
}

impl Around {
    async fn new() -> Around {
        let app = TestApp::start().await;
        let office = app.office().await;
        let document = office.walk(Kind::BankReceipt).await.id.0;
        let sql = app.app_sql().await;
        Around {
            app,
            office,
            sql,
            document,
        }
    }

    /// Runs statements in one transaction of the office, up to the commit.
    async fn try_write(&mut self, statements: &str) -> Result<(), String> {
        let office = self.office.id;
        let work = format!("BEGIN; SET LOCAL laas.entity = '{office}'; {statements}; COMMIT");
        let result = self.sql.run(&work).await;
        self.sql.run("ROLLBACK").await.expect("a way back");
        result
    }

    /// The statements are refused with this word, and nothing has changed.
    async fn refused(&mut self, statements: &str, word: &str) {
        let head = self.office.head().await;
        let why = self.try_write(statements).await.expect_err(statements);
        assert!(why.contains(word), "{statements}: {why}");
        assert_eq!(self.office.head().await, head);
    }

    /// An entry of today with these lines: ledger, account, dimension columns, debit, credit.
    fn entry(&self, posted_on: &str, lines: &[(&str, &str, &str, &str)]) -> (Uuid, String) {
        let (id, office, document) = (Uuid::now_v7(), self.office.id, self.document);
        let mut sql = format!(
            "INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event)
             SELECT '{office}', '{id}', max(seq) + 1, '{posted_on}', 2569, '{document}', 'around'
             FROM journal_entries"
        );
        for (n, (ledger, account, debit, credit)) in lines.iter().enumerate() {
            let n = n + 1;
            let (bank, line) = match *ledger {
                "budgetary" => ("NULL".to_owned(), format!("'{}'", self.office.lines[0])),
                _ if account.starts_with("110103") => {
                    (format!("'{}'", self.office.savings), "NULL".to_owned())
                }
                _ => ("NULL".to_owned(), "NULL".to_owned()),
            };
            sql += &format!(
                "; INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account,
                       bank_account_id, budget_line_id, debit, credit, source_id)
                   VALUES ('{office}', '{id}', {n}, '{posted_on}', '{ledger}', '{account}', {bank},
                       {line}, {debit}, {credit}, '{document}')"
            );
        }
        (id, sql)
    }
}

const TODAY: &str = "2025-10-15";

#[tokio::test]
async fn an_unbalanced_entry_is_refused_however_it_is_written() {
    let mut around = Around::new().await;
    let (_, balanced) = around.entry(
        TODAY,
        &[
            ("financial", "1101010101", "5.00", "0"),
            ("financial", "4301020901", "0", "5.00"),
        ],
    );
    around
        .try_write(&balanced)
        .await
        .expect("a balanced entry is taken");
    for lines in [
        vec![("financial", "1101010101", "5.00", "0")],
        vec![
            ("financial", "1101010101", "5.00", "0"),
            ("financial", "4301020901", "0", "4.99"),
        ],
        // Balanced over all, but not within each book.
        vec![
            ("financial", "1101010101", "5.00", "0"),
            ("cash", "MONEY", "0", "5.00"),
        ],
        vec![
            ("budgetary", "obligated", "5.00", "0"),
            ("cash", "R:412106", "0", "5.00"),
        ],
    ] {
        let (_, entry) = around.entry(TODAY, &lines);
        around.refused(&entry, "laas:unbalanced").await;
    }
    for lines in [
        ("financial", "1101010101", "0", "0"),
        ("financial", "1101010101", "1.00", "1.00"),
        ("financial", "1101010101", "-1.00", "0"),
        ("financial", "9999999999", "1.00", "0"),
        ("budgetary", "pocket", "1.00", "0"),
        ("cash", "412106", "1.00", "0"),
    ] {
        let (_, entry) = around.entry(TODAY, &[lines]);
        around.refused(&entry, "constraint").await;
    }
    around.app.check_books().await;
}

#[tokio::test]
async fn nothing_is_added_to_an_entry_that_stands() {
    let mut around = Around::new().await;
    let lines = [
        ("financial", "1101010101", "5.00", "0"),
        ("financial", "4301020901", "0", "5.00"),
    ];
    let (id, entry) = around.entry(TODAY, &lines);
    around.try_write(&entry).await.expect("an entry");
    let (own, entry) = around.entry(TODAY, &lines);
    let add = entry
        .split_once("; ")
        .expect("lines")
        .1
        .replace(&own.to_string(), &id.to_string());
    let add = add
        .replace(", 1, '2025", ", 11, '2025")
        .replace(", 2, '2025", ", 12, '2025");
    around.refused(&add, "laas:immutable_journal_entries").await;
    // Nor a line of another day than its entry's.
    let (_, entry) = around.entry(TODAY, &lines);
    let (entry, rest) = entry.split_once("; ").expect("lines");
    let rest = rest.replace(TODAY, "2025-10-14");
    around
        .refused(
            &format!("{entry}; {rest}"),
            "laas:immutable_journal_entries",
        )
        .await;
    for change in [
        "UPDATE journal_lines SET debit = 1",
        "DELETE FROM journal_lines",
        "UPDATE journal_entries SET event = 'x'",
        "DELETE FROM journal_entries",
        "TRUNCATE journal_lines",
        "UPDATE document_events SET comment = 'x'",
        "DELETE FROM document_numbers",
        "DELETE FROM records",
        "UPDATE records SET answer = '{}'",
    ] {
        around.refused(change, "permission denied").await;
    }
    around.app.check_books().await;
}

#[tokio::test]
async fn a_closed_day_takes_no_entry() {
    let mut around = Around::new().await;
    around.office.walk(Kind::DailyReport).await;
    let lines = [
        ("financial", "1101010101", "5.00", "0"),
        ("financial", "4301020901", "0", "5.00"),
    ];
    for day in [TODAY, "2025-10-14", "2025-10-01"] {
        let (_, entry) = around.entry(day, &lines);
        around.refused(&entry, "laas:day_closed").await;
    }
    let (_, entry) = around.entry("2025-10-16", &lines);
    around.try_write(&entry).await.expect("tomorrow is open");
}

#[tokio::test]
async fn no_limited_balance_is_overdrawn() {
    let mut around = Around::new().await;
    for lines in [
        [
            ("budgetary", "obligated", "10000000.01", "0"),
            ("budgetary", "available", "0", "10000000.01"),
        ],
        [
            ("financial", "4301020901", "200000.00", "0"),
            ("financial", "1101010101", "0", "200000.00"),
        ],
        [
            ("financial", "4301020901", "6000000", "0"),
            ("financial", "1101030102", "0", "6000000"),
        ],
        // A deposit nobody made is not paid out.
        [
            ("financial", "2112010102", "0.01", "0"),
            ("financial", "4301020901", "0", "0.01"),
        ],
    ] {
        let (_, entry) = around.entry(TODAY, &lines);
        around.refused(&entry, "current_balances_limit").await;
    }
    let (_, entry) = around.entry(
        TODAY,
        &[
            ("budgetary", "obligated", "10000000.00", "0"),
            ("budgetary", "available", "0", "10000000.00"),
        ],
    );
    around
        .try_write(&entry)
        .await
        .expect("the last baht may go");
}

/// BUG, see the report: `current_balances` is writable by the server's role, so whoever goes around
/// the program can lift a limit first. Remove `ignore` when the limit can no longer be lifted (a
/// grant without `limit_side`, or a trigger that takes the side from `account_limits`).
#[tokio::test]
#[ignore = "the server's role can lift a limit before it overdraws"]
async fn no_limit_is_lifted_by_the_role_of_the_server() {
    let mut around = Around::new().await;
    let lift = "UPDATE current_balances SET limit_side = NULL";
    around.refused(lift, "").await;
}

#[tokio::test]
async fn numbers_follow_one_another() {
    let mut around = Around::new().await;
    let (office, document) = (around.office.id, around.document);
    let number = |n: i64| {
        format!(
            "INSERT INTO document_numbers (entity_id, series, fiscal_year, scope, n, document_id, number, given)
             VALUES ('{office}', 'treasury_no', 2569, '', {n}, '{document}', '{n}/2569', 9)"
        )
    };
    let count = |n: i64| {
        format!("INSERT INTO number_series VALUES ('{office}', 'treasury_no', 2569, '', {n})")
    };
    around.refused(&number(1), "laas:number_gap").await;
    around
        .refused(&format!("{}; {}", count(1), number(2)), "laas:number_gap")
        .await;
    around
        .try_write(&format!("{}; {}", count(1), number(1)))
        .await
        .expect("the first number");
    around.refused(&number(1), "constraint").await;
    around.refused(&number(2), "laas:number_gap").await;
}

/// The tables of an entity with a row that can be copied, so that what follows meets real rows.
async fn filled(app: &TestApp) -> BTreeSet<String> {
    let mut sql = app.owner_sql().await;
    let mut filled = BTreeSet::new();
    for table in names(&mut sql, TENANT).await {
        let count: i64 = sql
            .value(&format!("SELECT count(*) AS value FROM {table}"), &[])
            .await;
        if count > 0 {
            filled.insert(table);
        }
    }
    filled
}

#[tokio::test]
async fn nothing_is_written_without_an_entity_or_into_another() {
    let app = TestApp::start().await;
    let (one, other) = (app.office().await, app.office().await);
    for office in [&one, &other] {
        for kind in [
            Kind::RemittanceSummary,
            Kind::BankDeposit,
            Kind::ChequeReport,
            Kind::Payment,
            Kind::Cancellation,
            Kind::DailyReport,
        ] {
            office.walk(kind).await;
        }
    }
    let tables = filled(&app).await;
    assert!(tables.len() > 30, "{tables:?}");
    let mut sql = app.app_sql().await;
    for table in &tables {
        // Without an entity nothing is there.
        let seen: i64 = sql
            .value(&format!("SELECT count(*) AS value FROM {table}"), &[])
            .await;
        assert_eq!(seen, 0, "{table} is seen without an entity");
        let within = |statement: &str| {
            format!(
                "BEGIN; SET LOCAL laas.entity = '{}'; {statement}; COMMIT",
                one.id
            )
        };
        let look = format!(
            "DO $$ BEGIN IF EXISTS (SELECT FROM {table} WHERE entity_id <> '{}') THEN
                 RAISE EXCEPTION 'leak'; END IF;
             IF NOT EXISTS (SELECT FROM {table}) THEN RAISE EXCEPTION 'empty'; END IF; END $$",
            one.id
        );
        let seen = sql.run(&within(&look)).await;
        sql.run("ROLLBACK").await.expect("a way back");
        // Settings are entered only where they differ from the defaults.
        assert!(seen.is_ok(), "{table}: {seen:?}");
        // Nothing of another is changed or taken away.
        let touch = format!(
            "DO $$ DECLARE n int; BEGIN UPDATE {table} SET entity_id = entity_id
                 WHERE entity_id = '{0}'; GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN
                 RAISE EXCEPTION 'leak'; END IF; DELETE FROM {table} WHERE entity_id = '{0}';
                 GET DIAGNOSTICS n = ROW_COUNT; IF n > 0 THEN RAISE EXCEPTION 'leak'; END IF;
             EXCEPTION WHEN insufficient_privilege THEN NULL; END $$",
            other.id
        );
        let touched = sql.run(&within(&touch)).await;
        sql.run("ROLLBACK").await.expect("a way back");
        assert!(
            !touched.as_ref().is_err_and(|why| why.contains("leak")),
            "{table}: {touched:?}"
        );
    }
    // Into another entity, or into none, nothing is written.
    let party = |entity: &str| {
        format!(
            "INSERT INTO parties VALUES ('{entity}', '{}', 'X', 'x', 'payer', 'none', false)",
            Uuid::now_v7()
        )
    };
    let into_other = format!(
        "BEGIN; SET LOCAL laas.entity = '{}'; {}; COMMIT",
        one.id,
        party(&other.id.to_string())
    );
    let why = sql.run(&into_other).await.expect_err("a wall");
    assert!(why.contains("row-level security"), "{why}");
    sql.run("ROLLBACK").await.expect("a way back");
    let why = sql
        .run(&party(&one.id.to_string()))
        .await
        .expect_err("a wall");
    assert!(why.contains("row-level security"), "{why}");
    // Not even the owner of the tables writes facts outside a record.
    let mut owner = app.owner_sql().await;
    let why = owner
        .run(&party(&one.id.to_string()))
        .await
        .expect_err("a guard");
    assert!(why.contains("laas:write_outside_record"), "{why}");
    app.check_books().await;
}

/// The list of values a CHECK constraint allows for a column.
async fn allowed(sql: &mut Sql, table: &str, column: &str) -> BTreeSet<String> {
    let query = format!(
        "SELECT m[1] AS name FROM pg_constraint AS c
         JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
         CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-zA-Z0-9_]+)''', 'g') AS m
         WHERE c.contype = 'c' AND c.conrelid = '{table}'::regclass AND a.attname = '{column}'"
    );
    names(sql, &query).await
}

fn codes<T: std::fmt::Display>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(T::to_string).collect()
}

#[tokio::test]
async fn the_database_knows_the_same_codes_as_the_program() {
    use shared::{budget, expenditure, ledger, organisation, revenue, treasury};
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let statuses = allowed(&mut sql, "documents", "status").await;
    assert_eq!(statuses, codes(Status::ALL));
    for (table, column, known) in [
        ("journal_lines", "ledger", codes(ledger::Ledger::ALL)),
        ("posting_rules", "ledger", codes(ledger::Ledger::ALL)),
        ("budget_lines", "fund", codes(budget::Fund::ALL)),
        ("receipts", "money_kind", codes(revenue::MoneyKind::ALL)),
        (
            "receipt_items",
            "item_type",
            codes(revenue::ReceiptItemType::ALL),
        ),
        (
            "disbursement_requests",
            "request_kind",
            codes(expenditure::RequestKind::ALL),
        ),
        (
            "disbursement_requests",
            "withholding",
            codes(expenditure::WithholdingIncome::ALL),
        ),
        (
            "request_deposits",
            "item_type",
            codes(expenditure::DepositItemType::ALL),
        ),
        (
            "request_deposits",
            "form",
            codes(expenditure::WithholdingForm::ALL),
        ),
        ("payments", "method", codes(treasury::PaymentMethod::ALL)),
        ("parties", "kind", codes(organisation::PartyKind::ALL)),
        (
            "parties",
            "taxpayer_kind",
            codes(organisation::TaxpayerKind::ALL),
        ),
    ] {
        assert_eq!(
            allowed(&mut sql, table, column).await,
            known,
            "{table}.{column}"
        );
    }
    // The nation is an entity of its own type.
    let mut types = codes(organisation::EntityType::ALL);
    types.insert("nation".to_owned());
    assert_eq!(allowed(&mut sql, "entities", "entity_type").await, types);
    // Reasons of refused limits are problem codes.
    let reasons = names(
        &mut sql,
        "SELECT DISTINCT problem AS name FROM account_limits",
    )
    .await;
    assert!(
        reasons.is_subset(&codes(shared::ProblemCode::ALL)),
        "{reasons:?}"
    );
}

/// Codes without a list in the database are written by the program alone; what stands there after
/// every kind has walked is known to it.
#[tokio::test]
async fn codes_in_the_tables_are_known() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for kind in Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Opening | Kind::DailyReport))
    {
        office.walk(*kind).await;
    }
    let mut sql = app.owner_sql().await;
    use shared::document::{Action, Series, StepName};
    for (table, column, known) in [
        ("documents", "kind", codes(Kind::ALL)),
        ("document_events", "step", codes(StepName::ALL)),
        ("document_events", "action", codes(Action::ALL)),
        ("document_events", "status", codes(Status::ALL)),
        ("document_numbers", "series", codes(Series::ALL)),
        ("number_series", "series", codes(Series::ALL)),
        ("role_assignments", "role", codes(Role::ALL)),
    ] {
        let query =
            format!("SELECT DISTINCT {column} AS name FROM {table} WHERE {column} IS NOT NULL");
        let found = names(&mut sql, &query).await;
        assert!(
            !found.is_empty() && found.is_subset(&known),
            "{table}.{column}: {found:?}"
        );
    }
}
