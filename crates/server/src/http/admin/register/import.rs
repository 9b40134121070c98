//! Tables that people bring: a file, what would change, and taking it in.

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use sohoi_admin::register::{self as pages, ImportLine, Look, words};
use sohoi_register::import::Column;
use sohoi_text::Language;

use self::shown::{column, file_flaw, in_the_way, in_words};

use super::file::SentFile;
use super::{Desk, a_day, frame};
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::admin::fields::Fields;
use crate::http::admin::guard::Coordinator;
use crate::http::admin::language::parameter;
use crate::http::admin::{on_to, shown as page_shown, to_mend};
use crate::http::table::{Content, Entry, entry};
use crate::random;
use crate::register::import::{ImportError, Meanings, Wish, accept, look};
use crate::register::tables::read;
use crate::register::{Keeper, UndoError, day_of, undo};
use crate::scope::Reach;
use crate::store::register::{Batch, Upload};
use crate::store::{Store, StoreError, transact};

mod shown;

/// How many problems and changes a page shows.
const MOST: usize = 200;

/// How long a file that was brought waits for being accepted: a day, in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1000;

pub(super) fn entries() -> Vec<Entry> {
    let page = Content::Of("text/html");
    let none = "there is no such round, file or import";
    let mend = StatusCode::UNPROCESSABLE_ENTITY;
    let entries = [
        entry(Method::GET, "/admin/register/import", imports)
            .about("The form to bring a table with, and the tables that were taken in")
            .gives_page("the form"),
        entry(Method::POST, "/admin/register/import", bring)
            .about("Brings a table; the register stays as it is")
            .leads_on("what would change")
            .answers(mend, "the file is no table: the form again", page),
        entry(Method::GET, "/admin/register/import/look", preview)
            .about("What a table would change, with problems by cell")
            .gives_page("what would change"),
        entry(Method::POST, "/admin/register/import/accept", take_in)
            .about("Takes a table in as one batch")
            .leads_on("it is taken in")
            .answers(mend, "something stands in the way: the page again", page),
        entry(Method::POST, "/admin/register/import/undo", take_back)
            .about("Undoes an import, as long as nothing was built on it")
            .leads_on("it is undone")
            .answers(mend, "something stands in the way: the page again", page),
    ];
    entries
        .map(|entry| entry.answers(StatusCode::NOT_FOUND, none, page))
        .to_vec()
}

fn at(page: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    format!("/admin/register/import{page}?{}", query.finish())
}

async fn imports(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let named = parameter(&uri, "round");
    Ok(page_shown(first_page(&visitor, &app, &named, None).await?))
}

async fn first_page(
    visitor: &Coordinator,
    app: &App,
    named: &str,
    problem: Option<&str>,
) -> ApiResult<String> {
    let language = visitor.visit.language;
    let mut view = app.store.read().await?;
    let desk = Desk::open(&mut *view, app, &visitor.account, named, language).await?;
    let batches = view.register_batches(&desk.round.id).await?;
    let lines: Vec<ImportLine> = batches
        .into_iter()
        .filter(|batch| may_undo(&desk, batch))
        .map(|batch| ImportLine {
            noted: format!("{}, {}", words::day(day_of(batch.noted_at)), batch.actor),
            changed: match language {
                Language::Vi => format!("{} thêm, {} đổi", batch.added, batch.changed),
                Language::En => format!("{} added, {} changed", batch.added, batch.changed),
            },
            can_be_undone: batch.undone_at.is_none(),
            id: batch.id,
            file: batch.file,
        })
        .collect();
    let title = language.pick("Nhập danh sách hội từ tệp", "Import a file");
    let frame = frame(&visitor.visit, title);
    Ok(pages::imports(&frame, &desk.round.id, &lines, problem))
}

/// An import concerns those who reach all of the units of who brought it.
fn may_undo(desk: &Desk, batch: &Batch) -> bool {
    match (&batch.unit, &desk.within) {
        (_, None) => true,
        (Some(unit), Some(_)) => desk.reaches(unit),
        (None, Some(_)) => false,
    }
}

