//! Programs of others, let in by the head of finance of one organisation: what each may do, until when,
//! and by what it proves which one it is.

use crate::calendar::day;
use crate::document::Kind;
use crate::grants::is_plausible;
use crate::permission::{Operation, Permission, Resource};
use crate::problem::{FieldCode, FieldError};
use crate::table::{Called, Column, Names, Row};
use crate::text::check_text;
use crate::{ProblemCode, ProgramId};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

problems! {
    /// The token of the program does not let it do this.
    INSUFFICIENT_SCOPE = "insufficient_scope", 403,
        "โปรแกรมนี้ไม่ได้รับสิทธิ {scope} โปรดให้หัวหน้าหน่วยงานคลังลงทะเบียนโปรแกรมใหม่พร้อมสิทธินี้ หรือขอโทเคนที่มีสิทธินี้",
        "The program has no scope {scope}. Have the head of finance register it with that scope, or ask for a token that has it.";
    /// People do this themselves.
    NOT_FOR_PROGRAMS = "not_for_programs", 403,
        "โปรแกรมทำรายการนี้ไม่ได้ เพราะเป็นขั้นตอนของบุคคล โปรดให้ผู้มีสิทธิเข้าสู่ระบบแล้วทำรายการเอง",
        "No program may do this: it is for people. Let somebody with the right log in and do it.";
    /// The token is none of ours, is too old, or the program was shut out.
    INVALID_TOKEN = "invalid_token", 401,
        "โทเคนใช้ไม่ได้ หมดอายุ หรือโปรแกรมถูกถอนสิทธิแล้ว โปรดขอโทเคนใหม่ที่ /oauth/token",
        "The token does not count, is too old, or the program was shut out. Ask for a new one at /oauth/token.";
}

/// Longest names.
const NAME_MAX: usize = 100;
/// Longest public key, as text.
const KEY_MAX: usize = 4000;
/// The longest that a program is let in, in days after the first.
pub const DAYS_MAX: u64 = 366;

/// What of other things than documents a program may see; of persons and their doings nothing.
const SEEN: &[Resource] = &[
    Resource::BudgetLine,
    Resource::Department,
    Resource::Party,
    Resource::BankAccount,
    Resource::MasterData,
    Resource::NumberFormat,
    Resource::Journal,
];

/// A permission that a program can have: it sees, and makes and changes drafts of its own. Steps are
/// taken by people. The function `is_scope` of the database says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scope(Permission);

impl Scope {
    /// The scope of a permission; none where no program has it.
    pub fn of(permission: Permission) -> Option<Scope> {
        let Permission {
            resource,
            operation,
        } = permission;
        let fits = match resource {
            Resource::Document(_) => matches!(operation, Operation::Read | Operation::Edit),
            other => operation == Operation::Read && SEEN.contains(&other),
        };
        fits.then_some(Scope(permission))
    }

    /// Every scope: of documents, then of the rest.
    pub fn all() -> Vec<Scope> {
        let kinds = Kind::ALL.iter();
        let of_kinds =
            kinds.flat_map(|kind| [Operation::Read, Operation::Edit].map(|o| kind.to(o)));
        let rest = SEEN.iter().map(|resource| resource.to(Operation::Read));
        of_kinds.chain(rest).filter_map(Scope::of).collect()
    }

    /// What it allows.
    pub fn permission(self) -> Permission {
        self.0
    }

    /// Does it let a program make drafts?
    pub fn drafts(self) -> bool {
        self.0.operation == Operation::Edit
    }

    /// Does it allow this? Whoever makes drafts of a kind sees documents of the kind.
    pub fn allows(self, asked: Permission) -> bool {
        let Permission {
            resource,
            operation,
        } = self.0;
        let sees = operation == Operation::Edit && asked.operation == Operation::Read;
        resource == asked.resource && (operation == asked.operation || sees)
    }

    /// Reads a list as OAuth writes it: with spaces between. None where one of them is no scope, or there
    /// is none.
    pub fn list(text: &str) -> Option<Vec<Scope>> {
        let words = text.split(' ').filter(|word| !word.is_empty());
        let scopes: Option<Vec<Scope>> = words.map(|word| word.parse().ok()).collect();
        scopes.filter(|scopes| !scopes.is_empty())
    }

