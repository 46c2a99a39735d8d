//! What the owner of an account is told by mail, so that misuse is noticed: a log-in with a browser not
//! seen before, another password, many failures, other rights.
//!
//! Nobody waits for it: a log-in succeeds whether or not mail can be sent.

use super::mail::{self, Letter};
use crate::platform::clock::bangkok_time;
use crate::platform::config::Config;
use chrono::{DateTime, Timelike, Utc};
use shared::calendar::thai_long;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long to wait before each try to send one.
const TRIES: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(30),
    Duration::from_secs(300),
    Duration::from_secs(1800),
];
/// On their way at once; what is beyond is not sent, so that mail being down fills no memory.
static ON_THEIR_WAY: Semaphore = Semaphore::const_new(500);

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum Notice {
    /// Somebody logged in with a browser not seen before.
    NewDevice,
    /// Another password was set.
    PasswordChanged,
    /// Wrong passwords in a row.
    ManyFailures,
    /// What the owner may do in an organisation was changed.
    RightsChanged,
    /// An account was prepared (W-2 step 1). Nothing in the letter opens it: ThaiD does.
    Invited,
}

impl Notice {
    fn letter(self, at: DateTime<Utc>) -> Letter {
        let (subject, what) = match self {
            Notice::NewDevice => (
                "แจ้งเตือน: มีการเข้าใช้ OpenLAAS จากเครื่องใหม่",
                "มีการเข้าใช้บัญชี OpenLAAS ของท่านด้วยเครื่องหรือเบราว์เซอร์ที่ไม่เคยใช้มาก่อน",
            ),
            Notice::PasswordChanged => (
                "แจ้งเตือน: รหัสผ่าน OpenLAAS ของท่านถูกเปลี่ยน",
                "มีการตั้งรหัสผ่านใหม่ของบัญชี OpenLAAS ของท่าน",
            ),
            Notice::ManyFailures => (
                "แจ้งเตือน: มีผู้ใส่รหัสผ่าน OpenLAAS ของท่านผิดหลายครั้ง",
                "มีผู้พยายามเข้าใช้บัญชี OpenLAAS ของท่านด้วยรหัสผ่านที่ผิดหลายครั้งติดต่อกัน \
                 ระบบหน่วงเวลาผู้นั้นแล้ว ท่านยังเข้าใช้จากเครื่องเดิมหรือด้วย ThaiD ได้",
            ),
            Notice::RightsChanged => (
                "แจ้งเตือน: สิทธิใน OpenLAAS ของท่านถูกเปลี่ยน",
                "หัวหน้าหน่วยงานคลังได้เปลี่ยนบทบาท ระงับ หรือคืนสิทธิของท่านใน OpenLAAS \
                 ดูสิทธิปัจจุบันได้ที่หน้า \"สิทธิของฉัน\"",
            ),
            Notice::Invited => {
                return Letter {
                    subject: "มีบัญชีผู้ใช้ OpenLAAS เตรียมไว้ให้ท่าน",
                    text: "หัวหน้าหน่วยงานคลังได้เตรียมบัญชีผู้ใช้ OpenLAAS ไว้ให้ท่านแล้ว\n\n\
                        เข้าใช้ครั้งแรกที่หน้าเข้าสู่ระบบด้วย ThaiD ของท่านเองเท่านั้น \
                        แล้วตั้งรหัสผ่านของท่าน\n\
                        ไม่มีรหัสผ่านส่งทางอีเมล และเจ้าหน้าที่จะไม่ขอรหัสจากท่าน\n"
                        .to_owned(),
                };
            }
        };
        let local = bangkok_time(at);
        let (day, hour, minute) = (thai_long(local.date()), local.hour(), local.minute());
        Letter {
            subject,
            text: format!(
                "{what}\nเมื่อวันที่ {day} เวลา {hour:02}.{minute:02} น.\n\n\
                 หากเป็นท่านเอง ไม่ต้องทำอะไร\n\
                 หากไม่ใช่ท่าน โปรดตั้งรหัสผ่านใหม่ที่ \"ลืมรหัสผ่าน\" ในหน้าเข้าสู่ระบบ \
                 แล้วแจ้งหัวหน้าหน่วยงานคลังของท่านทันที\n"
            ),
        }
    }
}

/// Tells whoever has this address, if there is one, in the background.
pub fn tell(config: &Config, email: Option<&str>, notice: Notice, at: DateTime<Utc>) {
    let Some(address) = email.and_then(|email| email.parse::<lettre::Address>().ok()) else {
        return;
    };
    let Ok(place) = ON_THEIR_WAY.try_acquire() else {
        tracing::warn!(?notice, "too many notices on their way");
        return;
    };
    let config = config.clone();
    tokio::spawn(async move {
        for wait in TRIES {
            tokio::time::sleep(wait).await;
            let sent = mail::send(&config, address.clone(), notice.letter(at)).await;
            if sent.is_ok() {
                break;
            }
        }
        drop(place);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_notice_tells_of_money() {
        for notice in [
            Notice::NewDevice,
            Notice::PasswordChanged,
            Notice::ManyFailures,
            Notice::RightsChanged,
            Notice::Invited,
        ] {
            let Letter { subject, text } = notice.letter(DateTime::UNIX_EPOCH);
            // A role ends like baht.
            let text = text.replace("บทบาท", "");
            for word in ["บาท", "จำนวนเงิน", "ยอด", "ฎีกา", "เช็ค"]
            {
                assert!(
                    !subject.contains(word) && !text.contains(word),
                    "{word}: {text}"
                );
            }
            // A day and a time, and no other figures.
            let figures = text.chars().filter(char::is_ascii_digit).count();
            assert!(figures <= 9, "{text}");
        }
    }

    #[test]
    fn a_notice_says_what_when_and_what_to_do() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for notice in [
            Notice::NewDevice,
            Notice::PasswordChanged,
            Notice::ManyFailures,
            Notice::RightsChanged,
        ] {
            let letter = notice.letter(at);
            assert!(
                letter.text.contains("15 มกราคม 2570 เวลา 15.00 น."),
                "{}",
                letter.text
            );
            assert!(letter.text.contains("ลืมรหัสผ่าน"));
        }
    }
}
