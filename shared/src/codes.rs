//! A closed set of codes, declared once: enum, text in JSON and database, parsing, listing.

/// Declares an enum whose variants are written as fixed snake_case codes everywhere outside Rust.
///
/// The text after `=` is what [`std::fmt::Display`], `as_str` and the database use; serde uses
/// `rename_all = "snake_case"`, and the test `codes_agree_with_serde` holds the two together.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every code, in order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The code as written in JSON, URLs and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                $name::ALL.iter().copied().find(|code| code.as_str() == text).ok_or(())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    fn agree<T: serde::Serialize + Copy>(all: &[T], text: fn(T) -> &'static str) {
        for code in all {
            let json = serde_json::to_value(code).expect("a code is a string");
            assert_eq!(json, text(*code));
        }
    }

    #[test]
    fn codes_agree_with_serde() {
        use crate::{
            budget, document, expenditure, ledger, permission, problem, revenue, treasury,
        };
        agree(document::Status::ALL, document::Status::as_str);
        agree(document::Action::ALL, document::Action::as_str);
        agree(document::Kind::ALL, document::Kind::as_str);
        agree(document::StepName::ALL, document::StepName::as_str);
        agree(document::Series::ALL, document::Series::as_str);
        agree(permission::Role::ALL, permission::Role::as_str);
        agree(permission::Operation::ALL, permission::Operation::as_str);
        agree(permission::Resource::ALL, permission::Resource::as_str);
        agree(problem::ProblemCode::ALL, problem::ProblemCode::as_str);
        agree(budget::Fund::ALL, budget::Fund::as_str);
        agree(
            expenditure::RequestKind::ALL,
            expenditure::RequestKind::as_str,
        );
        agree(
            expenditure::ExpenseItem::ALL,
            expenditure::ExpenseItem::as_str,
        );
        agree(
            expenditure::DeductionKind::ALL,
            expenditure::DeductionKind::as_str,
        );
        agree(ledger::BroughtForward::ALL, ledger::BroughtForward::as_str);
        agree(ledger::Movement::ALL, ledger::Movement::as_str);
        agree(revenue::MoneyKind::ALL, revenue::MoneyKind::as_str);
        agree(revenue::DepositKind::ALL, revenue::DepositKind::as_str);
        agree(
            treasury::PaymentMethod::ALL,
            treasury::PaymentMethod::as_str,
        );
    }
}
