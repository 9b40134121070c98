//! What the register lacks and what differs from it: adding, settling, comparing.

mod add;
mod differences;
mod settle;

use leptos::prelude::*;
use sohoi_sync::{SubjectLine, is_provisional};
use sohoi_text::format_integer;
use sohoi_text::messages::register as words;

use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{Element, IntoView, View, each, view};

/// The page.
#[inline(never)]
pub fn register(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let adding = work.may_add().then(|| add::add(desk, &work));
    let kept = StoredValue::new_local(work);
    let waiting = Memo::new(move |_| {
        desk.edition.track();
        desk.saving.track();
        kept.with_value(waiting)
    });
    let rows = move || waiting.get();
    let row = move |row: &Row| kept.with_value(|work| row.element(desk, work));
    view! {
        <h1>{words::title(language)}</h1>
        {adding}
        <section class="block" id="provisional">
            <h2>{words::provisional_title(language)}</h2>
            <p class="hint">{words::provisional_figures(language)}</p>
            <p hidden=move || !waiting.with(Vec::is_empty)>{words::provisional_none(language)}</p>
            <ul class="plain-list">{each(rows, row)}</ul>
        </section>
        {kept.with_value(|work| differences::differences(desk, work.clone()))}
    }
    .into_view()
}

/// A provisional association as it is listed.
#[derive(Clone, PartialEq)]
struct Row {
    line: SubjectLine,
    unit: String,
    forms: usize,
    /// Other lines of its unit that have its name.
    alike: Vec<SubjectLine>,
    standing: Option<&'static str>,
}

fn waiting(work: &Work) -> Vec<Row> {
    let lines = work.lines();
    let provisional = lines.iter().filter(|line| is_provisional(&line.subject.id));
    provisional
        .map(|own| {
            let line = (*own.subject).clone();
            let name = sohoi_text::fold(&line.name);
            let mut alike = work.alike(&line.name, &line.unit, usize::MAX);
            alike.retain(|other| {
                let has_its_name = sohoi_text::fold(&other.name) == name;
                has_its_name && other.unit == line.unit && other.id != line.id
            });
            Row {
                unit: line.unit.clone(),
                forms: own.responses.len(),
                alike,
                standing: settle::standing(work, &line.id),
                line,
            }
        })
        .collect()
}

impl Row {
    fn element(&self, desk: Desk, work: &Work) -> Element {
        let language = desk.language.get_untracked();
        let round = work.round();
        let unit = round.and_then(|round| {
            let unit = round.units.iter().find(|unit| unit.id == self.unit)?;
            Some(language.pick(&unit.name.vi, &unit.name.en).to_owned())
        });
        let about = [
            unit.unwrap_or_else(|| self.unit.clone()),
            words::forms(language, &format_integer(self.forms as i64)),
        ]
        .join(" · ");
        let alike = self.alike.iter().map(|other| other.name.clone());
        let alike: Vec<String> = alike
            .zip(&self.alike)
            .map(|(name, other)| match is_provisional(&other.id) {
                true => [&name, " (", words::not_in_register(language), ")"].concat(),
                false => [&name, " (", &other.id, ")"].concat(),
            })
            .collect();
        let hint = (!alike.is_empty()).then(|| {
            let names = alike.join("; ");
            view! { <p class="notice is-attention">{words::maybe_known(language)}" "{names}</p> }
        });
        let settling = work
            .may_settle()
            .then(|| settle::settle(desk, self.line.clone(), self.standing));
        view! {
            <li class="provisional" data-provisional=self.line.id.clone()>
                <h3>{self.line.name.clone()}</h3>
                <p class="hint">{about}</p>
                {hint}
                {settling}
            </li>
        }
    }
}
