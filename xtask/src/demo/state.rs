//! How far the response of each subject has come, and who wrote it.

use serde::Serialize;
use sohoi_round::Subject;

use super::random::Random;

/// The unit whose work is left for the person who tries the product.
pub(super) const OPEN_UNIT: &str = "bac_binh__phan_ri_thanh";

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Draft,
    Returned,
    Submitted,
    Checked,
    Approved,
}

impl State {
    /// Whether the response was sent and not returned: it must be whole then.
    pub(super) fn is_sent(self) -> bool {
        self >= Self::Submitted
    }
}

/// The state of each subject's response, in the order of the register; none where there is none.
pub(super) fn states(register: &[Subject]) -> Vec<Option<State>> {
    let mut open = [
        None,
        Some(State::Draft),
        None,
        Some(State::Returned),
        None,
        Some(State::Approved),
    ]
    .into_iter();
    register
        .iter()
        .map(|subject| match subject.unit.as_str() {
            OPEN_UNIT if subject.kind == "association" => open.next().flatten(),
            OPEN_UNIT => None,
            _ if leads_the_province(subject) => Some(State::Approved),
            _ => Random::of(&format!("state of {}", subject.id)).weighted(&[
                (None, 65),
                (Some(State::Draft), 30),
                (Some(State::Returned), 25),
                (Some(State::Submitted), 70),
                (Some(State::Checked), 50),
                (Some(State::Approved), 760),
            ]),
        })
        .collect()
}

/// Whether the subject is a body without whose response the province's figures say little.
fn leads_the_province(subject: &Subject) -> bool {
    let kind = subject.attributes.get("unit_kind").map(String::as_str);
    matches!(kind, Some("party_province" | "home_province"))
}

/// The demonstration account that wrote a subject's response.
pub(super) fn author(subject: &Subject) -> &'static str {
    if subject.unit == OPEN_UNIT {
        "phanrithanh"
    } else if subject.unit.starts_with("bac_binh") {
        "bacbinh"
    } else {
        "tinh"
    }
}

/// An id as devices make them (UUIDv7), of a moment in the weeks before the cut-off.
pub(super) fn response_id(subject: &Subject) -> String {
    /// 1 June 2017, in milliseconds since 1970.
    const OPENED: i64 = 1_496_275_200_000;
    const WEEKS: i64 = 5 * 7 * 24 * 3_600_000;

    let mut random = Random::of(&format!("response of {}", subject.id));
    let moment = OPENED + random.between(0, WEEKS);
    let bits = random.bits();
    format!(
        "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
        moment >> 16,
        moment & 0xffff,
        bits & 0xfff,
        0x8000 | (bits >> 12 & 0x3fff),
        random.bits() >> 16,
    )
}
