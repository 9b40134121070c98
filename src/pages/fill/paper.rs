//! A form on A4: to be signed and sealed, or to be filled in by hand.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_form::{Answers, Path, Session, Text};
use sohoi_round::{Paper, RoundPart};
use sohoi_sync::{Slot, State};
use sohoi_text::messages::{form, paper as words, shell, work as states};
use sohoi_text::{Language, parse_date, short_date};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, nothing_but, notice};
use crate::components::sheet_of_paper::{block, signature_places};
use crate::pages::fill::whole::when_whole;
use crate::pages::fill::work_row::state_words;
use crate::paper::{Purpose, sections, short_code};
use crate::platform::{clock, files};
use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::{Desk, clock_time};
use crate::state::sheet::answers_of;
use crate::state::work::{FROM_REGISTER, ResponseView, Work};
use crate::view::{CollectView, IntoView, View, view};

/// The page: what to do on the screen, and the paper under it.
pub fn paper(desk: Desk, work: Work, id: String, purpose: Purpose) -> View {
    let kept = StoredValue::new_local((work.clone(), id.clone()));
    when_whole(desk, &work, &id, move || {
        let (work, id) = kept.get_value();
        opened(desk, work, id, purpose)
    })
}

fn opened(desk: Desk, work: Work, id: String, purpose: Purpose) -> View {
    let language = desk.language.get_untracked();
    let on_paper = RwSignal::new(language);
    let Some(view) = work.response(&id).filter(|view| !view.is_brief) else {
        return nothing_but(
            language,
            form::title(language),
            form::unknown_response(language),
        );
    };
    if work.engine(&view.response.form_hash).is_none() {
        return nothing_but(
            language,
            form::title(language),
            form::unknown_form(language),
        );
    }
    let back = Route::Response {
        id: id.clone(),
        section: None,
        at: None,
    };
    let is_open = matches!(view.response.state, State::Draft | State::Returned);
    let hint = match purpose {
        Purpose::Handwriting => words::how_to_fill(language),
        Purpose::Signing => words::how_to_print(language),
    };
    let draft = (is_open && purpose == Purpose::Signing)
        .then(|| notice(Tone::Quiet, words::draft_on_paper(language)));
    let choice = |own: Language, name: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="paper-language"
                    value=own.code()
                    prop:checked=move || on_paper.get() == own
                    on:change=move |_| on_paper.set(own)
                />
                <span lang=own.code()>{name}</span>
            </label>
        }
    };
    // The round's words for the paper come with what figures need.
    let round = work.round();
    if round.is_some() && work.figures().is_none() {
        work.fetch_documents();
    }
    let kept = StoredValue::new_local((work, view));
    let sheet = move || {
        desk.edition.track();
        let language = on_paper.get();
        kept.with_value(|(work, view)| sheet(desk, work, view, purpose, language))
    };
    view! {
        <div class="paper-controls">
            <p><a class="back-link" href=back.href()>{icon(Icon::Back)} {words::back_to_form(language)}</a></p>
            <p class="hint">{hint}</p>
            {draft}
            <fieldset class="paper-language">
                <legend>{words::language_of_paper(language)}</legend>
                {choice(Language::Vi, "Tiếng Việt")}
                {choice(Language::En, "English")}
            </fieldset>
            <button type="button" id="print" class="button is-primary" on:click=|_| files::print()>
                {icon(Icon::Printer)} {words::print_now(language)}
            </button>
        </div>
        {sheet}
    }
    .into_view()
}

fn sheet(
    desk: Desk,
    work: &Work,
    view: &ResponseView,
    purpose: Purpose,
    language: Language,
) -> Option<View> {
    let engine = work.engine(&view.response.form_hash)?;
    let mut session = Session::new(engine.clone(), answers_of(view));
    if purpose == Purpose::Handwriting {
        session = Session::new(engine.clone(), Answers::new());
        // What the register knows need not be written.
        let line = work.line(&view.response.slot)?;
        for (name, value) in &line.subject.attributes {
            // It may know more, which is asked all the same.
            let question = engine.question(name);
            if question.is_some_and(|own| own.prefill.as_deref() == Some(FROM_REGISTER)) {
                session.set(&Path::top(name.clone()), Some(value));
            }
        }
    }
    let measure = |code: &str| desk.measure_in(language, code).0;
    let body = sections(&session, purpose, language, &measure)
        .into_iter()
        .map(|section| {
            view! {
                <section class="paper-section">
                    <h2>{section.title}</h2>
                {section.note.map(|note| view! { <p class="paper-note">{note}</p> })}
                    {section.blocks.iter().map(|own| block(language, own)).collect_view()}
                </section>
            }
        });
    let is_worked_on = work
        .round()
        .is_some_and(|round| round.id == view.response.slot.round);
    let figures = work.figures().filter(|_| is_worked_on);
    let own = figures
        .as_ref()
        .and_then(|figures| figures.paper(&engine.form().id));
    let form = engine.form();
    let code = short_code(&view.response.id);
    let slot = &view.response.slot;
    let line = work.line(slot);
    let name = line.map_or_else(|| slot.subject.clone(), |line| line.subject.name.clone());
    let foot = [&code, " · ", &name].concat();
    Some(view! {
        <article class="paper" lang=language.code() data-purpose=purpose_name(purpose)>
            <table class="paper-frame" role="presentation">
                <tbody><tr><td>
                    {head(work, slot, own, language, purpose)}
                    <h1>{answer::words(language, &form.title)}</h1>
                    <p class="paper-description">{answer::words(language, &form.description)}</p>
                    {facts(work, view, language, purpose, &code)}
                    {body.collect_view()}
                    {signature_places(language, own.map(|own| own.signatures.as_slice()).unwrap_or_default())}
                </td></tr></tbody>
                <tfoot><tr><td class="paper-foot">{foot}</td></tr></tfoot>
            </table>
        </article>
    }
    .into_view())
}

fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Signing => "signing",
        Purpose::Handwriting => "handwriting",
    }
}

/// The round of a slot: not always the one worked on.
fn round_of(work: &Work, slot: &Slot) -> Option<Rc<RoundPart>> {
    let mut rounds = work.rounds().into_iter();
    rounds.find(|round| round.id == slot.round)
}

/// What stands above the title: the round's own lines, the round, and that the data are made up.
fn head(
    work: &Work,
    slot: &Slot,
    own: Option<&Paper>,
    language: Language,
    purpose: Purpose,
) -> View {
    let round = round_of(work, slot);
    let text = |text: &Text| answer::words(language, text);
    let heading = own.and_then(|own| own.heading.as_ref()).map(text);
    let motto = own.and_then(|own| own.motto.as_ref()).map(text);
    let is_made_up = purpose == Purpose::Signing && work.is_demonstration();
    view! {
        <header class="paper-head">
            <div class="paper-owner">
                {round.as_ref().map(|round| view! { <p>{text(&round.owner)}</p> })}
                {round.as_ref().map(|round| view! { <p class="paper-round">{text(&round.title)}</p> })}
            </div>
            <div class="paper-state">
                {heading.map(|heading| view! { <p class="paper-heading">{heading}</p> })}
                {motto.map(|motto| view! { <p class="paper-motto">{motto}</p> })}
            </div>
        </header>
        {is_made_up.then(|| view! { <p class="paper-made-up">{shell::demonstration(language)}</p> })}
    }
    .into_view()
}

/// Who fills it in, where, how it stands, and how paper and screen are matched.
fn facts(
    work: &Work,
    view: &ResponseView,
    language: Language,
    purpose: Purpose,
    code: &str,
) -> View {
    let response = &view.response;
    let subject = work.line(&response.slot).map(|line| line.subject);
    let round = round_of(work, &response.slot);
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    if let Some(subject) = &subject {
        lines.push((words::subject(language), subject.name.clone()));
        lines.push((words::code(language), subject.id.clone()));
        if let Some(round) = &round {
            lines.push((
                words::unit(language),
                unit_names(round, &subject.unit, language),
            ));
        }
    }
    if let Some(round) = &round {
        let due = parse_date(&round.dates.due);
        if let (Ok(due), Purpose::Handwriting) = (due, purpose) {
            lines.push((words::due(language), short_date(due)));
        }
    }
    if purpose == Purpose::Signing {
        let state = state_words(language, Some(response.state));
        let unsent =
            (view.unsent > 0).then(|| [" (", states::unsent_filter(language), ")"].concat());
        let state = [state, unsent.as_deref().unwrap_or_default()].concat();
        lines.push((words::state(language), state));
        lines.push((words::revision(language), response.revision.to_string()));
    }
    lines.push((words::form_code(language), code.to_owned()));
    if let Some(now) = clock_time(&clock::now()) {
        let today = short_date(clock::today());
        lines.push((words::printed_at(language), [&now, " ", &today].concat()));
    }
    let lines = lines.into_iter().map(|(name, value)| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
    });
    view! { <dl class="paper-facts">{lines.collect_view()}</dl> }.into_view()
}

/// A unit and those above it.
fn unit_names(round: &RoundPart, unit: &str, language: Language) -> String {
    let mut names = Vec::new();
    let mut next = Some(unit);
    // No longer than there are units, should they name each other in a circle.
    while let Some(id) = next
        && names.len() < round.units.len()
        && let Some(unit) = round.units.iter().find(|unit| unit.id == id)
    {
        names.push(answer::words(language, &unit.name));
        next = unit.parent.as_deref();
    }
    names.join(", ")
}
