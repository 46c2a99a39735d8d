//! Recorded facts can grow: whatever a later release does to a table, what was recorded before stays
//! provable, and damage is named in old columns and new ones.

use super::{behind_the_back, found, migrate_later, upgraded};
use api::verify::DamageKind;

/// What a later release does, and damage that must be named afterwards: SQL, table, column.
struct Case {
    name: &'static str,
    migration: &'static str,
    damages: &'static [(&'static str, &'static str, &'static str)],
}

const PAYER: (&str, &str, &str) = (
    "UPDATE receipts SET payer_name = 'คนอื่น' WHERE document_id = (SELECT min(document_id::text)::uuid
        FROM receipts)",
    "receipts",
    "payer_name",
);

const CASES: [Case; 11] = [
    Case {
        name: "2030-01-01-000000_revenue_add_remark",
        migration: "ALTER TABLE receipts ADD COLUMN remark text",
        damages: &[
            PAYER,
            (
                "UPDATE receipts SET remark = 'ก' WHERE money_kind = 'cheque'",
                "receipts",
                "remark",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_add_paper",
        migration: "ALTER TABLE receipts ADD COLUMN on_paper boolean NOT NULL DEFAULT true;
            ALTER TABLE receipts ADD COLUMN fee numeric(18, 2) NOT NULL DEFAULT 7.5;
            ALTER TABLE receipts ALTER COLUMN fee DROP DEFAULT",
        damages: &[
            PAYER,
            (
                "UPDATE receipts SET on_paper = false WHERE money_kind = 'cheque'",
                "receipts",
                "on_paper",
            ),
            (
                "UPDATE receipts SET fee = 7.51 WHERE money_kind = 'cheque'",
                "receipts",
                "fee",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_backfill_initials",
        migration: "ALTER TABLE receipts ADD COLUMN initials text;
            UPDATE receipts SET initials = left(payer_name, 2) WHERE money_kind = 'cash';
            UPDATE receipts SET initials = '' WHERE initials IS NULL;
            ALTER TABLE receipts ALTER COLUMN initials SET NOT NULL",
        damages: &[
            PAYER,
            (
                "UPDATE receipts SET initials = 'ก' WHERE money_kind = 'cheque'",
                "receipts",
                "initials",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_rename_payer",
        migration: "ALTER TABLE receipts RENAME COLUMN payer_name TO payer;
            ALTER TABLE receipts RENAME COLUMN cheque_no TO swapped;
            ALTER TABLE receipts RENAME COLUMN cheque_bank TO cheque_no;
            ALTER TABLE receipts RENAME COLUMN swapped TO cheque_bank",
        damages: &[
            (
                "UPDATE receipts SET payer = 'คนอื่น' WHERE money_kind = 'cheque'",
                "receipts",
                "payer",
            ),
            (
                "UPDATE receipts SET cheque_bank = '1' WHERE money_kind = 'cheque'",
                "receipts",
                "cheque_bank",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_drop_address",
        migration: "ALTER TABLE receipts DROP COLUMN payer_address",
        damages: &[PAYER],
    },
    Case {
        name: "2030-01-01-000000_documents_widen_amount",
        migration: "ALTER TABLE documents ALTER COLUMN amount TYPE numeric(20, 2);
            ALTER TABLE documents ALTER COLUMN version TYPE bigint;
            ALTER TABLE parties ALTER COLUMN code TYPE varchar",
        damages: &[
            (
                "UPDATE documents SET amount = amount + 0.01 WHERE kind = 'opening'",
                "documents",
                "amount",
            ),
            (
                "UPDATE parties SET code = 'X' WHERE code = 'SUPPLIER'",
                "parties",
                "code",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_organisation_create_notes",
        migration: "CREATE TABLE party_notes (entity_id uuid, party_id uuid, note text NOT NULL,
                PRIMARY KEY (entity_id, party_id));
            INSERT INTO party_notes SELECT entity_id, id, name_th FROM parties;
            UPDATE parties SET name_th = name_th || ' (เดิม)'",
        damages: &[
            PAYER,
            (
                "UPDATE party_notes SET note = 'ก' WHERE note LIKE '%SUPPLIER%'",
                "party_notes",
                "note",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_expenditure_drop_deductions",
        migration: "DROP TABLE request_deductions",
        damages: &[PAYER],
    },
    Case {
        name: "2030-01-01-000000_budget_rename_estimates",
        migration: "ALTER TABLE ordinance_estimates RENAME TO estimates;
            UPDATE estimates SET amount = amount + 1 WHERE line_no = 1",
        damages: &[
            (
                "UPDATE estimates SET revenue_type = 'x' WHERE line_no = 1",
                "estimates",
                "revenue_type",
            ),
            (
                "UPDATE estimates SET revenue_type = 'x' WHERE line_no = 2",
                "estimates",
                "revenue_type",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_add_double",
        migration: "ALTER TABLE receipt_items ADD COLUMN twice numeric(18, 2)
                GENERATED ALWAYS AS (amount * 2) STORED",
        damages: &[
            PAYER,
            (
                "UPDATE receipt_items SET amount = amount + 1 WHERE line_no = 1",
                "receipt_items",
                "twice",
            ),
        ],
    },
    Case {
        name: "2030-01-01-000000_revenue_drop_items",
        migration: "INSERT INTO receipt_items (entity_id, document_id, line_no, item_type, revenue_type,
                amount, description)
            SELECT entity_id, document_id, 101, 'revenue', '412106', amount + penalty + surcharge, 'ใหม่'
            FROM receipt_items WHERE line_no = 1;
            DELETE FROM receipt_items WHERE line_no = 1",
        damages: &[
            PAYER,
            (
                "UPDATE receipt_items SET amount = 6 WHERE description = 'ใหม่'",
                "receipt_items",
                "amount",
            ),
        ],
    },
];

#[tokio::test]
async fn what_was_recorded_stays_provable_and_damage_is_named() {
    for (case, urls) in CASES.iter().zip(upgraded(CASES.len()).await) {
        migrate_later(&urls, &[(case.name, case.migration)]).expect(case.name);
        assert_eq!(
            found(&urls, &[case.name]).await,
            Vec::new(),
            "{}",
            case.name
        );
        for (sql, ..) in case.damages {
            behind_the_back(&urls, sql).await;
        }
        let findings = found(&urls, &[case.name]).await;
        for (sql, table, column) in case.damages {
            let named = findings.iter().any(|of| {
                let where_ = (of.table.as_str(), of.column.as_deref());
                of.kind == DamageKind::RowChanged && where_ == (table, Some(column))
            });
            assert!(named, "{}: {sql}\n{findings:#?}", case.name);
        }
        let tables: Vec<&str> = case.damages.iter().map(|(_, table, _)| *table).collect();
        let others = findings.iter().filter(|of| {
            // What follows from it for the words and the amount of its document.
            let follows = [DamageKind::SearchWrong, DamageKind::FigureWrong].contains(&of.kind);
            !tables.contains(&of.table.as_str()) && !follows
        });
        assert_eq!(others.count(), 0, "{}: {findings:#?}", case.name);
    }
}

/// One after the other, as releases come: the second goes on from what the first has made.
#[tokio::test]
async fn releases_follow_each_other() {
    let urls = upgraded(1).await.remove(0);
    let later = [
        (
            "2030-01-01-000000_budget_add_remark",
            "ALTER TABLE ordinance_estimates ADD COLUMN remark text",
        ),
        (
            "2030-01-02-000000_budget_backfill_remark",
            "UPDATE ordinance_estimates SET remark = 'ข' WHERE line_no = 1",
        ),
        (
            "2030-01-03-000000_budget_rename_remark",
            "ALTER TABLE ordinance_estimates RENAME COLUMN remark TO note;
             ALTER TABLE ordinance_estimates RENAME TO estimates",
        ),
    ];
    let names = later.map(|(name, _)| name);
    migrate_later(&urls, &later[..1]).expect("the first");
    assert_eq!(found(&urls, &names[..1]).await, Vec::new());
    // The two others together, as for whoever leaves a release out.
    migrate_later(&urls, &later[1..]).expect("the others");
    assert_eq!(found(&urls, &names).await, Vec::new());
    let damage = "UPDATE estimates SET note = 'ก' WHERE line_no = 2";
    behind_the_back(&urls, damage).await;
    let findings = found(&urls, &names).await;
    assert!(!findings.is_empty());
    let note = |of: &api::verify::Finding| of.column.as_deref() == Some("note");
    assert!(findings.iter().all(note), "{findings:#?}");
    assert!(
        !found(&urls, &names[..2]).await.is_empty(),
        "an unknown migration is named"
    );
}

/// What cannot be proved afterwards is refused, and the database stays as it was.
#[tokio::test]
async fn what_could_not_be_proved_is_refused() {
    let urls = upgraded(1).await.remove(0);
    for (sql, why) in [
        (
            "ALTER TABLE documents ALTER COLUMN amount TYPE numeric(18, 4)",
            "laas:retyped_documents_amount",
        ),
        (
            "ALTER TABLE daily_reports DROP CONSTRAINT daily_reports_pkey CASCADE;
             ALTER TABLE daily_reports ADD PRIMARY KEY (entity_id, report_date, document_id)",
            "laas:rekeyed_daily_reports",
        ),
        (
            "ALTER TABLE receipts ADD COLUMN payer text;
             UPDATE receipts SET payer = payer_name;
             ALTER TABLE receipts DROP COLUMN payer_name",
            "laas:dropped_receipts_payer_name",
        ),
        (
            "CREATE TABLE held (entity_id uuid, document_id uuid, line_no int, amount numeric(18, 2),
                 PRIMARY KEY (entity_id, document_id, line_no));
             INSERT INTO held SELECT entity_id, document_id, line_no, amount FROM request_deposits;
             DROP TABLE request_deposits",
            "laas:dropped_request_deposits",
        ),
        (
            "TRUNCATE request_deposits",
            "laas:truncated_request_deposits",
        ),
        ("UPDATE parties SET code = 'X'", "duplicate key"),
        (
            "INSERT INTO account_limits SELECT ledger, account, 'C', 'x' FROM current_balances
             WHERE limit_side IS NULL AND debit > credit LIMIT 1",
            "ยอดคงเหลือเกินวงเงิน",
        ),
    ] {
        let name = "2030-01-01-000000_documents_break_facts";
        let refused = migrate_later(&urls, &[(name, sql)]).expect_err(sql);
        assert!(refused.contains(why), "{sql}: {refused}");
        assert_eq!(found(&urls, &[]).await, Vec::new(), "{sql} left nothing");
    }
    // A limit that balances keep holds for them at once: verification compares the two.
    let limit = "INSERT INTO account_limits SELECT ledger, account, 'D', 'x' FROM current_balances
         GROUP BY 1, 2 HAVING bool_and(limit_side IS NULL AND debit > credit) LIMIT 1";
    let name = "2030-01-01-000000_journal_add_limit";
    migrate_later(&urls, &[(name, limit)]).expect("runs");
    assert_eq!(found(&urls, &[]).await, Vec::new());
}
