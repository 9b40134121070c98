//! Our side: what the worker of the bench page calls.

use sohoi_form::{Engine, Form};
use sohoi_json::{Flaws, Json, Object, Read, from_bytes, to_text};
use sohoi_stats::{Columns, Dimension, Facts, Fitted, Indicator, IndicatorTable, Ledger, Plan};
use wasm_bindgen::prelude::wasm_bindgen;

struct Parts {
    forms: Vec<Form>,
    dimensions: Vec<Dimension>,
    indicators: Vec<Indicator>,
}

impl Read for Parts {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut parts = Object::new(json, flaws);
        Self {
            forms: parts.take("forms"),
            dimensions: parts.take("dimensions"),
            indicators: parts.take("indicators"),
        }
    }
}

/// A round whose figures are computed. What it reads stays for as long as the page.
#[wasm_bindgen]
pub struct Figures {
    plan: &'static Plan<'static>,
    /// The headline figures alone, which a page shows first.
    headline: &'static Plan<'static>,
    bytes: Vec<u8>,
    columns: Option<&'static Columns<'static>>,
    ledger: Option<Ledger<'static>>,
    changed: Option<Facts<'static>>,
}

fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(tables: Vec<IndicatorTable>) -> String {
    to_text(&tables)
}

#[wasm_bindgen]
impl Figures {
    /// Compiles the round.
    #[wasm_bindgen(constructor)]
    pub fn new(round: &[u8]) -> Figures {
        let parts: Parts = from_bytes(round).expect("a round");
        let parts = keep(parts);
        let engines = parts
            .forms
            .iter()
            .cloned()
            .map(|form| Engine::compile(form).expect("a sound form"));
        let engines = keep(engines.collect::<Vec<_>>());
        let headline = parts.indicators.iter().filter(|own| own.headline).cloned();
        let headline = keep(headline.collect::<Vec<_>>());
        let plan = |indicators| {
            let plan = Plan::new(indicators, &parts.dimensions, engines);
            keep(plan.ok().expect("sound indicators"))
        };
        Figures {
            plan: plan(&parts.indicators),
            headline: plan(headline),
            bytes: Vec::new(),
            columns: None,
            ledger: None,
            changed: None,
        }
    }

    /// Makes room for so many bytes of columns and says where.
    pub fn room(&mut self, length: usize) -> *mut u8 {
        self.bytes = vec![0; length];
        self.bytes.as_mut_ptr()
    }

    /// Reads the columns that were put there.
    pub fn load(&mut self) {
        let bytes = std::mem::take(&mut self.bytes).leak();
        self.columns = Some(keep(Columns::read(bytes).expect("columns")));
    }

    /// Computes from the columns what a page shows first: the headline indicators, as JSON.
    pub fn first(&self) -> String {
        let fitted = self.headline.fit(self.columns()).expect("every column");
        text(fitted.ledger().book().indicators)
    }

    /// Computes everything from the columns: every indicator with every breakdown, as JSON.
    pub fn book(&mut self) -> String {
        let ledger = self.fitted().ledger();
        let text = text(ledger.book().indicators);
        self.ledger = Some(ledger);
        text
    }

    /// Takes note of what the response at a place says, as a worker does for each it has.
    pub fn note(&mut self, form: &str, place: usize) {
        self.changed = self.fitted().facts(form, place);
        if let Some(ledger) = &mut self.ledger {
            ledger.take_changed();
        }
    }

    /// The noted response says now what `bytes` say, the columns of it alone: every figure that is
    /// different, as JSON.
    pub fn change(&mut self, form: &str, bytes: &[u8]) -> String {
        let columns = Columns::read(bytes).expect("columns");
        let now = self
            .plan
            .fit(&columns)
            .expect("every column")
            .facts(form, 0);
        let ledger = self.ledger.as_mut().expect("figures were computed");
        ledger.replace(self.changed.as_ref(), now.as_ref());
        self.changed = now;
        let changed = ledger.take_changed().into_iter();
        text(
            changed
                .map(|place| ledger.table(place, &|_| true))
                .collect(),
        )
    }

    fn fitted(&self) -> Fitted<'static, 'static, 'static> {
        self.plan.fit(self.columns()).expect("every column")
    }

    fn columns(&self) -> &'static Columns<'static> {
        self.columns.expect("columns were loaded")
    }
}
