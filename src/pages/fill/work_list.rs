//! The work list: what is to be done, by when, and what is stored where.

mod overview;

use leptos::prelude::*;
use sohoi_sync::State;
use sohoi_text::messages::{duties, lists, portraits, register, work as words};
use sohoi_text::{Language, Query, fold, format_integer, sort_key};

use crate::components::icon::{Icon, icon};
use crate::pages::fill::work_row::{Row, work_row};
use crate::state::alone::is_alone;
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::work::{ExchangePhase, ResponseLine, Work, WorkLine};
use crate::view::{CollectView, IntoView, View, each, view};

use overview::overview;

/// How many lines are shown before a press for more.
const PAGE: usize = 100;

/// Which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    ToDo,
    Returned,
    Unsent,
}

/// A line with what searching and sorting need.
#[derive(Clone)]
struct Entry {
    line: WorkLine,
    folded: String,
    standing: Option<State>,
    is_sent: bool,
}

/// The page.
pub fn work_list(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let entries = StoredValue::new_local(Vec::<Entry>::new());
    let version = RwSignal::new(0_u32);
    let kept = StoredValue::new_local(work.clone());
    Effect::new(move |_| {
        desk.edition.track();
        entries.set_value(kept.with_value(read));
        version.update(|version| *version += 1);
    });
    let query = RwSignal::new(Query::default());
    let filter = RwSignal::new(Filter::All);
    let to_lists = work.account().role.reads_responses().then(|| {
        view! {
            <a id="to-lists" class="row-more" href="#/lists">{lists::title(language)}</a>
            <a id="to-portraits" class="row-more" href="#/portraits">{portraits::title(language)}</a>
        }
    });
    let has_duties = move || {
        version.track();
        kept.with_value(|work| work.round().is_some_and(|round| round.has_duties))
    };
    let account = work.account().name;
    let unit = RwSignal::new(memory::unit(&account));
    let limit = RwSignal::new(PAGE);
    let overview = move || {
        version.track();
        entries.with_value(|entries| overview(desk, entries))
    };
    let count = move |filter| {
        version.track();
        let unit = unit.get();
        query.with(|query| {
            entries.with_value(|entries| {
                let counted = entries.iter();
                let counted = counted.filter(|entry| takes(filter, &unit, query, entry));
                counted.count()
            })
        })
    };
    let found = Memo::new(move |_| {
        version.track();
        let filter = filter.get();
        let unit = unit.get();
        query.with(|query| {
            entries.with_value(|entries| {
                let all = entries.iter().enumerate();
                let found = all.filter(|(_, entry)| takes(filter, &unit, query, entry));
                found.map(|(place, _)| place).collect::<Vec<_>>()
            })
        })
    });
    let rows = move || {
        version.track();
        let limit = limit.get();
        found.with(|found| {
            entries.with_value(|entries| {
                kept.with_value(|work| {
                    let shown = found.iter().take(limit);
                    shown
                        .map(|place| Row::of(language, work, &entries[*place].line))
                        .collect()
                })
            })
        })
    };
    let is_coming = Memo::new(move |_| {
        desk.exchange
            .with(|status| status.phase == ExchangePhase::Busy)
    });
    let nothing = move || {
        let is_nothing = found.with(Vec::is_empty);
        is_nothing.then(|| {
            version.track();
            let is_empty = entries.with_value(Vec::is_empty);
            let sentence = match (is_empty, filter.get()) {
                (true, _) if is_coming.get() => words::register_coming(language),
                (true, _) => words::no_register(language),
                (false, Filter::ToDo) if query.with(Query::is_empty) => {
                    words::nothing_to_do(language)
                }
                _ => words::nothing_found(language),
            };
            view! { <p class="empty" role="status">{sentence}</p> }
        })
    };
    let more = move || {
        let (found, limit_now) = (found.with(Vec::len), limit.get());
        (found > limit_now).then(|| {
            let shown = format_integer(limit_now as i64);
            view! {
                <p class="more">
                    {words::shown_of(language, &shown, &format_integer(found as i64))}
                    <button type="button" class="button" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                        {words::show_more(language)}
                    </button>
                </p>
            }
        })
    };
    view! {
        <h1>{words::title(language)}</h1>
        {rounds(desk, version)}
        {overview}
        <div class="search">
            {icon(Icon::Search)}
            <input
                type="search"
                id="search"
                class="input is-wide"
                aria-label=words::search(language)
                placeholder=words::search_hint(language)
                autocomplete="off"
                on:input=move |event| {
                    limit.set(PAGE);
                    query.set(Query::new(&event_target_value(&event)));
                }
            />
        </div>
        {units(desk, unit, account)}
        <div class="filters" role="group" aria-label=words::filter(language)>
            {filters(language, filter, is_alone(&work.account()), count)}
        </div>
        <p class="ways">
            <a id="to-register" class="row-more" href="#/register">{register::link(language)}</a>
            <a id="to-duties" class="row-more" href="#/duties" hidden=move || !has_duties()>{duties::title(language)}</a>
            {to_lists}
        </p>
        {nothing}
        <ul class="work-list" hidden=move || found.with(Vec::is_empty)>
            {each(rows, move |row| work_row(desk, row))}
        </ul>
        {more}
    }
    .into_view()
}

