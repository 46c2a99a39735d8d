//! What the last proof found is told to the office it concerns, and to no other.

use crate::support::{NOW, Office, TestApp};
use api::platform::db::owner_connection;
use api::reporting::note;
use api::verify::{Options, examine};
use serde_json::{Value, json};
use shared::document::Kind;
use shared::permission::Role;

async fn told(office: &Office) -> Value {
    let client = office.as_role(Role::FinanceOfficer);
    client.get("/proofs").await.ok()
}

#[tokio::test]
async fn each_office_is_told_of_its_own_books() {
    let folder = std::env::temp_dir().join(format!("proofs-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("a folder");
    let app = TestApp::start_with(|config| config.proofs = folder.clone()).await;
    let (own, other) = (app.office().await, app.office().await);
    let never = json!({ "verified": null, "drilled": null });
    assert_eq!(told(&own).await, never);

    let body = own.bank_receipt_body("10.00");
    let doc = own.draft(Kind::BankReceipt, body).await;
    let damage = format!(
        "SET session_replication_role = replica;
         UPDATE documents SET title = 'อื่น' WHERE id = '{}'",
        doc.id
    );
    app.owner_sql().await.run(&damage).await.expect("damage");
    let mut conn = owner_connection(&app.urls.owner)
        .await
        .expect("a connection");
    let report = examine(&mut conn, &Options::default()).await;
    let noted = report.expect("it runs").noted(NOW.parse().expect("a time"));
    note(&folder.join("verify"), &noted).expect("a note");
    let drill = r#"{"good":true,"at":"2025-10-14T00:59:59Z","epoch":1,"backup":"F","seconds":9}"#;
    std::fs::write(folder.join("drill"), drill).expect("a note");

    let drilled = json!({ "at": "2025-10-14T00:59:59Z", "is_intact": true, "is_late": true });
    for (office, is_intact) in [(&own, false), (&other, true)] {
        let verified = json!({ "at": NOW, "is_intact": is_intact, "is_late": false });
        let wanted = json!({ "verified": verified, "drilled": drilled });
        assert_eq!(told(office).await, wanted);
    }
    std::fs::remove_dir_all(&folder).expect("a folder");
}
