//! Finds steps that depend on themselves, to show their author the whole circle.

use super::{Edge, Graph, Step};

/// Steps that depend on each other in a circle; each on the one after it, the last on the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    pub(crate) steps: Vec<Step>,
    /// The property by which the first depends on the second.
    pub(crate) property: &'static str,
}

/// The circles among the steps that still wait for another.
pub(super) fn cycles(graph: &Graph, edges: &[Edge], waiting: &[usize]) -> Vec<Cycle> {
    let count = waiting.len();
    // Backwards: what a step depends on.
    let mut needs: Vec<Vec<(usize, &'static str)>> = vec![Vec::new(); count];
    for edge in edges {
        if waiting[edge.from] > 0 && waiting[edge.to] > 0 {
            needs[edge.to].push((edge.from, edge.property));
        }
    }
    let mut is_named = vec![false; count];
    let mut found = Vec::new();
    for start in 0..count {
        if waiting[start] == 0 || is_named[start] {
            continue;
        }
        let Some(circle) = shortest_circle(start, &needs) else {
            continue;
        };
        for (step, _) in &circle {
            is_named[*step] = true;
        }
        found.push(Cycle {
            property: circle[0].1,
            steps: circle.iter().map(|(step, _)| graph.step(*step)).collect(),
        });
    }
    found
}

/// The shortest way from a step back to itself, each with the property that leads to the next.
fn shortest_circle(
    start: usize,
    needs: &[Vec<(usize, &'static str)>],
) -> Option<Vec<(usize, &'static str)>> {
    let mut came_from: Vec<Option<(usize, &'static str)>> = vec![None; needs.len()];
    let mut queue = vec![start];
    let mut at = 0;
    while let Some(&step) = queue.get(at) {
        at += 1;
        for &(next, property) in &needs[step] {
            if came_from[next].is_some() {
                continue;
            }
            came_from[next] = Some((step, property));
            if next != start {
                queue.push(next);
                continue;
            }
            let mut circle = Vec::new();
            let mut at = start;
            while let Some((before, property)) = came_from[at] {
                circle.push((before, property));
                at = before;
                if at == start {
                    break;
                }
            }
            circle.reverse();
            return Some(circle);
        }
    }
    None
}
