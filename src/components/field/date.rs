//! A day.

use chrono::NaiveDate;
use sohoi_text::{
    DateMistake, messages::field as words, parse_date, parse_finished_date, short_date,
};

use crate::components::field::Setting;
use crate::components::field::typed::{Way, typed};
use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

const WAY: Way = Way {
    read: |typed| stored(typed, parse_finished_date(typed)),
    meanwhile: |typed| stored(typed, parse_date(typed)),
    write: |value| parse_date(value).map_or_else(|_| value.to_owned(), short_date),
    keyboard: "text",
    example: "",
    class: "input is-date",
};

fn stored(typed: &str, read: Result<NaiveDate, DateMistake>) -> String {
    read.map_or_else(|_| typed.to_owned(), |date| date.to_string())
}

/// A day, typed leniently, written `23/8/2017`. A text field, because date pickers of browsers
/// show the order of their own language.
pub fn date(field: &Field, setting: Setting) -> View {
    let input = typed(field, setting, WAY);
    match setting {
        Setting::Cell => input,
        Setting::Page => view! {
            <p class="hint">{words::date_hint(field.language)}</p>
            {input}
        }
        .into_view(),
    }
}
