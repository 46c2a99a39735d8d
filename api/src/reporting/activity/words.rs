//! Pure: what acts are called, and what they are about.

use super::store::OfRecord;
use super::values;
use chrono::NaiveDate;
use shared::DocumentId;
use shared::activity::{Activity, CameFrom, OfDocument, Words};
use shared::document::{Kind, Series};
use shared::permission::{Operation, Resource};
use shared::table::Names;
use shared::text::without_numbers;
use std::collections::HashMap;
use uuid::Uuid;

/// What a thing is called, and of which kind it is where it is a document.
#[derive(Debug, Clone)]
pub struct Named {
    pub kind: Option<Kind>,
    pub name: String,
    /// Is it a number that was given here? Whatever else it is called somebody has typed.
    pub is_given: bool,
}

impl Named {
    /// What it is called where numbers of citizens and accounts are masked.
    pub fn shown(&self) -> String {
        match self.is_given {
            true => self.name.clone(),
            false => without_numbers(&self.name),
        }
    }
}

/// What stands in a field that is told to nobody.
pub fn untold() -> Words {
    Words {
        th: "(ไม่แสดง)".to_owned(),
        en: "(not shown)".to_owned(),
    }
}

/// Things by their ids.
pub type NamedThings = HashMap<Uuid, Named>;

/// The thing that the subject of a record is: its id, alone or after its sort.
pub fn thing(subject: &str) -> Option<Uuid> {
    let id = subject.split_once('/').map_or(subject, |(_, id)| id);
    values::id(id)
}

impl OfRecord {
    /// The same in words.
    pub fn told(&self, names: &NamedThings) -> Activity {
        let thing = thing(&self.subject);
        let kind = thing.and_then(|id| names.get(&id)).and_then(|of| of.kind);
        let document = thing.zip(kind).map(|(id, kind)| OfDocument {
            kind,
            id: DocumentId(id),
        });
        let about = match self.permission.strip_prefix(MIGRATION) {
            Some(name) => release(name),
            None => about(&self.subject, names),
        };
        Activity {
            seq: self.seq,
            at: self.at,
            person_id: self.actor,
            person: self.person.clone(),
            act: act(&self.permission),
            about,
            document,
        }
    }
}

/// How somebody comes in, as the record has it.
pub const LOG_INS: [&str; 3] = [
    "session:log_in_by_password",
    "session:log_in_by_thaid",
    "session:set_password",
];

const MIGRATION: &str = "migration/";

/// Acts that are no right to do something to a resource, or are more than that.
const ACTS: &[(&str, Names)] = &[
    ("absence:note", ("แจ้งวันที่ไม่อยู่", "Note an absence")),
    (
        "absence:take_back",
        ("ยกเลิกวันที่ไม่อยู่", "Take an absence back"),
    ),
    (
        "activity:examine",
        ("ดูเลขประจำตัวและเลขบัญชีเต็ม", "See numbers whole"),
    ),
    ("demonstration", ("ตั้งข้อมูลสาธิต", "Set up demonstration data")),
    (
        "operator:appoint_deputy",
        (
            "แต่งตั้งผู้แทนหัวหน้าหน่วยงานคลัง",
            "Appoint a deputy of the head of finance",
        ),
    ),
    (
        "operator:appoint_head",
        ("แต่งตั้งหัวหน้าหน่วยงานคลัง", "Appoint the head of finance"),
    ),
    (
        "practice",
        ("ตั้งหน่วยงานฝึกปฏิบัติ", "Set up an organisation to practise in"),
    ),
    (
        "record:read",
        ("นำสมุดบัญชีทั้งหมดออกเป็นไฟล์", "Take the books home"),
    ),
    (
        "restore-entity",
        ("กู้คืนข้อมูลของหน่วยงาน", "Restore the organisation"),
    ),
    (
        "session:choose_post",
        ("เปลี่ยนหน่วยงานที่ทำงาน", "Work in another post"),
    ),
    (
        "session:forget_device",
        ("ลบเบราว์เซอร์ที่จำไว้", "Forget a browser"),
    ),
    (
        "session:log_in_by_password",
        ("เข้าสู่ระบบด้วยรหัสผ่าน", "Log in by password"),
    ),
    (
        "session:log_in_by_thaid",
        ("เข้าสู่ระบบด้วย ThaiD", "Log in by ThaiD"),
    ),
    ("session:log_out", ("ออกจากระบบ", "Log out")),
    (
        "session:prove_by_password",
        ("ยืนยันตัวตนด้วยรหัสผ่าน", "Prove by password"),
    ),
    (
        "session:prove_by_thaid",
        ("ยืนยันตัวตนด้วย ThaiD", "Prove by ThaiD"),
    ),
    (
        "session:set_password",
        ("ตั้งรหัสผ่านและเข้าสู่ระบบ", "Set a password and log in"),
    ),
    ("session:unlock", ("ปลดล็อกหน้าจอ", "Unlock the screen")),
    ("start", ("เริ่มระบบ", "Start the system")),
];

