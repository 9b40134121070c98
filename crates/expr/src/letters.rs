//! Which characters names are made of (XML 1.0, fifth edition, section 2.3, without the colon).

/// Whether a name can begin with the character.
pub fn begins_name(c: char) -> bool {
    c == '_' || is_letter(c)
}

/// Whether a name can go on with the character.
pub fn continues_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

fn is_letter(c: char) -> bool {
    matches!(c,
        'A'..='Z'
        | 'a'..='z'
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_xml() {
        for c in ['a', 'Z', '_', 'đ', 'Ệ', 'ж', '名'] {
            assert!(begins_name(c) && continues_name(c), "{c}");
        }
        for c in ['-', '.', '7', '\u{301}'] {
            assert!(!begins_name(c) && continues_name(c), "{c}");
        }
        for c in [' ', ':', '×', '÷', '’', '“', '–', '$', '\u{2028}'] {
            assert!(!continues_name(c), "{c}");
        }
    }
}
