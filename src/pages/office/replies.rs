//! The responses behind figures of a question, each with its answer and the way to it.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::Which;
use sohoi_text::format_integer;
use sohoi_text::messages::{question as words, results};
use sohoi_worker_stats::{Replies, ReplyRow, What};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::extent::{Part, rows_around};
use crate::pages::office::board::{Stage, lead_of, meanwhile, not_for_you, on_basis, stage_of};
use crate::pages::office::filters::chosen;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::question::measure::which_words;
use crate::pages::office::question::topic::Topic;
use crate::pages::office::roll::{Roll, roll};
use crate::platform::address;
use crate::routes::{Figures, QuestionName, Route};
use crate::state::desk::Desk;
use crate::state::statistics::{Statistics, Told};
use crate::state::work::Work;
use crate::view::{Element, IntoView, View, view};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    figures: Figures,
    /// The dimension and the group whose replies are listed.
    within: Option<(String, String)>,
    /// Which replies, as addresses name them.
    which: Option<String>,
    /// The row of the list that is seen first, from 0.
    first: u32,
}

/// What the page knows.
#[derive(Clone, Copy)]
struct Board {
    stage: RwSignal<Stage>,
    found: RwSignal<Option<Rc<Replies>>, LocalStorage>,
    first: RwSignal<u32>,
}

/// The page.
#[inline(never)]
pub fn replies(desk: Desk, work: Work, asked: QuestionName, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, results::not_for_you);
    }
    let own = asked.clone();
    // That of another page changes nothing here.
    let wanted = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Replies {
                asked,
                figures,
                group,
                which,
                first,
            } if *asked == own => Asked {
                figures: figures.whole(),
                within: figures.by.clone().zip(group.clone()),
                which: which.clone(),
                first: *first,
            },
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, &asked, wanted))
}

fn body(desk: Desk, work: &Work, asked: &QuestionName, wanted: Memo<Asked>) -> View {
    let language = desk.language.get_untracked();
    let Some(names) = Names::of(work, language) else {
        return notice(Tone::Quiet, results::not_here(language));
    };
    let Some(topic) = Topic::of(&names, asked) else {
        return notice(Tone::Attention, words::unknown(language));
    };
    let board = Board {
        stage: RwSignal::new(Stage::Computing(0, 0)),
        found: RwSignal::new_local(None),
        first: RwSignal::new(wanted.with_untracked(|own| own.first)),
    };
    watch(board, &desk.exploring(work), asked, wanted);
    let own = asked.clone();
    let back = move || {
        let (by, figures) = wanted.with(|own| {
            let by = own.within.as_ref().map(|(by, _)| by.clone());
            (by, own.figures.clone())
        });
        let route = Route::Question {
            asked: own.clone(),
            figures: Figures { by, ..figures },
            across: None,
            measure: None,
        };
        route.href()
    };
    let population = Signal::derive(move || wanted.with(|own| own.figures.population));
    let lead = lead_of(language, Some(&names), population, Signal::stored(None));
    let figures = Memo::new(move |_| wanted.with(|own| own.figures.clone()));
    let (own, stage) = (asked.clone(), board.stage);
    let leave = move |figures| {
        let now = Asked {
            figures,
            first: 0,
            ..wanted.get_untracked()
        };
        address::go(&href(&own, &now));
    };
    let count = move || {
        let all = board.found.get()?.all;
        Some(words::reply_count(language, &format_integer(all.into())))
    };
    let kept = StoredValue::new_local((topic.clone(), work.clone()));
    let meant = move || kept.with_value(|(topic, _)| wanted.with(|wanted| meant(topic, wanted)));
    // The table stands while its rows come and go.
    let shown = Memo::new(move |_| {
        let found = board.found.get()?;
        Some((found.all > 0, found.population))
    });
    let list = move || {
        let (has_rows, population) = shown.get()?;
        if !has_rows {
            let nothing = words::no_replies(language);
            return Some(view! { <p class="hint">{nothing}</p> }.into_view());
        }
        let caption = heading(language, population);
        Some(kept.with_value(|(topic, work)| list(topic, work, wanted, board, caption)))
    };
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{words::to_table(language)}</a>
        </p>
        <h1>{topic.label()}</h1>
        <p class="hint">{topic.place()}</p>
        {lead}
        {chosen(&names, figures, leave)}
        {meant}
        {move || meanwhile(language, stage.get())}
        <section id="behind" class="drawn" aria-busy=move || board.found.with(Option::is_none).to_string()>
            <h2 id="behind-heading">{words::replies(language)}</h2>
            <p role="status">{count}</p>
            {list}
        </section>
    }
    .into_view()
}

fn href(asked: &QuestionName, wanted: &Asked) -> String {
    let (by, group) = wanted.within.clone().unzip();
    let route = Route::Replies {
        asked: asked.clone(),
        figures: Figures {
            by,
            ..wanted.figures.clone()
        },
        group,
        which: wanted.which.clone(),
        first: wanted.first,
    };
    route.href()
}

