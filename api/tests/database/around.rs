//! Around the program, as the role of the server or the owner: refused all the same.

use super::append_only;
use super::walls::within;
use crate::support::{Office, Sql, TestApp};
use shared::ProblemCode;
use shared::document::Kind;
use uuid::Uuid;

/// Not even the owner changes what is written, unless triggers are taken away first.
#[tokio::test]
async fn written_is_written() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.owner_sql().await;
    for table in append_only() {
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

/// An office with a posted document, and connections of the server's role and of the owner that work
/// there.
struct Around {
    app: TestApp,
    office: Office,
    sql: Sql,
    owner: Sql,
    document: Uuid,
}

impl Around {
    async fn new() -> Around {
        let app = TestApp::start().await;
        let office = app.office().await;
        let document = office.walk(Kind::BankReceipt).await.id.0;
        let (sql, owner) = (app.app_sql().await, app.owner_sql().await);
        Around {
            app,
            office,
            sql,
            owner,
            document,
        }
    }

    /// Runs statements in one transaction of the office, up to the commit.
    async fn try_write(&mut self, statements: &str) -> Result<(), String> {
        let person = self.office.everything().person;
        let statements = format!("SET LOCAL laas.person = '{person}'; {statements}");
        within(&mut self.sql, &self.office, &statements).await
    }

    /// The statements are refused with this word also to the owner, who may write what the server may
    /// not.
    async fn refused_to_all(&mut self, statements: &str, word: &str) {
        let why = within(&mut self.owner, &self.office, statements).await;
        let why = why.expect_err(statements);
        assert!(why.contains(word), "{statements}: {why}");
        self.refused(statements, "").await;
    }

    /// The statements are refused with this word, and nothing has changed.
    async fn refused(&mut self, statements: &str, word: &str) {
        let head = self.office.head().await;
        let why = self.try_write(statements).await.expect_err(statements);
        assert!(why.contains(word), "{statements}: {why}");
        assert_eq!(self.office.head().await, head);
    }

    /// Nothing is wrong with the entry itself; at the commit it is refused, because no step caused it.
    async fn only_lacks_a_step(&mut self, entry: &str) {
        self.refused(entry, "laas:wrong_state").await;
    }

    /// An entry of today with these lines: ledger, account, dimension columns, debit, credit.
    fn entry(&self, posted_on: &str, lines: &[(&str, &str, &str, &str)]) -> (Uuid, String) {
        let (id, office, document) = (Uuid::now_v7(), self.office.id, self.document);
        let entry = format!(
            "INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event)
             SELECT '{office}', '{id}', max(seq) + 1, '{posted_on}', 2569, '{document}', 'around'
             FROM journal_entries"
        );
        let numbered = (1..).zip(lines);
        let values = numbered.map(|(n, (ledger, account, debit, credit))| {
            let (bank, line) = match *ledger {
                "budgetary" => ("NULL".to_owned(), format!("'{}'", self.office.lines[0])),
                _ if account.starts_with("110103") => {
                    (format!("'{}'", self.office.savings), "NULL".to_owned())
                }
                _ => ("NULL".to_owned(), "NULL".to_owned()),
            };
            format!(
                "('{office}', '{id}', {n}, '{posted_on}', '{ledger}', '{account}', {bank}, {line},
                  {debit}, {credit}, '{document}')"
            )
        });
        let values: Vec<String> = values.collect();
        let sql = format!(
            "{entry}; INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger,
                 account, bank_account_id, budget_line_id, debit, credit, source_id)
             VALUES {}",
            values.join(", ")
        );
        (id, sql)
    }
}

const TODAY: &str = "2025-10-15";

