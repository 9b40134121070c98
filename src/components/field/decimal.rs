//! A number with decimals.

use sohoi_text::{format_decimal, parse_decimal};

use crate::components::field::Setting;
use crate::components::field::typed::{Way, typed};
use crate::state::answer::Field;
use crate::view::View;

const WAY: Way = Way {
    read: |typed| parse_decimal(typed).unwrap_or_else(|_| typed.to_owned()),
    write: format_decimal,
    keyboard: "decimal",
    example: "",
    class: "input is-number",
};

/// A number, typed leniently, written `1.234,5`.
pub fn decimal(field: &Field, setting: Setting) -> View {
    typed(field, setting, WAY)
}
