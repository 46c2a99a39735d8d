//! The addresses of reference data.

use super::store;
use crate::organisation::master::is_for;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use crate::platform::http::{Body, PathOf, QueryOf, check_depth, nearest, paging};
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::platform::tables::{self, Table, Tabled, Wanted};
use actix_web::web::{Data, Json};
use serde::Deserialize;
use shared::organisation::{BankAccount, CatalogueEntry, Department, Party};
use shared::page::Page;
use shared::permission::{Operation, Resource};
use shared::problem::{FieldCode, FieldError};
use shared::text::digits;
use shared::warning::Warning;
use shared::{PartyId, ProblemCode};
use std::marker::PhantomData;
use uuid::Uuid;

/// Which part of a register.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CatalogueQuery {
    /// Text within code or name, however it is typed.
    q: Option<String>,
    /// Page, from 1.
    #[param(minimum = 1)]
    page: Option<u32>,
    /// Rows a page, at most 200.
    #[param(minimum = 1, maximum = 200)]
    per_page: Option<u32>,
}

/// The party about to be entered.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct TwinsQuery {
    /// Its id: it is no twin of itself.
    id: Option<Uuid>,
    name_th: Option<String>,
    /// Its tax number.
    tax_id: Option<String>,
}

/// Adds the routes.
pub fn register(api: &mut Api) {
    // Before the parties by their ids.
    let read = Access::Permission(Resource::Party.to(Operation::Read));
    let twins = Endpoint::get("/parties/twins", "list_party_twins", Party::PATH, read)
        .says("Parties that are most likely the same as one about to be entered")
        .query::<TwinsQuery>()
        .answers_list::<Warning>();
    api.route(twins, list_party_twins);
    mount::<Department>(api, "department");
    mount::<Party>(api, "party");
    mount::<BankAccount>(api, "bank_account");
}

fn mount<T: CatalogueEntry>(api: &mut Api, single: &str) {
    let path = format!("/{}", T::PATH);
    let access = |operation| Access::Permission(T::RESOURCE.to(operation));
    let many = T::PATH.replace('-', "_");
    let list = Endpoint::get(
        &path,
        &format!("list_{many}"),
        T::PATH,
        access(Operation::Read),
    )
    .query::<CatalogueQuery>()
    .answers_page::<T>();
    api.route(list, list_entries::<T>);
    tables::register::<Register<T>>(api, &path, &format!("list_{many}"), T::PATH);
    let one = format!("{path}/{{id}}");
    let get = Endpoint::get(
        &one,
        &format!("get_{single}"),
        T::PATH,
        access(Operation::Read),
    )
    .answers::<T>();
    api.route(get, get_entry::<T>);
    let put = Endpoint::put(
        &one,
        &format!("put_{single}"),
        T::PATH,
        access(Operation::Edit),
    )
    .says("Enters it or changes it")
    .takes::<T>()
    .answers::<T>();
    api.route(put, put_entry::<T>);
}

/// A register to take home.
struct Register<T>(PhantomData<T>);

impl<T: CatalogueEntry> Table for Register<T> {
    const ACCESS: Access = Access::Permission(T::RESOURCE.to(Operation::Read));
    type Query = CatalogueQuery;
    type Row = T;

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: CatalogueQuery,
        most: u32,
    ) -> Result<Tabled<T>, Error> {
        let wanted = Wanted::of(query.page, query.per_page, most)?;
        let text = query.q.filter(|text| !text.trim().is_empty());
        let of_text = text.as_deref().map(str::trim);
        let listed = store::list::<T>(tx, of_text, wanted.page, wanted.per_page).await?;
        let said = text.map(|text| ("q", text));
        let items = seen(ctx, listed.items);
        Ok(Tabled::new(T::NAMES.0, items).only(said.into_iter().chain(wanted.said())))
    }
}

async fn list_party_twins(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<TwinsQuery>,
) -> Result<Json<Vec<Warning>>, Error> {
    let auth = ctx.authorize(Resource::Party.to(Operation::Read))?;
    let party = Party {
        id: PartyId(query.id.unwrap_or_default()),
        name_th: query.name_th.unwrap_or_default(),
        // Asked by whom numbers are no business it would tell whose they are.
        tax_id: query
            .tax_id
            .filter(|_| ctx.sees_numbers())
            .map(|text| digits(&text)),
        ..Party::default()
    };
    let work = async |tx: &mut Tx<'_>| store::party_twins(tx, &party).await;
    Ok(Json(state.db.read(auth, work).await?))
}

