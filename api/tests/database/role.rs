//! The role of the server in the hands of somebody else: it may do what the server does, by the
//! functions that own it, and nothing around them.

use super::walls::within;
use super::{TABLES, names};
use crate::support::{Office, Sql, TestApp, fresh_database, golden, prepare};
use shared::document::Kind;
use shared::permission::Role;

/// What the role may do with each table, for a reviewer: what the server never changes is not among
/// it.
#[tokio::test]
async fn the_rights_of_the_server_are_as_reviewed() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let rights = format!(
        "SELECT t.name || ': ' || concat_ws(', ', (SELECT string_agg(p, ', ' ORDER BY place)
             FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS p (p, place)
             WHERE has_table_privilege('laas_app', t.name, p)),
             (SELECT string_agg(c.p || ' (' || c.columns || ')', ', ' ORDER BY c.p) FROM (
                 SELECT p, string_agg(attname, ', ' ORDER BY attnum) AS columns
                 FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p
                 JOIN pg_attribute ON attrelid = t.name::regclass AND attnum > 0 AND NOT attisdropped
                 WHERE NOT has_table_privilege('laas_app', t.name, p)
                   AND has_column_privilege('laas_app', t.name, attnum, p) GROUP BY p) AS c)) AS name
         FROM ({TABLES}) AS t"
    );
    let rights: Vec<String> = names(&mut sql, &rights).await.into_iter().collect();
    golden("api/tests/golden/server_role.txt", &rights.join("\n"));
}

