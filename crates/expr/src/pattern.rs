//! Holds a whole text against a pattern, as `regex()` of forms does: yes or no, nothing else.
//!
//! A pattern compiles into a row of steps, and a text is walked once with every place of the row
//! where a match may be (Thompson, "Regular expression search algorithm", 1968). So time grows as
//! the length of the text times that of the row, whatever either says.
//!
//! **Architecture Invariant:** nothing is searched for and nothing captured. What a general
//! library needs for that is six times this code, and every first visit would carry it.

#[cfg(test)]
mod agreement;
mod class;
mod compile;
mod escape;

/// A pattern that is ready to be held against any number of texts.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    steps: Vec<Step>,
}

/// Why a pattern cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// The byte offset in the pattern.
    pub(crate) at: usize,
    /// What is wrong there and what to do.
    pub(crate) reason: &'static str,
}

/// One step of a pattern. Forks and jumps count from their own place, so that a piece can be
/// moved and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Takes a character from the first to the last.
    Range(char, char),
    /// Takes a character that one of the ranges right after it takes; this many belong to it.
    AnyOf(u32),
    /// Takes a character that none of them takes.
    NoneOf(u32),
    /// Goes on with the next step and with the one so far away.
    Fork(i32),
    /// Goes on with the step so far away.
    Jump(i32),
    /// Goes on at the start of the text.
    Start,
    /// Goes on at the end of the text.
    End,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// The first place that is broken or not supported.
    pub(crate) fn new(text: &str) -> Result<Self, Flaw> {
        let steps = compile::compile(text)?;
        Ok(Self { steps })
    }

    /// Whether the whole text matches, as in Collect (Java `String.matches`).
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.walk(text).0
    }

    /// Whether the whole text matches, and how many places were looked at to find out.
    fn walk(&self, text: &str) -> (bool, usize) {
        let mut looked = 0;
        let mut here = Places::new(self.steps.len());
        let mut next = Places::new(self.steps.len());
        let mut rest = text.chars();
        let mut is_start = true;
        here.add(0);
        loop {
            let character = rest.next();
            let mut index = 0;
            // Grows while it is walked: a fork adds the places that it leads to.
            while let Some(&place) = here.list.get(index) {
                index += 1;
                let Some(&step) = self.steps.get(place) else {
                    if character.is_none() {
                        return (true, looked + index);
                    }
                    continue;
                };
                match step {
                    Step::Fork(by) => {
                        here.add(place + 1);
                        here.add(place.wrapping_add_signed(by as isize));
                    }
                    Step::Jump(by) => here.add(place.wrapping_add_signed(by as isize)),
                    Step::Start if is_start => here.add(place + 1),
                    Step::End if character.is_none() => here.add(place + 1),
                    Step::Start | Step::End => {}
                    Step::Range(..) | Step::AnyOf(_) | Step::NoneOf(_) => {
                        if let Some(character) = character
                            && let Some(after) = self.take(place, character)
                        {
                            next.add(after);
                        }
                    }
                }
            }
            looked += index;
            if next.list.is_empty() {
                return (false, looked);
            }
            is_start = false;
            here.clear();
            std::mem::swap(&mut here, &mut next);
        }
    }

    /// Where it goes on after the step at a place, if that takes the character.
    fn take(&self, place: usize, character: char) -> Option<usize> {
        let (first, ranges, should_be_in) = match self.steps[place] {
            Step::AnyOf(ranges) => (place + 1, ranges as usize, true),
            Step::NoneOf(ranges) => (place + 1, ranges as usize, false),
            _ => (place, 1, true),
        };
        let after = first + ranges;
        let mut is_in = false;
        for step in &self.steps[first..after] {
            if let Step::Range(low, high) = *step {
                is_in |= low <= character && character <= high;
            }
        }
        (is_in == should_be_in).then_some(after)
    }
}

/// Places of a pattern, each once. The one behind the last step is the match.
struct Places {
    list: Vec<usize>,
    is_listed: Vec<bool>,
}

impl Places {
    fn new(steps: usize) -> Self {
        Self {
            list: Vec::new(),
            is_listed: vec![false; steps + 1],
        }
    }

    fn add(&mut self, place: usize) {
        if !self.is_listed[place] {
            self.is_listed[place] = true;
            self.list.push(place);
        }
    }

