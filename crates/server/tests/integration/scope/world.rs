//! A server with random units, registers and accounts, and what is true on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use async_trait::async_trait;
use serde_json::json;
use sohoi_round::{CompiledRound, Subject, Unit, UnitTime};
use sohoi_server::auth::Passwords;
use sohoi_server::rounds;
use sohoi_server::store::table::{Basin, Kind, Table, Value};
use sohoi_server::store::{Result, StoreError, StoredAccount, StoredToken, transact};
use sohoi_sync::{Account, Role, Scope, SubjectLine};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};

use super::held::Held;
use super::marks::Marks;
use super::oracle::Truth;
use super::random::Random;
use super::story::Story;
use crate::harness::{Device, PASSWORD, Server, postgres};
use crate::odata::harness::{add as add_token, add_figures};
use crate::round::{ROUND, compiled};

/// Names of units, the same ones in both rounds. Some are the beginning of others, or their pattern.
const UNITS: [&str; 9] = ["u", "u1", "u11", "u_1", "u21", "v", "v1", "%", "U"];
const ROUNDS: [&str; 2] = [ROUND, "other-2030"];
const LINES: [&str; 10] = ["S", "S1", "S11", "S_1", "s1", "T", "T1", "T%", "T11", "S2"];

/// An account, and the one device that it keeps.
pub(super) struct Person {
    pub(super) account: Account,
    pub(super) device: Device,
    pub(super) held: Held,
    /// Whether the scope became another one since the device was given its cursor.
    pub(super) is_stale: bool,
    /// Lines and responses that the account could see at some time.
    pub(super) ever: (BTreeSet<(String, String)>, BTreeSet<String>),
}

/// A token, and its secret.
pub(super) struct Token {
    pub(super) stored: StoredToken,
    pub(super) secret: String,
}

/// Where the server keeps everything, past the server.
pub(super) enum Below {
    Sqlite(PathBuf),
    Postgres(postgres::Database),
}

pub(super) struct World {
    pub(super) random: Random,
    pub(super) server: Server,
    pub(super) people: Vec<Person>,
    pub(super) tokens: Vec<Token>,
    pub(super) truth: Truth,
    pub(super) marks: Marks,
    pub(super) story: Story,
    /// The file of each round's register.
    pub(super) files: BTreeMap<String, Vec<Subject>>,
    /// The hashes of parts of rounds and of form versions that were ever loaded.
    pub(super) documents: BTreeSet<String>,
    /// Numbers of what is made.
    pub(super) made: usize,
    /// Whether lines are so long that a pull takes several pages.
    is_long: bool,
    below: Below,
}

impl World {
    pub(super) async fn new(seed: u64, on_postgres: bool) -> Self {
        let (server, below) = if on_postgres {
            let database = postgres::Database::new().await;
            let server = Server::on(database.store().await);
            (server, Below::Postgres(database))
        } else {
            let server = Server::empty(None).await;
            let file = server.folder().join("sohoi.sqlite");
            (server, Below::Sqlite(file))
        };
        let mut world = Self {
            random: Random::new(seed),
            server,
            people: Vec::new(),
            tokens: Vec::new(),
            truth: Truth::default(),
            marks: Marks::default(),
            story: Story::of(seed, on_postgres),
            files: BTreeMap::new(),
            documents: BTreeSet::new(),
            made: 0,
            is_long: seed % 8 == 3,
            below,
        };
        for round in &ROUNDS[..=world.random.below(2)] {
            world.plant(round).await;
        }
        world.invite().await;
        world.look().await;
        world
    }

    /// A round with a tree of units and a register.
    async fn plant(&mut self, round: &str) {
        let mut units = BTreeMap::new();
        let count = 3 + self.random.below(UNITS.len() - 2);
        for (place, unit) in UNITS[..count].iter().enumerate() {
            let is_root = place == 0 || self.random.percent(12);
            let parent = (!is_root).then(|| UNITS[self.random.below(place)].to_owned());
            units.insert((*unit).to_owned(), parent);
        }
        self.truth.units.insert(round.to_owned(), units);
        let count = 4 + self.random.below(LINES.len() - 3);
        let lines = LINES[..count].iter().map(|id| self.line(round, id));
        let lines = lines.collect();
        self.files.insert(round.to_owned(), lines);
        self.load(round).await;
    }

