//! A limit holds for the balances that exist, from the moment it stands.

use crate::support::{Sql, TestApp};
use shared::document::Kind;

/// An unlimited account on the debit side: book and account.
async fn unlimited(sql: &mut Sql) -> (String, String) {
    let one = "SELECT jsonb_build_array(b.ledger, b.account) AS value FROM current_balances AS b
        LEFT JOIN account_limits AS l ON l.ledger = b.ledger AND l.account = b.account
        WHERE l.side IS NULL AND b.debit > b.credit ORDER BY b.account LIMIT 1";
    sql.value(one, &[]).await
}

#[tokio::test]
async fn a_limit_added_later_holds_for_balances_that_exist() {
    let app = TestApp::start().await;
    let office = app.office().await;
    office.walk(Kind::Payment).await;
    let mut sql = app.owner_sql().await;
    let (ledger, account) = unlimited(&mut sql).await;
    let limit = |side: &str| {
        format!("INSERT INTO account_limits VALUES ('{ledger}', '{account}', '{side}', 'x')")
    };
    let overdraw = format!(
        "BEGIN; SELECT set_config('laas.entity', '{}', true);
         UPDATE current_balances SET credit = debit + 50
         WHERE ledger = '{ledger}' AND account = '{account}'; ROLLBACK",
        office.id
    );
    // The server's role cannot write balances at all; the limit holds for the owner too.
    let mut other = app.owner_sql().await;
    other.run(&overdraw).await.expect("there is no limit yet");

    // Balances on the other side: said, with whose they are, and nothing is half done.
    let refused = sql.run(&limit("C")).await.expect_err("balances break it");
    assert!(refused.contains("ยอดคงเหลือเกินวงเงิน"), "{refused}");
    assert!(
        refused.contains(&office.canary) && refused.contains(&account),
        "{refused}"
    );
    other.run(&overdraw).await.expect("there still is no limit");

    sql.run(&limit("D")).await.expect("balances keep it");
    let refused = other.run(&overdraw).await.expect_err("the limit holds");
    assert!(refused.contains("current_balances_limit"), "{refused}");
    other.run("ROLLBACK").await.expect("an end");

    let lift = format!("DELETE FROM account_limits WHERE account = '{account}' AND problem = 'x'");
    sql.run(&lift).await.expect("the owner may");
    other.run(&overdraw).await.expect("the limit is lifted");
    app.check_books().await;
}