    fn clear(&mut self) {
        for &place in &self.list {
            self.is_listed[place] = false;
        }
        self.list.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text).unwrap_or_else(|flaw| panic!("{text:?}: {flaw:?}"))
    }

    /// Checks which texts a pattern matches and which it does not.
    fn check(cases: &[(&str, &[&str], &[&str])]) {
        for (text, matching, other) in cases {
            let pattern = pattern(text);
            for text in *matching {
                assert!(pattern.matches(text), "{pattern:?} on {text:?}");
            }
            for text in *other {
                assert!(!pattern.matches(text), "{pattern:?} on {text:?}");
            }
        }
    }

    #[test]
    fn matches_the_whole_text() {
        check(&[
            ("", &[""], &["a"]),
            ("ab", &["ab"], &["", "a", "abc", "xab", "AB"]),
            (
                "^BTN-(T|H|X)-[0-9]{4}$",
                &["BTN-T-0001", "BTN-X-9999"],
                &["BTN-A-0001", "BTN-T-00012", "BTN-T-0001\n", "BTN-TH-0001"],
            ),
            (
                "0[35789]\\d{8}",
                &["0912345678"],
                &["912345678", "0212345678"],
            ),
            (
                "[\\w.-]+@[\\w-]+(\\.[A-Za-z]{2,})+",
                &["a.b-c@d-e.gov.vn"],
                &["a@b", "a@b.c", "đ@b.vn", "@b.vn"],
            ),
        ]);
    }

    #[test]
    fn chooses_between_alternatives_of_any_length() {
        check(&[
            ("a|ab|abc", &["a", "ab", "abc"], &["", "b", "aab"]),
            ("(a|ab)(c|bcd)", &["ac", "abc", "abcd", "abbcd"], &["abd"]),
            ("x(|a||b)y", &["xy", "xay", "xby"], &["xaby"]),
            ("|", &[""], &["|"]),
            ("(a|(b|c)d)e|f", &["ae", "bde", "cde", "f"], &["be", "af"]),
            ("(?:ab|c)d", &["abd", "cd"], &["ad"]),
        ]);
    }

    #[test]
    fn repeats_the_piece_before() {
        check(&[
            ("ab?", &["a", "ab"], &["abb", "b"]),
            ("ab*", &["a", "ab", "abbb"], &["aab"]),
            ("ab+", &["ab", "abbb"], &["a"]),
            ("(ab)+", &["ab", "abab"], &["", "aba"]),
            ("a{2}", &["aa"], &["", "a", "aaa"]),
            ("a{2,}", &["aa", "aaaaa"], &["a"]),
            ("a{0,2}", &["", "a", "aa"], &["aaa"]),
            ("a{1,3}b", &["ab", "aaab"], &["b", "aaaab"]),
            ("a{0}b{0,0}c{0,}", &["", "cc"], &["a", "b"]),
            (
                "(a|b{2}){2,3}",
                &["aa", "abb", "bbabb"],
                &["a", "b", "aaaa"],
            ),
            ("(a?b??)*?c+?", &["c", "ababbcc"], &["ab"]),
            ("()*(a*)*(b{0,}){2}", &["", "aabb"], &["ba"]),
        ]);
    }

    #[test]
    fn takes_characters_of_classes() {
        check(&[
            (".", &["a", "đ", "😀", "\r"], &["", "\n", "ab"]),
            ("[a-cx-]", &["b", "x", "-"], &["d", "a-"]),
            ("[-a]", &["-", "a"], &["b"]),
            ("[a-z0-9-_]", &["q", "7", "-", "_"], &["A"]),
            ("[^a-c]", &["d", "\n", "ơ"], &["a", ""]),
            ("[a^.$|(){*]", &["^", ".", "$", "|", "(", "*"], &["b"]),
            ("[\\]\\[\\\\]", &["]", "[", "\\"], &["a"]),
            ("[À-ỹA-Za-z ]+", &["Bình Thuận"], &["Bình-Thuận"]),
            ("]}", &["]}"], &[]),
            ("[+-/]", &["+", ",", "-", ".", "/"], &["0"]),
        ]);
    }

    #[test]
    fn escapes_are_characters_or_classes_of_ascii() {
        check(&[
            ("\\.\\-\\/\\<\\ ", &[".-/< "], &["a-/< "]),
            ("\\t\\n\\r", &["\t\n\r"], &["tnr"]),
            ("\\d", &["0", "9"], &["a", "٣", ""]),
            ("\\D", &["a", "٣", "/", ":"], &["0", "9"]),
            ("\\w", &["a", "Z", "_", "5"], &["đ", "-", " "]),
            ("\\W", &["đ", "-", "😀"], &["a", "Z", "_", "5"]),
            ("\\s", &[" ", "\t", "\n", "\u{b}"], &["\u{a0}", "s"]),
            ("\\S", &["\u{a0}", "s"], &[" ", "\r"]),
            ("[\\d.]", &["1", "."], &["a"]),
            ("[^\\D5]", &["1"], &["5", "a"]),
            ("[\\d\\D]", &["1", "a", "\n"], &[""]),
        ]);
    }

    #[test]
    fn anchors_hold_at_the_ends_only() {
        check(&[
            ("^$", &[""], &["a"]),
            ("^a|b$", &["a", "b"], &["ab"]),
            ("(^|-)a($|-)", &["a", "-a-", "a-"], &["aa"]),
            ("a^b|a$b", &[], &["ab", "a^b", "a$b"]),
            ("(^a$)+", &["a"], &["aa"]),
            ("^*a$?", &["a"], &[]),
        ]);
    }

    #[test]
    fn refuses_with_the_place_and_what_to_do() {
        let cases = [
            ("a(b", 1, "a group is not closed: write )"),
            ("(a(b)", 0, "a group is not closed"),
            ("a)|(b", 1, "no group is open here: write \\)"),
            ("ab(?=c)", 2, "looking ahead or back"),
            ("(?<!a)b", 0, "looking ahead or back"),
            ("(?i)a", 0, "flags are not supported"),
            ("(?P<n>a)", 0, "names"),
            ("*a", 0, "this repeats nothing"),
            ("a|+", 2, "this repeats nothing"),
            ("(?a)", 0, "looking ahead or back"),
            ("(*)", 1, "this repeats nothing"),
            ("a++", 2, "this repeats nothing: leave it out"),
            ("a{2}{3}", 4, "this repeats nothing"),
            ("{2}", 0, "this repeats nothing"),
            ("a{", 1, "write {2}, {2,} or {2,4}"),
            ("a{x}", 1, "\\{ for the character itself"),
            ("a{,2}", 1, "write {2}, {2,} or {2,4}"),
            ("a{2", 1, "write {2}, {2,} or {2,4}"),
            ("a{3,2}", 1, "the smaller number first"),
            ("đ[a-", 2, "a class is not closed: write ]"),
            ("[^", 0, "a class is not closed"),
            ("[]a]", 0, "a class is empty: write \\]"),
            ("[z-a]", 1, "a range goes from a smaller"),
            ("[ab\\d-z]", 3, "write \\- for the character itself"),
            ("[a-\\w]", 1, "a range goes from a smaller"),
            ("[a[b]]", 2, "this is inside a class: write \\["),
            ("[[:alpha:]]", 1, "this is inside a class"),
            ("[a-z&&[^b]]", 4, "classes cannot be combined"),
            ("[a-z--b]", 4, "classes cannot be combined"),
            ("a\\", 1, "nothing comes after it"),
            ("(a)\\1", 3, "a group cannot be referred to"),
            ("\\p{L}", 0, "properties are not supported"),
            ("[\\P{L}]", 1, "properties are not supported"),
            ("\\bword", 0, "this escape is not supported"),
            ("\\u00e0", 0, "this escape is not supported"),
            ("\\đ", 0, "this escape is not supported"),
            ("[\\x]", 1, "this escape is not supported"),
        ];
        for (text, at, reason) in cases {
            let flaw = Pattern::new(text).expect_err(text);
            assert_eq!(flaw.at, at, "{text:?}: {flaw:?}");
            assert!(flaw.reason.contains(reason), "{text:?}: {flaw:?}");
        }
    }

    #[test]
    fn refuses_to_grow_without_bounds() {
        let cases = [
            "a{10000}".to_owned(),
            "a{99999999999999999999999}".to_owned(),
            "(((a{100}){100}){100}){100}".to_owned(),
            "((((((((((a{0,9}){0,9}){0,9}){0,9}){0,9}){0,9}){0,9}){0,9}){0,9}){0,9})".to_owned(),
            "(){99999}".to_owned(),
            format!("[{}]{{200}}", "ab".repeat(50)),
            "a".repeat(20_000),
            "|".repeat(20_000),
            format!("[{}]", "a".repeat(20_000)),
        ];
        for text in &cases {
            let flaw = Pattern::new(text).map(|_| ()).expect_err("too large");
            assert!(flaw.reason.contains("too large"), "{flaw:?}");
        }
        assert!(pattern(".{0,3000}").matches(&"ă".repeat(3_000)));
    }

    #[test]
    fn any_depth_of_groups_is_taken() {
        let deep = format!("{}a{}", "(".repeat(50_000), ")".repeat(50_000));
        assert!(pattern(&deep).matches("a"));
        assert!(Pattern::new(&"(".repeat(100_000)).is_err());
    }

    #[test]
    fn looks_at_each_place_once_for_each_character() {
        let nasty = [
            "(a*)*b",
            "(a|a)*$",
            "(a+)+$",
            "(a|aa)+b",
            "(.*a){12}b",
            "(a?){60}a{60}",
            "((a{0,9}){0,9}){0,9}b",
            "(^|a|$)*(()|a*)*b",
        ];
        for text in nasty {
            let pattern = pattern(text);
            let value = "a".repeat(2_000);
            let (_, looked) = pattern.walk(&value);
            let most = (value.len() + 1) * (pattern.steps.len() + 1);
            assert!(looked <= most, "{text:?}: {looked} of at most {most}");
        }
    }
}
