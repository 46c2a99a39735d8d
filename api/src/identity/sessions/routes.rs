//! `/session`.

use super::operations::{self, Entered};
use crate::identity::devices::Device;
use crate::identity::{BEFORE_LOGIN, TAG, cookies};
use crate::platform::access::Ctx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, client_address};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use actix_web::cookie::Cookie;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use shared::identity::{Login, Password, PostChoice, Presence, Session};
use uuid::Uuid;

/// Adds these routes.
pub fn register(api: &mut Api) {
    let signed_in = Access::Session;
    let get = Endpoint::get("/session", "get_session", TAG, signed_in).even_locked();
    api.route(
        get.says("Who is logged in, where, and until when")
            .answers::<Session>(),
        get_session,
    );
    let post = Endpoint::post("/session", "log_in", TAG, BEFORE_LOGIN).takes::<Login>();
    api.route(
        post.says("Log in with user name and password")
            .answers::<Session>(),
        log_in,
    );
    let delete = Endpoint::delete("/session", "log_out", TAG, signed_in).with_status("204");
    let delete = delete.even_locked();
    api.route(delete.says("Log out"), log_out);
    let unlock = Endpoint::post("/session/unlock", "unlock_session", TAG, signed_in);
    let unlock = unlock
        .even_locked()
        .says("Open the session again after idle time")
        .takes::<Password>();
    api.route(unlock.answers::<Session>(), unlock_session);
    let prove = Endpoint::post("/session/proof", "prove_session", TAG, signed_in);
    let prove = prove.even_locked().takes::<Password>();
    let prove = prove.says("Prove once more who one is, for what asks for that (step_up_required)");
    api.route(prove.answers::<Session>(), prove_session);
    let get = Endpoint::get("/session/devices", "list_devices", TAG, signed_in);
    let get = get.says("Since when one is logged in, and the browsers one has logged in with");
    api.route(get.answers::<Presence>(), list_devices);
    let path = "/session/devices/{id}";
    let delete = Endpoint::delete(path, "forget_device", TAG, signed_in).with_status("204");
    let delete = delete.says("Forget a browser: a log-in with it is one from a new device again");
    api.route(delete, forget_device);
    let put = Endpoint::put("/session/post", "choose_post", TAG, signed_in);
    let put = put
        .says("Work in another post one holds")
        .takes::<PostChoice>();
    api.route(put.answers::<Session>(), choose_post);
}

/// The answer to whoever has just come in: the session, and its cookie.
pub fn entered(entered: Entered) -> HttpResponse {
    let (cookies, session) = cookies_of(entered);
    let mut response = HttpResponse::Ok();
    for cookie in cookies {
        response.cookie(cookie);
    }
    response.json(session)
}

/// The cookies of whoever has just come in, and what else is told.
pub fn cookies_of(entered: Entered) -> (Vec<Cookie<'static>>, Session) {
    let device = entered.device.map(cookies::device);
    let session = cookies::session(entered.token);
    let cookies = [session].into_iter().chain(device);
    (cookies.collect(), entered.session)
}

async fn get_session(state: Data<State>, request: HttpRequest) -> Result<Json<Session>, Error> {
    Ok(Json(operations::current(&state, &request).await?))
}

async fn log_in(
    state: Data<State>,
    request: HttpRequest,
    Body(login): Body<Login>,
) -> Result<HttpResponse, Error> {
    let address = client_address(&request, &state.config.trusted_proxies);
    let device = Device::of(&request);
    Ok(entered(
        operations::log_in(&state, &login, device, address).await?,
    ))
}

async fn log_out(state: Data<State>, request: HttpRequest) -> Result<HttpResponse, Error> {
    operations::log_out(&state, &request).await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookies::ended(cookies::SESSION))
        .finish())
}

async fn unlock_session(
    state: Data<State>,
    request: HttpRequest,
    Body(typed): Body<Password>,
) -> Result<HttpResponse, Error> {
    let act = "session:unlock";
    let confirmed = operations::confirm(&state, &request, &typed.password, act).await?;
    Ok(entered(confirmed))
}

async fn prove_session(
    state: Data<State>,
    request: HttpRequest,
    Body(typed): Body<Password>,
) -> Result<HttpResponse, Error> {
    let act = "session:prove_by_password";
    let confirmed = operations::confirm(&state, &request, &typed.password, act).await?;
    Ok(entered(confirmed))
}

async fn list_devices(
    state: Data<State>,
    request: HttpRequest,
    ctx: Ctx,
) -> Result<Json<Presence>, Error> {
    let device = Device::of(&request);
    Ok(Json(operations::presence(&state, &ctx, &device).await?))
}

async fn forget_device(
    state: Data<State>,
    ctx: Ctx,
    PathOf(id): PathOf<Uuid>,
) -> Result<HttpResponse, Error> {
    operations::forget_device(&state, &ctx, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn choose_post(
    state: Data<State>,
    request: HttpRequest,
    ctx: Ctx,
    Body(choice): Body<PostChoice>,
) -> Result<HttpResponse, Error> {
    Ok(entered(
        operations::choose_post(&state, &request, &ctx, choice.entity_id).await?,
    ))
}
