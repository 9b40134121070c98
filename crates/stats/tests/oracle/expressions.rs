//! Slightly wrong versions of expressions: what a slip of the author or of the code would make.

/// A change and the text it leads to.
pub(crate) type Change = (String, String);

/// The pieces of an expression that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Text,
    Number,
    Operator,
    Word,
    Name,
    Open,
    Close,
    Other,
}

/// What stands in the form beside what an expression names.
pub(crate) trait Neighbours {
    /// Another name that could stand for `name`.
    fn name(&self, name: &str) -> Option<String>;
    /// Another text that the question `name` could be compared with.
    fn text(&self, name: &str, text: &str) -> Option<String>;
}

/// Every version of `text` with one piece changed: a literal, a comparison, `and` against `or`, one
/// side of `and` or `or` left out, a name or a choice put in the place of its neighbour.
pub(crate) fn changes(text: &str, neighbours: &impl Neighbours) -> Vec<Change> {
    let pieces = pieces(text);
    let mut changes = Vec::new();
    let mut last_name = "";
    for (start, end, piece) in &pieces {
        let old = &text[*start..*end];
        let new = match piece {
            Piece::Text => neighbours
                .text(last_name, &old[1..old.len() - 1])
                .map(|text| format!("'{text}'")),
            Piece::Number => old
                .parse::<i64>()
                .ok()
                .map(|number| (number + 1).to_string()),
            Piece::Operator => opposite(old).map(str::to_owned),
            Piece::Word if old == "and" => Some("or".to_owned()),
            Piece::Word if old == "or" => Some("and".to_owned()),
            Piece::Name => {
                last_name = &old[2..old.len() - 1];
                neighbours
                    .name(last_name)
                    .map(|name| format!("${{{name}}}"))
            }
            _ => None,
        };
        if let Some(new) = new {
            let changed = format!("{}{new}{}", &text[..*start], &text[*end..]);
            changes.push((format!("{old} becomes {new} at {start}"), changed));
        }
    }
    changes.extend(without_one_side(text, &pieces));
    changes
}

/// The names that the text refers to.
pub(crate) fn names(text: &str) -> Vec<&str> {
    pieces(text)
        .into_iter()
        .filter(|(.., piece)| *piece == Piece::Name)
        .map(|(start, end, _)| &text[start + 2..end - 1])
        .collect()
}

fn opposite(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "=" => "!=",
        "!=" => "=",
        ">=" => ">",
        ">" => ">=",
        "<=" => "<",
        "<" => "<=",
        "+" => "-",
        _ => return None,
    })
}

fn without_one_side(text: &str, pieces: &[(usize, usize, Piece)]) -> Vec<Change> {
    let mut depth = 0;
    let mut cuts = Vec::new();
    for (start, end, piece) in pieces {
        match piece {
            Piece::Open => depth += 1,
            Piece::Close => depth -= 1,
            Piece::Word if depth == 0 && matches!(&text[*start..*end], "and" | "or") => {
                cuts.push((*start, *end));
            }
            Piece::Operator if depth == 0 && &text[*start..*end] == "+" => {
                cuts.push((*start, *end))
            }
            _ => {}
        }
    }
    cuts.into_iter()
        .flat_map(|(start, end)| [text[..start].trim(), text[end..].trim()])
        .map(|side| (format!("only {side}"), side.to_owned()))
        .collect()
}

fn pieces(text: &str) -> Vec<(usize, usize, Piece)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let rest = &text[start..];
        let run = |belongs: fn(char) -> bool| rest.find(|it| !belongs(it)).unwrap_or(rest.len());
        let (length, piece) = match first {
            '\'' | '"' => (
                rest[1..].find(first).map_or(rest.len(), |end| end + 2),
                Piece::Text,
            ),
            '$' => (
                rest.find('}').map_or(rest.len(), |end| end + 1),
                Piece::Name,
            ),
            '(' => (1, Piece::Open),
            ')' => (1, Piece::Close),
            '0'..='9' => (run(|it| it.is_ascii_digit() || it == '.'), Piece::Number),
            'a'..='z' => (run(|it| it.is_ascii_lowercase() || it == '-'), Piece::Word),
            '=' | '!' | '<' | '>' | '+' => (run(|it| "=!<>+".contains(it)), Piece::Operator),
            other => (other.len_utf8(), Piece::Other),
        };
        pieces.push((start, start + length, piece));
        start += length;
    }
    pieces
}

#[test]
fn an_expression_is_changed_piece_by_piece() {
    struct Form;
    impl Neighbours for Form {
        fn name(&self, name: &str) -> Option<String> {
            (name == "kind").then(|| "sort".to_owned())
        }
        fn text(&self, name: &str, text: &str) -> Option<String> {
            Some(format!("{text} of {name}"))
        }
    }
    let changed = changes(
        "${kind} = 'a' and (${n} >= 40 or selected(${m}, 'none'))",
        &Form,
    )
    .into_iter()
    .map(|(_, changed)| changed)
    .collect::<Vec<_>>();
    assert_eq!(
        changed,
        [
            "${sort} = 'a' and (${n} >= 40 or selected(${m}, 'none'))",
            "${kind} != 'a' and (${n} >= 40 or selected(${m}, 'none'))",
            "${kind} = 'a of kind' and (${n} >= 40 or selected(${m}, 'none'))",
            "${kind} = 'a' or (${n} >= 40 or selected(${m}, 'none'))",
            "${kind} = 'a' and (${n} > 40 or selected(${m}, 'none'))",
            "${kind} = 'a' and (${n} >= 41 or selected(${m}, 'none'))",
            "${kind} = 'a' and (${n} >= 40 and selected(${m}, 'none'))",
            "${kind} = 'a' and (${n} >= 40 or selected(${m}, 'none of m'))",
            "${kind} = 'a'",
            "(${n} >= 40 or selected(${m}, 'none'))",
        ]
    );
}
