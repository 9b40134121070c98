//! One of the files: what it is, who vouches for it, and why it is not added up.

use sohoi_text::format_integer;
use sohoi_text::messages::{export as export_words, merge as words};
use sohoi_worker_office::{FileTold, Told};

use crate::components::icon::{Icon, icon};
use crate::pages::office::names::{Names, heading};
use crate::platform::focus;
use crate::state::desk::clock_time;
use crate::state::merging::{Loaded, Merging};
use crate::view::{IntoView, View, view};

/// A line of the list; `told` once it was looked into.
pub(super) fn file(
    names: &Names,
    merging: &Merging,
    loaded: &Loaded,
    told: Option<&FileTold>,
) -> View {
    let language = names.language;
    let (merging, number) = (merging.clone(), loaded.number);
    let take_out = move |_| {
        merging.take_out(&[number]);
        focus::move_to("merge-heading");
    };
    let refused = told.and_then(|told| told.refused.as_ref());
    let (state, badge) = match (told, refused) {
        (None, _) => ("checking", None),
        (Some(_), None) => ("good", Some(("submitted", words::good(language)))),
        (Some(_), Some(_)) => ("refused", Some(("returned", words::refused(language)))),
    };
    let badge = badge.map(|(class, name)| {
        view! { <span class="badge" data-state=class>{name}</span> }
    });
    let about = told.and_then(|told| told.told.as_ref());
    let about = about.map(|about| facts(names, about));
    let reason = refused.map(|refused| {
        view! {
            <p class="problem">{icon(Icon::Warning)}<span>{refused.sentence.clone()}</span></p>
        }
    });
    view! {
        <li data-file=loaded.name.clone() data-state=state>
            <p class="merge-name"><strong>{loaded.name.clone()}</strong>{badge}</p>
            {about}
            {reason}
            <button
                type="button"
                class="button is-small"
                aria-label=words::take_out_file(language, &loaded.name)
                on:click=take_out
            >
                {words::take_out(language)}
            </button>
        </li>
    }
    .into_view()
}

/// Unit, time, how many forms of how many lines, which of them, signature, seal.
fn facts(names: &Names, told: &Told) -> View {
    let language = names.language;
    let units = |ids: &[String]| {
        let units: Vec<String> = ids.iter().map(|id| names.unit(id)).collect();
        units.join(", ")
    };
    let (counted, lines) = told.progress;
    let progress = [count(counted), count(lines)].join("/");
    let made = clock_time(&told.made_at).unwrap_or_else(|| told.made_at.clone());
    let mut facts = vec![
        [words::made(language), " ", &made].concat(),
        export_words::forms_and_progress(language, &count(told.responses), &progress),
    ];
    if !told.made_of.is_empty() {
        facts.push(words::made_of(language, &units(&told.made_of)));
    }
    facts.push(match told.is_sealed {
        true => words::sealed(language).to_owned(),
        false => export_words::not_sealed(language).to_owned(),
    });
    let signature = match &told.fingerprint {
        Some(own) => {
            let signed = export_words::signed_by(language, own);
            view! { <span class="merge-signature">{signed}</span> }
        }
        None => {
            view! { <span class="badge is-attention">{export_words::not_signed(language)}</span> }
        }
    };
    let inside = (!told.unsigned.is_empty()).then(|| {
        let sentence = export_words::not_signed_inside(language, &units(&told.unsigned));
        view! { <p class="merge-facts">{sentence}</p> }
    });
    view! {
        <p>{names.unit(&told.unit)}" · "{heading(language, told.population)}</p>
        <p class="merge-facts"><span>{facts.join(" · ")}</span>{signature}</p>
        {inside}
    }
    .into_view()
}

fn count(number: u64) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX))
}
