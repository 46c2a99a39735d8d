//! The address of the books of one's own organisation.

use super::archive::archive;
use crate::platform::access::{Authorized, Ctx};
use crate::platform::error::Error;
use crate::platform::http::named;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::turns::Turns;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::{Bytes, Data};
use futures_util::stream::unfold;
use shared::permission::{Operation, Resource};
use std::fs::File;
use std::io::Read;
use tokio::runtime::Handle;
use uuid::Uuid;

/// Books that are packed at the same time: each takes a processor and a connection, and room on the
/// disk for as long as it is fetched.
static TURNS: Turns = Turns::new(1, 3);

/// Bytes sent at once.
const PIECE: usize = 64 * 1024;

/// Adds the route.
pub fn register(api: &mut Api) {
    let access = Access::Permission(Resource::Record.to(Operation::Read));
    let get = Endpoint::get("/record/bundle", "get_record_bundle", "record", access)
        .says("The books of the organisation, signed, with a page to read and a program to prove them")
        .with_proof()
        .answers_file(&["application/zip"]);
    api.route(get, get_record_bundle);
}

async fn get_record_bundle(ctx: Ctx, state: Data<State>) -> Result<HttpResponse, Error> {
    let auth = ctx.authorize(Resource::Record.to(Operation::Read))?;
    let runtime = Handle::current();
    let pack = move || runtime.block_on(pack(&state, auth));
    let (name, packed) = TURNS.run_for(ctx.entity, pack).await?;
    let stem = format!("สมุดบัญชี {name} {}", ctx.today);
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/zip")
        .insert_header(named(DispositionType::Attachment, &stem, "zip"));
    Ok(response.streaming(unfold(packed, piece)))
}

/// The name of an organisation and its books in a file without a name, which is gone when whoever
/// fetches it is.
async fn pack(state: &State, auth: Authorized) -> Result<(String, File), Error> {
    let (entity, now) = (auth.entity, auth.now);
    // Who takes the books home stands in the record, and so in the books.
    state.db.note(auth, "bundle").await?;
    let path = (state.config.state).join(format!("packing-{}.zip", Uuid::new_v4()));
    let file = File::create_new(&path).map_err(Error::unexpected)?;
    let packed = File::open(&path).map_err(Error::unexpected)?;
    std::fs::remove_file(&path).map_err(Error::unexpected)?;
    let written = archive(&state.db, &state.config, entity, now, &file).await?;
    Ok((written.name, packed))
}

/// The next bytes of a file.
async fn piece(mut file: File) -> Option<(Result<Bytes, std::io::Error>, File)> {
    let read = move || {
        let mut bytes = vec![0; PIECE];
        let read = file.read(&mut bytes).map(|length| {
            bytes.truncate(length);
            Bytes::from(bytes)
        });
        (read, file)
    };
    let (read, file) = tokio::task::spawn_blocking(read).await.ok()?;
    match read {
        Ok(bytes) if bytes.is_empty() => None,
        read => Some((read, file)),
    }
}
