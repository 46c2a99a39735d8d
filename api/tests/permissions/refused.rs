//! Bodies of which some field is wrong, for routes that make something that is no document: whoever may
//! is told so, and nothing is made.

use crate::support::Office;
use api::platform::openapi::RouteInfo;
use serde_json::{Value, json};
use uuid::Uuid;

/// Such a body for a route, where it takes one.
pub fn body(route: &RouteInfo, office: &Office) -> Option<Value> {
    let who = office.members[0].person;
    let wrong = match (route.method, route.path.as_ref()) {
        ("POST", "/users/review") => json!({ "half_begins": "2025-04-01",
            "rights_until": "2025-10-20", "judged": [] }),
        ("POST", "/users") => {
            json!({ "name_th": "", "pid": "", "email": "", "position_th": "", "roles": [] })
        }
        ("POST", "/deputies") => office.order(who, ["2025-10-16", "2025-10-16", "2025-10-15"]),
        ("POST", "/programs") => crate::programs::asked("", "journal:read"),
        ("POST", "/absences") => {
            json!({ "person_id": who, "first_day": "2025-10-18", "last_day": "2025-10-17" })
        }
        ("POST", "/activity/{seq}/examine") => json!({ "reason": "", "page": 1 }),
        // Without a running number no format can be set.
        (_, path) if path.starts_with("/number-formats/") => json!({ "format": "{yy}" }),
        _ => return None,
    };
    Some(wrong)
}

/// An entry of a register without a name.
pub(super) fn nameless(first: &str, id: Uuid) -> Value {
    match first {
        "departments" => json!({ "id": id, "code": "09", "name_th": "" }),
        "parties" => json!({ "id": id, "code": "X", "name_th": "", "kind": "payer",
                             "taxpayer_kind": "none", "vat_registered": false }),
        _ => json!({ "id": id, "code": "X", "name_th": "", "bank": "x", "account": "1101030102" }),
    }
}
