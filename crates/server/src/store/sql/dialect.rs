//! What the two databases do differently, and one way to ask either.
//!
//! The SQL is the same for both: `$1` for what is bound, columns of texts, whole numbers and bytes.

use std::borrow::Cow;

use futures_util::TryStreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Encode, Executor, IntoArguments, Type};

use crate::store::Result;

/// A question with what is bound to it.
pub(super) type Question<DB> = sqlx::query::Query<'static, DB, <DB as sqlx::Database>::Arguments>;

/// The differences.
pub trait Dialect: sqlx::Database {
    /// Begins a snapshot that every question of the transaction sees.
    const BEGIN_READING: &'static str;
    /// Begins a transaction that writes, once every other writer has ended its own, in other
    /// processes too, and sets the savepoint of its first job. What keeps the others waiting comes
    /// before the savepoint: going back to it gives nothing free.
    const BEGIN_WRITING: &'static str;

    /// The place of the value that is bound as this one of a statement in which all values stand in
    /// their order.
    fn place(number: usize) -> String {
        format!("${number}")
    }

    /// Statements outside of any transaction that give the space of deleted rows back.
    const GIVE_BACK: &'static [&'static str];

    /// How many rows a statement changed.
    fn affected(result: &Self::QueryResult) -> u64;

    /// A text as a column can hold it; another one for every text.
    fn to_column(text: &str) -> Cow<'_, str> {
        Cow::Borrowed(text)
    }

    /// The text that [`Dialect::to_column`] made this of.
    fn from_column(text: String) -> String {
        text
    }
}

/// The columns of a row, by their names.
pub trait Columns: Send + Sync {
    /// A text; `None` where it is null.
    ///
    /// # Errors
    ///
    /// Where there is no such column, or it holds something else.
    fn maybe_text(&self, column: &str) -> sqlx::Result<Option<String>>;

    /// A whole number.
    ///
    /// # Errors
    ///
    /// As for [`Columns::maybe_text`].
    fn maybe_number(&self, column: &str) -> sqlx::Result<Option<i64>>;

    /// Bytes.
    ///
    /// # Errors
    ///
    /// As for [`Columns::maybe_text`].
    fn maybe_bytes(&self, column: &str) -> sqlx::Result<Option<Vec<u8>>>;
}

impl<R> Columns for R
where
    R: sqlx::Row<Database: Dialect> + Send + Sync,
    for<'i> &'i str: ColumnIndex<R>,
    for<'v> String: Decode<'v, R::Database> + Type<R::Database>,
    for<'v> i64: Decode<'v, R::Database> + Type<R::Database>,
    for<'v> Vec<u8>: Decode<'v, R::Database> + Type<R::Database>,
{
    fn maybe_text(&self, column: &str) -> sqlx::Result<Option<String>> {
        let text: Option<String> = self.try_get(column)?;
        Ok(text.map(R::Database::from_column))
    }

    fn maybe_number(&self, column: &str) -> sqlx::Result<Option<i64>> {
        self.try_get(column)
    }

    fn maybe_bytes(&self, column: &str) -> sqlx::Result<Option<Vec<u8>>> {
        self.try_get(column)
    }
}

/// Asking. There is one implementation, for every [`Dialect`] whose driver knows the three types:
/// here their bounds stand once.
pub trait Driver: Dialect<Row: Columns> {
    /// Binds the next text.
    fn text(question: Question<Self>, text: Option<&str>) -> Question<Self>;
    /// Binds the next whole number.
    fn number(question: Question<Self>, number: Option<i64>) -> Question<Self>;
    /// Binds the next bytes.
    fn bytes(question: Question<Self>, bytes: Option<&[u8]>) -> Question<Self>;
    /// Carries out statements with nothing to bind, in one go.
    fn raw<'c>(
        connection: &'c mut Self::Connection,
        sql: &'static str,
    ) -> BoxFuture<'c, sqlx::Result<()>>;
    /// Carries out a statement.
    fn run<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxFuture<'c, sqlx::Result<Self::QueryResult>>;
    /// Answers with the first row, if there is one.
    fn first<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxFuture<'c, sqlx::Result<Option<Self::Row>>>;
    /// Answers with one row after the other.
    fn each<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxStream<'c, sqlx::Result<Self::Row>>;
}

