//! `/users/review` and `/users/reviews`.

use super::{operations, print, store};
use crate::identity::TAG;
use crate::identity::users::tell_of_rights;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, named};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Table, Tabled, Whole};
use crate::platform::turns::PAPERS;
use actix_web::HttpResponse;
use actix_web::http::header::DispositionType;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use shared::calendar::thai_short;
use shared::permission::{Operation, Permission, Resource};
use shared::reviews::{ReviewDue, ReviewNow, ReviewToSign, SignedReview};

const READ: Permission = Resource::User.to(Operation::Read);
const EDIT: Permission = Resource::User.to(Operation::Edit);

/// Adds these routes.
pub fn register(api: &mut Api) {
    let (read, edit) = (Access::Permission(READ), Access::Permission(EDIT));
    let get = Endpoint::get("/users/review/due", "get_user_review_due", TAG, read);
    let get = get.says("Whether the six-monthly review of the roster is due, or late");
    api.route(get.answers::<ReviewDue>(), get_due);
    let get = Endpoint::get("/users/review", "get_user_review", TAG, read);
    let get =
        get.says("The six-monthly review of the roster: everybody, with what there is to judge by");
    api.route(get.answers::<ReviewNow>(), get_review);
    let post = Endpoint::post("/users/review", "sign_user_review", TAG, edit).with_proof();
    let post = post.says("Sign it: whoever is not confirmed loses the rights on the day it says");
    let post = post.takes::<ReviewToSign>().answers::<SignedReview>();
    api.route(post, sign_review);
    let list = Endpoint::get("/users/reviews", "list_user_reviews", TAG, read);
    let list = list.says("Reviews that were signed, the latest first");
    api.route(list.answers_list::<SignedReview>(), list_reviews);
    tables::register::<Signed>(api, "/users/reviews", "list_user_reviews", TAG);
    let path = "/users/reviews/{half_begins}/print";
    let print = Endpoint::get(path, "print_user_review", TAG, read);
    let print = print
        .says("A signed review on paper")
        .answers_file(&["application/pdf"]);
    api.route(print, print_review);
}

/// The reviews that were signed, to take home.
struct Signed;

impl Table for Signed {
    const ACCESS: Access = Access::Permission(READ);
    type Query = Whole;
    type Row = SignedReview;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        Whole {}: Whole,
        _: u32,
    ) -> Result<Tabled<SignedReview>, Error> {
        let rows = store::signed(tx).await?;
        Ok(Tabled::new("การทบทวนผู้ใช้งานที่ลงนามแล้ว", rows))
    }
}

async fn get_due(state: Data<State>, ctx: Ctx) -> Result<Json<ReviewDue>, Error> {
    let auth = ctx.authorize(READ)?;
    let work = async |tx: &mut Tx<'_>| operations::due(tx).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_review(state: Data<State>, ctx: Ctx) -> Result<Json<ReviewNow>, Error> {
    let auth = ctx.authorize(READ)?;
    let work = async |tx: &mut Tx<'_>| operations::now(tx).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn sign_review(
    state: Data<State>,
    ctx: Ctx,
    Body(asked): Body<ReviewToSign>,
) -> Result<Json<SignedReview>, Error> {
    let auth = ctx.authorize(EDIT)?;
    let work = async |tx: &mut Tx<'_>| operations::sign(tx, &ctx, asked).await;
    let signed = state.db.write(auth, work).await?;
    if !ctx.rehearses {
        let half = signed.half_begins;
        let ended = async |tx: &mut Tx<'_>| operations::ended(tx, half).await;
        for person in state.db.read(ctx.authorize(READ)?, ended).await? {
            tell_of_rights(&state, &ctx, person).await;
        }
    }
    Ok(Json(signed))
}

async fn list_reviews(state: Data<State>, ctx: Ctx) -> Result<Json<Vec<SignedReview>>, Error> {
    let auth = ctx.authorize(READ)?;
    let work = async |tx: &mut Tx<'_>| store::signed(tx).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn print_review(
    state: Data<State>,
    ctx: Ctx,
    PathOf(half): PathOf<NaiveDate>,
) -> Result<HttpResponse, Error> {
    let auth = ctx.authorize(READ)?;
    let witness = format!("{}/witness/{}", state.config.public_url, ctx.entity);
    let work = async |tx: &mut Tx<'_>| print::form(tx, &ctx, half, &witness).await;
    let form = state.db.read(auth, work).await?;
    let render = move || export::render(&form).map_err(Error::unexpected);
    let bytes = PAPERS.run_for(ctx.entity, render).await?;
    let stem = format!("ทบทวนผู้ใช้งาน {}", thai_short(half));
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/pdf")
        .insert_header(named(DispositionType::Inline, &stem, "pdf"));
    Ok(response.body(bytes))
}
