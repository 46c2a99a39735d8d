//! What the server measures of itself, in the text that Prometheus reads: how long requests take, what
//! is refused, who waits for the database, how old the proofs are.
//!
//! **Invariant: no personal data, and no label that somebody outside can make up.** A request is named
//! by its route, a refusal by its code.

use super::error::Error;
use actix_web::HttpRequest;
use actix_web::dev::ServiceResponse;
use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::prometheus_text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::time::Duration;

/// Bounds in seconds: what nobody notices, what one waits for, what is an outage.
fn seconds() -> Histogram {
    Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0])
}

/// Methods that name a request; any other is a stranger's.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// What a request is called: the method and the address as it is registered, with nothing of whoever
/// asks.
pub fn route(request: &HttpRequest) -> String {
    let method = METHODS
        .iter()
        .find(|known| **known == request.method().as_str());
    match (method, request.match_pattern()) {
        (Some(method), Some(pattern)) => format!("{method} {pattern}"),
        _ => "other".to_owned(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    code: String,
}

/// One thing of several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Which {
    of: &'static str,
}

/// What is measured.
pub struct Metrics {
    registry: Registry,
    requests: Family<Asked, Histogram>,
    refusals: Family<Refused, Counter>,
    places: Family<Which, Gauge>,
    finished: Family<Which, Gauge>,
    good: Family<Which, Gauge>,
    ready: Gauge,
}

impl Metrics {
    /// Nothing measured yet, by a server that starts at this time.
    pub fn new(started: DateTime<Utc>) -> Metrics {
        let mut registry = Registry::with_prefix("laas");
        let requests = Family::new_with_constructor(seconds as fn() -> Histogram);
        let refusals = Family::<Refused, Counter>::default();
        let (places, finished, good) = (Family::default(), Family::default(), Family::default());
        let (ready, since) = (Gauge::default(), Gauge::<i64>::default());
        since.set(started.timestamp());
        registry.register(
            "request_seconds",
            "Time until a request was answered, by route and status",
            requests.clone(),
        );
        registry.register("refusals", "Requests refused, by code", refusals.clone());
        registry.register(
            "database_places",
            "Places at the connections to the database: all, free, and how many wait for one",
            places.clone(),
        );
        registry.register(
            "database_ready",
            "1 where the database answers",
            ready.clone(),
        );
        registry.register(
            "proof_finished_seconds",
            "When a proof last ended: verify, drill, root; seconds since 1970",
            finished.clone(),
        );
        registry.register("proof_good", "1 where it found nothing", good.clone());
        registry.register("started_seconds", "When the server started", since);
        Metrics {
            registry,
            requests,
            refusals,
            places,
            finished,
            good,
            ready,
        }
    }

    /// Notes how a request was answered.
    pub fn answered(&self, response: &ServiceResponse, took: Duration) {
        let route = route(response.request());
        let status = response.status().as_u16();
        let asked = Asked { route, status };
        self.requests
            .get_or_create(&asked)
            .observe(took.as_secs_f64());
        let error = response.response().error();
        if let Some(error) = error.and_then(|error| error.as_error::<Error>()) {
            let code = error.code().to_string();
            self.refusals.get_or_create(&Refused { code }).inc();
        }
    }

    /// Notes how many places there are at the connections, how many are free, and who waits.
    pub fn places(&self, [all, free, waiting]: [usize; 3], is_ready: bool) {
        for (of, count) in [("all", all), ("free", free), ("waiting", waiting)] {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.places.get_or_create(&Which { of }).set(count);
        }
        self.ready.set(i64::from(is_ready));
    }

    /// Notes when a proof ended, and whether it found nothing.
    pub fn proof(&self, of: &'static str, at: DateTime<Utc>, is_good: bool) {
        self.finished
            .get_or_create(&Which { of })
            .set(at.timestamp());
        self.good
            .get_or_create(&Which { of })
            .set(i64::from(is_good));
    }

    /// All of it as text.
    pub fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(Error::unexpected)?;
        Ok(text)
    }
}
