//! Each request leaves a line that says what it was, of which organisation, and where its time went;
//! whatever else is said meanwhile carries its number.

use crate::support::TestApp;
use actix_web::App;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use api::platform::http::guard;
use api::platform::telemetry::json_lines;
use serde_json::Value;
use shared::permission::Role;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::EnvFilter;

/// What was written.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn take(&self) -> Vec<Value> {
        let bytes = std::mem::take(&mut *self.0.lock().expect("lines"));
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("JSON lines")
    }
}

#[actix_web::test]
async fn a_request_says_what_it_was_and_where_its_time_went() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kept = Kept::default();
    let writer = kept.clone();
    let _heard = tracing::subscriber::set_default(json_lines(EnvFilter::new("info"), move || {
        writer.clone()
    }));
    let service = App::new().wrap(from_fn(guard)).configure(app.app.mount());
    let service = init_service(service).await;
    let cookie = office.as_role(Role::FinanceOfficer).cookie();
    let asked = TestRequest::get()
        .uri("/api/v1/bank-receipts?q=somebody")
        .insert_header(("Cookie", cookie.expect("a session")));
    let answer = call_service(&service, asked.to_request()).await;
    let number = answer.headers().get("x-request-id").expect("a number");
    let number = number.to_str().expect("a number");
    let lines = kept.take();
    let [line] = &lines[..] else {
        panic!("one line for one request: {lines:?}");
    };
    let (said, span) = (&line["fields"], &line["span"]);
    assert_eq!(span["request"], number, "{line}");
    assert_eq!(span["route"], "GET /api/v1/bank-receipts", "{line}");
    assert_eq!(span["entity"], office.id.to_string(), "{line}");
    assert_eq!(said["status"], 200, "{line}");
    let part = |name: &str| {
        said[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {line}"))
    };
    assert!(
        part("waiting_millis") + part("database_millis") <= part("millis") + 2,
        "{line}"
    );
    let text = line.to_string();
    for strange in [
        "somebody",
        &office.canary,
        &office.member(Role::FinanceOfficer).person.to_string(),
    ] {
        assert!(!text.contains(strange), "{strange}: {text}");
    }

    // Of whom nothing is known no organisation is said.
    let stranger = TestRequest::get().uri("/api/v1/bank-receipts").to_request();
    call_service(&service, stranger).await;
    let lines = kept.take();
    assert_eq!(lines[0]["fields"]["status"], 401, "{lines:?}");
    assert!(lines[0]["span"].get("entity").is_none(), "{lines:?}");
}

/// A question that takes its time is counted as the database's, not as ours.
#[actix_web::test]
async fn what_waits_for_the_database_is_said_to() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let kept = Kept::default();
    let writer = kept.clone();
    let _heard = tracing::subscriber::set_default(json_lines(EnvFilter::new("info"), move || {
        writer.clone()
    }));
    let service = App::new().wrap(from_fn(guard)).configure(app.app.mount());
    let service = init_service(service).await;
    let mut holder = app.owner_sql().await;
    let hold = "BEGIN; LOCK TABLE bank_accounts IN ACCESS EXCLUSIVE MODE";
    holder.run(hold).await.expect("a lock");
    let asked = TestRequest::get()
        .uri("/api/v1/bank-accounts")
        .insert_header((
            "Cookie",
            office
                .as_role(Role::FinanceOfficer)
                .cookie()
                .expect("a session"),
        ));
    let answer = call_service(&service, asked.to_request()).await;
    assert_eq!(answer.status(), 503);
    let lines = kept.take();
    let said = lines
        .iter()
        .find(|line| line["fields"]["message"] == "request");
    let said = &said.expect("a line")["fields"];
    let of = |name: &str| said[name].as_u64().expect(name);
    assert!(
        of("database_millis") >= 1_900,
        "a lock is waited for two seconds: {said}"
    );
    assert!(of("database_millis") <= of("millis"), "{said}");
    holder
        .run("ROLLBACK")
        .await
        .expect("the lock is given back");
}
