//! The endpoints of every kind, and their description.

use super::attachments;
use super::body;
use super::engine;
use super::entries::entries;
use super::kind::{Child, DocumentKind};
use super::lists::{self, ListOf, ListQuery, page_of};
use super::print;
use super::rights::Readable;
use super::store;
use super::warnings;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{Body, PathOf, QueryOf};
use crate::platform::openapi::{Access, Api, Endpoint, list_of, named, object};
use crate::platform::state::State;
use crate::platform::tables;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{CustomizeResponder, FromRequest, HttpRequest, Responder};
use futures_util::future::{FutureExt, LocalBoxFuture};
use serde::de::DeserializeOwned;
use shared::DocumentId;
use shared::document::{
    Action, ActionRequest, AsReturned, ChangedDocument, Document, DocumentEvent, DocumentHeader,
    Kind, Manual, NewDocument, spec,
};
use shared::ledger::Entry;
use shared::page::Page;
use shared::permission::Operation;
use shared::warning::Warning;
use std::marker::PhantomData;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};

/// A registered kind, as the generic tests see it.
#[derive(Debug, Clone)]
pub struct KindInfo {
    pub kind: Kind,
    pub table: &'static str,
    /// Its tables of rows.
    pub children: &'static [Child],
    /// How its documents are printed.
    pub papers: print::Papers,
}

/// Registers kinds: routes, description, and the list the generic tests go through.
pub struct Documents<'a> {
    /// Where the routes go.
    pub api: &'a mut Api,
    /// The kinds so far.
    pub kinds: Vec<KindInfo>,
}

fn text(pattern: &str) -> RefOr<Schema> {
    let builder = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(pattern));
    Schema::from(builder.build()).into()
}

fn uuid() -> RefOr<Schema> {
    let builder = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    Schema::from(builder.build()).into()
}

fn integer() -> RefOr<Schema> {
    Schema::from(ObjectBuilder::new().schema_type(Type::Integer).build()).into()
}

const UUID_V7: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

impl Documents<'_> {
    /// Mounts the endpoints of a kind.
    pub fn register<B: DocumentKind>(&mut self) {
        self.kinds.push(KindInfo {
            kind: B::KIND,
            table: B::TABLE,
            children: B::CHILDREN,
            papers: print::papers_of::<B>,
        });
        mount::<B>(self.api);
        mount_as_returned::<B>(self.api);
        attachments::register::<B>(self.api);
        warnings::register::<B>(self.api);
        print::register::<B>(self.api);
        let (path, list) = (spec(B::KIND).path, format!("list_{}", many(B::KIND)));
        tables::register::<ListOf<B>>(self.api, &format!("/{path}"), &list, path);
    }
}

/// What operations call many of a kind.
fn many(kind: Kind) -> String {
    spec(kind).path.replace('-', "_")
}

fn mount<B: DocumentKind>(api: &mut Api) {
    let spec = spec(B::KIND);
    let (path, tag) = (format!("/{}", spec.path), spec.path);
    let one = format!("{path}/{{id}}");
    let many = many(B::KIND);
    let single = B::KIND.as_str();
    let permission = |operation| Access::Permission(B::KIND.to(operation));
    let name = B::name();
    let answer = |endpoint: Endpoint| {
        let schema = object(&[
            ("header", named::<DocumentHeader>()),
            ("body", named::<B>()),
            ("entries?", list_of::<Entry>()),
            ("warnings?", list_of::<Warning>()),
        ]);
        endpoint
            .answers_named::<B>(format!("{}Document", B::name()), schema)
            .also::<DocumentHeader>()
            .also::<Entry>()
            .also::<Warning>()
    };

    let read = permission(Operation::Read);
    let list = Endpoint::get(&path, &format!("list_{many}"), tag, read)
        .query::<ListQuery>()
        .answers_page::<DocumentHeader>();
    api.route(list, list_documents::<B>);

    let new = object(&[
        ("id", text(UUID_V7)),
        ("fiscal_year", integer()),
        ("manual?", named::<Manual>()),
        ("case_id?", uuid()),
        ("body", named::<B>()),
    ]);
    let edit = permission(Operation::Edit);
    let create = Endpoint::post(&path, &format!("create_{single}"), tag, edit)
        .takes_named::<B>(format!("New{name}"), new)
        .with_status("201");
    api.route(answer(create), create_document::<B>);

    let get = Endpoint::get(&one, &format!("get_{single}"), tag, read);
    api.route(answer(get), get_document::<B>);

    let changed = object(&[("version", integer()), ("body", named::<B>())]);
    let update = Endpoint::put(&one, &format!("update_{single}"), tag, edit)
        .takes_named::<B>(format!("Changed{name}"), changed);
    api.route(answer(update), update_document::<B>);

    let entries = format!("{one}/entries");
    let entries = Endpoint::get(&entries, &format!("list_{single}_entries"), tag, read)
        .says("What is booked, or what the coming steps would book")
        .answers_list::<Entry>();
    api.route(entries, list_entries::<B>);

    let history = format!("{one}/history");
    let history = Endpoint::get(&history, &format!("list_{single}_events"), tag, read)
        .answers_list::<DocumentEvent>();
    api.route(history, list_events::<B>);

    let action = format!("{one}/{{action}}");
    let act = Endpoint::post(&action, &format!("act_on_{single}"), tag, Access::Session)
        .rehearsable()
        .says("submit, examine, return, approve, post, cancel: by the roles of the next step")
        .takes::<ActionRequest>();
    api.route(answer(act), act_on_document::<B>);
}

