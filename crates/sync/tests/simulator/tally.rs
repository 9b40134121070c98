//! How often things happened: a simulator in which something never happens tests nothing about it.

use std::collections::BTreeMap;

/// How often things happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) steps: u64,
    pub(crate) edits: u64,
    pub(crate) saved: u64,
    pub(crate) results: BTreeMap<&'static str, u64>,
    pub(crate) requests: u64,
    pub(crate) refusals: BTreeMap<String, u64>,
    pub(crate) dropped: u64,
    pub(crate) duplicated: u64,
    pub(crate) late_answers: u64,
    pub(crate) device_crashes: u64,
    pub(crate) server_crashes: u64,
    pub(crate) restores: u64,
    pub(crate) rescopes: u64,
    pub(crate) set_backs: u64,
    pub(crate) clones: u64,
    pub(crate) taken_numbers: u64,
    pub(crate) pruned: u64,
    pub(crate) files_written: u64,
    pub(crate) files_known: u64,
    pub(crate) carried_ops: u64,
    /// Ops that were kept apart for one account and taken in for another.
    pub(crate) tried_again: u64,
    /// The most requests a device needed to be through after the faults stopped.
    pub(crate) most_requests_to_heal: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        let Self {
            steps,
            edits,
            saved,
            results,
            requests,
            refusals,
            dropped,
            duplicated,
            late_answers,
            device_crashes,
            server_crashes,
            restores,
            rescopes,
            set_backs,
            clones,
            taken_numbers,
            pruned,
            files_written,
            files_known,
            carried_ops,
            tried_again,
            most_requests_to_heal,
        } = other;
        self.steps += steps;
        self.edits += edits;
        self.saved += saved;
        for (name, count) in results {
            *self.results.entry(name).or_default() += count;
        }
        self.requests += requests;
        for (code, count) in refusals {
            *self.refusals.entry(code.clone()).or_default() += count;
        }
        self.dropped += dropped;
        self.duplicated += duplicated;
        self.late_answers += late_answers;
        self.device_crashes += device_crashes;
        self.server_crashes += server_crashes;
        self.restores += restores;
        self.rescopes += rescopes;
        self.set_backs += set_backs;
        self.clones += clones;
        self.taken_numbers += taken_numbers;
        self.pruned += pruned;
        self.files_written += files_written;
        self.files_known += files_known;
        self.carried_ops += carried_ops;
        self.tried_again += tried_again;
        self.most_requests_to_heal = self.most_requests_to_heal.max(*most_requests_to_heal);
    }

    /// A simulator in which something never happens tests nothing about it.
    pub(crate) fn assert_everything_happened(&self) {
        for result in [
            "applied",
            "no-op",
            "merged",
            "conflict",
            "held",
            "quarantined",
            "added",
            "confirmed as new",
            "confirmed as known",
        ] {
            assert!(self.results.contains_key(result), "no op was {result}");
        }
        for code in ["forked", "refetch"] {
            assert!(self.refusals.contains_key(code), "no request got {code}");
        }
        let counts = [
            ("dropped", self.dropped),
            ("duplicated", self.duplicated),
            ("late answers", self.late_answers),
            ("device crashes", self.device_crashes),
            ("server crashes", self.server_crashes),
            ("restores", self.restores),
            ("changes of scope", self.rescopes),
            ("stores set back", self.set_backs),
            ("stores cloned", self.clones),
            ("op numbers taken by another tab", self.taken_numbers),
            ("ops pruned", self.pruned),
            ("files written", self.files_written),
            ("files taken in that brought nothing", self.files_known),
            ("ops carried", self.carried_ops),
            ("ops tried again for another account", self.tried_again),
        ];
        for (name, count) in counts {
            assert!(count > 0, "{name}: never happened");
        }
    }
}
