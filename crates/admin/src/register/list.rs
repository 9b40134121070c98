//! The list of associations.

use maud::{Markup, html};
use sohoi_text::Language;
use sohoi_text::messages::duties;

use super::{address, number};
use crate::field::{Choice, Field, Typing, hidden};
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the code or the name.
    pub typed: String,
    /// The id of a unit, with those below it; empty for all.
    pub unit: String,
    /// The id of a kind of subjects; empty for all.
    pub kind: String,
    /// What became of them.
    pub state: State,
    /// The day that the list is of, as `2017-06-30`; empty for today.
    pub as_of: String,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It stands.
    #[default]
    Listed,
    /// It waits to be settled.
    Waiting,
    /// It is no more.
    Ended,
    /// Any of them.
    All,
}

impl State {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Listed, Self::Waiting, Self::Ended, Self::All];

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
            Self::All => "all",
        }
    }

    /// What people read.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Listed, Language::Vi) => "Đang có trong danh sách",
            (Self::Listed, Language::En) => "In the register",
            (Self::Waiting, Language::Vi) => "Chờ xác nhận",
            (Self::Waiting, Language::En) => "To be confirmed",
            (Self::Ended, Language::Vi) => "Không còn",
            (Self::Ended, Language::En) => "Ended",
            (Self::All, Language::Vi) => "Tất cả",
            (Self::All, Language::En) => "All",
        }
    }
}

/// A unit to choose, and how deep it stands below the topmost.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many units are above it.
    pub depth: usize,
}

impl Unit {
    /// Its name, further in the deeper it stands.
    pub(super) fn indented(&self) -> String {
        ["\u{a0}\u{a0}\u{a0}".repeat(self.depth), self.name.clone()].concat()
    }
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The code.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unit by name.
    pub unit: String,
    /// What became of it, in words; empty where it stands.
    pub standing: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The id of the round.
    pub round: String,
    /// The rounds that there are: ids and titles.
    pub rounds: Vec<(String, String)>,
    /// What is looked for.
    pub filter: Filter,
    /// The units to choose from.
    pub units: Vec<Unit>,
    /// The kinds to choose from: ids and names.
    pub kinds: Vec<(String, String)>,
    /// The lines of this page.
    pub rows: Vec<Row>,
    /// How many were found of each kind, by its name.
    pub found: Vec<(String, usize)>,
    /// Which page this is, from 1, and how many there are.
    pub page: (usize, usize),
    /// How many wait to be settled.
    pub waiting: usize,
    /// What is wrong with the day.
    pub day_problem: Option<String>,
}

/// The list.
pub fn list(frame: &Frame, shown: &ListPage) -> String {
    let language = frame.language;
    let rows = shown.rows.iter().map(|row| cells(shown, row)).collect();
    let table = Table {
        caption: language.pick("Danh sách hội", "The register of associations"),
        headings: &[
            language.pick("Tên hội", "Name"),
            language.pick("Mã", "Code"),
            language.pick("Đơn vị", "Unit"),
            language.pick("Tình trạng", "State"),
        ],
        rows,
        empty: language.pick("Không có hội nào như vậy.", "There is no such association."),
    };
    let content = html! {
        (ways(shown, language))
        (search(shown, language))
        @if !shown.found.is_empty() {
            p class="hint" id="found" {
                @for (place, (kind, count)) in shown.found.iter().enumerate() {
                    @if place > 0 { " · " }
                    (kind) ": " (number(*count, language))
                }
            }
        }
        (table.markup())
        (pager(shown, language))
    };
    page(frame, &content)
}

fn cells(shown: &ListPage, row: &Row) -> Vec<Cell> {
    let way = address("/line", &shown.round, &[("id", &row.id)]);
    vec![
        Cell::link(&way, &row.name),
        Cell::code(&row.id),
        Cell::text(&row.unit),
        Cell::text(&row.standing),
    ]
}

/// What else can be done.
fn ways(shown: &ListPage, language: Language) -> Markup {
    let round = &shown.round;
    let as_of = &[("as_of", &*shown.filter.as_of)];
    let waiting = match language {
        Language::Vi => format!("Chờ xác nhận ({})", shown.waiting),
        Language::En => format!("To be confirmed ({})", shown.waiting),
    };
    html! {
        p class="buttons" {
            a class="button is-primary" href=(address("/change", round, &[("do", "add")])) {
                (language.pick("Thêm hội", "Add an association"))
            }
            a class="button" href=(address("/import", round, &[])) {
                (language.pick("Nhập từ tệp", "Import a file"))
            }
            a class="button" href=(address("/waiting", round, &[])) { (waiting) }
            a class="button" href=(address("/similar", round, &[])) {
                (language.pick("Hội tương đồng", "Similar associations"))
            }
            a class="button" href=(address("/duties", round, &[])) { (duties::title(language)) }
            a class="button" href=(address("/export.csv", round, as_of)) {
                (language.pick("Tải CSV", "Get CSV"))
            }
            a class="button" href=(address("/export.xlsx", round, as_of)) {
                (language.pick("Tải Excel", "Get Excel"))
            }
        }
    }
}

