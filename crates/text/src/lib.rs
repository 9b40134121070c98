//! Words, numbers and dates for people, in Vietnamese and English.
