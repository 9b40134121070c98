//! Figures, made by programs beside the page (`crates/worker-stats`, `crates/worker-explore`).
//!
//! It is started when somebody wants figures for the first time and lives as long as the work of the
//! account. It reads the account's database by itself; which responses changed since then it is
//! told from here, at once while a page shows figures, else when the next page does.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_json::{from_bytes, to_text};
use sohoi_stats::{Moment, Population, Standing};
use sohoi_worker_stats::{
    Asked, Behind, Cross, Figures, Filled, Lists, Nothing, Peers, Question, Replies, Said, Show,
    What,
};

use crate::platform::worker::{Heard, Worker};
use crate::state::work::{Event, Work};

/// Which program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Figures of indicators, and the responses behind them.
    Figures,
    /// What people look for in the responses themselves, besides.
    Exploring,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Figures => "stats",
            Self::Exploring => "explore",
        }
    }
}

/// What a page is told.
#[derive(Clone)]
pub enum Told {
    /// Responses are being read: so many, of so many.
    Reading(u32, u32),
    /// Figures: at first all that were asked for, later those that are different.
    Figures(Rc<Figures>),
    /// One indicator by two dimensions.
    Cross(Rc<Cross>),
    /// The responses behind an indicator.
    Behind(Rc<Behind>),
    /// Who is on the named lists: at first, and again when it may be somebody else.
    Lists(Rc<Lists>),
    /// A question by dimensions.
    Question(Rc<Question>),
    /// The responses behind figures of a question.
    Replies(Rc<Replies>),
    /// What whole forms are compared with: at first, and again when it may be something else.
    Peers(Rc<Peers>),
    /// Everything that can be kept of this moment: at first, and again when some of it is different.
    Moment(Rc<Moment>),
    /// There are none.
    Nothing(NoFigures),
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigures {
    /// There is no round on this device.
    NoRound,
    /// What they are made by is not on this device yet. It is being fetched.
    NotHere,
    /// They could not be made of what is here.
    Failed,
    /// The program that makes them cannot be started, or came to an end by a fault.
    NoProgram,
}

/// The line to the program. A cheap handle: clone it freely.
#[derive(Clone)]
pub struct Statistics(Rc<Inner>);

struct Inner {
    program: Program,
    work: Work,
    worker: RefCell<Option<Worker>>,
    /// What the program has read, or is reading; see [`Work::basis`].
    basis: RefCell<Option<(String, u64)>>,
    /// The responses that changed and the program has not heard of.
    changed: RefCell<Vec<String>>,
    is_telling: Cell<bool>,
    number: Cell<u32>,
    watch: RefCell<Option<Watch>>,
}

/// What a page shows, and how it is told.
#[derive(Clone)]
struct Watch {
    show: Show,
    tell: Rc<dyn Fn(Told)>,
}

/// The line of one page.
#[derive(Clone, Copy)]
pub struct Watching {
    line: StoredValue<Statistics, LocalStorage>,
    /// The question that was asked last.
    number: StoredValue<u32>,
}

impl Watching {
    /// Asks for something else than before: see [`Statistics::watch`].
    pub fn watch(
        self,
        population: Population,
        only: &[(String, String)],
        standing: Option<Standing>,
        what: What,
        tell: impl Fn(Told) + 'static,
    ) {
        let ask = |line: &Statistics| line.watch(population, only, standing, what, tell);
        self.number.set_value(self.line.with_value(ask));
    }
}

impl Statistics {
    /// The figures of somebody's work. Nothing is started yet.
    pub fn new(program: Program, work: Work) -> Self {
        let inner = Rc::new(Inner {
            program,
            work: work.clone(),
            worker: RefCell::new(None),
            basis: RefCell::new(None),
            changed: RefCell::new(Vec::new()),
            is_telling: Cell::new(false),
            number: Cell::new(0),
            watch: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        work.observe(move |event| {
            if let Some(inner) = weak.upgrade() {
                Self(inner).notice(event);
            }
        });
        Self(inner)
    }

    /// Whose figures they are.
    pub fn is_of(&self, work: &Work) -> bool {
        self.0.work.is(work)
    }

    /// Asks for figures. `tell` is called with them, and again whenever they are different, until
    /// something else is watched or the watching [ends](Self::end). Gives the number of the
    /// question.
    fn watch(
        &self,
        population: Population,
        only: &[(String, String)],
        standing: Option<Standing>,
        what: What,
        tell: impl Fn(Told) + 'static,
    ) -> u32 {
        let number = self.0.number.get() + 1;
        self.0.number.set(number);
        let show = Show {
            number,
            population,
            only: only.to_vec(),
            standing,
            what,
        };
        let tell: Rc<dyn Fn(Told)> = Rc::new(tell);
        self.0.watch.replace(Some(Watch {
            show: show.clone(),
            tell,
        }));
        self.open();
        // What changed is said first, so that the figures are of now.
        self.tell_changed();
        self.say(&Asked::Show(show));
        number
    }

    /// For the page in whose scope this is called: what it watches by it ends with the page.
    pub fn of_page(&self) -> Watching {
        let own = Watching {
            line: StoredValue::new_local(self.clone()),
            number: StoredValue::new(0),
        };
        on_cleanup(move || own.line.with_value(|line| line.end(own.number.get_value())));
        own
    }

    /// Nobody shows the figures of this question any more.
    fn end(&self, number: u32) {
        let mut watch = self.0.watch.borrow_mut();
        if watch
            .as_ref()
            .is_some_and(|watch| watch.show.number == number)
        {
            *watch = None;
        }
    }

    /// Starts the program where it does not run, and has it read where it has not, or where what
    /// figures are made by is another by now.
    fn open(&self) {
        let Some(basis) = self.0.work.basis() else {
            self.0.basis.replace(None);
            let nothing = if self.0.work.round().is_none() {
                NoFigures::NoRound
            } else {
                self.0.work.fetch_documents();
                NoFigures::NotHere
            };
            self.tell(Told::Nothing(nothing));
            return;
        };
        if self.0.worker.borrow().is_none() {
            self.0.basis.replace(None);
            let weak = Rc::downgrade(&self.0);
            let worker = Worker::start(self.0.program.name(), move |heard| hear(&weak, heard));
            if worker.is_none() {
                self.tell(Told::Nothing(NoFigures::NoProgram));
                return;
            }
            self.0.worker.replace(worker);
        }
        if self.0.basis.borrow().as_ref() == Some(&basis) {
            return;
        }
        let account = self.0.work.account();
        self.say(&Asked::Open {
            account: account.name,
            role: account.role,
            round: basis.0.clone(),
        });
        self.0.basis.replace(Some(basis));
        // What is not on the disk yet cannot be read there.
        for id in self.0.work.unsaved() {
            self.note(id);
        }
    }

    fn notice(&self, event: &Event) {
        match event {
            Event::Edited(id) => self.note(id.clone()),
            Event::Responses(ids) => ids.iter().for_each(|id| self.note(id.clone())),
            Event::Register if self.0.watch.borrow().is_some() => self.open(),
            Event::Register | Event::Save(_) | Event::Exchange(_) => return,
        }
        if self.0.watch.borrow().is_none() {
            return;
        }
        if matches!(event, Event::Responses(_)) {
            // All of an exchange at once, before the page does what it has to do: meanwhile the
            // program computes.
            self.tell_changed();
            return;
        }
        if self.0.is_telling.replace(true) {
            return;
        }
        // Several events of one moment are told at once.
        let statistics = self.clone();
        spawn_local(async move {
            statistics.0.is_telling.set(false);
            statistics.tell_changed();
        });
    }

    /// Notes that a response changed. What happens before anything was read is read.
    fn note(&self, id: String) {
        let mut changed = self.0.changed.borrow_mut();
        if self.0.basis.borrow().is_some() && !changed.contains(&id) {
            changed.push(id);
        }
    }

    fn tell_changed(&self) {
        let changed = std::mem::take(&mut *self.0.changed.borrow_mut());
        if changed.is_empty() {
            return;
        }
        let mut responses = Vec::with_capacity(changed.len());
        let mut unread = Vec::new();
        for id in changed {
            match self.0.work.response(&id) {
                Some(view) if view.is_brief => unread.push(id),
                Some(view) => responses.push(Filled::of(&view.response)),
                None => responses.push(Filled::gone(&id)),
            }
        }
        if !responses.is_empty() {
            self.say(&Asked::Changed(responses));
        }
        if !unread.is_empty() {
            self.tell_when_read(unread);
        }
    }

    /// Tells of responses whose answers are on disk only. Without their answers they would count as
    /// blank.
    fn tell_when_read(&self, ids: Vec<String>) {
        let statistics = self.clone();
        spawn_local(async move {
            for id in ids {
                let view = statistics.0.work.whole(&id).await;
                if matches!(&view, Ok(Some(view)) if !view.is_brief) {
                    statistics.note(id);
                }
            }
            statistics.tell_changed();
        });
    }

    fn say(&self, asked: &Asked) {
        if let Some(worker) = self.0.worker.borrow().as_ref() {
            worker.say(&to_text(asked));
        }
    }

    fn tell(&self, told: Told) {
        let watch = self.0.watch.borrow().clone();
        if let Some(watch) = watch {
            (watch.tell)(told);
        }
    }

    /// Whether something said answers what is asked now.
    fn is_asked(&self, number: u32, population: Population) -> bool {
        let watch = self.0.watch.borrow();
        let show = watch.as_ref().map(|watch| &watch.show);
        show.is_some_and(|show| show.number == number && show.population == population)
    }

    fn heard(&self, said: Said) {
        let (number, population, told) = match said {
            Said::Reading(reading) => {
                return self.tell(Told::Reading(reading.done, reading.all));
            }
            Said::Nothing(nothing) => {
                // It is read again as soon as somebody asks again.
                self.0.basis.replace(None);
                return self.tell(Told::Nothing(match nothing {
                    Nothing::NotHere => NoFigures::NotHere,
                    Nothing::Broken | Nothing::Unreadable => NoFigures::Failed,
                }));
            }
            Said::NotUnderstood => return self.tell(Told::Nothing(NoFigures::NoProgram)),
            Said::Figures(own) => (own.number, own.population, Told::Figures(Rc::new(own))),
            Said::Behind(own) => (own.number, own.population, Told::Behind(Rc::new(own))),
            Said::Cross(own) => (own.number, own.population, Told::Cross(Rc::new(own))),
            Said::Lists(own) => (own.number, own.population, Told::Lists(Rc::new(own))),
            Said::Question(own) => (own.number, own.population, Told::Question(Rc::new(own))),
            Said::Replies(own) => (own.number, own.population, Told::Replies(Rc::new(own))),
            Said::Peers(own) => (own.number, own.population, Told::Peers(Rc::new(own))),
            Said::Moment(own) => {
                let moment = own.moment;
                (own.number, moment.population, Told::Moment(Rc::new(moment)))
            }
        };
        // What nobody asks any more is left.
        if self.is_asked(number, population) {
            self.tell(told);
        }
    }

    /// The program is gone. Whoever asks again gets another one.
    fn ended(&self) {
        self.0.worker.replace(None);
        self.0.basis.replace(None);
        self.tell(Told::Nothing(NoFigures::NoProgram));
    }
}

fn hear(inner: &Weak<Inner>, heard: Heard) {
    let Some(inner) = inner.upgrade() else {
        return;
    };
    let statistics = Statistics(inner);
    match heard {
        Heard::Said(text, _) => match from_bytes(text.as_bytes()) {
            Ok(said) => statistics.heard(said),
            Err(_) => statistics.tell(Told::Nothing(NoFigures::NoProgram)),
        },
        Heard::Ended => {
            // Not while the worker itself calls.
            spawn_local(async move { statistics.ended() });
        }
    }
}
