//! The code of an invitation, however it is typed.

/// Its letters and digits as `crates/invitation` reads them: small or capital, `O` for 0, `I` and `L` for 1,
/// with blanks and hyphens anywhere, or the whole link. Nothing is checked.
pub(crate) fn letters(typed: &str) -> String {
    let (_, typed) = typed.rsplit_once('/').unwrap_or(("", typed));
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    let letters = letters.map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn the_same_code_has_the_same_letters() {
        for typed in [
            "0A1B2-C3D4E-5F6G7-H8J9",
            "oalb2c3d4e5f6g7h8j9",
            " OAIB2 C3D4E 5F6G7 H8J9 ",
            "https://hoi.example/#/invited/0A1B2-C3D4E-5F6G7-H8J9",
        ] {
            assert_eq!(letters(typed), "0A1B2C3D4E5F6G7H8J9", "{typed}");
        }
        assert_ne!(letters("0A1B2-C3D4E-5F6G7-H8JA"), "0A1B2C3D4E5F6G7H8J9");
    }
}
