//! Calls about who one is.

use super::{BASE, Failure, delete, get, get_in_background, post, proves_anew, put, query};
use chrono::NaiveDate;
use serde_json::Value;
use shared::absences::{Absence, AbsentApprover, NewAbsence};
use shared::deputies::{Deputy, DeputyEnd, NewDeputy};
use shared::document::DocumentHeader;
use shared::grants::Right;
use shared::identity::{
    Appointment, Departure, EmailAddress, Enrolment, InboxChange, Login, NewUser, OneTimeCode,
    Password, PostChoice, PostInbox, Presence, Session, Suspension, User,
};
use shared::page::Page;
use shared::programs::{NewProgram, Program, RegisteredProgram};
use shared::reviews::{ReviewDue, ReviewNow, ReviewToSign, SignedReview};
use shared::{AbsenceId, DeputyId, DocumentId, EntityId, PersonId, ProgramId};
use uuid::Uuid;

/// Where ThaiD begins; a page, not a call.
pub const THAID_START: &str = "/api/v1/identity/thaid/start";

/// The same for whoever has forgotten the password: it ends with a new one.
pub const THAID_START_PASSWORD: &str = "/api/v1/identity/thaid/start?purpose=password";

/// The same to prove once more who one is: in a window of its own, that ends at [`PROVED`].
pub const THAID_START_PROOF: &str = "/api/v1/identity/thaid/start?purpose=proof";

/// A proof that counts for less than this is asked for anew before a download.
const PROOF_MARGIN_SECONDS: i64 = 20;

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

/// Proves once more who one is.
pub async fn prove(password: String) -> Result<Session, Failure> {
    post("/session/proof", &Password { password }).await
}

/// Is there a proof that counts for a while longer? Else one is asked for: for what the browser
/// fetches by itself, without a call.
pub async fn is_proved() -> bool {
    let left = session().await.map_or(0, |session| session.proof_seconds);
    left >= PROOF_MARGIN_SECONDS || proves_anew().await
}

/// Since when one is logged in, and with what one has been.
pub async fn presence() -> Result<Presence, Failure> {
    get("/session/devices").await
}

/// Forgets a browser of one's own.
pub async fn forget_device(id: Uuid) -> Result<(), Failure> {
    delete(&format!("/session/devices/{id}")).await
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

/// The roster, as many as this.
pub async fn roster(most: &str) -> Result<Page<User>, Failure> {
    get(&format!("/users{}", query(&[("per_page", most)]))).await
}

/// A page of the orders by which somebody acts in the post of another.
pub async fn deputies(page: &str) -> Result<Page<Deputy>, Failure> {
    get(&format!("/deputies{}", query(&[("page", page)]))).await
}

/// Enters one.
pub async fn add_deputy(new: &NewDeputy) -> Result<Deputy, Failure> {
    post("/deputies", new).await
}

/// A page of the programs that are or were let in.
pub async fn programs(page: &str) -> Result<Page<Program>, Failure> {
    get(&format!("/programs{}", query(&[("page", page)]))).await
}

/// Lets one in; its secret is told here and never again.
pub async fn add_program(new: &NewProgram) -> Result<RegisteredProgram, Failure> {
    post("/programs", new).await
}

/// Shuts one out.
pub async fn withdraw_program(id: ProgramId) -> Result<(), Failure> {
    delete(&format!("/programs/{id}")).await
}

/// Who is absent today or will be.
pub async fn absences() -> Result<Vec<Absence>, Failure> {
    get("/absences").await
}

/// Notes an absence.
pub async fn note_absence(new: &NewAbsence) -> Result<Absence, Failure> {
    post("/absences", new).await
}

/// Takes one back.
pub async fn take_back_absence(id: AbsenceId) -> Result<(), Failure> {
    delete(&format!("/absences/{id}")).await
}

/// What waits for the absent alone.
pub async fn absent_inbox() -> Result<Page<DocumentHeader>, Failure> {
    get("/inbox/absent").await
}

/// Those whom a document waits for, where all of them are absent.
pub async fn absent_approvers(id: DocumentId) -> Result<Vec<AbsentApprover>, Failure> {
    get_in_background(&format!("/documents/{id}/absent")).await
}

/// Ends all that somebody may do here with a day.
pub async fn end_rights(id: PersonId, last_day: NaiveDate) -> Result<User, Failure> {
    put(&format!("/users/{id}/departure"), &Departure { last_day }).await
}

/// Ends one with a day.
pub async fn end_deputy(id: DeputyId, last_day: NaiveDate) -> Result<Deputy, Failure> {
    put(&format!("/deputies/{id}/end"), &DeputyEnd { last_day }).await
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

/// Whether the six-monthly review is due.
pub async fn review_due() -> Result<ReviewDue, Failure> {
    get("/users/review/due").await
}

/// The six-monthly review: everybody, with what there is to judge by.
pub async fn review() -> Result<ReviewNow, Failure> {
    get("/users/review").await
}

/// Signs it.
pub async fn sign_review(asked: &ReviewToSign) -> Result<SignedReview, Failure> {
    post("/users/review", asked).await
}

/// Those that were signed.
pub async fn reviews() -> Result<Vec<SignedReview>, Failure> {
    get("/users/reviews").await
}

/// The paper of one, by the first day of its half-year; a page, not a call.
pub fn review_print(half_begins: NaiveDate) -> String {
    format!("{BASE}/users/reviews/{half_begins}/print")
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
