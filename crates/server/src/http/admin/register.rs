//! `/admin/register`: the associations and what happens to them, within the reach of who asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::http::Uri;
use axum::response::Response;
use chrono::NaiveDate;
use sohoi_admin::register::Unit;
use sohoi_admin::{Frame, Place, Said};
use sohoi_register::Register;
use sohoi_round::RoundPart;
use sohoi_text::Language;

use super::guard::Visit;
use super::language::parameter;
use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::http::table::Entry;
use crate::register::Keeper;
use crate::scope::{Member, Reach};
use crate::store::{Read, StoredRound};

mod change;
mod duties;
mod file;
mod import;
mod list;
mod similar;
mod waiting;

pub(super) fn entries() -> Vec<Entry> {
    [
        list::entries(),
        change::entries(),
        import::entries(),
        waiting::entries(),
        similar::entries(),
        duties::entries(),
    ]
    .concat()
}

/// The register of a round, opened for somebody.
struct Desk {
    round: StoredRound,
    part: Arc<RoundPart>,
    keeper: Keeper,
    reach: Reach,
    /// The units within reach; nothing: all.
    within: Option<BTreeSet<String>>,
    /// The rounds that there are: ids and titles.
    rounds: Vec<(String, String)>,
}

impl Desk {
    /// Of the round that is named, or of the one that changed last.
    async fn open(
        view: &mut dyn Read,
        app: &App,
        account: &Member,
        named: &str,
        language: Language,
    ) -> ApiResult<Self> {
        let mut offered = view.rounds().await?;
        offered.sort_by_key(|round| std::cmp::Reverse(round.seq));
        let mut rounds = Vec::new();
        let mut chosen = None;
        for round in offered {
            let Some(part) = app.forms.round(view, &round.document).await? else {
                continue;
            };
            let title = language.pick(&part.title.vi, &part.title.en).to_owned();
            rounds.push((round.id.clone(), title));
            if chosen.is_none() && (named.is_empty() || named == round.id) {
                chosen = Some((round, part));
            }
        }
        let (round, part) =
            chosen.ok_or_else(|| ApiError::NotFound("there is no such round".into()))?;
        let keeper = Keeper::open(view, &round.id, app.now()).await?;
        let reach = Reach::of(account);
        if matches!(reach, Reach::Branch(..)) {
            // The register has the authorities of both.
            let message = "the register is kept by accounts of both branches";
            return Err(ApiError::Forbidden(message.into()));
        }
        let within = within(&reach, &part);
        Ok(Self {
            round,
            part,
            keeper,
            reach,
            within,
            rounds,
        })
    }

    fn reaches(&self, unit: &str) -> bool {
        self.within
            .as_ref()
            .is_none_or(|units| units.contains(unit))
    }

    /// A unit by name; its id where nothing is called so.
    fn unit_name(&self, id: &str, language: Language) -> String {
        let unit = self.part.units.iter().find(|unit| unit.id == id);
        unit.map_or(id, |unit| language.pick(&unit.name.vi, &unit.name.en))
            .to_owned()
    }

    /// A unit with the one above it, which tells units of one name apart.
    fn unit_path(&self, id: &str, language: Language) -> String {
        let unit = self.part.units.iter().find(|unit| unit.id == id);
        let above = unit.and_then(|unit| unit.parent.as_deref());
        let is_top = |id: &str| {
            let unit = self.part.units.iter().find(|unit| unit.id == id);
            unit.is_none_or(|unit| unit.parent.is_none())
        };
        match above.filter(|above| !is_top(above)) {
            Some(above) => format!(
                "{}, {}",
                self.unit_name(id, language),
                self.unit_name(above, language)
            ),
            None => self.unit_name(id, language),
        }
    }

    /// The units within reach, each below the one above it.
    fn units(&self, language: Language) -> Vec<Unit> {
        let mut below: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let known: BTreeSet<&str> = self
            .part
            .units
            .iter()
            .map(|unit| unit.id.as_str())
            .collect();
        for (place, unit) in self.part.units.iter().enumerate() {
            let parent = unit
                .parent
                .as_deref()
                .filter(|parent| known.contains(parent));
            below.entry(parent.unwrap_or("")).or_default().push(place);
        }
        let mut units = Vec::new();
        let mut next: Vec<(usize, usize)> = Vec::new();
        let push = |parent: &str, depth: usize, next: &mut Vec<(usize, usize)>| {
            let own = below.get(parent).into_iter().flatten().rev();
            next.extend(own.map(|place| (*place, depth)));
        };
        push("", 0, &mut next);
        while let Some((place, depth)) = next.pop() {
            let unit = &self.part.units[place];
            let is_in_reach = self.reaches(&unit.id);
            if is_in_reach {
                units.push(Unit {
                    id: unit.id.clone(),
                    name: language.pick(&unit.name.vi, &unit.name.en).to_owned(),
                    depth,
                });
            }
            push(&unit.id, depth + usize::from(is_in_reach), &mut next);
        }
        units
    }

    fn kinds(&self, language: Language) -> Vec<(String, String)> {
        let kinds = self.part.subject_kinds.iter();
        kinds
            .map(|kind| {
                let name = language.pick(&kind.name.vi, &kind.name.en);
                (kind.id.clone(), name.to_owned())
            })
            .collect()
    }

    /// The lines that wait and are within reach.
    fn waiting(&self, register: &Register) -> Vec<String> {
        let waiting = register.provisional();
        waiting
            .filter(|line| self.reaches(&line.subject.unit))
            .map(|line| line.subject.id.clone())
            .collect()
    }
}

/// The ids of the units within a reach; nothing: all.
fn within(reach: &Reach, part: &RoundPart) -> Option<BTreeSet<String>> {
    let top = match reach {
        Reach::Everything => return None,
        Reach::Subject(_) => return Some(BTreeSet::new()),
        Reach::Unit(unit) | Reach::Branch(unit, _) => unit,
    };
    let mut units = BTreeSet::from([top.clone()]);
    // One level a turn: a round has no more levels than units.
    loop {
        let before = units.len();
        for unit in &part.units {
            if unit.parent.as_ref().is_some_and(|it| units.contains(it)) {
                units.insert(unit.id.clone());
            }
        }
        if units.len() == before {
            return Some(units);
        }
    }
}

/// The day of a parameter: nothing where it is blank, an error where it is none.
fn day_of(uri: &Uri, name: &str) -> Result<Option<NaiveDate>, ()> {
    a_day(&parameter(uri, name))
}

fn a_day(text: &str) -> Result<Option<NaiveDate>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => crate::register::import::meanings_day(text)
            .map(Some)
            .ok_or(()),
    }
}

fn no_day(language: Language) -> String {
    language
        .pick(
            "Không phải ngày. Xin ghi như 30/06/2017.",
            "It is no day: write it as 2017-06-30.",
        )
        .to_owned()
}

/// The surroundings of a page of the register.
fn frame(visit: &Visit, title: impl Into<String>) -> Frame {
    let said = match visit.said.as_str() {
        "noted" => Some(visit.language.pick("Đã ghi.", "It is noted.")),
        "imported" => Some(visit.language.pick(
            "Đã nhập. Nếu nhầm, có thể hoàn tác ở dưới.",
            "It is taken in. If that was a mistake, it can be undone below.",
        )),
        "undone" => Some(visit.language.pick("Đã hoàn tác.", "It is undone.")),
        _ => None,
    };
    Frame {
        said: said.map(Said::done),
        ..visit.frame(Some(Place::Register), title)
    }
}

/// A file to keep.
fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    use axum::http::header;
    use axum::response::IntoResponse as _;
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
