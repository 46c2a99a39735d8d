//! Who may do what: reviewed tables, and every route × every role × own and foreign things.

mod absences;
mod deputies;
mod foreign;
mod matrix;
mod numbers;
mod read_only;
mod refused;
mod review;
mod roster;
mod sessions;
mod step_up;
mod tables;

/// An address with something that is there in the place of what is no id.
pub(crate) fn filled(path: &str) -> String {
    let mut path = path.to_owned();
    for (name, value) in [
        ("{series}/{first_year}", "receipt/2570"),
        ("{half_begins}", "2025-10-01"),
        ("{seq}", "1"),
        ("{scheme}", "revenue_type"),
    ] {
        path = path.replace(name, value);
    }
    path
}
