//! What questions are asked over.

use sqlx::pool::PoolConnection;

use super::dialect::{Ask, Driver};
use super::turn::Kept;

/// A consistent view of the database.
pub(super) struct Snapshot<DB: Driver>(pub(super) sqlx::Transaction<'static, DB>);

/// A view that is none of one moment.
pub(super) struct Glance<DB: Driver>(pub(super) PoolConnection<DB>);

/// Something that questions can be asked over.
pub(super) trait Connected: Send {
    /// What is at the other end.
    type Db: Driver;

    /// The connection.
    fn connection(&mut self) -> &mut <Self::Db as sqlx::Database>::Connection;

    /// What was read before and stays as it was read.
    fn kept(&mut self) -> Option<&mut Kept> {
        None
    }

    /// Begins a question.
    fn ask(&mut self, sql: &'static str) -> Ask<'_, Self::Db> {
        Ask::new(self.connection(), sql)
    }
}

impl<DB: Driver> Connected for Snapshot<DB> {
    type Db = DB;

    fn connection(&mut self) -> &mut DB::Connection {
        &mut self.0
    }
}

impl<DB: Driver> Connected for Glance<DB> {
    type Db = DB;

    fn connection(&mut self) -> &mut DB::Connection {
        &mut self.0
    }
}
