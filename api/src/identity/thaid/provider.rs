//! What is said to the OpenID Connect provider.

use super::rules::{Said, TOLERANCE, Wanted, refusal};
use super::ticket::{Asked, Ticket};
use crate::platform::config::Config;
use crate::platform::error::Error;
use chrono::serde::ts_seconds_option;
use chrono::{DateTime, Utc};
use openidconnect::core::*;
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields,
    IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::ProblemCode;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long one question to the provider may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the provider's description and keys are used.
const KNOWN_FOR: Duration = Duration::from_secs(600);
/// For a key not seen before they are asked for again, but not more often than this.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(60);
/// A provider that did not answer is not asked again for this long, so that nobody waits in line.
const DOWN_FOR: Duration = Duration::from_secs(5);
/// Besides `openid`.
const SCOPES: [&str; 6] = ["pid", "name", "given_name", "family_name", "title", "ial"];

/// What ThaiD puts into the token besides the standard.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ThaidClaims {
    /// เลขประจำตัวประชาชน
    #[serde(default)]
    pid: String,
    /// ระดับความน่าเชื่อถือของการพิสูจน์ตัวตน: `"2.3"`, or the number.
    #[serde(default)]
    ial: Value,
    /// When it begins to count.
    #[serde(default, with = "ts_seconds_option")]
    nbf: Option<DateTime<Utc>>,
}

impl AdditionalClaims for ThaidClaims {}

type Fields = IdTokenFields<
    ThaidClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Provider = Client<
    ThaidClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider's page for a new request. The citizen has to be there although the provider may know
/// the browser: it stands on a desk of an office, and whoever logs in has proved who that is.
pub async fn page(config: &Config, asked: Asked) -> Result<String, Error> {
    let verifier = PkceCodeVerifier::new(asked.pkce_verifier);
    let provider = provider(config, KNOWN_FOR).await?;
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let state = move || CsrfToken::new(asked.state);
    let nonce = move || Nonce::new(asked.nonce);
    let request = provider.authorize_url(flow, state, nonce);
    let (url, ..) = request
        .add_prompt(CoreAuthPrompt::Login)
        .set_max_age(Duration::ZERO)
        .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(url.to_string())
}

/// The citizen number the provider vouches for.
pub async fn citizen_number(
    config: &Config,
    now: DateTime<Utc>,
    code: String,
    ticket: &Ticket,
) -> Result<String, Error> {
    let asked = ticket.asked(&config.secret)?;
    let client = provider(config, KNOWN_FOR).await?;
    let request = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(down)?;
    let request = request.set_pkce_verifier(PkceCodeVerifier::new(asked.pkce_verifier));
    let answer = request
        .request_async(http()?)
        .await
        .map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) => refused(answer.error()),
            // What cannot be read may name somebody.
            RequestTokenError::Parse(..) => refused("an answer that cannot be read"),
            error => down(error),
        })?;
    let token = answer
        .extra_fields()
        .id_token()
        .ok_or_else(|| refused("no id_token"))?;
    let nonce = Nonce::new(asked.nonce);
    let claims = match token.claims(&verifier(&client, now), &nonce) {
        Ok(claims) => claims.clone(),
        Err(error) if is_unknown_key(&error) => {
            let client = provider(config, ASKED_AGAIN_AFTER).await?;
            token
                .claims(&verifier(&client, now), &nonce)
                .map_err(refused)?
                .clone()
        }
        Err(error) => return Err(refused(error)),
    };
    let own = claims.additional_claims();
    let level = own
        .ial
        .as_str()
        .map_or_else(|| own.ial.to_string(), str::to_owned);
    let said = Said {
        issued_at: claims.issue_time(),
        expires_at: claims.expiration(),
        not_before: own.nbf,
        authorized_party: claims.authorized_party().map(|party| party.as_str()),
        level: &level,
        pid: &own.pid,
        seen_at: claims.auth_time(),
    };
    let wanted = Wanted {
        client_id: &config.oidc.client_id,
        begun_at: ticket.begun_at,
    };
    match refusal(&said, &wanted, now) {
        None => Ok(own.pid.clone()),
        Some(why) => Err(refused(why)),
    }
}

/// Signature, issuer, audience, nonce; signed with the provider's public key and nothing else. What
/// else the token says is judged by the rules, with the same tolerance.
fn verifier(client: &Provider, now: DateTime<Utc>) -> CoreIdTokenVerifier<'_> {
    let allowed = [
        CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    ];
    client
        .id_token_verifier()
        .set_allowed_algs(allowed)
        .set_time_fn(move || now - TOLERANCE)
}

fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    let unknown = SignatureVerificationError::NoMatchingKey;
    matches!(error, ClaimsVerificationError::SignatureVerification(e) if *e == unknown)
}

async fn provider(config: &Config, known_for: Duration) -> Result<Provider, Error> {
    let redirect = format!("{}/api/v1/identity/thaid/callback", config.public_url);
    let redirect = RedirectUrl::new(redirect).map_err(Error::unexpected)?;
    let metadata = metadata(&config.oidc.issuer, known_for).await?;
    let id = ClientId::new(config.oidc.client_id.clone());
    let secret = ClientSecret::new(config.oidc.client_secret.clone());
    let client = Client::from_provider_metadata(metadata, id, Some(secret));
    Ok(client.set_redirect_uri(redirect))
}

/// What a provider said about itself, or that it did not.
struct Known {
    asked_at: Instant,
    metadata: Option<CoreProviderMetadata>,
}

static KNOWN: LazyLock<Mutex<HashMap<String, Known>>> = LazyLock::new(Mutex::default);

/// Whoever comes while it is being asked for waits for the same answer.
async fn metadata(issuer: &str, known_for: Duration) -> Result<CoreProviderMetadata, Error> {
    let mut all = KNOWN.lock().await;
    match all.get(issuer) {
        Some(Known {
            asked_at,
            metadata: Some(metadata),
        }) if asked_at.elapsed() < known_for => {
            return Ok(metadata.clone());
        }
        Some(Known {
            asked_at,
            metadata: None,
        }) if asked_at.elapsed() < DOWN_FOR => {
            return Err(Error::Problem(ProblemCode::IDENTITY_PROVIDER_DOWN));
        }
        _ => {}
    }
    let asked = async {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(down)?;
        let asking = CoreProviderMetadata::discover_async(issuer, http()?);
        tokio::time::timeout(PATIENCE, asking)
            .await
            .map_err(down)?
            .map_err(down)
    };
    let answer = asked.await;
    let metadata = answer.as_ref().ok().cloned();
    all.insert(
        issuer.to_owned(),
        Known {
            asked_at: Instant::now(),
            metadata,
        },
    );
    answer
}

/// Follows no redirects, and keeps no connections for later.
fn http() -> Result<&'static reqwest::Client, Error> {
    static CLIENT: LazyLock<Result<reqwest::Client, reqwest::Error>> = LazyLock::new(|| {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .pool_max_idle_per_host(0)
            .build()
    });
    CLIENT.as_ref().map_err(Error::unexpected)
}

fn down(error: impl std::fmt::Display) -> Error {
    tracing::warn!(%error, "identity provider down");
    Error::Problem(ProblemCode::IDENTITY_PROVIDER_DOWN)
}

/// The words of a refusal name issuers, audiences and times, nothing about the person.
fn refused(why: impl std::fmt::Display) -> Error {
    tracing::warn!(%why, "identity refused");
    Error::Problem(ProblemCode::IDENTITY_REFUSED)
}
