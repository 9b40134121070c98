//! Reads scripts back: small readers of SPSS and R that share nothing with what wrote them.

/// A part of a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// What a literal says.
    Text(String),
    /// A word, a number, a sign.
    Code(String),
}

/// The tokens with every literal left out: what the script does.
pub(super) fn skeleton(tokens: &[Token]) -> Vec<String> {
    let code = tokens.iter().map(|token| match token {
        Token::Text(_) => "TEXT".to_owned(),
        Token::Code(code) => code.clone(),
    });
    code.collect()
}

pub(super) fn texts(tokens: &[Token]) -> Vec<&str> {
    let texts = tokens.iter().filter_map(|token| match token {
        Token::Text(text) => Some(text.as_str()),
        Token::Code(_) => None,
    });
    texts.collect()
}

/// The commands of an SPSS syntax file, comments left out. A command ends with a dot at the end of a
/// line; lines that begin a command have no space in front.
pub(super) fn sps(script: &str) -> Vec<Vec<Token>> {
    let script = script.strip_prefix('\u{feff}').expect("a mark");
    let mut commands = Vec::new();
    let mut command: Vec<Token> = Vec::new();
    for line in script.lines() {
        assert!(line.len() <= 251, "{} bytes: {line}", line.len());
        assert!(!line.trim().is_empty(), "an empty line ends a command");
        assert_eq!(command.is_empty(), !line.starts_with(' '), "{line}");
        if line.starts_with('*') {
            assert!(line.ends_with('.'), "the comment goes on: {line}");
            assert!(!line.contains(['\'', '"']), "{line}");
            continue;
        }
        let (body, ends) = match line.strip_suffix('.') {
            Some(body) => (body, true),
            None => (line, false),
        };
        sps_line(body, &mut command);
        if ends {
            commands.push(joined(std::mem::take(&mut command)));
        }
    }
    assert!(command.is_empty(), "{command:?} has no end");
    commands
}

fn sps_line(line: &str, command: &mut Vec<Token>) {
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\'' || c == '"' {
            let mut text = String::new();
            loop {
                let next = rest.next().unwrap_or_else(|| panic!("no end: {line}"));
                if next != c {
                    text.push(next);
                } else if rest.next_if_eq(&c).is_some() {
                    text.push(c);
                } else {
                    break;
                }
            }
            command.push(Token::Text(text));
        } else if is_word(c) {
            let mut word = String::from(c);
            while let Some(more) = rest.next_if(|it| is_word(*it)) {
                word.push(more);
            }
            command.push(Token::Code(word));
        } else if !c.is_whitespace() {
            assert!(c.is_ascii(), "{c} outside of a literal: {line}");
            command.push(Token::Code(c.to_string()));
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$')
}

/// `'a' + 'b'` is one literal.
fn joined(tokens: Vec<Token>) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    for token in tokens {
        if let Token::Text(more) = &token
            && let [.., Token::Text(first), Token::Code(plus)] = &all[..]
            && plus == "+"
        {
            let whole = format!("{first}{more}");
            all.truncate(all.len() - 2);
            all.push(Token::Text(whole));
        } else {
            all.push(token);
        }
    }
    all
}

/// The tokens of an R script, comments left out.
pub(super) fn r(script: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = script.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '#' => while rest.next_if(|it| *it != '\n').is_some() {},
            '"' => {
                let mut text = String::new();
                loop {
                    match rest.next().expect("a literal ends") {
                        '"' => break,
                        '\\' => text.push(escaped(&mut rest)),
                        c => {
                            assert!(!c.is_control(), "{c:?} in a literal");
                            text.push(c);
                        }
                    }
                }
                tokens.push(Token::Text(text));
            }
            c if is_word(c) => {
                let mut word = String::from(c);
                while let Some(more) = rest.next_if(|it| is_word(*it)) {
                    word.push(more);
                }
                tokens.push(Token::Code(word));
            }
            c if c.is_whitespace() => {}
            c => {
                assert!(c.is_ascii() && c != '\'', "{c} outside of a literal");
                tokens.push(Token::Code(c.to_string()));
            }
        }
    }
    tokens
}

fn escaped(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> char {
    match rest.next().expect("something escaped") {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'u' => {
            let digits: String = rest.by_ref().take(4).collect();
            let code = u32::from_str_radix(&digits, 16).expect("four digits");
            char::from_u32(code).expect("a character")
        }
        c => {
            assert!(matches!(c, '"' | '\\'), "\\{c} says nothing");
            c
        }
    }
}

/// What stands in `name <- c(...)`.
pub(super) fn r_vector<'a>(tokens: &'a [Token], name: &str) -> Vec<&'a str> {
    let is_begin = |own: &[Token]| skeleton(own) == [name, "<", "-", "c", "("];
    let begin = tokens.windows(5).position(is_begin).expect("the vector");
    let rest = &tokens[begin + 5..];
    let end = rest
        .iter()
        .position(|it| *it == Token::Code(")".to_owned()));
    texts(&rest[..end.expect("its end")])
}
