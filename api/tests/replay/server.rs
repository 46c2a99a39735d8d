//! The real server on a free port of the loopback, with a database of its own.

use crate::support::{Urls, fresh_database};
use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, HttpServer};
use api::app::App;
use api::platform::clock::Clock;
use api::platform::config::{Config, Oidc};
use api::platform::http::guard;
use std::sync::mpsc::{Sender, channel};

/// A running server; it ends with this.
pub struct Server {
    /// Where it listens.
    pub url: String,
    handle: ServerHandle,
}

impl Server {
    /// Starts one on a fresh database.
    pub async fn start() -> Server {
        let urls = fresh_database().await;
        let clock = Clock::Fixed("2025-10-15T03:00:00Z".parse().expect("a time"));
        let app = App::new(config(urls), clock).expect("the app");
        let (sender, receiver) = channel();
        // A thread of its own, so that the server lives until it is told to stop.
        std::thread::spawn(move || serve(app, &sender));
        let (url, handle) = receiver.recv().expect("the server starts");
        Server { url, handle }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

fn config(urls: Urls) -> Config {
    let nowhere = "http://127.0.0.1:9".to_owned();
    Config {
        database_url: urls.app,
        owner_database_url: urls.owner,
        database_connections: 4,
        listen: "127.0.0.1:0".to_owned(),
        public_url: nowhere.clone(),
        dist: std::env::temp_dir(),
        state: std::env::temp_dir(),
        oidc: Oidc {
            issuer: nowhere,
            client_id: "laas".to_owned(),
            client_secret: String::new(),
        },
        smtp_url: String::new(),
        mail_from: "OpenLAAS <no-reply@laas.example>".to_owned(),
        secret: "secret-of-the-tests-of-no-value-at-all".to_owned(),
        is_development: true,
        idle_seconds: 900,
        trusted_proxies: Vec::new(),
        workers: Some(1),
    }
}

fn serve(app: App, started: &Sender<(String, ServerHandle)>) {
    actix_web::rt::System::new().block_on(async move {
        let server =
            HttpServer::new(move || ActixApp::new().wrap(from_fn(guard)).configure(app.mount()));
        let server = server.workers(1).disable_signals();
        let server = server.bind(("127.0.0.1", 0)).expect("a free port");
        let url = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        started
            .send((url, running.handle()))
            .expect("the test waits");
        running.await.expect("the server runs");
    });
}
