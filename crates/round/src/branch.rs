//! Which subjects belong to the Party and which to the State.

use serde::Serialize;

/// Subjects of one branch, told by an attribute of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BranchRule {
    /// The branch.
    pub branch: Branch,
    /// The attribute.
    pub attribute: String,
    /// The values by which a subject belongs to the branch.
    pub values: Vec<String>,
}

/// Two branches stand beside each other on every level: Party committees and agencies of the State.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// Of the Party.
    Party,
    /// Of the State.
    State,
}

impl Branch {
    /// As files and databases write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::State => "state",
        }
    }

    /// The branch of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Party, Self::State]
            .into_iter()
            .find(|branch| branch.word() == word)
    }
}

/// The branch of a subject by what the register says of it; `None` where no rule is about it.
pub fn branch_of<'r>(
    rules: &[BranchRule],
    attribute: impl Fn(&str) -> Option<&'r str>,
) -> Option<Branch> {
    let is_meant = |rule: &&BranchRule| {
        attribute(&rule.attribute).is_some_and(|value| rule.values.iter().any(|own| own == value))
    };
    rules.iter().find(is_meant).map(|rule| rule.branch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_of_the_branch_whose_rule_names_its_attribute() {
        let rule = |branch, values: &[&str]| BranchRule {
            branch,
            attribute: "unit_kind".into(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let rules = [
            rule(Branch::Party, &["committee"]),
            rule(Branch::State, &["office", "dept"]),
        ];
        for (kind, expected) in [
            (Some("committee"), Some(Branch::Party)),
            (Some("dept"), Some(Branch::State)),
            (Some("other"), None),
            (None, None),
        ] {
            let found = branch_of(&rules, |name| kind.filter(|_| name == "unit_kind"));
            assert_eq!(found, expected, "{kind:?}");
        }
    }
}
