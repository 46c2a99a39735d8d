//! Schemas by name, and those of envelopes whose Rust type is generic.

use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The schema of a type and everything it refers to, by name.
pub(super) fn schema_of<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    let name = T::name().into_owned();
    schemas.push((name.clone(), T::schema()));
    T::schemas(schemas);
    Ref::from_schema_name(name).into()
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
