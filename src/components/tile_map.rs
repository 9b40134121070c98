//! A map of tiles: a place each, about where it lies, the darker the higher its figure. Every tile
//! says its figure in words, so that nothing is lost without colour.

use crate::view::{CollectView, IntoView, View, view};

/// How many shades there are.
const SHADES: usize = 5;

/// A tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// The name of the place.
    pub name: String,
    /// Its figure as people read it.
    pub text: String,
    /// Its figure; absent where there is none.
    pub value: Option<f64>,
    /// Where what is behind it is shown.
    pub address: String,
}

/// The map; `rows` from above, with nothing where there is no tile. `name` is what a reader hears.
pub fn tile_map(name: String, rows: Vec<Vec<Option<Tile>>>) -> View {
    let values = rows
        .iter()
        .flatten()
        .flatten()
        .filter_map(|tile| tile.value);
    let (least, most) = values.fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(least, most), value| (least.min(value), most.max(value)),
    );
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().map(|tile| {
            let Some(tile) = tile else {
                return view! { <td class="no-tile"></td> }.into_view();
            };
            let shade = tile
                .value
                .map(|value| shade(value, least, most).to_string());
            view! {
                <td>
                    <a class="tile" href=tile.address data-shade=shade>
                        <span class="tile-name">{tile.name}</span>
                        <span class="tile-figure">{tile.text}</span>
                    </a>
                </td>
            }
            .into_view()
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroller" role="region" tabindex="0" aria-label=name.clone()>
            <table class="tile-map" role="presentation">
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_view()
}

/// Which of the shades a value has, from 1: equal steps from the least to the most.
fn shade(value: f64, least: f64, most: f64) -> usize {
    let all = most - least;
    if all <= 0.0 {
        return 1;
    }
    let mut shade = 1;
    for step in 1..SHADES {
        #[expect(clippy::cast_precision_loss, reason = "a few shades")]
        let border = least + all * step as f64 / SHADES as f64;
        shade += usize::from(value >= border);
    }
    shade
}
