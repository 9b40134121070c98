//! The SPSS syntax file.
//!
//! Commands begin in the first column and go on in lines that do not, each ends with a dot: so it runs
//! under the interactive rules and under those of `INCLUDE` (IBM SPSS Statistics Command Syntax
//! Reference, “Running Commands”).

use sohoi_text::Language;
use sohoi_text::messages::syntax as words;

use super::text::{cut, one_line, sps_literal};
use super::variables::{Content, Item, Variable, Variables};

/// How many bytes a variable label has at most.
const LABEL: usize = 255;
/// How many bytes a value label has at most.
const VALUE_LABEL: usize = 120;
/// How many bytes the label of a file has at most.
const FILE_LABEL: usize = 64;
/// How many bytes a text has at most.
const TEXT: usize = 32_767;
/// How many bytes of a comment stand on a line.
const COMMENT: usize = 180;

pub(super) fn write(variables: &Variables, language: Language) -> String {
    let mut script = Script::default();
    comments(&mut script, variables, language);
    read(&mut script, variables);
    take_off_apostrophes(&mut script, variables);
    split_several(&mut script, variables);
    label(&mut script, variables, language);
    script.command("EXECUTE", &[]);
    script.0
}

fn comments(script: &mut Script, variables: &Variables, language: Language) {
    // By the byte order mark SPSS knows that it is UTF-8.
    script.0.push('\u{feff}');
    script.comment(words::sps_reads(language));
    let about = format!(
        "{} · {} · n = {}",
        variables.form, variables.heading, variables.responses
    );
    script.comment(&about);
    if variables.broken_cells > 0 {
        script.comment(&words::broken_cells(language, variables.broken_cells));
    }
    for comment in [
        words::sps_where,
        words::column_of,
        words::made_for,
        words::blank,
        words::sps_apostrophe,
        words::sps_several,
    ] {
        script.comment(comment(language));
    }
}

fn read(script: &mut Script, variables: &Variables) {
    script.command("PRESERVE", &[]);
    script.command("SET DECIMAL=DOT", &[]);
    let mut lines = vec![
        "/TYPE=TXT".to_owned(),
        format!("/FILE={}", sps_literal(&format!("{}.csv", variables.form))),
        "/ENCODING='UTF8'".to_owned(),
        "/ARRANGEMENT=DELIMITED".to_owned(),
        "/DELCASE=LINE".to_owned(),
        format!("/FIRSTCASE={}", variables.heading_lines + 1),
        "/DELIMITERS=\",\"".to_owned(),
        "/QUALIFIER='\"'".to_owned(),
        "/VARIABLES=".to_owned(),
    ];
    let all = variables.list.iter();
    lines.extend(all.map(|own| format!("  {} {}", own.name, format_of(own))));
    script.command("GET DATA", &lines);
    // The numbers are read here, while the decimal sign is the dot.
    script.command("EXECUTE", &[]);
    script.command("RESTORE", &[]);
    let title = one_line(&variables.title);
    script.command("FILE LABEL", &[sps_literal(&cut(&title, FILE_LABEL))]);
}

fn format_of(variable: &Variable) -> String {
    let text = |bytes: usize| format!("A{}", bytes.next_power_of_two().clamp(8, TEXT));
    match &variable.content {
        Content::Number { decimals } => {
            let decimals = (*decimals).min(16);
            // The longest cell need not be the one with the most decimals.
            let width = (variable.bytes + decimals + 1).clamp(8, 40);
            format!("F{width}.{decimals}")
        }
        Content::Day => "SDATE10".to_owned(),
        Content::One(items) => {
            let codes = items.iter().map(|item| item.code.len());
            text(codes.max().unwrap_or(0).max(variable.bytes))
        }
        Content::Several(items) => {
            let codes: usize = items.iter().map(|item| item.code.len() + 1).sum();
            text(codes.max(variable.bytes))
        }
        Content::Text => text(variable.bytes.max(64)),
    }
}

/// `'=1` is `=1` again (docs/adr/0010).
fn take_off_apostrophes(script: &mut Script, variables: &Variables) {
    let is_text = |own: &&Variable| matches!(own.content, Content::Text);
    let texts: Vec<String> = variables
        .list
        .iter()
        .filter(is_text)
        .map(|own| own.name.clone())
        .collect();
    let mut lines = vec!["q_text =".to_owned()];
    lines.extend(texts);
    script.command("DO REPEAT", &lines);
    let lines = [
        "(SUBSTR(q_text, 1, 1) = ''''".to_owned(),
        "AND ANY(SUBSTR(q_text, 2, 1), '=', '+', '-', '@'))".to_owned(),
        "q_text = SUBSTR(q_text, 2)".to_owned(),
    ];
    script.command("IF", &lines);
    script.command("END REPEAT", &[]);
}

/// A variable of 0 and 1 for each choice; missing where nothing is chosen.
fn split_several(script: &mut Script, variables: &Variables) {
    for (variable, items) in variables.several() {
        for item in items {
            let lines = [
                format!("({} <> ' ')", variable.name),
                format!("{} =", item.name),
                format!("INDEX(CONCAT(' ', RTRIM({}), ' '),", variable.name),
                format!("{}) > 0", sps_literal(&format!(" {} ", item.code))),
            ];
            script.command("IF", &lines);
        }
    }
}