#[tokio::test]
async fn an_unbalanced_entry_is_refused_however_it_is_written() {
    let mut around = Around::new().await;
    let lines = [
        ("financial", "1101010101", "5.00", "0"),
        ("financial", "4301020901", "0", "5.00"),
    ];
    let (_, balanced) = around.entry(TODAY, &lines);
    around.only_lacks_a_step(&balanced).await;
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
    // Balanced in the end, but not in one piece.
    let (_, piecemeal) = around.entry(TODAY, &lines);
    let (first, second) = piecemeal.rsplit_once(", ('").expect("two lines");
    let columns = first.rsplit_once("; ").expect("two statements").1;
    let columns = columns.split_once("VALUES").expect("columns").0;
    let piecemeal = format!("{first}; {columns} VALUES ('{second}");
    around.refused(&piecemeal, "laas:unbalanced").await;
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
    let stands = "SELECT id AS value FROM journal_entries WHERE document_id = $1";
    let id: Uuid = around.owner.value(stands, &[around.document.into()]).await;
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
    // Nor lines of no entry at all.
    let (_, entry) = around.entry(TODAY, &lines);
    let (_, rest) = entry.split_once("; ").expect("lines");
    around.refused(rest, "laas:immutable_journal_entries").await;
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
    around.only_lacks_a_step(&entry).await;
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
    around.only_lacks_a_step(&entry).await;
}

/// The server that does not know of a limit is told by the database, and says so.
#[tokio::test]
async fn a_limit_only_the_database_knows_is_a_refusal() {
    let around = Around::new().await;
    let (office, mut owner) = (&around.office, around.app.owner_sql().await);
    let request = office
        .walk_body(Kind::DisbursementRequest, office.request_body("9500000.00"))
        .await;
    let forget = "ALTER TABLE account_limits DISABLE TRIGGER limits_changed;
        DELETE FROM account_limits WHERE account = '1101030101'";
    owner.run(forget).await.expect("the owner may");
    let mut payment = office
        .draft(Kind::Payment, office.transfer_body(&[request.id]))
        .await;
    while payment.next_step().is_some_and(|step| !step.takes_effect) {
        office.step(&mut payment).await;
    }
    let last = payment.next_step().expect("a step with effect");
    let actor = &office.actor(&payment, last).client;
    payment
        .ask(actor, last.action.as_str(), None)
        .await
        .refused(ProblemCode::LIMIT_REACHED);
    // What was refused moved nothing: with less than there is, the next one goes.
    let request = office.walk(Kind::DisbursementRequest).await;
    let transfer = office.transfer_body(&[request.id]);
    office.walk_body(Kind::Payment, transfer).await;
}

#[tokio::test]
async fn no_limit_is_lifted_by_the_role_of_the_server() {
    let mut around = Around::new().await;
    let lift = "UPDATE current_balances SET limit_side = NULL";
    around.refused(lift, "permission denied").await;
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
    let count = |n: usize| {
        let each = "treasury_no,".repeat(n);
        format!(
            "SELECT take_numbers(2569, '{{{}}}', array_fill(''::text, '{{{n}}}'))",
            each.trim_end_matches(',')
        )
    };
    around.refused(&number(1), "laas:number_gap").await;
    // Nor is one taken and not given.
    around.refused(&count(1), "laas:number_gap").await;
    let one_of_two = format!("{}; {}", count(2), number(2));
    around.refused(&one_of_two, "laas:number_gap").await;
    around
        .refused(&format!("{}; {}", count(1), number(2)), "laas:number_gap")
        .await;
    let record = "SELECT append_record(now(), laas_person(), 'x', 'x', NULL, '', '')";
    around
        .try_write(&format!("{}; {}; {record}", count(1), number(1)))
        .await
        .expect("the first number");
    around.refused(&number(1), "constraint").await;
    around.refused(&number(2), "laas:number_gap").await;
}

/// A row that got another key would stand in the record under the old one for ever.
#[tokio::test]
async fn a_row_keeps_its_key() {
    let mut around = Around::new().await;
    around
        .refused(
            "UPDATE parties SET id = gen_random_uuid() WHERE code = 'PUBLIC'",
            "laas:immutable_parties",
        )
        .await;
}

/// No key and an empty key would have the same hash.
#[tokio::test]
async fn no_record_has_an_empty_key() {
    let mut around = Around::new().await;
    let record = "SELECT append_record(now(), laas_person(), 'test', '', '', '', 'null')";
    around
        .refused(record, "records_idempotency_key_check")
        .await;
}

