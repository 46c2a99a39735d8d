//! Calls about who one is.

use super::{Failure, delete, get, get_in_background, post, put, query};
use serde_json::Value;
use shared::grants::Right;
use shared::identity::{
    Appointment, EmailAddress, Enrolment, InboxChange, Login, NewUser, OneTimeCode, Password,
    PostChoice, PostInbox, Session, Suspension, User,
};
use shared::page::Page;
use shared::{EntityId, PersonId};

/// Where ThaiD begins; a page, not a call.
pub const THAID_START: &str = "/api/v1/identity/thaid/start";

/// The same for whoever has forgotten the password: it ends with a new one.
pub const THAID_START_PASSWORD: &str = "/api/v1/identity/thaid/start?purpose=password";

/// Who am I?
pub async fn session() -> Result<Session, Failure> {
    get("/session").await
}

/// Logs in.
pub async fn login(username: String, password: String) -> Result<Session, Failure> {
    post("/session", &Login { username, password }).await
}

/// Logs out.
pub async fn logout() -> Result<(), Failure> {
    delete("/session").await
}

/// Opens a locked session.
pub async fn unlock(password: String) -> Result<Session, Failure> {
    post("/session/unlock", &Password { password }).await
}

/// Works in another post.
pub async fn choose_post(entity_id: EntityId) -> Result<Session, Failure> {
    put("/session/post", &PostChoice { entity_id }).await
}

/// How far the first log-in is.
pub async fn enrolment() -> Result<Enrolment, Failure> {
    get("/identity/enrolment").await
}

/// Asks for a code by mail.
pub async fn give_email(email: String) -> Result<Enrolment, Failure> {
    post("/identity/enrolment/email", &EmailAddress { email }).await
}

/// Gives the code from the mail.
pub async fn give_code(otp: String) -> Result<Enrolment, Failure> {
    post("/identity/enrolment/code", &OneTimeCode { otp }).await
}

/// Ends the first log-in with a password.
pub async fn give_password(password: String) -> Result<Session, Failure> {
    post("/identity/enrolment/password", &Password { password }).await
}

/// A page of the roster.
pub async fn users(page: &str) -> Result<Page<User>, Failure> {
    get(&format!("/users{}", query(&[("page", page)]))).await
}

/// Somebody of the roster.
pub async fn user(id: PersonId) -> Result<User, Failure> {
    get(&format!("/users/{id}")).await
}

/// Prepares an account.
pub async fn add_user(new: &NewUser) -> Result<User, Failure> {
    post("/users", new).await
}

/// Gives somebody another position and other roles.
pub async fn appoint(id: PersonId, to: &Appointment) -> Result<User, Failure> {
    put(&format!("/users/{id}/roles"), to).await
}

/// Ends the session of somebody who works here now.
pub async fn end_session(id: PersonId) -> Result<(), Failure> {
    delete(&format!("/users/{id}/session")).await
}

/// What I may do here.
pub async fn rights() -> Result<Vec<Right>, Failure> {
    get("/session/rights").await
}

/// Suspends or reinstates.
pub async fn suspend(id: PersonId, is_suspended: bool) -> Result<Value, Failure> {
    put(
        &format!("/users/{id}/suspension"),
        &Suspension { is_suspended },
    )
    .await
}

/// How much waits in each post of the person.
pub async fn inboxes() -> Result<Vec<PostInbox>, Failure> {
    get_in_background("/inbox/posts").await
}

/// Waits until there may be something else in the inboxes than at this mark.
pub async fn inbox_changes(mark: &str, seconds: u32) -> Result<InboxChange, Failure> {
    let seconds = seconds.to_string();
    let query = query(&[("after", mark), ("wait", &seconds)]);
    get_in_background(&format!("/inbox/changes{query}")).await
}