/// What it was when it was last sent back, for whoever judges it anew.
fn mount_as_returned<B: DocumentKind>(api: &mut Api) {
    let (tag, single, name) = (spec(B::KIND).path, B::KIND.as_str(), B::name());
    let read = Access::Permission(B::KIND.to(Operation::Read));
    let path = format!("/{tag}/{{id}}/as-returned");
    let schema = object(&[("body?", named::<B>())]);
    let get = Endpoint::get(&path, &format!("get_{single}_as_returned"), tag, read)
        .says("The body as it was when the document was last sent back")
        .answers_named::<B>(format!("{name}AsReturned"), schema);
    api.route(get, get_as_returned::<B>);
}

/// A refusal whose fields are called as the kind calls them.
fn called<B: DocumentKind>(error: Error) -> Error {
    error.with_fields(|field| field.of(B::KIND))
}

/// The JSON body of a request about a document of a kind.
struct BodyOf<B, T>(T, PhantomData<B>);

impl<B: DocumentKind, T: DeserializeOwned + 'static> FromRequest for BodyOf<B, T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = Body::<T>::from_request(request, payload);
        async move {
            let Body(value) = body.await.map_err(called::<B>)?;
            Ok(BodyOf(value, PhantomData))
        }
        .boxed_local()
    }
}

/// The draft with what a rehearsal tells of it.
async fn warned<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    mut document: Document<B>,
) -> Result<Document<B>, Error> {
    if ctx.rehearses {
        let id = document.header.id;
        document.warnings = Some(warnings::before_a_step::<B>(tx, ctx, id).await?);
    }
    Ok(document)
}

async fn list_documents<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    QueryOf(query): QueryOf<ListQuery>,
) -> Result<Json<Page<DocumentHeader>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let readable = Readable::of(&ctx, B::KIND);
    let (filter, reach) = query.read(vec![readable])?;
    let work = async |tx: &mut Tx<'_>| lists::list(tx, &filter, reach).await;
    let listed = state.db.read(auth, work).await?;
    Ok(Json(page_of(listed, &ctx, reach)))
}

async fn create_document<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    BodyOf(new, ..): BodyOf<B, NewDocument<B>>,
) -> Result<CustomizeResponder<Json<Document<B>>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Edit))?;
    let document = state
        .db
        .write(auth, async |tx| {
            let document = engine::create::<B>(tx, &ctx, new).await?;
            warned(tx, &ctx, document).await
        })
        .await
        .map_err(called::<B>)?;
    Ok(Json(document).customize().with_status(StatusCode::CREATED))
}

async fn get_document<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Document<B>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx| engine::get::<B>(tx, &ctx, id).await)
            .await?,
    ))
}

async fn update_document<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
    BodyOf(changed, ..): BodyOf<B, ChangedDocument<B>>,
) -> Result<Json<Document<B>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Edit))?;
    let document = state
        .db
        .write(auth, async |tx| {
            let document = engine::update::<B>(tx, &ctx, id, changed).await?;
            warned(tx, &ctx, document).await
        })
        .await
        .map_err(called::<B>)?;
    Ok(Json(document))
}

async fn act_on_document<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf((id, action)): PathOf<(DocumentId, Action)>,
    Body(request): Body<ActionRequest>,
) -> Result<Json<Document<B>>, Error> {
    let auth = ctx.authorize(B::KIND.to_act(action))?;
    let document = state
        .db
        .write(auth, async |tx| {
            if !ctx.rehearses {
                return engine::act::<B>(tx, &ctx, id, action, request).await;
            }
            let warnings = warnings::before_a_step::<B>(tx, &ctx, id).await?;
            let document = engine::act::<B>(tx, &ctx, id, action, request).await?;
            Ok(Document {
                entries: Some(entries::<B>(tx, &ctx, id).await?),
                warnings: Some(warnings),
                ..document
            })
        })
        .await
        .map_err(called::<B>)?;
    Ok(Json(document))
}

async fn list_entries<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Vec<Entry>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    Ok(Json(
        state
            .db
            .read(auth, async |tx| entries::<B>(tx, &ctx, id).await)
            .await?,
    ))
}

async fn list_events<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<Vec<DocumentEvent>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let work = async |tx: &mut Tx<'_>| {
        engine::visible::<B>(tx, &ctx, id).await?;
        store::events(tx, id).await
    };
    Ok(Json(state.db.read(auth, work).await?))
}

async fn get_as_returned<B: DocumentKind>(
    ctx: Ctx,
    state: Data<State>,
    PathOf(id): PathOf<DocumentId>,
) -> Result<Json<AsReturned<B>>, Error> {
    let auth = ctx.authorize(B::KIND.to(Operation::Read))?;
    let work = async |tx: &mut Tx<'_>| {
        engine::visible::<B>(tx, &ctx, id).await?;
        body::as_returned::<B>(tx, id).await
    };
    let mut body = state.db.read(auth, work).await?;
    if !ctx.sees_numbers() {
        body.iter_mut().for_each(B::hide_numbers);
    }
    Ok(Json(AsReturned { body }))
}
