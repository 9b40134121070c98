//! The register as a table of the shape that an import takes.

use std::collections::BTreeSet;

use crate::register::{Line, Register};

/// The lines that stand, below a header: `id`, `name`, `kind`, `unit`, then every attribute that one of
/// them has, by name. All cells are texts; whoever writes them to a file writes texts, never formulas.
pub fn table(register: &Register) -> Vec<Vec<String>> {
    let lines: Vec<&Line> = register.listed().collect();
    let of_lines = lines.iter().flat_map(|line| line.subject.attributes.keys());
    let attributes: BTreeSet<&String> = of_lines.collect();
    let own = ["id", "name", "kind", "unit"].map(str::to_owned);
    let header = own
        .into_iter()
        .chain(attributes.iter().map(|name| (*name).clone()));
    let mut rows = vec![header.collect()];
    for Line { subject, .. } in lines {
        let own = [&subject.id, &subject.name, &subject.kind, &subject.unit].map(String::clone);
        let values = attributes
            .iter()
            .map(|name| subject.attributes.get(*name).cloned());
        rows.push(
            own.into_iter()
                .chain(values.map(Option::unwrap_or_default))
                .collect(),
        );
    }
    rows
}
