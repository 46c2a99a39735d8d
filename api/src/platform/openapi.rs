//! `Api`: registers a route and its description in one call, so that neither can lack the other.

use super::http::{Admission, Comer, admitted, method_not_allowed, not_found};
use actix_web::{FromRequest, Handler, Responder, Route, web};
use serde_json::json;
use shared::permission::Permission;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Paths, Ref, RefOr,
    Required, ResponseBuilder, Schema, ServerBuilder,
};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// The largest body of a route to which strangers come, in bytes.
const SMALL: usize = 16 * 1024;

/// The permission an endpoint asks for.
#[derive(Debug, Clone, Copy)]
pub enum Access {
    /// Nobody need be logged in; why.
    Public(&'static str),
    /// Anybody logged in.
    Session,
    /// Holders of this permission.
    Permission(Permission),
}

/// A method and address with its description.
pub struct Endpoint {
    method: HttpMethod,
    path: String,
    access: Access,
    admission: Admission,
    operation: OperationBuilder,
    schemas: Vec<(String, RefOr<Schema>)>,
    success: &'static str,
    answer: Option<(RefOr<Schema>, &'static [&'static str])>,
}

/// A route as the tests see it.
#[derive(Debug, Clone)]
pub struct RouteInfo {
    /// GET, POST, …
    pub method: &'static str,
    /// With `{id}` in it, without the base.
    pub path: String,
    /// What it asks for.
    pub access: Access,
    pub operation_id: String,
    /// It asks for a fresh proof of who somebody is.
    pub needs_proof: bool,
}

fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Delete => "DELETE",
        _ => "GET",
    }
}

/// The schema of a type and everything it refers to, by name.
fn schema_of<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    let name = T::name().into_owned();
    schemas.push((name.clone(), T::schema()));
    T::schemas(schemas);
    Ref::from_schema_name(name).into()
}

