//! `POST /oauth/token`, and what the door says of itself (RFC 6749, RFC 8414, RFC 7517).

use super::proofs::{self, Claim, Form};
use super::store::Known;
use super::{limits, rules, signing, store, tokens};
use crate::identity::throttle::{self, Begun, Caller};
use crate::identity::{BEFORE_LOGIN, TAG, before_login};
use crate::platform::access::Authorized;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::client_address;
use crate::platform::openapi::{Api, Endpoint};
use crate::platform::record::hex;
use crate::platform::state::State;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, PRAGMA, WWW_AUTHENTICATE};
use actix_web::web::{Bytes, Data, Json, Query};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::ProgramId;
use shared::programs::Scope;
use utoipa::ToSchema;

/// How long the keys may be kept by whoever asks for them.
const KEYS_KEPT: &str = "public, max-age=300";

/// What a program asks.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({
    "grant_type": "client_credentials", "client_id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "client_secret": "dGhlIHNlY3JldCB0aGF0IHdhcyB0b2xkIG9uY2UgLi4", "scope": "journal:read receipt:read"
}))]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct TokenRequest {
    /// `client_credentials`
    grant_type: String,
    /// Some of what it was let in for, with spaces between; all of it where nothing is said.
    scope: Option<String>,
    /// Which program; here or in the head (`Authorization: Basic`).
    client_id: Option<String>,
    client_secret: Option<String>,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`
    client_assertion_type: Option<String>,
    /// Instead of a secret: a JWT signed by its own key, for `/oauth/token`, counting ten minutes at most,
    /// with a `jti` that is used once.
    client_assertion: Option<String>,
}

/// A token.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9…", "token_type": "Bearer",
    "expires_in": 600, "scope": "journal:read receipt:read"
}))]
struct TokenGiven {
    access_token: String,
    /// `Bearer`
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
    /// What it is for.
    scope: String,
}

/// Why there is no token, as RFC 6749 section 5.2 says it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "error": "invalid_scope", "error_description": "ask for less" }))]
struct TokenRefused {
    error: &'static str,
    error_description: &'static str,
}

/// The door, by RFC 8414.
#[derive(Serialize, ToSchema)]
struct AuthorizationServer {
    issuer: String,
    token_endpoint: String,
    jwks_uri: String,
    scopes_supported: Vec<Scope>,
    response_types_supported: Vec<String>,
    grant_types_supported: Vec<&'static str>,
    token_endpoint_auth_methods_supported: Vec<&'static str>,
    token_endpoint_auth_signing_alg_values_supported: Vec<&'static str>,
}

/// A key that tokens are proved with (RFC 8037).
#[derive(Serialize, ToSchema)]
struct TokenKey {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    usage: &'static str,
    kid: String,
    x: String,
}

/// All of them.
#[derive(Serialize, ToSchema)]
struct TokenKeys {
    keys: Vec<TokenKey>,
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let token = Endpoint::post("/oauth/token", "ask_token", TAG, BEFORE_LOGIN).at_root();
    let token = token
        .says("A token for a program that was let in (OAuth 2, client credentials)")
        .takes_form::<TokenRequest>()
        .answers::<TokenGiven>()
        .refuses::<TokenRefused>("400")
        .refuses::<TokenRefused>("401");
    api.route(token, ask_token);
    let open = |path, id| Endpoint::get(path, id, TAG, BEFORE_LOGIN).at_root();
    let keys = open("/.well-known/jwks.json", "get_token_keys");
    let keys =
        keys.says("The keys that tokens are proved with: of this quarter and, near its ends, the next or last one");
    api.route(keys.answers::<TokenKeys>(), get_keys);
    let server = open(
        "/.well-known/oauth-authorization-server",
        "get_authorization_server",
    );
    let server = server.says("Where tokens are given, for what, and by which proofs");
    api.route(server.answers::<AuthorizationServer>(), get_server);
}

/// Why a token is refused.
enum Refusal {
    Request(&'static str),
    GrantType,
    /// It came in the head of the request.
    Client(bool),
    Scope,
}

impl Refusal {
    fn answer(&self) -> HttpResponse {
        let (error, error_description) = match self {
            Refusal::Request(why) => ("invalid_request", *why),
            Refusal::GrantType => (
                "unsupported_grant_type",
                "client_credentials is the only one",
            ),
            Refusal::Client(_) => (
                "invalid_client",
                "no program that is let in proves itself so; ask the head of finance",
            ),
            Refusal::Scope => (
                "invalid_scope",
                "the program was not let in for all of that, or it is no scope",
            ),
        };
        let status = match self {
            Refusal::Client(_) => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut response = HttpResponse::build(status);
        if matches!(self, Refusal::Client(true)) {
            response.insert_header((WWW_AUTHENTICATE, "Basic realm=\"laas\""));
        }
        response.json(TokenRefused {
            error,
            error_description,
        })
    }
}

async fn ask_token(
    state: Data<State>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Error> {
    let asked = match read(&request, &body) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refused.answer()),
    };
    let is_in_head = asked.0.is_in_head;
    match give(&state, &request, asked).await? {
        Ok(given) => Ok(HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((PRAGMA, "no-cache"))
            .json(given)),
        Err(Refusal::Client(_)) => Ok(Refusal::Client(is_in_head).answer()),
        Err(refused) => Ok(refused.answer()),
    }
}

/// What is asked: by whom, and for which scopes. A field said twice is none.
fn read(request: &HttpRequest, body: &[u8]) -> Result<(Claim, Option<String>), Refusal> {
    let unreadable = Refusal::Request("the form cannot be read, or a field stands twice");
    let Some(form) = form(body) else {
        return Err(unreadable);
    };
    match form.get("grant_type").map(String::as_str) {
        None => return Err(Refusal::Request("grant_type is missing")),
        Some("client_credentials") => {}
        Some(_) => return Err(Refusal::GrantType),
    }
    let claim = proofs::claim(request, &form);
    let claim = claim.ok_or(Refusal::Request(
        "say which program it is in one way: Basic, client_secret, or client_assertion",
    ))?;
    Ok((claim, form.get("scope").cloned()))
}

fn form(body: &[u8]) -> Option<Form> {
    let text = std::str::from_utf8(body).ok()?;
    let fields = Query::<Vec<(String, String)>>::from_query(text).ok()?;
    let fields = fields.into_inner();
    let (count, form) = (fields.len(), fields.into_iter().collect::<Form>());
    (form.len() == count).then_some(form)
}

/// Counts the try, looks at the proof, and gives a token. Who is unknown is told the same as who proves it
/// wrongly, which alone stays counted: whatever else stands in the way is no guess.
async fn give(
    state: &State,
    request: &HttpRequest,
    (claim, asked): (Claim, Option<String>),
) -> Result<Result<TokenGiven, Refusal>, Error> {
    let address = client_address(request, &state.config.trusted_proxies);
    let door = Door {
        state,
        auth: before_login(state.clock.now()),
        caller: Caller::program(claim.id, address),
    };
    let begun = throttle::begin(state, &door.auth, &door.caller).await?;
    let told = door.look(request, &claim, asked.as_deref(), &begun).await;
    match &told {
        Ok(Err(Refusal::Client(_))) => {
            throttle::fail(state, &door.auth, &door.caller).await?;
            tracing::info!(program = ?claim.id, "no token: not proved");
        }
        Ok(Ok(_)) => {}
        Ok(Err(_)) | Err(_) => throttle::give_back(state, &door.auth, &begun).await?,
    }
    told
}

/// A try at the door.
struct Door<'a> {
    state: &'a State,
    auth: Authorized,
    caller: Caller,
}

impl Door<'_> {
    async fn look(
        &self,
        request: &HttpRequest,
        claim: &Claim,
        asked: Option<&str>,
        begun: &Begun,
    ) -> Result<Result<TokenGiven, Refusal>, Error> {
        let (state, now) = (self.state, self.auth.now);
        let none = || Ok(Err(Refusal::Client(claim.is_in_head)));
        let known = match claim.id {
            Some(id) => store::known(&state.db, self.auth.clone(), id).await?,
            None => None,
        };
        let Some((id, known)) = claim.id.zip(known) else {
            return none();
        };
        let proved = proofs::is_proved(&state.config, now, id, &known, &claim.said);
        let Some(number) = proved.filter(|_| is_due(state, &known)) else {
            return none();
        };
        let (stands, is_too_many) = limits::TOKENS.count(id);
        request.extensions_mut().insert(stands);
        if is_too_many {
            throttle::refuse_for(stands.wait_seconds())?;
        }
        let let_in_for = Scope::list(&known.scopes).unwrap_or_default();
        let Some(scopes) = rules::granted(asked, &let_in_for) else {
            return Ok(Err(Refusal::Scope));
        };
        let access_token = tokens::write(&state.config, now, id, known.entity_id, &scopes)?;
        if !self.note(id, &known, number.as_deref(), begun).await? {
            return none();
        }
        let scope = Scope::text(&scopes);
        tracing::info!(program = %id, scope, "token given");
        Ok(Ok(TokenGiven {
            access_token,
            token_type: "Bearer",
            expires_in: tokens::LIFE.num_seconds(),
            scope,
        }))
    }

    /// Notes that a program is given a token; false where its proof came before, or it was shut out since
    /// it was looked up.
    async fn note(
        &self,
        id: ProgramId,
        known: &Known,
        number: Option<&str>,
        begun: &Begun,
    ) -> Result<bool, Error> {
        let work = async |tx: &mut Tx<'_>| {
            if let Some(number) = number
                && !throttle::is_first(tx, &format!("proof:{id}"), &hashed(number)).await?
            {
                return Ok(false);
            }
            if !store::touch(tx, id, known.entity_id).await? {
                return Ok(false);
            }
            throttle::succeed(tx, &self.caller, begun).await?;
            Ok(true)
        };
        (self.state.db)
            .write_unrecorded(self.auth.clone(), work)
            .await
    }
}

/// May it work today?
fn is_due(state: &State, known: &Known) -> bool {
    let today = || crate::platform::clock::bangkok_day(state.clock.now());
    known.practice_today.unwrap_or_else(today) <= known.valid_until
}

/// The number of a signed proof as it is kept: by its hash, for it is as long as its sender likes.
fn hashed(number: &str) -> String {
    hex(&Sha256::digest(number.as_bytes()))
}

async fn get_keys(state: Data<State>) -> Result<HttpResponse, Error> {
    let counting = signing::counting(&state.config, state.clock.now())?;
    let keys = counting.into_iter().map(|key| TokenKey {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        usage: "sig",
        kid: key.name,
        x: key.public,
    });
    let keys = keys.collect();
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, KEYS_KEPT))
        .json(TokenKeys { keys }))
}

async fn get_server(state: Data<State>) -> Json<AuthorizationServer> {
    let config = &state.config;
    Json(AuthorizationServer {
        issuer: config.public_url.clone(),
        token_endpoint: proofs::token_address(config),
        jwks_uri: format!("{}/.well-known/jwks.json", config.public_url),
        scopes_supported: Scope::all(),
        response_types_supported: Vec::new(),
        grant_types_supported: vec!["client_credentials"],
        token_endpoint_auth_methods_supported: vec![
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
        ],
        token_endpoint_auth_signing_alg_values_supported: vec!["ES256", "EdDSA", "RS256"],
    })
}
