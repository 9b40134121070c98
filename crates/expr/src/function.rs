//! The functions of the language: their names, arguments and results.

use crate::fault::HAS_REASONS;
use crate::names::Type;
use crate::nearest::nearest;

/// A function that is computed from its arguments alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Abs,
    Boolean,
    BooleanFromString,
    Coalesce,
    Concat,
    Contains,
    Count,
    CountSelected,
    Date,
    DecimalDateTime,
    EndsWith,
    False,
    FormatDate,
    If,
    IndexedRepeat,
    Int,
    Join,
    Max,
    Min,
    NormalizeSpace,
    Not,
    Number,
    Position,
    Pow,
    Regex,
    Round,
    Selected,
    SelectedAt,
    StartsWith,
    String,
    StringLength,
    Substr,
    SubstringAfter,
    SubstringBefore,
    Sum,
    Translate,
    True,
}

/// A function as authors know it.
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    pub(crate) function: Function,
    pub(crate) least: usize,
    pub(crate) most: usize,
    pub(crate) result: Type,
    /// Whether it takes questions that are asked once a row.
    pub(crate) gathers: bool,
}

const ANY: usize = usize::MAX;

const fn plain(
    name: &'static str,
    function: Function,
    least: usize,
    most: usize,
    result: Type,
) -> Signature {
    Signature {
        name,
        function,
        least,
        most,
        result,
        gathers: false,
    }
}

const fn gathering(
    name: &'static str,
    function: Function,
    least: usize,
    most: usize,
    result: Type,
) -> Signature {
    Signature {
        name,
        function,
        least,
        most,
        result,
        gathers: true,
    }
}

/// All functions, by name.
const FUNCTIONS: &[Signature] = &[
    plain("abs", Function::Abs, 1, 1, Type::Number),
    plain("boolean", Function::Boolean, 1, 1, Type::Boolean),
    plain(
        "boolean-from-string",
        Function::BooleanFromString,
        1,
        1,
        Type::Boolean,
    ),
    plain("coalesce", Function::Coalesce, 2, 2, Type::Any),
    plain("concat", Function::Concat, 1, ANY, Type::Text),
    plain("contains", Function::Contains, 2, 2, Type::Boolean),
    gathering("count", Function::Count, 1, 1, Type::Number),
    gathering("count-non-empty", Function::Count, 1, 1, Type::Number),
    plain(
        "count-selected",
        Function::CountSelected,
        1,
        1,
        Type::Number,
    ),
    plain("date", Function::Date, 1, 1, Type::Date),
    plain(
        "decimal-date-time",
        Function::DecimalDateTime,
        1,
        1,
        Type::Number,
    ),
    plain("ends-with", Function::EndsWith, 2, 2, Type::Boolean),
    plain("false", Function::False, 0, 0, Type::Boolean),
    plain("format-date", Function::FormatDate, 2, 2, Type::Text),
    plain("if", Function::If, 3, 3, Type::Any),
    plain("indexed-repeat", Function::IndexedRepeat, 3, 3, Type::Any),
    plain("int", Function::Int, 1, 1, Type::Number),
    gathering("join", Function::Join, 1, ANY, Type::Text),
    gathering("max", Function::Max, 1, ANY, Type::Number),
    gathering("min", Function::Min, 1, ANY, Type::Number),
    plain(
        "normalize-space",
        Function::NormalizeSpace,
        1,
        1,
        Type::Text,
    ),
    plain("not", Function::Not, 1, 1, Type::Boolean),
    plain("number", Function::Number, 1, 1, Type::Number),
    plain("position", Function::Position, 1, 1, Type::Number),
    plain("pow", Function::Pow, 2, 2, Type::Number),
    plain("regex", Function::Regex, 2, 2, Type::Boolean),
    plain("round", Function::Round, 1, 2, Type::Number),
    plain("selected", Function::Selected, 2, 2, Type::Boolean),
    plain("selected-at", Function::SelectedAt, 2, 2, Type::Text),
    plain("starts-with", Function::StartsWith, 2, 2, Type::Boolean),
    plain("string", Function::String, 1, 1, Type::Text),
    plain("string-length", Function::StringLength, 1, 1, Type::Number),
    plain("substr", Function::Substr, 2, 3, Type::Text),
    plain(
        "substring-after",
        Function::SubstringAfter,
        2,
        2,
        Type::Text,
    ),
    plain(
        "substring-before",
        Function::SubstringBefore,
        2,
        2,
        Type::Text,
    ),
    gathering("sum", Function::Sum, 1, 1, Type::Number),
    plain("translate", Function::Translate, 3, 3, Type::Text),
    plain("true", Function::True, 0, 0, Type::Boolean),
];

/// The function of that name.
pub(crate) fn find(name: &str) -> Option<&'static Signature> {
    FUNCTIONS.iter().find(|signature| signature.name == name)
}

/// The name by which authors know a function; the first of them where it has two.
pub(crate) fn name_of(function: Function) -> Option<&'static str> {
    let mut known = FUNCTIONS.iter();
    Some(known.find(|signature| signature.function == function)?.name)
}

/// What to do about a function that does not exist.
pub(crate) fn hint(name: &str) -> Option<String> {
    if !HAS_REASONS {
        return None;
    }
    let known = match name {
        "today" | "now" => "keep the day in a question, so that results never change by themselves",
        "once" | "random" | "uuid" => "results follow from the answers alone",
        "floor" => "use int(), which drops the decimals",
        "ceiling" => "use int() or round()",
        "format-date-time" => "there are no times, use format-date()",
        "date-time" => "there are no times, use date()",
        "decimal-time" => "there are no times, use decimal-date-time()",
        "substring" => "use substr(text, start, end), counted from 0",
        "len" | "length" => "use string-length()",
        "and" | "or" | "div" | "mod" => "it stands between two values",
        _ => {
            let names = FUNCTIONS.iter().map(|known| known.name);
            return nearest(name, names).map(|name| format!("did you mean {name}()?"));
        }
    };
    Some(known.to_owned())
}

impl Signature {
    /// How many arguments it takes, in words.
    pub(crate) fn takes(&self) -> String {
        if !HAS_REASONS {
            return String::new();
        }
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match (self.least, self.most) {
            (0, 0) => "no arguments".to_owned(),
            (least, most) if least == most => format!("{least} argument{}", plural(least)),
            (least, ANY) => format!("at least {least} argument{}", plural(least)),
            (least, most) => format!("{least} to {most} arguments"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_found_by_its_name() {
        for signature in FUNCTIONS {
            let found = find(signature.name).unwrap();
            assert_eq!(found.function, signature.function);
            assert!(signature.least <= signature.most);
        }
        assert!(FUNCTIONS.is_sorted_by_key(|signature| signature.name));
        assert!(find("today").is_none());
    }

    #[test]
    fn every_function_is_explained_to_authors() {
        let page = include_str!("../../../docs/expressions.md");
        for Signature { name, .. } in FUNCTIONS {
            assert!(
                page.contains(&format!("`{name}(")),
                "docs/expressions.md lacks {name}"
            );
        }
    }
}