impl Endpoint {
    fn new(method: HttpMethod, path: &str, id: &str, tag: &str, access: Access) -> Endpoint {
        let mut operation = OperationBuilder::new().operation_id(Some(id)).tag(tag);
        for name in path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
        {
            let schema = match name {
                name if name.ends_with("id") => ObjectBuilder::new()
                    .schema_type(Type::String)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
                _ => ObjectBuilder::new().schema_type(Type::String),
            };
            let parameter = ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(schema));
            operation = operation.parameter(parameter);
        }
        let schemas = Vec::new();
        let can_rehearse = method != HttpMethod::Get && matches!(access, Access::Permission(_));
        let path = path.to_owned();
        let (comer, max_body) = match access {
            Access::Public(_) => (Comer::Anybody, SMALL),
            _ => (Comer::LoggedIn, 2 * 1024 * 1024),
        };
        Endpoint {
            method,
            path,
            access,
            admission: Admission {
                comer,
                max_body,
                can_rehearse,
                needs_proof: false,
            },
            operation,
            schemas,
            success: "200",
            answer: None,
        }
    }

    /// A GET.
    pub fn get(path: &str, id: &str, tag: &str, access: Access) -> Endpoint {
        Endpoint::new(HttpMethod::Get, path, id, tag, access)
    }

    /// A POST.
    pub fn post(path: &str, id: &str, tag: &str, access: Access) -> Endpoint {
        Endpoint::new(HttpMethod::Post, path, id, tag, access)
    }

    /// A PUT.
    pub fn put(path: &str, id: &str, tag: &str, access: Access) -> Endpoint {
        Endpoint::new(HttpMethod::Put, path, id, tag, access)
    }

    /// A DELETE.
    pub fn delete(path: &str, id: &str, tag: &str, access: Access) -> Endpoint {
        Endpoint::new(HttpMethod::Delete, path, id, tag, access)
    }

    /// One line of what it does.
    pub fn says(mut self, summary: &str) -> Endpoint {
        self.operation = self.operation.summary(Some(summary));
        self
    }

    /// Another limit of the body than 2 MiB, or 16 KiB where nobody need be logged in; in bytes.
    pub fn up_to(mut self, bytes: usize) -> Endpoint {
        self.admission.max_body = bytes;
        self
    }

    /// Also for a session that is locked; the handler looks at it itself.
    pub fn even_locked(mut self) -> Endpoint {
        self.admission = Admission {
            comer: Comer::EvenLocked,
            max_body: SMALL,
            can_rehearse: false,
            needs_proof: false,
        };
        self
    }

    /// Only for whoever has proved a moment ago who that is (step-up).
    pub fn with_proof(mut self) -> Endpoint {
        self.admission.needs_proof = true;
        self
    }

    /// Cannot be rehearsed: what it answers is told only to whoever means it.
    pub fn never_rehearsed(mut self) -> Endpoint {
        self.admission.can_rehearse = false;
        self
    }

    /// Can be rehearsed although no one permission is asked for.
    pub fn rehearsable(mut self) -> Endpoint {
        self.admission.can_rehearse = true;
        self
    }

    /// Query parameters.
    pub fn query<Q: IntoParams>(mut self) -> Endpoint {
        for parameter in Q::into_params(|| Some(ParameterIn::Query)) {
            self.operation = self.operation.parameter(parameter);
        }
        self
    }

    /// A JSON body of a named type.
    pub fn takes<T: ToSchema>(mut self) -> Endpoint {
        let schema = schema_of::<T>(&mut self.schemas);
        self.takes_schema(schema)
    }

    /// A JSON body of a schema given by name.
    pub fn takes_named<T: ToSchema>(mut self, name: String, schema: RefOr<Schema>) -> Endpoint {
        schema_of::<T>(&mut self.schemas);
        self.schemas.push((name.clone(), schema));
        self.takes_schema(Ref::from_schema_name(name).into())
    }

    fn takes_schema(mut self, schema: RefOr<Schema>) -> Endpoint {
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True))
            .build();
        self.operation = self.operation.request_body(Some(body));
        self
    }

    /// Answers with a named type.
    pub fn answers<T: ToSchema>(mut self) -> Endpoint {
        let schema = schema_of::<T>(&mut self.schemas);
        self.answer = Some((schema, &["application/json"]));
        self
    }

    /// Answers with a schema given by name.
    pub fn answers_named<T: ToSchema>(mut self, name: String, schema: RefOr<Schema>) -> Endpoint {
        schema_of::<T>(&mut self.schemas);
        self.schemas.push((name.clone(), schema));
        self.answer = Some((Ref::from_schema_name(name).into(), &["application/json"]));
        self
    }

    /// Another named type that the description refers to.
    pub fn also<T: ToSchema>(mut self) -> Endpoint {
        schema_of::<T>(&mut self.schemas);
        self
    }

    /// Answers with a list of a named type.
    pub fn answers_list<T: ToSchema>(mut self) -> Endpoint {
        let item = schema_of::<T>(&mut self.schemas);
        let list: Schema = ArrayBuilder::new().items(item).build().into();
        self.answer = Some((list.into(), &["application/json"]));
        self
    }

    /// Answers with a page of a named type.
    pub fn answers_page<T: ToSchema>(self) -> Endpoint {
        let name = format!("{}Page", T::name());
        let item: RefOr<Schema> = Ref::from_schema_name(T::name()).into();
        let integer = || ObjectBuilder::new().schema_type(Type::Integer);
        let more = ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .description(Some(
                "There are more rows than `total`, which stopped counting",
            ));
        let page = ObjectBuilder::new()
            .property("items", ArrayBuilder::new().items(item))
            .property("total", integer())
            .property("more", more)
            .property("page", integer())
            .property("per_page", integer())
            .required("items")
            .required("total")
            .required("page")
            .required("per_page");
        self.answers_named::<T>(name, Schema::from(page.build()).into())
    }

    /// Answers with the next rows of a list of a named type.
    pub fn answers_portion<T: ToSchema>(self) -> Endpoint {
        let name = format!("{}Portion", T::name());
        let item: RefOr<Schema> = Ref::from_schema_name(T::name()).into();
        let next =
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        let portion = ObjectBuilder::new()
            .property("items", ArrayBuilder::new().items(item))
            .property("next", next)
            .required("items");
        self.answers_named::<T>(name, Schema::from(portion.build()).into())
    }

    /// Answers with a file of one of these types.
    pub fn answers_file(mut self, content_types: &'static [&'static str]) -> Endpoint {
        let file = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
        self.answer = Some((Schema::from(file.build()).into(), content_types));
        self
    }

    /// Another status than 200 for success.
    pub fn with_status(mut self, status: &'static str) -> Endpoint {
        self.success = status;
        self
    }

    fn describe(mut self) -> (Operation, Vec<(String, RefOr<Schema>)>) {
        let note = match self.access {
            Access::Public(_) => Cow::Borrowed("public"),
            Access::Session => Cow::Borrowed("session"),
            Access::Permission(permission) => Cow::Owned(permission.to_string()),
        };
        if !matches!(self.access, Access::Public(_)) {
            let proof = self.admission.needs_proof.then_some("step-up");
            let session = SecurityRequirement::new("session", proof);
            self.operation = self.operation.security(session);
        }
        let extensions = [("x-permission".to_owned(), json!(note))];
        self.operation = self
            .operation
            .extensions(Some(extensions.into_iter().collect()));
        if self.admission.can_rehearse {
            let rehearsal = ParameterBuilder::new()
                .name("dry_run")
                .parameter_in(ParameterIn::Query)
                .description(Some("Do and check everything, answer, and keep nothing"))
                .schema(Some(ObjectBuilder::new().schema_type(Type::Boolean)));
            self.operation = self.operation.parameter(rehearsal);
        }
        let mut response = ResponseBuilder::new().description("done");
        if let Some((schema, content_types)) = self.answer {
            for content_type in content_types {
                let content = ContentBuilder::new().schema(Some(schema.clone())).build();
                response = response.content(*content_type, content);
            }
        }
        let problem = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        let refusal = ResponseBuilder::new()
            .description("refused: the code says why, the title what to do")
            .content("application/problem+json", problem);
        let operation = self
            .operation
            .response(self.success, response)
            .response("default", refusal);
        (operation.build(), self.schemas)
    }
}

