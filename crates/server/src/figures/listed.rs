//! The responses that count, as files of them are written from.

use sohoi_export::{CurrentForm, Listed};

use super::{CountedResponses, standing};

impl CountedResponses {
    /// The current version of each form, in the order of the round.
    pub fn current_forms(&self) -> Vec<CurrentForm<'_>> {
        let engines = self.engines.iter();
        engines
            .map(|(hash, engine)| CurrentForm { hash, engine })
            .collect()
    }

    /// The responses with what stands beside their answers.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        self.responses
            .iter()
            .zip(&self.counted)
            .map(|(response, counted)| {
                let mut subjects = self.subjects.iter();
                let subject = subjects.find(|it| it.id == response.slot.subject);
                let moved = response.moved.as_ref();
                Listed {
                    id: &response.id,
                    subject: &response.slot.subject,
                    subject_name: subject.map_or("", |it| &it.name),
                    unit: subject.map_or("", |it| &it.unit),
                    form_hash: &response.form_hash,
                    standing: standing(response.state),
                    author: &response.author,
                    answered_at: response.answered_at().unwrap_or_default(),
                    moved_by: moved.map_or("", |it| &it.author),
                    moved_at: moved.map_or("", |it| &it.at),
                    session: &counted.session,
                }
            })
            .collect()
    }
}
