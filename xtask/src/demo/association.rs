//! What an association of the demonstration is like: everything that several answers follow from.

use chrono::{Days, Months, NaiveDate};
use sohoi_round::Subject;

use super::filling::YEARS;
use super::kinds::{Kind, kind};
use super::random::Random;
use super::register::PROVINCE_OTHERS;
use super::state::State;

/// The level of an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Province,
    District,
    Commune,
}

/// What the State gives an association regularly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    /// Posts on the payroll.
    Payroll(i64),
    /// Money for its running.
    Funds,
    /// An allowance for a retired chair.
    Allowance,
    /// Nothing.
    None,
}

/// When an association last held a congress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Congress {
    /// On this day, within the term.
    OnTime(NaiveDate),
    /// On this day, and the term has ended.
    Overdue(NaiveDate),
    /// Never, though it was founded long enough ago.
    Never,
    /// Never, as it was founded only now.
    NotYet,
}

/// An association with its traits.
pub(super) struct Association<'r> {
    pub(super) subject: &'r Subject,
    pub(super) kind: &'static Kind,
    pub(super) field: &'static str,
    pub(super) level: Level,
    /// The district it is in; none at the province.
    pub(super) district: Option<&'r str>,
    /// What is done with its response, if it has one.
    pub(super) state: Option<State>,
    pub(super) founded: NaiveDate,
    /// How well it works, from 0 to 100.
    pub(super) strength: i64,
    pub(super) is_special: bool,
    pub(super) support: Support,
    pub(super) term: i64,
    pub(super) congress: Congress,
    /// Whether its figures wrongly include the lower levels.
    pub(super) includes_lower: bool,
    /// The members at the end of each year; 0 before it was founded.
    pub(super) members: [i64; 6],
    /// The humanitarian value of each year in tenths of a million đồng.
    pub(super) humanitarian: [i64; 6],
}

/// The last day of the reviewed period.
pub(super) fn cutoff() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 6, 30).expect("30 June is a day of every year")
}

impl<'r> Association<'r> {
    /// The association of a line of the register; none where the line is not one.
    pub(super) fn of(subject: &'r Subject, state: Option<State>) -> Option<Self> {
        let attribute = |name: &str| subject.attributes.get(name).map(String::as_str);
        let kind = kind(attribute("assoc_type")?)?;
        let level = match attribute("level")? {
            "province" => Level::Province,
            "district" => Level::District,
            _ => Level::Commune,
        };
        let mut random = Random::of(&format!("traits of {}", subject.id));
        let founded = founded(kind, level, &mut random);
        let strength = (random.between(0, 100) + random.between(15, 100)) / 2;
        let is_special = is_special(kind, level, &mut random);
        let support = support(kind, level, is_special, &mut random);
        let term = random.weighted(&[(5, 88), (4, 4), (3, 8)]);
        let congress = congress(kind, level, founded, strength, term, &mut random);
        let includes_lower = level != Level::Commune
            && ["elderly", "red_cross", "study_promotion"].contains(&kind.id)
            && matches!(state, Some(State::Submitted | State::Returned));
        let mut association = Self {
            subject,
            kind,
            field: field(kind, &subject.name),
            level,
            district: attribute("district"),
            state,
            founded,
            strength,
            is_special,
            support,
            term,
            congress,
            includes_lower,
            members: [0; 6],
            humanitarian: [0; 6],
        };
        association.members = association.wished_members(&mut random);
        association.humanitarian = association.wished_humanitarian(&mut random);
        Some(association)
    }

    /// The year of the founding.
    pub(super) fn founded_year(&self) -> i64 {
        use chrono::Datelike as _;

        i64::from(self.founded.year())
    }

    /// Whether its response is counted, and so are its members.
    pub(super) fn is_counted(&self) -> bool {
        self.state.is_some_and(State::is_sent) && !self.includes_lower
    }

    /// Whether the term of its board has ended or no board was ever elected.
    pub(super) fn is_late(&self) -> bool {
        matches!(self.congress, Congress::Overdue(_) | Congress::Never)
    }

    /// Members before they are brought to the known sums.
    fn wished_members(&self, random: &mut Random) -> [i64; 6] {
        let median = self.kind.members[self.level as usize];
        let last = random.around(median).max(12);
        let growth = random.between(108, 142) + (self.strength - 50) / 5;
        let first_year = self.founded_year().max(*YEARS.start());
        let first = if self.founded_year() > 2012 {
            last * random.between(45, 85) / 100
        } else {
            last * 100 / growth
        };
        let span = (YEARS.end() - first_year).max(1);
        let mut members = [0; 6];
        for (year, count) in YEARS.zip(&mut members) {
            if year >= self.founded_year() {
                *count = first + (last - first) * (year - first_year) / span;
            }
        }
        members[5] = last;
        members
    }

    /// Humanitarian value before it is brought to the sums of the districts.
    fn wished_humanitarian(&self, random: &mut Random) -> [i64; 6] {
        let weight = match self.level {
            Level::Province => 90,
            Level::District => 60,
            Level::Commune => 8,
        };
        let usual = random.around(self.kind.humanitarian * weight).max(4);
        let mut values = [0; 6];
        for (year, value) in YEARS.zip(&mut values) {
            if year >= self.founded_year() {
                let months = if year == 2017 { 6 } else { 12 };
                let trend = 82 + 6 * (year - 2012) + random.between(-9, 9);
                *value = usual * trend * months / 1200;
            }
        }
        values
    }
}

