//! A server in this process, and devices that talk to it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sohoi_round::Subject;
use sohoi_server::app::{App, Transport};
use sohoi_server::assets::Assets;
use sohoi_server::auth::Passwords;
use sohoi_server::http;
use sohoi_server::rounds;
use sohoi_server::store::sqlite::SqliteStore;
use sohoi_server::store::{Store, StoreError, StoredAccount, transact};
use sohoi_sync::{
    Account, CellEdit, Change, Entry, OpResult, Reason, Response, Role, Scope, Slot, State,
    SyncError, Why,
};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::round::{FORM, ROUND, compiled, form_hash, register};

mod device;
pub(crate) mod postgres;
pub(crate) mod program;

pub(crate) use device::Device;

/// The password of every account here.
pub(crate) const PASSWORD: &str = "mật khẩu chung";

/// The accounts: name, role, scope.
pub(crate) fn accounts() -> Vec<Account> {
    let unit = |unit: &str| Scope::Unit(unit.to_owned());
    [
        ("an", Role::Field, unit("ward_1")),
        ("ba", Role::Field, unit("ward_1")),
        ("cam", Role::Field, unit("ward_2")),
        ("club", Role::Association, Scope::Subject("C-1".into())),
        ("review", Role::Reviewer, unit("city")),
        ("city", Role::Coordinator, unit("city")),
        ("root", Role::Admin, unit("city")),
    ]
    .map(|(name, role, scope)| Account {
        name: name.to_owned(),
        display: name.to_uppercase(),
        role,
        scope,
    })
    .into()
}

/// Fills a new store with the round and the accounts.
pub(crate) async fn fill(store: &dyn Store) {
    load(store, register()).await;
    let password = Passwords::weak_for_tests()
        .hash(PASSWORD)
        .expect("it is long enough");
    for account in accounts() {
        let stored = StoredAccount::new(account, password.clone());
        let is_new = transact::<_, StoreError, _>(store, move |transaction| {
            Box::pin(async move { transaction.add_account(&stored, 0).await })
        })
        .await;
        assert!(is_new.expect("the store works"));
    }
}

/// Loads the round with another register.
pub(crate) async fn load(store: &dyn Store, register: Vec<Subject>) -> rounds::Loaded {
    rounds::load(store, compiled(register), true, 0)
        .await
        .expect("the store works")
}

/// A server on a folder of its own.
pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) router: Router,
    clock: Arc<AtomicI64>,
    folder: TempDir,
}

impl Server {
    /// With the round and the accounts.
    pub(crate) async fn new() -> Self {
        let server = Self::empty(None).await;
        fill(&*server.app.store).await;
        server
    }

    /// With nothing in it but the files of an app.
    pub(crate) async fn empty(files: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let store = SqliteStore::open(&folder.path().join("sohoi.sqlite"))
            .await
            .expect("a new database opens");
        Self::over(Arc::new(store), folder, files)
    }

    /// On a store that is there already.
    pub(crate) fn on(store: Arc<dyn Store>) -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        Self::over(store, folder, None)
    }

    fn over(store: Arc<dyn Store>, folder: TempDir, files: Option<&Path>) -> Self {
        let assets = files.map(|files| Assets::open(files).expect("the files are there"));
        let clock = Arc::new(AtomicI64::new(1_000_000));
        let told = Arc::clone(&clock);
        let mut app = App::new(store, assets, Transport::Plain);
        app.passwords = Passwords::weak_for_tests();
        app.clock = Arc::new(move || told.load(Ordering::SeqCst));
        Self {
            router: http::router(app.clone()),
            app,
            clock,
            folder,
        }
    }

    /// The same, reached in another way.
    pub(crate) fn reached_by(mut self, transport: Transport) -> Self {
        self.app.transport = transport;
        self.router = http::router(self.app.clone());
        self
    }

    /// Lets time pass, in milliseconds.
    pub(crate) fn wait(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The folder of the database.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody without a session.
    pub(crate) fn stranger(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookie: None,
        }
    }

    /// Somebody signed in.
    pub(crate) async fn sign_in(&self, name: &str) -> Client {
        let mut client = self.stranger();
        let answer = client
            .post("/api/session", &json!({"name": name, "password": PASSWORD}))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        client.cookie = answer.cookie();
        client
    }

    /// A device of somebody who is signed in.
    pub(crate) async fn device(&self, account: &str, device: &str) -> Device {
        Device {
            client: self.sign_in(account).await,
            device: device.to_owned(),
            epoch: 1,
            n: 0,
            cursor: None,
        }
    }
}

