//! The table of routes: what each is, who may ask for it, what it takes and what it answers.
//!
//! **Architecture Invariant:** a route is an [`Entry`], and [`entry`] makes one only of a handler
//! whose first argument is a [`Policy`] and whose other arguments say what they read. So a route
//! without a policy, or with a body that has no limit, does not compile.

use std::time::Duration;

use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use sohoi_sync::Role;

use super::body::Limits;
use crate::app::App;

mod arguments;

pub use arguments::{Argument, Guarded, InPath, InQuery, Policy};

/// Makes the schema of a type.
pub type Shape = fn(&mut SchemaGenerator) -> Schema;

/// Who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Whoever has a valid session.
    SignedIn,
    /// Whoever has a valid session of an account with one of these roles.
    Roles(&'static [Role]),
    /// Whoever shows a valid access token; a session opens nothing.
    Token,
}

impl Access {
    /// Whether a valid session of such a role is let in.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Open | Self::SignedIn => true,
            Self::Roles(roles) => roles.contains(&role),
            Self::Token => false,
        }
    }
}

/// How long a request may take before it is answered with 503. What it handed to the store is
/// carried out all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A minute.
    Usual,
    /// Half an hour: for photos, which a slow line carries for many minutes.
    Long,
}

impl Pace {
    pub(super) fn deadline(self) -> Duration {
        match self {
            Self::Usual => Duration::from_secs(60),
            Self::Long => Duration::from_secs(30 * 60),
        }
    }
}

/// What a request brings as its body.
#[derive(Clone, Copy, Debug)]
pub enum Taken {
    /// JSON, gzip or not.
    Json {
        /// How large it may be.
        limits: Limits,
        /// What it looks like.
        shape: Shape,
    },
    /// The fields of a form of a page.
    Form {
        /// How large it may be.
        limits: Limits,
        /// What it looks like.
        shape: Shape,
    },
    /// The fields of a form with files.
    Parts {
        /// How many bytes at most.
        most: usize,
    },
    /// Bytes.
    Bytes {
        /// How many at most.
        most: usize,
    },
}

/// What the body of an answer is.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// There is none.
    Nothing,
    /// JSON of this shape.
    Json(Shape),
    /// Something of this media type.
    Of(&'static str),
    /// An error, worded as everywhere among these routes.
    Error,
}

/// One answer that a route gives.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// When it is given.
    pub when: &'static str,
    /// Its body.
    pub content: Content,
}

/// One route: a method, a path, a handler, and all that is known of it.
#[derive(Clone, Debug)]
pub struct Entry {
    method: Method,
    path: &'static str,
    about: &'static str,
    access: Access,
    pace: Pace,
    query: Option<Shape>,
    taken: Option<Taken>,
    answers: Vec<Answer>,
    route: MethodRouter<App>,
}

