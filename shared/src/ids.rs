//! One typed id per table, so that a department cannot be passed where a document is meant.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        #[cfg_attr(
            feature = "server",
            derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
            diesel(sql_type = diesel::sql_types::Uuid)
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        #[cfg(feature = "server")]
        column_of_inner!($name(Uuid) as Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
        }
        // Nil until chosen.
        impl $crate::codes::AsText for $name {
            fn to_text(&self) -> String {
                if self.0.is_nil() { String::new() } else { self.to_string() }
            }
            fn from_text(text: &str) -> Option<Self> {
                if text.is_empty() { Some($name(Uuid::nil())) } else { text.parse().ok() }
            }
        }
    )*};
}

ids! {
    /// An accounting entity: an LAO (อปท.) or an affiliated unit with its own books.
    EntityId,
    /// A document of any kind; made by whoever creates it (version 7, in order of time).
    DocumentId,
    /// A line of the budget (แหล่งเงิน + งาน + ประเภทรายจ่าย + โครงการ).
    BudgetLineId,
    /// A bank account of the entity.
    BankAccountId,
    /// A payer or payee.
    PartyId,
    /// A department (กอง) of the entity.
    DepartmentId,
    /// A person who may log in.
    PersonId,
    /// Days on which somebody is not at work.
    AbsenceId,
    /// An order by which somebody acts in the post of another.
    DeputyId,
    /// A program of others that was let in.
    ProgramId,
    /// A journal entry.
    EntryId,
    /// A file attached to a document.
    AttachmentId,
}

/// The entity of those who have not chosen one yet. It owns nothing and has no record so far: master
/// data and people belong to the nation and are not in the record of any entity.
pub const NATION: EntityId = EntityId(Uuid::nil());
