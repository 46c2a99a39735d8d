//! ThaiD and the mail server take a connection and never answer (seed 0: the tie-in took part in the
//! outage): people are told the other way in, and nobody's work waits for either. `./laas neighbours`
//! does the same for longer and judges the times; here only what no slow machine makes wrong is judged.

use crate::logging_in::Door;
use crate::support::{Mailbox, Office, Silent, TestApp};
use api::platform::config::Config;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};
use shared::ProblemCode;
use shared::document::Kind;
use shared::permission::Role;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const EMAIL: &str = "officer@example.go.th";
const PASSWORD: &str = "แมวสามตัวนอนบนหลังคา";
/// How long the server waits for ThaiD, and for the mail server.
const PATIENCE: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(10)];
/// What is promised beyond that, on a machine that does nothing else.
const WORD: Duration = Duration::from_secs(1);
const AT_ONCE: Duration = Duration::from_millis(100);
/// The most that posting may be slower by, in hundredths (`trust.md` R16).
const MOST: u128 = 120;

/// Pairs of times with and without, asked for by `./laas neighbours`.
fn pairs() -> Option<u32> {
    std::env::var("LAAS_NEIGHBOURS").ok()?.parse().ok()
}

/// Judges a time where times are measured; where tests run beside each other, what such a machine
/// makes of it is ten times allowed.
fn within(what: &str, took: Duration, most: Duration) {
    println!("{what}: {took:.0?} (at most {most:?})");
    let most = if pairs().is_some() { most } else { most * 10 };
    assert!(took <= most, "{what}: {took:?}");
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let began = Instant::now();
    let done = work.await;
    (done, began.elapsed())
}

/// Another server on the same database, by other neighbours.
async fn beside(door: &Door, change: impl FnOnce(&mut Config)) -> TestApp {
    TestApp::start_on(door.app.urls.clone(), change).await
}

fn base(app: &TestApp) -> String {
    format!("{}/api/v1", app.origin())
}

#[tokio::test]
async fn who_comes_by_a_thaid_that_says_nothing_is_told_the_other_way_in() {
    let (door, mut known) = Door::enrolled().await;
    let silent = Silent::start();
    let app = beside(&door, |config| config.oidc.issuer = silent.at("http")).await;
    let mut browser = door.browser();
    browser.base = base(&app);
    known.base = base(&app);
    // The password opens the door while somebody still waits for ThaiD.
    let mut waiting = browser.clone();
    let asked = timed(waiting.goes("/identity/thaid/start"));
    let by_password = timed(known.tries(&door.username, PASSWORD));
    let ((to, first), (refusal, entered)) = join(asked, by_password).await;
    let told = "/login?problem=identity_provider_down";
    assert_eq!((to.as_str(), refusal.as_str()), (told, ""));
    assert!(entered < first / 2, "{entered:?} of {first:?}");
    // What the page says to it.
    let words = ProblemCode::IDENTITY_PROVIDER_DOWN;
    assert!(words.thai().contains("ชื่อผู้ใช้และรหัสผ่าน"), "{}", words.thai());
    within("log-in by ThaiD, first to ask", first, PATIENCE[0] + WORD);
    for _ in 0..3 {
        let (to, next) = timed(browser.goes("/identity/thaid/start")).await;
        assert_eq!(to, told);
        within("log-in by ThaiD, next to ask", next, AT_ONCE);
        assert!(next < first / 5, "{next:?} of {first:?}");
    }
}

/// It sends the browser back, and is silent when asked who that is.
#[tokio::test]
async fn who_comes_back_from_a_thaid_that_says_no_more_is_told_so() {
    let (door, _) = Door::enrolled().await;
    door.thaid.hush();
    let mut browser = door.browser();
    let (to, took) = timed(door.by_thaid(&mut browser, "", json!({}))).await;
    assert_eq!(to, "/login?problem=identity_provider_down");
    within("back from ThaiD", took, PATIENCE[0] + WORD);
}

#[tokio::test]
async fn a_code_that_cannot_be_sent_can_be_sent_again_at_once() {
    let door = Door::new().await;
    let silent = Silent::start();
    let issuer = door.thaid.issuer.clone();
    let app = beside(&door, |config| {
        (config.oidc.issuer, config.smtp_url) = (issuer, silent.at("smtp"));
    });
    let app = app.await;
    let mut browser = door.browser();
    browser.base = base(&app);
    let purpose = "?purpose=password";
    assert_eq!(
        door.by_thaid(&mut browser, purpose, json!({})).await,
        "/enrol"
    );
    let given = json!({ "email": EMAIL });
    let path = "/identity/enrolment/email";
    let ((status, said), took) = timed(browser.posts(path, &given)).await;
    assert_eq!(
        (status, &said["code"]),
        (503, &json!("mail_down")),
        "{said}"
    );
    within("code by mail", took, PATIENCE[1] + WORD);
    // The mail server is back: nobody waits out the minute between two letters.
    browser.base = base(&door.app);
    let ((status, said), took) = timed(browser.posts(path, &given)).await;
    assert_eq!(status, 200, "{said}");
    assert_eq!(door.mailbox.of(EMAIL).len(), 1);
    within("code by mail, sent again", took, WORD);
}

/// An office at a server with such neighbours.
struct Side {
    office: Office,
    app: TestApp,
    door: Door,
    /// A first log-in that waits for its code.
    enrolling: std::collections::BTreeMap<String, String>,
}