/// What was done, by the permission it was done with.
pub fn act(permission: &str) -> Words {
    if permission.starts_with(MIGRATION) {
        return ("ปรับปรุงระบบ", "Upgrade of the system").into();
    }
    if let Some((_, names)) = ACTS.iter().find(|(of, _)| *of == permission) {
        return (*names).into();
    }
    let parts = permission.split_once(':');
    let right = parts.and_then(|(resource, operation)| {
        let resource: Resource = resource.parse().ok()?;
        Some((resource, operation.parse::<Operation>().ok()?))
    });
    let Some((resource, operation)) = right else {
        return ("รายการอื่น", "Another act").into();
    };
    let (verb, done) = match (resource, operation) {
        (Resource::Document(_), _) => (operation.thai(), operation.english()),
        // Registers have no drafts.
        (_, Operation::Edit) => ("เพิ่มหรือแก้ไข", "Add or change"),
        _ => (operation.thai(), operation.english()),
    };
    Words {
        th: format!("{verb}{}", resource.thai()),
        en: format!("{done}: {}", resource.english()),
    }
}

/// The permissions that acts on things of this sort are done with; of users how they come and go, too.
pub fn acts_on(resource: Resource) -> Vec<String> {
    let rights = Operation::ALL.iter();
    let rights = rights.map(|operation| resource.to(*operation).to_string());
    let of_people = |act: &str| {
        let about = ["absence:", "operator:", "session:"];
        resource == Resource::User && about.iter().any(|prefix| act.starts_with(prefix))
    };
    let others = ACTS.iter().map(|(act, _)| *act);
    let others = others.filter(|act| of_people(act)).map(str::to_owned);
    rights.chain(others).collect()
}

/// What acts are about that is no thing with an id.
const SUBJECTS: &[(&str, Names)] = &[
    (
        "bundle",
        ("สมุดบัญชีทั้งหมดของหน่วยงาน", "All books of the organisation"),
    ),
    ("entity", ("หน่วยงาน", "The organisation")),
];

const DEVICES: &[(&str, Names)] = &[
    ("known device", ("อุปกรณ์ที่เคยใช้", "Known browser")),
    ("new device", ("อุปกรณ์ใหม่", "New browser")),
];

/// What an act was about, by what its record calls it.
pub fn about(subject: &str, names: &NamedThings) -> Words {
    if let Some(named) = thing(subject).and_then(|id| names.get(&id)) {
        let name = named.shown();
        // Most titles begin with what the document is.
        let kind = named.kind.filter(|kind| !name.starts_with(kind.thai()));
        return kind.map_or_else(
            || Words::alike(&name),
            |kind| Words {
                th: format!("{} {name}", kind.thai()),
                en: format!("{} {name}", kind.english()),
            },
        );
    }
    if let Some((_, names)) = SUBJECTS.iter().find(|(of, _)| *of == subject) {
        return (*names).into();
    }
    if let Some((device, address)) = device(subject) {
        let with = |of: String| [of].into_iter().chain(address.clone()).collect::<Vec<_>>();
        return Words {
            th: with(device.th).join(" "),
            en: with(device.en).join(" "),
        };
    }
    numbered(subject).unwrap_or_default()
}

/// What is known by a number, a day or a series.
fn numbered(subject: &str) -> Option<Words> {
    if let Some(looked) = subject.strip_prefix("activity/") {
        let looked = without_numbers(looked);
        return Some(Words {
            th: format!("ลำดับที่ {looked}"),
            en: format!("No. {looked}"),
        });
    }
    if let Some(seq) = subject.strip_prefix("record ") {
        return Some(Words {
            th: format!("กลับไปตามลำดับที่ {seq}"),
            en: format!("Back to no. {seq}"),
        });
    }
    if let Some(begins) = subject.strip_prefix("user_review/") {
        let Words { th, en } = values::day(begins.parse().ok()?);
        return Some(Words {
            th: format!("การทบทวนสิทธิ ครึ่งปีเริ่ม {th}"),
            en: format!("Review of users, half-year from {en}"),
        });
    }
    let (series, year) = subject.strip_prefix("number-formats/")?.split_once('/')?;
    let series: Series = series.parse().ok()?;
    Some(Words {
        th: format!("{} ปีงบประมาณ {year}", series.thai()),
        en: format!("{} {year}", series.english()),
    })
}