/// The number of a cheque counts once for its account, whoever moves the report out of its draft;
/// and it is kept in one spelling.
#[tokio::test]
async fn a_number_is_used_once_whoever_writes_it() {
    let mut around = Around::new().await;
    let office = &around.office;
    let mut drafts = Vec::new();
    for _ in 0..2 {
        let request = office.walk(Kind::DisbursementRequest).await;
        let mut body = office.cheque_report_body(&[request.id], Uuid::now_v7());
        body["items"][0]["cheque_no"] = "0099001".into();
        drafts.push(office.draft(Kind::ChequeReport, body).await.id);
    }
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let mut body = office.receipt_body("cheque", "10.00");
        body["cheque_no"] = "0099002".into();
        receipts.push(office.draft(Kind::Receipt, body).await.id);
    }
    for pair in [drafts.clone(), receipts] {
        let submit = |id: &shared::DocumentId| {
            format!("UPDATE documents SET status = 'submitted', steps_taken = 1 WHERE id = '{id}'")
        };
        let both: Vec<String> = pair.iter().map(submit).collect();
        around
            .refused_to_all(&both.join("; "), "laas:duplicate_number")
            .await;
    }
    for (number, refused) in [
        ("00 99001", "cheque_items_cheque_no_spelling"),
        ("a-1", "cheque_items_cheque_no_spelling"),
        ("๐๐๙๙๐๐๑", "cheque_items_cheque_no_spelling"),
        ("0099001\u{200B}", "cheque_items_cheque_no_spelling"),
        ("", "cheque_items_cheque_no_spelling"),
    ] {
        let change = format!(
            "UPDATE cheque_items SET cheque_no = '{number}' WHERE document_id = '{}'",
            drafts[0]
        );
        around.refused(&change, refused).await;
    }
}

/// Of an advance no more is taken than was paid, and its borrower gets no second one, whoever writes
/// it.
#[tokio::test]
async fn an_advance_is_not_cleared_beyond_itself_and_a_borrower_has_one() {
    let mut around = Around::new().await;
    let office = &around.office;
    office.walk_advance("100.00").await;
    let mut drafts = Vec::new();
    for _ in 0..2 {
        let mut body = office.advance_body("10.00");
        body["borrower_name"] = "ผู้ยืมคนเดียวกัน".into();
        drafts.push(office.draft(Kind::AdvanceRequest, body).await.id);
    }
    for account in ["1102010101", "claim.advance"] {
        let overdraw = format!(
            "UPDATE current_balances SET credit = debit + 0.01 WHERE account = '{account}'"
        );
        around
            .refused_to_all(&overdraw, "current_balances_limit")
            .await;
    }
    let submit = |id: &shared::DocumentId| {
        format!("UPDATE documents SET status = 'submitted', steps_taken = 1 WHERE id = '{id}'")
    };
    let both: Vec<String> = drafts.iter().map(submit).collect();
    around
        .refused_to_all(&both.join("; "), "laas:open_advance")
        .await;
    // What no advance is does not come back as one.
    let receipt = "UPDATE receipt_items SET item_type = 'advance_return', revenue_type = NULL";
    around
        .refused_to_all(receipt, "receipt_items_advance_check")
        .await;
}

/// A bank account stays where its money was posted, what is owed in taxes has its whole key, and a paper
/// is entered by one spelling of its number, whoever writes it.
#[tokio::test]
async fn what_balances_and_papers_are_known_by_stays_or_is_whole() {
    let mut around = Around::new().await;
    let moved = format!(
        "UPDATE bank_accounts SET account = '1101030101' WHERE id = '{}'",
        around.office.savings
    );
    around.refused_to_all(&moved, "laas:account_posted").await;
    for (change, constraint) in [
        ("tax_year = 2568", "opening_lines_tax_key"),
        ("tax = 'signboard'", "opening_lines_tax_key"),
    ] {
        let change = format!("UPDATE opening_lines SET {change} WHERE line_no = 1");
        around.refused_to_all(&change, constraint).await;
    }
    let (person, id) = (around.office.members[0].person, Uuid::now_v7());
    for (number, book) in [
        ("a1", "NULL"),
        ("๑", "NULL"),
        ("1 2", "NULL"),
        ("1", "'เล่ม ๑'"),
    ] {
        let make = format!(
            "SELECT make_document('{id}', 'receipt', 2569, '2025-10-15', 'ใบเสร็จ', NULL, NULL, 0,
                 '{person}', now(), 'ผู้ทำ', 'ตำแหน่ง', NULL, 'submit', '{number}', {book},
                 '2025-10-15', NULL, NULL)"
        );
        around.refused(&make, "laas:invalid_fields").await;
    }
}
