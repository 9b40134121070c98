//! A number with decimals.

use sohoi_text::{format_decimal, parse_decimal};

use crate::components::field::Setting;
use crate::components::field::typed::{Way, typed};
use crate::state::answer::Field;
use crate::view::View;

const WAY: Way = Way {
    read: stored,
    meanwhile: stored,
    write: format_decimal,
    keyboard: "decimal",
    example: "",
    class: "input is-number",
};

fn stored(typed: &str) -> String {
    parse_decimal(typed).unwrap_or_else(|_| typed.to_owned())
}

/// A number, typed leniently, written `1.234,5`.
pub fn decimal(field: &Field, setting: Setting) -> View {
    typed(field, setting, WAY)
}
