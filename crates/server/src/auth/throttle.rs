//! How often one may guess a password: per account name and address, in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Counts failures per (account name, address). A training room behind one address is not locked
/// out by one forgetful person, nor a person by strangers elsewhere.
#[derive(Debug, Default)]
pub struct Throttle {
    failures: Mutex<HashMap<(String, Option<IpAddr>), Failures>>,
}

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    since: i64,
}

impl Throttle {
    /// How many failures are free.
    pub const FREE: u32 = 5;
    /// The time in which they count, in milliseconds.
    pub const WINDOW_MS: i64 = 60_000;
    /// How many pairs are remembered before old ones are cleared out.
    const MOST: usize = 10_000;
    /// How much of a name is remembered, in characters: more than any account's has. Strangers
    /// could otherwise fill the memory with long ones.
    const NAME: usize = 64;

    /// Takes an attempt: `Err` with the seconds to wait where there were too many failures.
    /// The attempt counts as a failure until [`succeeded`](Self::succeeded) says otherwise, so
    /// that many at once do not slip through.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn attempt(&self, name: &str, address: Option<IpAddr>, now: i64) -> Result<(), u64> {
        let mut failures = self.lock();
        if failures.len() >= Self::MOST {
            failures.retain(|_, failures| now - failures.since < Self::WINDOW_MS);
        }
        let entry = failures
            .entry((known_by(name), address))
            .or_insert(Failures {
                count: 0,
                since: now,
            });
        if now - entry.since >= Self::WINDOW_MS {
            *entry = Failures {
                count: 0,
                since: now,
            };
        }
        if entry.count >= Self::FREE {
            let wait = Self::WINDOW_MS - (now - entry.since);
            return Err(u64::try_from(wait).unwrap_or(0).div_ceil(1000).max(1));
        }
        entry.count += 1;
        Ok(())
    }

    /// Forgets the failures of somebody who got it right.
    pub fn succeeded(&self, name: &str, address: Option<IpAddr>) {
        self.lock().remove(&(known_by(name), address));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(String, Option<IpAddr>), Failures>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn known_by(name: &str) -> String {
    name.chars().take(Throttle::NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    #[test]
    fn the_sixth_guess_in_a_minute_waits_for_the_minute_to_end() {
        let throttle = Throttle::default();
        for _ in 0..Throttle::FREE {
            assert_eq!(throttle.attempt("a", HERE, 1_000), Ok(()));
        }
        assert_eq!(throttle.attempt("a", HERE, 11_000), Err(50));
        assert_eq!(throttle.attempt("a", HERE, 61_000), Ok(()));
    }

    #[test]
    fn other_names_and_other_addresses_are_not_concerned() {
        let throttle = Throttle::default();
        for _ in 0..Throttle::FREE {
            assert_eq!(throttle.attempt("a", HERE, 0), Ok(()));
        }
        assert_eq!(throttle.attempt("b", HERE, 0), Ok(()));
        assert_eq!(throttle.attempt("a", None, 0), Ok(()));
    }

    #[test]
    fn names_longer_than_any_account_are_remembered_by_their_beginning() {
        let throttle = Throttle::default();
        let name = |end: u32| format!("{}{end}", "ở".repeat(5_000));
        for end in 0..Throttle::FREE {
            assert_eq!(throttle.attempt(&name(end), HERE, 0), Ok(()));
        }
        assert_eq!(throttle.attempt(&name(9), HERE, 0), Err(60));
        throttle.succeeded(&name(10), HERE);
        assert_eq!(throttle.attempt(&name(11), HERE, 0), Ok(()));
    }

    #[test]
    fn success_starts_the_count_anew() {
        let throttle = Throttle::default();
        for _ in 0..3 {
            for _ in 0..Throttle::FREE {
                assert_eq!(throttle.attempt("a", HERE, 0), Ok(()));
            }
            throttle.succeeded("a", HERE);
        }
    }
}
