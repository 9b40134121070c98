//! A writer's turn: its transaction from the first statement to the last.

use super::dialect::{Ask, Driver};
use super::read::Connected;
use super::rows;
use crate::random;
use crate::store::Result;

/// The writer's transaction. The server's clock is read first, which is the writer's turn, and
/// written back last.
pub(super) struct Transaction<'c, DB: Driver> {
    pub(super) connection: &'c mut DB::Connection,
    before: u64,
    pub(super) seq: u64,
}

impl<'c, DB: Driver> Transaction<'c, DB> {
    /// Waits for the turn.
    pub(super) async fn begin(connection: &'c mut DB::Connection) -> Result<Self> {
        let row = Ask::<DB>::new(connection, DB::TAKE_TURN).only().await?;
        let seq = rows::unsigned(&row, "seq")?;
        Ok(Self {
            connection,
            before: seq,
            seq,
        })
    }

    /// The last statement before the commit: writes back the clock.
    ///
    /// There is always one. After a statement that failed PostgreSQL answers a commit with a
    /// rollback and no error; it answers this one with an error.
    pub(super) async fn finish(mut self) -> Result<()> {
        if self.seq == self.before {
            self.ask("select 1").only().await?;
        } else {
            let seq = rows::signed(self.seq)?;
            self.ask("update server set seq = $1")
                .number(seq)
                .run()
                .await?;
        }
        Ok(())
    }
}

impl<DB: Driver> Connected for Transaction<'_, DB> {
    type Db = DB;

    fn connection(&mut self) -> &mut DB::Connection {
        self.connection
    }
}

/// Gives a new database its identity.
pub(in crate::store) async fn found<DB: Driver>(connection: &mut DB::Connection) -> Result<()> {
    Ask::<DB>::new(
        connection,
        "insert into server (one, epoch, seq, cursor_key) values (1, 1, 0, $1) \
         on conflict (one) do nothing",
    )
    .bytes(&random::bytes::<32>())
    .run()
    .await?;
    Ok(())
}
