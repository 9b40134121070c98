//! Fingerprints: whether something is as it was, without keeping what it was.

/// A running FNV-1a of 64 bits: the same texts in the same order give the same one on every platform and
/// in every version.
///
/// It tells apart what changes by itself. It is no protection against somebody who wants two texts to look
/// the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

/// Source: Fowler, Noll, Vo, Eastlake, *The FNV Non-Cryptographic Hash Algorithm* (RFC 9923).
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// Stands behind each text: no text in UTF-8 has this byte.
const END: u8 = 0xff;

impl Default for Fingerprint {
    fn default() -> Self {
        Self(BASIS)
    }
}

impl Fingerprint {
    /// Takes in a text. `ab`, `c` is not the same as `a`, `bc`.
    pub fn put(&mut self, text: &str) {
        for byte in text.bytes().chain([END]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// As sixteen hexadecimal digits.
    pub fn text(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = (0..16).rev().map(|place| self.0 >> (4 * place) & 15);
        digits
            .map(|digit| char::from(DIGITS[digit as usize]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> String {
        let mut print = Fingerprint::default();
        texts.iter().for_each(|text| print.put(text));
        print.text()
    }

    #[test]
    fn is_the_published_hash() {
        let plain = |text: &str| {
            text.bytes().fold(BASIS, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(PRIME)
            })
        };
        // Appendix C of RFC 9923.
        assert_eq!(plain(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(plain("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(plain("foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(of(&[]), "cbf29ce484222325");
    }

    #[test]
    fn tells_apart_where_texts_end() {
        let texts: [&[&str]; 6] = [
            &[],
            &[""],
            &["ab", "c"],
            &["a", "bc"],
            &["abc"],
            &["c", "ab"],
        ];
        for (place, one) in texts.iter().enumerate() {
            for other in &texts[..place] {
                assert_ne!(of(one), of(other), "{one:?} {other:?}");
            }
        }
    }
}