    /// Writes one: in order, each once.
    pub fn text(scopes: &[Scope]) -> String {
        let mut words: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        words.sort();
        words.dedup();
        words.join(" ")
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Scope, ()> {
        let (resource, operation) = text.split_once(':').ok_or(())?;
        let resource: Resource = resource.parse()?;
        let operation: Operation = operation.parse().map_err(|_| ())?;
        Scope::of(resource.to(operation)).ok_or(())
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Scope, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|()| de::Error::custom("is no scope"))
    }
}

#[cfg(feature = "server")]
impl utoipa::PartialSchema for Scope {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let names = Scope::all().into_iter().map(|scope| scope.to_string());
        let builder = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("What a program may do: a permission, `receipt:read`"))
            .enum_values(Some(names));
        utoipa::openapi::Schema::from(builder.build()).into()
    }
}

#[cfg(feature = "server")]
impl utoipa::ToSchema for Scope {}

codes! {
    /// By what a program proves which one it is.
    pub enum ProgramProof {
        /// A secret, told once.
        Secret = "secret" ("รหัสลับ", "A secret"),
        /// A key of its own, of which we have the public half (`private_key_jwt`).
        Key = "key" ("กุญแจของโปรแกรมเอง", "A key of its own"),
    }
}

/// A program to be let in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProgram {
    /// Version 7, made by whoever registers it; its `client_id`.
    pub id: ProgramId,
    /// What it is called.
    pub name: String,
    /// Who answers for it.
    pub contact_name: String,
    /// The address of who answers for it.
    pub contact_email: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The last day on which it may.
    #[serde(deserialize_with = "day")]
    pub valid_until: NaiveDate,
    /// The public key it signs with, as a JWK: P-256, Ed25519, or RSA of at least 2048 bits; none for a
    /// secret, which nobody has who makes drafts: whoever handed it over could make them too.
    #[serde(default)]
    pub public_key: Option<String>,
}

impl NewProgram {
    /// What is wrong with it by itself, registered on this day; a key is looked at by the server.
    pub fn check(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "name", &self.name, NAME_MAX);
        check_text(&mut errors, "contact_name", &self.contact_name, NAME_MAX);
        let mut wrong = |path: &str, code| errors.push(FieldError::new(path, code));
        match self.contact_email.trim() {
            "" => wrong("contact_email", FieldCode::Required),
            email if is_plausible(email) => {}
            _ => wrong("contact_email", FieldCode::Malformed),
        }
        if self.id.0.get_version_num() != 7 {
            wrong("id", FieldCode::Malformed);
        }
        if self.scopes.is_empty() {
            wrong("scopes", FieldCode::Required);
        }
        let longest = today.checked_add_days(Days::new(DAYS_MAX));
        let is_too_long = longest.is_none_or(|longest| self.valid_until > longest);
        if self.valid_until < today || is_too_long {
            wrong("valid_until", FieldCode::ImpossibleDay);
        }
        match self.public_key.as_deref().map(str::trim) {
            Some("") => wrong("public_key", FieldCode::Required),
            Some(key) if key.len() > KEY_MAX => wrong("public_key", FieldCode::TooLong),
            None if self.scopes.iter().any(|scope| scope.drafts()) => {
                wrong("public_key", FieldCode::OwnKeyNeeded);
            }
            _ => {}
        }
        errors
    }
}

/// A program that was let in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Program {
    /// Its `client_id`.
    pub id: ProgramId,
    pub name: String,
    /// Who answers for it.
    pub contact_name: String,
    pub contact_email: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    pub proof: ProgramProof,
    /// The last day on which it may.
    pub valid_until: NaiveDate,
    pub registered_on: NaiveDate,
    /// Name of who let it in.
    pub registered_by: Option<String>,
    /// The day on which it was shut out; none while it is in.
    pub withdrawn_on: Option<NaiveDate>,
    /// When it was last given a token; known while it is in.
    pub used_at: Option<DateTime<Utc>>,
}

impl Program {
    /// May it work on this day?
    pub fn is_in(&self, day: NaiveDate) -> bool {
        self.withdrawn_on.is_none() && day <= self.valid_until
    }
}

/// The answer to whoever let a program in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RegisteredProgram {
    pub program: Program,
    /// Its secret, told here and never again; none where it signs with a key of its own.
    pub client_secret: Option<String>,
}

