//! Structured logs, and where the time of a request went; personal data never goes in: people are
//! named by id, addresses by their hash.

use std::cell::Cell;
use std::time::{Duration, Instant};
use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};
use uuid::Uuid;

/// Starts logging to standard error; `LAAS_LOG` filters, `LAAS_LOG_JSON=1` writes JSON lines.
pub fn start() {
    let filter = EnvFilter::try_from_env("LAAS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start, in tests, changes nothing.
    let _ = match std::env::var("LAAS_LOG_JSON").as_deref() {
        Ok("1") => json_lines(filter, std::io::stderr).try_init(),
        _ => fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .finish()
            .try_init(),
    };
}

/// Writes JSON lines to a writer: what happened, and in `span` the request it happened in.
pub fn json_lines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    fmt()
        .json()
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(writer)
        .finish()
}

tokio::task_local! { static REQUEST: Request; }

/// The request being served, and what it has spent so far.
struct Request {
    id: Uuid,
    spent: Cell<Spent>,
}

/// Where the time of a request went, besides our own work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// Until there was a connection to the database for it.
    pub waiting: Duration,
    /// In questions to the database and transactions, from their begin to their end.
    pub database: Duration,
}

/// A part of [`Spent`].
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Waiting,
    Database,
}

/// Serves the request of this number; what came of it, and what it spent.
pub async fn in_request<T>(id: Uuid, work: impl Future<Output = T>) -> (T, Spent) {
    let spent = Cell::default();
    let request = Request { id, spent };
    let work = async {
        let done = work.await;
        (done, REQUEST.with(|request| request.spent.get()))
    };
    REQUEST.scope(request, work).await
}

/// The number of the request being served, for problems and logs.
pub fn request_id() -> Option<Uuid> {
    REQUEST.try_with(|request| request.id).ok()
}

/// Does this and counts its time as a part of what the request spends; outside requests nobody counts.
pub async fn spend<T>(part: Part, work: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let done = work.await;
    let took = began.elapsed();
    let count = |request: &Request| {
        let mut spent = request.spent.get();
        match part {
            Part::Waiting => spent.waiting += took,
            Part::Database => spent.database += took,
        }
        request.spent.set(spent);
    };
    // Outside a request there is none to count for.
    let _ = REQUEST.try_with(count);
    done
}
