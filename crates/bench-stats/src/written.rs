//! Expressions in the words of other engines.

use sohoi_expr::{Expression, Operator, Split, Value};
use sohoi_form::Engine;

/// An engine that understands expressions in words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// DuckDB's SQL; null where a comparison has no value.
    Sql,
    /// JavaScript over a row `d`, as Arquero reads it.
    Script,
}

impl Language {
    /// The expression in this language, blank rules included, where it stands as a condition or a
    /// number.
    ///
    /// # Errors
    ///
    /// What the language has no words for here.
    pub fn write(self, expression: &Expression, engine: &Engine) -> Result<String, String> {
        let write = |part: &Expression| self.write(part, engine);
        Ok(match expression.split() {
            Split::Constant(Value::Number(number)) => number.to_string(),
            Split::Constant(Value::Text(text)) => format!("'{text}'"),
            Split::Reference(handle) => {
                let (name, _) = engine.named(handle).ok_or("a name that is none")?;
                self.column(name)
            }
            Split::Operation(Operator::And, parts) => {
                self.joined(&parts, [" AND ", " && "], engine)?
            }
            Split::Operation(Operator::Or, parts) => {
                self.joined(&parts, [" OR ", " || "], engine)?
            }
            Split::Operation(operator, parts) => {
                let [left, right] = &parts[..] else {
                    return Err("an operator has two operands".to_owned());
                };
                self.operation(operator, [left, right], engine)?
            }
            Split::Call("not", parts) => match self {
                Self::Sql => format!("(NOT coalesce({}, false))", write(&parts[0])?),
                Self::Script => format!("!({})", write(&parts[0])?),
            },
            Split::Call("selected", parts) => {
                let (select, choice) = (write(&parts[0])?, write(&parts[1])?);
                match self {
                    Self::Sql => {
                        format!("contains(' ' || {select} || ' ', ' ' || {choice} || ' ')")
                    }
                    Self::Script => {
                        format!(
                            "({select} !== null && op.includes(op.split({select}, ' '), {choice}, 0))"
                        )
                    }
                }
            }
            Split::Call("number", parts) => match self {
                Self::Sql => format!("TRY_CAST({} AS DOUBLE)", write(&parts[0])?),
                Self::Script => {
                    let text = write(&parts[0])?;
                    format!("({text} === null ? null : +{text})")
                }
            },
            Split::Call("decimal-date-time", parts) => write(&parts[0])?,
            other => return Err(format!("no words for {other:?}")),
        })
    }

    /// A column by its name.
    pub fn column(self, name: &str) -> String {
        match self {
            Self::Sql => format!("\"{name}\""),
            Self::Script => format!("d['{name}']"),
        }
    }

    fn joined(
        self,
        parts: &[Expression],
        words: [&str; 2],
        engine: &Engine,
    ) -> Result<String, String> {
        let parts = parts.iter().map(|part| self.write(part, engine));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        Ok(format!(
            "({})",
            parts.join(words[usize::from(self == Self::Script)])
        ))
    }

    fn operation(
        self,
        operator: Operator,
        parts: [&Expression; 2],
        engine: &Engine,
    ) -> Result<String, String> {
        let is_blank = |part: &Expression| matches!(part.split(), Split::Constant(Value::Blank));
        if is_blank(parts[1]) {
            let left = self.write(parts[0], engine)?;
            return Ok(match (self, operator) {
                (Self::Sql, Operator::Equal) => format!("({left} IS NULL)"),
                (Self::Sql, _) => format!("({left} IS NOT NULL)"),
                (Self::Script, Operator::Equal) => format!("({left} === null)"),
                (Self::Script, _) => format!("({left} !== null)"),
            });
        }
        let left = self.write(parts[0], engine)?;
        let right = self.write(parts[1], engine)?;
        let word = match operator {
            Operator::Equal => ["=", "==="],
            Operator::NotEqual => ["IS DISTINCT FROM", "!=="],
            Operator::Less => ["<", "<"],
            Operator::AtMost => ["<=", "<="],
            Operator::More => [">", ">"],
            Operator::AtLeast => [">=", ">="],
            Operator::Add => ["+", "+"],
            Operator::Subtract => ["-", "-"],
            Operator::Multiply => ["*", "*"],
            Operator::Divide => ["/", "/"],
            Operator::Modulo => ["%", "%"],
            Operator::And | Operator::Or => return Err("they are joined".to_owned()),
        };
        if self == Self::Sql && operator.is_arithmetic() {
            // Small whole numbers would overflow.
            return Ok(format!("({left}::DOUBLE {} {right}::DOUBLE)", word[0]));
        }
        if self == Self::Sql {
            return Ok(format!("({left} {} {right})", word[0]));
        }
        // In JavaScript null is 0 where numbers are compared or added.
        let is_order = matches!(
            operator,
            Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast
        );
        let columns = [(parts[0], &left), (parts[1], &right)];
        let columns = columns
            .into_iter()
            .filter(|(part, _)| !part.uses().is_empty());
        let checks = columns.map(|(_, text)| format!("{text} !== null"));
        let checks = checks.collect::<Vec<_>>().join(" && ");
        let text = format!("{left} {} {right}", word[1]);
        Ok(match operator {
            Operator::Equal | Operator::NotEqual => format!("({text})"),
            _ if is_order => format!("({checks} && {text})"),
            _ => format!("({checks} ? {text} : null)"),
        })
    }
}
