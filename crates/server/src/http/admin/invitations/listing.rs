//! What the page shows of units, lines and invitations.

use std::collections::BTreeMap;

use sohoi_admin::invitations::{Invitation, Line, Standing};
use sohoi_round::{RoundPart, Unit};
use sohoi_sync::{State, is_provisional};
use sohoi_text::{Language, short_date};

use crate::day;
use crate::scope::Reach;
use crate::store::{self, InvitationStanding, Read, Result};

/// How many lines a page shows.
const MOST: usize = 300;

/// The units within reach with their names, each below the one that it belongs to.
pub(super) fn units(round: &RoundPart, reach: &Reach, language: Language) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let tops = round.units.iter().filter(|unit| match reach {
        Reach::Everything => unit.parent.is_none(),
        Reach::Unit(own) | Reach::Branch(own, _) => unit.id == *own,
        Reach::Subject(_) => false,
    });
    for top in tops {
        add(round, top, 0, language, &mut found);
    }
    found
}

fn add(
    round: &RoundPart,
    unit: &Unit,
    depth: usize,
    language: Language,
    found: &mut Vec<(String, String)>,
) {
    // No tree is deeper than it has units; whatever this is, it ends.
    if depth > 8 {
        return;
    }
    let name = language.pick(&unit.name.vi, &unit.name.en);
    found.push((
        unit.id.clone(),
        ["\u{2003}".repeat(depth).as_str(), name].concat(),
    ));
    let is_below = |other: &&Unit| other.parent.as_deref() == Some(&unit.id);
    for below in round.units.iter().filter(is_below) {
        add(round, below, depth + 1, language, found);
    }
}

/// The associations of a unit and of those below it, as many as a page shows, and how many there
/// are.
pub(super) async fn listing(
    view: &mut dyn Read,
    round: &RoundPart,
    unit: &str,
    language: Language,
    now: i64,
) -> Result<(Vec<Line>, usize)> {
    let reach = Reach::Unit(unit.to_owned());
    let kind = round.subject_kinds.first().map(|kind| kind.id.as_str());
    let mut newest = BTreeMap::new();
    for invitation in view.invitations(&reach, &round.id).await? {
        let invitation = invitation.into_inner();
        // The newest of a line comes first.
        newest
            .entry(invitation.slot.subject.clone())
            .or_insert(invitation);
    }
    let mut states = BTreeMap::<String, State>::new();
    for found in view.slot_states(&reach, &round.id).await? {
        let found = found.into_inner();
        let state = states.entry(found.slot.subject).or_insert(found.state);
        *state = further(*state, found.state);
    }
    let lines = view.subjects(&reach, &round.id).await?;
    let lines = lines.into_iter().map(|line| line.into_inner());
    let lines = lines.filter(|line| Some(line.kind.as_str()) == kind && !is_provisional(&line.id));
    let lines: Vec<_> = lines.collect();
    let all = lines.len();
    let shown = lines.into_iter().take(MOST).map(|line| {
        let own = round
            .units
            .iter()
            .find(|own| own.id == line.unit && own.id != unit);
        Line {
            unit: own
                .map_or("", |own| language.pick(&own.name.vi, &own.name.en))
                .to_owned(),
            invitation: newest.get(&line.id).map(|it| told(it, now)),
            form: states.get(&line.id).copied(),
            subject: line.id,
            name: line.name,
        }
    });
    Ok((shown.collect(), all))
}

/// One invitation within reach, with the name of the association.
pub(super) async fn one(
    view: &mut dyn Read,
    reach: &Reach,
    id: &str,
    now: i64,
) -> Result<Option<(String, Invitation)>> {
    let Some(stored) = view.invitation(id).await? else {
        return Ok(None);
    };
    let slot = &stored.invitation.slot;
    let line = view.subject(reach, &slot.round, &slot.subject).await?;
    Ok(line.map(|line| (line.into_inner().name, told(&stored.invitation, now))))
}

fn told(invitation: &store::Invitation, now: i64) -> Invitation {
    let day = |moment| day::day_of(moment).map(short_date).unwrap_or_default();
    Invitation {
        id: invitation.id.clone(),
        standing: match invitation.standing(now) {
            InvitationStanding::Open => Standing::Open,
            InvitationStanding::Used => Standing::Used,
            InvitationStanding::Locked => Standing::Locked,
            InvitationStanding::Ended => Standing::Ended,
            InvitationStanding::Revoked => Standing::Revoked,
        },
        last_day: day::last_day(invitation.ends_at)
            .map(short_date)
            .unwrap_or_default(),
        used_on: invitation
            .used
            .as_ref()
            .map(|used| day(used.at))
            .unwrap_or_default(),
    }
}

/// Of two responses to one form the one that is further counts.
fn further(one: State, other: State) -> State {
    let rank = |state| match state {
        State::Draft => 0,
        State::Returned => 1,
        State::Submitted => 2,
        State::Checked => 3,
        State::Approved => 4,
        State::Locked => 5,
    };
    if rank(other) > rank(one) { other } else { one }
}
