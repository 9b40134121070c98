//! The table of routes as an OpenAPI document, for programs that read such.

use axum::http::StatusCode;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use sohoi_sync::PROTOCOL;

use super::body::{FORM, JSON, PARTS};
use super::family::{Errors, Family};
use super::table::{Access, Answer, Content, Entry, Taken};
use crate::auth::session_cookie;

/// Where the schemas of types are.
const SCHEMAS: &str = "/components/schemas";

/// Describes every route of these families by OpenAPI 3.1.
pub fn openapi(families: &[Family]) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = SCHEMAS.into();
    settings.meta_schema = None;
    settings
        .transforms
        .push(Box::new(RecursiveTransform(without_links)));
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for family in families {
        for entry in family.entries() {
            let operation = operation(family, entry, &mut generator);
            let path = paths.entry(without_stars(entry.path()));
            let path = path.or_insert_with(|| json!({}));
            path[entry.method().as_str().to_ascii_lowercase()] = operation;
        }
    }
    let cookie = |is_secure| {
        json!({
            "type": "apiKey",
            "in": "cookie",
            "name": session_cookie(is_secure),
        })
    };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sổ Hội",
            "description": "What the server answers, route by route. The rules behind it stand in docs/api.md.",
            "version": PROTOCOL.to_string(),
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "securitySchemes": {
                "session": cookie(false),
                "sessionOverTls": cookie(true),
                "tokenAsPassword": { "type": "http", "scheme": "basic" },
                "token": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn operation(family: &Family, entry: &Entry, generator: &mut SchemaGenerator) -> Value {
    let mut operation = json!({
        "summary": entry.what(),
        "operationId": operation_id(entry),
        "tags": [family.root().trim_start_matches('/')],
        "responses": responses(family, entry, generator),
    });
    let parameters = parameters(entry, generator);
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some(taken) = entry.taken() {
        operation["requestBody"] = request_body(taken, generator);
    }
    operation["security"] = match entry.access() {
        Access::Open => json!([]),
        Access::SignedIn | Access::Roles(_) => json!([{ "session": [] }, { "sessionOverTls": [] }]),
        Access::Token => json!([{ "tokenAsPassword": [] }, { "token": [] }]),
    };
    if let Access::Roles(roles) = entry.access() {
        let roles: Vec<Value> = roles.iter().map(|role| json!(role)).collect();
        operation["x-roles"] = roles.into();
    }
    operation
}

/// Method and path as one word, e.g. `getBlobsHash`.
fn operation_id(entry: &Entry) -> String {
    let mut id = entry.method().as_str().to_ascii_lowercase();
    for part in entry.path().split(['/', '-', '.', '{', '}', '*']) {
        let mut letters = part.chars();
        id.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        id.push_str(letters.as_str());
    }
    if entry.path().ends_with('/') {
        id.push('_');
    }
    id
}

/// Descriptions are comments of the code, whose links lead nowhere outside of it.
fn without_links(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = words(text).replace('\n', " ");
    }
}

/// A text of Markdown with its links as words.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        words.push_str(before);
        rest = match after.split_once(']') {
            Some((inner, tail)) if tail.starts_with('(') => {
                words.push_str(inner);
                tail.split_once(')').map_or("", |(_, rest)| rest)
            }
            Some((inner, tail)) if inner.starts_with('`') => {
                words.push_str(inner);
                tail
            }
            _ => {
                words.push('[');
                after
            }
        };
    }
    words.push_str(rest);
    words
}

/// OpenAPI knows no place that spans several parts of a path.
fn without_stars(path: &str) -> String {
    path.replace("{*", "{")
}

fn parameters(entry: &Entry, generator: &mut SchemaGenerator) -> Vec<Value> {
    let path = without_stars(entry.path());
    let places = path.split('{').skip(1);
    let places = places.filter_map(|rest| rest.split_once('}'));
    let mut parameters: Vec<Value> = places
        .map(|(name, _)| {
            json!({
                "name": name,
                "in": "path",
                "required": true,
                "schema": { "type": "string" },
            })
        })
        .collect();
    if let Some(shape) = entry.query() {
        let schema = shape(generator);
        let schema = resolved(&schema, generator);
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            parameters.push(json!({
                "name": name,
                "in": "query",
                "required": required.contains(&json!(name)),
                "schema": schema,
            }));
        }
    }
    parameters
}