/// What somebody with the password of the server would try, by what it is about. `{office}`,
/// `{person}`, `{other}`, `{document}` and `{maker}` are an office, a clerk of it, an office the clerk
/// has no post in, a posted document, and who made it.
const ATTACKS: [(&str, &[&str]); 15] = [
    (
        "balances",
        &[
            "UPDATE current_balances SET debit = debit + 1",
            "UPDATE current_balances SET reserved = 0",
            "UPDATE current_balances SET limit_side = NULL",
            "INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit)
             VALUES ('{office}', 'financial', '1101010101', 'x', 1, 0)",
            "DELETE FROM current_balances",
            "UPDATE balances SET credit = 0",
            "INSERT INTO balances SELECT * FROM balances",
            "DELETE FROM balances",
        ],
    ),
    (
        "counters and the record",
        &[
            "UPDATE number_series SET last_number = 0",
            "UPDATE number_series SET last_number = last_number + 1",
            "INSERT INTO number_series VALUES ('{office}', 'x', 2569, '', 7)",
            "DELETE FROM number_series",
            "UPDATE entity_heads SET seq = seq - 1",
            "UPDATE entity_heads SET hash = sha256('x')",
            "INSERT INTO entities (id, entity_type, name_th)
             SELECT set_config('laas.entity', gen_random_uuid()::text, true)::uuid, 'sao', 'x';
             INSERT INTO entity_heads (entity_id, hash) VALUES (laas_entity(), sha256('x'))",
            "SELECT append_record(now(), NULL, 'restore-entity', '', NULL, '', '')",
            "SELECT append_record(now(), '{person}', 'x', '', NULL, '', '')",
            "UPDATE entity_heads SET entity_id = set_config('laas.entity', '{other}', true)::uuid",
            "INSERT INTO entity_heads (entity_id, seq, hash) VALUES ('{other}', 7, sha256('x'))",
            "DELETE FROM entity_heads",
            "INSERT INTO records SELECT * FROM records",
            "SELECT append_record(now(), NULL, 'migration/2026-11-28-222000_journal_create_claims', '',
                 NULL, '', '', '')",
            "UPDATE records SET answer = '{}'",
            "DELETE FROM records",
        ],
    ),
    (
        "status and history",
        &[
            "UPDATE documents SET status = 'posted'",
            "UPDATE documents SET steps_taken = 9, next_step = NULL",
            "UPDATE documents SET has_effect = false",
            "UPDATE documents SET amount = 1",
            "UPDATE documents SET created_by = '{person}'",
            "INSERT INTO documents SELECT * FROM documents",
            "DELETE FROM documents",
            "INSERT INTO document_events SELECT * FROM document_events",
            "SELECT change_document('{document}', 'approved', 1, false, 'x', NULL, NULL, 1, 9, NULL,
                NULL, NULL, 2569, now(), '{person}', 'x', 'x', '2025-10-15', 'approve', 'approve', NULL, NULL)",
            "UPDATE document_events SET person_id = '{person}'",
            "DELETE FROM document_events",
            "UPDATE document_numbers SET number = '1'",
            "DELETE FROM document_numbers",
            // Moves that there are not, and steps it does not wait for.
            "SELECT change_document('{document}', 'approved', 1, false, 'x', NULL, NULL, 1, 9, NULL,
                NULL, NULL, 2569, now(), '{maker}', 'x', 'x', '2025-10-15', 'submit', 'submit', NULL, NULL)",
            "SELECT change_document(id, 'draft', 0, false, title, party_name, department_id, amount, 9,
                route, 'submit', document_on, fiscal_year, now(), '{maker}', 'x', 'x', '2025-10-15', NULL,
                'return', 'x', NULL) FROM documents WHERE id = '{document}'",
            "SELECT change_document(id, 'posted', 0, false, title, party_name, department_id, amount, 9,
                route, NULL, document_on, fiscal_year, now(), '{maker}', 'x', 'x', '2025-10-15', NULL,
                'settle', NULL, NULL) FROM documents WHERE id = '{document}'",
            // What it comes to.
            "SELECT change_document(id, 'cancelled', 0, false, title, party_name, department_id, 1, 9,
                route, NULL, document_on, fiscal_year, now(), '{maker}', 'x', 'x', '2025-10-15', NULL,
                'cancel', 'x', NULL) FROM documents WHERE id = '{document}'",
        ],
    ),
    (
        "what was handed in",
        &[
            "UPDATE bank_receipts SET notice_no = 'X' WHERE document_id = '{document}'",
            "DELETE FROM bank_receipts WHERE document_id = '{document}'",
            "UPDATE receipt_items SET amount = 1",
            "DELETE FROM receipt_items",
            "UPDATE document_names SET names = '{}'",
        ],
    ),
    (
        "duties kept apart",
        &[
            "INSERT INTO party_editors SELECT * FROM party_editors",
            "UPDATE party_editors SET person_id = '{person}'",
            "DELETE FROM party_editors",
            "INSERT INTO party_account_changes SELECT * FROM party_account_changes",
            "DELETE FROM party_account_changes",
            "UPDATE user_reviews SET rights_until = rights_until + 1",
            "DELETE FROM user_review_rows",
            "DELETE FROM separated_duties",
            "INSERT INTO step_roles SELECT * FROM step_roles",
            "DELETE FROM step_roles",
            "INSERT INTO voiding_roles SELECT * FROM voiding_roles",
            "DELETE FROM voiding_roles",
            "UPDATE separated_duties SET step = 'x'",
            "INSERT INTO separated_duties SELECT * FROM separated_duties",
            "CREATE OR REPLACE VIEW duties_held AS SELECT 1",
            "SELECT change_document('{document}', 'posted', 2, true, 'x', NULL, NULL, 1, 9, NULL, NULL,
                 NULL, 2569, now(), '{maker}', 'x', 'x', '2025-10-15', 'approve', 'approve', NULL, NULL)",
            "SELECT change_document('{document}', 'approved', 1, false, 'x', NULL, NULL, 1, 9, NULL, NULL,
                 NULL, 2569, now(), '{person}', 'x', 'x', '2025-10-15', NULL, 'approve', NULL, NULL)",
        ],
    ),
    (
        "passwords",
        &[
            "INSERT INTO credentials VALUES ('{person}', '$argon2id$x', now())",
            "UPDATE credentials SET password_hash = '$argon2id$x'",
            "DELETE FROM credentials",
            "SELECT set_password('{person}', 'plain', now())",
        ],
    ),
    (
        "sessions",
        &[
            "INSERT INTO sessions VALUES (sha256('x'), '{person}', '{office}', now(), now(), now())",
            "UPDATE sessions SET person_id = '{person}'",
            "UPDATE sessions SET entity_id = '{other}'",
            "UPDATE sessions SET expires_at = 'infinity'",
            "UPDATE sessions SET is_locked = false",
            "UPDATE sessions SET proved_at = now()",
            "DELETE FROM sessions",
            "SELECT FROM sessions",
            "SELECT open_session(sha256('x'), '{person}', '{other}', now(), now())",
        ],
    ),
    (
        "roles",
        &[
            "INSERT INTO role_assignments (entity_id, id, person_id, role, position_th)
             VALUES ('{office}', gen_random_uuid(), '{person}', 'executive', 'x')",
            "UPDATE role_assignments SET role = 'executive'",
            "INSERT INTO deputies SELECT * FROM deputies",
            "UPDATE deputies SET valid_until = valid_until + 1",
            "UPDATE role_assignments SET is_suspended = false",
            "DELETE FROM role_assignments",
            // Given by nobody.
            "SELECT assign_role(gen_random_uuid(), '{person}', 'executive', NULL, 'x', NULL, NULL,
                NULL), append_record(now(), NULL, 'x', 'x', NULL, '', '')",
            "INSERT INTO posts SELECT * FROM posts",
            "UPDATE posts SET role = 'executive'",
            "DELETE FROM posts",
            "SELECT FROM posts",
        ],
    ),
    (
        "people and organisations",
        &[
            "UPDATE logins SET pid_hash = 'x'",
            "UPDATE logins SET username = 'x'",
            "UPDATE logins SET email = 'x@example.com'",
            "UPDATE logins SET last_login_at = '2020-01-01'",
            "SELECT note_login('{person}', now())",
            "SELECT set_email(sha256('x'), now())",
            // Addresses that were not proved, or too long ago.
            "INSERT INTO login_attempts (token_hash, person_id, email, expires_at)
             VALUES (sha256('x'), '{person}', 'x@example.com', 'infinity');
             SELECT set_email(sha256('x'), now())",
            "INSERT INTO login_attempts (token_hash, person_id, email, email_proved, expires_at)
             VALUES (sha256('x'), '{person}', 'x@example.com', true, now());
             SELECT set_email(sha256('x'), now())",
            "DELETE FROM logins",
            "UPDATE persons SET name_th = 'x'",
            "DELETE FROM persons",
            "INSERT INTO person_seals SELECT * FROM person_seals",
            "UPDATE person_seals SET name_hash = sha256('x')",
            "UPDATE entities SET name_th = 'x'",
            "UPDATE entities SET is_practice = true",
            "DELETE FROM entities",
            "UPDATE entity_settings SET wht_rate = 0",
            "DELETE FROM departments",
            "DELETE FROM parties",
            "DELETE FROM bank_accounts",
        ],
    ),
    (
        "lists of the nation",
        &[
            "DELETE FROM account_limits",
            "UPDATE posting_rules SET debit = credit",
            "INSERT INTO accounts SELECT * FROM accounts",
            "UPDATE classifications SET name_th = 'x'",
        ],
    ),
    (
        "the journal",
        &[
            "UPDATE journal_entries SET posted_on = posted_on - 1",
            "DELETE FROM journal_entries",
            "UPDATE journal_lines SET debit = 1",
            "DELETE FROM journal_lines",
        ],
    ),
    (
        "what hangs on documents",
        &[
            "DELETE FROM reservations",
            "UPDATE reservations SET account = 'x'",
            "DELETE FROM claims",
            "UPDATE claims SET document_id = '{document}'",
            "DELETE FROM document_takes",
            "UPDATE document_takes SET settles = false",
            "UPDATE budget_lines SET department_id = NULL",
            "DELETE FROM budget_lines",
            "UPDATE number_formats SET first_year = 2500",
            "DELETE FROM number_formats",
            "UPDATE attachments SET name = 'x'",
            "DELETE FROM attachment_contents",
            "UPDATE twins SET key = 'x'",
            "DELETE FROM search_texts",
            "UPDATE search_texts SET normal = 'x'",
        ],
    ),
    (
        "triggers and walls",
        &[
            "SET session_replication_role = replica",
            "ALTER TABLE documents DISABLE TRIGGER ALL",
            "ALTER TABLE documents DISABLE ROW LEVEL SECURITY",
            "DROP POLICY own_entity ON documents",
            "TRUNCATE receipts",
            "CREATE TEMP TABLE daily_reports (x int)",
            "CREATE TABLE x (x int)",
            "CREATE FUNCTION laas_entity(x int) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
            "CREATE SCHEMA x",
        ],
    ),
    (
        "stores beside the tables, and other times",
        &[
            "SELECT lo_from_bytea(0, 'x')",
            "SELECT lo_create(0)",
            "SELECT pg_logical_emit_message(true, 'x', 'y')",
            "SELECT open_session(sha256('x'), '{person}', '{office}', now() + interval '1 year',
                 now() + interval '2 years')",
        ],
    ),
    (
        "the whole PostgreSQL",
        &[
            "SET ROLE postgres",
            "ALTER ROLE laas_app SUPERUSER",
            "GRANT pg_read_all_data TO laas_app",
            "COPY documents TO PROGRAM 'cat'",
            "SELECT pg_read_file('PG_VERSION')",
        ],
    ),
];

