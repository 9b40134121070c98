//! One open response: its session, a signal per place, and the way of every edit to the disk.

mod places;
mod sections;
mod unread;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use litemap::LiteMap;
use sohoi_expr::{Value, format_number};
use sohoi_form::{Answers, Path, Problem, QuestionType, Session};
use sohoi_text::Language;

use crate::state::answer::Answer;
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::work::{Edit, ResponseView, Work, WorkError};

use places::find;

pub use sections::SectionState;

/// How long a pause in typing ends an edit.
const PAUSE: Duration = Duration::from_millis(250);

/// An open response. A cheap handle: clone it freely.
#[derive(Clone)]
pub struct Sheet(Rc<Inner>);

struct Inner {
    work: Work,
    desk: Desk,
    id: String,
    session: RefCell<Session>,
    answers: RefCell<LiteMap<Path, ArcRwSignal<Answer>>>,
    sections: ArcRwSignal<Vec<SectionState>>,
    shows_missing: ArcRwSignal<bool>,
    typed: RefCell<LiteMap<String, Option<String>>>,
    unread: RefCell<LiteMap<String, String>>,
    timer: Cell<Option<TimeoutHandle>>,
    under_way: Cell<usize>,
}

impl Sheet {
    /// Opens the answers of a response; `session` holds them. What was typed earlier and could not
    /// become an answer stands in its field again.
    pub fn new(desk: Desk, work: Work, id: String, mut session: Session) -> Self {
        let unread = memory::unread(&id);
        for (path, typed) in &unread {
            if let Ok(path) = path.parse() {
                session.set(&path, Some(typed));
            }
        }
        let sheet = Self(Rc::new(Inner {
            work,
            desk,
            id,
            session: RefCell::new(session),
            answers: RefCell::default(),
            sections: ArcRwSignal::new(Vec::new()),
            shows_missing: ArcRwSignal::new(false),
            typed: RefCell::default(),
            unread: RefCell::new(unread),
            timer: Cell::new(None),
            under_way: Cell::new(0),
        }));
        sheet.refresh_sections();
        sheet
    }

    /// The id of the response.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The language of the pages.
    pub fn language(&self) -> Language {
        self.0.desk.language.get_untracked()
    }

