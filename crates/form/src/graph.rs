//! What depends on what, and in which order it is computed.

mod cycle;

use sohoi_expr::{Expression, Use};

pub(crate) use self::cycle::Cycle;
use self::cycle::cycles;
use crate::layout::{Item, Layout, Rows};

/// Something that is computed as one: the relevance of a section, the relevance and the rows of
/// a repeat, the relevance and the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Section(usize),
    Repeat(usize),
    Field(usize),
}

/// A step or a check that must follow when another step changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dependent<T> {
    pub(crate) target: T,
    /// Whether only the row that changed is concerned; else all rows of the target.
    pub(crate) same_row: bool,
}

/// The dependencies of a form.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// All steps, each after everything it depends on.
    pub(crate) order: Vec<Step>,
    sections: usize,
    repeats: usize,
    /// By step number: its place in `order`.
    ranks: Vec<usize>,
    /// By step number: the steps that follow from it.
    steps: Vec<Vec<Dependent<Step>>>,
    /// By step number: the fields whose constraint or choice filter looks at it.
    checks: Vec<Vec<Dependent<usize>>>,
}

/// A dependency and the property that causes it.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    property: &'static str,
}

impl Graph {
    /// Draws the graph of a form whose expressions are checked.
    ///
    /// # Errors
    ///
    /// Every circle; a step is named in one only.
    pub(crate) fn new(layout: &Layout) -> Result<Self, Vec<Cycle>> {
        let mut drawing = Drawing::new(layout);
        drawing.draw();
        let Drawing {
            mut graph, edges, ..
        } = drawing;
        let count = graph.steps.len();
        let mut waiting = vec![0_usize; count];
        let mut outgoing = vec![Vec::new(); count];
        for edge in &edges {
            waiting[edge.to] += 1;
            outgoing[edge.from].push(edge.to);
        }
        // Everything that waits for nothing, then what waited for these, and so on.
        let mut order: Vec<usize> = (0..count).filter(|step| waiting[*step] == 0).collect();
        let mut next = 0;
        while let Some(&step) = order.get(next) {
            next += 1;
            for &to in &outgoing[step] {
                waiting[to] -= 1;
                if waiting[to] == 0 {
                    order.push(to);
                }
            }
        }
        if order.len() < count {
            return Err(cycles(&graph, &edges, &waiting));
        }
        graph.ranks = vec![0; count];
        for (rank, step) in order.iter().enumerate() {
            graph.ranks[*step] = rank;
        }
        graph.order = order.into_iter().map(|step| graph.step(step)).collect();
        Ok(graph)
    }

    /// The place of a step in the order of computing.
    pub(crate) fn rank(&self, step: Step) -> usize {
        self.ranks[self.number(step)]
    }

    /// The steps that follow when a step changes.
    pub(crate) fn steps_after(&self, step: Step) -> &[Dependent<Step>] {
        &self.steps[self.number(step)]
    }

    /// The fields whose constraint or choice filter looks at a step.
    pub(crate) fn checks_after(&self, step: Step) -> &[Dependent<usize>] {
        &self.checks[self.number(step)]
    }

    fn number(&self, step: Step) -> usize {
        match step {
            Step::Section(section) => section,
            Step::Repeat(repeat) => self.sections + repeat,
            Step::Field(field) => self.sections + self.repeats + field,
        }
    }

    fn step(&self, number: usize) -> Step {
        let fields = self.sections + self.repeats;
        if number < self.sections {
            Step::Section(number)
        } else if number < fields {
            Step::Repeat(number - self.sections)
        } else {
            Step::Field(number - fields)
        }
    }
}

struct Drawing<'a> {
    layout: &'a Layout,
    graph: Graph,
    edges: Vec<Edge>,
}

impl<'a> Drawing<'a> {
    fn new(layout: &'a Layout) -> Self {
        let sections = layout.sections.len();
        let repeats = layout.repeats.len();
        let count = sections + repeats + layout.fields.len();
        Self {
            layout,
            graph: Graph {
                sections,
                repeats,
                steps: vec![Vec::new(); count],
                checks: vec![Vec::new(); count],
                ..Graph::default()
            },
            edges: Vec::new(),
        }
    }

    fn draw(&mut self) {
        let layout = self.layout;
        for (index, section) in layout.sections.iter().enumerate() {
            let step = Step::Section(index);
            self.expression(step, section.relevant.as_ref(), "relevant");
            for member in &section.members {
                let member = match *member {
                    Item::Repeat(repeat) => Step::Repeat(repeat),
                    Item::Field(field) => Step::Field(field),
                };
                self.edge(step, member, false, "relevant");
            }
        }
        for (index, repeat) in layout.repeats.iter().enumerate() {
            let step = Step::Repeat(index);
            self.expression(step, repeat.relevant.as_ref(), "relevant");
            if let Rows::Counted(count) = &repeat.rows {
                self.expression(step, Some(count), "repeat_count");
            }
            for field in layout.columns(index) {
                self.edge(step, Step::Field(field), false, "relevant");
            }
        }
        for (index, field) in layout.fields.iter().enumerate() {
            let step = Step::Field(index);
            self.expression(step, field.relevant.as_ref(), "relevant");
            self.expression(step, field.calculation.as_ref(), "calculation");
            self.check(index, field.constraint.as_ref());
            self.check(index, field.choice_filter.as_ref());
        }
    }

