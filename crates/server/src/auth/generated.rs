//! Passwords that the server makes, to be read out over the telephone and typed on a tablet.

use crate::random;

const CONSONANTS: &[u8; 16] = b"bcdghklmnprstvxz";
const VOWELS: &[u8; 4] = b"aeiu";

/// Nine syllables of 64 in groups of three, 54 random bits: `kabetu-mizola-…`. With five guesses a
/// minute nobody finds one.
pub fn password() -> String {
    let syllables = random::bytes::<9>();
    let mut password = String::with_capacity(20);
    for (place, byte) in syllables.into_iter().enumerate() {
        if place > 0 && place % 3 == 0 {
            password.push('-');
        }
        password.push(char::from(CONSONANTS[usize::from(byte >> 4)]));
        password.push(char::from(VOWELS[usize::from(byte & 3)]));
    }
    password
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Passwords;

    #[test]
    fn it_is_three_groups_and_no_two_are_alike() {
        let one = password();
        assert_eq!(one.len(), 20);
        assert_eq!(one.split('-').count(), 3);
        assert_ne!(one, password());
        let hash = Passwords::weak_for_tests().hash_chosen(&one, "an");
        assert!(hash.is_ok(), "{one}");
    }
}
