//! To which branch lines of the register belong, as the round says.

use sohoi_round::{Branch, BranchRule, branch_of};
use sohoi_sync::SubjectLine;

use super::dialect::Driver;
use super::rows;
use super::turn::Transaction;
use super::view::Connected;
use crate::store::Result;

/// The rules of a round, in their order.
pub(super) async fn rules(view: &mut impl Connected, round: &str) -> Result<Vec<BranchRule>> {
    let rows = view
        .ask("select * from branch_rules where round = $1 order by place")
        .text(round);
    rows.all(|row| {
        let word = rows::text(row, "branch")?;
        Ok(BranchRule {
            branch: Branch::of(&word).ok_or_else(|| rows::unknown("branch", &word))?,
            attribute: rows::text(row, "attribute")?,
            values: vec![rows::text(row, "value")?],
        })
    })
    .await
}

/// The branch of a line by such rules.
pub(super) fn of(rules: &[BranchRule], line: &SubjectLine) -> Option<&'static str> {
    let attribute = |name: &str| line.attributes.get(name).map(String::as_str);
    branch_of(rules, attribute).map(Branch::word)
}

/// Takes other rules for a round and says anew of which branch each of its lines is.
pub(super) async fn put<DB: Driver>(
    transaction: &mut Transaction<'_, DB>,
    round: &str,
    rules: &[BranchRule],
) -> Result<()> {
    transaction
        .ask("delete from branch_rules where round = $1")
        .text(round)
        .run()
        .await?;
    for (place, (rule, value)) in (0_i64..).zip(values(rules)) {
        transaction
            .ask(
                "insert into branch_rules (round, place, branch, attribute, value) \
                 values ($1, $2, $3, $4, $5)",
            )
            .text(round)
            .number(place)
            .text(rule.branch.word())
            .text(&rule.attribute)
            .text(value)
            .run()
            .await?;
    }
    let lines = transaction
        .ask("select * from register where round = $1")
        .text(round)
        .all(|row| Ok((rows::number(row, "since_seq")?, rows::subject(row)?)))
        .await?;
    for (since, line) in lines {
        transaction
            .ask("update register set branch = $2 where since_seq = $1")
            .number(since)
            .maybe_text(of(rules, &line))
            .run()
            .await?;
    }
    Ok(())
}

/// Each value with its rule, in order.
fn values(rules: &[BranchRule]) -> Vec<(&BranchRule, &String)> {
    let mut all = Vec::new();
    for rule in rules {
        all.extend(rule.values.iter().map(|value| (rule, value)));
    }
    all
}
