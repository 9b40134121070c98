//! What every page stands on: who works here, in which language, and how saving and sending go.

mod leaving;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::Text;
use sohoi_sync::Account;
use sohoi_text::{Language, short_date};

use crate::components::exchange_line::Standing;
use crate::components::save_tick::Saving;
use crate::platform::hint::Hints;
use crate::platform::place::Place;
use crate::platform::{address, clock, files};
use crate::state::answer::LargerUnit;
use crate::state::device;
use crate::state::memory;
use crate::state::merging::Merging;
use crate::state::statistics::{Program, Statistics};
use crate::state::work::{Event, ExchangePhase, ExchangeStatus, SaveStatus, Work};

pub use self::leaving::lost_by_wiping;

/// How far opening the app is.
#[derive(Clone)]
pub enum Stage {
    /// The storage is being read.
    Opening,
    /// Nobody is signed in; these accounts have work on this device.
    SignedOut(Vec<Account>),
    /// Somebody works here.
    Working(Work),
    /// Somebody's work is to be deleted on this device.
    Wiping(Work),
    /// The storage could not be read.
    Broken,
}

/// The signals that all pages share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// How far opening is.
    pub stage: RwSignal<Stage, LocalStorage>,
    /// The language of the pages.
    pub language: RwSignal<Language>,
    /// How far edits are on their way to the disk.
    pub saving: RwSignal<SaveStatus, LocalStorage>,
    /// Whether something was typed that is not an edit yet.
    pub is_typing: RwSignal<bool>,
    /// The exchange with the server.
    pub exchange: RwSignal<ExchangeStatus, LocalStorage>,
    /// Whether a newer build of the app waits on this device.
    pub has_update: RwSignal<bool>,
    /// Goes up whenever lists, register or responses are different.
    pub edition: RwSignal<u64>,
    /// The responses that changed with the last edition.
    pub changed: RwSignal<Vec<String>>,
    kept: StoredValue<Kept, LocalStorage>,
    tabs: StoredValue<Option<Hints>, LocalStorage>,
}

/// What is kept of one page for the next, as long as the account works here.
#[derive(Clone, Default)]
struct Kept {
    /// The line to the program that makes figures, once somebody wanted some.
    statistics: Option<Statistics>,
    /// The line to the program that explores, once somebody did.
    exploring: Option<Statistics>,
    /// What is being added up, once somebody began to.
    merging: Option<Merging>,
}

