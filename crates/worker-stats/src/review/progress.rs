//! How far the collection is, by the register.

use sohoi_stats::Population;
use sohoi_sync::is_provisional;

use super::Review;

impl<const EXPLORES: bool> Review<'_, EXPLORES> {
    /// By kind of subjects, in the order of the register: how many lines have a response that counts,
    /// of how many.
    pub(super) fn progress_by_kind(&self, population: Population) -> Vec<(String, (u32, u32))> {
        let is_counted = self.lines_that_count(population);
        let mut kinds: Vec<(String, (u32, u32))> = Vec::new();
        let lines = self.source.register.iter().zip(is_counted);
        for (line, is_counted) in lines.filter(|(line, _)| !is_provisional(&line.id)) {
            let position = kinds.iter().position(|(kind, _)| *kind == line.kind);
            let position = position.unwrap_or_else(|| {
                kinds.push((line.kind.clone(), (0, 0)));
                kinds.len() - 1
            });
            let (counted, lines) = &mut kinds[position].1;
            *counted += u32::from(is_counted);
            *lines += 1;
        }
        kinds
    }

    /// Of each line of the register, whether a response of it counts.
    pub(super) fn lines_that_count(&self, population: Population) -> Vec<bool> {
        let mut is_counted = vec![false; self.source.register.len()];
        for id in self.counting_of(population).counted() {
            let kept = self.responses.get(id);
            if let Some(line) = kept.and_then(|kept| self.line(&kept.subject)) {
                is_counted[line] = true;
            }
        }
        is_counted
    }

    /// The place of a subject in the register.
    pub(super) fn line(&self, subject: &str) -> Option<usize> {
        let register = &self.source.register;
        let place = register.binary_search_by(|line| line.id.as_str().cmp(subject));
        place.ok()
    }
}
