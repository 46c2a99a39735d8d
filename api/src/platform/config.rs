//! Environment to typed configuration, read once.

use crate::platform::error::Error;
use std::collections::BTreeSet;
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
    /// `LAAS_METRICS`: where Prometheus asks for `/metrics`, an address of this machine alone; without
    /// it nobody does.
    pub metrics: Option<String>,
    /// `LAAS_PUBLIC_URL`: the one origin people see.
    pub public_url: String,
    /// `LAAS_DIST`: the built frontend.
    pub dist: PathBuf,
    /// `LAAS_STATE`: keys and lists that outlive the process.
    pub state: PathBuf,
    /// `LAAS_PROOFS`: where proofs of books and backups leave their results; default: the state.
    pub proofs: PathBuf,
    /// `LAAS_BUNDLES`: the folder that the books of every organisation are packed into at night;
    /// without it they are not.
    pub bundles: Option<PathBuf>,
    /// Without it nothing is signed.
    pub signing: Option<Signing>,
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
    /// `LAAS_TOKEN_GENERATION`, default 0: another number makes other keys for tokens of programs at once.
    pub token_generation: i64,
    /// `LAAS_DEVELOPMENT=1`: practice entities, demonstration data, the description of the API and
    /// weak secrets are allowed.
    pub is_development: bool,
    /// `LAAS_IDLE_SECONDS`, default 900 (W-2.3).
    pub idle_seconds: i64,
    /// `LAAS_WORKERS`: threads that serve HTTP; default: one per processor.
    pub workers: Option<usize>,
}

/// Where signed roots are kept, and what signs them.
#[derive(Debug, Clone)]
pub struct Signing {
    /// `LAAS_ROOTS`: the folder.
    pub roots: PathBuf,
    /// `LAAS_SIGNING_KEY_FILE`: the key, made by `laas key make`.
    pub key: PathBuf,
}

impl Signing {
    /// Reads the environment, of which commands about roots need no more than this.
    pub fn from_environment() -> Result<Signing, Error> {
        let set = Signing::read(&|name| std::env::var(name).ok())?;
        set.ok_or_else(|| Error::setting("LAAS_ROOTS", "is missing"))
    }