impl Side {
    /// By neighbours at these addresses.
    async fn by(issuer: Option<String>, smtp: &str) -> Side {
        let (door, _) = Door::enrolled().await;
        let issuer = issuer.unwrap_or_else(|| door.thaid.issuer.clone());
        let smtp = smtp.to_owned();
        let app = beside(&door, |config| {
            (config.oidc.issuer, config.smtp_url) = (issuer, smtp);
        });
        let app = app.await;
        let mut enrolling = door.browser();
        door.by_thaid(&mut enrolling, "?purpose=password", json!({}))
            .await;
        Side {
            office: app.office().await,
            enrolling: enrolling.jar,
            app,
            door,
        }
    }

    /// Posts a receipt of the bank: the time of each of its three commits.
    async fn post(&self, body: &Value) -> [Duration; 3] {
        let id = Uuid::now_v7();
        let new = json!({ "id": id, "fiscal_year": 2569, "body": body });
        let mut version = Value::Null;
        let mut times = [Duration::ZERO; 3];
        for (place, (role, act)) in [
            (Role::FinanceOfficer, ""),
            (Role::FinanceOfficer, "/submit"),
            (Role::FinanceHead, "/approve"),
        ]
        .into_iter()
        .enumerate()
        {
            let (path, body) = match act {
                "" => ("/bank-receipts".to_owned(), new.clone()),
                act => (
                    format!("/bank-receipts/{id}{act}"),
                    json!({ "version": version }),
                ),
            };
            let client = self.office.as_role(role);
            let (answer, took) = timed(client.attempt(Method::POST, &path, &body)).await;
            let done = answer.ok();
            version = done["header"]["version"].clone();
            times[place] = took;
        }
        times
    }

    /// People at the door: by ThaiD, by password with a new browser, of which a letter tells, and
    /// with a code. Who of them is told what is judged elsewhere.
    async fn crowd(&self, is_over: &AtomicBool) {
        let by_thaid = join_all((0..8).map(|_| async {
            let mut browser = self.door.browser();
            browser.base = base(&self.app);
            browser.goes("/identity/thaid/start").await;
        }));
        let with_code = async {
            let mut browser = self.door.browser();
            (browser.base, browser.jar) = (base(&self.app), self.enrolling.clone());
            let given = json!({ "email": EMAIL });
            browser.posts("/identity/enrolment/email", &given).await;
        };
        let by_password = async {
            while !is_over.load(Ordering::Relaxed) {
                let mut browser = self.door.browser();
                browser.base = base(&self.app);
                assert_eq!(browser.tries(&self.door.username, PASSWORD).await, "");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        };
        join(by_thaid, join(with_code, by_password)).await;
    }

    /// Posts for so long by some at once, while people stand at the door: the time of each commit.
    async fn work(&self, time: Duration) -> Vec<Duration> {
        let body = self.office.body(Kind::BankReceipt).await;
        let is_over = AtomicBool::new(false);
        let until = Instant::now() + time;
        let posting = async {
            let clerks = (0..2).map(|_| async {
                let mut times = Vec::new();
                while Instant::now() < until {
                    times.extend(self.post(&body).await);
                }
                times
            });
            let times = join_all(clerks).await.concat();
            is_over.store(true, Ordering::Relaxed);
            times
        };
        let crowd = self.crowd(&is_over);
        // Who still waits for a neighbour when the time is over goes away.
        tokio::pin!(crowd);
        tokio::select! {
            times = posting => times,
            () = async { crowd.await; std::future::pending().await } => Vec::new(),
        }
    }
}

fn percentile(times: &mut [Duration], hundredths: usize) -> Duration {
    times.sort_unstable();
    let place = times.len() * hundredths / 100;
    times.get(place).copied().unwrap_or_default()
}

#[tokio::test]
async fn posting_waits_for_no_neighbour() {
    let (thaid, mail, mailbox) = (Silent::start(), Silent::start(), Mailbox::start());
    let with = Side::by(Some(thaid.at("http")), &mail.at("smtp")).await;
    let without = Side::by(None, &mailbox.url).await;
    // Longer than a ThaiD that is down is not asked again.
    let time = Duration::from_secs(if pairs().is_some() { 6 } else { 2 });
    let (mut slow, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..pairs().unwrap_or(1) {
        plain.extend(without.work(time).await);
        slow.extend(with.work(time).await);
    }
    let [half, most] = [50, 99].map(|of| (percentile(&mut plain, of), percentile(&mut slow, of)));
    let ratio =
        |(plain, slow): (Duration, Duration)| slow.as_micros() * 100 / plain.as_micros().max(1);
    println!(
        "posting\tcommits\tp50\tp99\nneighbours answer\t{}\t{:.1?}\t{:.1?}",
        plain.len(),
        half.0,
        most.0
    );
    println!(
        "neighbours silent\t{}\t{:.1?}\t{:.1?}",
        slow.len(),
        half.1,
        most.1
    );
    println!(
        "p50 {}.{:02} times, p99 {}.{:02} times",
        ratio(half) / 100,
        ratio(half) % 100,
        ratio(most) / 100,
        ratio(most) % 100
    );
    assert!(
        plain.len() > 5 && slow.len() > 5,
        "{} and {}",
        plain.len(),
        slow.len()
    );
    let slowest = slow.last().copied().unwrap_or_default();
    assert!(
        slowest < PATIENCE[0],
        "somebody waited for ThaiD: {slowest:?}"
    );
    if pairs().is_some() {
        assert!(ratio(most) <= MOST, "{} hundredths", ratio(most));
    }
    with.app.check_books().await;
}
