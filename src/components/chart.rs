//! Charts: drawings beside the table that says the same.
//!
//! One series, told by length and place alone, so that nothing is lost without colour. Places are in
//! percent of the width and texts keep their size, so that a drawing fits a telephone and a sheet of
//! paper.

use crate::view::{CollectView, IntoView, View, view};

/// A value with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is of, e.g. the name of a group.
    pub name: String,
    /// The value as people read it.
    pub text: String,
    /// The value; absent where there is none.
    pub value: Option<f64>,
}

/// The height of a bar with its name, and of its parts.
const BAR_STEP: usize = 48;
const NAME_AT: usize = 16;
const BAR_AT: usize = 22;
const BAR_HEIGHT: usize = 16;
/// How much of the width bars may take: their values stand behind them.
const BARS_WIDTH: f64 = 80.0;

/// Bars below each other. `name` is what a reader hears.
pub fn bars(name: String, marks: &[Mark]) -> View {
    let extent = Extent::of(marks);
    let height = (marks.len() * BAR_STEP).to_string();
    let rows = marks
        .iter()
        .enumerate()
        .map(|(row, mark)| {
            let top = row * BAR_STEP;
            let ends = mark.value.map(|value| extent.bar(value));
            let (from, to) = ends.unwrap_or((extent.zero(), extent.zero()));
            let bar = mark.value.map(|_| {
                view! {
                    <rect class="chart-bar" x=percent(from) width=percent(to - from)
                        y=(top + BAR_AT).to_string() height=BAR_HEIGHT.to_string()></rect>
                }
            });
            view! {
                <g>
                    <text class="chart-name" x="0" y=(top + NAME_AT).to_string()>{mark.name.clone()}</text>
                    {bar}
                    <text class="chart-value" x=percent(to) dx="6" y=(top + BAR_AT + BAR_HEIGHT - 3).to_string()>
                        {mark.text.clone()}
                    </text>
                </g>
            }
        })
        .collect_view();
    let zero = percent(extent.zero());
    view! {
        <svg class="chart" role="img" aria-label=name width="100%" height=height.clone()>
            <line class="chart-axis" x1=zero.clone() x2=zero y1="0" y2=height></line>
            {rows}
        </svg>
    }
    .into_view()
}

/// The height of a line chart, and where its parts are.
const LINE_HEIGHT: f64 = 220.0;
const LINE_TOP: f64 = 40.0;
const LINE_FOOT: f64 = 180.0;
const NAMES_AT: f64 = 206.0;

/// A line through points in order, e.g. years. `name` is what a reader hears.
pub fn line(name: String, marks: &[Mark]) -> View {
    let extent = Extent::of(marks);
    #[expect(clippy::cast_precision_loss, reason = "a few years")]
    let across = |place: usize| 100.0 * (place as f64 + 0.5) / marks.len().max(1) as f64;
    let up = |value: f64| LINE_FOOT - (LINE_FOOT - LINE_TOP) * extent.share(value);
    let places: Vec<(f64, Option<f64>)> = marks
        .iter()
        .enumerate()
        .map(|(place, mark)| (across(place), mark.value.map(up)))
        .collect();
    // A year without a value is a gap, not a straight line over it.
    let pieces = places
        .windows(2)
        .filter_map(|pair| {
            let [(x1, Some(y1)), (x2, Some(y2))] = pair else {
                return None;
            };
            Some(view! {
                <line class="chart-line" x1=percent(*x1) y1=points(*y1) x2=percent(*x2) y2=points(*y2)></line>
            })
        })
        .collect_view();
    let dots = marks
        .iter()
        .zip(&places)
        .map(|(mark, (x, y))| {
            let dot = y.map(|y| {
                view! {
                    <circle class="chart-dot" cx=percent(*x) cy=points(y) r="5"></circle>
                }
            });
            view! {
                <g>
                    {dot}
                    <text class="chart-value is-middle" x=percent(*x) y=points(y.unwrap_or(LINE_FOOT) - 12.0)>
                        {mark.text.clone()}
                    </text>
                    <text class="chart-name is-middle" x=percent(*x) y=points(NAMES_AT)>{mark.name.clone()}</text>
                </g>
            }
        })
        .collect_view();
    let foot = points(up(0.0_f64.clamp(extent.least, extent.most)));
    view! {
        <svg class="chart" role="img" aria-label=name width="100%" height=points(LINE_HEIGHT)>
            <line class="chart-axis" x1="0" x2="100%" y1=foot.clone() y2=foot></line>
            {pieces}
            {dots}
        </svg>
    }
    .into_view()
}

/// From where to where values go, 0 included: a length that does not begin at 0 tells a lie.
struct Extent {
    least: f64,
    most: f64,
}

impl Extent {
    fn of(marks: &[Mark]) -> Self {
        let values = marks.iter().filter_map(|mark| mark.value);
        let extent = Self {
            least: 0.0,
            most: 0.0,
        };
        values.fold(extent, |extent, value| Self {
            least: extent.least.min(value),
            most: extent.most.max(value),
        })
    }

    /// Where a value stands, from 0 to 1.
    fn share(&self, value: f64) -> f64 {
        let all = self.most - self.least;
        if all > 0.0 {
            (value - self.least) / all
        } else {
            0.0
        }
    }

    /// Where 0 stands, in percent of the width of bars.
    fn zero(&self) -> f64 {
        BARS_WIDTH * self.share(0.0)
    }

    /// From where to where the bar of a value goes.
    fn bar(&self, value: f64) -> (f64, f64) {
        let end = BARS_WIDTH * self.share(value);
        (self.zero().min(end), self.zero().max(end))
    }
}

fn percent(share: f64) -> String {
    points(share) + "%"
}

/// A length with two decimals at most; the formatting of doubles is a kilobyte that nobody needs.
fn points(length: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "lengths of a drawing")]
    let hundredths = (length * 100.0 + 0.5) as i64;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let zero = if part < 10 { "0" } else { "" };
    [&whole.to_string(), ".", zero, &part.to_string()].concat()
}
