//! A method and address with all that is said of it.

use super::schemas::schema_of;
use super::{Access, SMALL};
use crate::platform::http::{Admission, Comer};
use serde_json::json;
use shared::programs::Scope;
use std::borrow::Cow;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder, Schema};
use utoipa::{IntoParams, ToSchema};

/// A method and address with its description.
pub struct Endpoint {
    pub(super) method: HttpMethod,
    pub(super) path: String,
    pub(super) access: Access,
    pub(super) admission: Admission,
    pub(super) operation: OperationBuilder,
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    pub(super) success: &'static str,
    /// It stands beside the API, where a standard says it stands.
    pub(super) is_root: bool,
    /// The scope that a program needs; none where no program comes, empty where its scopes say what it sees.
    pub(super) scope: Option<Option<Scope>>,
    /// Refusals that are not problems: statuses, and what they are answered with.
    pub(super) refusals: Vec<(&'static str, RefOr<Schema>)>,
    pub(super) answer: Option<(RefOr<Schema>, &'static [&'static str])>,
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
        let scope = match access {
            Access::Permission(permission) => Scope::of(permission).map(Some),
            _ => None,
        };
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
                for_programs: scope.is_some(),
                is_form: false,
            },
            operation,
            schemas,
            success: "200",
            is_root: false,
            scope,
            refusals: Vec::new(),
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
            for_programs: false,
            is_form: false,
        };
        self
    }

    /// Also for programs, although no one permission is asked for: their scopes say what they see.
    pub fn for_programs(mut self) -> Endpoint {
        self.admission.for_programs = true;
        self.scope = Some(None);
        self
    }

    /// Beside the API, at an address that a standard gives or that others look for.
    pub fn at_root(mut self) -> Endpoint {
        self.is_root = true;
        self
    }

    /// Only for whoever has proved a moment ago who that is (step-up).
    pub fn with_proof(mut self) -> Endpoint {
        self.admission.needs_proof = true;
        self.admission.for_programs = false;
        self.scope = None;
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

    /// The fields of a form, as OAuth has them: nothing of the session counts, so nobody else's page can
    /// use it.
    pub fn takes_form<T: ToSchema>(mut self) -> Endpoint {
        let schema = schema_of::<T>(&mut self.schemas);
        self.admission.is_form = true;
        self.takes_as("application/x-www-form-urlencoded", schema)
    }

    fn takes_schema(self, schema: RefOr<Schema>) -> Endpoint {
        self.takes_as("application/json", schema)
    }

    fn takes_as(mut self, content_type: &str, schema: RefOr<Schema>) -> Endpoint {
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let body = RequestBodyBuilder::new()
            .content(content_type, content)
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

    /// Refuses with this status and a named type, which is no problem.
    pub fn refuses<T: ToSchema>(mut self, status: &'static str) -> Endpoint {
        let schema = schema_of::<T>(&mut self.schemas);
        self.refusals.push((status, schema));
        self
    }

    /// Another status than 200 for success.
    pub fn with_status(mut self, status: &'static str) -> Endpoint {
        self.success = status;
        self
    }

    pub(super) fn describe(mut self) -> (Operation, Vec<(String, RefOr<Schema>)>) {
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
        if let Some(scope) = self.scope {
            let scopes = scope.map(|scope| scope.to_string());
            self.operation = (self.operation).security(SecurityRequirement::new("program", scopes));
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
        let mut operation = self.operation.response(self.success, response);
        for (status, schema) in self.refusals {
            let content = ContentBuilder::new().schema(Some(schema)).build();
            let refusal = ResponseBuilder::new()
                .description("refused, as the standard says it")
                .content("application/json", content);
            operation = operation.response(status, refusal);
        }
        let operation = operation.response("default", refusal);
        (operation.build(), self.schemas)
    }
}
