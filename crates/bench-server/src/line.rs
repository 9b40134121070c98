//! Lines of what was measured.

use std::fmt::Display;

/// `name value unit ratio`: the ratio is how many times as much as ours.
pub(crate) fn say(name: impl Display, value: f64, unit: &str, ratio: f64) {
    println!("{name} {value:.2} {unit} {ratio:.1}");
}

/// A value that should be at least a goal; where it is not, a line says so.
pub(crate) fn goal_above(name: impl Display, value: f64, unit: &str, goal: f64) {
    held_to(name, value, unit, (goal, value >= goal));
}

/// A value that should stay below a goal.
pub(crate) fn goal_below(name: impl Display, value: f64, unit: &str, goal: f64) {
    held_to(name, value, unit, (goal, value < goal));
}

fn held_to(name: impl Display, value: f64, unit: &str, (goal, is_reached): (f64, bool)) {
    say(&name, value, unit, 1.0);
    if !is_reached {
        println!("missed: {name} is {value:.0} {unit}, the goal is {goal:.0}");
    }
}