/// A browser, or what claims to be one.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    pub(crate) cookie: Option<String>,
}

impl Client {
    /// Goes on with another server, as after its name was given to that one.
    pub(crate) fn move_to(&mut self, server: &Server) {
        self.router = server.router.clone();
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_bytes(path, &[], body.to_string()).await
    }

    pub(crate) async fn post_bytes(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        self.send(Method::POST, path, &all, body.into()).await
    }

    /// Sends a form, as a page of this server does.
    pub(crate) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let own = ("sec-fetch-site", "same-origin");
        let body = Body::from(form.finish());
        self.send(Method::POST, path, &[kind, own], body).await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).expect("the request is one");
        let answer = self.router.clone().oneshot(request).await;
        let answer = answer.expect("the router never fails");
        let (parts, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await;
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.expect("the answer is whole").to_vec(),
        }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|flaw| {
            panic!("{}: {flaw}: {}", self.status, self.text());
        })
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("it is text"))
    }

    /// Name and value of the cookie that was set.
    pub(crate) fn cookie(&self) -> Option<String> {
        let text = self.header("set-cookie");
        let pair = text.split(';').next()?;
        pair.contains('=').then(|| pair.to_owned())
    }

    /// Status and code of an error, and that it says something.
    #[track_caller]
    pub(crate) fn error(&self) -> (u16, String) {
        let error: SyncError = self.json();
        assert!(!error.message.is_empty());
        (self.status.as_u16(), error.code)
    }
}

pub(crate) fn slot(subject: &str) -> Slot {
    Slot {
        round: ROUND.into(),
        form: FORM.into(),
        subject: subject.into(),
    }
}

pub(crate) fn start(subject: &str) -> Change {
    Change::Start {
        slot: slot(subject),
        form_hash: form_hash(),
    }
}

/// Answers given without having seen anything.
pub(crate) fn answer(cells: &[(&str, &str)]) -> Change {
    answer_upon(0, cells)
}

/// Answers given in sight of a revision.
pub(crate) fn answer_upon(base: u64, cells: &[(&str, &str)]) -> Change {
    let cell = |(path, value): &(&str, &str)| CellEdit {
        path: (*path).to_owned(),
        value: (!value.is_empty()).then(|| (*value).to_owned()),
        base,
    };
    Change::Answer {
        form_hash: form_hash(),
        seen: base,
        cells: cells.iter().map(cell).collect(),
    }
}

pub(crate) fn move_to(to: State, base: u64) -> Change {
    Change::Move {
        to,
        base,
        form_hash: form_hash(),
        engine: sohoi_form::ENGINE_VERSION.into(),
        note: None,
    }
}

pub(crate) fn quarantined(why: Why) -> OpResult {
    OpResult::Quarantined {
        reasons: vec![Reason::whole(why)],
    }
}

/// What an entry tells of a response: itself, whether it is whole, its progress.
pub(crate) type Told<'e> = (&'e Response, bool, Option<(u32, u32)>);

/// The entries about responses.
pub(crate) fn responses(entries: &[Entry]) -> Vec<Told<'_>> {
    entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Response {
                response,
                whole,
                progress,
            } => Some((&**response, *whole, *progress)),
            _ => None,
        })
        .collect()
}

/// The ids of the subjects told.
pub(crate) fn subjects(entries: &[Entry]) -> Vec<&str> {
    entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Subject(subject) => Some(subject.id.as_str()),
            _ => None,
        })
        .collect()
}

/// The values of a response in the feed.
pub(crate) fn values(response: &Response) -> Vec<(&str, &str)> {
    response.answers().collect()
}
