//! Letters to people: codes and notices.

use crate::platform::config::Config;
use crate::platform::error::Error;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use shared::ProblemCode;
use std::time::Duration;

/// How long sending may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is written to somebody.
pub struct Letter {
    /// Shows on locked screens: says nothing that is secret.
    pub subject: &'static str,
    pub text: String,
}

/// Sends a letter to an address.
pub async fn send(config: &Config, to: Address, letter: Letter) -> Result<(), Error> {
    let from: Mailbox = config.mail_from.parse().map_err(Error::unexpected)?;
    let message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text)
        .map_err(Error::unexpected)?;
    if config.smtp_url.is_empty() {
        return Err(down("no mail server is set"));
    }
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.smtp_url);
    let transport = transport.map_err(Error::unexpected)?;
    let transport: AsyncSmtpTransport<Tokio1Executor> = transport.timeout(Some(PATIENCE)).build();
    let sent = tokio::time::timeout(PATIENCE, transport.send(message)).await;
    match sent {
        Ok(Ok(_)) => Ok(()),
        // A server's words may name the address, so only the kind of the error is logged.
        Ok(Err(error)) if error.is_permanent() => Err(down("refused by the mail server")),
        Ok(Err(error)) if error.is_timeout() => Err(down("no answer in time")),
        Ok(Err(_)) => Err(down("the mail server cannot be reached")),
        Err(_) => Err(down("no answer in time")),
    }
}

fn down(why: &str) -> Error {
    tracing::warn!(why, "mail down");
    Error::Problem(ProblemCode::MAIL_DOWN)
}
