//! Lists by unit: in the order of the round, and inside a unit by the Vietnamese alphabet.

use sohoi_text::sort_key;

use crate::round::Unit;

/// Where a row belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The id of the unit of its subject.
    pub unit: &'a str,
    /// The name of its subject.
    pub name: &'a str,
    /// The code of its subject: settles the order of equal names.
    pub id: &'a str,
}

/// The rows of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitGroup {
    /// The id of the unit.
    pub unit: String,
    /// Which rows, by their places in what was handed in.
    pub rows: Vec<usize>,
}

/// Puts rows into groups: one for the unit `root` itself and one for each unit right below it,
/// with all that is below that. Where `root` is `None`, it is the topmost unit of the round. A
/// row whose unit is not below `root` makes a group of its own unit.
///
/// Groups come in the order of the round, and so do the units inside a group; rows of one unit by
/// the name of their subject. Units that the round does not know come last.
pub fn by_unit(units: &[Unit], root: Option<&str>, rows: &[Place<'_>]) -> Vec<UnitGroup> {
    let top = units.iter().find(|unit| unit.parent.is_none());
    let root = root.or_else(|| top.map(|unit| unit.id.as_str()));
    let position = |id: &str| {
        let found = units.iter().position(|unit| unit.id == id);
        found.unwrap_or(units.len())
    };
    let mut order: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(row, place)| {
            let group = group_of(units, root, place.unit);
            let own = position(place.unit);
            let key = (
                position(group),
                group,
                own,
                place.unit,
                sort_key(place.name),
            );
            (key, place.id, row)
        })
        .collect();
    order.sort();
    let mut groups: Vec<UnitGroup> = Vec::new();
    for ((_, group, ..), _, row) in order {
        match groups.last_mut() {
            Some(last) if last.unit == group => last.rows.push(row),
            _ => groups.push(UnitGroup {
                unit: group.to_owned(),
                rows: vec![row],
            }),
        }
    }
    groups
}

/// The unit under which a row of `unit` stands.
fn group_of<'a>(units: &'a [Unit], root: Option<&'a str>, unit: &'a str) -> &'a str {
    let mut group = unit;
    // A compiled round has no circle of units; whatever this is, it ends.
    for _ in 0..units.len() {
        let found = units.iter().find(|own| own.id == group);
        let above = found.and_then(|own| own.parent.as_deref());
        match above {
            _ if Some(group) == root => return group,
            Some(above) if Some(above) == root => return group,
            Some(above) => group = above,
            None => break,
        }
    }
    unit
}

#[cfg(test)]
mod tests {
    use sohoi_form::Text;

    use super::*;

    fn unit(id: &str, parent: Option<&str>) -> Unit {
        Unit {
            id: id.to_owned(),
            name: Text::default(),
            level: String::new(),
            parent: parent.map(str::to_owned),
            code: None,
        }
    }

    /// A province, two districts, and three communes of them, in an order of their own.
    fn units() -> Vec<Unit> {
        vec![
            unit("province", None),
            unit("west", Some("province")),
            unit("west_b", Some("west")),
            unit("west_a", Some("west")),
            unit("east", Some("province")),
            unit("east_a", Some("east")),
        ]
    }

    #[track_caller]
    fn check(root: Option<&str>, rows: &[(&str, &str)], expected: &[(&str, &[&str])]) {
        let places: Vec<Place<'_>> = rows
            .iter()
            .map(|(unit, name)| Place {
                unit,
                name,
                id: name,
            })
            .collect();
        let groups = by_unit(&units(), root, &places);
        let named: Vec<(&str, Vec<&str>)> = groups
            .iter()
            .map(|group| {
                let names = group.rows.iter().map(|row| rows[*row].1);
                (group.unit.as_str(), names.collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected
            .iter()
            .map(|(unit, names)| (*unit, names.to_vec()))
            .collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn units_come_in_the_order_of_the_round_and_names_in_that_of_the_alphabet() {
        let rows = [
            ("east_a", "Đông y"),
            ("west_a", "Ân nhân"),
            ("west_b", "Luật gia"),
            ("province", "Nhà báo"),
            ("west_a", "Bơi lội"),
            ("west", "Từ thiện"),
            ("east_a", "Dân ca"),
        ];
        check(
            None,
            &rows,
            &[
                ("province", &["Nhà báo"]),
                ("west", &["Từ thiện", "Luật gia", "Ân nhân", "Bơi lội"]),
                ("east", &["Dân ca", "Đông y"]),
            ],
        );
        check(
            Some("west"),
            &rows[1..3],
            &[("west_b", &["Luật gia"]), ("west_a", &["Ân nhân"])],
        );
        check(Some("east_a"), &rows[..1], &[("east_a", &["Đông y"])]);
        check(None, &[], &[]);
    }

    #[test]
    fn a_unit_outside_stands_for_itself_and_comes_last() {
        check(
            Some("west"),
            &[("nowhere", "A"), ("east_a", "B"), ("west_a", "C")],
            &[("west_a", &["C"]), ("east_a", &["B"]), ("nowhere", &["A"])],
        );
    }

    #[test]
    fn equal_names_go_by_their_codes_whatever_order_they_come_in() {
        let place = |id| Place {
            unit: "west",
            name: "Làm vườn",
            id,
        };
        let rows = |ids: [&'static str; 3]| {
            let groups = by_unit(&units(), None, &ids.map(place));
            let rows = groups[0].rows.iter().map(|row| ids[*row]);
            rows.collect::<Vec<_>>()
        };
        assert_eq!(rows(["c", "a", "b"]), ["a", "b", "c"]);
        assert_eq!(rows(["b", "c", "a"]), ["a", "b", "c"]);
    }
}
