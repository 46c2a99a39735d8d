//! The mail that carries a code.

use crate::platform::config::Config;
use crate::platform::error::Error;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::PoolConfig;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use shared::ProblemCode;
use std::time::Duration;

/// How long sending may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The code is not in the subject, which shows on locked screens.
const SUBJECT: &str = "รหัสยืนยันอีเมลสำหรับ OpenLAAS";

fn text(code: &str) -> String {
    format!(
        "รหัสใช้ครั้งเดียวของท่านคือ {code}\n\n\
         ใช้ได้ภายใน 5 นาที โปรดใส่รหัสนี้ในหน้าจอที่ท่านเปิดค้างไว้\n\
         อย่าบอกรหัสนี้แก่ผู้ใด เจ้าหน้าที่จะไม่ขอรหัสนี้จากท่าน\n\n\
         หากท่านไม่ได้ขอรหัสนี้ ไม่ต้องทำอะไร\n"
    )
}

/// Sends a code to an address.
pub async fn send_code(config: &Config, to: Address, code: &str) -> Result<(), Error> {
    let from: Mailbox = config.mail_from.parse().map_err(Error::unexpected)?;
    let message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(SUBJECT)
        .header(ContentType::TEXT_PLAIN)
        .body(text(code))
        .map_err(Error::unexpected)?;
    if config.smtp_url.is_empty() {
        return Err(down("no mail server is set"));
    }
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.smtp_url);
    let transport = transport.map_err(Error::unexpected)?;
    let alone = PoolConfig::new().max_size(1);
    let transport: AsyncSmtpTransport<Tokio1Executor> =
        transport.timeout(Some(PATIENCE)).pool_config(alone).build();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_only_number_of_six_digits_and_not_in_the_subject() {
        let text = text("123456");
        let numbers = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| part.len() == 6);
        assert_eq!(numbers.collect::<Vec<_>>(), ["123456"]);
        assert!(!SUBJECT.chars().any(|c| c.is_ascii_digit()));
    }
}
