//! A whole number.

use sohoi_text::{format_decimal, parse_integer};

use crate::components::field::Setting;
use crate::components::field::typed::{Way, typed};
use crate::state::answer::Field;
use crate::view::View;

const WAY: Way = Way {
    read: stored,
    meanwhile: stored,
    write: format_decimal,
    keyboard: "numeric",
    example: "",
    class: "input is-number",
};

fn stored(typed: &str) -> String {
    parse_integer(typed).unwrap_or_else(|_| typed.to_owned())
}

/// A whole number, typed leniently, written `1.234`.
pub fn integer(field: &Field, setting: Setting) -> View {
    typed(field, setting, WAY)
}
