//! The files of units below that are being added up, and the key that opens them: in memory for as long
//! as the account works here, and nowhere else.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_json::{from_bytes, to_text};
use sohoi_text::Language;
use sohoi_worker_office::{Asked, Failure, Merge, MergeFile, MergeRequest, Said, What};

use crate::platform::worker::{Heard, Worker};
use crate::platform::{clock, files};
use crate::state::export::{Making, Outcome, begin};
use crate::state::work::{Event, Work};

/// The most bytes that are read of a file: more than any aggregate has.
const MOST_READ: f64 = 10.0 * 1024.0 * 1024.0;

/// What is being added up. A cheap handle; it outlives the page that shows it.
#[derive(Clone)]
pub struct Merging(Rc<Inner>);

struct Inner {
    work: Work,
    pile: ArcRwSignal<Pile>,
    language: Cell<Language>,
    /// Whether what the account has on this device changed since it was asked last.
    is_stale: Cell<bool>,
    /// What was asked last, and who works on it.
    asked: Cell<u32>,
    worker: RefCell<Option<Worker>>,
}

/// What lies there to be added up.
#[derive(Clone, Default)]
pub struct Pile {
    /// The name of the key file that was chosen.
    pub key_name: Option<String>,
    /// The files, in the order in which they came.
    pub files: Vec<Loaded>,
    /// Whether the responses on this device count, too.
    pub counts_own: bool,
    /// Whether files without a signature are taken also of units that have a key in the round.
    pub takes_unsigned: bool,
    /// Whether a file that was chosen could not be read.
    pub is_unreadable: bool,
    /// How far it is.
    pub stage: Stage,
    /// The text of the key file. It is shown nowhere.
    key: String,
}

/// A file in memory.
#[derive(Clone)]
pub struct Loaded {
    /// Its number on this pile.
    pub number: u32,
    /// Its name.
    pub name: String,
    bytes: Arc<Vec<u8>>,
}

/// How far adding up is.
#[derive(Clone, Default)]
pub enum Stage {
    /// Nothing lies there.
    #[default]
    Nothing,
    /// Files are checked and added up.
    Checking,
    /// What they are, and what they make.
    Told(Arc<Merge>),
    /// It cannot be said.
    Failed(Failure),
}

impl Stage {
    /// What files are, where that is known.
    pub fn told(&self) -> Option<&Arc<Merge>> {
        match self {
            Self::Told(merge) => Some(merge),
            _ => None,
        }
    }
}

