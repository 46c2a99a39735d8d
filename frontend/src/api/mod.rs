//! The only HTTP of the application: sending, decoding, refusals, connection, session ends.
//!
//! **Invariant: a call that changes something carries one idempotency key, and repeating the same
//! call after a lost answer carries the same one.**

pub mod catalogue;
pub mod documents;
mod failure;
pub mod help;
pub mod identity;
pub mod reports;
pub mod turn;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use shared::{Problem, ProblemCode};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use web_sys::{AbortController, AbortSignal};

pub use self::failure::Failure;
use self::turn::{InLine, Turn};

/// How the line to the server is, for those who show it.
#[derive(Clone, Copy)]
pub struct Line(pub RwSignal<Connection>);

/// How far the clock of this computer is from that of the server, in milliseconds, where it is wrong.
#[derive(Clone, Copy)]
pub struct Clock(pub RwSignal<Option<f64>>);

/// So far two clocks may be apart (ux D9).
const APART_MILLISECONDS: f64 = 120_000.0;

/// Where the API lives.
pub const BASE: &str = "/api/v1";
/// Answers that take longer than this show the connection as slow.
const SLOW_MILLISECONDS: u32 = 2_000;
/// An answer that has not come by then does not come; the call can be made again under its key.
const LIMIT_MILLISECONDS: u32 = 30_000;
/// A body takes as long as its bytes on a slow line (320 kbit/s): a file of 10 MB is no lost call.
const BYTES_PER_MILLISECOND: usize = 40;
/// The same of a file, which has to be made first.
const FILE_LIMIT_MILLISECONDS: u32 = 180_000;
/// A line on which nobody answers for so long is gone.
const BEAT_LIMIT_MILLISECONDS: u32 = 3_000;
const UNLOCK_POLL_MILLISECONDS: u32 = 200;

/// How the line to the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Answers come.
    Online,
    /// Answers come late.
    Slow,
    /// No answers.
    Offline,
}

/// How far it is with a proof of who somebody is that a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// None is asked for, or one was given.
    Given,
    /// The person is being asked.
    Asked,
    /// The person does not want to.
    Declined,
}

/// What calls tell the rest of the application.
#[derive(Clone, Copy)]
pub struct Watch {
    /// How the line is.
    pub connection: RwSignal<Connection>,
    /// True while the password is asked for; calls wait and then go on by themselves.
    pub locked: RwSignal<bool>,
    /// Whether a fresh proof is asked for; calls wait for it, too.
    pub proof: RwSignal<Proof>,
    /// How far the clock of this computer is from the server's, in milliseconds, where it is wrong.
    pub clock: RwSignal<Option<f64>>,
    /// What waits for its turn, because too many ask at once.
    pub turn: Turn,
    /// Run when the server knows no session any more.
    pub ended: Callback<()>,
}

thread_local! {
    static WATCH: Cell<Option<Watch>> = const { Cell::new(None) };
    // Keys of calls whose answer was lost, by what was sent.
    static UNANSWERED: RefCell<HashMap<String, String>> = RefCell::default();
    static LAST_CALL: Cell<f64> = const { Cell::new(0.0) };
    // Whether the line is being tried.
    static BEATS: Cell<bool> = const { Cell::new(false) };
    // When each call began that is not answered yet.
    static OPEN: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// Says who is told; once, at the start.
pub fn watch(watch: Watch) {
    WATCH.set(Some(watch));
}

/// When the server last heard from us, in milliseconds since 1970.
pub fn last_call() -> f64 {
    LAST_CALL.get()
}

/// Since when the longest call that somebody waits for is not answered.
pub fn waits_since() -> Option<f64> {
    OPEN.with_borrow(|open| open.iter().copied().reduce(f64::min))
}

/// A call that somebody waits for, until it is answered.
struct Open(f64);

impl Open {
    fn begin() -> Open {
        let began = js_sys::Date::now();
        OPEN.with_borrow_mut(|open| open.push(began));
        Open(began)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| {
            if let Some(at) = open.iter().position(|began| *began == self.0) {
                open.swap_remove(at);
            }
        });
    }
}

/// Reads.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    decode(&call(Method::GET, path, None, (text_of, LIMIT_MILLISECONDS)).await?)
}

/// Reads for a page that keeps itself up to date: nobody asked, so it keeps no session open, asks for no
/// password, ends nothing and may take its time. Whether the line holds is seen all the same.
pub async fn get_in_background<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    let request = RequestBuilder::new(&format!("{BASE}{path}"))
        .header("Accept", "application/json")
        .header("X-Background", "1");
    match request.send().await {
        Ok(answer) => {
            if WATCH
                .get()
                .is_some_and(|watch| watch.connection.get_untracked() == Connection::Offline)
            {
                report(Connection::Online);
            }
            decode(&text_of(&accepted(answer).await?).await?)
        }
        Err(_) => {
            report(Connection::Offline);
            Err(Failure::Unreachable)
        }
    }
}

/// A file, and what it is called.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Where the file of a table is: below the address of its page, with the same filters.
pub fn table_file(path: &str, ending: &str, filters: &[(&str, &str)]) -> String {
    format!("{path}/{ending}{}", query(filters))
}