async fn bring(
    visitor: Coordinator,
    State(app): State<App>,
    uri: Uri,
    file: SentFile,
) -> ApiResult<Response> {
    let language = visitor.visit.language;
    let named = parameter(&uri, "round");
    let mut view = app.store.read().await?;
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    drop(view);
    let bytes = file.bytes.clone();
    let checked = apart(move || read(&bytes, &[]).map(|_| ())).await?;
    if let Err(flaw) = checked {
        let why = file_flaw(&flaw, language);
        let page = first_page(&visitor, &app, &named, Some(&why)).await?;
        return Ok(to_mend(page));
    }
    let id = hex::encode(random::bytes::<16>());
    let upload = Upload {
        id: id.clone(),
        round: desk.round.id.clone(),
        account: visitor.account.name.clone(),
        file: file.name.chars().take(200).collect(),
        bytes: file.bytes,
        brought_at: app.now(),
    };
    let oldest = app.now() - KEPT;
    transact::<_, StoreError, _>(&*app.store, move |transaction| {
        Box::pin(async move { transaction.add_register_upload(&upload, oldest).await })
    })
    .await?;
    let address = at("/look", &[("round", &desk.round.id), ("upload", &id)]);
    Ok(axum::response::IntoResponse::into_response(
        axum::response::Redirect::to(&address),
    ))
}

/// What was asked of a file that was brought.
struct Asked {
    upload: String,
    columns: Option<Vec<Column>>,
    on: String,
}

async fn preview(visitor: Coordinator, State(app): State<App>, uri: Uri) -> ApiResult<Response> {
    let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let columns = pairs.filter(|(name, _)| name == "column");
    let columns: Vec<Column> = columns.map(|(_, word)| column(&word)).collect();
    let asked = Asked {
        upload: parameter(&uri, "upload"),
        columns: (!columns.is_empty()).then_some(columns),
        on: parameter(&uri, "on"),
    };
    let named = parameter(&uri, "round");
    Ok(page_shown(
        second_page(&visitor, &app, &named, asked, None).await?,
    ))
}

async fn second_page(
    visitor: &Coordinator,
    app: &App,
    named: &str,
    asked: Asked,
    in_the_way: Option<String>,
) -> ApiResult<String> {
    let language = visitor.visit.language;
    let mut view = app.store.read().await?;
    let desk = Desk::open(&mut *view, app, &visitor.account, named, language).await?;
    let upload = view
        .register_upload(&asked.upload, &visitor.account.name)
        .await?;
    let upload = upload
        .filter(|upload| upload.round == desk.round.id)
        .ok_or_else(|| ApiError::NotFound("there is no such file".into()))?;
    let meanings = Meanings::of(&mut *view, &desk.round.document).await?;
    drop(view);
    let day = a_day(&asked.on).unwrap_or_default();
    let day = day.unwrap_or(desk.keeper.today());
    let (looked, desk, meanings, file) = apart(move || {
        let wish = Wish {
            columns: asked.columns,
            day,
            units: desk.within.as_ref(),
        };
        let looked = look(&upload.bytes, &desk.keeper, &meanings, wish);
        (looked, desk, meanings, upload.file)
    })
    .await?;
    let looked = looked.map_err(|flaw| ApiError::Malformed(flaw.to_string()))?;
    let shown = in_words(&looked, &desk, &meanings, &asked.upload, &file, language);
    let shown = Look {
        in_the_way,
        ..shown
    };
    let title = language.pick("Xem trước khi nhập", "What would change");
    Ok(pages::look(&frame(&visitor.visit, title), &shown))
}

