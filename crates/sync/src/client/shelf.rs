//! Records in the order of their keys, each once.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::{HeldResponse, HeldRound, HeldSubject, Key, LoggedOp};

/// What is found under a key of its own.
pub(super) trait Keyed {
    type Key<'a>
    where
        Self: 'a;

    fn key(&self) -> Self::Key<'_>;

    /// Where its key stands, seen from another one.
    fn compare(&self, key: &Self::Key<'_>) -> Ordering;
}

/// Records in the order of their keys. They are boxed, so that putting one between many others
/// moves pointers only.
#[derive(Clone, Debug)]
pub(super) struct Shelf<T>(Vec<Box<T>>);

impl<T: Keyed> Shelf<T> {
    pub(super) fn new(records: Vec<T>) -> Self {
        let mut shelf = Self(Vec::with_capacity(records.len()));
        for record in records {
            shelf.put(record);
        }
        shelf
    }

    pub(super) fn get(&self, key: T::Key<'_>) -> Option<&T> {
        let place = self.find(&key).ok()?;
        Some(&self.0[place])
    }

    pub(super) fn get_mut(&mut self, key: T::Key<'_>) -> Option<&mut T> {
        let place = self.find(&key).ok()?;
        Some(&mut self.0[place])
    }

    /// Puts a record in its place, over what was there under its key.
    pub(super) fn put(&mut self, record: T) {
        let place = self.find(&record.key());
        let record = Box::new(record);
        match place {
            Ok(place) => self.0[place] = record,
            Err(place) => self.0.insert(place, record),
        }
    }

    pub(super) fn remove(&mut self, key: T::Key<'_>) -> Option<T> {
        let place = self.find(&key).ok()?;
        Some(*self.0.remove(place))
    }

    pub(super) fn retain(&mut self, mut stays: impl FnMut(&T) -> bool) {
        self.0.retain(|record| stays(record));
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|record| &**record)
    }

    /// The place of a key, or where it would be.
    fn find(&self, key: &T::Key<'_>) -> Result<usize, usize> {
        self.0.binary_search_by(|record| record.compare(key))
    }
}

impl Shelf<LoggedOp> {
    /// The ops with these keys, in order.
    pub(super) fn range(
        &self,
        keys: RangeInclusive<Key>,
    ) -> impl DoubleEndedIterator<Item = &LoggedOp> {
        let first = self
            .0
            .partition_point(|logged| logged.key() < *keys.start());
        let end = self.0.partition_point(|logged| logged.key() <= *keys.end());
        self.0[first..end.max(first)].iter().map(|logged| &**logged)
    }
}

impl Keyed for LoggedOp {
    type Key<'a> = Key;

    fn key(&self) -> Key {
        Self::key(self)
    }

    fn compare(&self, key: &Key) -> Ordering {
        Self::key(self).cmp(key)
    }
}

impl Keyed for HeldResponse {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.response.id
    }

    fn compare(&self, key: &&str) -> Ordering {
        self.response.id.as_str().cmp(key)
    }
}

/// Codes of the register are unique within a round only.
impl Keyed for HeldSubject {
    type Key<'a> = (&'a str, &'a str);

    fn key(&self) -> (&str, &str) {
        (&self.subject.round, &self.subject.id)
    }

    fn compare(&self, key: &(&str, &str)) -> Ordering {
        self.key().cmp(key)
    }
}

impl Keyed for HeldRound {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.round.id
    }

    fn compare(&self, key: &&str) -> Ordering {
        self.round.id.as_str().cmp(key)
    }
}
