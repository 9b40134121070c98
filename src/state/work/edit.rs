//! Edits: each becomes ops in one transaction.

use futures_channel::oneshot;
use sohoi_form::{ENGINE_VERSION, Engine, Question};
use sohoi_storage::StorageError;
use sohoi_sync::client::{LoggedOp, TooLong, Verdict};
use sohoi_sync::{BLOB_LIMIT, Slot, State, SubjectLine};

use super::memory::Memory;
use super::register::FROM_REGISTER;
use super::{Edit, ResponseView, Work};
use crate::platform::{clock, digest, ids};

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// It could not be saved. It is kept in memory and saved with the next attempt.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No such response on this device.
    #[error("there is no response {0} on this device")]
    UnknownResponse(String),
    /// No such line in the register on this device.
    #[error("there is no subject {0} on this device")]
    UnknownSubject(String),
    /// No round on this device has a form for it.
    #[error("there is no form {0} on this device")]
    UnknownForm(String),
    /// Its state does not allow the change.
    #[error("the response is {0:?}: it cannot be changed like this")]
    WrongState(State),
    /// The text or the photo is too long: an answer by its path, or the note of a move.
    #[error("the text of {} is too long", .0.as_deref().unwrap_or("the note"))]
    TooLong(Option<String>),
}

impl From<TooLong> for WorkError {
    fn from(error: TooLong) -> Self {
        Self::TooLong(error.path)
    }
}

impl Work {
    /// Starts filling in for a subject, first values from the register included; gives the
    /// response's id. Where this account has a draft or returned response of the slot already,
    /// gives that one instead.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn start(&self, subject: &str) -> Result<String, WorkError> {
        let (id, ops) = {
            let mut memory = self.0.memory.borrow_mut();
            match begun(&mut memory, subject)? {
                Begun::Before(id) => return Ok(id),
                Begun::Now(id, ops) => (id, ops),
            }
        };
        saved(self.queue(ops, Vec::new())).await?;
        Ok(id)
    }

    /// Records one edit, which may set or clear several answers, as one op in one transaction.
    /// Gives the op's number when it is on disk. [`response`](Self::response) shows it at once.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn record(&self, response: &str, edits: Vec<Edit>) -> Result<u64, WorkError> {
        let op = self.answer(response, edits)?;
        saved(self.queue(vec![op], Vec::new())).await
    }

    /// Records a photo as the answer at `path`, bytes and answer in one transaction.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn attach(
        &self,
        response: &str,
        path: &str,
        bytes: Vec<u8>,
    ) -> Result<u64, WorkError> {
        if bytes.len() > BLOB_LIMIT {
            return Err(WorkError::TooLong(Some(path.to_owned())));
        }
        let hash = digest::sha256_hex(&bytes);
        let edit = Edit {
            path: path.to_owned(),
            value: Some(hash.clone()),
        };
        let op = self.answer(response, vec![edit])?;
        saved(self.queue(vec![op], vec![(hash, bytes)])).await
    }

    /// Moves a response to another state: submit, return (with a `note`), approve …
    /// Whether the form is whole is for the caller to see first; the server checks again.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn move_to(
        &self,
        response: &str,
        to: State,
        note: Option<String>,
    ) -> Result<u64, WorkError> {
        // Whoever follows what changes finds it whole. What is whole already is moved at once.
        let is_brief = self.0.memory.borrow().client.is_brief(response);
        if is_brief {
            self.whole(response).await?;
        }
        let op = {
            let mut memory = self.0.memory.borrow_mut();
            let view = view(&mut memory, response)?;
            let verdict = Verdict {
                form_hash: &view.response.form_hash,
                engine: ENGINE_VERSION,
            };
            let seen = view.response.revision;
            let at = clock::now();
            memory
                .client
                .move_to(response, to, seen, verdict, note, &at)?
        };
        saved(self.queue(vec![op], Vec::new())).await
    }

    fn answer(&self, response: &str, edits: Vec<Edit>) -> Result<LoggedOp, WorkError> {
        let mut memory = self.0.memory.borrow_mut();
        let view = view(&mut memory, response)?;
        if !matches!(view.response.state, State::Draft | State::Returned) {
            return Err(WorkError::WrongState(view.response.state));
        }
        let answers = edits.into_iter().map(|edit| (edit.path, edit.value));
        let (seen, form_hash) = (view.response.revision, &view.response.form_hash);
        let at = clock::now();
        let client = &mut memory.client;
        Ok(client.answer(response, seen, answers, form_hash, &at)?)
    }
}

enum Begun {
    /// It was begun before: its id.
    Before(String),
    /// Its id and first ops.
    Now(String, Vec<LoggedOp>),
}

fn begun(memory: &mut Memory, subject: &str) -> Result<Begun, WorkError> {
    let line = memory.subject(subject).cloned();
    let line = line.ok_or_else(|| WorkError::UnknownSubject(subject.to_owned()))?;
    let form = memory.form_of(&line);
    let form = form.ok_or_else(|| WorkError::UnknownForm(line.kind.clone()))?;
    let slot = Slot {
        round: line.round.clone(),
        form: form.id.clone(),
        subject: line.id.clone(),
    };
    let account = memory.account.name.clone();
    let own = memory.views().into_iter().find(|view| {
        let response = &view.response;
        response.slot == slot && response.author == account && view.may_edit
    });
    if let Some(view) = own {
        return Ok(Begun::Before(view.response.id.clone()));
    }
    let engine = memory.library.engine(&form.hash);
    let engine = engine.ok_or(WorkError::UnknownForm(form.id))?;
    let form_hash = form.hash;
    let (id, at) = (ids::response_id(), clock::now());
    let mut ops = vec![memory.client.start(&id, slot, &form_hash, &at)];
    let first = first_values(&engine, &line);
    if !first.is_empty() {
        ops.push(memory.client.answer(&id, 0, first, &form_hash, &at)?);
    }
    Ok(Begun::Now(id, ops))
}

/// The answers that the register knows already.
fn first_values(engine: &Engine, subject: &SubjectLine) -> Vec<(String, Option<String>)> {
    let questions = engine.form().sections.iter();
    let questions = questions.flat_map(|section| &section.questions);
    let value = |question: &Question| {
        let value = subject.attributes.get(&question.name)?;
        Some((question.name.clone(), Some(value.clone())))
    };
    questions
        .filter(|question| question.prefill.as_deref() == Some(FROM_REGISTER))
        .filter_map(value)
        .collect()
}

fn view(memory: &mut Memory, response: &str) -> Result<std::rc::Rc<ResponseView>, WorkError> {
    let view = memory.view(response);
    view.ok_or_else(|| WorkError::UnknownResponse(response.to_owned()))
}

/// Waits until the last of the ops is on disk.
pub(super) async fn saved(
    receiver: oneshot::Receiver<Result<u64, StorageError>>,
) -> Result<u64, WorkError> {
    match receiver.await {
        Ok(result) => Ok(result?),
        Err(_) => Err(StorageError::Closed("the work was closed".to_owned()).into()),
    }
}