impl Merging {
    /// Nothing is added up yet.
    pub fn new(work: Work) -> Self {
        let inner = Rc::new(Inner {
            work: work.clone(),
            pile: ArcRwSignal::new(Pile::default()),
            language: Cell::new(Language::Vi),
            is_stale: Cell::new(false),
            asked: Cell::new(0),
            worker: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        work.observe(move |event| {
            if let Some(inner) = weak.upgrade()
                && matches!(
                    event,
                    Event::Edited(_) | Event::Responses(_) | Event::Register
                )
            {
                inner.is_stale.set(true);
            }
        });
        Self(inner)
    }

    /// Whether it is that of this work.
    pub fn is_of(&self, work: &Work) -> bool {
        self.0.work.is(work)
    }

    /// What lies there, for a page to follow. What is told in words is told in `language`.
    pub fn pile(&self, language: Language) -> RwSignal<Pile> {
        if self.0.language.replace(language) != language {
            self.0.is_stale.set(true);
        }
        self.refresh();
        RwSignal::from(self.0.pile.clone())
    }

    /// Has everything added up anew where the register or the responses on this device are different.
    pub fn refresh(&self) {
        if self.0.is_stale.take() && self.0.pile.with_untracked(|pile| !pile.files.is_empty()) {
            self.change(|_| {});
        }
    }

    /// Reads the key file that a person chose, in place of the one before.
    pub fn choose_key(&self, file: web_sys::File) {
        let merging = self.clone();
        spawn_local(async move {
            let read = read(&file).await;
            merging.change(|pile| match read {
                Some(bytes) => {
                    pile.key = String::from_utf8_lossy(&bytes).into_owned();
                    pile.key_name = Some(file.name());
                }
                None => pile.is_unreadable = true,
            });
        });
    }

    /// Forgets the key.
    pub fn forget_key(&self) {
        self.change(|pile| {
            pile.key.clear();
            pile.key_name = None;
        });
    }

    /// Reads files that a person chose, and adds them to those that lie there.
    pub fn add(&self, chosen: Vec<web_sys::File>) {
        let merging = self.clone();
        spawn_local(async move {
            let mut read_files = Vec::with_capacity(chosen.len());
            for file in chosen {
                read_files.push((file.name(), read(&file).await));
            }
            merging.change(|pile| {
                for (name, bytes) in read_files {
                    let Some(bytes) = bytes else {
                        pile.is_unreadable = true;
                        continue;
                    };
                    let last = pile.files.last().map_or(0, |last| last.number);
                    pile.files.push(Loaded {
                        number: last + 1,
                        name,
                        bytes: Arc::new(bytes),
                    });
                }
            });
        });
    }

    /// Takes files out, by their numbers.
    pub fn take_out(&self, numbers: &[u32]) {
        self.change(|pile| pile.files.retain(|file| !numbers.contains(&file.number)));
    }

    /// Says whether the responses on this device count, too.
    pub fn count_own(&self, counts_own: bool) {
        self.change(|pile| pile.counts_own = counts_own);
    }

    /// Says whether files without a signature are taken also of units that have a key in the round.
    pub fn take_unsigned(&self, takes_unsigned: bool) {
        self.change(|pile| pile.takes_unsigned = takes_unsigned);
    }

    /// Begins to make a file of what was added up; `tell` hears how far it is. `layout` is how a report
    /// looks. `None` where the browser has no workers.
    pub fn make(
        &self,
        what: What,
        layout: &str,
        tell: impl Fn(Outcome) + Clone + 'static,
    ) -> Option<Making> {
        let (request, bytes) = self.request(Some(what), layout);
        begin(&Asked::Merge(request), &bytes, tell)
    }

    fn change(&self, change: impl FnOnce(&mut Pile)) {
        self.0.pile.update(|pile| {
            pile.is_unreadable = false;
            change(pile);
            pile.stage = match pile.files.is_empty() && pile.key_name.is_none() {
                true => Stage::Nothing,
                false => Stage::Checking,
            };
        });
        self.ask();
    }

    /// Has everything that lies there checked and added up; whatever was asked before is given up.
    fn ask(&self) {
        let number = self.0.asked.get() + 1;
        self.0.asked.set(number);
        self.0.is_stale.set(false);
        self.0.worker.replace(None);
        let is_blank = |pile: &Pile| matches!(pile.stage, Stage::Nothing);
        if self.0.pile.with_untracked(is_blank) {
            return;
        }
        let weak = Rc::downgrade(&self.0);
        let worker = Worker::start("office", move |heard| hear(&weak, number, heard));
        let Some(worker) = worker else {
            return self.tell(Stage::Failed(Failure::NotUnderstood));
        };
        let (request, bytes) = self.request(None, "");
        worker.say_with_bytes(&to_text(&Asked::Merge(request)), &bytes);
        self.0.worker.replace(Some(worker));
    }

    fn request(&self, what: Option<What>, layout: &str) -> (MergeRequest, Vec<u8>) {
        let work = &self.0.work;
        let round = work.round();
        self.0.pile.with_untracked(|pile| {
            let files = pile.files.iter();
            let request = MergeRequest {
                account: work.account(),
                round: round.map_or_else(String::new, |round| round.id.clone()),
                key: pile.key.clone(),
                files: files
                    .map(|file| MergeFile {
                        name: file.name.clone(),
                        length: file.bytes.len() as u32,
                    })
                    .collect(),
                counts_own: pile.counts_own,
                takes_unsigned: pile.takes_unsigned,
                what,
                layout: layout.to_owned(),
                language: self.0.language.get(),
                today: clock::today().to_string(),
            };
            let mut bytes = Vec::new();
            for file in &pile.files {
                bytes.extend_from_slice(&file.bytes);
            }
            (request, bytes)
        })
    }

    fn tell(&self, stage: Stage) {
        self.0.pile.update(|pile| pile.stage = stage);
    }
}

fn hear(inner: &Weak<Inner>, number: u32, heard: Heard) {
    let Some(inner) = inner.upgrade() else {
        return;
    };
    let stage = match heard {
        Heard::Said(text, _) => match from_bytes(text.as_bytes()) {
            Ok(Said::Step(..)) => return,
            Ok(Said::Merge(merge)) => Stage::Told(Arc::new(*merge)),
            Ok(Said::Failed(failure)) => Stage::Failed(failure),
            Ok(Said::Made) | Err(_) => Stage::Failed(Failure::NotUnderstood),
        },
        Heard::Ended => Stage::Failed(Failure::NotUnderstood),
    };
    // Not while the worker itself calls: it ends here.
    spawn_local(async move {
        if inner.asked.get() == number {
            inner.worker.replace(None);
            Merging(inner).tell(stage);
        }
    });
}

/// The bytes of a file, as far as an aggregate can have any.
async fn read(file: &web_sys::File) -> Option<Vec<u8>> {
    let part = file.slice_with_f64_and_f64(0.0, MOST_READ).ok()?;
    files::read(&part).await.ok()
}