fn label(script: &mut Script, variables: &Variables, language: Language) {
    script.list("VARIABLE LABELS", variable_labels(variables));
    script.list("VALUE LABELS", value_labels(variables, language));
    let is_text = |own: &Variable| {
        matches!(
            own.content,
            Content::Text | Content::One(_) | Content::Several(_)
        )
    };
    let (texts, others): (Vec<&Variable>, Vec<&Variable>) =
        variables.list.iter().partition(|own| is_text(own));
    let texts: Vec<String> = texts.iter().map(|own| own.name.clone()).collect();
    let split = variables.several().flat_map(|(_, items)| items);
    let split: Vec<String> = split.map(|item| item.name.clone()).collect();
    if !split.is_empty() {
        script.command("FORMATS", &with(&split, "(F1.0)"));
    }
    script.command("MISSING VALUES", &with(&texts, "(' ')"));
    let nominal = [texts, split].concat();
    script.command("VARIABLE LEVEL", &with(&nominal, "(NOMINAL)"));
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|own| own.name.clone()).collect();
        script.command("VARIABLE LEVEL", &with(&others, "(SCALE)"));
    }
    for (variable, items) in variables.several().filter(|(_, items)| items.len() > 1) {
        let mut lines = vec![
            format!("/MDGROUP NAME=${}", variable.name),
            format!("LABEL={}", sps_literal(&fitted(variable))),
            "CATEGORYLABELS=VARLABELS VARIABLES=".to_owned(),
        ];
        lines.extend(items.iter().map(|item| item.name.clone()));
        lines.push("VALUE=1".to_owned());
        script.command("MRSETS", &lines);
    }
    let columns = variables.list.iter().map(|own| {
        let column = sps_literal(&own.column);
        format!("VARIABLES={}\n    ATTRIBUTE=column({column})", own.name)
    });
    script.list("VARIABLE ATTRIBUTE", columns.collect());
}

fn variable_labels(variables: &Variables) -> Vec<String> {
    let mut labels = Vec::new();
    for own in &variables.list {
        labels.push(format!("{}\n    {}", own.name, sps_literal(&fitted(own))));
    }
    for (variable, items) in variables.several() {
        for item in items {
            let label = format!("{} · {}", item.label, variable.label());
            let label = sps_literal(&cut(&label, LABEL));
            labels.push(format!("{}\n    {label}", item.name));
        }
    }
    labels
}

/// The label of a variable in as many bytes as SPSS takes. What tells the row stays whole, unless it is
/// as long as that.
fn fitted(variable: &Variable) -> String {
    let label = variable.label();
    let row = variable.row.as_deref().map(one_line);
    let end = row.map_or_else(String::new, |row| format!(" · {row}"));
    if label.len() <= LABEL || end.len() > LABEL / 2 {
        return cut(&label, LABEL).into_owned();
    }
    let begin = cut(&label[..label.len() - end.len()], LABEL - end.len()).into_owned();
    begin + &end
}

fn value_labels(variables: &Variables, language: Language) -> Vec<String> {
    let mut labels = Vec::new();
    for own in &variables.list {
        if let Content::One(items) = &own.content
            && !items.is_empty()
        {
            let mut lines = own.name.clone();
            for item in items {
                let label = sps_literal(&cut(&item.label, VALUE_LABEL));
                lines += &format!("\n    {}\n      {label}", sps_literal(&item.code));
            }
            labels.push(lines);
        }
    }
    let (no, yes) = (words::not_chosen(language), words::chosen(language));
    for (_, items) in variables.several().filter(|(_, items)| !items.is_empty()) {
        let names: Vec<&str> = items.iter().map(|item| &*item.name).collect();
        let (no, yes) = (sps_literal(no), sps_literal(yes));
        labels.push(format!("{}\n    0 {no}\n    1 {yes}", names.join("\n    ")));
    }
    labels
}

fn with(names: &[String], end: &str) -> Vec<String> {
    let mut lines = names.to_vec();
    lines.push(end.to_owned());
    lines
}

impl Variables {
    /// The variables with several choices.
    pub(super) fn several(&self) -> impl Iterator<Item = (&Variable, &[Item])> {
        self.list.iter().filter_map(|own| match &own.content {
            Content::Several(items) => Some((own, items.as_slice())),
            _ => None,
        })
    }
}

/// A script in the making.
#[derive(Default)]
struct Script(String);

impl Script {
    /// Writes a comment, each line a command of its own: whatever it holds, the next line is none of it.
    fn comment(&mut self, text: &str) {
        let mut line = String::new();
        for word in one_line(text).split(' ') {
            if line.len() + word.len() > COMMENT {
                self.comment_line(&std::mem::take(&mut line));
            }
            line.push(' ');
            line += &cut(word, COMMENT);
        }
        self.comment_line(&line);
    }

    fn comment_line(&mut self, line: &str) {
        let line = line.replace(['\'', '"'], "’").replace("*/", "* /");
        self.0 += &format!("*{} .\n", line.trim_end_matches('.'));
    }

    /// Writes a command that goes on in lines of its own.
    fn command(&mut self, head: &str, lines: &[String]) {
        self.0 += head;
        for line in lines {
            self.0 += "\n  ";
            self.0 += line;
        }
        self.0 += ".\n";
    }

    /// Writes a command about several things, with strokes between them.
    fn list(&mut self, head: &str, parts: Vec<String>) {
        if parts.is_empty() {
            return;
        }
        let lines = parts.into_iter().enumerate();
        let lines = lines.map(|(at, part)| match at {
            0 => part,
            _ => format!("/{part}"),
        });
        self.command(head, &lines.collect::<Vec<_>>());
    }
}
