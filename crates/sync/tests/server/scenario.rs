//! One response on a server, and people who do things to it.

use std::collections::BTreeMap;

use sohoi_sync::server::{Context, Judge, apply};
use sohoi_sync::{
    CellEdit, CellVersion, Change, Op, OpResult, Reason, Response, Role, Slot, State, Why,
};

pub(crate) const ID: &str = "response-1";
pub(crate) const FORM: &str = "form-v1";

/// A server that holds one response; `an@a` is the account `an` on the device `a`.
pub(crate) struct Scenario {
    pub(crate) record: Option<Response>,
    pub(crate) revision: u64,
    pub(crate) roles: BTreeMap<&'static str, Role>,
    numbers: BTreeMap<String, u64>,
}

impl Scenario {
    /// Nothing yet.
    pub(crate) fn empty() -> Self {
        let roles = [
            ("an", Role::Field),
            ("hoi", Role::Association),
            ("bich", Role::Reviewer),
            ("duy", Role::Approver),
            ("chi", Role::Coordinator),
            ("quan", Role::Admin),
            // Two without any right to the slot.
            ("xa", Role::Field),
            ("la", Role::Coordinator),
        ];
        Self {
            record: None,
            revision: 0,
            roles: roles.into_iter().collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// A draft that `an` started on the device `a`, at revision 1.
    pub(crate) fn draft() -> Self {
        let mut scenario = Self::empty();
        assert_eq!(scenario.start("an@a"), OpResult::Applied);
        scenario
    }

    /// A submitted response with the answer `q` = `1`: revisions 1, 2 and 3.
    pub(crate) fn submitted() -> Self {
        let mut scenario = Self::draft();
        scenario.answer("an@a", &[("q", Some("1"), 0)]);
        assert_eq!(
            scenario.move_to("an@a", State::Submitted, 1),
            OpResult::Applied
        );
        scenario
    }

    pub(crate) fn start(&mut self, who: &str) -> OpResult {
        self.start_with(who, slot(), FORM)
    }

    pub(crate) fn start_with(&mut self, who: &str, slot: Slot, form_hash: &str) -> OpResult {
        let form_hash = form_hash.to_owned();
        self.apply(who, Change::Start { slot, form_hash })
    }

    /// One edit of (path, value, base) each; the screen is as new as the newest base.
    pub(crate) fn answer(&mut self, who: &str, cells: &[(&str, Option<&str>, u64)]) -> OpResult {
        let seen = cells.iter().map(|(_, _, base)| *base).max().unwrap_or(0);
        self.answer_with(who, FORM, seen, cells)
    }

    pub(crate) fn answer_with(
        &mut self,
        who: &str,
        form_hash: &str,
        seen: u64,
        cells: &[(&str, Option<&str>, u64)],
    ) -> OpResult {
        let cells = cells.iter().map(|(path, value, base)| CellEdit {
            path: (*path).to_owned(),
            value: value.map(str::to_owned),
            base: *base,
        });
        let change = Change::Answer {
            form_hash: form_hash.to_owned(),
            seen,
            cells: cells.collect(),
        };
        self.apply(who, change)
    }

    pub(crate) fn move_to(&mut self, who: &str, to: State, base: u64) -> OpResult {
        self.move_with(who, to, base, None)
    }

    pub(crate) fn move_with(
        &mut self,
        who: &str,
        to: State,
        base: u64,
        note: Option<&str>,
    ) -> OpResult {
        let change = Change::Move {
            to,
            base,
            form_hash: FORM.to_owned(),
            engine: "1".to_owned(),
            note: note.map(str::to_owned),
        };
        self.apply(who, change)
    }

    pub(crate) fn apply(&mut self, who: &str, change: Change) -> OpResult {
        let (account, device) = who.split_once('@').expect("account@device");
        let n = self.numbers.entry(device.to_owned()).or_default();
        *n += 1;
        let op = Op {
            n: *n,
            at: "2017-06-30T08:00:00Z".to_owned(),
            response: ID.to_owned(),
            change,
            after: Vec::new(),
        };
        let context = Context {
            author: account,
            role: self.roles[account],
            device,
            epoch: 1,
            revision: self.revision + 1,
        };
        let before = self.record.clone();
        let applied = apply(self.record.take(), &op, &context, &Bench { account });
        if applied.changed {
            self.revision += 1;
            let revision = applied.response.as_ref().map(|response| response.revision);
            assert_eq!(revision, Some(self.revision), "a change takes its revision");
        } else {
            assert_eq!(applied.response, before, "what did not change is as before");
        }
        self.record = applied.response;
        applied.result
    }

    pub(crate) fn response(&self) -> &Response {
        self.record.as_ref().expect("the response is there")
    }

    /// The versions of a cell: what counts, then `=` who says the same, then `!` what stands
    /// against it, each as value and op.
    pub(crate) fn cell(&self, path: &str) -> String {
        let Some(cell) = self.response().cells.get(path) else {
            return "nothing".to_owned();
        };
        let agreed = cell
            .agreed
            .iter()
            .map(|version| format!(" ={}", shown(version)));
        let aside = cell
            .aside
            .iter()
            .map(|version| format!(" !{}", shown(version)));
        let others: String = agreed.chain(aside).collect();
        shown(&cell.counted) + &others
    }

    /// The proposed corrections of a cell.
    pub(crate) fn corrections(&self, path: &str) -> Vec<String> {
        let all = self.response().corrections.iter();
        all.filter(|correction| correction.path == path)
            .map(|correction| shown(&correction.version))
            .collect()
    }
}

fn shown(version: &CellVersion) -> String {
    let value = version.value.as_deref().unwrap_or("-");
    format!("{value}:{}{}", version.op.device, version.op.n)
}

pub(crate) fn slot() -> Slot {
    Slot {
        round: "round".to_owned(),
        form: "form".to_owned(),
        subject: "subject".to_owned(),
    }
}

pub(crate) fn conflict(paths: &[&str]) -> OpResult {
    OpResult::Conflict {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    }
}

pub(crate) fn held(reasons: &[(&str, Why)]) -> OpResult {
    let reasons = reasons.iter().map(|(path, why)| Reason::at(*path, *why));
    OpResult::Held {
        reasons: reasons.collect(),
    }
}

pub(crate) fn quarantined(why: Why) -> OpResult {
    OpResult::Quarantined {
        reasons: vec![Reason::whole(why)],
    }
}

pub(crate) fn bench(account: &str) -> impl Judge + '_ {
    Bench { account }
}

/// Knows one slot, one form version, paths that begin with `q`, and that `q` must be answered.
struct Bench<'a> {
    account: &'a str,
}

impl Judge for Bench<'_> {
    fn knows_slot(&self, slot: &Slot) -> bool {
        slot.subject == "subject"
    }

    fn may_write(&self, _: &Slot, _: Option<&str>) -> bool {
        matches!(self.account, "an" | "hoi" | "chi")
    }

    fn may_review(&self, _: &Slot) -> bool {
        self.account != "la"
    }

    fn knows_form(&self, _: &Slot, form_hash: &str) -> bool {
        form_hash == FORM
    }

    fn cell(&self, _: &Slot, _: &str, path: &str, value: Option<&str>) -> Option<Why> {
        match value {
            _ if !path.starts_with('q') => Some(Why::UnknownPath),
            Some("not a number") => Some(Why::WrongType),
            _ => None,
        }
    }

    fn whole(&self, response: &Response) -> Vec<Reason> {
        match response.value("q") {
            Some(_) => Vec::new(),
            None => vec![Reason::at("q", Why::Missing)],
        }
    }
}