fn field(kind: &Kind, name: &str) -> &'static str {
    PROVINCE_OTHERS
        .iter()
        .find(|(_, stem, _)| {
            ["other", "sports_federation"].contains(&kind.id) && name.starts_with(stem)
        })
        .map_or(
            super::kinds::kind(kind.id).map_or("other", |kind| kind.field),
            |(_, _, field)| field,
        )
}

fn founded(kind: &Kind, level: Level, random: &mut Random) -> NaiveDate {
    let recent = match level {
        Level::Province => 40,
        Level::District => 60,
        Level::Commune => 90,
    };
    let (first, last) = if random.chance(recent) {
        (day(2012, 9, 1), day(2017, 5, 31))
    } else {
        let later = match level {
            Level::Province => 0,
            Level::District => 1,
            Level::Commune => 2,
        };
        let last = (kind.founded.1 + later).min(2011);
        (day(kind.founded.0 + later, 1, 5), day(last, 12, 25))
    };
    let days = (last - first).num_days();
    first + Days::new(random.between(0, days).unsigned_abs())
}

fn is_special(kind: &Kind, level: Level, random: &mut Random) -> bool {
    const BY_DECISION: [&str; 11] = [
        "red_cross",
        "lawyers",
        "traditional_medicine",
        "blind",
        "disabled_orphans",
        "agent_orange",
        "elderly",
        "study_promotion",
        "former_youth_volunteers",
        "former_political_prisoners",
        "retirees_club",
    ];
    const OF_THE_PROVINCE: [&str; 7] = [
        "journalists",
        "literature_arts",
        "sci_tech_union",
        "friendship_union",
        "coop_alliance",
        "students",
        "youth_federation",
    ];
    match level {
        Level::Province => BY_DECISION.contains(&kind.id) || OF_THE_PROVINCE.contains(&kind.id),
        Level::District => BY_DECISION.contains(&kind.id) && random.chance(930),
        Level::Commune => ["red_cross", "elderly"].contains(&kind.id) && random.chance(880),
    }
}

fn support(kind: &Kind, level: Level, is_special: bool, random: &mut Random) -> Support {
    match level {
        Level::Province => match kind.id {
            "red_cross"
            | "journalists"
            | "literature_arts"
            | "sci_tech_union"
            | "friendship_union"
            | "coop_alliance"
            | "traditional_medicine"
            | "blind"
            | "lawyers"
            | "elderly" => Support::Payroll(random.between(5, 9)),
            "disabled_orphans"
            | "agent_orange"
            | "study_promotion"
            | "students"
            | "former_youth_volunteers"
            | "former_political_prisoners"
            | "youth_federation"
            | "retirees_club"
            | "martyr_families"
            | "consumer_protection" => Support::Funds,
            _ => Support::None,
        },
        Level::District => match kind.id {
            "red_cross" => Support::Payroll(random.between(2, 3)),
            "traditional_medicine" => Support::Payroll(random.between(1, 2)),
            "lawyers" | "blind" | "elderly" if random.chance(700) => Support::Payroll(1),
            _ if is_special => Support::Allowance,
            _ => Support::None,
        },
        Level::Commune if is_special => Support::Allowance,
        Level::Commune if random.chance(130) => Support::Funds,
        Level::Commune => Support::None,
    }
}

fn congress(
    kind: &Kind,
    level: Level,
    founded: NaiveDate,
    strength: i64,
    term: i64,
    random: &mut Random,
) -> Congress {
    /// Known for their late congresses.
    const LATE: [&str; 5] = [
        "construction",
        "nature_environment",
        "acupuncture",
        "overseas_relatives",
        "consumer_protection",
    ];
    let is_known_late = level == Level::Province && LATE.contains(&kind.id);
    let permille = match kind.field {
        _ if is_known_late => 1000,
        "science_tech" | "environment" => 450,
        _ => 70 + (100 - strength) * 13 / 10,
    };
    let is_late = random.chance(permille);
    let term_start = cutoff() - Months::new(12 * term.unsigned_abs() as u32);
    let days_since_founding = (cutoff() - founded).num_days();
    if is_late && founded < term_start {
        let days_late = if random.chance(60) {
            random.between(1, 29)
        } else {
            random.between(30, 1_200)
        };
        let last = term_start - Days::new(days_late.unsigned_abs());
        return Congress::Overdue(last.max(founded));
    }
    if days_since_founding <= 90 && random.chance(400) {
        return Congress::NotYet;
    }
    if (91..=500).contains(&days_since_founding) && random.chance(250) {
        return Congress::Never;
    }
    let first = term_start.max(founded);
    let days = (cutoff() - first).num_days();
    Congress::OnTime(first + Days::new(random.between(0, days).unsigned_abs()))
}

/// A day that is known to be one.
pub(super) fn day(year: i64, month: u32, day: u32) -> NaiveDate {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .expect("only days of the calendar are asked for")
}
