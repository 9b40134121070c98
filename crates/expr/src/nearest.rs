//! Finds the name an author probably meant.

/// The candidate closest to `name`, if one is close enough to be a slip of the hand.
///
/// Close means at most one insertion, removal, replacement or swap of neighbours for every
/// three characters, capital letters aside.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The number of edits between two names (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_ascii_lowercase().chars().collect();
    let right: Vec<char> = right.to_ascii_lowercase().chars().collect();
    let mut before = vec![0; right.len() + 1];
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1; right.len() + 1];
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            row[j + 1] = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_slips_and_nothing_else() {
        let names = ["birth_year", "birth_date", "colour", "count-selected", "if"];
        for (name, expected) in [
            ("birth_yaer", Some("birth_year")),
            ("Colour", Some("colour")),
            ("coluor", Some("colour")),
            ("countselected", Some("count-selected")),
            ("iff", Some("if")),
            ("height", None),
            ("xyz", None),
        ] {
            assert_eq!(nearest(name, names), expected, "{name}");
        }
    }
}
