//! Environment to typed configuration, read once.

use crate::platform::error::Error;
use std::net::IpAddr;
use std::path::PathBuf;

/// Everything that differs between installations.
#[derive(Clone)]
pub struct Config {
    /// `LAAS_DATABASE_URL`: the role that owns no table.
    pub database_url: String,
    /// `LAAS_OWNER_DATABASE_URL`: for migrations and verification.
    pub owner_database_url: String,
    /// `LAAS_DATABASE_CONNECTIONS`, default 12.
    pub database_connections: usize,
    /// `LAAS_LISTEN`, default `127.0.0.1:8080`.
    pub listen: String,
    /// `LAAS_PUBLIC_URL`: the one origin people see.
    pub public_url: String,
    /// `LAAS_DIST`: the built frontend.
    pub dist: PathBuf,
    /// `LAAS_STATE`: keys and lists that outlive the process.
    pub state: PathBuf,
    /// `LAAS_TRUSTED_PROXIES`: addresses, with commas, of our own proxies, whose
    /// `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// ThaiD: issuer, client id, client secret.
    pub oidc: Oidc,
    /// `LAAS_SMTP_URL`.
    pub smtp_url: String,
    /// `LAAS_MAIL_FROM`.
    pub mail_from: String,
    /// `LAAS_SECRET`: key of the hash of citizen numbers; at least 32 characters.
    pub secret: String,
    /// `LAAS_DEVELOPMENT=1`: practice entities and demonstration data are allowed.
    pub is_development: bool,
    /// `LAAS_IDLE_SECONDS`, default 900 (W-2.3).
    pub idle_seconds: i64,
    /// `LAAS_WORKERS`: threads that serve HTTP; default: one per processor.
    pub workers: Option<usize>,
}

/// The OpenID Connect provider.
#[derive(Clone)]
pub struct Oidc {
    /// `LAAS_OIDC_ISSUER`
    pub issuer: String,
    /// `LAAS_OIDC_CLIENT_ID`
    pub client_id: String,
    /// `LAAS_OIDC_CLIENT_SECRET`
    pub client_secret: String,
}

impl Config {
    /// Reads the environment; errors name the variable that is missing or wrong.
    pub fn from_environment() -> Result<Config, Error> {
        let text = |name: &str, default: &str| match std::env::var(name) {
            Ok(value) if !value.is_empty() => value,
            _ => default.to_owned(),
        };
        let number = |name: &str, default: i64| match std::env::var(name) {
            Ok(value) => value
                .parse()
                .map_err(|_| Error::setting(name, "is not a number")),
            Err(_) => Ok(default),
        };
        let listen = text("LAAS_LISTEN", "127.0.0.1:8080");
        let is_development = text("LAAS_DEVELOPMENT", "") == "1";
        let default_secret = if is_development {
            "development-only-secret-of-no-value"
        } else {
            ""
        };
        let secret = text("LAAS_SECRET", default_secret);
        if secret.len() < 32 {
            return Err(Error::setting(
                "LAAS_SECRET",
                "needs at least 32 characters",
            ));
        }
        let database_url = text("LAAS_DATABASE_URL", "");
        if database_url.is_empty() {
            return Err(Error::setting("LAAS_DATABASE_URL", "is missing"));
        }
        let proxies = text("LAAS_TRUSTED_PROXIES", "");
        let proxies = proxies.split(',').map(str::trim);
        let trusted_proxies = proxies
            .filter(|address| !address.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| Error::setting("LAAS_TRUSTED_PROXIES", "is not a list of addresses"))?;
        Ok(Config {
            trusted_proxies,
            owner_database_url: text("LAAS_OWNER_DATABASE_URL", &database_url),
            database_url,
            database_connections: usize::try_from(number("LAAS_DATABASE_CONNECTIONS", 12)?)
                .unwrap_or(12),
            public_url: text("LAAS_PUBLIC_URL", &format!("http://{listen}")),
            listen,
            dist: text("LAAS_DIST", ".laas/dist").into(),
            state: text("LAAS_STATE", ".laas").into(),
            oidc: Oidc {
                issuer: text("LAAS_OIDC_ISSUER", ""),
                client_id: text("LAAS_OIDC_CLIENT_ID", "laas"),
                client_secret: text("LAAS_OIDC_CLIENT_SECRET", ""),
            },
            smtp_url: text("LAAS_SMTP_URL", ""),
            mail_from: text("LAAS_MAIL_FROM", "OpenLAAS <no-reply@laas.example>"),
            secret,
            is_development,
            idle_seconds: number("LAAS_IDLE_SECONDS", 900)?,
            workers: usize::try_from(number("LAAS_WORKERS", 0)?)
                .ok()
                .filter(|n| *n > 0),
        })
    }
}

impl Config {
    /// The password in the address of the database, for the role that owns no table.
    pub fn database_password(&self) -> Option<String> {
        let address = self.database_url.split_once("://")?.1;
        let (user, _) = address.split_once('@')?;
        user.split_once(':')
            .map(|(_, password)| password.to_owned())
    }
}