    /// A line of the register somewhere.
    pub(super) fn line(&mut self, round: &str, id: &str) -> Subject {
        let mark = self.marks.of_line();
        let mut subject = crate::round::club(id, &self.unit(round));
        subject.name = format!("Hội {mark}");
        if self.is_long {
            let long = format!("{mark} {}", "dài ".repeat(60_000));
            subject.attributes.insert("why".to_owned(), long);
        }
        subject
    }

    /// A unit of a round.
    pub(super) fn unit(&mut self, round: &str) -> String {
        let units: Vec<&String> = self.truth.units[round].keys().collect();
        (*self.random.pick(&units)).clone()
    }

    /// One of the rounds.
    pub(super) fn round(&mut self) -> String {
        let rounds: Vec<&String> = self.files.keys().collect();
        (*self.random.pick(&rounds)).clone()
    }

    /// Loads a round with its register as they are by now.
    pub(super) async fn load(&mut self, round: &str) {
        let mut whole = compiled(Vec::new()).round;
        round.clone_into(&mut whole.id);
        let shape = whole.units[0].clone();
        let units = self.truth.units[round].iter();
        whole.units = units
            .map(|(id, parent)| Unit {
                id: id.clone(),
                level: if parent.is_some() { "ward" } else { "city" }.to_owned(),
                parent: parent.clone(),
                ..shape.clone()
            })
            .collect();
        add_figures(&mut whole);
        let parts = whole.parts();
        let forms = parts.forms.values();
        let parts_and_forms = [&parts.round, &parts.figures].into_iter().chain(forms);
        self.documents
            .extend(parts_and_forms.map(|part| part.hash.clone()));
        let loaded = CompiledRound {
            units: whole.units.iter().cloned().map(UnitTime::always).collect(),
            branches: Vec::new(),
            parts,
            round: whole,
            register: self.files[round].clone(),
        };
        let loaded = rounds::load(&*self.server.app.store, loaded, true, 0).await;
        loaded.expect("the store works");
    }

    /// Accounts of every role, and tokens.
    // The Party line and the State line: once an account belongs to one of them or both, it is drawn
    // in `scope` and judged in `Truth::sees_line`.
    async fn invite(&mut self) {
        let password = Passwords::weak_for_tests().hash(PASSWORD);
        let password = password.expect("it is long enough");
        let mut roles = vec![
            Role::Field,
            Role::Field,
            Role::Association,
            Role::Association,
        ];
        roles.extend([Role::Reviewer, Role::Coordinator, Role::Admin]);
        roles.extend((0..self.random.below(3)).map(|_| Role::Field));
        for (place, role) in roles.into_iter().enumerate() {
            let name = format!("person-{place}");
            let account = Account {
                display: self.marks.of_account(&name),
                scope: self.scope(role),
                role,
                name: name.clone(),
            };
            let stored = StoredAccount::new(account.clone(), password.clone());
            let is_new =
                transact::<_, StoreError, _>(&*self.server.app.store, move |transaction| {
                    Box::pin(async move { transaction.add_account(&stored, 0).await })
                });
            assert!(is_new.await.expect("the store works"));
            self.people.push(Person {
                account,
                device: self.server.device(&name, &format!("device-{name}")).await,
                held: Held::default(),
                is_stale: false,
                ever: Default::default(),
            });
        }
        for (place, reads_responses) in [true, false, true].into_iter().enumerate() {
            let round = self.round();
            let stored = StoredToken {
                name: format!("token-{place}"),
                unit: self.unit(&round),
                round,
                reads_responses,
                created_at: 0,
                expires_at: None,
                revoked_at: None,
            };
            let secret = add_token(&self.server, stored.clone()).await;
            self.tokens.push(Token { stored, secret });
        }
    }