    fn read(setting: &dyn Fn(&str) -> Option<String>) -> Result<Option<Signing>, Error> {
        let set = |name| setting(name).filter(|value| !value.is_empty());
        match (set("LAAS_ROOTS"), set("LAAS_SIGNING_KEY_FILE")) {
            (None, _) => Ok(None),
            (Some(_), None) => Err(Error::setting("LAAS_SIGNING_KEY_FILE", "is missing")),
            (Some(roots), Some(key)) => Ok(Some(Signing {
                roots: roots.into(),
                key: key.into(),
            })),
        }
    }
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
        Config::read(&|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// Reads settings by name. One called `NAME_FILE` names a file that holds the value of `NAME`,
    /// for secrets that no list of processes should show.
    fn read(setting: &dyn Fn(&str) -> Option<String>) -> Result<Config, Error> {
        let given = |name: &str| -> Result<Option<String>, Error> {
            let file = format!("{name}_FILE");
            match setting(&file) {
                None => Ok(setting(name)),
                Some(path) => match std::fs::read_to_string(path) {
                    Ok(text) => Ok(Some(text.trim_end().to_owned())),
                    Err(_) => Err(Error::setting(&file, "names no readable file")),
                },
            }
        };
        let text = |name: &str, default: &str| -> Result<String, Error> {
            Ok(given(name)?.unwrap_or_else(|| default.to_owned()))
        };
        let number = |name: &str, default: i64| match setting(name) {
            Some(value) => value
                .parse()
                .map_err(|_| Error::setting(name, "is not a number")),
            None => Ok(default),
        };
        let listen = text("LAAS_LISTEN", "127.0.0.1:8080")?;
        let is_development = text("LAAS_DEVELOPMENT", "")? == "1";
        let default_secret = match is_development {
            true => "development-only-secret-of-no-value",
            false => "",
        };
        let secret = text("LAAS_SECRET", default_secret)?;
        if secret.len() < 32 {
            let needs = "needs at least 32 characters";
            return Err(Error::setting("LAAS_SECRET", needs));
        }
        let database_url = text("LAAS_DATABASE_URL", "")?;
        if database_url.is_empty() {
            return Err(Error::setting("LAAS_DATABASE_URL", "is missing"));
        }
        let config = Config {
            trusted_proxies: addresses(&text("LAAS_TRUSTED_PROXIES", "")?)?,
            owner_database_url: text("LAAS_OWNER_DATABASE_URL", &database_url)?,
            database_url,
            database_connections: usize::try_from(number("LAAS_DATABASE_CONNECTIONS", 12)?)
                .unwrap_or(12),
            public_url: text("LAAS_PUBLIC_URL", &format!("http://{listen}"))?,
            listen,
            dist: text("LAAS_DIST", ".laas/dist")?.into(),
            proofs: text("LAAS_PROOFS", &text("LAAS_STATE", ".laas")?)?.into(),
            state: text("LAAS_STATE", ".laas")?.into(),
            metrics: setting("LAAS_METRICS"),
            bundles: setting("LAAS_BUNDLES").map(PathBuf::from),
            signing: Signing::read(setting)?,
            oidc: Oidc {
                issuer: text("LAAS_OIDC_ISSUER", "")?,
                client_id: text("LAAS_OIDC_CLIENT_ID", "laas")?,
                client_secret: text("LAAS_OIDC_CLIENT_SECRET", "")?,
            },
            smtp_url: text("LAAS_SMTP_URL", "")?,
            mail_from: text("LAAS_MAIL_FROM", "OpenLAAS <no-reply@laas.example>")?,
            secret,
            token_generation: number("LAAS_TOKEN_GENERATION", 0)?,
            is_development,
            idle_seconds: number("LAAS_IDLE_SECONDS", 900)?,
            workers: usize::try_from(number("LAAS_WORKERS", 0)?)
                .ok()
                .filter(|n| *n > 0),
        };
        if !config.is_development {
            config.fits_an_office()?;
        }
        Ok(config)
    }

    /// What may be on a developer's machine and not where real money is booked.
    fn fits_an_office(&self) -> Result<(), Error> {
        let refused = [
            (is_weak(&self.secret), "LAAS_SECRET", "is easily guessed"),
            (
                self.database_password().as_deref().is_some_and(is_weak),
                "LAAS_DATABASE_URL",
                "has a password that is easily guessed",
            ),
            (
                is_weak(&self.oidc.client_secret),
                "LAAS_OIDC_CLIENT_SECRET",
                "is missing or easily guessed",
            ),
            (
                !self.oidc.issuer.starts_with("https://"),
                "LAAS_OIDC_ISSUER",
                "does not begin with https://",
            ),
            (
                !self.public_url.starts_with("https://"),
                "LAAS_PUBLIC_URL",
                "does not begin with https://",
            ),
            (self.smtp_url.is_empty(), "LAAS_SMTP_URL", "is missing"),
            (
                !self.smtp_url.starts_with("smtps://") && !self.smtp_url.contains("tls=required"),
                "LAAS_SMTP_URL",
                "sends codes in the open: smtps://… or smtp://…?tls=required",
            ),
        ];
        match refused.into_iter().find(|(wrong, ..)| *wrong) {
            Some((_, name, what)) => Err(Error::setting(name, what)),
            None => Ok(()),
        }
    }
}

/// The addresses of our own proxies.
fn addresses(list: &str) -> Result<Vec<IpAddr>, Error> {
    let found = list.split(',').map(str::trim).filter(|one| !one.is_empty());
    let found = found.map(str::parse).collect::<Result<_, _>>();
    found.map_err(|_| Error::setting("LAAS_TRUSTED_PROXIES", "is not a list of addresses"))
}

/// Short, of few different characters, or said in the sources.
fn is_weak(secret: &str) -> bool {
    let different: BTreeSet<char> = secret.chars().collect();
    let is_ours = ["development-only", "change-me", "changeme", "password"];
    secret.len() < 16 || different.len() < 8 || is_ours.iter().any(|word| secret.contains(word))
}

impl Config {
    /// What the server may know: it works as the role that owns no table, and whoever takes it over
    /// finds no other.
    pub fn fits_a_server(self) -> Result<Config, Error> {
        match self.owner_database_url == self.database_url {
            true => Ok(self),
            false => Err(Error::setting(
                "LAAS_OWNER_DATABASE_URL",
                "is not for the server: take it out of its environment",
            )),
        }
    }