/// What is open still, and why: the server does just this, and the database cannot tell who asks. That
/// it was done stands in the record, or `laas verify` finds that it does not.
const OPEN: [(&str, &str); 6] = [
    (
        "the functions that own something do it for whoever has the role",
        "SELECT set_password('{person}', '$argon2id$x', now())",
    ),
    (
        "so a session is opened for anybody, where that person has a post",
        "SELECT open_session(sha256('x'), '{person}', '{office}', now(), now())",
    ),
    (
        "an attempt of the first log-in is said to have proved an address",
        "INSERT INTO login_attempts (token_hash, person_id, email, email_proved, expires_at)
         VALUES (sha256('x'), '{person}', 'x@example.com', true, 'infinity');
         SELECT set_email(sha256('x'), now())",
    ),
    (
        "failed tries are forgotten after a log-in",
        "DELETE FROM throttles",
    ),
    (
        "hashes of passwords are read to compare them",
        "SELECT password_hash FROM credentials",
    ),
    (
        "accounts are looked for by name",
        "SELECT username, pid_hash, email FROM logins",
    ),
];

struct Attacker {
    office: Office,
    other: Office,
    document: String,
    sql: Sql,
}

impl Attacker {
    async fn of(app: &TestApp) -> Attacker {
        let (office, other) = (app.office().await, app.bare_office().await);
        let document = office.walk(Kind::BankReceipt).await.id.to_string();
        let sql = app.app_sql().await;
        Attacker {
            office,
            other,
            document,
            sql,
        }
    }

