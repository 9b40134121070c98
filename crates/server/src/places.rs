//! Units and lines of the register by the names that people know.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_round::{RoundPart, Unit};
use sohoi_sync::{Scope, SubjectLine};
use sohoi_text::{Language, Query, fold};

use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Read, Result};

/// The units and lines of all rounds on offer. Where rounds differ in a name, the one that changed
/// last is right.
pub(crate) struct Places {
    rounds: Vec<Arc<RoundPart>>,
    lines: BTreeMap<String, SubjectLine>,
}

impl Places {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// Where the store fails.
    pub(crate) async fn of(view: &mut dyn Read, forms: &Forms) -> Result<Self> {
        let mut offered = view.rounds().await?;
        offered.sort_by_key(|round| std::cmp::Reverse(round.seq));
        let (mut rounds, mut lines) = (Vec::new(), BTreeMap::new());
        for round in offered {
            rounds.extend(forms.round(view, &round.document).await?);
            for line in view.subjects(&Reach::Everything, &round.id).await? {
                let line = line.into_inner();
                lines.entry(line.id.clone()).or_insert(line);
            }
        }
        Ok(Self { rounds, lines })
    }

    /// A unit.
    pub(crate) fn unit(&self, id: &str) -> Option<&Unit> {
        let mut units = self.rounds.iter().flat_map(|round| &round.units);
        units.find(|unit| unit.id == id)
    }

    /// A line of the register.
    pub(crate) fn line(&self, id: &str) -> Option<&SubjectLine> {
        self.lines.get(id)
    }

    /// What a scope is called; its id where nothing has it.
    pub(crate) fn scope(&self, scope: &Scope, language: Language) -> String {
        match scope {
            Scope::Unit(id) => self.unit_path(id, language),
            Scope::Subject(id) => match self.line(id) {
                Some(line) => line.name.clone(),
                None => id.clone(),
            },
        }
    }

    /// The units, then the lines of the register, whose names somebody is looking for.
    pub(crate) fn find(&self, typed: &str, most: usize, language: Language) -> Vec<Scope> {
        let query = Query::new(typed);
        let mut units: Vec<&str> = Vec::new();
        for unit in self.rounds.iter().flat_map(|round| &round.units) {
            let is_new = !units.contains(&unit.id.as_str());
            if is_new && query.matches(&fold(&self.unit_path(&unit.id, language))) {
                units.push(&unit.id);
            }
        }
        let units = units.into_iter().map(|id| Scope::Unit(id.to_owned()));
        let lines = self.lines.values().filter(|line| {
            let unit = self.unit_path(&line.unit, language);
            query.matches(&fold(&format!("{} {} {unit}", line.id, line.name)))
        });
        let lines = lines.map(|line| Scope::Subject(line.id.clone()));
        units.chain(lines).take(most).collect()
    }

    /// What tells scopes of one name apart: of a line of the register its code and its unit.
    pub(crate) fn hint(&self, scope: &Scope, language: Language) -> String {
        match scope {
            Scope::Unit(_) => String::new(),
            Scope::Subject(id) => match self.line(id) {
                Some(line) => format!("{id} · {}", self.unit_path(&line.unit, language)),
                None => id.clone(),
            },
        }
    }

    /// A unit with those above it but the topmost, from the bottom: `Xã Phan Rí Thành, Huyện Bắc
    /// Bình`.
    fn unit_path(&self, id: &str, language: Language) -> String {
        let mut names = Vec::new();
        let mut next = Some(id);
        // A round has few levels; whatever this is, it ends.
        while let Some(id) = next
            && names.len() < 8
        {
            let unit = self.unit(id);
            next = unit.and_then(|unit| unit.parent.as_deref());
            if names.is_empty() || next.is_some() {
                names.push(unit.map_or(id, |unit| name(unit, language)));
            }
        }
        names.join(", ")
    }
}

fn name(unit: &Unit, language: Language) -> &str {
    language.pick(&unit.name.vi, &unit.name.en)
}