    /// Reads the session.
    pub fn with_session<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.0.session.borrow())
    }

    /// The signal of one place. The same place always gives the same signal.
    pub fn answer(&self, path: &Path) -> ArcRwSignal<Answer> {
        if let Some(known) = self.0.answers.borrow().get(path) {
            return known.clone();
        }
        let signal = ArcRwSignal::new(self.look(path));
        self.0
            .answers
            .borrow_mut()
            .insert(path.clone(), signal.clone());
        signal
    }

    /// Whether blank answers are pointed out: only after somebody tried to submit.
    pub fn shows_missing(&self) -> ArcRwSignal<bool> {
        self.0.shows_missing.clone()
    }

    /// Every problem with the id of its section: what the form finds in its order, then what was
    /// typed but is not stored.
    pub fn problems(&self) -> Vec<(String, Problem)> {
        let problems = self.all_problems().into_iter();
        problems
            .filter_map(|problem| Some((self.section_of(&problem.path)?, problem)))
            .collect()
    }

    /// A key was pressed: becomes an edit after a pause. What cannot be read as an answer yet
    /// waits until the field is left: half a date is no mistake.
    pub fn type_in(&self, path: String, value: Option<String>) {
        self.0.typed.borrow_mut().insert(path, value);
        self.0.desk.is_typing.set(true);
        self.stop_timer();
        let sheet = self.clone();
        let pause = move || {
            let typed = std::mem::take(&mut *sheet.0.typed.borrow_mut());
            let mut ready = Vec::new();
            for (path, value) in typed {
                if sheet.is_unreadable(&path, value.as_deref()) {
                    sheet.0.typed.borrow_mut().insert(path, value);
                } else {
                    ready.push((path, value));
                }
            }
            sheet.edit(ready);
        };
        if let Ok(timer) = set_timeout_with_handle(pause, PAUSE) {
            self.0.timer.set(Some(timer));
        }
    }

    /// Makes edits of values, and of everything typed before, now.
    pub fn set(&self, values: Vec<(String, Option<String>)>) {
        for (path, value) in values {
            self.0.typed.borrow_mut().insert(path, value);
        }
        self.flush();
    }

    /// Makes an edit of everything typed, now.
    pub fn flush(&self) {
        self.stop_timer();
        let typed = std::mem::take(&mut *self.0.typed.borrow_mut());
        self.edit(typed.into_tuple_vec());
    }

    fn edit(&self, values: Vec<(String, Option<String>)>) {
        let mut edits = Vec::with_capacity(values.len());
        let mut is_changed = false;
        for (path, value) in values {
            let Ok(place) = path.parse::<Path>() else {
                continue;
            };
            let value = value.filter(|value| !value.is_empty());
            let is_new = self.0.unread.borrow().contains_key(&path)
                || self.with_session(|session| session.answers().get(&place) != value.as_ref());
            if !is_new {
                continue;
            }
            is_changed = true;
            match value.clone() {
                // Never sent: a server would have to put it aside. The field shows what is wrong,
                // the last answer stays stored, and submitting waits until it is mended.
                Some(typed) if self.is_unreadable(&path, Some(&typed)) => {
                    self.0.unread.borrow_mut().insert(path, typed);
                }
                value => {
                    self.0.unread.borrow_mut().remove(&path);
                    edits.push(Edit { path, value });
                }
            }
            self.apply(&place, value.as_deref());
        }
        if is_changed {
            memory::keep_unread(&self.0.id, &self.0.unread.borrow());
            self.refresh_sections();
        }
        if edits.is_empty() {
            self.tell_typing();
        } else {
            self.record(edits);
        }
    }

    /// Stores a photo as the answer at `path`.
    ///
    /// # Errors
    ///
    /// Why it is not stored; then the answer of before stays.
    pub async fn attach(&self, path: &str, bytes: Vec<u8>) -> Result<(), WorkError> {
        self.0.work.attach(&self.0.id, path, bytes).await?;
        self.catch_up();
        Ok(())
    }

    /// The bytes of a photo by its hash; `None` where it is neither here nor to be had now.
    pub async fn photo(&self, hash: &str) -> Option<Vec<u8>> {
        self.0.work.blob(hash).await.ok().flatten()
    }

    /// Takes over what came from the server or another window, except where somebody is typing.
    pub fn catch_up(&self) {
        let view = self.0.work.response(&self.0.id);
        let Some(view) = view.filter(|view| !view.is_brief) else {
            return;
        };
        let stored = answers_of(&view);
        let known = self.with_session(|session| session.answers().clone());
        let mut typed: Vec<String> = self.0.typed.borrow().keys().cloned().collect();
        typed.extend(self.0.unread.borrow().keys().cloned());
        let mut is_changed = false;
        for path in stored
            .keys()
            .chain(known.keys().filter(|path| !stored.contains_key(path)))
        {
            if stored.get(path) != known.get(path) && !typed.contains(&path.to_string()) {
                self.apply(path, stored.get(path).map(String::as_str));
                is_changed = true;
            }
        }
        if is_changed {
            self.refresh_sections();
        }
    }

    /// Sets one answer in the session and repaints what depends on it.
    fn apply(&self, path: &Path, value: Option<&str>) {
        let changed = self.0.session.borrow_mut().set(path, value);
        for path in changed.paths.iter().chain([path]) {
            let signal = self.0.answers.borrow().get(path).cloned();
            if let Some(signal) = signal {
                let now = self.look(path);
                if signal.with_untracked(|before| *before != now) {
                    signal.set(now);
                }
            }
        }
    }

    fn record(&self, edits: Vec<Edit>) {
        let sheet = self.clone();
        self.0.under_way.update(|count| count + 1);
        spawn_local(async move {
            let Inner {
                work,
                desk,
                id,
                under_way,
                ..
            } = &*sheet.0;
            let saved = work.record(id, edits.clone()).await;
            under_way.update(|count| count - 1);
            sheet.tell_typing();
            // A failed transaction is kept and tried again by the store, and shown as not saved.
            // Anything else means that the response moved on elsewhere: what was typed stays in
            // its field with a word, and the page reads the rest again.
            if matches!(&saved, Err(error) if !matches!(error, WorkError::Storage(_))) {
                sheet.keep_back(edits);
                desk.changed.set(vec![id.clone()]);
                desk.edition.update(|edition| *edition += 1);
            }
        });
    }

    /// Tells whether there is anything that the store has not confirmed.
    fn tell_typing(&self) {
        let is_open = self.0.under_way.get() > 0 || !self.0.typed.borrow().is_empty();
        self.0.desk.is_typing.set(is_open);
    }

    fn look(&self, path: &Path) -> Answer {
        let session = self.0.session.borrow();
        let question = find(
            session
                .engine()
                .form()
                .sections
                .iter()
                .flat_map(|s| &s.questions),
            path,
        );
        let is_calculated = question.is_some_and(|q| q.kind == QuestionType::Calculate);
        let is_filtered = question.is_some_and(|q| q.choice_filter.is_some());
        Answer {
            value: if is_calculated {
                plain(&session.value(path))
            } else {
                session.answers().get(path).cloned()
            },
            is_relevant: session.is_relevant(path),
            problem: self.problem(&session, path),
            offered: if is_filtered {
                session
                    .options(path)
                    .into_iter()
                    .map(|choice| choice.name.clone())
                    .collect()
            } else {
                Vec::new()
            },
        }
    }

    fn stop_timer(&self) {
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
    }
}

/// The answers of a response as a session takes them. Filled one by one: collecting a map of its own
/// would bring a sort of its own into the program.
pub fn answers_of(view: &ResponseView) -> Answers {
    let mut answers = Answers::new();
    for (path, value) in view.response.answers() {
        if let Ok(path) = path.parse() {
            answers.insert(path, value.to_owned());
        }
    }
    answers
}

/// A value as plain text: `12.5`, `2017-06-30`; nothing where it is blank or not a number.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Blank | Value::Boolean(_) => None,
        Value::Text(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) if number.is_finite() => {
            // Two decimals are what people read of a derived number.
            let rounded = (number * 100.0).round() / 100.0;
            Some(format_number(rounded))
        }
        Value::Number(_) => None,
        Value::Date(date) => Some(date.to_string()),
    }
}
