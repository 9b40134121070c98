//! Everything of this moment that can be kept or compared, and the places that it is broken down by.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Dimension, DimensionSource, Moment, Population};
use sohoi_text::messages::snapshots as words;
use sohoi_worker_stats::What;

use crate::pages::office::board::{Stage, stage_of};
use crate::pages::office::names::Names;
use crate::state::statistics::{Statistics, Told};
use crate::view::{CollectView, IntoView, View, view};

/// What a page knows of this moment.
#[derive(Clone, Copy)]
pub struct Now {
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// The figures, and the responses that they are made of.
    pub moment: RwSignal<Option<Rc<Moment>>, LocalStorage>,
}

impl Now {
    /// Asks for it, as long as the page is open; for nothing until it is known which responses count.
    pub fn watch(
        names: Option<&Names>,
        statistics: &Statistics,
        population: impl Fn() -> Option<Population> + Send + Sync + 'static,
    ) -> Self {
        let own = Self {
            stage: RwSignal::new(Stage::Computing(0, 0)),
            moment: RwSignal::new_local(None),
        };
        let by = names.and_then(places).map(|dimension| dimension.id.clone());
        let population = Memo::new(move |_| population());
        let line = statistics.of_page();
        Effect::new(move |_| {
            // Figures of one population leave before those of the other come.
            own.moment.set(None);
            own.stage.set(Stage::Computing(0, 0));
            if let Some(population) = population.get() {
                let what = What::Moment { by: by.clone() };
                line.watch(population, &[], None, what, move |told| own.take(&told));
            }
        });
        own
    }

    fn take(self, told: &Told) {
        match told {
            Told::Nothing(_) => self.moment.set(None),
            Told::Moment(moment) => self.moment.set(Some(Rc::clone(moment))),
            _ => {}
        }
        stage_of(self.stage, told);
    }
}

/// The dimension whose groups are places: that of the round's map, else the first that goes by a
/// question.
pub fn places(names: &Names) -> Option<&Dimension> {
    let map = names.figures.map.as_ref();
    let mapped = map.and_then(|map| names.dimension(&map.dimension));
    mapped.or_else(|| {
        let mut dimensions = names.figures.dimensions.iter();
        dimensions.find(|own| matches!(own.source, DimensionSource::Question { .. }))
    })
}

/// What people read for a place; the whole area where none is given.
pub fn place_name(names: &Names, place: Option<&str>) -> String {
    match (place, places(names)) {
        (Some(place), Some(dimension)) => names.group(dimension, place),
        (Some(place), None) => place.to_owned(),
        (None, _) => words::whole(names.language).to_owned(),
    }
}

/// A choice of a place, or of the whole area; `go` hears of another one. Nothing where there are no
/// places.
pub fn place_choice(
    names: &Names,
    name: &'static str,
    current: Signal<Option<String>>,
    go: impl Fn(Option<String>) + 'static,
) -> Option<View> {
    let dimension = places(names)?;
    // Responses without a group, too: what a group is called in the address is behind `=`.
    let groups = names.groups(dimension).into_iter();
    let none = (String::new(), names.group(dimension, ""));
    let options = groups.chain([none]).map(|(group, label)| {
        let value = ["=", &group].concat();
        view! {
            <option value=value prop:selected=move || current.with(|own| own.as_ref() == Some(&group))>
                {label}
            </option>
        }
    });
    let choose = move |event| {
        let value = event_target_value(&event);
        go(value.strip_prefix('=').map(str::to_owned));
    };
    let choice = view! {
        <label>
            <span>{words::place(names.language)}</span>
            <select class="input" name=name on:change=choose>
                <option value="" prop:selected=move || current.with(Option::is_none)>
                    {words::whole(names.language)}
                </option>
                {options.collect_view()}
            </select>
        </label>
    };
    Some(choice.into_view())
}
