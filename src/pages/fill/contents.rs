//! The contents list of a form: which sections there are, how far each is, where to mend.

use leptos::prelude::*;
use sohoi_form::ProblemKind;
use sohoi_text::messages::{form as words, work as counts};
use sohoi_text::{Language, format_integer};

use crate::components::icon::{Icon, icon};
use crate::components::progress_bar::progress_bar;
use crate::routes::{REVIEW, Route};
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::sheet::{SectionState, Sheet};
use crate::view::{CollectView, IntoView, View, view};

/// The list; beside the section on wide screens, behind a button on narrow ones.
pub fn contents(desk: Desk, sheet: &Sheet, open: Memo<usize>) -> View {
    let language = desk.language.get_untracked();
    let sections = sheet.sections();
    let links: Vec<(String, String)> = sheet.with_session(|session| {
        let sections = session.engine().form().sections.iter();
        let link = |id: &str| Route::section(sheet.id(), id).href();
        sections
            .map(|section| (link(&section.id), answer::words(language, &section.title)))
            .collect()
    });
    let last = links.len();
    let items = links
        .into_iter()
        .enumerate()
        .map(|(place, (href, title))| {
            let sections = sections.clone();
            let state = Memo::new(move |_| {
                sections.with(|all| all.get(place).copied().unwrap_or_default())
            });
            view! {
                <li hidden=move || !state.get().is_relevant>
                    <a href=href aria-current=move || (open.get() == place).then_some("step")>
                        {move || mark(language, state.get())}
                        <span class="section-name">{title}</span>
                        {move || to_mend(language, state.get().to_mend)}
                        {move || to_explain(language, state.get().to_explain)}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="contents" id="contents" aria-label=words::contents(language)>
            <div class="contents-summary">{totals(desk, sheet)}</div>
            <ol>
                {items}
                <li class="contents-review">
                    <a
                        href=Route::section(sheet.id(), REVIEW).href()
                        aria-current=move || (open.get() == last).then_some("step")
                    >
                        {icon(Icon::Tick)}
                        <span class="section-name">{words::review(language)}</span>
                    </a>
                </li>
            </ol>
        </nav>
    }
    .into_view()
}

/// The bar over a section on narrow screens: which section, how far, what to mend.
pub fn summary(desk: Desk, sheet: &Sheet, open: Memo<usize>) -> View {
    let language = desk.language.get_untracked();
    let sections = sheet.sections();
    let place = move || {
        let open = open.get();
        sections.with(|all| {
            let relevant =
                |states: &[SectionState]| states.iter().filter(|s| s.is_relevant).count();
            match all.get(..=open) {
                Some(upto) => words::section_of(language, relevant(upto), relevant(all)),
                None => words::review(language).to_owned(),
            }
        })
    };
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        open.track();
        is_open.set(false);
    });
    view! {
        <nav
            class="summary-bar"
            class:is-open=move || is_open.get()
            aria-label=words::show_contents(language)
        >
            <button
                type="button"
                class="button is-small"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="contents"
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {icon(Icon::List)}
                {place}
                <span class="visually-hidden">{words::show_contents(language)}</span>
            </button>
            {totals(desk, sheet)}
        </nav>
    }
    .into_view()
}

fn totals(desk: Desk, sheet: &Sheet) -> View {
    let language = desk.language.get_untracked();
    let sections = sheet.sections();
    let sums = Memo::new(move |_| {
        sections.with(|all| {
            all.iter()
                .filter(|section| section.is_relevant)
                .fold((0, 0, 0, 0), |sums, section| {
                    (
                        sums.0 + section.answered,
                        sums.1 + section.asked,
                        sums.2 + section.to_mend,
                        sums.3 + section.to_explain,
                    )
                })
        })
    });
    let percent = Signal::derive(move || sums.get().0 * 100 / sums.get().1.max(1));
    let answered = move || {
        let (answered, asked, ..) = sums.get();
        counts::answered(
            language,
            &format_integer(answered as i64),
            &format_integer(asked as i64),
        )
    };
    let first = StoredValue::new_local(sheet.clone());
    let badge = move |is_mistake: bool, class: &'static str, words: String| {
        let press = move |_| first.with_value(|sheet| go_to_first(sheet, is_mistake));
        view! { <button type="button" class=class on:click=press>{words}</button> }
    };
    let mend = move || {
        let count = sums.get().2;
        let words = words::places_to_mend(language, count);
        (count > 0).then(|| badge(true, "badge is-problem", words))
    };
    let explain = move || {
        let count = sums.get().3;
        let words = words::places_to_explain(language, count);
        (count > 0).then(|| badge(false, "badge is-attention", words))
    };
    view! {
        <div class="totals">
            {progress_bar(percent)}
            <span class="totals-words">{answered}</span>
            {mend}
            {explain}
        </div>
    }
    .into_view()
}

/// Goes to the first answer that is to be mended, or explained.
fn go_to_first(sheet: &Sheet, is_mistake: bool) {
    let path = if is_mistake {
        let mut problems = sheet.problems().into_iter().map(|(_, problem)| problem);
        let problem = problems.find(|problem| problem.kind != ProblemKind::Missing);
        problem.map(|problem| problem.path)
    } else {
        let mut all = sheet
            .with_session(|session| session.explanations())
            .into_iter();
        all.find(|(_, is_given)| !is_given).map(|(path, _)| path)
    };
    let Some(path) = path else {
        return;
    };
    let route = Route::Response {
        id: sheet.id().to_owned(),
        section: sheet.section_of(&path),
        at: Some(path.to_string()),
    };
    // Every address of the app is one that the browser takes.
    let _ = window().location().set_hash(&route.href());
}

/// A circle that is empty, half or full; the same in words for readers.
fn mark(language: Language, state: SectionState) -> View {
    let (class, name) = match state {
        SectionState {
            missing: 0,
            to_mend: 0,
            asked,
            answered,
            ..
        } if answered > 0 || asked == 0 => ("mark is-complete", words::complete(language)),
        SectionState { answered: 0, .. } => ("mark", words::untouched(language)),
        _ => ("mark is-partly", words::partly(language)),
    };
    view! {
        <span class=class aria-hidden="true"></span>
        <span class="visually-hidden">{name}": "</span>
    }
    .into_view()
}

fn to_mend(language: Language, count: usize) -> View {
    if count == 0 {
        return ().into_view();
    }
    view! {
        <span class="mend-count" aria-hidden="true">{count.to_string()}</span>
        <span class="visually-hidden">", "{words::places_to_mend(language, count)}</span>
    }
    .into_view()
}

fn to_explain(language: Language, count: usize) -> View {
    if count == 0 {
        return ().into_view();
    }
    view! {
        <span class="explain-count" aria-hidden="true">{count.to_string()}"?"</span>
        <span class="visually-hidden">", "{words::places_to_explain(language, count)}</span>
    }
    .into_view()
}
