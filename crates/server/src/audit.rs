//! What people did to the server itself, in rows that nobody changes unseen: each carries a hash over
//! the one before and its own content.
//!
//! Whoever can write into the database can still begin a new chain from some row on. So the number
//! and hash of the last row belong somewhere else, too: `sohoi-server audit verify` prints them.

use sha2::{Digest, Sha256};

/// A row of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number; they follow each other without a gap.
    pub id: i64,
    /// When (milliseconds UTC).
    pub at: i64,
    /// Who: the name of an account, or `command line`.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub detail: String,
    /// The hash; none in rows from before there was a chain.
    pub hash: Option<Vec<u8>>,
}

/// A chain up to some row: what the next one is hashed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chain([u8; 32]);

impl Chain {
    /// The chain whose last row has this hash. One that is no SHA-256 is followed by no row that
    /// would be right.
    pub fn after(hash: &[u8]) -> Self {
        Self(hash.try_into().unwrap_or([0; 32]))
    }

    /// The hash of the next row: SHA-256 over the hash before and the row's content, its texts with
    /// their lengths in front.
    pub fn next(&self, row: &Row) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(row.id.to_be_bytes());
        hash.update(row.at.to_be_bytes());
        for text in [&row.actor, &row.action, &row.detail] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.finalize().into()
    }
}

/// Follows rows in their order and finds the first that is not right.
#[derive(Clone, Debug, Default)]
pub struct Check {
    chain: Chain,
    last: i64,
    has_hashes: bool,
    chained: u64,
}

impl Check {
    /// Looks at the next row.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with its number.
    pub fn follow(&mut self, row: &Row) -> Result<(), String> {
        if row.id != self.last + 1 {
            let expected = self.last + 1;
            return Err(format!("row {expected} is missing: row {} follows", row.id));
        }
        let hash = self.chain.next(row);
        match &row.hash {
            Some(own) if own[..] == hash => self.has_hashes = true,
            None if !self.has_hashes => {}
            Some(_) if !self.has_hashes && self.last > 0 => {
                return Err(format!(
                    "row {} does not follow those from before the chain: one of rows 1 to {} or it \
                     was changed",
                    row.id, row.id
                ));
            }
            _ => {
                return Err(format!(
                    "row {} is not as it was written, or row {} before it",
                    row.id, self.last
                ));
            }
        }
        self.chain = Chain(hash);
        self.last = row.id;
        self.chained += u64::from(self.has_hashes);
        Ok(())
    }

    /// The number of the last row and its hash, to be kept elsewhere.
    pub fn end(&self) -> (i64, String) {
        (self.last, hex::encode(self.chain.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of which the first `old` have no hash.
    fn rows(count: i64, old: i64) -> Vec<Row> {
        let mut chain = Chain::default();
        (1..=count)
            .map(|id| {
                let mut row = Row {
                    id,
                    at: 1000 * id,
                    actor: "root".into(),
                    action: "add account".into(),
                    detail: format!("a{id}"),
                    hash: None,
                };
                let hash = chain.next(&row);
                chain = Chain(hash);
                row.hash = (id > old).then(|| hash.to_vec());
                row
            })
            .collect()
    }

    fn verify(rows: &[Row]) -> Result<(), String> {
        let mut check = Check::default();
        rows.iter().try_for_each(|row| check.follow(row))
    }

    #[test]
    fn a_chain_as_it_was_written_is_right() {
        for old in [0, 3, 9] {
            assert_eq!(verify(&rows(9, old)), Ok(()));
        }
    }

    #[test]
    fn the_first_row_that_was_changed_is_named() {
        type Change = fn(&mut Vec<Row>);
        let cases: [(Change, &str); 8] = [
            (|rows| rows[4].detail.push('x'), "row 5 is not"),
            (|rows| rows[4].at += 1, "row 5 is not"),
            (|rows| rows[4].actor = "b".into(), "row 5 is not"),
            // A letter that moves from one text to the next is another content.
            (
                |rows| {
                    rows[4].action = "add accoun".into();
                    rows[4].detail = "ta5".into();
                },
                "row 5 is not",
            ),
            (|rows| drop(rows.remove(4)), "row 5 is missing"),
            (|rows| rows[4].hash = None, "row 5 is not"),
            (|rows| rows.swap(4, 5), "row 5 is missing"),
            (|rows| drop(rows.remove(0)), "row 1 is missing"),
        ];
        for (change, expected) in cases {
            let mut changed = rows(9, 0);
            change(&mut changed);
            let found = verify(&changed).expect_err(expected);
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn rows_from_before_the_chain_are_in_it() {
        let mut changed = rows(9, 4);
        changed[1].detail.push('x');
        let found = verify(&changed).expect_err("row 5 is over row 2");
        assert!(found.starts_with("row 5 does not follow"), "{found}");
    }
}