impl Desk {
    /// A desk on which nothing is open yet.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new_local(Stage::Opening),
            language: RwSignal::new(memory::language()),
            saving: RwSignal::new_local(SaveStatus::default()),
            is_typing: RwSignal::new(false),
            exchange: RwSignal::new_local(ExchangeStatus {
                phase: ExchangePhase::Idle,
                unsent: 0,
                last: None,
            }),
            has_update: RwSignal::new(false),
            edition: RwSignal::new(0),
            changed: RwSignal::new(Vec::new()),
            kept: StoredValue::new_local(Kept::default()),
            tabs: StoredValue::new_local(None),
        }
    }

    /// Reads who works on this device and opens their work.
    pub fn open(self) {
        self.stage.set(Stage::Opening);
        self.listen_to_tabs();
        spawn_local(async move {
            match device::current_account().await {
                Ok(Some(account)) => self.enter(account).await,
                Ok(None) => self.show_sign_in().await,
                Err(_) => self.stage.set(Stage::Broken),
            }
        });
    }

    /// Opens the work of an account.
    pub async fn enter(self, account: Account) {
        let Ok(work) = Work::open(account).await else {
            self.stage.set(Stage::Broken);
            return;
        };
        if self.work().is_some() {
            // Somebody else came in while this one was opened.
            work.close();
            return;
        }
        let name = work.account().name;
        memory::keep_open(&name);
        memory::keep_wiped("");
        if let Some(round) = memory::round(&name) {
            work.choose_round(round);
        }
        self.saving.set(work.save_status());
        self.exchange.set(work.exchange_status());
        work.observe(move |event| {
            // What speaks once it has left the screen is about nobody's page.
            if self.work().is_some_and(|own| own.account().name == name) {
                self.notice(event);
            }
        });
        work.keep_exchanging();
        self.stage.set(Stage::Working(work));
    }

    /// Opens the work of an account that came in by an invitation, in place of what is open.
    pub async fn change_to(self, account: Account) {
        let before = self.work();
        // What was open is no page any more before it is closed.
        self.stage.set(Stage::Opening);
        self.kept.set_value(Kept::default());
        self.tell_tabs();
        address::go("#/");
        if let Some(work) = before {
            work.close();
        }
        self.enter(account).await;
    }

    /// The work, where somebody is signed in.
    pub fn work(self) -> Option<Work> {
        self.stage.with_untracked(|stage| match stage {
            Stage::Working(work) | Stage::Wiping(work) => Some(work.clone()),
            _ => None,
        })
    }

    /// The figures of this work. The program that makes them is kept for the next page.
    pub fn statistics(self, work: &Work) -> Statistics {
        self.line(Program::Figures, work, |kept| &mut kept.statistics)
    }

    /// What else the responses of this work tell; kept as well.
    pub fn exploring(self, work: &Work) -> Statistics {
        self.line(Program::Exploring, work, |kept| &mut kept.exploring)
    }

    fn line(
        self,
        program: Program,
        work: &Work,
        place: fn(&mut Kept) -> &mut Option<Statistics>,
    ) -> Statistics {
        let mut line = None;
        self.kept.update_value(|kept| {
            let own = place(kept);
            if !own.as_ref().is_some_and(|own| own.is_of(work)) {
                *own = Some(Statistics::new(program, work.clone()));
            }
            line.clone_from(own);
        });
        line.expect("it was just put there")
    }

    /// What this work adds up. It is kept for the next time that its page is opened.
    pub fn merging(self, work: &Work) -> Merging {
        let known = self.kept.with_value(|kept| kept.merging.clone());
        known.filter(|known| known.is_of(work)).unwrap_or_else(|| {
            let merging = Merging::new(work.clone());
            let kept = Some(merging.clone());
            self.kept.update_value(|own| own.merging = kept);
            merging
        })
    }

    /// Whether the round's data is made up.
    pub fn is_demonstration(self) -> Signal<bool> {
        Signal::derive(move || {
            self.edition.track();
            self.work().is_some_and(|work| work.is_demonstration())
        })
    }

    /// Exchanges with the server now.
    pub fn exchange_now(self) {
        if let Some(work) = self.work() {
            work.exchange_now();
        }
    }

    /// Hands a file to the person.
    pub fn hand_over(self, name: &str, media_type: &str, bytes: &[u8]) {
        files::download(name, media_type, bytes);
    }

    /// The words of the round for a unit of measure, and its larger unit; the code itself where it
    /// has none.
    pub fn measure(self, code: &str) -> (String, Option<LargerUnit>) {
        self.measure_in(self.language.get_untracked(), code)
    }

    /// The same in a language that the pages may not have.
    pub fn measure_in(self, language: Language, code: &str) -> (String, Option<LargerUnit>) {
        let round = self.work().and_then(|work| work.round());
        let words = |text: &Text| language.pick(&text.vi, &text.en).to_owned();
        let measure = round.as_ref().and_then(|round| {
            let mut measures = round.measures.iter();
            measures.find(|measure| measure.code == code)
        });
        let larger = measure.and_then(|measure| measure.larger.as_ref());
        let larger = larger.map(|larger| LargerUnit {
            factor: larger.factor,
            name: words(&larger.name),
        });
        let name = measure.map_or_else(|| code.to_owned(), |measure| words(&measure.name));
        (name, larger)
    }

    /// The exchange as a line of the page tells it.
    pub fn standing(self) -> Signal<Standing> {
        Signal::derive(move || {
            self.exchange.with(|status| Standing {
                phase: match status.phase {
                    ExchangePhase::Idle => "idle",
                    ExchangePhase::Busy => "busy",
                    ExchangePhase::Offline => "offline",
                    ExchangePhase::Failed(_) => "failed",
                    ExchangePhase::SignedOut => "signed-out",
                    ExchangePhase::Revoked => "revoked",
                    ExchangePhase::Wipe => "wipe",
                    ExchangePhase::Alone => "alone",
                },
                unsent: status.unsent,
                last: status.last.as_deref().and_then(clock_time),
            })
        })
    }

    /// Whether everything typed is stored.
    pub fn saving_state(self) -> Signal<Saving> {
        Signal::derive(move || {
            let is_typing = self.is_typing.get();
            self.saving.with(|status| {
                if status.failure.is_some() {
                    Saving::Failed
                } else if is_typing || status.waiting > 0 {
                    Saving::Saving
                } else {
                    Saving::Saved
                }
            })
        })
    }

    /// Changes the language and remembers it. The page is built anew and shows the same place.
    pub fn speak(self, language: Language) {
        memory::keep_language(language);
        let place = Place::leave();
        // What was typed last is on its way into memory: it comes first.
        spawn_local(async move {
            self.language.set(language);
            place.show();
        });
    }

    async fn show_sign_in(self) {
        memory::keep_open("");
        let known = device::known_accounts().await.unwrap_or_default();
        self.stage.set(Stage::SignedOut(known));
    }

    fn notice(self, event: &Event) {
        match event {
            Event::Save(status) => self.saving.set(status.clone()),
            Event::Exchange(status) => {
                self.exchange.set(status.clone());
                if status.phase == ExchangePhase::Wipe {
                    self.told_to_wipe();
                }
            }
            // The page that did it knows.
            Event::Edited(_) => {}
            Event::Responses(ids) => {
                self.changed.set(ids.clone());
                self.edition.update(|edition| *edition += 1);
            }
            Event::Register => {
                self.changed.set(Vec::new());
                self.edition.update(|edition| *edition += 1);
            }
        }
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

/// Today, by this device's clock.
pub fn today() -> NaiveDate {
    clock::today()
}

/// A moment (RFC 3339) as this device's clock shows it: `08:12`, with the day (`08:12, 04/6/2017`) unless
/// it is today.
pub fn clock_time(moment: &str) -> Option<String> {
    let moment = clock::read(moment)?;
    let mut text = format!("{:02}:{:02}", moment.hour, moment.minute);
    if moment.day != today() {
        text.push_str(", ");
        text.push_str(&short_date(moment.day));
    }
    Some(text)
}

/// A moment (RFC 3339) as this device's clock shows it, always with its day: `04/6/2017 08:12`.
pub fn day_and_time(moment: &str) -> Option<String> {
    let moment = clock::read(moment)?;
    let day = short_date(moment.day);
    Some(format!("{day} {:02}:{:02}", moment.hour, moment.minute))
}