impl Row for Program {
    fn columns() -> Vec<Column<Self>> {
        const NAME: Names = ("โปรแกรม", "Program");
        vec![
            Column::new(NAME, |row: &Self| row.name.clone()).wide(26),
            Column::new(
                ("ผู้รับผิดชอบ", "Contact"),
                |row: &Self| row.contact_name.clone(),
            )
            .wide(24),
            Column::new(("อีเมล", "E-mail"), |row: &Self| {
                row.contact_email.clone()
            })
            .wide(26),
            Column::new(("สิทธิ", "Scopes"), |row: &Self| {
                Scope::text(&row.scopes)
            })
            .wide(36),
            Column::new(("พิสูจน์ด้วย", "Proof"), |row: &Self| Called(row.proof)),
            Column::new(
                ("ลงทะเบียนเมื่อ", "Registered on"),
                |row: &Self| row.registered_on,
            ),
            Column::new(("ใช้ได้ถึง", "Until"), |row: &Self| {
                row.valid_until
            }),
            Column::new(("ถอนสิทธิเมื่อ", "Withdrawn on"), |row: &Self| row.withdrawn_on),
        ]
    }
}

/// How a refusal is told to a program, by RFC 6750.
pub fn bearer_error(code: ProblemCode) -> Option<&'static str> {
    match code {
        ProblemCode::INVALID_TOKEN => Some("invalid_token"),
        ProblemCode::INSUFFICIENT_SCOPE | ProblemCode::NOT_FOR_PROGRAMS => {
            Some("insufficient_scope")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_sees_and_drafts_and_nothing_else() {
        for text in ["receipt:read", "receipt:edit", "journal:read"] {
            let scope: Scope = text.parse().expect(text);
            assert_eq!(scope.to_string(), text);
        }
        for text in [
            "receipt:submit",
            "receipt:approve",
            "payment:cancel",
            "user:read",
            "user:edit",
            "party:edit",
            "bank_account:edit",
            "tax_number:read",
            "activity:read",
            "record:read",
            "report:read",
            "program:read",
            "receipt",
            "receipt:read ",
            "",
        ] {
            assert_eq!(text.parse::<Scope>(), Err(()), "{text}");
        }
    }

    #[test]
    fn who_drafts_sees_and_who_sees_does_not_draft() {
        let of = |text: &str| text.parse::<Scope>().expect("a scope");
        let (read, edit) = (of("receipt:read"), of("receipt:edit"));
        assert!(edit.allows(read.permission()) && edit.allows(edit.permission()));
        assert!(read.allows(read.permission()) && !read.allows(edit.permission()));
        assert!(!edit.allows(of("payment:read").permission()));
    }

    #[test]
    fn a_list_is_written_in_one_way() {
        let list = Scope::list("receipt:edit  journal:read receipt:edit").expect("scopes");
        assert_eq!(Scope::text(&list), "journal:read receipt:edit");
        assert!(Scope::list(" ").is_none() && Scope::list("receipt:read user:edit").is_none());
    }

    fn new(scopes: &str, public_key: Option<&str>) -> NewProgram {
        NewProgram {
            id: ProgramId(uuid::Uuid::now_v7()),
            name: "ระบบ".to_owned(),
            contact_name: "คุณผู้พัฒนา".to_owned(),
            contact_email: "dev@vendor.example".to_owned(),
            scopes: Scope::list(scopes).expect("scopes"),
            valid_until: NaiveDate::from_ymd_opt(2026, 9, 30).expect("a day"),
            public_key: public_key.map(str::to_owned),
        }
    }

    #[test]
    fn whoever_drafts_has_a_key_that_nobody_else_sees() {
        let today = NaiveDate::from_ymd_opt(2025, 10, 15).expect("a day");
        let wrong = |scopes, key| new(scopes, key).check(today);
        assert_eq!(wrong("receipt:read", None), []);
        assert_eq!(wrong("receipt:edit", Some("{}")), []);
        let told = wrong("receipt:edit receipt:read", None);
        assert_eq!(told[0].path, "public_key");
        assert_eq!(told[0].code, FieldCode::OwnKeyNeeded);
        assert!(told[0].message.contains("กุญแจสาธารณะ") && told[0].message.contains("โปรด"));
    }
}
