//! Randomness from the operating system.

/// As many random bytes as asked for.
///
/// # Panics
///
/// Where the operating system has no randomness: a server must not run there.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("an operating system that serves has randomness");
    bytes
}