/// Fetches a file.
pub async fn file(path: &str) -> Result<File, Failure> {
    call(Method::GET, path, None, (file_of, FILE_LIMIT_MILLISECONDS)).await
}

/// The first page as the server gives it out now; none where it gives out none.
pub async fn first_page() -> Option<String> {
    let request = RequestBuilder::new("/").header("Accept", "text/html");
    let answer = request.send().await.ok()?;
    match answer.ok() {
        true => answer.text().await.ok(),
        false => None,
    }
}

/// Creates or acts.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    let text = (text_of, LIMIT_MILLISECONDS);
    decode(&call(Method::POST, path, Some(encode(body)?), text).await?)
}

/// Replaces.
pub async fn put<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    let text = (text_of, LIMIT_MILLISECONDS);
    decode(&call(Method::PUT, path, Some(encode(body)?), text).await?)
}

/// Removes.
pub async fn delete(path: &str) -> Result<(), Failure> {
    let text = (text_of, LIMIT_MILLISECONDS);
    call(Method::DELETE, path, None, text).await.map(drop)
}

/// Is anybody there, and how soon? Any answer of the server's own counts. Asked by nobody, it says how the
/// line is; where an answer has just come, or is awaited, that says it.
pub async fn beat() {
    let soon = js_sys::Date::now() - LAST_CALL.get() < f64::from(SLOW_MILLISECONDS);
    let is_online = WATCH
        .get()
        .is_some_and(|watch| watch.connection.get_untracked() == Connection::Online);
    if soon && is_online || BEATS.replace(true) {
        return;
    }
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let give_up = move || controller.iter().for_each(AbortController::abort);
    let timer = Timeout::new(BEAT_LIMIT_MILLISECONDS, give_up);
    let request = RequestBuilder::new("/health/live").abort_signal(signal.as_ref());
    let began = js_sys::Date::now();
    let answer = request.send().await;
    drop(timer);
    BEATS.set(false);
    let took = js_sys::Date::now() - began;
    report(match answer {
        Ok(answer) if answer.status() < 500 && took < f64::from(SLOW_MILLISECONDS) => {
            Connection::Online
        }
        Ok(answer) if answer.status() < 500 => Connection::Slow,
        _ => Connection::Offline,
    });
}

fn encode(body: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Unreadable)
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    // `204 No Content` decodes as `()`.
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|error| {
        leptos::logging::error!("unreadable answer: {error}");
        Failure::Unreadable
    })
}

async fn call<T>(
    method: Method,
    path: &str,
    body: Option<String>,
    (content, limit): (impl AsyncFn(&Response) -> Result<T, Failure>, u32),
) -> Result<T, Failure> {
    let fingerprint = format!("{method} {path} {}", body.as_deref().unwrap_or_default());
    let key = key_of(&fingerprint);
    let sending = body.as_deref().map_or(0, str::len) / BYTES_PER_MILLISECOND;
    let limit = limit.saturating_add(u32::try_from(sending).unwrap_or(u32::MAX));
    let mut line = InLine::new();
    loop {
        let (patience, open) = (Patience::of(limit), Open::begin());
        let keys = (key.as_str(), line.ticket.as_deref());
        let answer = match attempt(&method, path, body.as_deref(), keys, &patience).await {
            Ok(answer) => content(&answer).await,
            Err(failure) => Err(failure),
        };
        drop((patience, open));
        if let Err(failure) = &answer
            && line.comes_again(failure).await
        {
            continue;
        }
        // After a definite answer the same words are a new call; after none, or after a fault of
        // the server's, they are the old one again.
        let lost = answer.as_ref().is_err_and(Failure::is_lost);
        if answer
            .as_ref()
            .is_err_and(|failure| failure.is(ProblemCode::SESSION_LOCKED))
        {
            until_unlocked().await;
            continue;
        }
        // What was being done goes on by itself.
        let unproved = answer
            .as_ref()
            .is_err_and(|failure| failure.is(ProblemCode::STEP_UP_REQUIRED));
        if unproved && proves_anew().await {
            continue;
        }
        if !lost {
            UNANSWERED.with_borrow_mut(|keys| keys.remove(&fingerprint));
        }
        if path != "/session" && is_over(&answer) {
            WATCH.get().inspect(|watch| watch.ended.run(()));
        }
        return answer;
    }
}

fn is_over<T>(answer: &Result<T, Failure>) -> bool {
    matches!(answer, Err(failure) if failure.is(ProblemCode::UNAUTHENTICATED))
}

fn key_of(fingerprint: &str) -> String {
    UNANSWERED.with_borrow_mut(|keys| {
        keys.entry(fingerprint.to_owned())
            .or_insert_with(|| uuid::Uuid::now_v7().to_string())
            .clone()
    })
}

async fn until_unlocked() {
    WATCH.get().inspect(|watch| watch.locked.set(true));
    while_locked().await;
}

/// Until nobody is asked for the password.
pub async fn while_locked() {
    let Some(watch) = WATCH.get() else { return };
    while watch.locked.get_untracked() {
        TimeoutFuture::new(UNLOCK_POLL_MILLISECONDS).await;
    }
}

