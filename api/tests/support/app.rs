//! The real server on a free port of the loopback, with a fixed clock.

use super::client::Client;
use super::database::{Sql, Urls, fresh_database};
use super::office::{Office, Offices};
use actix_web::body::MessageBody;
use actix_web::dev::{ServerHandle, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App as ActixApp, HttpServer};
use api::app::App;
use api::platform::clock::Clock;
use api::platform::config::{Config, Oidc};
use api::platform::http::guard;
use api::platform::state::State;
use chrono::{DateTime, Utc};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// A running server with a database of its own.
pub struct TestApp {
    /// Its database.
    pub urls: Urls,
    /// Its routes and kinds.
    pub app: App,
    http: reqwest::Client,
    base: String,
    server: ServerHandle,
}

/// 10 o'clock in Bangkok on the first working day most tests live in.
pub const NOW: &str = "2025-10-15T03:00:00Z";

/// The header in which a server of these tests says how many microseconds it took.
pub const TOOK: &str = "x-took-micros";

fn config(urls: &Urls) -> Config {
    let nowhere = "http://127.0.0.1:9".to_owned();
    Config {
        database_url: urls.app.clone(),
        owner_database_url: urls.owner.clone(),
        database_connections: 8,
        listen: "127.0.0.1:0".to_owned(),
        metrics: None,
        public_url: nowhere.clone(),
        dist: std::env::temp_dir(),
        proofs: std::env::temp_dir(),
        state: std::env::temp_dir(),
        bundles: None,
        signing: None,
        oidc: Oidc {
            issuer: nowhere,
            client_id: "laas".to_owned(),
            client_secret: String::new(),
        },
        smtp_url: String::new(),
        mail_from: "OpenLAAS <no-reply@laas.example>".to_owned(),
        secret: "secret-of-the-tests-of-no-value-at-all".to_owned(),
        token_generation: 0,
        is_development: true,
        idle_seconds: 900,
        trusted_proxies: Vec::new(),
        workers: Some(2),
    }
}

impl TestApp {
    /// Starts the server on a fresh database.
    pub async fn start() -> TestApp {
        TestApp::start_with(|_| ()).await
    }

    /// The same, with other settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> TestApp {
        TestApp::start_on(fresh_database().await, change).await
    }

    /// The same on a database that is there.
    pub async fn start_on(urls: Urls, change: impl FnOnce(&mut Config)) -> TestApp {
        TestApp::start_at(NOW.parse().expect("a time"), urls, change).await
    }

    /// The same at another time.
    pub async fn start_at(
        now: DateTime<Utc>,
        urls: Urls,
        change: impl FnOnce(&mut Config),
    ) -> TestApp {
        let mut config = config(&urls);
        change(&mut config);
        let clock = Clock::Fixed(now);
        let app = App::new(config, clock).expect("the app");
        let (sender, receiver) = channel();
        let serving = app.clone();
        // A thread of its own, so that the server lives until it is told to stop.
        std::thread::spawn(move || serve(serving, &sender));
        let (base, server) = receiver.recv().expect("the server starts");
        TestApp {
            urls,
            app,
            http: http(),
            base,
            server,
        }
    }

    /// Where it listens.
    pub fn origin(&self) -> &str {
        self.base.trim_end_matches("/api/v1")
    }

    /// Nobody logged in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.http, &self.base, None)
    }

    /// Whoever has this session.
    pub fn with_token(&self, token: &str) -> Client {
        Client::new(&self.http, &self.base, Some(token.to_owned()))
    }

    /// A new LAO with people of every role, opening balances and a budget in force.
    pub async fn office(&self) -> Office {
        let office = self.bare_office().await;
        office.furnish().await;
        office
    }

    /// A new LAO with people of every role and empty books.
    pub async fn bare_office(&self) -> Office {
        Office::found(self).await
    }

    /// An office for every kind: furnished, and one with empty books for openings.
    pub async fn offices(&self) -> Offices {
        let (furnished, bare) = (self.office().await, self.bare_office().await);
        Offices { furnished, bare }
    }

    /// What commands of the operator work with.
    pub fn operator(&self) -> State {
        let State { config, clock, .. } = self.app.state.clone();
        App::of_operator(config, clock).expect("the app").state
    }

    /// A connection as the owner of the tables.
    pub async fn owner_sql(&self) -> Sql {
        Sql::connect(&self.urls.owner).await
    }

    /// A connection as the role of the server.
    pub async fn app_sql(&self) -> Sql {
        Sql::connect(&self.urls.app).await
    }
}

/// Leaves idle connections before the server does, which does after five seconds.
fn http() -> reqwest::Client {
    let client = reqwest::Client::builder().pool_idle_timeout(Duration::from_secs(2));
    client.build().expect("a client")
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The message is sent at once; nobody waits for the answer.
        drop(self.server.stop(false));
    }
}

/// Says how long the server took, which is not how long a client of a busy machine waits.
async fn stopwatch(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let began = Instant::now();
    let mut response = next.call(request).await?;
    let took = HeaderValue::from(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static(TOOK), took);
    Ok(response)
}

fn serve(app: App, started: &Sender<(String, ServerHandle)>) {
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || {
            let guarded = ActixApp::new().wrap(from_fn(guard));
            guarded.wrap(from_fn(stopwatch)).configure(app.mount())
        });
        let server = server.workers(2).disable_signals();
        let server = server.bind(("127.0.0.1", 0)).expect("a free port");
        let base = format!("http://{}/api/v1", server.addrs()[0]);
        let running = server.run();
        started
            .send((base, running.handle()))
            .expect("the test waits");
        running.await.expect("the server runs");
    });
}
