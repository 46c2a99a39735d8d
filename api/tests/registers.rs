//! Registers: an entry that somebody else has changed meanwhile is not written over.

use crate::support::TestApp;
use serde_json::json;
use shared::ProblemCode;
use uuid::Uuid;

#[tokio::test]
async fn an_old_form_writes_over_nothing() {
    let app = TestApp::start().await;
    let office = app.bare_office().await;
    let client = &office.everything().client;
    for path in ["/departments", "/parties", "/bank-accounts"] {
        let list = client.get(path).await.ok();
        let first = list["items"][0].clone();
        let one = format!("{path}/{}", first["id"].as_str().expect("an id"));
        let (mut mine, mut other) = (first.clone(), first.clone());
        other["name_th"] = json!("ชื่อที่ผู้อื่นแก้");
        mine["name_th"] = json!("ชื่อที่ฉันแก้");
        let kept = client.put(&one, &other).await.ok();
        assert_eq!(
            kept["version"],
            json!(first["version"].as_i64().unwrap() + 1)
        );
        let head = office.head().await;
        let told = client.put(&one, &mine).await;
        told.refused(ProblemCode::VERSION_CONFLICT);
        assert_eq!(client.get(&one).await.ok(), kept, "{path}");
        // Nor does one that never was read, whatever it says of itself.
        mine["version"] = json!(0);
        let told = client.put(&one, &mine).await;
        told.refused(ProblemCode::VERSION_CONFLICT);
        let new = Uuid::now_v7();
        mine["id"] = json!(new);
        mine["code"] = json!("98");
        mine["version"] = json!(7);
        let told = client.put(&format!("{path}/{new}"), &mine).await;
        told.refused(ProblemCode::VERSION_CONFLICT);
        assert_eq!(office.head().await, head, "{path}");
        mine["version"] = json!(0);
        let made = client.put(&format!("{path}/{new}"), &mine).await.ok();
        assert_eq!(made["version"], 1, "{path}");
    }
    // Nor around the program.
    let mut sql = app.app_sql().await;
    for table in ["departments", "parties", "bank_accounts"] {
        let person = office.everything().person;
        let change = format!(
            "BEGIN; SET LOCAL laas.entity = '{}'; SET LOCAL laas.person = '{person}';
             UPDATE {table} SET name_th = 'x'; COMMIT",
            office.id
        );
        let why = sql.run(&change).await.expect_err(table);
        assert!(why.contains("laas:version_conflict"), "{table}: {why}");
        sql.run("ROLLBACK").await.expect("a way back");
    }
    app.check_books().await;
}