fn watch(board: Board, statistics: &Statistics, asked: &QuestionName, wanted: Memo<Asked>) {
    let (line, kept) = (statistics.of_page(), StoredValue::new(asked.clone()));
    let window = Memo::new(move |_| rows_around(board.first.get()));
    Effect::new(move |before: Option<Asked>| {
        let now = wanted.get();
        // Rows of the same list may stand until the next ones come.
        let list = |own: &Asked| Asked {
            first: 0,
            ..own.clone()
        };
        if before.as_ref().map(list) != Some(list(&now)) {
            board.found.set(None);
            board.first.set(now.first);
            board.stage.set(Stage::Computing(0, 0));
        }
        let (from, most) = window.get();
        let which = now.which.clone();
        let which = which.unwrap_or_else(|| Which::Answered.name().to_owned());
        kept.with_value(|asked| {
            let what = What::Replies {
                form: asked.form.clone(),
                name: asked.name.clone(),
                which,
                within: now.within.clone(),
                from,
                most,
            };
            let (population, state) = (now.figures.population, now.figures.state);
            line.watch(population, &now.figures.only, state, what, move |told| {
                stage_of(board.stage, &told);
                match told {
                    Told::Replies(replies) => {
                        let told = Some(replies);
                        if board.found.with_untracked(|own| *own != told) {
                            board.found.set(told);
                        }
                    }
                    Told::Nothing(_) => board.found.set(None),
                    _ => {}
                }
            });
        });
        now
    });
}

/// Which replies are listed, and the way to all of them.
fn meant(topic: &Topic, wanted: &Asked) -> Option<View> {
    let names = &topic.names;
    let language = names.language;
    let within = wanted.within.as_ref().and_then(|(by, group)| {
        let dimension = names.dimension(by)?;
        let (by, group) = (names.words(&dimension.name), names.group(dimension, group));
        Some(results::only_group(language, &by, &group))
    });
    let which = wanted.which.as_ref().map(|which| {
        let which = which_words(topic, Which::from_name(which));
        words::only_with(language, &which)
    });
    if within.is_none() && which.is_none() {
        return None;
    }
    let all = Asked {
        within: None,
        which: None,
        first: 0,
        ..wanted.clone()
    };
    let all = href(&topic.asked, &all);
    let meant = [within, which].into_iter().flatten().collect::<Vec<_>>();
    let meant = meant.join(" ");
    Some(view! { <p>{meant}" "<a href=all>{words::all_replies(language)}</a></p> }.into_view())
}

fn list(topic: &Topic, work: &Work, wanted: Memo<Asked>, board: Board, caption: &str) -> View {
    let language = topic.names.language;
    let row = topic.repeat().map(|_| words::row(language));
    let columns = if row.is_some() { 4 } else { 3 };
    let row = row.map(|row| view! { <th scope="col">{row}</th> });
    let head = view! {
        <tr>
            <th scope="col">{results::subject(language)}</th>
            <th scope="col">{results::place(language)}</th>
            {row}
            <th scope="col">{words::answer(language)}</th>
        </tr>
    };
    let table = Roll {
        class: "figures",
        labelled_by: "behind-heading",
        caption: caption.to_owned(),
        head: head.into_view(),
        columns,
    };
    let part = move || {
        let found = board.found.get()?;
        Some(Part {
            all: found.all,
            from: found.from,
            rows: found.rows.clone(),
        })
    };
    let (own, work) = (topic.clone(), work.clone());
    let line = move |row: &ReplyRow| {
        let which = wanted.with_untracked(|own| own.which.clone());
        line(&own, &work, row, which.as_deref().map(Which::from_name))
    };
    let asked = topic.asked.clone();
    let address = move |first| {
        let wanted = Asked {
            first,
            ..wanted.get_untracked()
        };
        href(&asked, &wanted)
    };
    roll(table, board.first, part, line, address)
}

fn line(topic: &Topic, work: &Work, row: &ReplyRow, which: Option<Which<'_>>) -> Element {
    let names: &Names = &topic.names;
    let subject = work.subject(&row.subject);
    let name = subject
        .as_ref()
        .map_or_else(|| row.subject.clone(), |own| own.name.clone());
    let unit = subject.map(|own| names.unit(&own.unit));
    let route = Route::Response {
        id: row.response.clone(),
        section: Some(row.section.clone()),
        at: Some(row.at.clone()),
    };
    let answer = match which {
        Some(Which::Blank) => words::nothing_written(names.language).to_owned(),
        Some(Which::NotAsked) => words::not_asked(names.language).to_owned(),
        _ => topic.answer(&row.stored),
    };
    let key = topic.repeat().map(|_| row.key.clone());
    let key = key.map(|key| view! { <td>{key}</td> });
    view! {
        <tr data-response=row.response.clone() data-at=row.at.clone()>
            <th scope="row"><a href=route.href()>{name}</a></th>
            <td>{unit}</td>
            {key}
            <td data-stored=row.stored.clone()>{answer}</td>
        </tr>
    }
}