    /// Draws what the expression of a step looks at.
    fn expression(&mut self, to: Step, expression: Option<&Expression>, property: &'static str) {
        for (from, same_row) in sources(expression) {
            self.edge(from, to, same_row, property);
        }
    }

    fn edge(&mut self, from: Step, to: Step, same_row: bool, property: &'static str) {
        let number = self.graph.number(from);
        let same_row = same_row && self.share_a_row(from, to);
        add(&mut self.graph.steps[number], to, same_row);
        self.edges.push(Edge {
            from: number,
            to: self.graph.number(to),
            property,
        });
    }

    fn check(&mut self, field: usize, expression: Option<&Expression>) {
        for (from, same_row) in sources(expression) {
            let number = self.graph.number(from);
            let same_row = same_row && self.share_a_row(from, Step::Field(field));
            add(&mut self.graph.checks[number], field, same_row);
        }
    }

    /// Whether both are fields of one repeat.
    fn share_a_row(&self, from: Step, to: Step) -> bool {
        let repeat = self.repeat(from);
        repeat.is_some() && repeat == self.repeat(to)
    }

    fn repeat(&self, step: Step) -> Option<usize> {
        match step {
            Step::Field(field) => self.layout.fields[field].repeat,
            Step::Section(_) | Step::Repeat(_) => None,
        }
    }
}

/// The steps that an expression looks at, and whether in its own row only.
fn sources(expression: Option<&Expression>) -> Vec<(Step, bool)> {
    let uses = expression.map(Expression::uses).unwrap_or_default();
    uses.into_iter()
        .filter_map(|one| match one {
            Use::Value(field) => Some((Step::Field(field as usize), true)),
            Use::Nodes(field) => Some((Step::Field(field as usize), false)),
            Use::Rows(repeat) => Some((Step::Repeat(repeat as usize), false)),
            Use::Current | Use::Position | Use::Attribute(_) => None,
        })
        .collect()
}

/// Adds a dependent; what must follow for all rows covers what must for one.
fn add<T: PartialEq>(dependents: &mut Vec<Dependent<T>>, target: T, same_row: bool) {
    match dependents.iter_mut().find(|known| known.target == target) {
        Some(known) => known.same_row &= same_row,
        None => dependents.push(Dependent { target, same_row }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::Engine;

    /// `a` outside; `x` and `y` in a repeat, `y` after `x` of its row; `total` over all rows.
    fn engine() -> Arc<Engine> {
        let question = |name: &str, kind: &str, more: &str| {
            format!(r#"{{"name":"{name}","type":"{kind}","label":{{"vi":"","en":""}}{more}}}"#)
        };
        let rows = [
            question("x", "integer", r#","constraint":". < ${a}""#),
            question("y", "calculate", r#","calculation":"${x} + 1""#),
        ];
        let questions = [
            question("total", "calculate", r#","calculation":"sum(${y})""#),
            question("a", "integer", ""),
            question("alone", "integer", ""),
            question(
                "rows",
                "repeat",
                &format!(
                    r#","repeat_count":"${{a}}","questions":[{}]"#,
                    rows.join(",")
                ),
            ),
        ];
        let form = format!(
            r#"{{"id":"f","version":"1","title":{{"vi":"","en":""}},"choice_lists":{{}},
                "sections":[{{"id":"s","title":{{"vi":"","en":""}},"questions":[{}]}}]}}"#,
            questions.join(",")
        );
        Engine::compile(serde_json::from_str(&form).unwrap()).unwrap()
    }

    fn all<T>(target: T) -> Dependent<T> {
        Dependent {
            target,
            same_row: false,
        }
    }

    fn field(engine: &Engine, name: &str) -> usize {
        match engine.layout.item(name) {
            Some(Item::Field(field)) => field,
            other => panic!("{name} is {other:?}"),
        }
    }

    #[test]
    fn a_step_stands_after_everything_it_depends_on() {
        let engine = engine();
        let graph = &engine.graph;
        assert_eq!(graph.order.len(), 1 + 1 + 5);
        for step in &graph.order {
            for dependent in graph.steps_after(*step) {
                assert!(graph.rank(*step) < graph.rank(dependent.target));
            }
        }
    }

    #[test]
    fn only_what_looks_at_a_step_follows_it() {
        let engine = engine();
        let graph = &engine.graph;
        let [a, alone, x, y, total] =
            ["a", "alone", "x", "y", "total"].map(|name| field(&engine, name));
        let steps = |field| graph.steps_after(Step::Field(field)).to_vec();
        let checks = |field| graph.checks_after(Step::Field(field)).to_vec();
        assert_eq!(steps(alone), []);
        assert_eq!(steps(a), [all(Step::Repeat(0))]);
        assert_eq!(
            steps(x),
            [Dependent {
                target: Step::Field(y),
                same_row: true
            }]
        );
        assert_eq!(steps(y), [all(Step::Field(total))]);
        assert_eq!(steps(total), []);
        assert_eq!(checks(a), [all(x)]);
        assert_eq!(checks(x), []);
    }
}
