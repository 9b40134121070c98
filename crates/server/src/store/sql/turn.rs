//! A writer's turn: its transaction from the first statement to the last.

use super::dialect::{Ask, Driver};
use super::rows;
use super::view::Connected;
use crate::audit::Row;
use crate::random;
use crate::store::{Result, Server, StoredRound};

/// The writer's transaction, in which one job after the other is carried out. The server's clock is
/// read first, which is the writer's turn, and written back last.
pub(super) struct Transaction<'c, DB: Driver> {
    pub(super) connection: &'c mut DB::Connection,
    stored: u64,
    /// The clock when the job at work began.
    before: u64,
    pub(super) seq: u64,
    pub(super) kept: Kept,
}

/// What was read in a writer's turn and stays so: nobody else writes.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) server: Option<Server>,
    pub(super) rounds: Option<Vec<StoredRound>>,
    /// The last row of the audit, if there is one.
    pub(super) audit: Option<Option<Row>>,
}

impl<'c, DB: Driver> Transaction<'c, DB> {
    /// In a transaction that was begun by [`super::dialect::Dialect::BEGIN_WRITING`].
    pub(super) async fn begun(connection: &'c mut DB::Connection) -> Result<Self> {
        let ask = Ask::<DB>::new(connection, "select epoch, seq, cursor_key from server");
        let server = rows::server(&ask.only().await?)?;
        Ok(Self {
            connection,
            stored: server.seq,
            before: server.seq,
            seq: server.seq,
            kept: Kept {
                server: Some(server),
                ..Kept::default()
            },
        })
    }

    /// Keeps what the job at work did, as far as this transaction is kept, and begins the next one.
    ///
    /// After a statement that failed PostgreSQL lets nothing stand, and this fails, whatever became
    /// of the failure.
    pub(super) async fn keep_job(&mut self) -> Result<()> {
        DB::raw(self.connection, "release savepoint job; savepoint job").await?;
        self.before = self.seq;
        if let Some(server) = &mut self.kept.server {
            server.seq = self.seq;
        }
        Ok(())
    }

    /// Undoes what the job at work did, and nothing else, and begins the next one.
    pub(super) async fn undo_job(&mut self) -> Result<()> {
        DB::raw(self.connection, "rollback to savepoint job").await?;
        self.seq = self.before;
        self.kept = Kept::default();
        Ok(())
    }

    /// The last statement before the commit: writes back the clock.
    ///
    /// There is always one. After a statement that failed PostgreSQL answers a commit with a
    /// rollback and no error; it answers this one with an error.
    pub(super) async fn finish(mut self) -> Result<()> {
        if self.seq == self.stored {
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

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
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