type MakeRoute = Arc<dyn Fn() -> Route + Send + Sync>;

/// The API being put together: routes and their description.
#[derive(Default, Clone)]
pub struct Api {
    routes: BTreeMap<String, Vec<(&'static str, MakeRoute)>>,
    paths: BTreeMap<String, PathItem>,
    schemas: BTreeMap<String, RefOr<Schema>>,
    registered: Vec<RouteInfo>,
    operation_ids: Vec<String>,
}

impl Api {
    /// Adds an endpoint.
    pub fn route<F, Args>(&mut self, endpoint: Endpoint, handler: F)
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let method = endpoint.method.clone();
        let name = method_name(&method);
        let (path, access) = (endpoint.path.clone(), endpoint.access);
        let admission = endpoint.admission;
        let (operation, schemas) = endpoint.describe();
        let operation_id = operation.operation_id.clone().unwrap_or_default();
        self.operation_ids.push(operation_id.clone());
        self.registered.push(RouteInfo {
            method: name,
            path: path.clone(),
            access,
            operation_id,
            needs_proof: admission.needs_proof,
        });
        self.schemas.extend(schemas);
        let item = PathItem::new(method, operation);
        match self.paths.get_mut(&format!("{BASE}{path}")) {
            Some(existing) => existing.merge_operations(item),
            None => {
                self.paths.insert(format!("{BASE}{path}"), item);
            }
        }
        let make: MakeRoute = Arc::new(move || {
            let route = match name {
                "POST" => web::post(),
                "PUT" => web::put(),
                "DELETE" => web::delete(),
                _ => web::get(),
            };
            route.to(admitted(admission, handler.clone()))
        });
        self.routes.entry(path).or_default().push((name, make));
    }

    /// Every route, in order of registration.
    pub fn registered(&self) -> &[RouteInfo] {
        &self.registered
    }

    /// Mounts every route. Addresses with fewer parameters come first, so that `/inbox` is not
    /// taken for an id.
    pub fn mount(&self) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
        let mut routes: Vec<(String, Vec<(&'static str, MakeRoute)>)> =
            self.routes.clone().into_iter().collect();
        routes.sort_by_key(|(path, _)| path.matches('{').count());
        move |config| {
            let mut scope = web::scope(BASE);
            for (path, makers) in routes {
                let mut resource = web::resource(path);
                let mut methods = Vec::new();
                for (method, make) in makers {
                    resource = resource.route(make());
                    methods.push(method);
                }
                let allow = methods.join(", ");
                let other = web::to(move || method_not_allowed(allow.clone()));
                scope = scope.service(resource.default_service(other));
            }
            config.service(scope.default_service(web::to(not_found)));
        }
    }

    /// The OpenAPI 3.1 document.
    pub fn document(&self) -> OpenApi {
        let mut schemas = self.schemas.clone();
        let mut more = Vec::new();
        schema_of::<shared::Problem>(&mut more);
        schemas.extend(more);
        let mut components = Components::new();
        components.schemas.extend(schemas);
        let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-laas"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        let mut paths = Paths::new();
        paths.paths.extend(self.paths.clone());
        OpenApiBuilder::new()
            .info(
                InfoBuilder::new()
                    .title("OpenLAAS")
                    .version("1.0.0")
                    .description(Some(
                        "Accounting of Thai local government. Amounts are decimal strings in \
                         baht; unsafe methods need the header X-Requested-By: laas; refusals are \
                         problem documents (RFC 9457) with a stable code and a Thai title.",
                    ))
                    .license(Some(
                        utoipa::openapi::info::LicenseBuilder::new()
                            .name("Apache-2.0")
                            .identifier(Some("Apache-2.0"))
                            .build(),
                    )),
            )
            .servers(Some([ServerBuilder::new().url("/").build()]))
            .paths(paths)
            .components(Some(components))
            .build()
    }
}

/// A schema made of properties, required but for those whose name ends with `?`: for envelopes whose
/// Rust type is generic.
pub fn object(properties: &[(&str, RefOr<Schema>)]) -> RefOr<Schema> {
    let mut builder = ObjectBuilder::new();
    for (name, schema) in properties {
        builder = match name.strip_suffix('?') {
            Some(name) => builder.property(name, schema.clone()),
            None => builder.property(*name, schema.clone()).required(*name),
        };
    }
    let extra = utoipa::openapi::schema::AdditionalProperties::FreeForm(false);
    Schema::from(builder.additional_properties(Some(extra)).build()).into()
}

/// A reference to a named schema.
pub fn named<T: ToSchema>() -> RefOr<Schema> {
    Ref::from_schema_name(T::name()).into()
}

/// A list of a named schema.
pub fn list_of<T: ToSchema>() -> RefOr<Schema> {
    let list: Schema = ArrayBuilder::new().items(named::<T>()).build().into();
    list.into()
}

/// The schema of a type, in place.
pub fn inline<T: PartialSchema>() -> RefOr<Schema> {
    T::schema()
}
