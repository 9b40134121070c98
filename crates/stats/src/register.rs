//! How many lines of the register have a response that counts.
//!
//! This is progress of the collection. It is not the coverage that an indicator may report
//! against the numbers which authorities declare in their own forms.

use serde::{Deserialize, Serialize};

/// What progress needs to know of one line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterLine<'a> {
    /// The id of the subject.
    pub subject: &'a str,
    /// The kind of the subject.
    pub kind: &'a str,
    /// The level of the subject's own unit.
    pub level: &'a str,
    /// The subject's own unit and every unit above it.
    pub units: Vec<&'a str>,
}

/// `counted` of `lines`: the two numbers of a progress bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterShare {
    /// Lines with a response that counts.
    pub counted: usize,
    /// All lines.
    pub lines: usize,
}

/// Progress against the register, by kind of subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterProgress {
    /// In the order in which kinds first occur in the register.
    pub kinds: Vec<KindProgress>,
}

/// Progress of one kind of subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindProgress {
    /// The kind.
    pub kind: String,
    /// All lines of the kind.
    pub total: RegisterShare,
    /// By level of the subject's own unit, in the order of first occurrence.
    pub levels: Vec<(String, RegisterShare)>,
    /// By unit, in the order of first occurrence; a line counts in its own unit and in every unit
    /// above.
    pub units: Vec<(String, RegisterShare)>,
}

impl RegisterShare {
    fn take(&mut self, is_counted: bool) {
        self.lines += 1;
        self.counted += usize::from(is_counted);
    }
}

/// Holds the register against the subjects of the responses that count.
///
/// Subjects that are not in the register add nothing. `is_counted` says of a subject whether a
/// response of it counts.
pub fn register_progress(
    register: &[RegisterLine<'_>],
    is_counted: &dyn Fn(&str) -> bool,
) -> RegisterProgress {
    let mut progress = RegisterProgress::default();
    for line in register {
        let is_counted = is_counted(line.subject);
        let kind = progress.kind(line.kind);
        kind.total.take(is_counted);
        share(&mut kind.levels, line.level).take(is_counted);
        for unit in &line.units {
            share(&mut kind.units, unit).take(is_counted);
        }
    }
    progress
}

impl RegisterProgress {
    fn kind(&mut self, kind: &str) -> &mut KindProgress {
        let position = self
            .kinds
            .iter()
            .position(|it| it.kind == kind)
            .unwrap_or_else(|| {
                self.kinds.push(KindProgress {
                    kind: kind.to_owned(),
                    total: RegisterShare::default(),
                    levels: Vec::new(),
                    units: Vec::new(),
                });
                self.kinds.len() - 1
            });
        &mut self.kinds[position]
    }
}

fn share<'s>(shares: &'s mut Vec<(String, RegisterShare)>, name: &str) -> &'s mut RegisterShare {
    let position = shares
        .iter()
        .position(|(known, _)| known == name)
        .unwrap_or_else(|| {
            shares.push((name.to_owned(), RegisterShare::default()));
            shares.len() - 1
        });
    &mut shares[position].1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(
        subject: &'a str,
        kind: &'a str,
        level: &'a str,
        units: &[&'a str],
    ) -> RegisterLine<'a> {
        RegisterLine {
            subject,
            kind,
            level,
            units: units.to_vec(),
        }
    }

    #[test]
    fn lines_are_counted_by_kind_level_and_every_unit_above() {
        let register = [
            line("c1", "club", "city", &["north"]),
            line("c2", "club", "ward", &["north_1", "north"]),
            line("c3", "club", "ward", &["south_1", "south"]),
            line("o1", "office", "city", &["north"]),
        ];
        let counted = |subject: &str| ["c2", "o1", "stranger"].contains(&subject);
        let of = |counted, lines| RegisterShare { counted, lines };
        let named = |name: &str, counted, lines| (name.to_owned(), of(counted, lines));
        assert_eq!(
            register_progress(&register, &counted).kinds,
            [
                KindProgress {
                    kind: "club".into(),
                    total: of(1, 3),
                    levels: vec![named("city", 0, 1), named("ward", 1, 2)],
                    units: vec![
                        named("north", 1, 2),
                        named("north_1", 1, 1),
                        named("south_1", 0, 1),
                        named("south", 0, 1),
                    ],
                },
                KindProgress {
                    kind: "office".into(),
                    total: of(1, 1),
                    levels: vec![named("city", 1, 1)],
                    units: vec![named("north", 1, 1)],
                },
            ]
        );
    }

    #[test]
    fn an_empty_register_has_no_progress() {
        assert_eq!(
            register_progress(&[], &|_| true),
            RegisterProgress::default()
        );
    }
}
