//! Which rows a term counts, by their keys.

use sohoi_expr::{Context, Names, Place, Shape, Target, Type, Value, parse, parse_number};

/// Whether a row with this key meets a row condition. A condition may look at the row key alone, which
/// the round's compiler sees to; one that cannot be read is met by no row.
pub(super) fn is_met(condition: &str, key: &str) -> bool {
    let value = match parse_number(key) {
        Some(number) => Value::Number(number),
        None => Value::text(key),
    };
    let condition = parse(condition).ok();
    let condition = condition.and_then(|it| it.check(&RowKey, Place::Condition).ok());
    condition.is_some_and(|condition| condition.is_true(&Row(value)))
}

/// Whatever name stands in a row condition is the row key.
struct RowKey;

impl Names for RowKey {
    fn reference(&self, _name: &str) -> Option<Target> {
        Some(Target {
            handle: 0,
            shape: Shape::One,
            kind: Type::Any,
            repeat: None,
        })
    }
}

struct Row(Value);

impl Context for Row {
    fn value(&self, _reference: u32) -> &Value {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::is_met;

    #[test]
    fn conditions_look_at_the_key() {
        for (condition, key, expected) in [
            ("${year} = 2017", "2017", true),
            ("${year} = 2017", "2016", false),
            ("${year} <= 2016", "2016", true),
            ("${year} = '2016' or ${year} = 2012", "2016", true),
            ("${kind} = 'small'", "small", true),
            ("${kind} = 'small'", "large", false),
            ("${kind} =", "small", false),
        ] {
            assert_eq!(is_met(condition, key), expected, "{condition} {key}");
        }
    }
}