fn search(shown: &ListPage, language: Language) -> Markup {
    let filter = &shown.filter;
    let typed = Field {
        name: "q",
        label: language.pick("Tìm theo tên hoặc mã", "Find by name or code"),
        value: &filter.typed,
        hint: language.pick("Gõ không dấu cũng được.", "Diacritics may be left out."),
        ..Field::default()
    };
    let all = language.pick("Tất cả", "All");
    let named: Vec<String> = shown.units.iter().map(Unit::indented).collect();
    let units = unit_choices(&shown.units, &named, language);
    let mut kinds = vec![Choice {
        value: "",
        label: all,
        hint: "",
    }];
    kinds.extend(shown.kinds.iter().map(|(id, name)| Choice {
        value: id,
        label: name,
        hint: "",
    }));
    let states = State::ALL.map(|state| Choice {
        value: state.word(),
        label: state.name(language),
        hint: "",
    });
    let rounds: Vec<Choice<'_>> = shown
        .rounds
        .iter()
        .map(|(id, title)| Choice {
            value: id,
            label: title,
            hint: "",
        })
        .collect();
    let field = |name, label, value| Field {
        name,
        label,
        value,
        ..Field::default()
    };
    let day = Field {
        problem: shown.day_problem.as_deref(),
        ..field("as_of", language.pick("Vào ngày", "As of"), &filter.as_of)
    };
    html! {
        form method="get" action="/admin/register" class="filter-form" role="search" {
            @if shown.rounds.len() > 1 {
                (field("round", language.pick("Đợt tổng kết", "Round"), &shown.round).list(&rounds))
            } @else { (hidden("round", &shown.round)) }
            (typed.line(Typing::Search))
            (field("unit", language.pick("Đơn vị", "Unit"), &filter.unit).list(&units))
            @if shown.kinds.len() > 1 {
                (field("kind", language.pick("Loại", "Kind"), &filter.kind).list(&kinds))
            }
            (field("state", language.pick("Tình trạng", "State"), filter.state.word()).list(&states))
            (day.line(Typing::Date))
            p class="buttons" {
                button class="button" type="submit" { (language.pick("Xem", "Show")) }
            }
        }
    }
}

/// The units to choose from by their names, as [`Unit::indented`] has them, and all of them.
pub(super) fn unit_choices<'u>(
    units: &'u [Unit],
    names: &'u [String],
    language: Language,
) -> Vec<Choice<'u>> {
    let all = Choice {
        value: "",
        label: language.pick("Tất cả", "All"),
        hint: "",
    };
    let units = units.iter().zip(names).map(|(unit, name)| Choice {
        value: &unit.id,
        label: name,
        hint: "",
    });
    std::iter::once(all).chain(units).collect()
}

fn pager(shown: &ListPage, language: Language) -> Markup {
    let filter = &shown.filter;
    let to = |page: usize| {
        let page = page.to_string();
        let more = [
            ("q", &*filter.typed),
            ("unit", &filter.unit),
            ("kind", &filter.kind),
            ("state", filter.state.word()),
            ("as_of", &filter.as_of),
            ("page", &page),
        ];
        address("", &shown.round, &more)
    };
    pages(shown.page, to, language)
}

/// The ways to the page before and the one after, of so many.
pub(super) fn pages(
    (at, last): (usize, usize),
    to: impl Fn(usize) -> String,
    language: Language,
) -> Markup {
    html! {
        @if last > 1 {
            nav class="buttons" aria-label=(language.pick("Các trang", "Pages")) {
                @if at > 1 {
                    a class="button" rel="prev" href=(to(at - 1)) { (language.pick("Trang trước", "Previous page")) }
                }
                span {
                    @match language {
                        Language::Vi => { "Trang " (number(at, language)) " trên " (number(last, language)) },
                        Language::En => { "Page " (number(at, language)) " of " (number(last, language)) },
                    }
                }
                @if at < last {
                    a class="button" rel="next" href=(to(at + 1)) { (language.pick("Trang sau", "Next page")) }
                }
            }
        }
    }
}