/// The kind of browser of a log-in, and the address it came from.
fn device(subject: &str) -> Option<(Words, Option<String>)> {
    let known = DEVICES.iter();
    let mut known = known.filter_map(|(text, names)| {
        let rest = subject.strip_prefix(text)?.trim();
        let address = (!rest.is_empty()).then(|| rest.to_owned());
        Some(((*names).into(), address))
    });
    known.next()
}

/// From where somebody came, by the record of the log-in.
pub fn came_from(log_in: &OfRecord) -> CameFrom {
    let way = act(&log_in.permission);
    let (device, address) = device(&log_in.subject).unwrap_or_default();
    CameFrom {
        at: log_in.at,
        way: Words {
            th: format!("{} · {}", way.th, device.th),
            en: format!("{} · {}", way.en, device.en),
        },
        address,
    }
}

/// A release by the day that its migration is called by.
fn release(name: &str) -> Words {
    let day = name.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    let Some(Words { th, en }) = day.map(values::day) else {
        return Words::default();
    };
    Words {
        th: format!("รุ่นวันที่ {th}"),
        en: format!("Release of {en}"),
    }
}

/// What is kept no longer, or was added by a later release.
pub fn gone() -> Words {
    ("ข้อมูลที่เลิกใช้แล้ว", "No longer kept").into()
}

/// A yes or no.
pub fn flag(is_so: bool) -> Words {
    match is_so {
        true => ("ใช่", "Yes").into(),
        false => ("ไม่ใช่", "No").into(),
    }
}

/// So many values that are no rows of their own.
pub fn count(values: usize) -> Words {
    Words {
        th: format!("{values} ค่า"),
        en: format!("{values} values"),
    }
}

/// A field is there.
pub fn has_field() -> Words {
    ("มีช่องนี้", "Has this field").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_called_as_people_call_them() {
        for (permission, said) in [
            ("receipt:edit", "จัดทำหรือแก้ไขร่างใบเสร็จรับเงิน"),
            ("party:edit", "เพิ่มหรือแก้ไขผู้ชำระเงินและผู้รับเงิน"),
            ("record:read", "นำสมุดบัญชีทั้งหมดออกเป็นไฟล์"),
            (
                "migration/2026-11-29-070000_identity_create_logins",
                "ปรับปรุงระบบ",
            ),
            ("restore-entity", "กู้คืนข้อมูลของหน่วยงาน"),
            ("unheard:of", "รายการอื่น"),
        ] {
            assert_eq!(act(permission).th, said);
        }
        assert!(acts_on(Resource::User).contains(&"session:log_out".to_owned()));
        assert!(!acts_on(Resource::Party).contains(&"session:log_out".to_owned()));
    }

    #[test]
    fn what_they_are_about_is_told_in_words() {
        let names = NamedThings::new();
        for (subject, said) in [
            ("bundle", "สมุดบัญชีทั้งหมดของหน่วยงาน"),
            ("new device 192.0.2.1", "อุปกรณ์ใหม่ 192.0.2.1"),
            ("known device", "อุปกรณ์ที่เคยใช้"),
            ("user_review/2025-10-01", "การทบทวนสิทธิ ครึ่งปีเริ่ม 1 ต.ค. 2568"),
            ("number-formats/receipt/2570", "เลขที่ใบเสร็จ ปีงบประมาณ 2570"),
            ("record 57", "กลับไปตามลำดับที่ 57"),
            ("unheard of", ""),
        ] {
            assert_eq!(about(subject, &names).th, said);
        }
    }

    #[test]
    fn no_reason_passes_for_the_thing_that_was_looked_at() {
        let id = Uuid::now_v7();
        let subject = format!("activity/7: {id}");
        let name = "อีกรายการ".to_owned();
        let names = NamedThings::from([(
            id,
            Named {
                kind: None,
                name,
                is_given: false,
            },
        )]);
        assert_eq!(thing(&subject), None);
        assert_eq!(about(&subject, &names).th, format!("ลำดับที่ 7: {id}"));
        assert_eq!(thing(&format!("receipt/{id}")), Some(id));
        assert_eq!(about(&id.to_string(), &names).th, "อีกรายการ");
    }

    #[test]
    fn acts_stand_in_order_and_once() {
        assert!(ACTS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
