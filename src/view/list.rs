//! A list whose rows stay as they are when others come, go or change.

use leptos::prelude::*;
use web_sys::Node;

use super::element::Element;
use super::follow;
use super::piece::View;
use super::region::Region;

/// A row for each of `items`, which follow their signals. The row of an item that equals one of
/// before stays the very same: what has the focus keeps it, and a press on it is not lost, unless
/// the row has to move.
pub fn each<T: PartialEq + 'static>(
    items: impl Fn() -> Vec<T> + 'static,
    row: impl Fn(&T) -> Element + 'static,
) -> View {
    View::Rows(Box::new(move |parent| {
        let mut rows = Rows::at_end_of(parent);
        let mut known = Vec::new();
        follow(move || {
            let items = items();
            let from = origins(&known, &items);
            untrack(|| rows.arrange(&from, &|place| row(&items[place])));
            known = items;
        });
    }))
}

/// For each item the place of the equal one of before; each of these is used once.
fn origins<T: PartialEq>(before: &[T], now: &[T]) -> Vec<Option<usize>> {
    let mut is_used = vec![false; before.len()];
    let mut next = 0;
    let mut origins = Vec::with_capacity(now.len());
    for item in now {
        // Most rows follow the row that they followed before.
        let places = (next..before.len()).chain(0..next.min(before.len()));
        let mut found = None;
        for place in places {
            if !is_used[place] && before[place] == *item {
                is_used[place] = true;
                next = place + 1;
                found = Some(place);
                break;
            }
        }
        origins.push(found);
    }
    origins
}

struct Rows {
    region: Region,
    owner: Owner,
    rows: Vec<Row>,
}

struct Row {
    node: Node,
    /// What follows signals in the row ends with it.
    _owner: Owner,
}

impl Rows {
    fn at_end_of(parent: &Node) -> Self {
        Self {
            region: Region::at_end_of(parent),
            owner: Owner::current().unwrap_or_default(),
            rows: Vec::new(),
        }
    }

    /// Takes over rows by their places of before, and builds the others.
    fn arrange(&mut self, from: &[Option<usize>], build: &dyn Fn(usize) -> Element) {
        let mut before: Vec<Option<Row>> = Vec::new();
        for row in self.rows.drain(..) {
            before.push(Some(row));
        }
        for (place, origin) in from.iter().enumerate() {
            let known = origin.and_then(|origin| before[origin].take());
            let row = known.unwrap_or_else(|| {
                let owner = self.owner.child();
                let node = owner.with(|| build(place)).into_node();
                Row {
                    node,
                    _owner: owner,
                }
            });
            self.rows.push(row);
        }
        for row in before.into_iter().flatten() {
            self.region.remove(&row.node);
        }
        let mut next = self.region.first();
        for row in &self.rows {
            if row.node.is_same_node(Some(&next)) {
                next = self.region.after(&next);
            } else {
                self.region.insert(&row.node, &next);
            }
        }
    }
}