    /// Some scope that a role may have.
    pub(super) fn scope(&mut self, role: Role) -> Scope {
        let round = self.round();
        if role != Role::Association {
            return Scope::Unit(self.unit(&round));
        }
        let lines = &self.files[&round];
        Scope::Subject(lines[self.random.below(lines.len())].id.clone())
    }

    /// Gives an account another role and scope.
    pub(super) async fn move_account(&mut self, place: usize, role: Role, scope: Scope) {
        let (kind, id) = match &scope {
            Scope::Unit(id) => ("unit", id),
            Scope::Subject(id) => ("subject", id),
        };
        let word = json!(role);
        let statement = format!(
            "update accounts set role = '{}', scope_kind = '{kind}', scope_id = '{id}' where name = '{}'",
            word.as_str().expect("a role is a word"),
            self.people[place].account.name,
        );
        self.below.execute(statement).await;
        let person = &mut self.people[place];
        person.is_stale |= person.account.role != role || person.account.scope != scope;
        person.account.role = role;
        person.account.scope = scope;
    }

    /// Sees what is true by now, past everything that knows of scope.
    pub(super) async fn look(&mut self) {
        let mut found = Vec::new();
        for (table, columns) in [
            ("responses", &["body"][..]),
            (
                "register",
                &["round", "id", "name", "kind", "unit", "attributes"],
            ),
            ("blobs", &["hash", "account"]),
        ] {
            found.push(self.pour(table, columns).await);
        }
        let [responses, lines, blobs] = found.try_into().expect("three tables were read");
        let json = |text: &str| serde_json::from_str(text).expect("it is a response");
        self.truth.responses = responses.iter().map(|row| json(&row[0])).collect();
        self.truth.lines = lines.into_iter().map(line).collect();
        let blobs = blobs
            .into_iter()
            .map(|row| (row[0].clone(), row[1].clone()));
        self.truth.blobs = blobs.collect();
        for person in &mut self.people {
            let now = Held::expected(&self.truth, &person.account);
            person.ever.0.extend(now.lines.into_keys());
            person.ever.1.extend(now.responses.into_keys());
        }
    }

    /// Rows of a table; of the register only lines that are valid.
    async fn pour(&self, name: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let texts = columns.iter().map(|name| ((*name).to_owned(), Kind::Text));
        let mut columns: Vec<_> = texts.collect();
        if name == "register" {
            columns.push(("until_seq".to_owned(), Kind::Number));
        }
        let table = Table::new(name, columns).expect("the names are plain");
        let mut rows = Rows::default();
        let mut view = self.server.app.store.read().await.expect("it reads");
        view.pour(&table, &mut rows).await.expect("it reads");
        rows.0.sort();
        rows.0
    }
}

fn line(row: Vec<String>) -> SubjectLine {
    let [id, round, name, kind, unit, attributes] =
        [1, 0, 2, 3, 4, 5].map(|place: usize| row[place].clone());
    SubjectLine {
        id,
        round,
        name,
        kind,
        unit,
        attributes: serde_json::from_str(&attributes).expect("they are a map"),
    }
}

#[derive(Default)]
struct Rows(Vec<Vec<String>>);

#[async_trait]
impl Basin for Rows {
    async fn take(&mut self, row: &[Value]) -> Result<()> {
        let texts = row.iter().map_while(|value| match value {
            Value::Text(text) => text.clone(),
            _ => None,
        });
        if !matches!(row.last(), Some(Value::Number(Some(_)))) {
            self.0.push(texts.collect());
        }
        Ok(())
    }
}

impl Below {
    async fn execute(&self, statement: String) {
        let statement = AssertSqlSafe(statement);
        let done = match self {
            Self::Sqlite(file) => {
                let url = format!("sqlite://{}", file.display());
                let mut connection = SqliteConnection::connect(&url).await.expect("it is there");
                connection.execute(statement).await.map(drop)
            }
            Self::Postgres(database) => {
                let mut connection = database.connection().await;
                connection.execute(statement).await.map(drop)
            }
        };
        done.expect("the statement is one");
    }
}
