//! `Api`: registers a route and its description in one call, so that neither can lack the other.

mod endpoint;
mod schemas;

pub use endpoint::Endpoint;
pub use schemas::{inline, list_of, named, object};

use super::http::{admitted, method_not_allowed, not_found};
use actix_web::{FromRequest, Handler, Responder, Route, web};
use schemas::schema_of;
use shared::permission::Permission;
use shared::programs::Scope;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::path::HttpMethod;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, OAuth2, Scopes, SecurityScheme,
};
use utoipa::openapi::{
    Components, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Paths, RefOr, Schema, ServerBuilder,
};

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
    /// Programs come to it, with a scope.
    pub for_programs: bool,
}

fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Delete => "DELETE",
        _ => "GET",
    }
}

type MakeRoute = Arc<dyn Fn() -> Route + Send + Sync>;

/// The API being put together: routes and their description.
#[derive(Default, Clone)]
pub struct Api {
    routes: BTreeMap<String, Vec<(&'static str, MakeRoute)>>,
    /// Those beside the API.
    roots: BTreeMap<String, Vec<(&'static str, MakeRoute)>>,
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
        let (admission, is_root) = (endpoint.admission, endpoint.is_root);
        let (operation, schemas) = endpoint.describe();
        let operation_id = operation.operation_id.clone().unwrap_or_default();
        self.operation_ids.push(operation_id.clone());
        if !is_root {
            self.registered.push(RouteInfo {
                method: name,
                path: path.clone(),
                access,
                operation_id,
                needs_proof: admission.needs_proof,
                for_programs: admission.for_programs,
            });
        }
        self.schemas.extend(schemas);
        let item = PathItem::new(method, operation);
        let address = if is_root {
            path.clone()
        } else {
            format!("{BASE}{path}")
        };
        match self.paths.get_mut(&address) {
            Some(existing) => existing.merge_operations(item),
            None => {
                self.paths.insert(address, item);
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
        let routes = if is_root {
            &mut self.roots
        } else {
            &mut self.routes
        };
        routes.entry(path).or_default().push((name, make));
    }

    /// Every route of the API, in order of registration.
    pub fn registered(&self) -> &[RouteInfo] {
        &self.registered
    }

    /// Mounts every route. Addresses with fewer parameters come first, so that `/inbox` is not
    /// taken for an id.
    pub fn mount(&self) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
        let mut routes: Vec<(String, Vec<(&'static str, MakeRoute)>)> =
            self.routes.clone().into_iter().collect();
        routes.sort_by_key(|(path, _)| path.matches('{').count());
        let roots = self.roots.clone();
        move |config| {
            let mut scope = web::scope(BASE);
            for (path, makers) in routes {
                scope = scope.service(resource(path, makers));
            }
            for (path, makers) in roots {
                config.service(resource(path, makers));
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
        components.add_security_scheme("program", SecurityScheme::OAuth2(programs()));
        let mut paths = Paths::new();
        paths.paths.extend(self.paths.clone());
        OpenApiBuilder::new()
            .info(
                InfoBuilder::new()
                    .title("OpenLAAS")
                    .version("1.0.0")
                    .description(Some(
                        "Accounting of Thai local government. Amounts are decimal strings in \
                         baht; unsafe methods need the header X-Requested-By: laas, but for programs \
                         with a bearer token; refusals are problem documents (RFC 9457) with a \
                         stable code and a Thai title.",
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

/// An address with the methods it has.
fn resource(path: String, makers: Vec<(&'static str, MakeRoute)>) -> actix_web::Resource {
    let mut resource = web::resource(path);
    let mut methods = Vec::new();
    for (method, make) in makers {
        resource = resource.route(make());
        methods.push(method);
    }
    let allow = methods.join(", ");
    resource.default_service(web::to(move || method_not_allowed(allow.clone())))
}

/// How programs come in: by OAuth 2, client credentials, with scopes that are permissions.
fn programs() -> OAuth2 {
    let said = |scope: &Scope| {
        let permission = scope.permission();
        let (operation, resource) = (permission.operation, permission.resource);
        let said = format!("{}: {}", operation.english(), resource.english());
        (scope.to_string(), said)
    };
    let scopes = Scopes::from_iter(Scope::all().iter().map(said));
    let flow = ClientCredentials::new("/oauth/token", scopes);
    OAuth2::new([Flow::ClientCredentials(flow)])
}
