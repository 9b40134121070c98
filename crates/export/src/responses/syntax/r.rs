//! The R script.
//!
//! Names stand in literals too: `responses[["name"]]`. So a script has the same code whatever people wrote.

use sohoi_text::Language;
use sohoi_text::messages::syntax as words;

use super::text::{one_line, r_literal};
use super::variables::{Content, Item, Variable, Variables};

/// A factor that knows the codes in the file; and which of several choices were made.
const FUNCTIONS: &str = r#"
one_choice <- function(x, codes, labels) {
  made <- factor(x, levels = codes, labels = labels)
  attr(made, "codes") <- codes
  made
}

several_choices <- function(x, codes, labels) {
  made <- strsplit(as.character(x), " ", fixed = TRUE)
  frame <- data.frame(row.names = seq_along(x))
  for (i in seq_along(codes)) {
    is_made <- vapply(made, function(own) codes[i] %in% own, logical(1))
    is_made[is.na(x)] <- NA
    attr(is_made, "label") <- labels[i]
    frame[[codes[i]]] <- is_made
  }
  frame
}
"#;

pub(super) fn write(variables: &Variables, language: Language) -> String {
    let mut script = String::new();
    comments(&mut script, variables, language);
    let csv = r_literal(&format!("{}.csv", variables.form));
    script += &format!("if (!exists(\"csv_file\")) csv_file <- {csv}\n\n");
    let list = &variables.list;
    assign(&mut script, "columns", list.iter().map(|own| &*own.column));
    assign(&mut script, "variables", list.iter().map(|own| &*own.name));
    assign(&mut script, "types", list.iter().map(class));
    let labels: Vec<String> = list.iter().map(Variable::label).collect();
    assign(&mut script, "labels", labels.iter().map(String::as_str));
    script += FUNCTIONS;
    read(&mut script, variables, language);
    choices(&mut script, variables);
    script += r#"
for (i in seq_along(variables)) {
  attr(responses[[i]], "label") <- labels[i]
  attr(responses[[i]], "column") <- columns[i]
}
"#;
    let title = r_literal(&one_line(&variables.title));
    script += &format!("attr(responses, \"label\") <- {title}\n");
    script
}

fn comments(script: &mut String, variables: &Variables, language: Language) {
    let about = format!(
        "{} · {} · n = {}",
        variables.form, variables.heading, variables.responses
    );
    let said = [
        words::r_reads,
        words::r_encoding,
        words::r_where,
        words::column_of,
        words::made_for,
        words::blank,
        words::r_several,
    ]
    .map(|said| said(language));
    for comment in std::iter::once(&*about).chain(said) {
        *script += &format!("# {}\n", one_line(comment));
    }
    script.push('\n');
}

fn class(variable: &Variable) -> &'static str {
    match variable.content {
        // Whole numbers too: an amount in dong is more than R's integers hold.
        Content::Number { .. } => "numeric",
        Content::Day => "Date",
        Content::Text | Content::One(_) | Content::Several(_) => "character",
    }
}

fn read(script: &mut String, variables: &Variables, language: Language) {
    let other = r_literal(words::other_columns(language));
    let texts = variables.list.iter();
    let texts = texts.filter(|own| matches!(own.content, Content::Text));
    *script += r#"
found <- names(read.csv(csv_file, check.names = FALSE, colClasses = "character",
                        nrows = 1, fileEncoding = "UTF-8-BOM"))
"#;
    *script += &format!("if (!identical(enc2utf8(found), enc2utf8(columns))) stop({other})\n");
    *script += r#"responses <- read.csv(csv_file, check.names = FALSE, colClasses = types,
                      na.strings = "", fileEncoding = "UTF-8-BOM")
names(responses) <- variables

"#;
    assign(script, "texts", texts.map(|own| &*own.name));
    *script += r#"for (name in texts) {
  responses[[name]] <- sub("^'([=+@\t\r-])", "\\1", responses[[name]])
}

multiple <- list()
"#;
}

fn choices(script: &mut String, variables: &Variables) {
    for own in &variables.list {
        let name = r_literal(&own.name);
        let (target, function, items) = match &own.content {
            Content::One(items) => ("responses", "one_choice", items),
            Content::Several(items) => ("multiple", "several_choices", items),
            Content::Text | Content::Number { .. } | Content::Day => continue,
        };
        let codes = vector(items.iter().map(|item: &Item| &*item.code), "  ");
        let labels = vector(items.iter().map(|item| &*item.label), "  ");
        *script += &format!(
            "{target}[[{name}]] <- {function}(\n  responses[[{name}]],\n  {codes},\n  {labels}\n)\n"
        );
    }
}

fn assign<'a>(script: &mut String, name: &str, texts: impl Iterator<Item = &'a str>) {
    *script += &format!("{name} <- {}\n", vector(texts, ""));
}

/// A vector of texts, each on a line of its own.
fn vector<'a>(texts: impl Iterator<Item = &'a str>, indent: &str) -> String {
    let literals: Vec<String> = texts
        .map(|text| format!("\n{indent}  {}", r_literal(text)))
        .collect();
    match literals.is_empty() {
        true => "character(0)".to_owned(),
        false => format!("c({}\n{indent})", literals.join(",")),
    }
}