/// A route. Who may ask for it and what it takes are told by the arguments of its handler.
///
/// ```
/// use axum::http::Method;
/// use sohoi_server::http::{Open, entry};
///
/// async fn hello(_: Open) -> &'static str {
///     "hello"
/// }
/// entry(Method::GET, "/api/hello", hello);
/// ```
///
/// A handler that does not say who may ask does not compile:
///
/// ```compile_fail,E0277
/// use axum::http::Method;
/// use sohoi_server::http::{Open, entry};
///
/// async fn hello() -> &'static str {
///     "hello"
/// }
/// entry(Method::GET, "/api/hello", hello);
/// ```
///
/// Nor does one that asks for something else first:
///
/// ```compile_fail,E0277
/// use axum::extract::State;
/// use axum::http::Method;
/// use sohoi_server::app::App;
/// use sohoi_server::http::{Open, entry};
///
/// async fn hello(_: State<App>, _: Open) -> &'static str {
///     "hello"
/// }
/// entry(Method::GET, "/api/hello", hello);
/// ```
///
/// Nor one that reads a body without a limit:
///
/// ```compile_fail,E0277
/// use axum::body::Bytes;
/// use axum::http::Method;
/// use sohoi_server::http::{Open, entry};
///
/// async fn hello(_: Open, _: Bytes) -> &'static str {
///     "hello"
/// }
/// entry(Method::POST, "/api/hello", hello);
/// ```
pub fn entry<H, T>(method: Method, path: &'static str, handler: H) -> Entry
where
    H: Handler<T, App>,
    T: Guarded + 'static,
{
    let filter = MethodFilter::try_from(method.clone())
        .expect("the methods of routes are those that HTTP defines");
    let mut entry = Entry {
        method,
        path,
        about: "",
        access: T::access(),
        pace: Pace::Usual,
        query: None,
        taken: None,
        answers: Vec::new(),
        route: on(filter, handler),
    };
    T::describe(&mut entry);
    entry
}

impl Entry {
    /// What it is for, in one line without a full stop.
    #[must_use]
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    /// It may take as long as a photo takes on a slow line.
    #[must_use]
    pub fn long(mut self) -> Self {
        self.pace = Pace::Long;
        self
    }

    /// Answers 200 with JSON.
    #[must_use]
    pub fn gives<T: JsonSchema>(self, when: &'static str) -> Self {
        self.answers(StatusCode::OK, when, Content::Json(shape::<T>))
    }

    /// Answers 200 with a body of this media type.
    #[must_use]
    pub fn gives_file(self, when: &'static str, media_type: &'static str) -> Self {
        self.answers(StatusCode::OK, when, Content::Of(media_type))
    }

    /// Answers 204.
    #[must_use]
    pub fn gives_nothing(self, when: &'static str) -> Self {
        self.answers(StatusCode::NO_CONTENT, when, Content::Nothing)
    }

    /// Answers 200 with a page.
    #[must_use]
    pub fn gives_page(self, when: &'static str) -> Self {
        self.gives_file(when, "text/html")
    }

    /// Answers 303: on to another page.
    #[must_use]
    pub fn leads_on(self, when: &'static str) -> Self {
        self.answers(StatusCode::SEE_OTHER, when, Content::Nothing)
    }

    /// Answers with an error, beyond those that its policy and its arguments bring.
    #[must_use]
    pub fn refuses(self, status: StatusCode, when: &'static str) -> Self {
        self.answers(status, when, Content::Error)
    }

    /// Gives an answer of any kind.
    #[must_use]
    pub fn answers(mut self, status: StatusCode, when: &'static str, content: Content) -> Self {
        self.answers.push(Answer {
            status,
            when,
            content,
        });
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path with its places in braces, as axum writes it.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// What it is for.
    pub fn what(&self) -> &'static str {
        self.about
    }

    /// The answers that it gives, errors that come with its policy left out.
    pub fn all_answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Who may ask.
    pub fn access(&self) -> Access {
        self.access
    }

    /// What it takes as a body, if anything.
    pub fn taken(&self) -> Option<Taken> {
        self.taken
    }

    /// Whether it changes something.
    pub fn is_change(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD)
    }

    /// Takes `taken` as its body, with the errors that come with that.
    pub(super) fn take(&mut self, taken: Taken) {
        self.taken = Some(taken);
        let malformed = "the body is not what it should be";
        self.add_refusal(StatusCode::BAD_REQUEST, malformed);
        self.add_refusal(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
    }

    fn add_refusal(&mut self, status: StatusCode, when: &'static str) {
        self.answers.push(Answer {
            status,
            when,
            content: Content::Error,
        });
    }

    pub(super) fn query(&self) -> Option<Shape> {
        self.query
    }

    pub(super) fn pace(&self) -> Pace {
        self.pace
    }

    pub(super) fn route(&self) -> MethodRouter<App> {
        self.route.clone()
    }
}

/// The schema of a type.
pub(super) fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
