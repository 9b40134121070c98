//! The addresses of the pages that nobody begins with.

use sohoi_register::duties::Within;

use super::Route;
use super::asked::{Compared, Figures, all, figures, first, has_all, query, question, sides};
use super::text::{decoded, encoded, member};

/// Reads the parts of a path and its query.
#[inline(never)]
pub(super) fn parse(parts: [Option<&str>; 4], query: &str) -> Route {
    match parts {
        [Some("results"), None, ..] => Route::Results(figures(query)),
        [Some("results"), Some(code), None, _] => Route::Indicator {
            code: decoded(code),
            figures: figures(query),
            group: member(query, "group"),
            first: first(query),
        },
        [Some("questions"), None, ..] => Route::Questions(figures(query)),
        [Some("question"), Some(form), Some(name), None] => Route::Question {
            asked: question(form, name),
            figures: figures(query),
            across: member(query, "across").filter(|across| !across.is_empty()),
            measure: member(query, "measure").filter(|measure| !measure.is_empty()),
        },
        [Some("replies"), Some(form), Some(name), None] => Route::Replies {
            asked: question(form, name),
            figures: figures(query),
            group: member(query, "group"),
            which: member(query, "which").filter(|which| !which.is_empty()),
            first: first(query),
        },
        [Some("cross"), Some(code), None, _] => Route::Cross {
            code: decoded(code),
            figures: figures(query),
            across: member(query, "across").filter(|across| !across.is_empty()),
        },
        [Some("report"), None, ..] => Route::Report(figures(query).population),
        [Some("proposals"), None, ..] => Route::Proposals(figures(query).population),
        [Some("lists"), list, None, _] => Route::Lists {
            list: list.map(decoded),
            population: figures(query).population,
            first: first(query),
        },
        [Some("merge"), None, ..] => Route::Merge(figures(query).by),
        [Some("snapshots"), None, ..] => Route::Snapshots(figures(query).population),
        [Some("snapshots"), Some(id), None, _] => Route::Since {
            id: decoded(id),
            place: member(query, "place"),
            is_all: has_all(query),
        },
        [Some("compare"), None, ..] => Route::Compare(Compared {
            population: figures(query).population,
            sides: sides(query),
            is_all: has_all(query),
        }),
        [Some("invited"), code, None, _] => Route::Invited(code.map(decoded)),
        [Some("register"), None, ..] => Route::Register,
        [Some("duties"), None, ..] => Route::Duties {
            within: member(query, "within")
                .and_then(|word| Within::of(&word))
                .unwrap_or_default(),
            first: first(query),
        },
        [Some("device"), None, ..] => Route::Device,
        [Some("paper"), Some(id), None, _] => Route::Paper {
            id: id.to_owned(),
            is_empty: false,
        },
        [Some("paper"), Some(id), Some("empty"), None] => Route::Paper {
            id: id.to_owned(),
            is_empty: true,
        },
        [Some("portrait"), Some(id), None, _] => Route::Portrait { id: id.to_owned() },
        [Some("portraits"), None, ..] => Route::Portraits {
            unit: member(query, "unit").filter(|unit| !unit.is_empty()),
            population: figures(query).population,
        },
        _ => Route::Unknown,
    }
}

/// The address, beginning with `#`.
#[inline(never)]
pub(super) fn href(route: &Route) -> String {
    match route {
        Route::Results(figures) => ["#/results", &query(figures, &[])].concat(),
        Route::Indicator {
            code,
            figures,
            group,
            first,
        } => {
            let mut more = Vec::new();
            more.extend(group.as_deref().map(|group| ("group", group.to_owned())));
            more.extend(row(*first));
            ["#/results/", &encoded(code), &query(figures, &more)].concat()
        }
        Route::Cross {
            code,
            figures,
            across,
        } => {
            let across = across.iter().map(|across| ("across", across.clone()));
            let more: Vec<_> = across.collect();
            ["#/cross/", &encoded(code), &query(figures, &more)].concat()
        }
        Route::Questions(figures) => ["#/questions", &query(figures, &[])].concat(),
        Route::Question {
            asked,
            figures,
            across,
            measure,
        } => {
            let mut more = Vec::new();
            more.extend(across.clone().map(|across| ("across", across)));
            more.extend(measure.clone().map(|measure| ("measure", measure)));
            ["#/question", &asked.path(), &query(figures, &more)].concat()
        }
        Route::Replies {
            asked,
            figures,
            group,
            which,
            first,
        } => {
            let mut more = Vec::new();
            more.extend(group.clone().map(|group| ("group", group)));
            more.extend(which.clone().map(|which| ("which", which)));
            more.extend(row(*first));
            ["#/replies", &asked.path(), &query(figures, &more)].concat()
        }
        Route::Report(population) => ["#/report", &query(&Figures::of(*population), &[])].concat(),
        Route::Proposals(population) => {
            ["#/proposals", &query(&Figures::of(*population), &[])].concat()
        }
        Route::Lists {
            list,
            population,
            first,
        } => {
            let list = list.as_ref().map(|list| ["/", &encoded(list)].concat());
            let query = query(&Figures::of(*population), &row(*first));
            ["#/lists", &list.unwrap_or_default(), &query].concat()
        }
        Route::Merge(by) => {
            let by = by.clone();
            let query = query(
                &Figures {
                    by,
                    ..Figures::default()
                },
                &[],
            );
            ["#/merge", &query].concat()
        }
        Route::Snapshots(population) => {
            ["#/snapshots", &query(&Figures::of(*population), &[])].concat()
        }
        Route::Since { id, place, is_all } => {
            let mut more = Vec::new();
            more.extend(place.clone().map(|place| ("place", place)));
            more.extend(all(*is_all));
            let query = query(&Figures::default(), &more);
            ["#/snapshots/", &encoded(id), &query].concat()
        }
        Route::Compare(compared) => {
            let more = compared.members();
            [
                "#/compare",
                &query(&Figures::of(compared.population), &more),
            ]
            .concat()
        }
        Route::Register => "#/register".to_owned(),
        Route::Duties { within, first } => {
            let mut more = Vec::new();
            if *within != Within::default() {
                more.push(("within", within.word().to_owned()));
            }
            more.extend(row(*first));
            ["#/duties", &query(&Figures::default(), &more)].concat()
        }
        // A code is a secret: no address that the app makes holds one.
        Route::Invited(_) => "#/invited".to_owned(),
        Route::Device => "#/device".to_owned(),
        Route::Paper { id, is_empty } => Route::paper(id, *is_empty),
        Route::Portrait { id } => Route::portrait(id),
        Route::Portraits { unit, population } => {
            let unit = unit.iter().map(|unit| ("unit", unit.clone()));
            let more: Vec<_> = unit.collect();
            ["#/portraits", &query(&Figures::of(*population), &more)].concat()
        }
        Route::Home | Route::Unknown | Route::Response { .. } => "#/".to_owned(),
    }
}

/// The row of a list that is seen first, where it is another than the first.
fn row(first: u32) -> Vec<(&'static str, String)> {
    let named = (first > 0).then(|| ("first", first.to_string()));
    named.into_iter().collect()
}