    /// The password in the address of the database, for the role that owns no table.
    pub fn database_password(&self) -> Option<String> {
        let address = self.database_url.split_once("://")?.1;
        let (user, _) = address.split_once('@')?;
        user.split_once(':')
            .map(|(_, password)| password.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const OFFICE: [(&str, &str); 6] = [
        ("LAAS_SECRET", "4f1c8a6b0d2e9375a1b2c3d4e5f60718"),
        (
            "LAAS_DATABASE_URL",
            "postgres://laas_app:0d2e9375a1b2c3d4@db/laas",
        ),
        ("LAAS_OIDC_ISSUER", "https://id.example"),
        ("LAAS_OIDC_CLIENT_SECRET", "a1b2c3d4e5f60718"),
        ("LAAS_PUBLIC_URL", "https://laas.example"),
        ("LAAS_SMTP_URL", "smtps://mail.example"),
    ];

    impl Config {
        /// Settings fit for an office, for tests of what reads some of them.
        pub fn for_tests() -> Config {
            read(&[]).expect("settings")
        }
    }

    fn read(changed: &[(&str, &str)]) -> Result<Config, Error> {
        let mut settings = BTreeMap::from(OFFICE);
        settings.extend(changed.iter().copied());
        Config::read(&|name| settings.get(name).map(|value| (*value).to_owned()))
    }

    #[test]
    fn an_office_starts_only_with_settings_fit_for_money() {
        assert!(read(&[]).is_ok());
        for (name, value) in [
            ("LAAS_SECRET", "short"),
            ("LAAS_SECRET", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("LAAS_SECRET", "development-only-secret-of-no-value"),
            ("LAAS_DATABASE_URL", "postgres://laas_app:laas@db/laas"),
            ("LAAS_SMTP_URL", "smtp://mail.example"),
            ("LAAS_SMTP_URL", "smtp://mail.example?tls=opportunistic"),
            ("LAAS_OIDC_ISSUER", "http://id.example"),
            ("LAAS_OIDC_CLIENT_SECRET", "secret"),
            ("LAAS_PUBLIC_URL", "http://laas.example"),
            ("LAAS_SMTP_URL", ""),
        ] {
            let error = read(&[(name, value)]).err().map(|error| error.to_string());
            assert!(error.is_some_and(|text| text.contains(name)), "{name}");
        }
        // All of it is allowed where it is said to be for development.
        let local = [("LAAS_DEVELOPMENT", "1"), ("LAAS_PUBLIC_URL", "http://x")];
        assert!(read(&local).is_ok());
    }

    #[test]
    fn the_server_starts_only_without_the_password_of_the_owner() {
        assert!(read(&[]).unwrap().fits_a_server().is_ok());
        let owner = [("LAAS_OWNER_DATABASE_URL", "postgres://postgres:x@db/laas")];
        let refused = read(&owner).unwrap().fits_a_server().err().unwrap();
        assert!(refused.to_string().contains("LAAS_OWNER_DATABASE_URL"));
    }

    #[test]
    fn roots_are_signed_or_there_are_none() {
        let key = ("LAAS_SIGNING_KEY_FILE", "/key");
        assert!(read(&[key]).unwrap().signing.is_none());
        let both = read(&[key, ("LAAS_ROOTS", "/roots")]).unwrap().signing;
        assert!(both.is_some_and(|set| set.roots.ends_with("roots")));
        let refused = read(&[("LAAS_ROOTS", "/roots")]).err().unwrap();
        assert!(refused.to_string().contains("LAAS_SIGNING_KEY_FILE"));
    }

    #[test]
    fn secrets_come_from_files() {
        let path = std::env::temp_dir().join(format!("laas-secret-{}", std::process::id()));
        std::fs::write(&path, "9375a1b2c3d4e5f607184f1c8a6b0d2e\n").unwrap();
        let file = path.to_string_lossy().into_owned();
        let config = read(&[("LAAS_SECRET_FILE", &file)]).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(config.secret, "9375a1b2c3d4e5f607184f1c8a6b0d2e");
        let gone = read(&[("LAAS_SECRET_FILE", &file)]).err().unwrap();
        assert!(gone.to_string().contains("LAAS_SECRET_FILE"));
    }
}
