//! How often one may do something: guess a password, try a code, exchange. Counted in memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// How often, in which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many attempts are free.
    pub free: u32,
    /// The time in which they count, in milliseconds, from the first one on.
    pub window_ms: i64,
}

impl Limit {
    /// Wrong passwords and codes, for a name from an address.
    pub const GUESSES: Self = Self {
        free: 5,
        window_ms: 60_000,
    };

    /// Wrong secrets for one code, from wherever.
    pub const CODES: Self = Self {
        free: 20,
        window_ms: 60 * 60_000,
    };

    /// Sign-ins by OpenID that are begun from an address: a whole office may come at once.
    pub const ENTERING: Self = Self {
        free: 60,
        window_ms: 60_000,
    };

    /// Exchanges of one device. One that has 10,000 ops to send takes 20; one that sends each
    /// keystroke does not reach this.
    pub const EXCHANGES: Self = Self {
        free: 3_000,
        window_ms: 60_000,
    };
}

/// Counts attempts by what tells apart whoever makes them.
#[derive(Debug)]
pub struct Throttle<K> {
    limit: Limit,
    counts: Mutex<Counts<K>>,
}

#[derive(Debug)]
struct Counts<K> {
    by_key: HashMap<K, Count>,
    /// How many may be remembered before those that count no more are cleared out.
    most: usize,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    attempts: u32,
    since: i64,
}

/// How many are remembered at least before old ones are cleared out.
const MOST: usize = 10_000;

impl<K: Eq + Hash> Throttle<K> {
    /// Nothing is counted yet.
    pub fn new(limit: Limit) -> Self {
        let counts = Counts {
            by_key: HashMap::new(),
            most: MOST,
        };
        Self {
            limit,
            counts: Mutex::new(counts),
        }
    }

    /// Takes an attempt: `Err` with the seconds to wait where there were too many.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn attempt(&self, key: K, now: i64) -> Result<(), u64> {
        let Limit { free, window_ms } = self.limit;
        let mut counts = self.lock();
        if counts.by_key.len() >= counts.most {
            counts
                .by_key
                .retain(|_, count| now - count.since < window_ms);
            // However many there are: clearing out is rare among attempts.
            counts.most = MOST.max(2 * counts.by_key.len());
        }
        let fresh = Count {
            attempts: 0,
            since: now,
        };
        let count = counts.by_key.entry(key).or_insert(fresh);
        if now - count.since >= window_ms {
            *count = fresh;
        }
        if count.attempts >= free {
            let wait = window_ms - (now - count.since);
            return Err(u64::try_from(wait).unwrap_or(0).div_ceil(1000).max(1));
        }
        count.attempts += 1;
        Ok(())
    }

    /// Forgets the attempts of somebody who got it right.
    pub fn forget(&self, key: &K) {
        self.lock().by_key.remove(key);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts<K>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts wrong guesses per (name, address). A training room behind one address is not locked out
/// by one forgetful person, nor a person by strangers elsewhere.
#[derive(Debug)]
pub struct Guesses(Throttle<(String, Option<IpAddr>)>);

impl Default for Guesses {
    fn default() -> Self {
        Self(Throttle::new(Limit::GUESSES))
    }
}

impl Guesses {
    /// How much of a name is remembered, in characters: more than any account's has. Strangers
    /// could otherwise fill the memory with long ones.
    const NAME: usize = 64;

    /// Takes a guess: `Err` with the seconds to wait where there were too many wrong ones.
    /// It counts as wrong until [`succeeded`](Self::succeeded) says otherwise, so that many at once
    /// do not slip through.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn attempt(&self, name: &str, address: Option<IpAddr>, now: i64) -> Result<(), u64> {
        self.0.attempt((known_by(name), address), now)
    }

    /// Forgets the wrong guesses of somebody who got it right.
    pub fn succeeded(&self, name: &str, address: Option<IpAddr>) {
        self.0.forget(&(known_by(name), address));
    }
}

fn known_by(name: &str) -> String {
    name.chars().take(Guesses::NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    #[test]
    fn the_sixth_guess_in_a_minute_waits_for_the_minute_to_end() {
        let throttle = Guesses::default();
        for _ in 0..Limit::GUESSES.free {
            assert_eq!(throttle.attempt("a", HERE, 1_000), Ok(()));
        }
        assert_eq!(throttle.attempt("a", HERE, 11_000), Err(50));
        assert_eq!(throttle.attempt("a", HERE, 61_000), Ok(()));
    }

    #[test]
    fn other_names_and_other_addresses_are_not_concerned() {
        let throttle = Guesses::default();
        for _ in 0..Limit::GUESSES.free {
            assert_eq!(throttle.attempt("a", HERE, 0), Ok(()));
        }
        assert_eq!(throttle.attempt("b", HERE, 0), Ok(()));
        assert_eq!(throttle.attempt("a", None, 0), Ok(()));
    }

    #[test]
    fn names_longer_than_any_account_are_remembered_by_their_beginning() {
        let throttle = Guesses::default();
        let name = |end: u32| format!("{}{end}", "ở".repeat(5_000));
        for end in 0..Limit::GUESSES.free {
            assert_eq!(throttle.attempt(&name(end), HERE, 0), Ok(()));
        }
        assert_eq!(throttle.attempt(&name(9), HERE, 0), Err(60));
        throttle.succeeded(&name(10), HERE);
        assert_eq!(throttle.attempt(&name(11), HERE, 0), Ok(()));
    }

    #[test]
    fn success_starts_the_count_anew() {
        let throttle = Guesses::default();
        for _ in 0..3 {
            for _ in 0..Limit::GUESSES.free {
                assert_eq!(throttle.attempt("a", HERE, 0), Ok(()));
            }
            throttle.succeeded("a", HERE);
        }
    }

    #[test]
    fn what_counts_no_more_is_cleared_out_and_what_counts_is_kept() {
        let throttle = Throttle::new(Limit {
            free: 1,
            window_ms: 10,
        });
        let remembered = |throttle: &Throttle<usize>| throttle.lock().by_key.len();
        for key in 0..MOST {
            assert_eq!(throttle.attempt(key, 0), Ok(()));
        }
        for key in MOST..MOST + 10 {
            assert_eq!(throttle.attempt(key, 5), Ok(()));
        }
        assert_eq!(remembered(&throttle), MOST + 10);
        assert_eq!(throttle.attempt(0, 9), Err(1));
        for key in 0..MOST - 10 {
            assert_eq!(throttle.attempt(2 * MOST + key, 10), Ok(()));
        }
        assert_eq!(remembered(&throttle), 2 * MOST);
        assert_eq!(throttle.attempt(0, 10), Ok(()));
        assert_eq!(remembered(&throttle), MOST + 1);
        assert_eq!(throttle.attempt(MOST, 14), Err(1));
    }

    #[test]
    fn a_device_with_ten_thousand_ops_is_not_slowed_down() {
        let exchanges = Throttle::new(Limit::EXCHANGES);
        let per_exchange = sohoi_sync::Limits::default().ops;
        for _ in 0..10_000_usize.div_ceil(per_exchange) {
            assert_eq!(exchanges.attempt("tablet", 0), Ok(()));
        }
    }
}
