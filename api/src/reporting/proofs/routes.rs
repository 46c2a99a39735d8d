//! What an office is told of the proofs.

use super::files::{self, Noted};
use crate::platform::access::Ctx;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use chrono::Duration;
use shared::proofs::{Proof, Proofs};

/// Each is due once a day, with two hours to be done in.
const DUE: Duration = Duration::hours(26);

/// Adds the route.
pub fn register(api: &mut Api) {
    let show = Endpoint::get("/proofs", "get_proofs", "record", Access::Session)
        .says("When the books and their backup were last proved, and whether they were intact")
        .answers::<Proofs>();
    api.route(show, get_proofs);
}

async fn get_proofs(ctx: Ctx, state: Data<State>) -> Json<Proofs> {
    let told = |noted: Noted| Proof {
        at: noted.at,
        is_intact: noted.is_intact(ctx.entity),
        is_late: ctx.now - noted.at > DUE,
    };
    let latest = |name: &str| files::read(&state.config.proofs.join(name)).map(told);
    Json(Proofs {
        verified: latest("verify"),
        drilled: latest("drill"),
    })
}