async fn list_entries<T: CatalogueEntry>(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<CatalogueQuery>,
) -> Result<Json<Page<T>>, Error> {
    let auth = ctx.authorize(T::RESOURCE.to(Operation::Read))?;
    let (page, per_page) = paging(query.page, query.per_page)?;
    let text = query
        .q
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let read = nearest(page, per_page);
    let work = async |tx: &mut Tx<'_>| store::list::<T>(tx, text, read, per_page).await;
    let listed = state.db.read(auth, work).await?;
    check_depth(page, read, !listed.items.is_empty())?;
    let items = seen(&ctx, listed.items);
    Ok(Json(Page {
        page,
        items,
        ..listed
    }))
}

/// Entries as the person sees them: numbers of citizens whole, or by their last digits.
fn seen<T: CatalogueEntry>(ctx: &Ctx, mut entries: Vec<T>) -> Vec<T> {
    if !ctx.sees_numbers() {
        entries.iter_mut().for_each(T::hide_numbers);
    }
    entries
}

async fn get_entry<T: CatalogueEntry>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<Uuid>,
) -> Result<Json<T>, Error> {
    let auth = ctx.authorize(T::RESOURCE.to(Operation::Read))?;
    let work = async |tx: &mut crate::platform::db::Tx<'_>| store::one::<T>(tx, id).await;
    let entry = state.db.read(auth, work).await?;
    let entry = seen(&ctx, entry.into_iter().collect()).pop();
    Ok(Json(entry.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?))
}

/// Refuses an account that the chart does not keep for such an entry, and another one once money was
/// posted: the balances of past days are read there (W-10.1). The trigger `account_unposted` says the same.
async fn check_account<T: CatalogueEntry>(tx: &mut Tx<'_>, entry: &T) -> Result<(), Error> {
    let Some((account, used_for)) = entry.of_chart() else {
        return Ok(());
    };
    if !is_for(tx, account, used_for).await? {
        return Err(Error::field("account", FieldCode::UnknownValue));
    }
    let before = store::one::<T>(tx, entry.entry_id()).await?;
    let before = before.as_ref().and_then(T::of_chart);
    match before.filter(|(kept, _)| *kept != account) {
        Some((kept, _)) if store::is_posted(tx, kept, entry.entry_id()).await? => {
            let number = Context::from([("number".to_owned(), kept.to_owned())]);
            let code = ProblemCode::ACCOUNT_POSTED;
            Err(Error::Refused(code, number, Vec::new()))
        }
        _ => Ok(()),
    }
}

/// What somebody else has changed since it was read is not written over. The trigger `version_follows`
/// says the same.
fn check_version<T: CatalogueEntry>(before: Option<&mut T>, entry: &mut T) -> Result<(), Error> {
    let known = before.map_or(0, |before| *before.version());
    match known == *entry.version() {
        true => Ok(()),
        false => Err(Error::Problem(ProblemCode::VERSION_CONFLICT)),
    }
}

/// The entry with a code: the next one where a new entry has none.
async fn coded<T: CatalogueEntry>(tx: &mut Tx<'_>, entry: T, is_new: bool) -> Result<T, Error> {
    match entry.lacks_code() {
        None => Ok(entry),
        Some(begins) if is_new => {
            let code = store::next_code::<T>(tx, begins).await?;
            Ok(entry.with_code(code))
        }
        Some(_) => Err(Error::field("code", FieldCode::Required)),
    }
}

async fn put_entry<T: CatalogueEntry>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<Uuid>,
    Body(mut entry): Body<T>,
) -> Result<Json<T>, Error> {
    let auth = ctx.authorize(T::RESOURCE.to(Operation::Edit))?;
    let other = (entry.entry_id() != id).then(|| FieldError::new("id", FieldCode::UnknownValue));
    let wrong: Vec<_> = entry.check().into_iter().chain(other).collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let work = async |tx: &mut Tx<'_>| {
        tx.subject = format!("{}/{id}", T::PATH);
        let mut before = store::one::<T>(tx, id).await?;
        check_version(before.as_mut(), &mut entry)?;
        check_account(tx, &entry).await?;
        let entry = coded(tx, entry, before.is_none()).await?;
        if before.is_some_and(|before| before.pays_to() != entry.pays_to()) {
            ctx.check_proof()?;
        }
        store::put(tx, &entry).await
    };
    Ok(Json(state.db.write(auth, work).await?))
}
