//! A browser with cookies of its own, and a system with a ThaiD and a mail server to come in by.

use crate::support::{Mailbox, Member, Office, TestApp, Thaid, fresh_database};
use api::identity::pid_hash;
use api::platform::db::Arg;
use chrono::{DateTime, Utc};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Method, Url, redirect};
use serde_json::{Value, json};
use shared::permission::Role;
use std::collections::BTreeMap;

/// A password that is good enough.
pub const PASSWORD: &str = "แมวสามตัวนอนบนหลังคา";

/// A running system, and somebody who may come in.
pub struct Door {
    pub app: TestApp,
    pub office: Office,
    pub thaid: Thaid,
    pub mailbox: Mailbox,
    /// The user name of the finance officer.
    pub username: String,
}

/// The citizen number of the finance officer.
pub const PID: &str = "1234567890121";
/// The proved address.
pub const EMAIL: &str = "officer@example.go.th";
/// When tests happen, in seconds.
pub const NOW: i64 = 1_760_497_200;

impl Door {
    /// With an officer who has not logged in yet.
    pub async fn new() -> Door {
        let (thaid, mailbox) = (Thaid::start(), Mailbox::start());
        let urls = fresh_database().await;
        let (issuer, mail) = (thaid.issuer.clone(), mailbox.url.clone());
        let now: DateTime<Utc> = DateTime::from_timestamp(NOW, 0).expect("a time");
        let app = TestApp::start_at(now, urls, |config| {
            config.oidc.issuer = issuer;
            config.smtp_url = mail;
        });
        let app = app.await;
        let office = app.bare_office().await;
        let person = office.member(Role::FinanceOfficer).person;
        let hash = pid_hash(&app.app.state.config.secret, PID).expect("a hash");
        let mut sql = app.owner_sql().await;
        let known = format!("UPDATE logins SET pid_hash = '{hash}' WHERE person_id = '{person}'");
        sql.run(&known).await.expect("the owner may");
        let username = "SELECT username AS value FROM logins WHERE person_id = $1";
        let username = sql.value(username, &[person.into()]).await;
        Door {
            app,
            office,
            thaid,
            mailbox,
            username,
        }
    }

    /// With an officer who has enrolled, and the browser that was done with.
    pub async fn enrolled() -> (Door, Browser) {
        let door = Door::new().await;
        let mut browser = door.browser();
        door.enrol(&mut browser, EMAIL, PASSWORD).await;
        (door, browser)
    }

    /// The officer.
    pub fn officer(&self) -> &Member {
        self.office.member(Role::FinanceOfficer)
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        let http = reqwest::Client::builder().redirect(redirect::Policy::none());
        Browser {
            http: http.build().expect("a client"),
            base: format!("{}/api/v1", self.app.origin()),
            jar: BTreeMap::new(),
        }
    }

    /// To ThaiD and back with a token that says what it should but for what is changed: where to.
    pub async fn by_thaid(&self, browser: &mut Browser, purpose: &str, changed: Value) -> String {
        let start = format!("/identity/thaid/start{purpose}");
        let asked = browser.goes(&start).await;
        let asked: Url = asked.parse().expect("an address");
        let part = |name: &str| {
            let mut pairs = asked.query_pairs();
            let pair = pairs.find(|(known, _)| known == name);
            pair.expect(name).1.into_owned()
        };
        let mut said = json!({ "pid": PID });
        for (name, value) in changed.as_object().expect("claims") {
            said[name] = value.clone();
        }
        self.thaid.says(&part("nonce"), NOW, said);
        let back = format!("/identity/thaid/callback?code=x&state={}", part("state"));
        browser.goes(&back).await
    }

    /// From ThaiD to a session with a new password.
    pub async fn enrol(&self, browser: &mut Browser, email: &str, password: &str) {
        let purpose = "?purpose=password";
        assert_eq!(self.by_thaid(browser, purpose, json!({})).await, "/enrol");
        let before = self.mailbox.of(email).len();
        let given = json!({ "email": email });
        browser.posts("/identity/enrolment/email", &given).await;
        let letters = self.mailbox.of(email);
        // A notice of what was done before may come in between.
        let code = letters[before..].iter().find_map(|letter| {
            let mut parts = letter.text.split(|c: char| !c.is_ascii_digit());
            parts.find(|part| part.len() == 6)
        });
        let code = code.expect("a code is sent before it is said");
        let given = json!({ "otp": code });
        browser.posts("/identity/enrolment/code", &given).await;
        let given = json!({ "password": password });
        let (status, said) = browser.posts("/identity/enrolment/password", &given).await;
        assert_eq!(status, 200, "{said}");
    }

    /// A number from the database.
    pub async fn count(&self, sql: &str, args: &[Arg]) -> i64 {
        self.app.owner_sql().await.value(sql, args).await
    }

    /// Changes rows behind the server's back.
    pub async fn behind(&self, sql: &str) {
        let mut owner = self.app.owner_sql().await;
        owner.run(sql).await.expect("the owner may");
    }
}

/// Keeps the cookies it is given.
#[derive(Clone)]
pub struct Browser {
    http: reqwest::Client,
    /// The address of the API.
    pub base: String,
    /// By name.
    pub jar: BTreeMap<String, String>,
}

impl Browser {
    /// Sends a request: its status, its body and where it leads.
    pub async fn asks(&mut self, method: Method, path: &str, body: Option<&Value>) -> Answered {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let jar = self
            .jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let mut request = request
            .header("X-Requested-By", "laas")
            .header(COOKIE, jar.collect::<Vec<_>>().join("; "));
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.expect("an answer");
        for given in response.headers().get_all(SET_COOKIE) {
            let given = given.to_str().expect("a cookie");
            let (name, rest) = given.split_once('=').expect("a cookie");
            match rest.split(';').next().unwrap_or_default() {
                "" => self.jar.remove(name),
                value => self.jar.insert(name.to_owned(), value.to_owned()),
            };
        }
        let to = response.headers().get(LOCATION);
        let to = to.map(|to| to.to_str().expect("an address").to_owned());
        let status = response.status().as_u16();
        let said = response.json().await.unwrap_or_default();
        Answered { status, said, to }
    }

    /// Follows a link: where it leads.
    pub async fn goes(&mut self, path: &str) -> String {
        let answered = self.asks(Method::GET, path, None).await;
        assert_eq!(answered.status, 303, "{path}: {}", answered.said);
        answered.to.expect("somewhere")
    }

    /// Sends a form.
    pub async fn posts(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let answered = self.asks(Method::POST, path, Some(body)).await;
        (answered.status, answered.said)
    }

    /// Tries a password: the code of the refusal, or nothing.
    pub async fn tries(&mut self, username: &str, password: &str) -> String {
        let login = json!({ "username": username, "password": password });
        let (_, said) = self.posts("/session", &login).await;
        said["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// An answer.
pub struct Answered {
    pub status: u16,
    pub said: Value,
    pub to: Option<String>,
}
