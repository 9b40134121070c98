//! Fields of forms: each with its label, its hint and its problem beside it.

use maud::{Markup, html};

use crate::frame::icon;

/// One field of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'t> {
    /// Its name in what the form sends; also its id.
    pub name: &'t str,
    /// What people read above it.
    pub label: &'t str,
    /// What is expected; may be empty.
    pub hint: &'t str,
    /// What is in it: what is so today, or what was typed.
    pub value: &'t str,
    /// What is wrong with that.
    pub problem: Option<&'t str>,
}

/// How a text is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typing {
    /// Plain text.
    #[default]
    Text,
    /// A sign-in name: no capitals, no corrections.
    Name,
    /// A password that is known.
    Password,
    /// A password that is being chosen.
    NewPassword,
    /// Something to look for.
    Search,
    /// A day.
    Date,
}

/// One of several answers to choose from.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'t> {
    /// What the form sends.
    pub value: &'t str,
    /// What people read.
    pub label: &'t str,
    /// More words about it; may be empty.
    pub hint: &'t str,
}

impl Field<'_> {
    /// A line to type in.
    pub fn line(&self, typing: Typing) -> Markup {
        let (kind, complete, capitals) = match typing {
            Typing::Text => ("text", "off", None),
            Typing::Name => ("text", "username", Some("none")),
            Typing::Password => ("password", "current-password", None),
            Typing::NewPassword => ("password", "new-password", None),
            Typing::Search => ("search", "off", None),
            Typing::Date => ("date", "off", None),
        };
        // What is secret never travels back.
        let value = match typing {
            Typing::Password | Typing::NewPassword => "",
            _ => self.value,
        };
        let is_prose = matches!(typing, Typing::Text | Typing::Search);
        html! {
            div class="question" {
                label class="question-label" for=(self.name) { (self.label) }
                (self.hinted())
                input class="input is-wide" id=(self.name) name=(self.name) type=(kind) value=(value)
                    autocomplete=(complete) autocapitalize=[capitals]
                    spellcheck=[(!is_prose).then_some("false")]
                    aria-invalid=[self.invalid()] aria-describedby=[self.described_by()];
                (self.wrong())
            }
        }
    }

    /// Several lines to type in.
    pub fn lines(&self, rows: u8) -> Markup {
        html! {
            div class="question" {
                label class="question-label" for=(self.name) { (self.label) }
                (self.hinted())
                textarea class="input is-wide" id=(self.name) name=(self.name) rows=(rows)
                    aria-invalid=[self.invalid()] aria-describedby=[self.described_by()] {
                    // A first line break would be dropped.
                    "\n" (self.value)
                }
                (self.wrong())
            }
        }
    }

    /// One of a few answers, all of them seen.
    pub fn one_of(&self, choices: &[Choice<'_>]) -> Markup {
        self.chosen("radio", choices, |choice| choice == self.value)
    }

    /// Any of a few answers; `value` holds what is chosen, with a space between.
    pub fn any_of(&self, choices: &[Choice<'_>]) -> Markup {
        self.chosen("checkbox", choices, |choice| {
            self.value.split(' ').any(|one| one == choice)
        })
    }

    fn chosen(
        &self,
        kind: &str,
        choices: &[Choice<'_>],
        is_chosen: impl Fn(&str) -> bool,
    ) -> Markup {
        html! {
            fieldset class="question" id=(self.name) aria-describedby=[self.described_by()] {
                legend class="question-label" { (self.label) }
                (self.hinted())
                div class="choices" {
                    @for choice in choices {
                        label class="choice" {
                            input type=(kind) name=(self.name) value=(choice.value)
                                checked[is_chosen(choice.value)];
                            span {
                                (choice.label)
                                @if !choice.hint.is_empty() { span class="choice-hint" { (choice.hint) } }
                            }
                        }
                    }
                }
                (self.wrong())
            }
        }
    }

    /// One of many answers, in a list that opens.
    pub fn list(&self, choices: &[Choice<'_>]) -> Markup {
        html! {
            div class="question" {
                label class="question-label" for=(self.name) { (self.label) }
                (self.hinted())
                select class="input is-wide" id=(self.name) name=(self.name)
                    aria-invalid=[self.invalid()] aria-describedby=[self.described_by()] {
                    @for choice in choices {
                        option value=(choice.value) selected[choice.value == self.value] {
                            (choice.label)
                        }
                    }
                }
                (self.wrong())
            }
        }
    }

    /// A yes to one thing.
    pub fn tick(&self) -> Markup {
        html! {
            div class="question" {
                label class="choice is-plain" {
                    input type="checkbox" id=(self.name) name=(self.name) value="yes"
                        checked[self.value == "yes"] aria-describedby=[self.described_by()];
                    span { (self.label) }
                }
                (self.hinted())
                (self.wrong())
            }
        }
    }

    fn hinted(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() { p class="hint" id={ (self.name) "-hint" } { (self.hint) } }
        }
    }

    fn wrong(&self) -> Markup {
        html! {
            @if let Some(problem) = self.problem {
                p class="problem" id={ (self.name) "-problem" } {
                    (icon("M12 4l9 16H3zM12 10v5M12 17.5v.5"))
                    span { (problem) }
                }
            }
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.problem.map(|_| "true")
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let problem = self.problem.map(|_| format!("{}-problem", self.name));
        let all: Vec<String> = hint.into_iter().chain(problem).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

/// What a form sends without anybody seeing it.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}
