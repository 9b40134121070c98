//! Compiles the text of a pattern into steps: one pass, and no recursion that a text could deepen.

use super::{Flaw, Step};
use crate::fault::or_blank;

/// How many steps a pattern may have. Patterns of real forms stay below 200; a text of
/// `.{0,3000}` still fits.
const LARGEST: usize = 10_000;

const TOO_LARGE: &str =
    "it grows too large: repeat less, and use string-length() for the length of a text";

/// The steps of a pattern.
pub(super) fn compile(text: &str) -> Result<Vec<Step>, Flaw> {
    let mut compiler = Compiler {
        text,
        at: 0,
        mark: 0,
        steps: Vec::new(),
        piece: None,
        group: Group::default(),
        around: Vec::new(),
    };
    compiler.pattern()?;
    Ok(compiler.steps)
}

pub(super) struct Compiler<'p> {
    text: &'p str,
    /// The offset of the character to be read next.
    pub(super) at: usize,
    /// The offset of what is being read, for flaws.
    pub(super) mark: usize,
    pub(super) steps: Vec<Step>,
    /// Where the steps begin that a `*` would repeat; none where there is nothing to repeat.
    piece: Option<usize>,
    /// The innermost group, which is the whole pattern at first.
    group: Group,
    /// The groups around it, from the outermost.
    around: Vec<Group>,
}

/// A group that is not closed yet.
#[derive(Default)]
struct Group {
    /// The offset of its parenthesis.
    at: usize,
    /// Its first step.
    start: usize,
    /// The jump over the alternative at hand, from the end of those before it.
    jump: Option<usize>,
}

impl Compiler<'_> {
    fn pattern(&mut self) -> Result<(), Flaw> {
        loop {
            self.mark = self.at;
            let Some(character) = self.next() else {
                break;
            };
            match character {
                '(' => self.open_group()?,
                ')' => self.close_group()?,
                '|' => self.alternative(),
                '*' => self.repeat(0, None)?,
                '+' => self.repeat(1, None)?,
                '?' => self.repeat(0, Some(1))?,
                '{' => self.counted()?,
                _ => {
                    self.piece = Some(self.steps.len());
                    self.single(character)?;
                }
            }
            if self.steps.len() > LARGEST {
                return Err(self.flaw(TOO_LARGE));
            }
        }
        if !self.around.is_empty() {
            self.mark = self.group.at;
            return Err(self.flaw("a group is not closed: write )"));
        }
        self.end_alternative();
        Ok(())
    }

    fn open_group(&mut self) -> Result<(), Flaw> {
        let group = Group {
            at: self.mark,
            start: self.steps.len(),
            jump: None,
        };
        self.around.push(std::mem::replace(&mut self.group, group));
        self.piece = None;
        if self.eat('?') && !self.eat(':') {
            return Err(self.flaw(
                "looking ahead or back, names and flags are not supported: write ( ) or (?: )",
            ));
        }
        Ok(())
    }

    fn close_group(&mut self) -> Result<(), Flaw> {
        let Some(outer) = self.around.pop() else {
            return Err(self.flaw("no group is open here: write \\) for the character itself"));
        };
        self.end_alternative();
        self.piece = Some(self.group.start);
        self.group = outer;
        Ok(())
    }

    /// Puts a fork before what the group has so far, which leads to what comes, and a jump
    /// behind it.
    fn alternative(&mut self) {
        self.end_alternative();
        let start = self.group.start;
        let length = self.steps.len() - start;
        self.steps.insert(start, Step::Fork(length as i32 + 2));
        self.group.jump = Some(self.steps.len());
        self.steps.push(Step::Jump(1));
        self.piece = None;
    }

    fn end_alternative(&mut self) {
        if let Some(jump) = self.group.jump {
            self.steps[jump] = Step::Jump((self.steps.len() - jump) as i32);
        }
    }

    /// `{n}`, `{n,}` or `{n,m}`
    fn counted(&mut self) -> Result<(), Flaw> {
        let least = self.number()?;
        let most = if !self.eat(',') {
            Some(least)
        } else if self.rest().starts_with('}') {
            None
        } else {
            Some(self.number()?)
        };
        if !self.eat('}') || most.is_some_and(|most| most < least) {
            return Err(self.bad_count());
        }
        self.repeat(least, most)
    }

    fn number(&mut self) -> Result<usize, Flaw> {
        let start = self.at;
        let mut number = 0_usize;
        while let Some(digit) = self.text.as_bytes().get(self.at)
            && digit.is_ascii_digit()
        {
            number = number
                .saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'));
            self.at += 1;
        }
        if self.at == start {
            return Err(self.bad_count());
        }
        Ok(number)
    }

    fn bad_count(&self) -> Flaw {
        self.flaw(
            "write {2}, {2,} or {2,4}, the smaller number first, or \\{ for the character itself",
        )
    }

    /// Writes the piece at hand as often as it may stand there.
    fn repeat(&mut self, least: usize, most: Option<usize>) -> Result<(), Flaw> {
        let Some(start) = self.piece.take() else {
            return Err(self.flaw(
                "this repeats nothing: leave it out, or write \\ before it for the character itself",
            ));
        };
        // As few as possible or as many: the whole text matches either way or not at all.
        self.eat('?');
        let length = self.steps.len() - start;
        let times = most.unwrap_or(least.max(1));
        if times.saturating_mul(length + 1) > LARGEST {
            return Err(self.flaw(TOO_LARGE));
        }
        let piece = self.steps.split_off(start);
        for time in 0..times {
            if time >= least {
                self.steps.push(Step::Fork(length as i32 + 1));
            }
            self.steps.extend_from_slice(&piece);
        }
        if most.is_none() {
            self.steps.push(Step::Fork(-(length as i32)));
        }
        Ok(())
    }

    /// What takes one character, and the anchors.
    fn single(&mut self, character: char) -> Result<(), Flaw> {
        match character {
            '.' => {
                self.steps.push(Step::NoneOf(1));
                self.one('\n');
            }
            '^' => self.steps.push(Step::Start),
            '$' => self.steps.push(Step::End),
            '[' => self.class()?,
            '\\' => {
                let head = self.head();
                match self.escape()? {
                    Some(character) => self.steps[head] = Step::Range(character, character),
                    None => self.steps[head] = Step::AnyOf(self.ranges_since(head)),
                }
            }
            _ => self.one(character),
        }
        Ok(())
    }

    /// Makes place for the step that says how many ranges follow.
    pub(super) fn head(&mut self) -> usize {
        self.steps.push(Step::AnyOf(0));
        self.steps.len() - 1
    }

    pub(super) fn ranges_since(&self, head: usize) -> u32 {
        (self.steps.len() - head - 1) as u32
    }

    pub(super) fn one(&mut self, character: char) {
        self.steps.push(Step::Range(character, character));
    }

    pub(super) fn flaw(&self, words: &'static str) -> Flaw {
        Flaw {
            at: self.mark,
            reason: or_blank(words),
        }
    }

    pub(super) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    pub(super) fn eat(&mut self, character: char) -> bool {
        let is_there = self.rest().starts_with(character);
        if is_there {
            self.at += character.len_utf8();
        }
        is_there
    }
}
