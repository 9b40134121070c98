//! Passwords are kept as Argon2id hashes and checked in constant time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::oneshot;

/// Why a password was not hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// It is too short to be one.
    #[error("a password has at least {} characters", Passwords::SHORTEST)]
    TooShort,
    /// It is too long to be one.
    #[error("a password has at most {} bytes", Passwords::LONGEST)]
    TooLong,
    /// It is among the first that a stranger tries.
    #[error(
        "this password is among the first that strangers try: take several words that do not \
         belong together, and not the account's name"
    )]
    Common,
    /// Hashing failed.
    #[error("hashing failed: {0}")]
    Hashing(String),
}

/// Something to be hashed.
type Job = Box<dyn FnOnce() + Send>;

/// Hashes and checks passwords, a few at a time: each takes some 20 MiB. Threads of its own do it,
/// always the same ones: an allocator keeps that much for each thread that ever asked for it.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    dummy: Arc<str>,
    jobs: mpsc::Sender<Job>,
}

impl Passwords {
    /// The fewest characters of a password.
    pub const SHORTEST: usize = 8;
    /// The most bytes of a password.
    pub const LONGEST: usize = 1024;
    /// What is stored of an account that nobody can sign in to by a password.
    pub const NONE: &str = "";
    /// How many are hashed at once.
    const AT_ONCE: usize = 2;

    /// With the parameters that OWASP's password storage cheat sheet names as the minimum for
    /// Argon2id: 19 MiB, two passes, one lane.
    pub fn owasp() -> Self {
        Self::with(Params::DEFAULT)
    }

    /// With the smallest parameters there are. For tests: protects nothing.
    pub fn weak_for_tests() -> Self {
        let params = Params::new(Params::MIN_M_COST, Params::MIN_T_COST, 1, None);
        Self::with(params.expect("the smallest parameters are valid"))
    }

    fn with(params: Params) -> Self {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = argon2
            .hash_password(&crate::random::bytes::<16>())
            .map(|hash: PasswordHash| hash.to_string())
            .expect("16 bytes can be hashed with valid parameters");
        Self {
            argon2,
            dummy: dummy.into(),
            jobs: workers(Self::AT_ONCE),
        }
    }

    /// Hashes a password that somebody chose for the account `name` into a PHC string.
    ///
    /// # Errors
    ///
    /// Where it is too short, too long or among the first that a stranger tries.
    pub fn hash_chosen(&self, password: &str, name: &str) -> Result<String, PasswordError> {
        if super::common::is_common(password, name) && password.chars().count() >= Self::SHORTEST {
            return Err(PasswordError::Common);
        }
        self.hash(password)
    }

    /// Hashes a password into a PHC string, also a common one: the demonstration tells its own to
    /// everybody.
    ///
    /// # Errors
    ///
    /// Where it is too short or too long.
    pub fn hash(&self, password: &str) -> Result<String, PasswordError> {
        if password.chars().count() < Self::SHORTEST {
            return Err(PasswordError::TooShort);
        }
        if password.len() > Self::LONGEST {
            return Err(PasswordError::TooLong);
        }
        self.argon2
            .hash_password(password.as_bytes())
            .map(|hash: PasswordHash| hash.to_string())
            .map_err(|flaw| PasswordError::Hashing(flaw.to_string()))
    }

    /// Hashes new secrets beside what waits for the network: each takes some hundredths of a second.
    ///
    /// # Errors
    ///
    /// Where one is too short or too long, or the work was cut off.
    pub async fn hash_all(&self, secrets: Vec<String>) -> Result<Vec<String>, PasswordError> {
        let this = self.clone();
        let hash = move || secrets.iter().map(|secret| this.hash(secret)).collect();
        let cut_off = || PasswordError::Hashing("the work was cut off".into());
        self.done(hash).await.ok_or_else(cut_off)?
    }

    /// Whether the password is the one behind `stored`. Where the account is unknown, pass `None`:
    /// the answer is no, after the same work, so that the time tells nothing about names.
    pub async fn matches(&self, password: String, stored: Option<String>) -> bool {
        let this = self.clone();
        let check = move || this.check(&password, stored.as_deref());
        self.done(check).await.unwrap_or(false)
    }

    /// What `work` answers, by one of the threads; nothing where it was cut off.
    async fn done<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (told, answer) = oneshot::channel();
        let job = move || {
            // Whoever asked may have gone meanwhile.
            let _ = told.send(work());
        };
        self.jobs.send(Box::new(job)).ok()?;
        answer.await.ok()
    }

    fn check(&self, password: &str, stored: Option<&str>) -> bool {
        // An account without a password is like none: the same work, and no.
        let stored = stored.and_then(|stored| PasswordHash::new(stored).ok());
        let is_known = stored.is_some();
        let Some(hash) = stored.or_else(|| PasswordHash::new(&self.dummy).ok()) else {
            return false;
        };
        let is_right = password.len() <= Self::LONGEST
            && self
                .argon2
                .verify_password(password.as_bytes(), &hash)
                .is_ok();
        is_known && is_right
    }
}

/// Threads that carry out what is sent to them, until nobody can send any more.
fn workers(count: usize) -> mpsc::Sender<Job> {
    let (sender, jobs) = mpsc::channel::<Job>();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..count {
        let jobs = Arc::clone(&jobs);
        let work = move || {
            loop {
                let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(job) = next else { return };
                // One that fails is answered by the end of its channel; the thread goes on.
                let _ = catch_unwind(AssertUnwindSafe(job));
            }
        };
        thread::Builder::new()
            .name("passwords".into())
            .spawn(work)
            .expect("a machine that runs a server has room for a few threads");
    }
    sender
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_with_the_parameters_of_the_cheat_sheet() {
        let hash = Passwords::owasp().hash("correct horse").unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }

    #[test]
    fn the_same_password_has_another_hash_each_time() {
        let passwords = Passwords::weak_for_tests();
        assert_ne!(
            passwords.hash("correct horse").unwrap(),
            passwords.hash("correct horse").unwrap()
        );
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_matches() {
        let passwords = Passwords::weak_for_tests();
        let stored = passwords.hash("mật khẩu đúng").unwrap();
        let cases = [
            ("mật khẩu đúng", Some(stored.clone()), true),
            ("mật khẩu sai", Some(stored.clone()), false),
            ("", Some(stored), false),
            ("mật khẩu đúng", None, false),
            ("", Some(Passwords::NONE.into()), false),
            ("mật khẩu đúng", Some("not a hash".into()), false),
        ];
        for (password, stored, expected) in cases {
            assert_eq!(
                passwords.matches(password.into(), stored.clone()).await,
                expected,
                "{password} {stored:?}"
            );
        }
    }

    #[test]
    fn refuses_passwords_that_are_too_short_or_too_long() {
        let passwords = Passwords::weak_for_tests();
        assert!(matches!(
            passwords.hash("bảy ký."),
            Err(PasswordError::TooShort)
        ));
        assert!(matches!(
            passwords.hash(&"x".repeat(1025)),
            Err(PasswordError::TooLong)
        ));
    }
}
