//! Ops that are made and not on disk yet, in the order they were made.
//!
//! Ops of one store are saved strictly in order: one that failed is written together with the
//! ones after it, so that no hole can come into the numbers, whatever the browser refuses.

use sohoi_sync::client::LoggedOp;

use crate::batch::Batch;

/// Names an op in the queue for good; its number may change when another tab was faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

/// An op that waits for the disk, with the photos it names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    ticket: Ticket,
    op: LoggedOp,
    blobs: Vec<(String, Vec<u8>)>,
}

/// Ops that are made and not on disk yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveQueue {
    waiting: Vec<Waiting>,
    tickets: u64,
}

impl SaveQueue {
    /// Puts an op at the end, with photos (hash, bytes) that must be saved with it.
    pub fn push(&mut self, op: LoggedOp, blobs: Vec<(String, Vec<u8>)>) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.waiting.push(Waiting { ticket, op, blobs });
        ticket
    }

    /// How many ops wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether no op waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The ops that wait, in order.
    pub fn ops(&self) -> impl Iterator<Item = &LoggedOp> {
        self.waiting.iter().map(|waiting| &waiting.op)
    }

    /// The photos that wait with them, as hash and bytes.
    pub fn blobs(&self) -> impl Iterator<Item = &(String, Vec<u8>)> {
        self.waiting.iter().flat_map(|waiting| &waiting.blobs)
    }

    /// Every waiting op in one batch, and how many they are; `None` where none waits.
    pub fn batch(&self) -> Option<(Batch, usize)> {
        let mut batch = Batch::new();
        for waiting in &self.waiting {
            batch.add_op(&waiting.op);
            for (hash, bytes) in &waiting.blobs {
                batch.put_blob(hash, bytes.clone());
            }
        }
        (!batch.is_empty()).then_some((batch, self.waiting.len()))
    }

    /// Takes out the first `count` ops: they are on disk.
    pub fn completed(&mut self, count: usize) -> Vec<(Ticket, LoggedOp)> {
        let done = self.waiting.drain(..count.min(self.waiting.len()));
        done.map(|waiting| (waiting.ticket, waiting.op)).collect()
    }

    /// Another tab has written: takes out the ops that turn out to be in `stored` as they are,
    /// and has every other one made anew, in order.
    pub fn renew(
        &mut self,
        stored: &[LoggedOp],
        mut remake: impl FnMut(&LoggedOp) -> LoggedOp,
    ) -> Vec<(Ticket, LoggedOp)> {
        let mut done = Vec::new();
        for mut waiting in std::mem::take(&mut self.waiting) {
            let is_stored = stored
                .iter()
                .any(|op| op.key() == waiting.op.key() && op.op == waiting.op.op);
            if is_stored {
                done.push((waiting.ticket, waiting.op));
            } else {
                waiting.op = remake(&waiting.op);
                self.waiting.push(waiting);
            }
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use sohoi_sync::{Change, Op};

    use super::*;

    fn op(n: u64, at: &str) -> LoggedOp {
        let change = Change::Answer {
            form_hash: "f".to_owned(),
            seen: 0,
            cells: vec![],
        };
        let op = Op {
            n,
            at: at.to_owned(),
            response: "r".to_owned(),
            change,
            after: Vec::new(),
        };
        LoggedOp {
            epoch: 1,
            op,
            outcome: None,
            is_covered: false,
            is_dismissed: false,
        }
    }

    fn numbers(queue: &SaveQueue) -> Vec<u64> {
        queue.ops().map(|op| op.op.n).collect()
    }

    #[test]
    fn what_failed_goes_with_the_next_batch() {
        let mut queue = SaveQueue::default();
        assert_eq!(queue.batch(), None);
        queue.push(op(1, "a"), vec![("ff".to_owned(), vec![1])]);
        let (_, count) = queue.batch().expect("one waits");
        assert_eq!(count, 1);
        // The commit failed; meanwhile another op was made.
        queue.push(op(2, "b"), vec![]);
        let (batch, count) = queue.batch().expect("two wait");
        assert_eq!(count, 2);
        let mut expected = Batch::new();
        expected.add_op(&op(1, "a"));
        expected.put_blob("ff", vec![1]);
        expected.add_op(&op(2, "b"));
        assert_eq!(batch, expected);
    }

    #[test]
    fn only_what_was_in_the_batch_is_done() {
        let mut queue = SaveQueue::default();
        let first = queue.push(op(1, "a"), vec![]);
        let (_, count) = queue.batch().expect("one waits");
        queue.push(op(2, "b"), vec![]);
        assert_eq!(queue.completed(count), [(first, op(1, "a"))]);
        assert_eq!(numbers(&queue), [2]);
    }

    #[test]
    fn ops_of_another_tab_push_the_waiting_ones_back() {
        let mut queue = SaveQueue::default();
        let own = queue.push(op(1, "own, complete all the same"), vec![]);
        let second = queue.push(op(2, "own"), vec![("aa".to_owned(), vec![2])]);
        let third = queue.push(op(3, "own too"), vec![]);
        let stored = [
            op(1, "own, complete all the same"),
            op(2, "of the other tab"),
        ];
        let mut next = 2;
        let done = queue.renew(&stored, |waiting| {
            next += 1;
            op(next, &waiting.op.at)
        });
        assert_eq!(done, [(own, op(1, "own, complete all the same"))]);
        assert_eq!(numbers(&queue), [3, 4]);
        let (batch, _) = queue.batch().expect("two wait");
        assert_eq!(batch.tables().len(), 2, "the photo stays with its op");
        let done = queue.completed(2);
        assert_eq!(done, [(second, op(3, "own")), (third, op(4, "own too"))]);
    }
}
