//! Turns the paths of an expression into `${references}` to the nodes they select.

use crate::document::{Document, local};

/// An expression without paths.
pub(crate) struct Rewritten {
    pub(crate) text: String,
    /// The nodes of `${p0}`, `${p1}`, …
    pub(crate) paths: Vec<Vec<usize>>,
}

/// Rewrites an expression as seen from a context node.
///
/// # Errors
///
/// What the language leaves out.
pub(crate) fn rewrite(
    expression: &str,
    document: &Document,
    context: usize,
) -> Result<Rewritten, &'static str> {
    let mut rewritten = Rewritten {
        text: String::new(),
        paths: Vec::new(),
    };
    let mut rest = expression;
    let mut after_operand = false;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if first == '\'' || first == '"' {
            after_operand = true;
            rest[1..].find(first).ok_or("a text that is not closed")? + 2
        } else if let Some(length) = position_of_parent(rest) {
            after_operand = true;
            length
        } else if let Some(length) = operator(rest, after_operand) {
            after_operand = false;
            length
        } else if let Some(length) = number(rest) {
            after_operand = true;
            length
        } else if first == ')' {
            after_operand = true;
            1
        } else if let Some(length) = function(rest) {
            after_operand = false;
            length
        } else {
            let length = path_length(rest);
            if length == 0 {
                return Err("a construct that is no path");
            }
            let nodes = select(&rest[..length], document, context)?;
            rewritten.text += &format!("${{p{}}}", rewritten.paths.len());
            rewritten.paths.push(nodes);
            after_operand = true;
            rest = &rest[length..];
            continue;
        };
        rewritten.text += &rest[..length];
        rest = &rest[length..];
    }
    Ok(rewritten)
}

/// `position(..)` stays as it is.
fn position_of_parent(rest: &str) -> Option<usize> {
    rest.starts_with("position(..)")
        .then_some("position(..)".len())
}

fn operator(rest: &str, after_operand: bool) -> Option<usize> {
    let symbols = ["!=", "<=", ">=", "=", "<", ">", "+", "-", ",", "("];
    let symbol = symbols.iter().find(|symbol| rest.starts_with(**symbol));
    if let Some(symbol) = symbol {
        return Some(symbol.len());
    }
    if !after_operand {
        return None;
    }
    if rest.starts_with('*') {
        return Some(1);
    }
    let words = ["and", "or", "div", "mod"];
    words
        .iter()
        .find(|word| rest.starts_with(**word))
        .map(|word| word.len())
}

fn number(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let starts = bytes[0].is_ascii_digit()
        || (bytes[0] == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit));
    if !starts {
        return None;
    }
    let mut end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let exponent = rest[end..].strip_prefix(['e', 'E']).map(|after| {
        let sign = usize::from(after.starts_with(['-', '+']));
        let digits = after[sign..].bytes().take_while(u8::is_ascii_digit).count();
        (sign, digits)
    });
    if let Some((sign, digits @ 1..)) = exponent {
        end += 1 + sign + digits;
    }
    Some(end)
}

/// A name with its opening parenthesis; node tests are no functions.
fn function(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !is_name(c))?;
    let name = &rest[..end];
    let blanks = rest[end..].len() - rest[end..].trim_start().len();
    let is_call = rest[end + blanks..].starts_with('(');
    let is_test = matches!(name, "node" | "text" | "comment" | "processing-instruction");
    (end > 0 && is_call && !is_test).then_some(end + blanks + 1)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn path_length(rest: &str) -> usize {
    let mut end = 0;
    let mut brackets = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '[' => brackets += 1,
            ']' => brackets -= 1,
            '(' if rest[..at].ends_with("node") => {}
            ')' if rest[..at].ends_with("node(") => {}
            '/' | '*' | ':' | '@' | '|' => {}
            _ if is_name(c) || brackets > 0 => {}
            _ => break,
        }
        end = at + c.len_utf8();
    }
    end
}

/// The nodes that a path of plain steps selects.
fn select(path: &str, document: &Document, context: usize) -> Result<Vec<usize>, &'static str> {
    if path.contains(['[', '@', '|']) {
        return Err("predicates, attributes and unions");
    }
    let (mut nodes, steps, mut deep) = if let Some(steps) = path.strip_prefix("//") {
        (vec![document.root()], steps, true)
    } else if let Some(steps) = path.strip_prefix('/') {
        (vec![document.root()], steps, false)
    } else {
        (vec![context], path, false)
    };
    for step in steps.split('/') {
        if step.is_empty() {
            deep = true;
            continue;
        }
        let mut next = Vec::new();
        for node in nodes {
            for found in take(step, document, node, deep)? {
                if !next.contains(&found) {
                    next.push(found);
                }
            }
        }
        nodes = next;
        deep = false;
    }
    Ok(nodes)
}

fn take(
    step: &str,
    document: &Document,
    node: usize,
    deep: bool,
) -> Result<Vec<usize>, &'static str> {
    let children = if deep {
        document.descendants(node)
    } else {
        document.nodes[node].children.clone()
    };
    let named = |wanted: Option<&str>| {
        let is_wanted = |child: &usize| match &document.nodes[*child].name {
            Some(name) => wanted.is_none_or(|wanted| name == local(wanted)),
            None => false,
        };
        children.iter().copied().filter(is_wanted).collect()
    };
    match step {
        "." | "self::node()" => Ok(vec![node]),
        "self::*" if document.nodes[node].name.is_some() => Ok(vec![node]),
        ".." => Ok(document.nodes[node].parent.into_iter().collect()),
        "*" => Ok(named(None)),
        "node()" => Ok(children),
        _ if step.contains("::") || step.contains('(') => Err("axes and node tests"),
        name => Ok(named(Some(name))),
    }
}