/// A schema, looked up where it is only named.
fn resolved(schema: &Schema, generator: &SchemaGenerator) -> Value {
    let value = schema.as_value();
    let name = value["$ref"].as_str().and_then(|it| it.rsplit('/').next());
    let named = name.and_then(|name| generator.definitions().get(name));
    named.unwrap_or(value).clone()
}

fn request_body(taken: Taken, generator: &mut SchemaGenerator) -> Value {
    let (media_type, schema, most) = match taken {
        Taken::Json { limits, shape } => (JSON, shape(generator), limits.unpacked),
        Taken::Form { limits, shape } => (FORM, shape(generator), limits.unpacked),
        Taken::Parts { most } => (PARTS, json_schema!({ "type": "object" }), most),
        Taken::Bytes { most } => ("application/octet-stream", Schema::default(), most),
    };
    json!({
        "required": true,
        "description": format!("At most {most} bytes, unpacked."),
        "content": { media_type: { "schema": schema } },
    })
}

/// Every answer by its status: those of the handler, and those that come with everything else.
fn responses(family: &Family, entry: &Entry, generator: &mut SchemaGenerator) -> Value {
    let mut responses = Map::new();
    let answers = entry.all_answers().iter().copied();
    for answer in answers.chain(implied(family, entry)) {
        let response = responses
            .entry(answer.status.as_str())
            .or_insert_with(|| json!({ "description": "" }));
        let said = response["description"].as_str().unwrap_or_default();
        let said = match said {
            "" => answer.when.to_owned(),
            _ => format!("{said}; or {}", answer.when),
        };
        response["description"] = said.into();
        match answer.content {
            Content::Nothing => {}
            Content::Json(shape) => {
                response["content"]["application/json"]["schema"] = shape(generator).to_value();
            }
            Content::Of(media_type) => response["content"][media_type] = json!({}),
            Content::Error => {
                let (media_type, content) = match family.errors() {
                    Errors::Json(shape) => {
                        ("application/json", json!({ "schema": shape(generator) }))
                    }
                    Errors::Pages => ("text/html", json!({})),
                };
                response["content"][media_type] = content;
            }
        }
        if matches!(answer.status.as_u16(), 429 | 503) {
            response["headers"]["retry-after"] = json!({
                "description": "after how many seconds to try again",
                "schema": { "type": "integer" },
            });
        }
    }
    Value::Object(responses)
}

/// What is answered before a handler begins, or where it fails.
fn implied(family: &Family, entry: &Entry) -> Vec<Answer> {
    let refused = |status, when| Answer {
        status,
        when,
        content: Content::Error,
    };
    let mut implied = Vec::new();
    if matches!(entry.access(), Access::SignedIn | Access::Roles(_)) {
        let when = "nobody is signed in, or the session has ended";
        implied.push(match family.errors() {
            Errors::Json(_) => refused(StatusCode::UNAUTHORIZED, when),
            Errors::Pages => Answer {
                status: StatusCode::SEE_OTHER,
                when,
                content: Content::Nothing,
            },
        });
    }
    if matches!(entry.access(), Access::Roles(_)) {
        let when = "the account has another role";
        implied.push(refused(StatusCode::FORBIDDEN, when));
    }
    if entry.access() == Access::Token {
        let when = "the token is missing, wrong, expired or revoked";
        implied.push(refused(StatusCode::UNAUTHORIZED, when));
        let when = "too many wrong tokens from this address";
        implied.push(refused(StatusCode::TOO_MANY_REQUESTS, when));
    }
    if entry.is_change() {
        let when = "a page of another origin asks";
        implied.push(refused(StatusCode::FORBIDDEN, when));
    }
    let when = "a flaw of the server";
    implied.push(refused(StatusCode::INTERNAL_SERVER_ERROR, when));
    let when = "the database fails, or it took too long";
    implied.push(refused(StatusCode::SERVICE_UNAVAILABLE, when));
    implied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_comments_become_words() {
        let cases = [
            ("no link, f(x), [1, 2]", "no link, f(x), [1, 2]"),
            ("in an [`Op`].", "in an `Op`."),
            (
                "kept as [corrections](Response::corrections)",
                "kept as corrections",
            ),
            (
                "unless [`Entry`](crate::Entry) says (so)",
                "unless `Entry` says (so)",
            ),
            ("([`Op`], [`Cell`])", "(`Op`, `Cell`)"),
            ("[", "["),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected);
        }
    }
}
