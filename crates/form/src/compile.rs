//! Turns a definition into a layout and a graph, and says everything that is wrong with it.

mod expressions;
mod structure;

pub(crate) use expressions::expression;

use sohoi_expr::reason;

use crate::definition::Form;
use crate::graph::{Cycle, Graph, Step};
use crate::layout::Layout;
use crate::problem::DefinitionProblem;

/// Compiles a definition; with any problem the layout and the graph are unusable.
pub(crate) fn compile(form: &Form) -> Result<(Layout, Graph), Vec<DefinitionProblem>> {
    let (mut layout, mut problems) = structure::lay_out(form);
    problems.extend(expressions::check(form, &mut layout));
    match Graph::new(&layout) {
        Ok(graph) if problems.is_empty() => Ok((layout, graph)),
        Ok(_) => Err(problems),
        Err(cycles) => {
            problems.extend(cycles.iter().map(|cycle| circle(form, &layout, cycle)));
            Err(problems)
        }
    }
}

/// A circle in words: `a → b → a`.
fn circle(form: &Form, layout: &Layout, cycle: &Cycle) -> DefinitionProblem {
    let names: Vec<&str> = cycle
        .steps
        .iter()
        .map(|step| match *step {
            Step::Section(section) => form.sections[section].id.as_str(),
            Step::Repeat(repeat) => layout.repeats[repeat].name.as_str(),
            Step::Field(field) => layout.fields[field].name.as_str(),
        })
        .collect();
    let first = names[0];
    let way = names.join(" → ");
    DefinitionProblem {
        name: first.to_owned(),
        property: cycle.property,
        offset: None,
        message: reason!("depends on itself: {way} → {first}; break the circle"),
    }
}