impl<DB> Driver for DB
where
    DB: Dialect<Row: Columns>,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'v> Option<&'v str>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<i64>: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v [u8]>: Encode<'v, DB> + Type<DB>,
{
    fn text(question: Question<Self>, text: Option<&str>) -> Question<Self> {
        let text = text.map(Self::to_column);
        question.bind(text.as_deref())
    }

    fn number(question: Question<Self>, number: Option<i64>) -> Question<Self> {
        question.bind(number)
    }

    fn bytes(question: Question<Self>, bytes: Option<&[u8]>) -> Question<Self> {
        question.bind(bytes)
    }

    fn raw<'c>(
        connection: &'c mut Self::Connection,
        sql: &'static str,
    ) -> BoxFuture<'c, sqlx::Result<()>> {
        let done = connection.execute(sqlx::raw_sql(sql));
        Box::pin(async move { done.await.map(drop) })
    }

    fn run<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxFuture<'c, sqlx::Result<Self::QueryResult>> {
        connection.execute(question)
    }

    fn first<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxFuture<'c, sqlx::Result<Option<Self::Row>>> {
        connection.fetch_optional(question)
    }

    fn each<'c>(
        connection: &'c mut Self::Connection,
        question: Question<Self>,
    ) -> BoxStream<'c, sqlx::Result<Self::Row>> {
        connection.fetch(question)
    }
}

/// A question in the making: its values in the order of `$1`, `$2`, …, then how it is asked.
#[must_use = "nothing is asked yet"]
pub(super) struct Ask<'c, DB: Driver> {
    connection: &'c mut DB::Connection,
    question: Question<DB>,
}

impl<'c, DB: Driver> Ask<'c, DB> {
    pub(super) fn new(connection: &'c mut DB::Connection, sql: &'static str) -> Self {
        Self {
            connection,
            question: sqlx::query(sql),
        }
    }

    /// With SQL put together from names of tables and columns, see [`super::super::table`], or with
    /// places for as many values as there are, see [`super::many`].
    pub(super) fn put_together(connection: &'c mut DB::Connection, sql: String) -> Self {
        Self {
            connection,
            question: sqlx::query(AssertSqlSafe(sql)),
        }
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.maybe_text(Some(text))
    }

    pub(super) fn maybe_text(mut self, text: Option<&str>) -> Self {
        self.question = DB::text(self.question, text);
        self
    }

    pub(super) fn number(self, number: impl Into<i64>) -> Self {
        self.maybe_number(Some(number.into()))
    }

    pub(super) fn maybe_number(mut self, number: Option<i64>) -> Self {
        self.question = DB::number(self.question, number);
        self
    }

    pub(super) fn bytes(self, bytes: &[u8]) -> Self {
        self.maybe_bytes(Some(bytes))
    }

    pub(super) fn maybe_bytes(mut self, bytes: Option<&[u8]>) -> Self {
        self.question = DB::bytes(self.question, bytes);
        self
    }

    /// Carries it out and answers how many rows it changed.
    pub(super) async fn run(self) -> sqlx::Result<u64> {
        let result = DB::run(self.connection, self.question).await?;
        Ok(DB::affected(&result))
    }

    /// The first row.
    pub(super) async fn first(self) -> sqlx::Result<Option<DB::Row>> {
        DB::first(self.connection, self.question).await
    }

    /// The only row that there can be.
    pub(super) async fn only(self) -> sqlx::Result<DB::Row> {
        self.first().await?.ok_or(sqlx::Error::RowNotFound)
    }

    /// All rows, each made into something.
    pub(super) async fn all<T>(
        self,
        mut make: impl FnMut(&DB::Row) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let mut rows = DB::each(self.connection, self.question);
        let mut made = Vec::new();
        while let Some(row) = rows.try_next().await? {
            made.push(make(&row)?);
        }
        Ok(made)
    }

    /// One row after the other.
    pub(super) fn each(self) -> BoxStream<'c, sqlx::Result<DB::Row>> {
        DB::each(self.connection, self.question)
    }
}