    async fn tries(&mut self, statement: &str) -> Result<(), String> {
        let person = self.office.member(Role::RevenueOfficer).person;
        let maker = self.office.maker(Kind::BankReceipt).person;
        let statement = statement
            .replace("{office}", &self.office.id.to_string())
            .replace("{other}", &self.other.id.to_string())
            .replace("{person}", &person.to_string())
            .replace("{maker}", &maker.to_string())
            .replace("{document}", &self.document);
        within(&mut self.sql, &self.office, &statement).await
    }
}

#[tokio::test]
async fn nothing_is_done_around_the_functions_that_own_it() {
    let urls = fresh_database().await;
    // Rights on a database as a whole do not come with a copy of it.
    prepare(&urls.owner);
    let app = TestApp::start_on(urls, |_| ()).await;
    let mut attacker = Attacker::of(&app).await;
    let mut done = Vec::new();
    for (about, statements) in ATTACKS {
        for statement in statements {
            let words = [
                "permission denied",
                "must ",
                "laas:weak_hash",
                "laas:not_found",
                "laas:separation_of_duties",
                "laas:wrong_state",
                "laas:forbidden",
                "laas:clock_wrong",
                "laas:not_permitted",
                "laas:immutable_entity_heads",
            ];
            match attacker.tries(statement).await {
                Err(why) if words.iter().any(|word| why.contains(word)) => {}
                other => done.push(format!("{about}: {statement}: {other:?}")),
            }
        }
    }
    assert!(done.is_empty(), "{}", done.join("\n"));
    app.check_books().await;
}

/// The list above is true: it only shrinks.
#[tokio::test]
async fn what_is_open_is_said() {
    let app = TestApp::start().await;
    let mut attacker = Attacker::of(&app).await;
    for (why, statement) in OPEN {
        let done = attacker.tries(statement).await;
        assert!(done.is_ok(), "no longer open: {why}: {done:?}");
    }
}
