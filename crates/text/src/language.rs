//! The two languages of the product.

/// A language that people can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Vietnamese, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The code that HTML's `lang` and stored settings use.
    ///
    /// ```
    /// use sohoi_text::Language;
    /// assert_eq!(Language::from_code(Language::En.code()), Language::En);
    /// ```
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language of a code; Vietnamese for every code that is not English.
    pub fn from_code(code: &str) -> Self {
        if code.starts_with("en") {
            Self::En
        } else {
            Self::Vi
        }
    }

    /// The one of two texts that is in this language, or the other one where it is empty.
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::En if !en.is_empty() => en,
            Self::Vi if vi.is_empty() => en,
            _ => vi,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_falls_back_to_the_other_language() {
        assert_eq!(Language::En.pick("Có", ""), "Có");
        assert_eq!(Language::Vi.pick("", "Yes"), "Yes");
        assert_eq!(Language::En.pick("Có", "Yes"), "Yes");
    }
}