/// The choice of a unit, where the scope has several.
fn units(desk: Desk, chosen: RwSignal<String>, account: String) -> View {
    let language = desk.language.get_untracked();
    let list = move || {
        desk.edition.track();
        let units = desk
            .work()
            .map(|work| work.units_in_scope())
            .unwrap_or_default();
        let account = account.clone();
        // One that left the scope hides nothing.
        let is_known = chosen.with_untracked(|chosen| {
            chosen.is_empty() || units.iter().any(|unit| unit.id == *chosen)
        });
        if !is_known && !units.is_empty() {
            chosen.set(String::new());
        }
        (units.len() > 1).then(|| {
            let options = units.into_iter().map(|unit| {
                let name = language.pick(&unit.name.vi, &unit.name.en).to_owned();
                let is_chosen = chosen.get_untracked() == unit.id;
                view! { <option value=unit.id prop:selected=move || is_chosen>{name}</option> }
            });
            let options = options.collect_view();
            view! {
                <label class="question-label" for="unit">{register::unit(language)}</label>
                <select
                    id="unit"
                    class="input is-wide"
                    on:change=move |event| {
                        let unit = event_target_value(&event);
                        memory::keep_unit(&account, &unit);
                        chosen.set(unit);
                    }
                >
                    <option value="">{register::all_units(language)}</option>
                    {options}
                </select>
            }
        })
    };
    list.into_view()
}

/// Where the person belongs to several rounds, which one they work on.
fn rounds(desk: Desk, version: RwSignal<u32>) -> View {
    let language = desk.language.get_untracked();
    let offered = Memo::new(move |_| {
        version.track();
        let rounds = desk.work().map(|work| work.rounds()).unwrap_or_default();
        let named = |round: &std::rc::Rc<sohoi_round::RoundPart>| {
            let title = language.pick(&round.short_title.vi, &round.short_title.en);
            (round.id.clone(), title.to_owned())
        };
        rounds.iter().map(named).collect::<Vec<_>>()
    });
    let choice = move || {
        let offered = offered.get();
        let work = desk.work().filter(|_| offered.len() > 1)?;
        let own = work.round().map(|round| round.id.clone());
        let options = offered.into_iter().map(|(id, title)| {
            let is_own = own.as_ref() == Some(&id);
            view! { <option value=id selected=is_own>{title}</option> }
        });
        let options = options.collect_view();
        let choose = move |event: leptos::ev::Event| {
            let id = event_target_value(&event);
            memory::keep_round(&work.account().name, &id);
            work.choose_round(id);
        };
        Some(view! {
            <label class="round-choice">
                <span>{words::round(language)}</span>
                <select class="input" id="round" on:change=choose>{options}</select>
            </label>
        })
    };
    choice.into_view()
}

/// The lines in the order people work through them: what came back first, then what is begun, then
/// what is not, then what is done; names by the Vietnamese alphabet.
fn read(work: &Work) -> Vec<Entry> {
    let mut entries: Vec<(u8, Vec<u8>, Entry)> = work
        .lines()
        .into_iter()
        .map(|line| {
            let standing = best(&line).map(|response| response.state);
            let rank = match standing {
                Some(State::Returned) => 0,
                Some(State::Draft) => 1,
                None => 2,
                Some(State::Submitted) => 3,
                Some(_) => 4,
            };
            let entry = Entry {
                folded: fold(&format!("{} {}", line.subject.name, line.subject.id)),
                is_sent: line
                    .responses
                    .iter()
                    .all(|response| response.ticks.on_server),
                standing,
                line,
            };
            (rank, sort_key(&entry.line.subject.name), entry)
        })
        .collect();
    entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    entries.into_iter().map(|(_, _, entry)| entry).collect()
}

/// The response of a line that counts: the one that is furthest.
pub fn best(line: &WorkLine) -> Option<&ResponseLine> {
    line.responses.iter().max_by_key(|response| response.state)
}

/// A unit that is blank is every unit.
fn takes(filter: Filter, unit: &str, query: &Query, entry: &Entry) -> bool {
    let is_there = unit.is_empty() || entry.line.subject.unit == unit;
    is_there
        && query.matches(&entry.folded)
        && match filter {
            Filter::All => true,
            Filter::ToDo => entry.standing.is_none_or(|state| state <= State::Returned),
            Filter::Returned => entry.standing == Some(State::Returned),
            Filter::Unsent => !entry.is_sent,
        }
}

fn filters(
    language: Language,
    chosen: RwSignal<Filter>,
    is_alone: bool,
    count: impl Fn(Filter) -> usize + Copy + 'static,
) -> View {
    let all = [
        (Filter::All, words::all(language)),
        (Filter::ToDo, words::todo(language)),
        (Filter::Returned, words::returned_filter(language)),
        (Filter::Unsent, words::unsent_filter(language)),
    ];
    // Where nothing is ever sent, nobody asks for what is not.
    let offered = all.into_iter().take(all.len() - usize::from(is_alone));
    let chips = offered.map(|(filter, name)| {
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || (chosen.get() == filter).to_string()
                on:click=move |_| chosen.set(filter)
            >
                {name}" "{move || format_integer(count(filter) as i64)}
            </button>
        }
    });
    chips.collect_view()
}