/// Tells the application what a question nobody asked has learnt of the session: that it is locked, or
/// over (another log-in may have taken its place). True where it is over.
pub fn heed(failure: &Failure) -> bool {
    let is_over = failure.is(ProblemCode::UNAUTHENTICATED);
    WATCH.get().inspect(|watch| {
        if is_over {
            watch.ended.run(());
        } else if failure.is(ProblemCode::SESSION_LOCKED) {
            watch.locked.set(true);
        }
    });
    is_over
}

/// Asks for a proof of who somebody is; false where the person does not give one.
pub async fn proves_anew() -> bool {
    let Some(watch) = WATCH.get() else {
        return false;
    };
    watch.proof.set(Proof::Asked);
    while watch.proof.get_untracked() == Proof::Asked {
        TimeoutFuture::new(UNLOCK_POLL_MILLISECONDS).await;
    }
    watch.proof.get_untracked() == Proof::Given
}

/// How long an answer is waited for: soon the line shows as slow, at the limit the call is given up.
struct Patience {
    signal: Option<AbortSignal>,
    /// Both stop with it.
    _timers: [Timeout; 2],
}

impl Patience {
    fn of(limit: u32) -> Patience {
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        let give_up = move || controller.iter().for_each(AbortController::abort);
        let slow = Timeout::new(SLOW_MILLISECONDS, || report(Connection::Slow));
        Patience {
            signal,
            _timers: [slow, Timeout::new(limit, give_up)],
        }
    }
}

async fn attempt(
    method: &Method,
    path: &str,
    body: Option<&str>,
    (key, ticket): (&str, Option<&str>),
    patience: &Patience,
) -> Result<Response, Failure> {
    let address = format!("{BASE}{path}");
    let mut request = RequestBuilder::new(&address)
        .method(method.clone())
        .abort_signal(patience.signal.as_ref())
        .header("Accept", "application/json");
    if *method != Method::GET {
        request = request
            .header("X-Requested-By", "laas")
            .header("Idempotency-Key", key);
    }
    if let Some(ticket) = ticket {
        request = request.header("X-Ticket", ticket);
    }
    let request = match body {
        Some(body) => request
            .header("Content-Type", "application/json")
            .body(body.to_owned()),
        None => request.build(),
    };
    let request = request.map_err(|_| Failure::Unreadable)?;
    let began = js_sys::Date::now();
    let answer = request.send().await;
    let took = js_sys::Date::now() - began;
    LAST_CALL.set(began + took);
    match answer {
        Ok(answer) => {
            let slow = took > f64::from(SLOW_MILLISECONDS);
            compare_clocks(&answer);
            report(if slow {
                Connection::Slow
            } else {
                Connection::Online
            });
            accepted(answer).await
        }
        Err(_) => {
            report(Connection::Offline);
            Err(Failure::Unreachable)
        }
    }
}

async fn text_of(answer: &Response) -> Result<String, Failure> {
    answer.text().await.map_err(|_| Failure::Unreachable)
}

async fn file_of(answer: &Response) -> Result<File, Failure> {
    let bytes = answer.binary().await.map_err(|_| Failure::Unreachable)?;
    let header = answer.headers().get("Content-Disposition");
    let name = header.as_deref().and_then(file_name).unwrap_or_default();
    Ok(File { name, bytes })
}

/// The name a header gives a file, in any script (RFC 8187).
fn file_name(header: &str) -> Option<String> {
    let (_, name) = header.split_once("filename*=UTF-8''")?;
    js_sys::decode_uri_component(name).ok().map(String::from)
}

/// The answer, unless it is a refusal.
async fn accepted(answer: Response) -> Result<Response, Failure> {
    if answer.ok() {
        return Ok(answer);
    }
    let text = text_of(&answer).await?;
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Err(Failure::Refused(Box::new(problem))),
        // A gateway's own page, not ours.
        Err(_) if answer.status() >= 502 => Err(Failure::Unreachable),
        Err(_) => Err(Failure::Unreadable),
    }
}

/// Every answer says when it was given.
fn compare_clocks(answer: &Response) {
    let Some(said) = answer.headers().get("Date") else {
        return;
    };
    let ahead = js_sys::Date::parse(&said) - js_sys::Date::now();
    let wrong = (ahead.abs() > APART_MILLISECONDS).then_some(ahead);
    let watch = WATCH.get();
    let is_news = |watch: &Watch| watch.clock.get_untracked().is_some() != wrong.is_some();
    if let Some(watch) = watch.filter(is_news) {
        watch.clock.set(wrong);
    }
}

fn report(connection: Connection) {
    let watch = WATCH.get();
    let changed = watch.filter(|watch| watch.connection.get_untracked() != connection);
    if let Some(watch) = changed {
        watch.connection.set(connection);
    }
}

/// A query string from those pairs that have a value: `?a=1&b=2`, or nothing.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let filled: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    if filled.is_empty() {
        return String::new();
    }
    format!("?{}", filled.join("&"))
}

/// A text as part of an address.
pub fn escape(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
