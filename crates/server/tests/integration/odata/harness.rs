//! A round with figures, responses in two wards, and tokens to read them by.

use axum::body::Body;
use axum::http::Method;
use serde_json::Value;
use sohoi_form::Text;
use sohoi_round::{CompiledRound, Round, UnitTime};
use sohoi_server::auth::AccessToken;
use sohoi_server::rounds;
use sohoi_server::store::{StoreError, StoredToken, transact};
use sohoi_stats::{Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, Term};
use sohoi_sync::{OpResult, State};

use crate::harness::{Answer, Server, answer, move_to, start};
use crate::round::{FORM, ROUND, compiled, register};

/// A name that people gave, with everything that could be taken for something else.
pub(super) const TRICKY: &str = "=1+1 <b> \"Hội\" 'A' & ộ";

/// A server where three clubs of ward 1 and one of ward 2 have handed in; one of them is approved.
pub(super) async fn filled() -> Server {
    let server = Server::new().await;
    rounds::load(&*server.app.store, with_figures(), true, 0)
        .await
        .expect("the store works");
    let hash = with_figures().parts.forms[FORM].hash.clone();
    assert_eq!(hash, crate::round::form_hash(), "only figures differ");
    for (account, response, subject, members, title) in [
        ("an", "r-1", "C-1", "10", "Một"),
        ("an", "r-2", "C-2", "20", TRICKY),
        ("an", "r-3", "C-3", "12", "Ba"),
        ("cam", "r-4", "C-4", "400", "Bốn"),
    ] {
        let mut device = server.device(account, &format!("of-{response}")).await;
        device.send(response, start(subject)).await;
        let cells = [
            ("title", title),
            ("members", members),
            ("active", "yes"),
            ("years/1/meetings", "7"),
        ];
        device.send(response, answer(&cells)).await;
        let submitted = device.send(response, move_to(State::Submitted, 0)).await;
        assert_eq!(submitted, OpResult::Applied);
    }
    let mut city = server.device("city", "desk").await;
    let approved = city
        .send("r-1", move_to(State::Approved, u64::MAX >> 12))
        .await;
    assert_eq!(approved, OpResult::Applied);
    server
}

fn with_figures() -> CompiledRound {
    let mut round = compiled(register()).round;
    add_figures(&mut round);
    CompiledRound {
        units: round.units.iter().cloned().map(UnitTime::always).collect(),
        branches: Vec::new(),
        parts: round.parts(),
        round,
        register: register(),
    }
}

/// Gives a round a breakdown and three indicators: how many responses, their members, and the mean.
pub(crate) fn add_figures(round: &mut Round) {
    let text = |vi: &str| Text {
        vi: vi.into(),
        en: vi.into(),
    };
    round.dimensions = vec![Dimension {
        id: "activity".into(),
        name: text("Hoạt động"),
        source: DimensionSource::Question {
            names: [(FORM.to_owned(), "active".to_owned())]
                .into_iter()
                .collect(),
            form: FORM.into(),
            list: "yes_no".into(),
        },
        note: None,
    }];
    let indicator = |code: &str, op: Aggregate, field: Option<&str>| Indicator {
        code: code.into(),
        theme: "size".into(),
        name: text("Số <lượng> & \"khác\""),
        unit: text("người"),
        calc: Calculation::Value,
        a: Term {
            op,
            form: FORM.into(),
            repeat: None,
            field: field.map(str::to_owned),
            row_where: None,
            r#where: None,
        },
        b: None,
        years: None,
        scale: None,
        digits: 1,
        breakdowns: vec!["activity".into()],
        direction: Direction::Up,
        weak_point: false,
        headline: false,
        report_section: String::new(),
        seed: Vec::new(),
        note: None,
    };
    round.indicators = vec![
        indicator("CL01", Aggregate::Count, None),
        indicator("CL02", Aggregate::Sum, Some("${members}")),
        indicator("CL03", Aggregate::Mean, Some("${members}")),
    ];
}

/// A token that reads figures of a unit without an end.
pub(super) fn of_unit(name: &str, unit: &str) -> StoredToken {
    StoredToken {
        name: name.into(),
        round: ROUND.into(),
        unit: unit.into(),
        reads_responses: false,
        created_at: 0,
        expires_at: None,
        revoked_at: None,
    }
}

/// Adds a token and returns its secret.
pub(crate) async fn add(server: &Server, token: StoredToken) -> String {
    let secret = AccessToken::random();
    let hash = secret.hash();
    let is_new = transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move { transaction.add_token(&token, &hash).await })
    })
    .await;
    assert!(is_new.expect("the store works"));
    secret.secret().to_owned()
}

/// Somebody with a token.
pub(crate) struct Reader<'s> {
    pub(crate) server: &'s Server,
    pub(crate) secret: String,
}

impl<'s> Reader<'s> {
    /// With a token of a unit, perhaps for responses.
    pub(super) async fn new(server: &'s Server, unit: &str, reads_responses: bool) -> Self {
        let token = StoredToken {
            reads_responses,
            ..of_unit(&format!("{unit} {reads_responses}"), unit)
        };
        let secret = add(server, token).await;
        Self { server, secret }
    }

    /// What a path below the root answers; spaces may stand in it.
    pub(crate) async fn ask(&self, path: &str) -> Answer {
        self.ask_with(path, &[]).await
    }

    /// The same with more headers.
    pub(crate) async fn ask_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {}", self.secret);
        let mut all = vec![("authorization", bearer.as_str()), ("host", "here:1")];
        all.extend(headers);
        let path = format!("/odata/v4/{}", path.replace(' ', "%20"));
        let client = self.server.stranger();
        client.send(Method::GET, &path, &all, Body::empty()).await
    }

    /// The rows that a path answers, over all pages of a size.
    pub(crate) async fn rows(&self, path: &str, size: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut next = Some(path.to_owned());
        let preference = format!("odata.maxpagesize={size}");
        while let Some(path) = next {
            let answer = self.ask_with(&path, &[("prefer", &preference)]).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let page: Value = answer.json();
            rows.extend(page["value"].as_array().expect("a list").iter().cloned());
            assert!(rows.len() <= 1_000, "pages lead in a circle");
            let link = page["@odata.nextLink"].as_str();
            next = link.map(|link| {
                let path = link.strip_prefix("http://here:1/odata/v4/");
                path.expect("it leads back here").to_owned()
            });
        }
        rows
    }

    /// Status, code and message of an error.
    pub(crate) async fn refused(&self, path: &str) -> (u16, String, String) {
        error(&self.ask(path).await)
    }
}

/// Status, code and message of an error, which has the shape that OData wants.
#[track_caller]
pub(super) fn error(answer: &Answer) -> (u16, String, String) {
    assert_eq!(answer.header("odata-version"), "4.0");
    assert_eq!(answer.header("content-type"), "application/json");
    let error: Value = answer.json();
    let text = |name: &str| error["error"][name].as_str().expect("a text").to_owned();
    (answer.status.as_u16(), text("code"), text("message"))
}
