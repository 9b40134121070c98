//! What rows say, as one number that does not depend on their order.

use async_trait::async_trait;
use sha2::{Digest as _, Sha256};

use crate::store::table::{Basin, Table, Value};
use crate::store::{Read, Result, Write};

/// The number of rows, and their SHA-256 all combined by exclusive or. Every row is another one, as
/// tables have keys; so no two cancel each other out. It tells damage, not malice: whoever can write
/// the file can write the seal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest {
    rows: u64,
    sum: [u8; 32],
}

impl Digest {
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn sum(&self) -> &[u8; 32] {
        &self.sum
    }

    /// Adds all rows of tables.
    pub(super) async fn read(
        &mut self,
        view: &mut (impl Read + ?Sized),
        tables: impl IntoIterator<Item = &Table>,
    ) -> Result<()> {
        for table in tables {
            let mut basin = Counted {
                table,
                digest: self,
            };
            view.pour(table, &mut basin).await?;
        }
        Ok(())
    }

    fn add(&mut self, table: &Table, row: &[Value]) {
        let mut hash = Sha256::new();
        part(&mut hash, b'n', Some(table.name().as_bytes()));
        for value in row {
            match value {
                Value::Text(text) => part(&mut hash, b't', text.as_deref().map(str::as_bytes)),
                Value::Bytes(bytes) => part(&mut hash, b'b', bytes.as_deref()),
                Value::Number(number) => {
                    let bytes = number.map(i64::to_be_bytes);
                    part(&mut hash, b'i', bytes.as_ref().map(<[u8; 8]>::as_slice));
                }
            }
        }
        self.rows += 1;
        for (sum, byte) in self.sum.iter_mut().zip(hash.finalize()) {
            *sum ^= byte;
        }
    }
}

/// A kind, whether there is anything, how long it is, and what.
fn part(hash: &mut Sha256, kind: u8, bytes: Option<&[u8]>) {
    hash.update([kind, u8::from(bytes.is_some())]);
    let bytes = bytes.unwrap_or_default();
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// Rows that are only looked at.
struct Counted<'t> {
    table: &'t Table,
    digest: &'t mut Digest,
}

#[async_trait]
impl Basin for Counted<'_> {
    async fn take(&mut self, row: &[Value]) -> Result<()> {
        self.digest.add(self.table, row);
        Ok(())
    }
}

/// Rows that go into the same table elsewhere.
pub(super) struct Copied<'t> {
    pub(super) table: &'t Table,
    pub(super) into: &'t mut dyn Write,
    pub(super) digest: &'t mut Digest,
}

#[async_trait]
impl Basin for Copied<'_> {
    async fn take(&mut self, row: &[Value]) -> Result<()> {
        self.digest.add(self.table, row);
        self.into.put_row(self.table, row).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::table::Kind;

    fn table(name: &str) -> Table {
        let columns = ["a", "b"].map(|column| (column.to_owned(), Kind::Text));
        Table::new(name, columns.into()).expect("the names are plain")
    }

    fn of(rows: &[(&str, [Value; 2])]) -> Digest {
        let mut digest = Digest::default();
        for (name, row) in rows {
            digest.add(&table(name), row);
        }
        digest
    }

    fn text(text: &str) -> Value {
        Value::Text(Some(text.to_owned()))
    }

    #[test]
    fn order_does_not_matter_and_everything_else_does() {
        let one = ("t", [text("x"), text("y")]);
        let other = ("t", [text("z"), Value::Number(None)]);
        let whole = of(&[one.clone(), other.clone()]);
        assert_eq!(whole, of(&[other.clone(), one.clone()]));
        for changed in [
            ("u", [text("x"), text("y")]),
            ("t", [text("xy"), text("")]),
            ("t", [text("x"), Value::Text(None)]),
            ("t", [text("x"), Value::Bytes(Some(b"y".to_vec()))]),
            ("t", [text("y"), text("x")]),
        ] {
            assert_ne!(whole, of(&[changed, other.clone()]));
        }
        assert_ne!(whole, of(&[one]));
    }
}
