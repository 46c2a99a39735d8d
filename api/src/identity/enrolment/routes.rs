//! `/identity/enrolment`.

use super::operations;
use crate::identity::devices::Device;
use crate::identity::{BEFORE_LOGIN, TAG, cookies, sessions};
use crate::platform::error::Error;
use crate::platform::http::{Body, client_address};
use crate::platform::openapi::{Api, Endpoint};
use crate::platform::state::State;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use shared::ProblemCode;
use shared::identity::{EmailAddress, Enrolment, OneTimeCode, Password, Session};

/// Adds these routes.
pub fn register(api: &mut Api) {
    let get = Endpoint::get("/identity/enrolment", "get_enrolment", TAG, BEFORE_LOGIN);
    let get = get
        .says("How far the first log-in is, after ThaiD")
        .answers::<Enrolment>();
    api.route(get, get_enrolment);
    let post = |path, id| Endpoint::post(path, id, TAG, BEFORE_LOGIN);
    let email = post("/identity/enrolment/email", "give_email").takes::<EmailAddress>();
    let email = email.says("Have a one-time code sent to an e-mail address");
    api.route(email.answers::<Enrolment>(), give_email);
    let code = post("/identity/enrolment/code", "give_code").takes::<OneTimeCode>();
    let code = code.says("Prove the address with the code from the mail");
    api.route(code.answers::<Enrolment>(), give_code);
    let password = post("/identity/enrolment/password", "give_password").takes::<Password>();
    let password = password.says("Set the password and log in");
    api.route(password.answers::<Session>(), give_password);
}

/// The attempt of this browser.
fn attempt(request: &HttpRequest) -> Result<Vec<u8>, Error> {
    cookies::token_hash_of(request, cookies::ATTEMPT)
        .ok_or(Error::Problem(ProblemCode::UNAUTHENTICATED))
}

async fn get_enrolment(state: Data<State>, request: HttpRequest) -> Result<Json<Enrolment>, Error> {
    Ok(Json(
        operations::progress(&state, &attempt(&request)?).await?,
    ))
}

async fn give_email(
    state: Data<State>,
    request: HttpRequest,
    Body(given): Body<EmailAddress>,
) -> Result<Json<Enrolment>, Error> {
    Ok(Json(
        operations::give_email(&state, &attempt(&request)?, &given.email).await?,
    ))
}

async fn give_code(
    state: Data<State>,
    request: HttpRequest,
    Body(given): Body<OneTimeCode>,
) -> Result<Json<Enrolment>, Error> {
    Ok(Json(
        operations::give_code(&state, &attempt(&request)?, &given.otp).await?,
    ))
}

async fn give_password(
    state: Data<State>,
    request: HttpRequest,
    Body(given): Body<Password>,
) -> Result<HttpResponse, Error> {
    let hash = attempt(&request)?;
    let address = client_address(&request, &state.config.trusted_proxies);
    let device = Device::of(&request);
    let entered = operations::give_password(&state, &hash, &given.password, device, address);
    let entered = entered.await?;
    let mut response = sessions::entered(entered);
    response
        .add_cookie(&cookies::ended(cookies::ATTEMPT))
        .map_err(Error::unexpected)?;
    Ok(response)
}
