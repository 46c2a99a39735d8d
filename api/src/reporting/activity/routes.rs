//! `/activity`.

use super::operations;
use super::store::Wanted;
use super::words::acts_on;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Period, Table, Tabled};
use actix_web::web::{Data, Json};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::Deserialize;
use shared::PersonId;
use shared::activity::{Activity, ActivityDetail, Look};
use shared::calendar::optional_day;
use shared::page::Page;
use shared::permission::{Operation, Permission, Resource};
use uuid::Uuid;

const TAG: &str = "record";
const READ: Permission = Resource::Activity.to(Operation::Read);
const EXAMINE: Permission = Resource::Activity.to(Operation::Examine);

/// Which acts.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ActivityQuery {
    /// Done on this day or later.
    #[serde(default, deserialize_with = "optional_day")]
    from: Option<NaiveDate>,
    /// Done on this day or before.
    #[serde(default, deserialize_with = "optional_day")]
    to: Option<NaiveDate>,
    /// Done by this person.
    person_id: Option<PersonId>,
    /// About this thing: a document, with all it was taken along by; a user; a row of a register.
    about_id: Option<Uuid>,
    /// About things of this sort; `user` is how people come and go, too.
    thing: Option<Resource>,
    /// From 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// The moment a day begins in Thailand.
fn begins(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - TimeDelta::hours(7)).and_utc()
}

impl ActivityQuery {
    fn wanted(&self) -> Wanted {
        Wanted {
            from: self.from.map(begins),
            before: self.to.and_then(|day| day.succ_opt()).map(begins),
            person: self.person_id,
            about: self.about_id,
            acts: self.thing.map(acts_on),
        }
    }
}

/// The acts to take home.
struct Activities;

impl Table for Activities {
    const ACCESS: Access = Access::Permission(READ);
    type Query = ActivityQuery;
    type Row = Activity;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        query: ActivityQuery,
        most: u32,
    ) -> Result<Tabled<Activity>, Error> {
        let wanted = query.wanted();
        let rows = match query.page {
            None => operations::rows(tx, &wanted, most + 1).await?,
            Some(page) => {
                let paging = paging(Some(page), query.per_page)?;
                operations::list(tx, &wanted, paging).await?.items
            }
        };
        let thing = query.thing.map(|thing| ("thing", thing.thai().to_owned()));
        let page = query.page.map(|page| ("page", page.to_string()));
        Ok(Tabled::new("ประวัติการใช้งาน", rows)
            .of(Period::days(query.from, query.to))
            .only(thing.into_iter().chain(page)))
    }
}

/// Which page of the rows that an act changed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DetailQuery {
    /// From 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    page: Option<u32>,
}

/// Adds these routes.
pub fn register(api: &mut Api) {
    let access = Access::Permission(READ);
    let list = Endpoint::get("/activity", "list_activity", TAG, access);
    let list = list.says("Who did what to what, newest first, by the record of the organisation");
    let list = list.query::<ActivityQuery>().answers_page::<Activity>();
    api.route(list, list_activity);
    tables::register::<Activities>(api, "/activity", "list_activity", TAG);
    let get = Endpoint::get("/activity/{seq}", "get_activity", TAG, access);
    let get =
        get.says("One act: each row it changed, before and after, and from where it was done");
    let get = get.query::<DetailQuery>().answers::<ActivityDetail>();
    api.route(get, get_activity);
    let (path, access) = ("/activity/{seq}/examine", Access::Permission(EXAMINE));
    let look = Endpoint::post(path, "get_activity_whole", TAG, access).never_rehearsed();
    let look =
        look.says("One act with numbers of citizens and accounts whole; who looked is recorded");
    let look = look.takes::<Look>().answers::<ActivityDetail>();
    api.route(look, get_activity_whole);
}

async fn list_activity(
    state: Data<State>,
    ctx: Ctx,
    QueryOf(query): QueryOf<ActivityQuery>,
) -> Result<Json<Page<Activity>>, Error> {
    let auth = ctx.authorize(READ)?;
    let paging = paging(query.page, query.per_page)?;
    let wanted = query.wanted();
    let work = async |tx: &mut Tx<'_>| operations::list(tx, &wanted, paging).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_activity(
    state: Data<State>,
    ctx: Ctx,
    PathOf(seq): PathOf<i64>,
    QueryOf(query): QueryOf<DetailQuery>,
) -> Result<Json<ActivityDetail>, Error> {
    let auth = ctx.authorize(READ)?;
    let (page, _) = paging(query.page, None)?;
    let work = async |tx: &mut Tx<'_>| operations::detail(tx, seq, page, true).await;
    Ok(Json(state.db.read(auth, work).await?))
}

/// What cannot be recorded is not shown, and an act that does not exist is no reason.
async fn get_activity_whole(
    state: Data<State>,
    ctx: Ctx,
    PathOf(seq): PathOf<i64>,
    Body(look): Body<Look>,
) -> Result<Json<ActivityDetail>, Error> {
    let auth = ctx.authorize(EXAMINE)?;
    let wrong = look.check();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let (page, _) = paging(Some(look.page), None)?;
    let work = async |tx: &mut Tx<'_>| operations::detail(tx, seq, page, false).await;
    let whole = state.db.read(auth.clone(), work).await?;
    let about = operations::look(seq, &look.reason);
    state.db.note_first(auth, &about).await?;
    Ok(Json(whole))
}