async fn take_in(
    visitor: Coordinator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let language = visitor.visit.language;
    let named = fields.text("round").to_owned();
    let mut view = app.store.read().await?;
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let upload = view
        .register_upload(fields.text("upload"), &visitor.account.name)
        .await?;
    drop(view);
    let upload = upload
        .filter(|upload| upload.round == desk.round.id)
        .ok_or_else(|| ApiError::NotFound("there is no such file".into()))?;
    let columns: Vec<Column> = fields.all("column").into_iter().map(column).collect();
    let day = a_day(fields.text("on")).unwrap_or_default();
    let asked = Asked {
        upload: upload.id.clone(),
        columns: Some(columns.clone()),
        on: fields.text("on").to_owned(),
    };
    let (by, now) = (visitor.account.name.clone(), app.now());
    let (round, within) = (desk.round.clone(), desk.within.clone());
    let unit = match &desk.reach {
        Reach::Unit(unit) => Some(unit.clone()),
        _ => None,
    };
    let taken = transact(&*app.store, move |transaction| {
        Box::pin(async move {
            // Held against the register anew: it may have changed since somebody looked.
            let mut keeper = Keeper::open(transaction, &round.id, now).await?;
            let meanings = Meanings::of(transaction, &round.document).await?;
            let wish = Wish {
                columns: Some(columns),
                day: day.unwrap_or(keeper.today()),
                units: within.as_ref(),
            };
            let looked = look(&upload.bytes, &keeper, &meanings, wish)?;
            let brought = (upload.file.as_str(), by.as_str(), unit.as_deref());
            accept(transaction, &mut keeper, &looked, &round.id, brought, now).await?;
            transaction.end_register_upload(&upload.id).await?;
            Ok::<_, ImportError>(())
        })
    })
    .await;
    let why = match taken {
        Ok(()) => {
            return Ok(on_to(&at("", &[("round", &desk.round.id)]), "imported"));
        }
        Err(ImportError::Store(failure)) => return Err(failure.into()),
        Err(ImportError::File(flaw)) => file_flaw(&flaw, language),
        Err(ImportError::Refused(flaw)) => words::not_noted(&flaw, language),
    };
    let page = second_page(&visitor, &app, &named, asked, Some(why)).await?;
    Ok(to_mend(page))
}

async fn take_back(
    visitor: Coordinator,
    State(app): State<App>,
    fields: Fields,
) -> ApiResult<Response> {
    let language = visitor.visit.language;
    let named = fields.text("round").to_owned();
    let mut view = app.store.read().await?;
    let desk = Desk::open(&mut *view, &app, &visitor.account, &named, language).await?;
    let batches = view.register_batches(&desk.round.id).await?;
    drop(view);
    let batch = fields.text("batch").to_owned();
    let known = batches.iter().find(|own| own.id == batch);
    if !known.is_some_and(|known| may_undo(&desk, known)) {
        return Err(ApiError::NotFound("there is no such import".into()));
    }
    let undone = undone(&*app.store, &desk, batch, &visitor, app.now()).await;
    let why = match undone {
        Ok(()) => return Ok(on_to(&at("", &[("round", &desk.round.id)]), "undone")),
        Err(UndoError::Store(failure)) => return Err(failure.into()),
        Err(UndoError::Unknown(_)) => language
            .pick("Lần nhập này đã hoàn tác rồi.", "It was undone before.")
            .to_owned(),
        Err(UndoError::InTheWay(what)) => in_the_way(&what, &desk, &visitor.visit),
    };
    let page = first_page(&visitor, &app, &named, Some(&why)).await?;
    Ok(to_mend(page))
}

async fn undone(
    store: &dyn Store,
    desk: &Desk,
    batch: String,
    visitor: &Coordinator,
    now: i64,
) -> Result<(), UndoError> {
    let (round, by) = (desk.round.id.clone(), visitor.account.name.clone());
    transact(store, move |transaction| {
        Box::pin(async move { undo(transaction, &round, &batch, &by, now).await })
    })
    .await
}

/// Runs what takes long apart from the requests of others.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|flaw| ApiError::Internal(flaw.to_string()))
}
